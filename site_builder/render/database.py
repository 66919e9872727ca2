"""The published data into one SQLite file with foreign keys and full-text search, which Datasette and others open."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.contracts import Room
from site_builder.errors import WriteError
from site_builder.model import Ready
from site_builder.render.published import (
    ArticleData,
    DeadlineData,
    EntityData,
    EventData,
    FigureData,
    QuoteData,
    StatementData,
)
from site_builder.render.sections import batches, head, sections
from site_builder.render.site import Site

_TABLES = """
CREATE TABLE dossier (
  title TEXT NOT NULL, language TEXT NOT NULL, as_of TEXT, format TEXT NOT NULL, canonical TEXT NOT NULL,
  generator TEXT NOT NULL);
CREATE TABLE articles (
  id TEXT PRIMARY KEY, page TEXT NOT NULL, title TEXT NOT NULL, title_inferred INTEGER NOT NULL, lang TEXT NOT NULL,
  source TEXT NOT NULL, sha256 TEXT NOT NULL, published TEXT, publisher TEXT, author TEXT, url TEXT);
CREATE TABLE entities (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, page TEXT NOT NULL,
  mentions INTEGER NOT NULL);
CREATE TABLE entity_names (entity TEXT NOT NULL REFERENCES entities(id), name TEXT NOT NULL);
CREATE TABLE entity_articles (
  entity TEXT NOT NULL REFERENCES entities(id), article TEXT NOT NULL REFERENCES articles(id),
  PRIMARY KEY (entity, article)) WITHOUT ROWID;
CREATE TABLE statements (id INTEGER PRIMARY KEY, relation TEXT NOT NULL, speaker TEXT);
CREATE TABLE quotes (
  id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id), entity TEXT REFERENCES entities(id),
  statement INTEGER REFERENCES statements(id), page TEXT NOT NULL, paragraph INTEGER NOT NULL, words TEXT NOT NULL,
  words_sha256 TEXT NOT NULL, kind TEXT NOT NULL, certain INTEGER NOT NULL, confidence INTEGER NOT NULL, rule TEXT NOT NULL,
  speaker TEXT, speaker_as_written TEXT, source TEXT NOT NULL);
CREATE TABLE quote_parts (
  quote TEXT NOT NULL REFERENCES quotes(id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (quote, start)) WITHOUT ROWID;
CREATE TABLE events (
  id INTEGER PRIMARY KEY, value TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, precision TEXT NOT NULL, mod TEXT,
  kind TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE event_places (
  event INTEGER NOT NULL REFERENCES events(id), article TEXT NOT NULL REFERENCES articles(id), start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, paragraph INTEGER NOT NULL);
CREATE TABLE event_parties (
  event INTEGER NOT NULL REFERENCES events(id), entity TEXT NOT NULL REFERENCES entities(id),
  PRIMARY KEY (event, entity)) WITHOUT ROWID;
CREATE TABLE deadlines (
  id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id), date TEXT NOT NULL, status TEXT NOT NULL,
  text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, paragraph INTEGER NOT NULL);
CREATE TABLE deadline_dates (
  deadline TEXT NOT NULL REFERENCES deadlines(id), number INTEGER NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (deadline, number)) WITHOUT ROWID;
CREATE TABLE deadline_parties (
  deadline TEXT NOT NULL REFERENCES deadlines(id), entity TEXT NOT NULL REFERENCES entities(id),
  PRIMARY KEY (deadline, entity)) WITHOUT ROWID;
CREATE TABLE figures (
  id INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES articles(id), text TEXT NOT NULL, low REAL NOT NULL,
  high REAL NOT NULL, unit TEXT NOT NULL, approx INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  paragraph INTEGER NOT NULL);
"""
_INDEXES = """
CREATE INDEX quotes_by_article ON quotes(article);
CREATE INDEX quotes_by_entity ON quotes(entity);
CREATE INDEX quotes_by_statement ON quotes(statement);
CREATE INDEX entity_articles_by_article ON entity_articles(article);
CREATE INDEX event_places_by_event ON event_places(event);
CREATE INDEX event_places_by_article ON event_places(article);
CREATE INDEX figures_by_article ON figures(article);
"""
_SEARCHED = (("articles", "title"), ("quotes", "words, speaker"), ("events", "text"), ("entities", "name"))


def path(site: Site) -> str:
    """Where the database lies."""
    return f"{site.addresses.data}dossier.sqlite"


def file(site: Site, room: Room) -> Iterator[Ready]:
    """The database, with its path."""
    made = Ready(path(site), room(path(site)))
    fill(made.file, site)
    yield made


def fill(made: Path, site: Site) -> None:
    """Makes the database: the same dossier gives the same bytes, with one version of SQLite.

    Raises WriteError where there is no room for it.
    """
    try:
        # Nobody else sees the file before it is whole: it needs no lock, which not every shared folder has.
        with closing(sqlite3.connect(f"{made.absolute().as_uri()}?nolock=1", uri=True, isolation_level=None)) as connection:
            _write(connection, site)
    except sqlite3.OperationalError as error:
        message = f"the database of the data page cannot be made: {error}"
        raise WriteError(message, str(made.parent), "Free some space and build again.") from error


def _write(connection: sqlite3.Connection, site: Site) -> None:
    # Rows come from one dossier, in which all keys hold: looking each up again would cost a fifth of the whole. Indexes are
    # made of all rows at once.
    connection.executescript(
        f"PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; {_TABLES}"
    )
    connection.execute("BEGIN")
    about = head(site)
    row = about.title, about.language, about.as_of, about.format, str(about.canonical), about.generator
    _insert(connection, "dossier", [row])
    known = frozenset(entity.id for entity in site.dossier.entities)
    for name, records in sections(site):
        first = 0
        for some in batches(records):
            for table, rows in _ROWS[name](Batch(first, some, known)):
                _insert(connection, table, rows)
            first += len(some)
    for index in _INDEXES.strip().splitlines():
        connection.execute(index)
    for table, columns in _SEARCHED:
        # The index holds no second copy of the words; `rowid` leads back to the row, as Datasette expects.
        connection.execute(
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, content={table}, "
            'tokenize="unicode61 remove_diacritics 2")'
        )
        # Nothing is merged until all is in: the few pieces that are left cost a search less than merging costs here.
        connection.execute(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('automerge', 0)")  # noqa: S608
        connection.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")  # noqa: S608
        connection.execute(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('automerge', 4)")  # noqa: S608
    connection.execute("COMMIT")


_ROWS_TOGETHER = 50
"""Fewer than 999 values a statement, which is what every SQLite takes."""
Row = tuple[str | int | float | None, ...]


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Adds rows, many to a statement: a statement costs more than a row."""
    if not rows:
        return
    marks = f"({', '.join('?' * len(rows[0]))})"
    whole = len(rows) // _ROWS_TOGETHER * _ROWS_TOGETHER
    together = (tuple(chain(*rows[at : at + _ROWS_TOGETHER])) for at in range(0, whole, _ROWS_TOGETHER))
    for some, count in ((together, _ROWS_TOGETHER), (rows[whole:], 1)):
        values = ", ".join([marks] * count)
        connection.executemany(f"INSERT INTO {table} VALUES {values}", some)  # noqa: S608  -- names of our own


class Batch(NamedTuple):
    """Some records of one kind: `first` is the number of the first one of them, `known` the ids of all entities."""

    first: int
    records: Sequence[Any]
    known: Set[str]


Rows = Iterator[tuple[str, list[Row]]]
"""Tables, each with its rows."""


def _articles(batch: Batch) -> Rows:
    found: Sequence[ArticleData] = batch.records
    yield (
        "articles",
        [
            (a.id, a.page, a.title, a.title_inferred, a.lang, a.source, a.sha256, a.published, a.publisher, a.author, a.url)
            for a in found
        ],
    )


def _entities(batch: Batch) -> Rows:
    found: Sequence[EntityData] = batch.records
    yield "entities", [(e.id, e.kind, e.name, e.role, e.page, e.mentions) for e in found]
    yield "entity_names", [(e.id, name) for e in found for name in e.aliases]
    yield "entity_articles", [(e.id, article) for e in found for article in dict.fromkeys(e.articles)]


def _statements(batch: Batch) -> Rows:
    found: Sequence[StatementData] = batch.records
    yield "statements", [(number, s.relation, s.speaker) for number, s in enumerate(found, batch.first)]


def _quotes(batch: Batch) -> Rows:
    found: Sequence[QuoteData] = batch.records
    yield "quotes", [
        (q.id, q.article, q.entity, q.statement, q.page, q.paragraph, q.words, q.words_sha256, q.kind, q.certain,
         q.confidence, q.rule, q.speaker, q.speaker_as_written, q.source)
        for q in found
    ]  # fmt: skip
    yield "quote_parts", [(q.id, start, end) for q in found for start, end in q.parts]


def _events(batch: Batch) -> Rows:
    found: Sequence[tuple[int, EventData]] = list(enumerate(batch.records, batch.first))
    yield (
        "events",
        [(n, e.value, e.first.isoformat(), e.last.isoformat(), e.precision, e.mod, e.kind, e.text) for n, e in found],
    )
    yield "event_places", [(n, p.article, p.start, p.end, p.paragraph) for n, e in found for p in e.places]
    yield "event_parties", [(n, party) for n, e in found for party in dict.fromkeys(e.parties) if party in batch.known]


def _deadlines(batch: Batch) -> Rows:
    found: Sequence[DeadlineData] = batch.records
    yield (
        "deadlines",
        [
            (d.id, d.place.article, d.dates[-1], d.status, d.text, d.place.start, d.place.end, d.place.paragraph)
            for d in found
        ],
    )
    yield "deadline_dates", [(d.id, n, value) for d in found for n, value in enumerate(d.dates)]
    yield "deadline_parties", [(d.id, party) for d in found for party in dict.fromkeys(d.parties) if party in batch.known]


def _figures(batch: Batch) -> Rows:
    found: Sequence[tuple[int, FigureData]] = list(enumerate(batch.records, batch.first))
    yield (
        "figures",
        [
            (n, f.place.article, f.text, f.low, f.high, f.unit, f.approx, f.place.start, f.place.end, f.place.paragraph)
            for n, f in found
        ],
    )


_ROWS: dict[str, Callable[[Batch], Rows]] = {
    "articles": _articles, "entities": _entities, "quotes": _quotes, "statements": _statements, "events": _events,
    "deadlines": _deadlines, "figures": _figures,
}  # fmt: skip
"""The rows of one kind of record."""
