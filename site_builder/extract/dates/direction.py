"""The verbs around a date into its direction: it has happened, it is to come, or nothing tells."""

from __future__ import annotations

from typing import Literal

from site_builder.extract.dates.counting import Direction
from site_builder.extract.dates.table import Tense
from site_builder.scan import Scan

_REACH = 30
_CLAUSE = 4
"""Tokens to look at on each side, and how many a clause border counts as."""

Cue = Literal["past", "future", "participle", "none"]


def cue(word: str, tense: Tense) -> Cue:
    """What the form of one word tells, by itself."""
    if word in tense.neither:
        return "none"
    if word in tense.future or word in tense.awaited:
        return "future"
    if word in tense.past:
        return "past"
    if len(word) < 4:
        return "participle" if word in tense.participles else "none"
    if word.endswith(tense.future_endings):
        return "future"
    if word.endswith(tense.past_endings):
        return "past"
    return "participle" if word in tense.participles or word.endswith(tense.participle_endings) else "none"


def _led_by(scan: Scan, at: int, words: frozenset[str], tense: Tense) -> bool:
    """Whether one of `words` stands up to three tokens before a verb, in its clause: will be held, a été annoncé."""
    for word in reversed(scan.lower[max(0, at - 3) : at]):
        if word in words:
            return True
        if word in tense.clause:
            return False
    return False


def direction(scan: Scan, start: int, end: int, tense: Tense) -> Direction:
    """-1, 1 or 0 for the date at tokens `start` to `end`: the verb that is nearest in the sentence decides."""
    index = scan.sentence_at(scan.starts[start])
    if index < 0:
        return 0
    sentence = scan.sentences[index]
    left = _nearest(scan, range(start - 1, max(-1, start - _REACH), -1), (sentence.start, sentence.end), tense)
    right = _nearest(scan, range(end, min(len(scan.words), end + _REACH)), (sentence.start, sentence.end), tense)
    found = min((found for found in (left, right) if found), default=None)
    return found[1] if found else 0


def _nearest(scan: Scan, places: range, bounds: tuple[int, int], tense: Tense) -> tuple[int, Direction] | None:
    """The first verb on the way, with its distance."""
    far = 0
    for step, at in enumerate(places):
        if not bounds[0] <= scan.starts[at] < bounds[1]:
            return None
        word = scan.lower[at]
        far += _CLAUSE if word in tense.clause else 1
        match cue(word, tense):
            case "future":
                return far, 1
            case "past" | "participle" if _led_by(scan, at, tense.future, tense):
                return far, 1
            case "past":
                return far, -1
            case "participle" if step == 0 or _led_by(scan, at, tense.auxiliaries, tense):
                return far, -1
            case _:
                continue
    return None
