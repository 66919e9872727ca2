"""The words around a run into evidence: titles, articles, prepositions, appositions, verbs, neighbours in a list."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.extract.names.evidence import Evidence
from site_builder.extract.names.lexicon import APOSTROPHES, May
from site_builder.extract.names.runs import Run
from site_builder.extract.names.tokens import QUOTES, Tokens
from site_builder.model import Kind

LOOK_BACK = 9
"""How many words before a comma are searched for the function that an apposition names."""
STOPS = frozenset(",.;:»!?")
ENTITLED = 4
"""How many adjectives may stand between a function and the name."""


class Around:
    """Weighs a run by what stands before and behind it."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens, self.lexicon = tokens, tokens.lexicon
        self.words, self.lower, self.count = tokens.words, tokens.lower, tokens.count

    def weigh(self, run: Run, found: Evidence) -> None:
        """Adds what the words before and behind say."""
        self._before(run, found)
        self._behind(run, found)
        if not found.best and self._heads_line(run):
            found.add("line", person=12)
        if not found.best and run.first and self.words[run.first - 1].isdigit():
            found.add("counted", organisation=10)  # "114 Vectaria"

    def _heads_line(self, run: Run) -> bool:
        """Whether the name begins a line and figures in brackets follow, as in a table of players."""
        start, at = self.tokens.starts[run.first], run.last
        begins = start > 0 and self.tokens.scan.text[start - 1] == "\n"
        return begins and at + 1 < self.count and self.words[at] == "(" and self.words[at + 1][0].isdigit()

    def is_thing(self, run: Run) -> bool:
        """Whether the noun before says that the name is a thing's: "la loi X", "l'ouragan X", "le film X"."""
        at = self._marks_off(run.first - 1)
        if at > 0 and self.lower[at] in self.lexicon.words.of and self.lower[at - 1] in self.lexicon.words.eponyms:
            return True
        if len(run.units) > 1 and self.words[run.units[0][0]] in self.lexicon.given:
            return False
        if at < 0 or run.known is not None or not self.lexicon.may[self.lower[at]] & May.QUALIFY:
            return False
        return self._noun(at) in self.lexicon.words.thing_before

    # --- before --------------------------------------------------------------------------------------------------

    def _marks_off(self, at: int) -> int:
        while at > 0 and (self.words[at] in QUOTES or self.words[at] in APOSTROPHES):
            at -= 1
        return at

    def _before(self, run: Run, found: Evidence) -> None:
        known, lower = self.lexicon.words, self.lower
        at = run.first - 1
        if at < 0 or (run.opens and self.words[at] not in ',(«"'):
            return
        if self.words[at] == "," and at > 0:
            self._apposition(at, run, found)
            return
        if self.words[at] == "." and lower[at - 1] in known.titles:
            at -= 1
        at = self._marks_off(at)
        if self.lexicon.may[self.lower[at]] & May.QUALIFY:
            self._qualified(at, run, found)
        self._preposition(at, run, found)

    def _qualified(self, at: int, run: Run, found: Evidence) -> None:
        """What a title, a function or a noun that ends at `at` says of the name behind it."""
        known, word = self.lexicon.words, self.lower[at]
        if word in known.titles and self.words[run.first - 1] not in APOSTROPHES:
            found.add("title", person=50)
        if self._is_function(at):
            found.add("function", person=45)
        if word in known.person_before:
            found.add("before", person=12)
        if self._noun(at) in known.organisation_before:
            found.add("before", organisation=40)

    def _is_function(self, at: int) -> bool:
        """Whether a function ends at `at`, with the adjectives behind it: "président américain sortant"."""
        known = self.lexicon.words
        for back in range(at, max(-1, at - ENTITLED), -1):
            word = self.lower[back]
            if word in known.functions or word.removesuffix("s") in known.functions:
                return True
            if word not in known.function_adjectives and word not in known.demonyms and not self.lexicon.is_adjective(word):
                return False
        return False

    def _noun(self, at: int) -> str:
        """The noun that ends at `at`, without its adjectives and its "de presse"."""
        lower, known = self.lower, self.lexicon.words
        for _ in range(3):
            if at < 1:
                return ""
            if lower[at] in known.thing_before or lower[at] in known.organisation_before:
                return lower[at]
            if self.lexicon.is_adjective(lower[at]) or lower[at] in known.demonyms:
                at -= 1
            elif at >= 2 and lower[at - 1] in known.of and lower[at] in known.complements:
                at -= 2
            else:
                break
        return lower[at]

    def _preposition(self, at: int, run: Run, found: Evidence) -> None:
        """What an article or preposition says of the name behind it."""
        known, single, word = self.lexicon.words, len(run.units) == 1, self.lower[at]
        before, lead = self.lower[at - 1] if at > 0 else "", self.lexicon.lead[word]
        if lead == "articles":
            found.add("article", person=-40, organisation=10, place=6 if single else 0)
            if before in known.inside:
                found.add("preposition", place=14)
            if before in known.of:
                self._of(at - 2, found, article=True)
        elif lead == "of_the":
            found.add("article", person=-40, organisation=8, place=6)
            self._of(at - 1, found, article=True)
        elif lead == "of":
            found.add("of", place=12 if single else 0)
            self._of(at - 1, found, article=False)
        elif lead == "in_words":
            found.add("preposition", place=45)
        elif lead == "place_prepositions":
            if before in known.faces:
                found.add("before", person=6, organisation=4)
            else:
                found.add("preposition", place=26)
        elif lead == "to_the":
            found.add("preposition", place=18, person=-40, organisation=8)
        elif lead == "place_before":
            found.add("before", place=20)
        elif lead == "between":
            found.add("between", place=20)
        elif lead == "determiners":
            found.add("article", person=-20, organisation=10)
        elif lead == "agent_before":
            found.add("before", person=6, organisation=4)
        elif lead == "speech_verbs" or (word.endswith(known.participle_endings) and before in known.auxiliaries):
            found.add("verb", person=12, organisation=10)

    def _of(self, at: int, found: Evidence, *, article: bool) -> None:
        if at < 0:
            return
        word, known = self.lower[at], self.lexicon.words
        if word in known.organisation_of and (article or word not in known.article_of):
            found.add("of", organisation=20)
        if word in known.place_before:
            found.add("of", place=30)

    def _apposition(self, comma: int, run: Run, found: Evidence) -> None:
        """Behind a comma: "le président des États-Unis, X"."""
        known = self.lexicon.words
        for back in range(comma - 1, max(-1, comma - LOOK_BACK), -1):
            word = self.lower[back]
            if word in known.functions:
                found.add("apposition", person=30 if len(run.units) > 1 else 18)
                return
            if word in known.organisation_before:
                found.add("apposition", organisation=20)
                return
            if word in STOPS:
                return

    # --- behind --------------------------------------------------------------------------------------------------

    def _behind(self, run: Run, found: Evidence) -> None:
        at = run.last
        if at >= self.count:
            return
        if self.words[at] in ",(":
            self._gloss(at + 1, found)
            return
        if not self.lexicon.may[self.lower[at]] & May.ACT:
            return
        known, lower = self.lexicon.words, self.lower
        if self._hangs(run) and lower[at] not in known.organisation_behind:
            return
        following = lower[at + 1] if at + 1 < self.count else ""
        if lower[at] in known.organisation_behind:
            found.add("behind it", organisation=25)
        elif lower[at] in known.auxiliaries and following in known.dies:
            found.add("behind", person=40)
        elif lower[at] in known.speech_verbs or (
            lower[at] in known.auxiliaries and following.endswith(known.participle_endings)
        ):
            found.add("verb", person=13, organisation=12)
        elif lower[at] in known.auxiliaries or lower[at].endswith(known.verb_endings):
            found.add("agent", person=11, organisation=11)

    def _hangs(self, run: Run) -> bool:
        """Whether the name hangs on a preposition, so that it is not the subject of the verb behind it."""
        at = run.first - 1
        if run.opens or at < 0:
            return False
        known, word = self.lexicon.words, self.lower[self._marks_off(at)]
        return (
            word in known.of
            or word in known.to_the
            or word in known.in_words
            or word in known.place_prepositions
            or (word in known.agent_before and word not in known.joiners and not word.startswith("qu"))
        )

    def _gloss(self, at: int, found: Evidence) -> None:
        """What an apposition behind the name says: ", 43 ans", ", le président …", " (Suisse)"."""
        known, lower = self.lexicon.words, self.lower
        if at >= self.count:
            return
        if lower[at].isdigit() and at + 1 < self.count and lower[at + 1] in known.years_old:
            found.add("age", person=50)
            return
        if lower[at] in known.person_after:
            found.add("behind", person=30)
            return
        if self.words[at - 1] == "(":
            place = self.lexicon.longest(self.words, at)
            if place is not None and place[1] == "place":
                found.add("gloss", place=14)
                return
        step = at
        while step < min(self.count - 1, at + 4) and (
            lower[step] in known.articles
            or lower[step] in known.determiners
            or lower[step] in known.function_adjectives
            or self.words[step] in APOSTROPHES
        ):
            step += 1
        if lower[step] in known.functions:
            found.add("behind", person=30)
        elif lower[step] in known.organisation_before:
            found.add("behind", organisation=20)
        elif lower[step] in known.place_before and step > at:
            found.add("behind", place=12)


KINDS: tuple[Kind, ...] = ("person", "organisation", "place")
STRONG, WEAK, SHARED = 35, 26, 20


def share(tokens: Tokens, found: Sequence[tuple[Run, Evidence]]) -> None:
    """In a list ("X, Y et Z"), gives names of which little is known a share of what is known of their neighbours."""
    joiners = tokens.lexicon.words.joiners
    for forward in (True, False):
        order = range(1, len(found)) if forward else range(len(found) - 2, -1, -1)
        for index in order:
            run, evidence = found[index]
            other, known = found[index - 1 if forward else index + 1]
            if evidence.best >= WEAK or (known.best < STRONG and known.rule not in ("list", "between")):
                continue
            left, right = (other, run) if forward else (run, other)
            between = tokens.lower[left.last : right.first]
            if len(between) == 1 and (between[0] == "," or between[0] in joiners):
                weights = {"person": known.person, "organisation": known.organisation, "place": known.place}
                kind = max(KINDS, key=weights.__getitem__)
                evidence.favour("list", kind, SHARED)
