"""The dossier into data to take away: JSON with its schema, CSV, a calendar of its deadlines."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterator

import msgspec

from site_builder import __version__
from site_builder.model import CANONICAL, DeadlineStatus, Output, Ref, Span
from site_builder.render.calendar import calendar
from site_builder.render.cells import Table
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


def paths(site: Site) -> tuple[str, ...]:
    """Where the text files of the data page lie; the calendar is there where there are deadlines."""
    named = ("dossier.json", "dossier.schema.json", *(f"{name}.csv" for name in TABLES))
    dated = (f"{site.addresses.deadlines}calendar.ics",) if site.dossier.deadlines else ()
    return (*(f"{site.addresses.data}{name}" for name in named), *dated)


def files(site: Site) -> Iterator[Output]:
    """The text files of the data page, each with its path. Each kind of record is made, written down and let go."""
    folder = site.addresses.data
    encoder = msgspec.json.Encoder()
    # An object whose lists have a record a line: as small as JSON is, and still read and compared line by line.
    text = io.BytesIO()
    text.write(encoder.encode(head(site)).removesuffix(b"}"))
    for name, records in sections(site):
        table = Table(_SHAPES[name]) if name in _SHAPES else None
        text.write(b",\n" + encoder.encode(name) + b":[")
        between = b"\n"
        for record in records:
            text.write(between + encoder.encode(record))
            between = b",\n"
            if table is not None:
                table.add(record)
        text.write(b"]" if between == b"\n" else b"\n]")
        if table is not None:
            yield Output(f"{folder}{name}.csv", table.written())
    text.write(b"}\n")
    yield Output(f"{folder}dossier.json", text.getvalue())
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(DossierData)}
    yield Output(f"{folder}dossier.schema.json", msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n")
    if site.dossier.deadlines:
        yield Output(f"{site.addresses.deadlines}calendar.ics", calendar(site))


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
    for e in site.dossier.events:
        places = tuple(_place(site, ref) for ref in e.refs)
        yield EventData(e.value, e.first, e.last, e.precision, e.kind, raw(site, e.refs[0]), places, e.parties, e.mod)


def _deadlines(site: Site) -> Iterator[DeadlineData]:
    for d in site.dossier.deadlines:
        dates = tuple(step.value for step in d.history)
        yield DeadlineData(d.id, dates, d.status, raw(site, d.label), _place(site, d.label), d.parties)


def raw(site: Site, ref: Ref) -> str:
    """The characters of a passage as they stand, without typography; '' where they may not be republished."""
    return "" if site.publish(ref.article) == "metadata" else ref.span.of(site.article(ref.article).text)


def _quotes(site: Site) -> Iterator[QuoteData]:
    for linked in site.dossier.quotes:
        quote = linked.quote
        words = " ".join(raw(site, Ref(linked.article, part)) for part in quote.parts)
        page = site.addresses.quote.get(linked.id) or f"{site.addresses.article[linked.article]}#q-{linked.id}"
        yield QuoteData(
            id=linked.id,
            page=page,
            article=linked.article,
            paragraph=site.paragraph(Ref(linked.article, quote.parts[0])),
            parts=tuple((part.start, part.end) for part in quote.parts),
            words=words,
            words_sha256=hashlib.sha256(words.encode()).hexdigest() if words else "",
            kind=quote.kind,
            certain=quote.certain,
            confidence=quote.confidence,
            rule=quote.rule,
            speaker=linked.name,
            entity=linked.entity,
            speaker_as_written=raw(site, Ref(linked.article, quote.speaker)) or None if quote.speaker else None,
            source=quote.source,
            statement=linked.statement,
        )


def _figures(site: Site) -> Iterator[FigureData]:
    for card in site.dossier.articles:
        for figure in site.dossier.annotations[card.id].figures:
            ref = Ref(card.id, figure.span)
            yield FigureData(raw(site, ref), figure.low, figure.high, figure.unit, _place(site, ref), figure.approx)


def _place(site: Site, ref: Ref) -> Place:
    span: Span = ref.span
    return Place(ref.article, span.start, span.end, site.paragraph(ref))


_SECTIONS: dict[str, Callable[[Site], Iterator[Data]]] = {
    "articles": _articles, "entities": _entities, "quotes": _quotes, "statements": _statements, "events": _events,
    "deadlines": _deadlines, "figures": _figures,
}  # fmt: skip
