"""One correction and the passage it names into changed annotations, and a record of what changed."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from site_builder.corrections.file import DateTable, NameTable, QuoteTable, Table
from site_builder.corrections.selector import Folded
from site_builder.edtf import interval
from site_builder.model import (
    AUTHOR,
    BY_AUTHOR,
    Annotations,
    Change,
    DateMention,
    Edtf,
    Kind,
    NameMention,
    Precision,
    Quote,
    QuoteKind,
    Span,
)

SURE = 1_000_000
"""Weight of the author's word on the kind of a name, against all evidence of the texts."""
Found = TypeVar("Found", bound=msgspec.Struct)


class NothingToCorrectError(Exception):
    """The words are there, and what the correction wants to change is not."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class _Sort(NamedTuple):
    """How one kind of annotation is called, and where it lies."""

    name: str
    spans: Callable[[msgspec.Struct], Sequence[Span]]


_QUOTE = _Sort("quote", lambda quote: quote.parts)  # type: ignore[attr-defined]
_DATE = _Sort("date", lambda date: (date.span,))  # type: ignore[attr-defined]
_NAME = _Sort("name", lambda name: (name.span,))  # type: ignore[attr-defined]


class Edit:
    """The annotations of an article while corrections are applied to them."""

    def __init__(self, text: Folded, found: Annotations) -> None:
        self.text = text
        self.found = found
        self.quotes, self.dates, self.names = list(found.quotes), list(found.dates), list(found.names)

    def annotations(self) -> Annotations:
        """What the corrections made of it; what is counted from quotes and dates has to be counted again."""
        return replace(self.found, quotes=tuple(self.quotes), dates=tuple(self.dates), names=tuple(self.names))

    def apply(self, table: Table, span: Span) -> tuple[Change, ...]:
        """Applies one correction at `span`; nothing for those that concern the dossier. Raises NothingToCorrectError."""
        if isinstance(table, QuoteTable):
            return self._quote(table, span)
        if isinstance(table, DateTable):
            return self._date(table, span)
        if isinstance(table, NameTable):
            return self._name(table, span)
        return ()

    # --- quotes ---

    def _quote(self, table: QuoteTable, span: Span) -> tuple[Change, ...]:
        if table.action == "add":
            parts = self._parts(table.words, span) if table.words else (span,)
            _refuse_overlap(self.quotes, _QUOTE, parts)
            made = Quote(parts=parts, kind=table.kind or "direct", rule=AUTHOR, why="nobody", confidence=100, certain=True)
            made, spoken = _spoken(made, table, self.text.text)
            _insert(self.quotes, made, _QUOTE)
            return (Change("added", "", made.kind), *spoken)
        at = _the_one(self.quotes, _QUOTE, span)
        old = self.quotes[at]
        if table.action == "drop":
            del self.quotes[at]
            return (Change("dropped", old.kind, ""),)
        new, changes = _spoken(old, table, self.text.text)
        if table.kind is not None:
            kind: QuoteKind = table.kind
            changes.append(Change("kind", old.kind, kind))
            new = replace(new, kind=kind)
        if table.words is not None:
            parts = self._parts(table.words, Span(old.parts[0].start, old.parts[-1].end))
            _refuse_overlap([one for one in self.quotes if one is not old], _QUOTE, parts)
            changes.append(Change("words", self._told(old.parts), self._told(parts)))
            del self.quotes[at]
            _insert(self.quotes, replace(new, parts=parts, digest=""), _QUOTE)
        else:
            self.quotes[at] = new
        return tuple(changes)

    def _parts(self, words: str, near: Span) -> tuple[Span, ...]:
        """The place of the words that overlaps what they replace."""
        found = [parts for parts in self.text.pieces(words) if parts[0].start < near.end and near.start < parts[-1].end]
        if len(found) != 1:
            known = "nowhere" if not found else f"{len(found)} times"
            message = f"the new words stand {known} around the old ones: “{words}”"
            raise NothingToCorrectError(message, "Quote them from the article; `[…]` stands for what is cut out.")
        return found[0]

    def _told(self, parts: Iterable[Span]) -> str:
        return " […] ".join(" ".join(part.of(self.text.text).split()) for part in parts)

    # --- dates ---

    def _date(self, table: DateTable, span: Span) -> tuple[Change, ...]:
        if table.action == "add":
            _refuse_overlap(self.dates, _DATE, (span,))
            _insert(self.dates, _dated(DateMention(span, AUTHOR), table), _DATE)
            return (Change("added", "", _date_in_words(table.value, table.mod)),)
        at = _the_one(self.dates, _DATE, span)
        old = self.dates[at]
        before = _date_in_words(old.value, old.mod)
        if table.action == "drop":
            del self.dates[at]
            return (Change("dropped", before, ""),)
        new = self.dates[at] = _dated(old, table)
        return (Change("value", before, _date_in_words(new.value, new.mod)),)

    # --- names ---

    def _name(self, table: NameTable, span: Span) -> tuple[Change, ...]:
        if table.action == "add":
            _refuse_overlap(self.names, _NAME, (span,))
            key = table.entity or " ".join(span.of(self.text.text).replace("’", "'").split())
            made = _of_kind(NameMention(span, key, AUTHOR), table.kind)
            _insert(self.names, made, _NAME)
            return (Change("added", "", key),)
        one = self.names[_the_one(self.names, _NAME, span)]
        meant = [at for at, name in enumerate(self.names) if name is one or (table.everywhere and name.key == one.key)]
        if table.action == "drop":
            self.names = [name for at, name in enumerate(self.names) if at not in set(meant)]
            return (Change("dropped", one.key, ""),)
        changes = []
        for at in meant:
            self.names[at] = _of_kind(replace(self.names[at], doubt=0), table.kind)
        if table.kind is not None:
            changes.append(Change("kind", "", table.kind))
        if table.entity is not None:
            for at in meant:
                self.names[at] = replace(self.names[at], key=table.entity)
            self._follow(one.key, table.entity, [self.names[at].span for at in meant])
            changes.append(Change("entity", one.key, table.entity))
        return tuple(changes)

    def _follow(self, old: str, new: str, renamed: Sequence[Span]) -> None:
        """Quotes whose speaker is one of the renamed mentions, or all once no mention of the old name is left, follow."""
        gone = all(name.key != old for name in self.names)
        for at, quote in enumerate(self.quotes):
            if quote.speaker_key == old and (gone or (quote.speaker and _touch((quote.speaker,), renamed))):
                self.quotes[at] = replace(quote, speaker_key=new)


def _spoken(quote: Quote, table: QuoteTable, text: str) -> tuple[Quote, list[Change]]:
    """The quote with the speaker that the author names: an empty name is nobody."""
    if table.speaker is None:
        return quote, []
    said = quote.speaker.of(text) if quote.speaker else quote.speaker_text
    before = " ".join((quote.speaker_key or said or "").split())
    name = " ".join(table.speaker.split())
    new = replace(
        quote,
        rule=AUTHOR,
        speaker=None,
        speaker_key=None,
        speaker_text=name or None,
        source="none" if not name else "anonymous" if table.anonymous else "named",
        via=None,
        why=BY_AUTHOR if name else "nobody",
        confidence=100,
        certain=True,
    )
    return new, [Change("speaker", before, name)]


def _dated(date: DateMention, table: DateTable) -> DateMention:
    if table.mod is not None:
        date = replace(date, mod=None if table.mod == "none" else table.mod)
    if table.value is None:
        return replace(date, rule=AUTHOR)
    days = interval(table.value)
    assert days is not None  # noqa: S101 -- the file was checked when it was read
    return replace(
        date, rule=AUTHOR, value=Edtf(table.value), first=days.first, last=days.last, precision=_precision(table.value),
        part=None, anchor="none", counted_from=None, alternatives=(),
    )  # fmt: skip


def _precision(value: str) -> Precision:
    if "/" in value:
        return "range"
    if "W" in value:
        return "week"
    _year, _, rest = value.partition("-")
    if not rest:
        return "year"
    if "-" in rest:
        return "day"
    return "month" if int(rest) <= 12 else "season" if int(rest) <= 24 else "quarter"


def _date_in_words(value: str | None, mod: str | None) -> str:
    return " ".join(part for part in (mod if mod != "none" else None, value) if part)


def _of_kind(name: NameMention, kind: Kind | None) -> NameMention:
    if kind is None:
        return name
    weights = {"person": 0, "organisation": 0, "place": 0, kind: SURE}
    return replace(name, rule=AUTHOR, **weights)


def _the_one(found: Sequence[Found], sort: _Sort, span: Span) -> int:
    """The index of the one annotation at a span: the only one that it touches, or that it is."""
    here = [at for at, one in enumerate(found) if _touch(sort.spans(one), (span,))]
    exact = [at for at in here if sort.spans(found[at])[0] == span]
    if len(exact or here) == 1:
        return (exact or here)[0]
    if not here:
        raise NothingToCorrectError(
            f"there is no {sort.name} at these words",
            f'Quote words of the {sort.name}, or write action = "add" to make one.',
        )
    raise NothingToCorrectError(
        f"these words touch {len(here)} {sort.name}s", f"Quote the words of one {sort.name} only, in `exact`."
    )


def _refuse_overlap(found: Sequence[Found], sort: _Sort, spans: Sequence[Span]) -> None:
    if any(_touch(sort.spans(one), spans) for one in found):
        raise NothingToCorrectError(
            f"there is a {sort.name} at these words already", "Change that one: leave the action out, or quote other words."
        )


def _touch(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in some for other in others)


def _insert(found: list[Found], made: Found, sort: _Sort) -> None:
    insort(found, made, key=lambda one: sort.spans(one)[0])
