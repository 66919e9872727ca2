"""Words of a text into the senses they have in a language's table, whatever their inflection, in French as in English."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from site_builder import lang
from site_builder.errors import LanguageDataError

NONE = "none"
"""The sense of a word that only looks like one of the table."""
_LONGEST = 12
_TRIGGER = 3
KEPT = 1 << 16
"""How many words of a language are remembered."""


Sense = tuple[int, int, str]
"""The words `start` (included) to `end` (excluded) of a list, and their sense; '' for a word that has none."""
Phrase = tuple[tuple[str, ...], str]
"""Words, each with its `*` where it is a beginning, and their sense."""


class Lexicon:
    """`senses.toml` of a language, ready to look words up in constant time."""

    def __init__(self, language: str) -> None:
        self.whole: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        self.phrases: defaultdict[str, list[Phrase]] = defaultdict(list)
        for name, entries in lang.table(language, "senses", dict[str, tuple[str, ...]]).items():
            for entry in entries:
                self._add(entry, name, language)
        for known in self.phrases.values():
            known.sort(key=lambda item: (-len(item[0]), item[0]))
        self.entries = _Entries(self)

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

    def sense(self, word: str) -> str:
        """The sense of a folded word alone; '' when it has none."""
        known = self.whole.get(word)
        if known is not None:
            return known
        for size in range(min(len(word), _LONGEST), 1, -1):
            known = self.stems.get(word[:size])
            if known is not None:
                return known
        return ""

    def read(self, words: Sequence[str]) -> list[Sense]:
        """The senses of words (letters and digits only, no marks), left to right, the longest phrase first. Linear."""
        entries, at, count = self.entries, 0, len(words)
        found = []
        while at < count:
            name, phrases = entries[words[at]]
            size = 1
            for phrase, said in phrases:
                if _matches(phrase, words, at):
                    name, size = said, len(phrase)
                    break
            found.append((at, at + size, name))
            at += size
        return found


class _Entries(dict[str, tuple[str, tuple[Phrase, ...]]]):
    """Words as written to their sense and the phrases they may begin; filled as words come, and emptied when large."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, word: str) -> tuple[str, tuple[Phrase, ...]]:
        if len(self) >= KEPT:
            self.clear()
        folded = fold(word)
        phrases = self.lexicon.phrases.get(folded[:_TRIGGER], ())
        made = self.lexicon.sense(folded), tuple(one for one in phrases if _fits(one[0][0], folded))
        self[word] = made
        return made


def _matches(phrase: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    """Whether the words after the one at `at`, which fits already, fit the rest of a phrase."""
    for part in phrase[1:]:
        at += 1
        if at >= len(words) or not _fits(part, fold(words[at])):
            return False
    return True


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


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
