"""A sentence into the senses of its words, and into clauses: what the rules on dates look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import compress
from operator import not_

import msgspec

from site_builder import lang
from site_builder.extract.fingerprints import hashes_of
from site_builder.extract.senses import lexicon
from site_builder.scan import Scan

_CUTS = frozenset(":;()[]—–")
_NEAR = 3
_REACH = 200
"""Tokens on each side of a date that its clause may have: no writer goes further, and without it a text that never ends a
sentence would be read once for each of its dates."""
_PASSED = 20
"""Marks in a row that are passed over on the way to a word."""
_ENDING = 4
"""A verb is longer than this: what is shorter and ends like one is none."""


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`happenings.toml`: words around a date, each list explained there. `*` ends a beginning."""

    onto: tuple[str, ...]
    until: tuple[str, ...]
    of: tuple[str, ...]
    formerly: tuple[str, ...]
    newly: tuple[str, ...]
    only: tuple[str, ...]
    set: tuple[str, ...]
    scheduled: tuple[str, ...]
    since: tuple[str, ...]
    purpose: tuple[str, ...]
    unless: tuple[str, ...]
    negations: tuple[str, ...]
    unreal: tuple[str, ...]
    born: tuple[str, ...]
    that: tuple[str, ...]
    breaks: tuple[str, ...]
    pronouns: tuple[str, ...]
    did: tuple[str, ...]
    now: tuple[str, ...]
    joins: tuple[str, ...]
    ends: tuple[str, ...]
    today: tuple[str, ...]
    each: tuple[str, ...]
    ahead: tuple[str, ...]


_BIT = {name: 1 << at for at, name in enumerate(Cues.__struct_fields__)}
_WORD, _CUT, _COMMA = (1 << (len(_BIT) + at) for at in range(3))


@cache
def _signs(language: str) -> lang.Remembered[int]:
    """The lists of a language as one integer a word: a bit for each list that it is in, and one for what token it is."""
    told: Cues = lang.table(language, "happenings", Cues)
    whole = dict.fromkeys(_CUTS, _CUT) | {",": _COMMA}
    beginnings: dict[str, int] = {}
    for name in Cues.__struct_fields__:
        for entry in getattr(told, name) if name != "ahead" else ():
            known, word = (beginnings, entry[:-1]) if entry.endswith("*") else (whole, entry)
            known[word] = known.get(word, 0) | _BIT[name]

    def of(word: str) -> int:
        bits = whole.get(word, 0) | (_WORD if word[0].isalnum() else 0)
        for beginning, bit in beginnings.items():
            if word.startswith(beginning):
                bits |= bit
        return bits | _BIT["ahead"] if len(word) > _ENDING and word.endswith(told.ahead) else bits

    return lang.Remembered(of)


class Reading:
    """The tokens `first` (included) to `last` (excluded) of a text, read: `marks` are (token, sense), in order.

    `skip`: tokens of dates, which are neither read nor part of what the sentence says.
    """

    def __init__(self, scan: Scan, first: int, last: int, skip: frozenset[int] = frozenset()) -> None:
        self.scan, self.first, self.last = scan, first, last
        self.lower = scan.lower
        self.skip = skip
        self._signs = _signs(scan.language)
        known = lexicon(scan.language)
        told = known.known_or_marks(scan.words[first:last])
        self._marks = list(compress(range(first, last), map(not_, told)))
        for at in skip:
            if first <= at < last:
                told[at - first] = None
        places = list(compress(range(first, last), told))
        words = list(filter(None, told))
        phrases = known.phrases_in(words)
        self._words = known.joined(words, phrases)
        for start, end, _ in reversed(phrases):
            del places[start + 1 : end]
        self.marks = [(at, word.sense) for at, word in zip(places, self._words, strict=True) if word.sense]
        self._marked = [at for at, _ in self.marks]
        self.senses = frozenset([sense for _, sense in self.marks])

    def words(self) -> tuple[int, ...]:
        """Hashes of the sentence's content words, dates left out."""
        return hashes_of(self._words)

    @property
    def opener(self) -> tuple[int, ...]:
        """The token of the first word, dates included; none in a sentence of mere marks."""
        return next(((at,) for at in range(self.first, self.last) if self._signs[self.lower[at]] & _WORD), ())

    @cached_property
    def _cuts(self) -> list[int]:
        """The tokens at which a clause ends."""
        signs, lower, last, breaks = self._signs, self.lower, self.last, _BIT["breaks"]
        found: list[int] = []
        for at in self._marks:
            bits = signs[lower[at]]
            if bits & _CUT or (bits & _COMMA and at + 1 < last and signs[lower[at + 1]] & breaks):
                found.append(at)
        return found

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """The tokens of the clause that holds the tokens `first` to `last`."""
        cuts = self._cuts
        at, after = bisect_left(cuts, first), bisect_left(cuts, last)
        start = cuts[at - 1] + 1 if at else self.first
        end = cuts[after] if after < len(cuts) else self.last
        return max(start, first - _REACH), min(end, last + _REACH)

    def within(self, first: int, last: int) -> frozenset[str]:
        """The senses of the tokens `first` to `last`."""
        marked = self._marked
        return frozenset([sense for _, sense in self.marks[bisect_left(marked, first) : bisect_left(marked, last)]])

    def tokens_before(self, at: int) -> range:
        """The tokens of the sentence before one, as far as a clause may reach."""
        return range(max(self.first, at - _REACH), at)

    def before(self, at: int, count: int = _NEAR) -> list[int]:
        """The tokens of the `count` words before one, the nearest first; marks are passed over, a cut ends them."""
        signs, lower = self._signs, self.lower
        found: list[int] = []
        for token in range(at - 1, max(self.first, at - count - _PASSED) - 1, -1):
            bits = signs[lower[token]]
            if bits & _WORD:
                found.append(token)
                if len(found) == count:
                    break
            elif bits & (_CUT | _COMMA):
                break
        return found

    def after(self, at: int, count: int = _NEAR) -> list[int]:
        """The tokens of the `count` words from one on."""
        signs, lower = self._signs, self.lower
        found: list[int] = []
        for token in range(at, min(self.last, at + count + _PASSED)):
            bits = signs[lower[token]]
            if bits & _WORD:
                found.append(token)
                if len(found) == count:
                    break
            elif bits & _CUT:
                break
        return found

    def has(self, tokens: Iterable[int], kind: str) -> bool:
        """Whether one of some tokens is in a list of the language."""
        signs, lower, bit = self._signs, self.lower, _BIT[kind]
        return bool([at for at in tokens if signs[lower[at]] & bit])

    def has_before(self, at: int, kind: str, count: int = _NEAR) -> bool:
        """Whether one of the `count` words before a token is in a list of the language."""
        return self.has(self.before(at, count), kind)
