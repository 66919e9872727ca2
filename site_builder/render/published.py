"""What is published as data: the records of the JSON file, of the tables and of the database."""

from __future__ import annotations

import datetime as dt

import msgspec

from site_builder.model import DeadlineStatus

FORMAT = "1"
"""Version of the form of these files; a change that breaks readers raises it."""


class Data(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Base of what is published as data."""


class Place(Data, frozen=True):
    """Where something is written: characters `start` to `end` (code points, half-open) of an article's canonical text."""

    article: str
    start: int
    end: int
    paragraph: int


class ArticleData(Data, frozen=True):
    """An article: `sha256` is of the bytes of `source`, `url` of the original, `page` the page in this site."""

    id: str
    page: str
    title: str
    title_inferred: bool
    lang: str
    source: str
    sha256: str
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None


class QuoteData(Data, frozen=True):
    """A quote: `parts` are the characters of the words themselves, `words` those characters joined by a blank.

    `words_sha256` is of `words` in UTF-8. `kind`: direct, fragment, indirect. `certain`: whether the speaker is.
    """

    id: str
    page: str
    article: str
    paragraph: int
    parts: tuple[tuple[int, int], ...]
    words: str
    words_sha256: str
    kind: str
    certain: bool
    confidence: int
    rule: str
    speaker: str | None = None
    entity: str | None = None
    speaker_as_written: str | None = None
    source: str = "none"
    statement: int | None = None


class EventData(Data, frozen=True):
    """An event: `value` in EDTF, `first` and `last` its interval, `mod` on_or_before, before, after, since or approx."""

    value: str
    first: dt.date
    last: dt.date
    precision: str
    kind: str
    text: str
    places: tuple[Place, ...]
    parties: tuple[str, ...]
    mod: str | None = None


class DeadlineData(Data, frozen=True):
    """A deadline: `dates` in the order in which they were set, the one in force last; `status` as of the last article."""

    id: str
    dates: tuple[str, ...]
    status: DeadlineStatus
    text: str
    place: Place
    parties: tuple[str, ...]


class FigureData(Data, frozen=True):
    """An amount or a percentage; `low` and `high` are equal unless the text gives a range."""

    text: str
    low: float
    high: float
    unit: str
    place: Place
    approx: bool = False


class EntityData(Data, frozen=True):
    """A person, an organisation or a place, with its names and the number of its mentions."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    mentions: int
    articles: tuple[str, ...]
    role: str = ""
    page: str = ""


class StatementData(Data, frozen=True):
    """One statement and the quotes that report it; `relation` says how alike the wordings are."""

    quotes: tuple[str, ...]
    relation: str
    speaker: str | None = None


class Head(Data, frozen=True):
    """What is said of a dossier as a whole: format and maker of the data, title, language.

    `canonical`: version of the canonical text in which places count; `dossier verify` reads the sources by the same one.
    """

    format: str
    generator: str
    title: str
    language: str
    canonical: int = 0
    as_of: str | None = None


class DossierData(Head, frozen=True, kw_only=True):
    """The whole dossier. Texts that may not be republished are left out; their places and hashes stay."""

    articles: tuple[ArticleData, ...]
    entities: tuple[EntityData, ...]
    quotes: tuple[QuoteData, ...]
    statements: tuple[StatementData, ...]
    events: tuple[EventData, ...]
    deadlines: tuple[DeadlineData, ...]
    figures: tuple[FigureData, ...]
