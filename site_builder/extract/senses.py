"""Words of a text into the senses they have in a language's table, whatever their inflection, in French as in English."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from site_builder import lang
from site_builder.errors import LanguageDataError

NONE = "none"
"""The sense of a word that only looks like one of the table."""
_LONGEST = 12
_TRIGGER = 3


class Sense(NamedTuple):
    """The words `start` (included) to `end` (excluded) of a list, and their sense; '' for a word that has none."""

    start: int
    end: int
    name: str


class Lexicon:
    """`senses.toml` of a language, ready to look words up in constant time."""

    def __init__(self, language: str) -> None:
        self.whole: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        self.phrases: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name, entries in lang.table(language, "senses", dict[str, tuple[str, ...]]).items():
            for entry in entries:
                self._add(entry, name, language)
        for known in self.phrases.values():
            known.sort(key=lambda item: (-len(item[0]), item[0]))
        self.sense = lru_cache(maxsize=1 << 16)(self._sense)

    def _add(self, entry: str, name: str, language: str) -> None:
        words = entry.split()
        if not words or entry != fold(entry) or any("*" in word[:-1] or len(word.rstrip("*")) < 1 for word in words):
            hint = "Write it in small letters without accents, with `*` only at the end of a word."
            raise LanguageDataError(f"not an entry: {entry!r} ({name})", f"lang/{language}/senses.toml", hint)
        if len(words) > 1:
            self.phrases[words[0].rstrip("*")[:_TRIGGER]].append((tuple(words), name))
        elif entry.endswith("*"):
            self.stems[entry[:-1]] = name
        else:
            self.whole[entry] = name

    def _sense(self, word: str) -> str:
        known = self.whole.get(word)
        if known is not None:
            return known
        for size in range(min(len(word), _LONGEST), 1, -1):
            known = self.stems.get(word[:size])
            if known is not None:
                return known
        return ""

    def read(self, words: Sequence[str]) -> Iterable[Sense]:
        """The senses of folded words (letters and digits only, no marks), left to right, the longest phrase first."""
        at, count = 0, len(words)
        while at < count:
            word = words[at]
            for phrase, name in self.phrases.get(word[:_TRIGGER], ()):
                if _matches(phrase, words, at):
                    yield Sense(at, at + len(phrase), name)
                    at += len(phrase)
                    break
            else:
                yield Sense(at, at + 1, self.sense(word))
                at += 1


def _matches(phrase: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(phrase, words[at : at + len(phrase)], strict=True)
    )


@cache
def lexicon(language: str) -> Lexicon:
    """The table of a language, read once."""
    return Lexicon(language)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word in small letters without accents or ligatures: `Décédé` as `decede`, `Œuvre` as `oeuvre`."""
    small = word.lower()
    if small.isascii():
        return small
    bare = "".join(mark for mark in unicodedata.normalize("NFD", small) if not unicodedata.combining(mark))
    return bare.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
