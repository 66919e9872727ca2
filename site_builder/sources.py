"""One file of the seeds into its articles and all that was found in them, as the author corrected it: what workers do."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_builder import corrections, read
from site_builder.cache import Cache, key_of
from site_builder.config import Config
from site_builder.corrections import Corrections, Outcome
from site_builder.errors import DEFECT, SiteBuilderError, defect
from site_builder.extract import derive, extract
from site_builder.model import Annotations, Article, Card, Diagnostic


class Found(msgspec.Struct, frozen=True):
    """What one article gave: its card, where the cache keeps it as read, and what became of corrections.

    `annotations`: encoded, since most of what is handed around is never looked at.
    """

    card: Card
    annotations: bytes
    key: bytes
    draft: bool
    outcomes: tuple[Outcome, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """One file of the seeds: its articles, and what is wrong with it."""

    articles: tuple[Found, ...]
    diagnostics: tuple[Diagnostic, ...]


class Reader(NamedTuple):
    """What a worker needs to read files of the seeds. `settings`: what it depends on beside their bytes."""

    cache: Cache
    seeds: Path
    config: Config
    corrections: Corrections

    @property
    def settings(self) -> bytes:
        return msgspec.msgpack.encode((self.config.limits, self.config.language))


Entry = tuple[bytes, bytes]
"""A key and what the cache is to keep under it."""
Job = tuple[Path, bytes | None]
"""A file, and the key under which the cache has it where it is as it was when it was read last."""


class Taken(NamedTuple):
    """A file of the seeds as a worker hands it over: its Source, encoded so that it crosses from process to process at no
    cost; what the cache is to keep of it, since only one process writes there; and under which key it has the file."""

    source: bytes
    entries: list[Entry]
    key: bytes | None


def source_of(reader: Reader, job: Job) -> Taken:
    """One file as the author corrected it."""
    path, key = job
    stored = reader.cache.get(key) if key is not None else None
    found, entries, key = _as_found(reader, path) if stored is None else Taken(stored, [], key)
    if reader.corrections:
        found = msgspec.msgpack.encode(_corrected(reader, msgspec.msgpack.decode(found, type=Source), dict(entries)))
    return Taken(found, entries, key)


def _corrected(reader: Reader, source: Source, fresh: Mapping[bytes, bytes]) -> Source:
    """The corrections of a file's articles, applied: the cache holds what was found, and these come after it."""
    articles = []
    for item in source.articles:
        changed = item
        mine = corrections.concerning(reader.corrections, item.card.id, item.card.source)
        stored = (fresh.get(item.key) or reader.cache.get(item.key)) if mine else None
        if stored is not None:
            article = msgspec.msgpack.decode(stored, type=Article)
            done = corrections.correct(article, msgspec.msgpack.decode(item.annotations, type=Annotations), mine)
            card = item.card if done.title is None else _retitled(item.card, done.title)
            annotations = msgspec.msgpack.encode(derive(article, done.annotations))
            changed = Found(card, annotations, item.key, item.draft, done.outcomes)
        articles.append(changed)
    return msgspec.structs.replace(source, articles=tuple(articles))


def _retitled(card: Card, title: str) -> Card:
    return msgspec.structs.replace(card, title=title, title_inferred=False)


def _as_found(reader: Reader, path: Path) -> Taken:
    """One file: from the cache where the same bytes were read before, else read and extracted now.

    A cache that cannot be read ends the build: it is no fault of the file, which must not lose its page for it.
    """
    config = reader.config
    try:
        data = read.load(path, reader.seeds, config.limits)
    except SiteBuilderError as error:
        return _unread(error, path)
    key = key_of(path.relative_to(reader.seeds).as_posix(), hashlib.blake2b(data).digest(), reader.settings)
    stored = reader.cache.get(key)
    if stored is not None:
        return Taken(stored, [], key)
    try:
        articles, problems = read.parse(data, path, reader.seeds, config)
    except SiteBuilderError as error:
        return _unread(error, path)
    except Exception as error:  # a defect of ours costs this file its page, and no other
        return _failed(_defect(error, read.shown(path, reader.seeds)))
    entries: list[Entry] = []
    found = []
    whole = True
    for number, article in enumerate(articles):
        own = key_of(key, str(number))
        try:
            annotations = extract(article)
            entry = own, msgspec.msgpack.encode(article)
        except Exception as error:  # the same, where a file holds several articles
            problems = (*problems, _defect(error, article.source))
            whole = False
            continue
        entries.append(entry)
        found.append(Found(card_of(article), msgspec.msgpack.encode(annotations), own, article.draft))
        problems = (*problems, *article.diagnostics, *(placed(item, article) for item in annotations.diagnostics))
    source = msgspec.msgpack.encode(Source(tuple(found), problems))
    # What a defect touched is read anew by the next build.
    return Taken(source, [*entries, (key, source)], key) if whole else Taken(source, entries, None)


def _unread(error: SiteBuilderError, path: Path) -> Taken:
    return _failed(Diagnostic.of(error, str(path)))


def _failed(problem: Diagnostic) -> Taken:
    return Taken(msgspec.msgpack.encode(Source((), (problem,))), [], None)


def _defect(error: Exception, where: str) -> Diagnostic:
    message, fix = defect(error)
    return Diagnostic(DEFECT, "error", message, where, fix)


def placed(problem: Diagnostic, article: Article) -> Diagnostic:
    """A doubt about a text, which says `line:column` of that text, as one about its file."""
    line, _, column = problem.where.partition(":")
    inner = f":{int(line) + article.line - 1}:{column}" if article.line and line.isdigit() else ""
    return msgspec.structs.replace(problem, where=f"{article.source}{inner}")


def card_of(article: Article) -> Card:
    """What link and plan keep of an article."""
    return Card(
        id=article.id,
        source=article.source,
        sha256=article.sha256,
        lang=article.lang,
        title=article.title,
        title_inferred=article.title_inferred,
        paragraphs=tuple(block.span.start for block in article.blocks if block.kind not in ("title", "heading")),
        words=article.text.count(" ") + 1,
        published=article.published,
        date_origin=article.date_origin,
        publisher=article.publisher,
        author=article.author,
        url=article.url,
        rights=article.rights,
        publish=article.publish,
        tags=article.tags,
        key=article.key,
    )
