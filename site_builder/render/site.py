"""The dossier into indexes that every page asks: built once, without any text."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

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
    Event,
    Kind,
    LinkedName,
    LinkedQuote,
    Permalink,
    Publish,
    QuoteId,
    Record,
    Ref,
    Related,
    Span,
    Statement,
)
from site_builder.render.addresses import Addresses, event_anchors
from site_builder.render.notes import Notes, Noting, Read
from site_builder.render.shelves import Sheet, Shelf
from site_builder.render.typography import closed, display
from site_builder.render.when import When, published, stretch
from site_builder.render.words import words

RECENT = 256
"""How many articles are kept as read: lists of quotes come back to the same ones."""
BUSIEST = 12
"""By so many parties the events of a page can be chosen."""
T = TypeVar("T")
Lines = dict[str, dict[Any, tuple[Any, Read]]]
"""Lines of lists by kind and key, each with the facts that were read for it."""


class Called(Record, frozen=True):
    """What an entity is called, without where: what others show of it."""

    id: EntityId
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    role: str
    description: str
    declared: bool

    @classmethod
    def of(cls, entity: Entity) -> Called:
        return cls(entity.id, entity.kind, entity.name, entity.aliases, entity.role, entity.description, entity.declared)


class Site:
    """What the views ask of a dossier. `offline`: links name `index.html`, for reading from a folder.

    `full_text`: whether a full-text index lies beside the search page; without it that page looks through a small one.
    """

    def __init__(self, dossier: Dossier, config: Config, texts: Texts, *, offline: bool = False) -> None:
        self._dossier = dossier = _withheld(dossier, config)
        self.config = config
        self.offline = offline
        self.full_text = False
        self.language = config.language
        self.words = words(config.language)
        self.addresses = at = Addresses(dossier, config)
        self.rank = {card.id: index for index, card in enumerate(dossier.articles)}
        self._pages = at.entity
        self.notes = notes = Notes(_keys(dossier, at))
        self._note_article, self._note_card, self._note_cast = map(notes.noting, ("article", "card", "cast"))
        self._note_ties, self._note_event, self._note_sheet = map(notes.noting, ("ties", "event", "sheet"))
        at.article, at.entity = Noting(at.article, notes, "card"), Noting(at.entity, notes, "name")
        self.cards = Noting({card.id: _as_listed(card) for card in dossier.articles}, notes, "card")
        """Articles as lists show them, without what follows from their texts."""
        self.called = Noting({entity.id: Called.of(entity) for entity in dossier.entities}, notes, "name")
        self.entities = Noting({entity.id: entity for entity in dossier.entities}, notes, "party")
        self._quotes = {quote.id: quote for quote in dossier.quotes}
        self.party = _parties(dossier, config)
        quotes_in: dict[ArticleId, list[LinkedQuote]] = {}
        quotes_by: dict[EntityId, list[LinkedQuote]] = {}
        for quote in dossier.quotes:
            quotes_in.setdefault(quote.article, []).append(quote)
            if quote.entity:
                quotes_by.setdefault(quote.entity, []).append(quote)
        self.quotes_in = Noting(quotes_in, notes, "article")
        self.quotes_by = Noting(quotes_by, notes, "party")
        self.event_anchor = event_anchors(dossier.events)
        timeline = at.timeline_shelf
        entries = ((entry, sheet) for sheet in timeline.sheets for section in sheet.sections for entry in section.entries)
        pages = {entry.number: sheet.permalink for entry, sheet in entries if entry.kind == "event"}
        self.event_page = Noting(pages, notes, "event")
        self.period_page: dict[str, Permalink] = {}
        for sheet in timeline.sheets:
            for section in sheet.sections:
                self.period_page.setdefault(section.key, sheet.permalink)
        events_at: dict[ArticleId, dict[Span, int]] = {}
        events_with: dict[EntityId, list[int]] = {}
        for number, event in enumerate(dossier.events):
            for ref in event.dates:
                events_at.setdefault(ref.article, {})[ref.span] = number
            for entity in event.parties:
                events_with.setdefault(entity, []).append(number)
        able = self._pages.keys() & events_with
        self.busiest = sorted(able, key=lambda party: (-len(events_with[party]), party))[:BUSIEST]
        """The parties that most events name."""
        self.events_at = Noting(events_at, notes, "ties")
        self.events_with = Noting(events_with, notes, "party")
        self.sentences = Noting(_sentences(dossier), notes, "ties")
        self.rooms = frozenset(name for name, there in (
            ("deadlines", dossier.deadlines), ("figures", at.figure_shelf.sections), ("corrections", dossier.corrections),
        ) if there)  # fmt: skip
        self.navigation: dict[tuple[str, str], Any] = {}
        self.lines: dict[str, Lines] = {}
        self._company: dict[ArticleId, frozenset[EntityId]] = {}
        self._texts = texts
        self._recent: dict[ArticleId, Article] = {}

    def __reduce__(self) -> tuple[Callable[..., Site], tuple[object, ...]]:
        # Only what it is made of goes to another machine; the indexes are made there, once.
        rest = msgspec.msgpack.encode(msgspec.structs.replace(self._dossier, annotations={}))
        return _restored, (rest, self._dossier.annotations, self.config, self._texts, (self.offline, self.full_text))

    @property
    def dossier(self) -> Dossier:
        """Everything. A page that asks for it is made of everything: what is asked of one article or party stands below."""
        self.notes.whole = True
        return self._dossier

    def card(self, article: ArticleId) -> Card:
        """An article without its text, but with all that follows from it."""
        self._note_article(article)
        return self._dossier.articles[self.rank[article]]

    def counts_in(self, article: ArticleId) -> tuple[int, int]:
        """How many quotes and how many dates an article has."""
        self._note_card(article)
        return len(dict.get(self.quotes_in, article, ())), len(self._dossier.annotations[article].dates)

    def found_in(self, article: ArticleId) -> Annotations:
        """What was found in an article."""
        self._note_article(article)
        return self._dossier.annotations[article]

    def names_in(self, article: ArticleId) -> tuple[LinkedName, ...]:
        """Who and what an article names, in the order of its text."""
        self._note_cast(article)
        return self._dossier.names.get(article, ())

    def related_to(self, article: ArticleId) -> tuple[Related, ...]:
        """The articles that belong to an article, the nearest first."""
        self._note_ties(article)
        return self._dossier.related.get(article, ())

    def beside(self, article: ArticleId) -> tuple[Card | None, Card | None]:
        """The articles before and after one, in order of publication."""
        self._note_ties(article)
        cards, place = self._dossier.articles, self.rank[article]
        return cards[place - 1] if place else None, cards[place + 1] if place + 1 < len(cards) else None

    def card_at(self, rank: int) -> Card:
        """The article of a rank, such as an entry of a list gives."""
        return self.cards[self._dossier.articles[rank].id]

    def event(self, number: int) -> Event:
        """An event by its index."""
        self._note_event(number)
        return self._dossier.events[number]

    def quote(self, quote: QuoteId) -> LinkedQuote:
        """A quote by its id."""
        found = self._quotes[quote]
        self._note_article(found.article)
        return found

    def statement_of(self, quote: LinkedQuote) -> Statement | None:
        """The statement that a quote reports, where other articles report it too."""
        self._note_article(quote.article)
        return None if quote.statement is None else self._dossier.statements[quote.statement]

    def sheet(self, shelf: Shelf[T], number: int) -> Sheet[T]:
        """A page of a long list. The first one of a list that is cut tells of all the others."""
        found = shelf.sheets[number]
        self._note_sheet(found.permalink)
        self.notes.whole |= shelf.split and not number
        return found

    def article(self, article: ArticleId) -> Article:
        """An article as read."""
        self._note_article(article)
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
        return bisect.bisect_right(self.card(ref.article).paragraphs, ref.span.start)

    def foreign(self, language: str) -> str | None:
        """A language where it has to be marked because the page has another one."""
        return language if language != self.language else None

    def name_number(self, ref: Ref) -> int | None:
        """The index of a mention among the names of its article: the number in its anchor."""
        names = self.names_in(ref.article)
        at = bisect.bisect_left(names, ref.span.start, key=_start)
        return at if at < len(names) and names[at].span.start == ref.span.start else None

    @cached_property
    def as_of(self) -> When | None:
        """The date of the last dated article: what the dossier knows, it knows as of then."""
        dated = [card for card in self._dossier.articles if card.published]
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
        return frozenset(name.entity for name in self.names_in(article))

    def company_in(self, article: ArticleId) -> frozenset[EntityId]:
        """The entities that an article names and that have a page."""
        self._note_cast(article)
        found = self._company.get(article)
        if found is None:
            found = self._company[article] = frozenset(filter(self._pages.__contains__, self.named_in(article)))
        return found


def _start(name: LinkedName) -> int:
    return name.span.start


def _keys(dossier: Dossier, at: Addresses) -> dict[str, Sequence[Any]]:
    """What the facts of each domain are known by."""
    articles, entities = [card.id for card in dossier.articles], [entity.id for entity in dossier.entities]
    sheets = [sheet.permalink for shelf in at.shelves for sheet in shelf.sheets]
    return {
        "article": articles, "card": articles, "cast": articles, "ties": articles, "name": entities, "party": entities,
        "event": range(len(dossier.events)), "sheet": sheets,
    }  # fmt: skip


def _as_listed(card: Card) -> Card:
    return msgspec.structs.replace(card, paragraphs=(), sha256="", words=0)


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
