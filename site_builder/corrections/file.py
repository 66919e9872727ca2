"""`corrections.toml` into typed corrections, each with the line on which it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from site_builder.edtf import interval
from site_builder.errors import CorrectionError
from site_builder.model import DeadlineStatus, EventKind, Kind, Mod, QuoteKind
from site_builder.typed_toml import File, Form, decode, read_bytes

CORRECTIONS_NAME = "corrections.toml"
FORM = Form(CorrectionError, "docs/corrections.md")

Action = Literal["change", "drop", "add"]


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every correction may say of itself: why, and on which day it was made."""

    reason: str = ""
    day: str = ""


class Selector(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passage by its exact words: the TextQuoteSelector of the W3C's Web Annotation model, and the article it is in."""

    article: str
    exact: str
    prefix: str = ""
    suffix: str = ""


class Passage(Table, frozen=True, kw_only=True):
    """A correction that points at words: `exact`, told apart from the same words elsewhere by `prefix` and `suffix`."""

    article: str
    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def selector(self) -> Selector:
        return Selector(article=self.article, exact=self.exact, prefix=self.prefix, suffix=self.suffix)


class QuoteTable(Passage, frozen=True, kw_only=True):
    """`[[quotes]]`: who says it, what kind of quote it is, which words belong to it."""

    action: Action = "change"
    speaker: str | None = None
    anonymous: bool = False
    kind: QuoteKind | None = None
    words: str | None = None


class DateTable(Passage, frozen=True, kw_only=True):
    """`[[dates]]`: what a date expression means."""

    action: Action = "change"
    value: str | None = None
    mod: Mod | Literal["none"] | None = None


class NameTable(Passage, frozen=True, kw_only=True):
    """`[[names]]`: what a name in an article is, and whose."""

    action: Action = "change"
    kind: Kind | None = None
    entity: str | None = None
    everywhere: bool = False


class EntityTable(Table, frozen=True, kw_only=True):
    """`[[entities]]`: which names are one, and what they are, in the whole dossier."""

    name: str
    action: Literal["change", "drop"] = "change"
    same_as: str | None = None
    apart_from: str | None = None
    kind: Kind | None = None
    label: str | None = None


class StatementTable(Passage, frozen=True, kw_only=True):
    """`[[statements]]`: which quotes report the same words, and which do not."""

    same_as: Selector | None = None
    apart_from: Selector | None = None


class EventTable(Passage, frozen=True, kw_only=True):
    """`[[events]]`: what the timeline says of a dated sentence."""

    action: Literal["change", "drop"] = "change"
    kind: EventKind | None = None
    label: str | None = None


class DeadlineTable(Passage, frozen=True, kw_only=True):
    """`[[deadlines]]`: what became of a deadline."""

    action: Literal["change", "drop"] = "change"
    status: DeadlineStatus | None = None
    label: str | None = None


class TitleTable(Table, frozen=True, kw_only=True):
    """`[[titles]]`: what an article is called."""

    article: str
    title: str


class CorrectionsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `corrections.toml`."""

    titles: tuple[TitleTable, ...] = ()
    names: tuple[NameTable, ...] = ()
    dates: tuple[DateTable, ...] = ()
    quotes: tuple[QuoteTable, ...] = ()
    entities: tuple[EntityTable, ...] = ()
    statements: tuple[StatementTable, ...] = ()
    events: tuple[EventTable, ...] = ()
    deadlines: tuple[DeadlineTable, ...] = ()


class Correction(NamedTuple):
    """One correction: `number` counts from 0 in the order of application, `where` is its file and line."""

    number: int
    where: str
    table: Table


Corrections = tuple[Correction, ...]


def load(path: Path) -> Corrections:
    """The corrections in `path`, none where there is no file. Raises CorrectionError with the line of what is wrong."""
    data = read_bytes(path, FORM)
    return () if data is None else parse(data, str(path))


def parse(data: bytes, where: str = CORRECTIONS_NAME) -> Corrections:
    """The corrections that the bytes of a file hold. Raises CorrectionError with the line, what is wrong, and the fix."""
    tables, file = decode(data, CorrectionsFile, where, FORM)
    found: list[Correction] = []
    for field in msgspec.structs.fields(CorrectionsFile):
        for index, table in enumerate(getattr(tables, field.name)):
            steps = (field.name, index)
            _check_meaning(table, steps, file)
            found.append(Correction(len(found), f"{where}:{file.line_of(steps)}", table))
    return tuple(found)


def selectors(correction: Correction) -> Iterator[tuple[int, Selector]]:
    """The passages that a correction points at, numbered: 0 what it corrects, 1 the other one where it names two."""
    table = correction.table
    if isinstance(table, Passage):
        yield 0, table.selector
    if isinstance(table, StatementTable):
        other = table.same_as or table.apart_from
        if other is not None:
            yield 1, other
    elif isinstance(table, EventTable | DeadlineTable) and table.label:
        yield 1, Selector(article=table.article, exact=table.label)


_ABOUT = ("reason", "day", "action", "article", "name", "exact", "prefix", "suffix", "anonymous", "everywhere")
"""Keys that say which and why, and not what is to become of it."""


def _check_meaning(table: Table, steps: tuple[str | int, ...], file: File) -> None:
    """What types cannot say."""

    def slip(key: str, message: str, hint: str) -> None:
        raise file.error((*steps, key) if key else steps, message, hint)

    if table.day and not _is_day(table.day):
        slip("day", f'expected a day, found "{table.day}"', "Write it as 2026-01-31.")
    fields = {field.name: getattr(table, field.name) for field in msgspec.structs.fields(type(table))}
    for key in ("exact", "article", "name", "title", "same_as", "apart_from", "label", "words", "entity"):
        if isinstance(fields.get(key), str) and not fields[key].strip():
            slip(key, "expected some words, found none", "Quote the words as they stand.")
    wishes = {key for key, value in fields.items() if key not in _ABOUT and value is not None}
    action = fields.get("action", "change")
    if action == "change" and not wishes:
        known = ", ".join(f"`{key}`" for key in fields if key not in _ABOUT)
        slip("", "changes nothing", f"Say what it should be, with one of {known}.")
    if action == "drop" and wishes:
        slip("action", "drops what it also changes", f"Remove `{min(wishes)}`, or the action.")
    if {"same_as", "apart_from"} <= wishes:
        slip("", "joins and parts at once", "Keep one of `same_as` and `apart_from`; write two tables for both.")
    value = fields.get("value")
    if value is not None and interval(value) is None:
        slip("value", f'expected a date, found "{value}"', "Write 2020-09-15, 2020-09, 2020, or 2020-09-01/2020-09-15.")
    if action == "add":
        for kind, key in ((DateTable, "value"), (QuoteTable, "kind"), (NameTable, "kind")):
            if isinstance(table, kind) and fields[key] is None:
                slip("", f"has no `{key}`", f"Add a line `{key} = …`: nothing is guessed.")


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
