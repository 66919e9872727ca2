"""The verbs around a date into its direction: it has happened, it is to come, or nothing tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from itertools import accumulate
from typing import Literal

import msgspec

from site_builder import lang
from site_builder.extract.dates.counting import Direction
from site_builder.extract.dates.table import Tense
from site_builder.scan import Scan

_REACH = 30
_CLAUSE = 3
"""How far a verb may stand from its date, in tokens, and how many tokens a clause border counts as besides its own."""

Cue = Literal["past", "future", "participle", "none"]


class Verbs(msgspec.Struct, frozen=True, gc=False):
    """The verbs of a sentence: their tokens and directions, and for each token of it the clause borders before it."""

    first: int
    at: list[int]
    directions: list[Direction]
    borders: list[int]


class Directions:
    """Answers for the dates of one text; each sentence is looked through once."""

    def __init__(self, scan: Scan, tense: Tense, cues: Mapping[str, Cue]) -> None:
        self.scan, self.tense, self.cues = scan, tense, cues
        self._sentences: dict[int, Verbs] = {}

    def of(self, start: int, end: int) -> Direction:
        """-1, 1 or 0 for the date at tokens `start` to `end`: the verb that is nearest in the sentence decides."""
        index = self.scan.sentence_at(self.scan.starts[start])
        if index < 0:
            return 0
        if index not in self._sentences:
            self._sentences[index] = self._verbs(index)
        verbs = self._sentences[index]
        place = bisect_left(verbs.at, start)
        found = [
            (far, verbs.directions[k])
            for k in (place - 1, bisect_left(verbs.at, end))
            if 0 <= k < len(verbs.at) and (far := self._far(verbs, verbs.at[k], start, end)) <= _REACH
        ]
        near = min(found, default=(0, 0))[1]
        return near or self._beside(start)

    def _far(self, verbs: Verbs, at: int, start: int, end: int) -> int:
        """Tokens and clause borders between a verb and a date."""
        low, high = (at, start) if at < start else (end - 1, at)
        last = len(verbs.borders) - 1
        crossed = verbs.borders[min(high - verbs.first, last)] - verbs.borders[min(low - verbs.first, last)]
        return high - low + _CLAUSE * crossed

    def _beside(self, start: int) -> Direction:
        """A participle right before the date, without its auxiliary: signed Friday."""
        return -1 if start and self.cues[self.scan.lower[start - 1]] == "participle" else 0

    def _verbs(self, index: int) -> Verbs:
        sentence = self.scan.sentences[index]
        first, last = self.scan.token_at(sentence.start), self.scan.token_at(sentence.end)
        at: list[int] = []
        directions: list[Direction] = []
        lower = self.scan.lower[first:last]
        borders = list(accumulate(map(self.tense.clause.__contains__, lower), initial=0))
        for token, cue in enumerate(map(self.cues.__getitem__, lower), first):
            told = self._direction(token, cue) if cue != "none" else 0
            if told:
                at.append(token)
                directions.append(told)
        return Verbs(first, at, directions, borders)

    def _direction(self, at: int, told: Cue) -> Direction:
        if told == "future" or self._led_by(at, self.tense.future):
            return 1
        return -1 if told == "past" or self._led_by(at, self.tense.auxiliaries) else 0

    def _led_by(self, at: int, words: frozenset[str]) -> bool:
        """Whether one of `words` stands up to three tokens before a verb, in its clause: will be held, a été annoncé."""
        for word in reversed(self.scan.lower[max(0, at - 3) : at]):
            if word in words:
                return True
            if word in self.tense.clause:
                return False
        return False


def cues(tense: Tense) -> lang.Remembered[Cue]:
    """What the form of a word tells, by itself: those that a language lists, and others by how they end."""
    known: dict[str, Cue] = dict.fromkeys(tense.participles, "participle")
    known |= dict.fromkeys(tense.past, "past")
    known |= dict.fromkeys(tense.future | tense.awaited, "future")
    known |= dict.fromkeys(tense.neither, "none")
    return lang.Remembered(lambda word: known.get(word) or _by_ending(word, tense))


def _by_ending(word: str, tense: Tense) -> Cue:
    if len(word) < 4:
        return "none"
    if word.endswith(tense.future_endings):
        return "future"
    if word.endswith(tense.past_endings):
        return "past"
    return "participle" if word.endswith(tense.participle_endings) else "none"
