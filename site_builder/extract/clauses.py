"""A sentence into the senses of its words, and into clauses: what the rules on dates look at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from site_builder import lang
from site_builder.extract.fingerprints import words_only
from site_builder.extract.senses import NONE, lexicon
from site_builder.scan import Scan

_CUTS = frozenset(":;()[]—–")
_NEAR = 3


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


class WordSet:
    """Words and beginnings of words, asked in constant time."""

    def __init__(self, entries: tuple[str, ...]) -> None:
        self.entries = entries
        self.whole = frozenset(entry for entry in entries if not entry.endswith("*"))
        self.stems = tuple(entry[:-1] for entry in entries if entry.endswith("*"))

    def __contains__(self, word: str) -> bool:
        return word in self.whole or (bool(self.stems) and word.startswith(self.stems))


@cache
def cues(language: str) -> dict[str, WordSet]:
    """The lists of a language's `happenings.toml` by name."""
    told = lang.table(language, "happenings", Cues)
    return {field: WordSet(getattr(told, field)) for field in Cues.__struct_fields__}


class Reading:
    """The tokens `first` (included) to `last` (excluded) of a text, read: `marks` are (token, sense), in order."""

    def __init__(self, scan: Scan, first: int, last: int, skip: frozenset[int] = frozenset()) -> None:
        self.scan, self.first, self.last = scan, first, last
        self.lower = scan.lower
        self.skip = skip
        self.places = [at for at in range(first, last) if at not in skip and self.lower[at][0].isalnum()]
        self.read = lexicon(scan.language).read([self.lower[at] for at in self.places])
        self.marks = [(self.places[start], name) for start, _, name in self.read if name and name != NONE]
        self.senses = frozenset(name for _, name in self.marks)
        self.cues = cues(scan.language)

    def words(self) -> tuple[int, ...]:
        """Hashes of the sentence's content words, dates left out."""
        return words_only([self.scan.words[at] for at in self.places], self.scan.language, self.read)

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """The tokens of the clause that holds the tokens `first` to `last`."""
        start, end = first, last
        while start > self.first and not self._breaks(start - 1):
            start -= 1
        while end < self.last and not self._breaks(end):
            end += 1
        return start, end

    def _breaks(self, at: int) -> bool:
        word = self.lower[at]
        return word in _CUTS or (word == "," and at + 1 < self.last and self.lower[at + 1] in self.cues["breaks"])

    def within(self, first: int, last: int) -> frozenset[str]:
        """The senses of the tokens `first` to `last`."""
        return frozenset(name for at, name in self.marks if first <= at < last)

    def before(self, at: int, count: int = _NEAR, *, floor: int | None = None) -> Iterator[str]:
        """The `count` words before a token, the nearest first; dates and marks are passed over, a cut ends them."""
        at -= 1
        floor = self.first if floor is None else floor
        while at >= floor and count:
            word = self.lower[at]
            if word in _CUTS or word == ",":
                return
            if word[0].isalnum():
                count -= 1
                yield word
            at -= 1

    def after(self, at: int, count: int = _NEAR) -> Iterator[str]:
        """The `count` words from token `at` on."""
        while at < self.last and count:
            word = self.lower[at]
            if word in _CUTS:
                return
            if word[0].isalnum():
                count -= 1
                yield word
            at += 1

    def any_before(self, at: int, kind: str, count: int = _NEAR) -> bool:
        """Whether one of the `count` words before a token is in a list of the language."""
        known = self.cues[kind]
        return any(word in known for word in self.before(at, count))
