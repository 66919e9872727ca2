"""Word lists into an alphabet: every token of a text becomes one character, by the kinds of word that it can be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from site_builder import lang
from site_builder.extract.dates.table import Calendar, DateTable, Value, bare

OTHER = "."
"""The character of a token that no rule asks for."""

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_FIRST_LETTER = 0xE000
DATE_KINDS = ("DAY", "WEEK", "MONTH", "YEAR", "PERIOD")
_KINDS = (*DATE_KINDS, "NOTHING")
"""Kinds of date that later stages ask for, each with a letter of its own; DATE is any but NOTHING."""

Phrase = tuple[str, ...]


def tokens(words: str) -> Phrase:
    """The tokens of a phrase, small, with straight apostrophes."""
    return tuple(_TOKEN.findall(words.lower().replace("’", "'")))


class Lexicon:
    """The kinds of word of a language: which letter a token has, and what a phrase of a kind stands for."""

    def __init__(self, table: DateTable, calendar: Calendar) -> None:
        self._values: dict[str, dict[Phrase, Value | None]] = {}
        for kind, words in table.classes.items():
            self._add(kind, dict.fromkeys(words))
        for kind, values in [*table.values.items(), *_of_calendar(calendar), *_digits(table.ordinal_endings)]:
            self._add(kind, values)
        self._asked: dict[str, set[str]] = defaultdict(set)
        for kind, phrases in self._values.items():
            for phrase in phrases:
                for word in phrase:
                    self._asked[word].add(kind if len(phrase) == 1 else "'" + word)
        self._letters: dict[frozenset[str], str] = {}
        self._letters_of_kind: dict[str, list[str]] = defaultdict(list)
        self._of_word: dict[str, str] = {}
        self._spelling: lang.Remembered[str] = lang.Remembered(lambda word: self._of_word.get(word, OTHER))
        self.letter_of_kind: dict[str, str] = {}

    def _add(self, kind: str, values: Mapping[str, Value | None]) -> None:
        known = self._values.setdefault(kind, {})
        for words, value in values.items():
            known.setdefault(tokens(words), value)
            if len(words) > 3:
                known.setdefault(tokens(bare(words)), value)

    def ask_for(self, words: Iterable[str]) -> None:
        """Makes single words known that patterns ask for by themselves; to be called before the first letter is given."""
        for word in words:
            self._asked[word].add("'" + word)

    def close(self) -> None:
        """Gives every known word its letter: words that are of the same kinds share one."""
        self.letter_of_kind = {kind: self._letter_of(frozenset((kind,))) for kind in _KINDS}
        for word, kinds in self._asked.items():
            self._of_word[word] = self._letter_of(frozenset(kinds))
        if "'" in self._of_word:
            self._of_word["’"] = self._of_word["'"]
        for together, letter in self._letters.items():
            for kind in together:
                self._letters_of_kind[kind].append(letter)

    def _letter_of(self, kinds: frozenset[str]) -> str:
        return self._letters.setdefault(kinds, chr(_FIRST_LETTER + len(self._letters)))

    def letters(self, kind: str) -> str:
        """All letters of tokens that can be of a kind; kinds of date stand for themselves."""
        wanted = DATE_KINDS if kind == "DATE" else (kind,)
        found = {letter for one in wanted for letter in self._letters_of_kind.get(one, ())}
        return "".join(sorted(found))

    def phrases(self, kind: str) -> list[Phrase]:
        """The phrases of a kind that are longer than one token, longest first."""
        longer = [phrase for phrase in self._values[kind] if len(phrase) > 1]
        return sorted(longer, key=lambda phrase: (-len(phrase), phrase))

    def knows(self, kind: str) -> bool:
        return kind in self._values or kind in (*_KINDS, "DATE")

    def spell(self, lower: Iterable[str]) -> str:
        """The text as a string of letters, one for each token."""
        return "".join(map(self._spelling.__getitem__, lower))

    def value(self, kind: str, words: Iterable[str]) -> Value | None:
        """What a phrase of a kind stands for; None where it is not of that kind."""
        return self._values[kind].get(tuple(words))


def _of_calendar(calendar: Calendar) -> list[tuple[str, Mapping[str, Value]]]:
    return [
        ("month", calendar.months),
        ("month_short", calendar.months_short),
        ("weekday", calendar.weekdays),
        ("weekday_short", calendar.weekdays_short),
    ]


def _digits(endings: list[str]) -> list[tuple[str, Mapping[str, Value]]]:
    """Numbers in digits, by what they can be: a day, a month, a year of two or four digits, any count up to 999."""
    return [
        ("d31", {f"{number:0{width}d}": number for number in range(1, 32) for width in (1, 2)}),
        ("d12", {f"{number:0{width}d}": number for number in range(1, 13) for width in (1, 2)}),
        ("d2", {f"{number:02d}": number for number in range(100)}),
        ("d4", {f"{number:04d}": number for number in range(1000, 2200)}),
        ("digits", {f"{number}": number for number in range(1000)}),
        ("ordinal_digits", {f"{number}{ending}": number for number in range(1, 32) for ending in endings}),
    ]
