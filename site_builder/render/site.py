"""The dossier into indexes that every page asks: built once, without any text."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from site_builder.config import Config, Party
from site_builder.contracts import Texts
from site_builder.model import (
    Annotations,
    Article,
    ArticleId,
    Card,
    Dossier,
    Edtf,
    Entity,
    EntityId,
    LinkedQuote,
    Permalink,
    Publish,
    QuoteId,
    Ref,
    Span,
)
from site_builder.render.addresses import Addresses, event_anchors
from site_builder.render.typography import closed, display
from site_builder.render.when import When, published, stretch
from site_builder.render.words import words

RECENT = 256
"""How many articles are kept as read: lists of quotes come back to the same ones."""


class Site:
    """What the views ask of a dossier. `offline`: links name `index.html`, for reading from a folder.

    `full_text`: whether a full-text index lies beside the search page; without it that page looks through a small one.
    """

    def __init__(self, dossier: Dossier, config: Config, texts: Texts, *, offline: bool = False) -> None:
        self.dossier = dossier = _withheld(dossier, config)
        self.config = config
        self.offline = offline
        self.full_text = False
        self.language = config.language
        self.words = words(config.language)
        self.addresses = Addresses(dossier, config)
        self.cards: dict[ArticleId, Card] = {card.id: card for card in dossier.articles}
        self.rank = {card.id: index for index, card in enumerate(dossier.articles)}
        self.entities: dict[EntityId, Entity] = {entity.id: entity for entity in dossier.entities}
        self.quotes: dict[QuoteId, LinkedQuote] = {quote.id: quote for quote in dossier.quotes}
        self.party = _parties(dossier, config)
        self.quotes_in: dict[ArticleId, list[LinkedQuote]] = defaultdict(list)
        self.quotes_by: dict[EntityId, list[LinkedQuote]] = defaultdict(list)
        for quote in dossier.quotes:
            self.quotes_in[quote.article].append(quote)
            if quote.entity:
                self.quotes_by[quote.entity].append(quote)
        self.event_anchor = event_anchors(dossier.events)
        self.event_page = {
            entry.number: sheet.permalink
            for sheet in self.addresses.timeline_shelf.sheets
            for section in sheet.sections
            for entry in section.entries
            if entry.kind == "event"
        }
        self.period_page: dict[str, Permalink] = {}
        for sheet in self.addresses.timeline_shelf.sheets:
            for section in sheet.sections:
                self.period_page.setdefault(section.key, sheet.permalink)
        self.event_of_date = {(ref.article, ref.span): n for n, event in enumerate(dossier.events) for ref in event.dates}
        self.events_with: dict[EntityId, list[int]] = defaultdict(list)
        for number, event in enumerate(dossier.events):
            for entity in event.parties:
                self.events_with[entity].append(number)
        self.sentences = _sentences(dossier)
        self.navigation: dict[tuple[str, str], Any] = {}
        self.lines: dict[str, dict[str, dict[Any, Any]]] = {}
        self._company: dict[ArticleId, frozenset[EntityId]] = {}
        self._texts = texts
        self._recent: dict[ArticleId, Article] = {}

    def __reduce__(self) -> tuple[Callable[..., Site], tuple[object, ...]]:
        # Only what it is made of goes to another machine; the indexes are made there, once.
        rest = msgspec.msgpack.encode(msgspec.structs.replace(self.dossier, annotations={}))
        return _restored, (rest, self.dossier.annotations, self.config, self._texts, (self.offline, self.full_text))

    def article(self, article: ArticleId) -> Article:
        """An article as read."""
        found = self._recent.get(article)
        if found is None:
            if len(self._recent) >= RECENT:
                del self._recent[next(iter(self._recent))]
            found = self._recent[article] = self._texts[article]
        return found

    def words_of(self, ref: Ref) -> str:
        """The words of a passage, as they would be printed; a note instead where the article may only be named."""
        if self.publish(ref.article) == "metadata":
            return self.words.gettext("[text not republished]")
        article = self.article(ref.article)
        return display(closed(ref.span.of(article.text).strip().replace("\n", " ")), article.lang)

    def publish(self, article: ArticleId) -> Publish:
        """What of an article may be shown: its own rule, else the dossier's."""
        return self.cards[article].publish or self.config.rights.publish

    def paragraph(self, ref: Ref) -> int:
        """The number of the paragraph in which a passage begins; 0 before the first."""
        return bisect.bisect_right(self.cards[ref.article].paragraphs, ref.span.start)

    def foreign(self, language: str) -> str | None:
        """A language where it has to be marked because the page has another one."""
        return language if language != self.language else None

    @cached_property
    def name_index(self) -> dict[tuple[ArticleId, int], int]:
        """For where a name begins, its index among the names of its article: the number in its anchor."""
        return {
            (article, name.span.start): index
            for article, names in self.dossier.names.items()
            for index, name in enumerate(names)
        }

    @cached_property
    def as_of(self) -> When | None:
        """The date of the last dated article: what the dossier knows, it knows as of then."""
        dated = [card for card in self.dossier.articles if card.published]
        return published(dated[-1].published, self.language) if dated else None

    @cached_property
    def status(self) -> str:
        """Where the deal stands, in the author's words and with the day on which they are true; '' when nothing is said."""
        status, as_of = self.config.deal.status, self.config.deal.as_of
        if status and as_of:
            inner = status.removesuffix(".")
            status = f"{inner} ({published(Edtf(as_of), self.language).text}){status[len(inner) :]}"
        return display(status, self.language)

    @cached_property
    def period(self) -> str:
        """'août – novembre 2020', from the first article to the last; '' when none is dated."""
        span = self.addresses.span
        return stretch(*span, self.language) if span else ""

    def named_in(self, article: ArticleId) -> frozenset[EntityId]:
        """The entities that an article names."""
        return self._named[article]

    def company_in(self, article: ArticleId) -> frozenset[EntityId]:
        """The entities that an article names and that have a page."""
        found = self._company.get(article)
        if found is None:
            found = self._company[article] = frozenset(filter(self.addresses.entity.__contains__, self._named[article]))
        return found

    @cached_property
    def _named(self) -> dict[ArticleId, frozenset[EntityId]]:
        return {article: frozenset(name.entity for name in names) for article, names in self.dossier.names.items()}


def _restored(
    rest: bytes, annotations: Mapping[ArticleId, Annotations], config: Config, texts: Texts, said: tuple[bool, bool]
) -> Site:
    offline, full_text = said
    dossier = msgspec.structs.replace(msgspec.msgpack.decode(rest, type=Dossier), annotations=annotations)
    site = Site(dossier, config, texts, offline=offline)
    site.full_text = full_text
    return site


def _withheld(dossier: Dossier, config: Config) -> Dossier:
    """The dossier without the words by which articles that may only be named call a speaker who is no entity."""
    closed = {card.id for card in dossier.articles if (card.publish or config.rights.publish) == "metadata"}
    if not closed:
        return dossier
    mute = {quote.id for quote in dossier.quotes if quote.article in closed and quote.entity is None}
    return msgspec.structs.replace(
        dossier,
        quotes=tuple(msgspec.structs.replace(q, name=None) if q.id in mute else q for q in dossier.quotes),
        statements=tuple(
            msgspec.structs.replace(s, name=None) if s.entity is None and mute.intersection(s.quotes) else s
            for s in dossier.statements
        ),
    )


def _parties(dossier: Dossier, config: Config) -> dict[EntityId, Party]:
    """What the author says of the entities that `dossier.toml` names."""
    by_name = {party.name: party for party in config.parties}
    return {entity.id: by_name[entity.name] for entity in dossier.entities if entity.name in by_name}


def _sentences(dossier: Dossier) -> dict[ArticleId, dict[int, Span]]:
    """The passages that the timeline points at: in each article, by where they start, the longest that starts there."""
    found: dict[ArticleId, dict[int, Span]] = defaultdict(dict)

    def keep(ref: Ref | None) -> None:
        if ref is not None:
            known = found[ref.article].get(ref.span.start)
            if known is None or known.end < ref.span.end:
                found[ref.article][ref.span.start] = ref.span

    for event in dossier.events:
        for ref in event.refs:
            keep(ref)
    for deadline in dossier.deadlines:
        keep(deadline.label)
        keep(deadline.status_ref)
        for step in deadline.history:
            for ref in step.refs:
                keep(ref)
    return dict(found)
