"""The dossier into data to take away: JSON with its schema, CSV, a calendar of its deadlines."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import BinaryIO

import msgspec

from site_builder import __version__
from site_builder.contracts import Room
from site_builder.model import CANONICAL, DeadlineStatus, Output, Ready, Ref
from site_builder.render.calendar import calendar
from site_builder.render.cells import Table
from site_builder.render.passages import passages, text_of
from site_builder.render.site import Site

FORMAT = "1"
"""Version of the form of these files; a change that breaks readers raises it."""


class Data(msgspec.Struct, frozen=True, omit_defaults=True):
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


_SHAPES: dict[str, type[Data]] = {
    "quotes": QuoteData, "events": EventData, "deadlines": DeadlineData, "figures": FigureData, "entities": EntityData,
}  # fmt: skip
TABLES = tuple(_SHAPES)
"""What is published as CSV too."""
_TOGETHER = 512


def paths(site: Site) -> tuple[str, ...]:
    """Where the text files of the data page lie; the calendar is there where there are deadlines."""
    named = ("dossier.json", "dossier.schema.json", *(f"{name}.csv" for name in TABLES))
    dated = (f"{site.addresses.deadlines}calendar.ics",) if site.dossier.deadlines else ()
    return (*(f"{site.addresses.data}{name}" for name in named), *dated)


def files(site: Site, room: Room) -> Iterator[Output | Ready]:
    """The text files of the data page, each with its path. Records are made, written down and let go, some at a time."""
    folder = site.addresses.data
    encoder = msgspec.json.Encoder()
    whole = Ready(f"{folder}dossier.json", room(f"{folder}dossier.json"))
    # An object whose lists have a record a line: as small as JSON is, and still read and compared line by line.
    with whole.file.open("wb") as text:
        text.write(encoder.encode(head(site)).removesuffix(b"}"))
        for name, records in sections(site):
            text.write(b",\n" + encoder.encode(name) + b":[")
            if name in _SHAPES:
                rows = Ready(f"{folder}{name}.csv", room(f"{folder}{name}.csv"))
                with rows.file.open("wb") as file:
                    _write(records, text, Table(_SHAPES[name], file))
                yield rows
            else:
                _write(records, text, None)
        text.write(b"}\n")
    yield whole
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(DossierData)}
    yield Output(f"{folder}dossier.schema.json", msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n")
    if site.dossier.deadlines:
        yield Output(f"{site.addresses.deadlines}calendar.ics", calendar(site))


def _write(records: Iterator[Data], text: BinaryIO, table: Table | None) -> None:
    """Records into the rest of a JSON list, and into rows of a table."""
    encoder = msgspec.json.Encoder()
    between = b"\n"
    for some in batches(records):
        text.write(between + encoder.encode_lines(some)[:-1].replace(b"\n", b",\n"))  # JSON itself has no line breaks
        between = b",\n"
        if table is not None:
            table.add(some)
    text.write(b"]" if between == b"\n" else b"\n]")


def batches(records: Iterator[Data]) -> Iterator[list[Data]]:
    """Records, as many together as are worth the calls and no more than a little memory."""
    return iter(lambda: list(islice(records, _TOGETHER)), [])


def head(site: Site) -> Head:
    """What is said of the dossier as a whole."""
    dated = [card.published for card in site.dossier.articles if card.published]
    return Head(FORMAT, f"dossier {__version__}", site.config.title, site.language, CANONICAL, dated[-1] if dated else None)


def sections(site: Site) -> Iterator[tuple[str, Iterator[Data]]]:
    """The records of a dossier by kind, as DossierData names them, each made when it is asked for."""
    for name, make in _SECTIONS.items():
        yield name, make(site)


def dossier_data(site: Site) -> DossierData:
    """The dossier as it is published, in one record."""
    told = msgspec.structs.asdict(head(site)) | {name: tuple(records) for name, records in sections(site)}
    return DossierData(**told)


def _articles(site: Site) -> Iterator[ArticleData]:
    for c in site.dossier.articles:
        yield ArticleData(c.id, site.addresses.article[c.id], c.title, c.title_inferred, c.lang, c.source, c.sha256,
                          c.published, c.publisher, c.author, c.url)  # fmt: skip


def _entities(site: Site) -> Iterator[EntityData]:
    for e in site.dossier.entities:
        page = site.addresses.entity.get(e.id, "")
        yield EntityData(e.id, e.kind, e.name, e.aliases, len(e.mentions), e.articles, e.role, page)


def _statements(site: Site) -> Iterator[StatementData]:
    for s in site.dossier.statements:
        yield StatementData(s.quotes, s.relation, s.name)


def _events(site: Site) -> Iterator[EventData]:
    labels = passages(site, (e.refs[0] for e in site.dossier.events))
    for e in site.dossier.events:
        places = tuple([_place(site, ref) for ref in e.refs])
        yield EventData(e.value, e.first, e.last, e.precision, e.kind, labels[e.refs[0]], places, e.parties, e.mod)


def _deadlines(site: Site) -> Iterator[DeadlineData]:
    labels = passages(site, (d.label for d in site.dossier.deadlines))
    for d in site.dossier.deadlines:
        dates = tuple(step.value for step in d.history)
        yield DeadlineData(d.id, dates, d.status, labels[d.label], _place(site, d.label), d.parties)


def _quotes(site: Site) -> Iterator[QuoteData]:
    for article, found in groupby(site.dossier.quotes, attrgetter("article")):
        text, page = text_of(site, article), site.addresses.article[article]
        for linked in found:
            quote = linked.quote
            words = " ".join([part.of(text) for part in quote.parts])
            yield QuoteData(
                id=linked.id,
                page=site.addresses.quote.get(linked.id) or f"{page}#q-{linked.id}",
                article=article,
                paragraph=site.paragraph(Ref(article, quote.parts[0])),
                parts=tuple([(part.start, part.end) for part in quote.parts]),
                words=words,
                words_sha256=hashlib.sha256(words.encode()).hexdigest() if words else "",
                kind=quote.kind,
                certain=quote.certain,
                confidence=quote.confidence,
                rule=quote.rule,
                speaker=linked.name,
                entity=linked.entity,
                speaker_as_written=quote.speaker.of(text) or None if quote.speaker else None,
                source=quote.source,
                statement=linked.statement,
            )


def _figures(site: Site) -> Iterator[FigureData]:
    for card in site.dossier.articles:
        found = site.dossier.annotations[card.id].figures
        text = text_of(site, card.id) if found else ""
        for f in found:
            place = _place(site, Ref(card.id, f.span))
            yield FigureData(f.span.of(text), f.low, f.high, f.unit, place, f.approx)


def _place(site: Site, ref: Ref) -> Place:
    return Place(ref.article, ref.span.start, ref.span.end, site.paragraph(ref))


_SECTIONS: dict[str, Callable[[Site], Iterator[Data]]] = {
    "articles": _articles, "entities": _entities, "quotes": _quotes, "statements": _statements, "events": _events,
    "deadlines": _deadlines, "figures": _figures,
}  # fmt: skip
