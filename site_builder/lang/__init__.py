"""What a language is to the extractors: its tables as TOML, decoded into the types of their readers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from itertools import filterfalse, repeat
from typing import TypeVar

import msgspec

from site_builder.errors import LanguageDataError

T = TypeVar("T")
V = TypeVar("V")

KEPT = 1 << 16
"""How many words an answer is remembered for."""
_LONGEST = 64
"""A longer word is hardly one, and not worth its memory."""
LANGUAGES = ("fr", "en")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`words.toml`: what every extractor may ask of a language.

    `function_words`: the commonest small words, by which a text's language is told and sentence starts are judged.
    `abbreviations`: words after whose full stop a sentence goes on ('M', 'Mme', 'Inc'), without the stop.
    `clause_openers`: words that begin a clause behind a comma, where an inferred title ends.
    `elisions`: what stands before an apostrophe and is no part of the next word ('l', 'd', 'qu').
    """

    function_words: frozenset[str]
    abbreviations: frozenset[str]
    elisions: frozenset[str]
    clause_openers: frozenset[str]


@cache
def table(language: str, name: str, shape: type[T]) -> T:
    """`lang/<language>/<name>.toml` decoded into `shape`; a wrong table raises LanguageDataError with its path."""
    path = files(__package__).joinpath(language, f"{name}.toml")
    where = f"lang/{language}/{name}.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), shape)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LanguageDataError(str(error), where, "Restore the file, or mend the line that is named.") from error


@cache
def lines(name: str) -> frozenset[str]:
    """The words of `lang/<name>.txt`, one a line; a list that is missing raises LanguageDataError with its path."""
    try:
        return frozenset(files(__package__).joinpath(f"{name}.txt").read_text("utf-8").split("\n")) - {""}
    except OSError as error:
        raise LanguageDataError(str(error), f"lang/{name}.txt", "Restore the file.") from error


class Remembered(dict[str, V]):
    """Answers by word, each made when it is first asked for; all are forgotten when they are many: words have no end."""

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> V:
        made = self._make(word)
        if len(word) <= _LONGEST:
            if len(self) >= KEPT:
                self.clear()
            self[word] = made
        return made


def words(language: str) -> Words:
    """`words.toml` of a language."""
    found: Words = table(language, "words", Words)
    return found


_WORD = re.compile(r"[^\W\d_]+")
_HEAD = 4_000
"""Characters by which a text's language is told."""
_SHIFT = 16
"""Bits in which one language's words are counted: more than a head can hold."""


@cache
def _votes() -> dict[str, int]:
    """Function words, each as one integer that counts it for its languages, so that a text is counted for all at once."""
    votes: dict[str, int] = {}
    for place, code in enumerate(LANGUAGES):
        for word in filter(str.isalpha, words(code).function_words):
            votes[word] = votes.get(word, 0) + (1 << place * _SHIFT)
    return votes


def detect(text: str, default: str = "fr") -> str:
    """The language of a text by its share of function words, over its first 4,000 characters; `default` when it ties."""
    head = text[:_HEAD].lower().replace("’", " ").replace("'", " ").replace(",", " ").replace(".", " ")
    pieces = head.split()
    # Most pieces are mere letters, a word each; only what is left is searched for words.
    pieces += _WORD.findall(" ".join(filterfalse(str.isalpha, pieces)))
    total = sum(map(_votes().get, pieces, repeat(0)))
    counts = {code: total >> place * _SHIFT & (1 << _SHIFT) - 1 for place, code in enumerate(LANGUAGES)}
    best = max(counts, key=lambda code: (counts[code], code == default))
    return best if counts[best] else default
