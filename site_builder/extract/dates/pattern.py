"""A rule's pattern into a regular expression over the letters of a lexicon.

A pattern is a row of kinds of word (`weekday`), words (`'de'`) and captures (`<day:d31|number>`), with `( )`, `|` and `?`;
`[kind]` asks that a word of a kind stands before, and leaves it outside.
Nothing repeats, so a match is never longer than its pattern and never tried more than a fixed number of times.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from site_builder.errors import LanguageDataError
from site_builder.extract.dates.lexicon import Lexicon, Phrase

_PART = re.compile(
    r"\s*(?:(?P<sign>[()|?])|'(?P<word>[^']+|')'|<(?P<capture>\w+:[\w|]+|\w+)>|\[(?P<behind>\w+)\]|(?P<kind>\w+))"
)


class Piece(NamedTuple):
    """A part of an expression: the letters that it can begin with, those that it can be, and whether it may be empty."""

    regex: str
    first: frozenset[str]
    single: frozenset[str]
    empty: bool


class Pattern:
    """An expression, the letters it can begin with, and those that it can be alone.

    `captures`: for each named group the kinds of its words.
    """

    def __init__(
        self, source: str, first: frozenset[str], single: frozenset[str], captures: dict[str, tuple[str, ...]]
    ) -> None:
        self.source, self.first, self.single, self.captures = source, first, single, captures

    @cached_property
    def regex(self) -> re.Pattern[str]:
        # Compiled when a text first asks for it: most texts ask for a few rules, and a small build should not pay for all.
        return re.compile(self.source)


class _Reader:
    """Reads one pattern by recursive descent."""

    def __init__(self, text: str, lexicon: Lexicon, where: str) -> None:
        self.lexicon, self.where = lexicon, where
        self.captures: dict[str, tuple[str, ...]] = {}
        self.parts: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            found = _PART.match(text, at)
            if not found:
                raise LanguageDataError(f"cannot read {text[at : at + 20]!r}", where, "Kinds, 'words', <captures>, ( ) | ?")
            self.parts.append((str(found.lastgroup), found[str(found.lastgroup)]))
            at = found.end()
        self.at = 0

    def sign(self) -> str:
        kind, text = self.parts[self.at] if self.at < len(self.parts) else ("sign", "")
        return text if kind == "sign" else ""

    def choice(self) -> Piece:
        options = [self.row()]
        while self.sign() == "|":
            self.at += 1
            options.append(self.row())
        return _either(options)

    def row(self) -> Piece:
        none = frozenset[str]()
        regex, first, single, empty = "", none, none, True
        while self.at < len(self.parts) and self.sign() not in ("|", ")"):
            piece = self.item()
            regex += piece.regex
            first |= piece.first if empty else none
            single = (single if piece.empty else none) | (piece.single if empty else none)
            empty = empty and piece.empty
        return Piece(regex, first, single, empty)

    def item(self) -> Piece:
        kind, text = self.parts[self.at]
        self.at += 1
        if kind == "behind":
            return Piece(f"(?<=[{self.lexicon.letters(text)}])", frozenset(), frozenset(), empty=True)
        if text == "(" and kind == "sign":
            piece = self.choice()
            self.at += 1
        elif kind == "capture":
            name, _, kinds = text.partition(":")
            self.captures[name] = tuple((kinds or name).split("|"))
            inner = _either([self.of_kind(kind) for kind in self.captures[name]])
            piece = inner._replace(regex=f"(?P<{name}>{inner.regex})")
        else:
            piece = self.of_kind(text) if kind == "kind" else self.of_phrase((text,))
        if self.sign() == "?" and self.at < len(self.parts):
            self.at += 1
            piece = piece._replace(regex=f"(?:{piece.regex})?", empty=True)
        return piece

    def of_kind(self, kind: str) -> Piece:
        if not self.lexicon.knows(kind):
            raise LanguageDataError(f"no such kind of word: {kind}", self.where, "Add it to [classes] or [values].")
        letters = self.lexicon.letters(kind)
        single = [Piece(f"[{letters}]", frozenset(letters), frozenset(letters), empty=False)] if letters else []
        longer = [] if kind.isupper() else [self.of_phrase(phrase) for phrase in self.lexicon.phrases(kind)]
        return _either(longer + single)

    def of_phrase(self, phrase: Phrase) -> Piece:
        sets = [self.lexicon.letters("'" + word) for word in phrase]
        single = frozenset(sets[0]) if len(sets) == 1 else frozenset[str]()
        return Piece("".join(f"[{letters}]" for letters in sets), frozenset(sets[0]), single, empty=False)


def _either(options: list[Piece]) -> Piece:
    if len(options) == 1:
        return options[0]
    first = frozenset[str]().union(*(option.first for option in options))
    single = frozenset[str]().union(*(option.single for option in options))
    regex = "|".join(option.regex for option in options)
    return Piece(f"(?:{regex})", first, single, any(option.empty for option in options))


def without_names(regex: str) -> str:
    """The expression with its groups unnamed, so that several can stand in one."""
    return re.sub(r"\(\?P<\w+>", "(?:", regex)


def words_of(text: str) -> list[str]:
    """The words that a pattern asks for by themselves."""
    return re.findall(r"'([^']+|')'", text)


def read(text: str, lexicon: Lexicon, where: str) -> Pattern:
    """The pattern as an expression, compiled when it is first used; LanguageDataError with `where` if it cannot be read."""
    reader = _Reader(text, lexicon, where)
    piece = reader.choice()
    return Pattern(piece.regex, piece.first, piece.single, reader.captures)
