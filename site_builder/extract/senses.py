"""Words of a text into the senses they have in a language's table, whatever their inflection, in French as in English."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import msgspec
from msgspec.structs import replace

from site_builder import lang
from site_builder.errors import LanguageDataError
from site_builder.extract.stems import sense_hash, stem, word_hash

NONE = "none"
"""The sense of a word that only looks like one of the table."""
_LONGEST = 12
_TRIGGER = 3


Sense = tuple[int, int, str]
"""The words `start` (included) to `end` (excluded) of a list, and their sense; '' for a word that has none."""
Phrase = tuple[tuple[str, ...], str]
"""Words, each with its `*` where it is a beginning, and their sense."""
Begun = tuple[str, bool, tuple[str, ...], str]
"""A phrase behind its first word: the second one, whether that is a beginning; those behind it, and their sense."""


class Known(msgspec.Struct, frozen=True, gc=False):
    """What a language's table knows of a word: as `written`, in small letters, `folded`; its own sense, '' for none.

    `phrases`: those that it may begin, the longest first. `mark`: the hash by which it counts, of its sense where it has
    one; None for what counts for nothing. `head` and `inside`: the same where words are compared as a set, at the head of a
    sentence and inside: odd for names and numbers. `stem`: the hash of its first letters.
    """

    written: str
    small: str
    folded: str
    sense: str
    phrases: tuple[Begun, ...]
    mark: int | None
    head: int
    inside: int
    stem: int


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
        self._common = frozenset(fold(word) for word in lang.words(language).function_words)
        self._known: lang.Remembered[Known | None] = lang.Remembered(self._look_up)

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

    def known(self, tokens: Iterable[str]) -> list[Known]:
        """What is known of each word among tokens; marks are left out."""
        return list(filter(None, map(self._known.__getitem__, tokens)))

    def known_or_marks(self, tokens: Iterable[str]) -> list[Known | None]:
        """What is known of each token; None for a mark."""
        return list(map(self._known.__getitem__, tokens))

    def _look_up(self, token: str) -> Known | None:
        if not token[:1].isalnum():
            return None
        folded = fold(token)
        begun = tuple(
            (words[1].rstrip("*"), words[1].endswith("*"), words[2:], said)
            for words, said in self.phrases.get(folded[:_TRIGGER], ())
            if _fits(words[0], folded)
        )
        return self._counted(
            Known(token, token.lower(), folded, "", begun, None, 0, 0, word_hash(stem(folded))), self.sense(folded)
        )

    def _counted(self, word: Known, sense: str) -> Known:
        """A word in a sense, with the hashes by which it counts: a mere function word, or a single letter, for nothing."""
        if sense and sense != NONE:
            mark = sense_hash(sense)
            return replace(word, sense=sense, mark=mark, head=mark, inside=mark)
        if word.folded in self._common or (len(word.folded) < 2 and not word.folded.isdigit()):
            return replace(word, sense="", mark=None)
        number = word.written[0].isdigit()
        named = number or word.written[0].isupper()
        return replace(word, sense="", mark=word.stem, head=word.stem | number, inside=word.stem | named)

    def phrases_in(self, words: Sequence[Known]) -> list[Sense]:
        """The phrases among words, left to right, the longest first, none over another. Linear."""
        found: list[Sense] = []
        after = 0
        for at in [at for at, word in enumerate(words) if word.phrases]:
            if at < after:
                continue
            follows = words[at + 1].folded if at + 1 < len(words) else ""
            for second, begins, rest, said in words[at].phrases:
                if (follows.startswith(second) if begins else follows == second) and _matches(rest, words, at + 2):
                    after = at + 2 + len(rest)
                    found.append((at, after, said))
                    break
        return found

    def joined(self, words: list[Known], phrases: Sequence[Sense]) -> list[Known]:
        """The words with each phrase among them as one, which has the phrase's sense and else is its last word."""
        if not phrases:
            return words
        words = words.copy()
        for start, end, sense in reversed(phrases):
            words[start:end] = [self._counted(words[end - 1], sense)]
        return words


def _matches(rest: tuple[str, ...], words: Sequence[Known], at: int) -> bool:
    """Whether the words from `at` on fit the rest of a phrase."""
    if at + len(rest) > len(words):
        return False
    return all(_fits(part, words[at + step].folded) for step, part in enumerate(rest))


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@cache
def lexicon(language: str) -> Lexicon:
    """The table of a language, read once."""
    return Lexicon(language)


@lru_cache(maxsize=lang.KEPT)
def fold(word: str) -> str:
    """A word in small letters without accents or ligatures: `Décédé` as `decede`, `Œuvre` as `oeuvre`."""
    small = word.lower()
    if small.isascii():
        return small
    bare = "".join(mark for mark in unicodedata.normalize("NFD", small) if not unicodedata.combining(mark))
    return bare.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
