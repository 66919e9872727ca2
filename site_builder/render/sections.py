"""A dossier into the records that are published of it, section by section."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice
from operator import attrgetter

import msgspec

from site_builder import __version__
from site_builder.model import CANONICAL, Figure, Ref
from site_builder.render.passages import Passages
from site_builder.render.published import (
    FORMAT,
    ArticleData,
    Data,
    DeadlineData,
    DossierData,
    EntityData,
    EventData,
    FigureData,
    Head,
    Place,
    QuoteData,
    StatementData,
)
from site_builder.render.site import Site

_TOGETHER = 512


def head(site: Site) -> Head:
    """What is said of the dossier as a whole."""
    dated = [card.published for card in site.dossier.articles if card.published]
    return Head(FORMAT, f"dossier {__version__}", site.config.title, site.language, CANONICAL, dated[-1] if dated else None)


def sections(site: Site) -> Iterator[tuple[str, Iterator[Data]]]:
    """The records of a dossier by kind, as DossierData names them, each made when it is asked for.

    To be asked for in this order: with the quotes all texts are read, and what the rest quotes of them is kept.
    """
    dossier = site.dossier
    figures = [(Ref(c.id, f.span), f) for c in dossier.articles for f in dossier.annotations[c.id].figures]
    quoted = (e.refs[0] for e in dossier.events), (d.label for d in dossier.deadlines), (ref for ref, _ in figures)
    passages = Passages(site, chain(*quoted))
    yield "articles", _articles(site)
    yield "entities", _entities(site)
    yield "quotes", _quotes(site, passages)
    yield "statements", _statements(site)
    yield "events", _events(site, passages)
    yield "deadlines", _deadlines(site, passages)
    yield "figures", _figures(site, passages, figures)


def batches(records: Iterator[Data]) -> Iterator[list[Data]]:
    """Records, as many together as make the calls cheap and fill little memory."""
    return iter(lambda: list(islice(records, _TOGETHER)), [])


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


def _quotes(site: Site, passages: Passages) -> Iterator[QuoteData]:
    pages = site.addresses.quote
    for article, found in groupby(site.dossier.quotes, attrgetter("article")):
        text, page, paragraphs = passages.text(article), site.addresses.article[article], site.card(article).paragraphs
        for linked in found:
            quote = linked.quote
            words = " ".join([part.of(text) for part in quote.parts])
            yield QuoteData(
                id=linked.id,
                page=pages.get(linked.id) or f"{page}#q-{linked.id}",
                article=article,
                paragraph=bisect_right(paragraphs, quote.parts[0].start),
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


def _statements(site: Site) -> Iterator[StatementData]:
    for s in site.dossier.statements:
        yield StatementData(s.quotes, s.relation, s.name)


def _events(site: Site, passages: Passages) -> Iterator[EventData]:
    for e in site.dossier.events:
        places = tuple([_place(site, ref) for ref in e.refs])
        yield EventData(e.value, e.first, e.last, e.precision, e.kind, passages.of(e.refs[0]), places, e.parties, e.mod)


def _deadlines(site: Site, passages: Passages) -> Iterator[DeadlineData]:
    for d in site.dossier.deadlines:
        dates = tuple(step.value for step in d.history)
        yield DeadlineData(d.id, dates, d.status, passages.of(d.label), _place(site, d.label), d.parties)


def _figures(site: Site, passages: Passages, figures: Iterable[tuple[Ref, Figure]]) -> Iterator[FigureData]:
    for ref, f in figures:
        yield FigureData(passages.of(ref), f.low, f.high, f.unit, _place(site, ref), f.approx)


def _place(site: Site, ref: Ref) -> Place:
    return Place(ref.article, ref.span.start, ref.span.end, site.paragraph(ref))
