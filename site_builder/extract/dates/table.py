"""`lang/<xx>/dates.toml` and `calendar.toml` into the records that the grammar is made from."""

from __future__ import annotations

import unicodedata
from typing import Literal

import msgspec

from site_builder import lang
from site_builder.model import Mod

Value = int | str
StageName = Literal["atom", "compound", "range"]


class Calendar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`calendar.toml`, made from CLDR: names of months (from 1) and weekdays (Monday is 1)."""

    months: dict[str, int]
    months_short: dict[str, int]
    weekdays: dict[str, int]
    weekdays_short: dict[str, int]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and what is read in it: `found` is the span's words, `date` the article's own date."""

    text: str
    found: str
    value: str | None = None
    date: str | None = "2020-09-16"
    mod: Mod | None = None
    part: str | None = None


class RuleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule: what it matches (`pattern`), what that means (`sense`, `fixed`), and what else must hold (`guard`).

    `stage`: atoms are read from words, compounds from words and atoms, ranges from words, atoms and compounds.
    A rule whose sense is `nothing` says what is no date (clock times, durations, sets).
    """

    name: str
    pattern: str
    sense: str
    examples: list[Example]
    not_in: list[str]
    stage: StageName = "atom"
    guard: str = ""
    fixed: dict[str, Value] = {}


class Tense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words and endings that tell whether something has happened or is to come.

    A participle tells it behind one of `auxiliaries` or right beside the date; one that is `awaited` ('prévu', 'due')
    always looks ahead. `clause`: words and signs that part clauses. `neither`: words that only look like verb forms.
    """

    past: frozenset[str]
    past_endings: tuple[str, ...]
    future: frozenset[str]
    future_endings: tuple[str, ...]
    participles: frozenset[str]
    participle_endings: tuple[str, ...]
    awaited: frozenset[str]
    auxiliaries: frozenset[str]
    clause: frozenset[str]
    neither: frozenset[str]


class DateTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`dates.toml`. `classes`: words of one kind; `values`: words of one kind and what each stands for.

    `lead`, `trail`: words before and behind a date that say how it bounds what happens. `ordinal_endings`: what makes a
    number an ordinal ('1er', '3rd'). `articles`: words before a date that belong to its span.
    What guards ask for: `year_leads` make a number a year, `determiners` do so before a noun; `day_followers` let one be
    a day behind an article, `streets` do not; `each` makes a weekday recurring; `of`, `of_the` tie a date to a noun;
    `sides` (after, before), `conjunctions` (and), `between`; `feast`: nouns that a holiday is the name of, when tied to
    one; `verbs`: months whose names are words of their own; `records`: superlatives.
    """

    articles: list[str]
    ordinal_endings: list[str]
    classes: dict[str, list[str]]
    values: dict[str, dict[str, Value]]
    lead: dict[Mod, list[str]]
    trail: dict[Mod, list[str]]
    tense: Tense
    rules: list[RuleRow]
    year_leads: frozenset[str]
    day_followers: frozenset[str]
    each: frozenset[str]
    of: frozenset[str]
    of_the: frozenset[str]
    sides: frozenset[str]
    conjunctions: frozenset[str]
    between: frozenset[str]
    feast: frozenset[str]
    determiners: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()


def of(language: str) -> tuple[DateTable, Calendar]:
    """Both tables of a language; LanguageDataError where one is wrong."""
    found: DateTable = lang.table(language, "dates", DateTable)
    names: Calendar = lang.table(language, "calendar", Calendar)
    return found, names


def bare(word: str) -> str:
    """A word without its accents, as hasty writers and old wires have it."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
