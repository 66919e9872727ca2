"""The dossier into data to take away: JSON with its schema, CSV, a calendar of its deadlines."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterable, Iterator

import msgspec

from site_builder import __version__
from site_builder.harmless import harmless
from site_builder.model import CANONICAL, DeadlineStatus, Output, Ref, Span
from site_builder.render.site import Site

_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""Spreadsheets run what begins with these signs as a formula, some in their wide form and behind blanks too."""
_NO_CELL = frozenset("\t\r\n")

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


class DossierData(Data, frozen=True):
    """The whole dossier. Texts that may not be republished are left out; their places and hashes stay.

    `canonical`: version of the canonical text in which places count; `dossier verify` reads the sources by the same one.
    """

    format: str
    generator: str
    title: str
    language: str
    articles: tuple[ArticleData, ...]
    entities: tuple[EntityData, ...]
    quotes: tuple[QuoteData, ...]
    statements: tuple[StatementData, ...]
    events: tuple[EventData, ...]
    deadlines: tuple[DeadlineData, ...]
    figures: tuple[FigureData, ...]
    canonical: int = 0
    as_of: str | None = None


_TABLES: dict[str, type[Data]] = {
    "quotes": QuoteData, "events": EventData, "deadlines": DeadlineData, "figures": FigureData, "entities": EntityData,
}  # fmt: skip


def paths(site: Site) -> tuple[str, ...]:
    """Where the data lie: the text files, the database, and the calendar where there are deadlines."""
    named = ("dossier.json", "dossier.schema.json", *(f"{name}.csv" for name in _TABLES))
    dated = (f"{site.addresses.deadlines}calendar.ics",) if site.dossier.deadlines else ()
    return (*(f"{site.addresses.data}{name}" for name in named), database_path(site), *dated)


def database_path(site: Site) -> str:
    """Where the data lie as one SQLite file."""
    return f"{site.addresses.data}dossier.sqlite"


def files(site: Site, dossier: DossierData) -> Iterator[Output]:
    """The text files of the data page, each with its path."""
    folder = site.addresses.data
    yield Output(f"{folder}dossier.json", msgspec.json.format(msgspec.json.encode(dossier), indent=1) + b"\n")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(DossierData)}
    yield Output(f"{folder}dossier.schema.json", msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n")
    for name, shape in _TABLES.items():
        yield Output(f"{folder}{name}.csv", table(shape, getattr(dossier, name)))
    if dossier.deadlines:
        yield Output(f"{site.addresses.deadlines}calendar.ics", calendar(site))


def dossier_data(site: Site) -> DossierData:
    """The dossier as it is published."""
    found = site.dossier
    dated = [card.published for card in found.articles if card.published]
    return DossierData(
        format=FORMAT,
        canonical=CANONICAL,
        generator=f"dossier {__version__}",
        title=site.config.title,
        language=site.language,
        as_of=dated[-1] if dated else None,
        articles=tuple(
            ArticleData(c.id, site.addresses.article[c.id], c.title, c.title_inferred, c.lang, c.source, c.sha256,
                        c.published, c.publisher, c.author, c.url)
            for c in found.articles
        ),
        entities=tuple(
            EntityData(e.id, e.kind, e.name, e.aliases, len(e.mentions), e.articles, e.role,
                       site.addresses.entity.get(e.id, ""))
            for e in found.entities
        ),
        quotes=tuple(_quotes(site)),
        statements=tuple(StatementData(s.quotes, s.relation, s.name) for s in found.statements),
        events=tuple(
            EventData(e.value, e.first, e.last, e.precision, e.kind, raw(site, e.refs[0]),
                      tuple(_place(site, ref) for ref in e.refs), e.parties, e.mod)
            for e in found.events
        ),
        deadlines=tuple(
            DeadlineData(d.id, tuple(step.value for step in d.history), d.status, raw(site, d.label),
                         _place(site, d.label), d.parties)
            for d in found.deadlines
        ),
        figures=tuple(_figures(site)),
    )  # fmt: skip


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


def table(shape: type[Data], rows: Iterable[Data]) -> bytes:
    """Records as CSV (RFC 4180, UTF-8): a column for each field, lists as JSON. A cell never begins a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    names = [field.name for field in msgspec.structs.fields(shape)]
    writer.writerow(names)
    writer.writerows(map(_cell, msgspec.structs.astuple(row)) for row in rows)
    return out.getvalue().encode()


def _cell(value: object) -> str | int | float:
    if type(value) is str and value[:1].isalnum():  # what most cells are
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode().strip('"')
    return f"'{text}" if text[:1] in _NO_CELL or text.lstrip()[:1] in _FORMULA else text


def calendar(site: Site) -> bytes:
    """The deadlines that fall on a certain day as iCalendar (RFC 5545); the others are left out."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//dossier//{__version__}//EN", "CALSCALE:GREGORIAN"]
    for deadline in site.dossier.deadlines:
        step = deadline.history[-1]
        if step.first != step.last or deadline.status == "void":
            continue
        summary = site.words_of(deadline.label)
        base = site.config.base_url.rstrip("/")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{deadline.id}@{_host(site)}",
            # The stamp that the format asks for: the day itself, so that the same articles give the same file.
            f"DTSTAMP:{step.first:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{step.first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{step.first + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            *([f"URL:{base}/{site.addresses.deadlines}#dl-{deadline.id}"] if base else []),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _host(site: Site) -> str:
    """The host of the site, for ids that must be unique in the world."""
    return site.config.base_url.partition("://")[2].partition("/")[0] or "dossier.invalid"


def _escaped(text: str) -> str:
    text = "".join(c for c in harmless(text) if c not in "\u2028\u2029")
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, continuations begin with a blank."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 74:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
