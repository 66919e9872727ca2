"""Tokens into runs: the stretches of words that are written like names, each with its borders and its head."""

from __future__ import annotations

from itertools import compress

import msgspec

from site_builder.extract.names.institutions import Institutions
from site_builder.extract.names.lexicon import APOSTROPHES, ARABIC, HYPHENS, May
from site_builder.extract.names.tokens import Tokens
from site_builder.model import Kind

MAX_SYLLABLE = 3
"""Words this short that are no function words are rather a family name before its given name: "Ban Ki-moon"."""
MAX_UNITS = 8
KNOWN_STAYS = 45
"""What is known with at least this weight is not carried on by particles."""


class Run(msgspec.Struct, gc=False):
    """Tokens `first` to `last` (excluded). `units`: its capitalised words, as token ranges; a compound counts as one.

    `head`: of which kind the word is that says what it is ("Ministère"); `opens`: it begins a sentence, so that its
    capital says nothing; `titled`: a title stands before it; `known`: kind and weight of the known name that it is.
    """

    first: int
    last: int
    units: list[tuple[int, int]] = msgspec.field(default_factory=list)
    head: Kind | None = None
    opens: bool = False
    titled: bool = False
    known: tuple[Kind, int] | None = None


class Runs:
    """Finds the runs of one text, from left to right, each token once."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens, self.lexicon = tokens, tokens.lexicon
        self.words, self.lower, self.count = tokens.words, tokens.lower, tokens.count
        self.institutions = Institutions(tokens)

    def find(self) -> list[Run]:
        """All runs in order."""
        found: list[Run] = []
        done, titled = 0, -1
        words, names, count = self.words, self.lexicon.known, self.count
        for at in compress(range(count), map(self.lexicon.begins.__getitem__, words)):
            if at < done:
                continue
            word = words[at]
            if not word[0].isupper():
                small = self._small(at)
                if small is not None:
                    found.append(small)
                    done = small.last
                continue
            if words[at - 1] in HYPHENS and self._hangs_on_prefix(at):
                done = self.tokens.unit(at)
                continue
            known = self.lexicon.longest(words, at) if word in names else None
            if known is not None and self._is_day(known[0]):
                known = None
            if at + 1 < count and words[at + 1][0].islower():
                if known is None and self._is_small(at):
                    done = at + 1
                    continue
            elif known is None or known[0] == at + 1:
                past = self._title(at)
                if past:
                    done = titled = past
                    continue
                if self._is_skipped(at, known is not None):
                    done = at + 1
                    continue
            run = self._run(at, done, known)
            run.titled = run.first == titled
            done = run.last
            found.append(run)
        return found

    def _small(self, at: int) -> Run | None:
        """An institution written small: "assemblée nationale", "armée française"."""
        known = self.lexicon.longest(self.lower, at)
        if known is not None and known[0] > at + 1:
            return Run(at, known[0], [(at, known[0])], known=(known[1], known[2]))
        words, tokens = self.lexicon.words, self.tokens
        if self.words[at] not in words.armies or not tokens.spaced(at + 1):
            return None
        people = self.lower[at + 1]
        if self.lexicon.is_demonym(people) and self.lexicon.is_adjective(people):
            return Run(at, at + 2, [(at, at + 2)], head="organisation")
        return None

    def _hangs_on_prefix(self, at: int) -> bool:
        """Whether the capital is the end of a word that begins small: "super-Terre", "outre-Manche"."""
        if at < 2 or not self.tokens.touches(at) or not self.tokens.touches(at - 1):
            return False
        return self.words[at - 2].islower() and self.lower[at - 2] not in ARABIC and self.lower[at - 2] != "ex"

    # --- what stands before a name -------------------------------------------------------------------------------

    def _title(self, at: int) -> int:
        """End of the title or demonym at `at` when a name follows: "Mme", "Président", "Sud-Africain"; 0 if none does."""
        tokens, known, end = self.tokens, self.lexicon.words, at + 1
        if end >= self.count:
            return 0
        if tokens.touches(end):
            end = tokens.unit(at)
        elif not self.lexicon.may[self.lower[at]] & May.TITLE:
            return 0
        word = tokens.joined((at, end))
        if end == at + 1 and word in known.titles and tokens.touches(end) and self.words[end] == ".":
            end += 1
        if not tokens.spaced(end) or not tokens.is_capital(end):
            return 0
        if word.rstrip(".") in known.titles or (word in known.functions and not self._heads(word)):
            return 0 if self._stays(end) else end
        if (
            word in known.function_adjectives
            and self.words[end] in self.lexicon.given
            and self.words[at] not in self.lexicon.given
        ):
            return end
        if word in known.demonyms or (self.lexicon.is_demonym(word) and self._introduces(at, end)):
            return 0 if self._stays(end) else end
        return 0

    def _heads(self, word: str) -> bool:
        return word in self.lexicon.words.organisation_heads or word in self.lexicon.words.place_heads

    def _introduces(self, at: int, name: int) -> bool:
        """Whether what looks like a demonym at `at` is one: behind an article, or before a given name."""
        if self.words[at] in self.lexicon.given:
            return False
        back, known = self.tokens.before(at), self.lexicon.words
        article = back >= 0 and (self.lower[back] in known.articles or self.lower[back] in known.determiners)
        return article or self.words[name] in self.lexicon.given

    def _stays(self, at: int) -> bool:
        """Whether a title or demonym is part of what follows: "British Airways", "Indian Ocean", "General Motors"."""
        if self.lexicon.language != "en" or self.words[at] in self.lexicon.given:
            return False
        while self.tokens.is_capital(at) and self.tokens.spaced(at):
            at = self.tokens.unit(at)
            at += at < self.count and self.words[at] == "&"
        last, known = self.lower[at - 1], self.lexicon.words
        return last in known.company_forms or last in known.organisation_heads or last in known.place_tails

    def _is_skipped(self, at: int, is_known: bool) -> bool:
        """Whether the capital at `at` begins no name: an article, a sentence's first word, a small word written large.

        What follows is not written small.
        """
        tokens, word, small = self.tokens, self.lower[at], self._is_small(at)
        if tokens.touches(at + 1) and self.words[at + 1] in HYPHENS:
            return False
        if tokens.elided(at) and (word in self.lexicon.elisions or word == "aujourd"):
            return tokens.unit(at) == at + 1
        if len(word) == 1 and tokens.touches(at + 1) and self.words[at + 1] == ".":
            return False
        if not tokens.spaced(at + 1) or not tokens.is_capital(at + 1):
            return small and not is_known
        if small:
            name_like = word in self.lexicon.words.particles and at not in tokens.openings
            follows = self.lower[at + 1]
            return not name_like or self._heads(follows) or self.lexicon.longest(self.words, at + 1) is not None
        return not is_known and tokens.opens(at) and self._is_opener(at, word)

    def _is_small(self, at: int) -> bool:
        """Whether a small word is written large."""
        word = self.lower[at]
        return word in self.lexicon.small and (len(word) == 1 or self.words[at].istitle())

    def _is_opener(self, at: int, word: str) -> bool:
        """Whether a sentence's first word is only that, and the capital behind it begins the name."""
        if word in self.lexicon.words.organisation_before:
            return True
        if (
            len(word) <= MAX_SYLLABLE
            or word not in self.lexicon.common
            or self.words[at] in self.lexicon.given
            or self.words[at].isupper()
        ):
            return False
        return not self._heads(word) and word not in self.lexicon.words.other_heads

    # --- one run -------------------------------------------------------------------------------------------------

    def _run(self, at: int, floor: int, known: tuple[int, Kind, int] | None) -> Run:
        first = self.tokens.left(at, floor) if self.words[at - 1] in HYPHENS else at
        run = Run(first, at, opens=self.tokens.opens(at))
        end = self.tokens.unit(at)
        if known is not None and known[0] >= end:
            end, run.known = known[0], (known[1], known[2])
        run.units.append((run.first, end))
        run.last = end
        if not self._institution(run):
            self._extend(run)
        if run.known is None or run.last > end:
            run.known = self._whole(run)
        if run.known is not None and run.known[0] == "place" and self.tokens.spaced(run.last):
            run.last += self.lower[run.last] in self.lexicon.words.place_adjectives
        return run

    def _is_day(self, end: int) -> bool:
        """Whether what ends at `end` is a number and a month behind it: "l'équipe de France, 3 septembre"."""
        return end < self.count and self.words[end - 1].isdigit() and self.lower[end] in self.lexicon.words.never

    def _whole(self, run: Run) -> tuple[Kind, int] | None:
        if self.words[run.first] in self.lexicon.known:
            known = self.lexicon.longest(self.words, run.first)
            if known is not None and known[0] == run.last and not self._is_day(known[0]):
                return known[1], known[2]
        before = self.lower[run.first - 1] if run.first else ""
        if before in self.lexicon.contracted:  # "au Monde" is to "Le Monde"
            entitled = ["Les" if before.endswith(("s", "x")) else "Le", *self.words[run.first : run.last]]
            known = self.lexicon.longest(entitled, 0)
            if known is not None and known[0] == len(entitled):
                return known[1], known[2]
        return None

    def _extend(self, run: Run) -> None:
        at = run.last
        if at >= self.count or not (self.words[at][0].isupper() or self.lexicon.may[self.lower[at]] & May.CARRY):
            return
        while len(run.units) < MAX_UNITS and self.tokens.spaced(run.last):
            following = self._next(run)
            if following is None:
                return
            end = self.tokens.capital(following)
            if end == following + 1 and self.words[following].isalnum() and not self.words[following].isalpha():
                return  # a type's number: "Vectaria A320"
            run.units.append((following, end))
            run.last = end

    def _next(self, run: Run) -> int | None:
        """Where the run goes on: at a capital, or at one behind particles that fit what came before."""
        at, words, lower = run.last, self.words, self.lower
        if words[at][0].isupper():
            return self._next_capital(run, at)
        if not self.lexicon.may[self.lower[at]] & May.CARRY:
            return None
        if at + 2 < self.count and lower[at] in ARABIC and words[at + 1] in HYPHENS and words[at + 2][0].isupper():
            return at
        if words[at] in ("&", "of", "and", "for"):
            following = at + 2 if at + 1 < self.count and lower[at + 1] == "the" else at + 1
            return following if self.tokens.is_capital(following) and self._joins(run, at) else None
        if lower[at] not in self.lexicon.words.particles or not self._takes_particle(run, lower[at]):
            return None
        for step in range(1, 4):
            if self.tokens.is_capital(at + step):
                return at + step
            if at + step >= self.count:
                return None
            if lower[at + step] not in self.lexicon.words.particles and words[at + step] not in APOSTROPHES:
                return None
        return None

    def _next_capital(self, run: Run, at: int) -> int | None:
        if self.words[at - 1] == "." and (self.lower[at] in self.lexicon.small or at in self.tokens.openings):
            return None
        if self.lower[at] in self.lexicon.words.titles and self.words[at].istitle():
            return None
        first = self.lower[run.units[0][0]]
        noun = first in self.lexicon.words.place_heads or first in self.lexicon.common
        plain = (noun or self._is_acronym(run)) and self.words[run.units[0][0]] not in self.lexicon.given
        if plain and self.institutions.is_person(at):
            return None
        return None if len(run.units) == 1 and self.institutions.ends_office(run.first, at) else at

    def _is_acronym(self, run: Run) -> bool:
        """Whether a run is one word in capitals so far, as of the agency in 'auprès de l’AFP Jean X'."""
        first, end = run.units[0]
        if self.words[first - 1] not in APOSTROPHES:
            return False
        return len(run.units) == 1 and end == first + 1 and len(self.words[first]) > 2 and self.words[first].isupper()

    def _joins(self, run: Run, at: int) -> bool:
        """Whether "of", "and" or "&" carries a name on: not between two people or two places."""
        if self.words[at] == "&":
            return True
        if self.lexicon.language != "en":
            return self.words[at] == "of"
        inside, last = self.lower[run.first : at], self.lower[run.last - 1]
        if self.words[at] == "and" and not ("of" in inside or "for" in inside):
            return False
        heads = self.lexicon.words.organisation_heads
        return last in heads or self.lower[run.units[0][0]] in heads or self._heads(last)

    def _takes_particle(self, run: Run, particle: str) -> bool:
        at, end = run.units[0]
        if run.known is not None and run.known[1] >= KNOWN_STAYS and not self._is_given(at):
            return False
        if particle in self.lexicon.words.of or particle in self.lexicon.words.articles or len(particle) < 3:
            given = self.words[at] in self.lexicon.given and self.lower[at] not in ARABIC
            return given and len(run.units) <= 2 and (end - at == 1 or self.words[end - 1][0].isupper())
        return True

    def _is_given(self, at: int) -> bool:
        """Whether a place that is a given name too stands as one: Dominique de X, but 'la Dominique', 'à Florence'."""
        words = self.lexicon.words
        before = self.lower[at - 1] if at else ""
        placed = before in words.articles or before in words.of or before in words.place_prepositions
        return self.words[at] in self.lexicon.given and not placed

    def _institution(self, run: Run) -> bool:
        """Whether the run begins with the head of an organisation or place; if so, takes what carries it on."""
        lower, known, tokens = self.lower, self.lexicon.words, self.tokens
        held = run.first and self.lexicon.may[lower[run.first - 1]] & May.HOLD
        start = self.institutions.small_head(run.first) if held else None
        if start is not None:
            run.head = "organisation" if lower[start] in known.small_heads else "place"
            run.first, run.opens = start, False
            if run.head == "organisation":
                run.last = self.institutions.complement(run.last, run.units)
            return run.head == "organisation"
        if run.known is not None:
            return False
        head = tokens.joined((run.first, run.last))
        if not self.lexicon.may[head] & May.HEAD:
            return self._is_described(run, head)
        if head in known.other_heads:
            return False
        if head in known.head_adjectives and tokens.spaced(run.last) and lower[run.last] in known.organisation_heads:
            run.last = tokens.unit(run.last)
            head = lower[run.last - 1]
        if head in known.organisation_heads:
            run.head = "organisation"
            run.last = self.institutions.complement(run.last, run.units)
            return self.lexicon.language != "en"
        if head in known.place_heads or head in known.small_place_heads:
            end = self.institutions.place(run.last, run.units)
            if end is not None:
                run.head, run.last = "place", end
            return end is not None
        return self._is_described(run, head)

    def _is_described(self, run: Run, head: str) -> bool:
        """Whether an adjective makes an institution of a common noun: "Assemblée nationale"."""
        if run.opens or head not in self.lexicon.common or not self.tokens.spaced(run.last):
            return False
        if self.lower[run.last] in self.lexicon.words.adjectives:
            run.head, run.last = "organisation", run.last + 1
            return True
        return False
