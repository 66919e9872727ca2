"""Tokens into runs: the stretches of words that are written like names, each with its borders and its head."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from site_builder.extract.names.lexicon import Lexicon
from site_builder.model import Kind
from site_builder.scan import Scan

HYPHENS = "-‐‑"
APOSTROPHES = "'’"
ARTICLES = {"la", "le", "les", "l", "the"}
OPENERS = set('«“"(:;•–—-*[>')
HEAD_ADJECTIVES = {
    "grand",
    "grande",
    "haut",
    "haute",
    "petit",
    "petite",
    "nouveau",
    "nouvelle",
    "ancien",
    "ancienne",
    "jeune",
    "jeunes",
    "high",
    "royal",
}
SKIP, TITLE = 1, 2
MAX_UNITS = 8
MAX_COMPLEMENT = 12
"""Words that may follow the head of an institution's name: the cap that keeps the search short."""
ARABIC = {"al", "el", "as", "ash", "an", "ad", "ar", "at", "az", "ben", "bin", "ibn", "abd", "abou", "abu"}


@dataclass(slots=True)
class Run:
    """Tokens `first` to `last` (excluded). `units`: its capitalised words, as token ranges; a compound counts as one.

    `head`: the word that says what it is ("Ministère"), and of which kind; `opens`: it begins a sentence, so its
    capital says nothing; `titled`: a title was cut off its front.
    """

    first: int
    last: int
    units: list[tuple[int, int]] = field(default_factory=list)
    head: Kind | None = None
    opens: bool = False
    titled: bool = False
    known: tuple[Kind, int] | None = None


class Runs:
    """Finds the runs of one text, from left to right, each token once."""

    def __init__(self, scan: Scan, lexicon: Lexicon) -> None:
        self.scan, self.lexicon = scan, lexicon
        self.words, self.lower, self.starts, self.ends = scan.words, scan.lower, scan.starts, scan.ends
        self.count = len(self.words)

    @cached_property
    def openings(self) -> set[int]:
        """Tokens whose capital is their place's: first of a sentence, or behind a mark that opens one."""
        found = set()
        for sentence in self.scan.sentences:
            token = self.scan.token_at(sentence.start)
            while token < self.count and not self.words[token][0].isalpha() and self.starts[token] < sentence.end:
                token += 1
            found.add(token)
        return found

    def opens(self, token: int) -> bool:
        """Whether a capital at `token` says nothing."""
        return token in self.openings or (token > 0 and self.words[token - 1] in OPENERS)

    def find(self) -> list[Run]:
        """All runs in order."""
        found: list[Run] = []
        done, titled = 0, -1
        for at in [i for i, word in enumerate(self.words) if word[0].isupper()]:
            if at < done:
                continue
            known = self.lexicon.longest(self.words, at)
            skip = self._skipped(at) if known is None or known[0] == at + 1 else 0
            if skip:
                done = at + 1 if skip == SKIP else done
                titled = at + 1 if skip == TITLE else titled
                if skip == TITLE and at + 1 < self.count and self.words[at + 1] == ".":
                    titled = at + 2
                continue
            run = self._run(at, done, known)
            run.titled = run.first == titled
            done = run.last
            found.append(run)
        return found

    def _skipped(self, at: int) -> int:
        """Whether the capital at `at` begins no name: a title, a sentence's first word, a small word written large."""
        words, word = self.lexicon.words, self.lower[at]
        if self.touches(at + 1) and self.words[at + 1] in HYPHENS:
            return 0
        after = at + 2 if self.touches(at + 1) and self.words[at + 1] == "." else at + 1
        more = self.spaced(after) and self.words[after][0].isupper()
        if word in words.titles and more:
            return TITLE
        if (self._elided(at) and word in self.lexicon.elisions) or word == "aujourd":
            return SKIP
        if not more:
            return SKIP if word in self.lexicon.small and self.words[at].istitle() else 0
        if (
            word in words.functions
            or word in words.demonyms
            or (self.lexicon.is_demonym(word) and self._word_before(at) in ("le", "la", "l"))
        ):
            return TITLE
        if word in self.lexicon.small and self.words[at].istitle():
            keeps = word in ARTICLES and at not in self.openings and self.lexicon.longest(self.words, after) is None
            return 0 if keeps else SKIP
        return SKIP if self.opens(at) and self._opener(at, word) else 0

    def _opener(self, at: int, word: str) -> bool:
        """Whether a sentence's first word is only that, and the capital behind it begins the name."""
        words = self.lexicon.words
        if word not in self.lexicon.common or self.words[at] in self.lexicon.given or self.words[at].isupper():
            return False
        return word not in words.organisation_heads and word not in words.place_heads and word not in words.other_heads

    def _word_before(self, at: int) -> str:
        at -= 2 if at > 1 and self.words[at - 1] in APOSTROPHES else 1
        return self.lower[at] if at >= 0 else ""

    # --- borders -------------------------------------------------------------------------------------------------

    def touches(self, token: int) -> bool:
        """Whether `token` follows the one before it without a blank."""
        return token < self.count and self.starts[token] == self.ends[token - 1]

    def spaced(self, token: int) -> bool:
        """Whether one blank, and no line's end, stands between `token` and the one before it."""
        if token >= self.count:
            return False
        end = self.ends[token - 1]
        return self.starts[token] == end + 1 and self.scan.text[end] != "\n"

    def unit(self, at: int) -> int:
        """End of the word at `at` with all that hangs on it: "Jean-Yves", "Val-d'Oise", "O'Brien", "J.", "U.S."."""
        words, end = self.words, at + 1
        if len(words[at]) == 1 and end < self.count and words[end] in APOSTROPHES and self.touches(end):
            if self.lower[at] not in self.lexicon.elisions and self.touches(end + 1) and words[end + 1][0].isupper():
                end += 2
        elif len(words[at]) == 1 and end < self.count and words[end] == "." and self.touches(end):
            end += 1
            while (
                self.touches(end)
                and len(words[end]) == 1
                and words[end].isupper()
                and self.touches(end + 1)
                and words[end + 1] == "."
            ):
                end += 2
        while end + 1 < self.count and words[end] in HYPHENS and self.touches(end) and self.touches(end + 1):
            following = end + 1
            if not words[following][0].isalnum() or self.lower[following] in (
                "il",
                "elle",
                "on",
                "ils",
                "elles",
                "ce",
                "t",
                "ci",
                "là",
            ):
                break
            end = following + 1
            if (
                self.lower[following] in self.lexicon.elisions
                and end + 1 < self.count
                and words[end] in APOSTROPHES
                and self.touches(end + 1)
            ):
                end += 2
        if end + 1 < self.count and words[end] == "&" and self.touches(end) and self.touches(end + 1):
            end += 2
        return end

    def _left(self, at: int, floor: int) -> int:
        """Where the word of the capital at `at` begins: "al-Abadi" begins at its small "al"."""
        while at - 2 >= floor and self.words[at - 1] in HYPHENS and self.touches(at) and self.touches(at - 1):
            if self.lower[at - 2] not in ARABIC and not self.words[at - 2][0].isupper():
                break
            at -= 2
        return at

    # --- one run -------------------------------------------------------------------------------------------------

    def _run(self, at: int, floor: int, known: tuple[int, Kind, int] | None) -> Run:
        run = Run(self._left(at, floor), at, opens=self.opens(at))
        end = self.unit(at)
        if known is not None and known[0] >= end:
            end, run.known = known[0], (known[1], known[2])
        run.units.append((run.first, end))
        run.last = end
        if not self._institution(run):
            self._extend(run)
        if run.known is None or run.last > end:
            run.known = self._whole(run)
        return run

    def _elided(self, at: int) -> bool:
        return at + 1 < self.count and self.words[at + 1] in APOSTROPHES and self.touches(at + 1)

    def _whole(self, run: Run) -> tuple[Kind, int] | None:
        known = self.lexicon.longest(self.words, run.first)
        return (known[1], known[2]) if known is not None and known[0] == run.last else None

    def _extend(self, run: Run) -> None:
        while len(run.units) < MAX_UNITS and self.spaced(run.last):
            following = self._next(run)
            if following is None:
                return
            end = self.unit(following)
            known = self.lexicon.longest(self.words, following)
            if known is not None and known[0] > end:
                end = known[0]
            run.units.append((following, end))
            run.last = end

    def _next(self, run: Run) -> int | None:
        """Where the run goes on: at a capital, or at one behind particles that fit what came before."""
        at, words, lower = run.last, self.words, self.lower
        if words[at][0].isupper():
            return None if words[at - 1] == "." and lower[at] in self.lexicon.small else at
        if at + 2 < self.count and lower[at] in ARABIC and words[at + 1] in HYPHENS and words[at + 2][0].isupper():
            return at
        if words[at] in ("&", "of", "and") and self.spaced(at + 1):
            following = at + 2 if lower[at + 1] == "the" else at + 1
            joined = words[at] != "and" or self.scan.language == "en"
            return (
                following
                if joined and following < self.count and words[following][0].isupper() and self._joins(run, at)
                else None
            )
        if lower[at] not in self.lexicon.words.particles or not self._takes_particle(run, lower[at]):
            return None
        for step in range(1, 4):
            if at + step >= self.count:
                return None
            if words[at + step][0].isupper():
                return at + step
            if lower[at + step] not in self.lexicon.words.particles and words[at + step] not in APOSTROPHES:
                return None
        return None

    def _joins(self, run: Run, at: int) -> bool:
        """Whether "of" or "and" carries a name on: not between two people or two places."""
        if self.words[at] == "&":
            return True
        head = self.lower[run.units[0][0]]
        if self.words[at] == "of" and self.scan.language != "en":
            return True
        return head in self.lexicon.words.organisation_heads or head in self.lexicon.words.place_heads

    def _takes_particle(self, run: Run, particle: str) -> bool:
        at, end = run.units[0]
        if run.known is not None:
            return False
        if particle in ("de", "du", "des", "la", "le", "d", "y", "e", "as", "do", "da"):
            return (
                self.words[at] in self.lexicon.given
                and self.lower[at] not in ARABIC
                and len(run.units) <= 2
                and (end - at == 1 or self.words[end - 1][0].isupper())
            )
        return True

    # --- institutions and places of several words ----------------------------------------------------------------

    def _institution(self, run: Run) -> bool:
        """Whether the run begins with the head of an organisation or place; if so, takes what carries it on."""
        lower, words = self.lower, self.lexicon.words
        head = lower[run.first] if run.last - run.first == 1 else "".join(lower[run.first : run.last])
        start = self._small_head(run.first)
        if start is not None:
            run.head = "organisation" if lower[start] in words.small_heads else "place"
            run.first, run.opens = self._ordinal(start), False
            if run.head == "organisation":
                self._complement(run)
                return True
            return False
        if run.known is not None:
            if run.known[0] == "organisation":
                run.head = "organisation"
            return False
        if head in words.other_heads:
            return False
        if head in HEAD_ADJECTIVES and self.spaced(run.last) and lower[run.last] in words.organisation_heads:
            run.last = self.unit(run.last)
            head = "conseil"
        if head in words.organisation_heads or head.replace("-", "") in words.organisation_heads:
            run.head = "organisation"
            self._complement(run)
            return True
        if head in words.place_heads:
            self._place(run)
            return run.head == "place"
        if not run.opens and head in self.lexicon.common and self.spaced(run.last) and lower[run.last] in words.adjectives:
            run.last += 1
            run.head = "organisation"
            return True
        return False

    def _small_head(self, at: int) -> int | None:
        """The small noun on which the name at `at` hangs: "ministère (turc) de l'Intérieur", "rue X", "place de la X"."""
        lower, words = self.lower, self.lexicon.words
        back = at - 1
        if back >= 0 and lower[back] in ("rue", "place", "avenue", "boulevard", "square", "quai") and self.spaced(at):
            return back
        if back > 0 and self.words[back] in APOSTROPHES:
            back -= 1
            if lower[back] == "l":
                back -= 1
        elif back > 0 and lower[back] in ("la", "le"):
            back -= 1
        if back < 2 or lower[back] not in ("de", "d", "du", "des"):
            return None
        noun = lower[back - 1]
        if noun in words.small_heads or noun in words.small_place_heads:
            return back - 1
        if lower[back - 2] in ("ministère", "ministères") and self.lexicon.is_adjective(noun):
            return back - 2
        return None

    def _ordinal(self, start: int) -> int:
        """With "arrondissement", the number before it: "18e arrondissement de X"."""
        if self.lower[start] != "arrondissement" or start < 2:
            return start
        if self.lower[start - 1][0].isdigit():
            return start - 1
        return start - 2 if self.lower[start - 2].isdigit() else start

    def _complement(self, run: Run) -> None:
        """Takes the adjectives and the "de …" that carry on an institution's name."""
        lower, words, lexicon = self.lower, self.words, self.lexicon
        at = run.last
        for _ in range(MAX_COMPLEMENT):
            if not self.spaced(at):
                break
            if words[at][0].isupper():
                end = self._capital(at)
                run.units.append((at, end))
                at = run.last = end
                continue
            if lexicon.is_adjective(lower[at]):
                at += 1
                run.last = at
                continue
            link = self._link(at)
            if link is None:
                break
            at = link
            if words[at][0].isupper():
                end = self._capital(at)
                run.units.append((at, end))
                at = run.last = end
            else:
                at = run.last = self.unit(at)

    def _capital(self, at: int) -> int:
        known = self.lexicon.longest(self.words, at)
        return max(self.unit(at), known[0] if known else 0)

    def _link(self, at: int) -> int | None:
        """Behind "de", "de la", "pour l'", "et des"…: the word that belongs to the institution, if it does."""
        lower, words = self.lower, self.words
        first = lower[at]
        if first not in ("de", "du", "des", "d", "pour", "et", "aux", "sur", "contre", "of", "for", "and", "on", "à"):
            return None
        at += 1
        if first == "et" and at < self.count and lower[at] in ("de", "du", "des", "d"):
            at += 1
        for _ in range(3):
            if at < self.count and (words[at] in APOSTROPHES or lower[at] in ARTICLES):
                at += 1
        if at >= self.count or words[at - 1] == "\n":
            return None
        if lower[at] in self.lexicon.words.complements:
            return at
        if words[at][0].isupper() and first in ("de", "du", "des", "d", "of", "for", "on"):
            return at
        if words[at][0].isupper() and first in ("et", "and") and lower[at] in self.lexicon.common:
            return at
        return None

    def _place(self, run: Run) -> None:
        """Takes what carries on a place's name: "Place de la République", "Golfe persique", "Afrique de l'Ouest"."""
        lower, words = self.lower, self.words
        at = run.last
        if not self.spaced(at):
            return
        if words[at][0].isupper():
            return
        if lower[at] in ("de", "du", "des", "d"):
            at += 1
            for _ in range(2):
                if at < self.count and (words[at] in APOSTROPHES or lower[at] in ARTICLES):
                    at += 1
            if at < self.count and (words[at][0].isupper() or lower[at] in self.lexicon.words.directions):
                run.last = self._capital(at) if words[at][0].isupper() else at + 1
                run.units.append((at, run.last))
                run.head = "place"
        elif self.lexicon.is_adjective(lower[at]):
            run.last = at + 1
            run.head = "place"
