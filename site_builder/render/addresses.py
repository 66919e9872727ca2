"""The dossier into the addresses of its pages: permalinks in the site's language, and where long lists are cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from site_builder.config import Config
from site_builder.model import ArticleId, Card, Dossier, Edtf, EntityId, Event, Permalink, Precision, QuoteId
from site_builder.render.shelves import Shelf, shelve
from site_builder.render.when import interval
from site_builder.render.words import words
from site_builder.slugs import slug, unique

MOST_QUOTE_PAGES = 2000
"""Beyond this many quotes a quote's permanent link is its passage in the article."""

BEFORE, AFTER, UNDATED = "before", "after", "undated"
COARSE: frozenset[Precision] = frozenset({"season", "quarter", "half", "year", "decade", "century"})
"""What is known of a date that names no month."""


class Entry(NamedTuple):
    """One line of the timeline: an event or the publication of an article, by its index in the dossier."""

    kind: Literal["event", "article"]
    number: int
    first: dt.date
    last: dt.date
    coarse: bool = False
    """Whether not even the month is known: a year, a season, a quarter."""

    @property
    def vague(self) -> bool:
        """Whether nothing finer than a month is known."""
        return (self.last - self.first).days >= 27


class Addresses:
    """Where everything is; cheap, without any text, the same in every process."""

    def __init__(self, dossier: Dossier, config: Config) -> None:
        self._says = words(config.language)
        base = self.segment
        self.home = Permalink("")
        self.timeline = Permalink(f"{base('timeline')}/")
        self.articles = Permalink(f"{base('articles')}/")
        self.quotes = Permalink(f"{base('quotes')}/")
        self.parties = Permalink(f"{base('who-is-who')}/")
        self.deadlines = Permalink(f"{base('deadlines')}/")
        self.figures = Permalink(f"{base('figures')}/")
        self.search = Permalink(f"{base('search')}/")
        self.method = Permalink(f"{base('method')}/")
        self.corrections = Permalink(f"{base('corrections')}/")
        self.legal = Permalink(f"{base('legal')}/")
        self.data = Permalink(f"{base('data')}/")
        self.printed = Permalink(f"{base('print')}/")
        self.lost = Permalink("404.html")
        self.article = _article_pages(dossier.articles, self.articles)
        self.entity = _entity_pages(dossier, self.parties)
        self.quote: dict[QuoteId, Permalink] = {}
        if len(dossier.quotes) <= MOST_QUOTE_PAGES:
            self.quote = {quote.id: Permalink(f"{self.quotes}{quote.id}/") for quote in dossier.quotes}
        self.entries = _entries(dossier)
        self.span = _span(dossier.articles)
        self.timeline_shelf: Shelf[Entry] = shelve(self.entries, self._period_of, self.timeline, self.segment)
        newest = tuple(reversed(dossier.articles))
        self.article_shelf: Shelf[Card] = shelve(newest, _month_of, self.articles, self.segment)
        month = {card.id: _month_of(card) for card in dossier.articles}
        self.quote_shelf = shelve(dossier.quotes, lambda quote: month[quote.article], self.quotes, self.segment)

        shown = [card for card in dossier.articles if (card.publish or config.rights.publish) != "metadata"]
        figures = [(card.id, n) for card in shown for n in range(len(dossier.annotations[card.id].figures))]
        self.figure_shelf = shelve(figures, lambda figure: month[figure[0]], self.figures, self.segment)

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """All lists that may be cut."""
        return self.timeline_shelf, self.article_shelf, self.quote_shelf, self.figure_shelf

    def segment(self, name: str) -> str:
        """A URL segment in the site's language; months and ids stay as they are."""
        return self._says.pgettext("url", name)

    def _period_of(self, entry: Entry) -> str:
        """The month an entry is listed under, or its year when no month is known, or 'before' or 'after' the articles."""
        if self.span and entry.last < self.span[0]:
            return BEFORE
        if self.span and entry.first > self.span[1]:
            return AFTER
        start = max(entry.first, self.span[0]) if self.span else entry.first
        return f"{start.year:04}" if entry.coarse else f"{start.year:04}-{start.month:02}"


def _article_pages(cards: Sequence[Card], base: Permalink) -> dict[ArticleId, Permalink]:
    names = unique(slug(f"{card.published or ''} {card.title}", "article") for card in cards)
    return {card.id: Permalink(f"{base}{name}/") for card, name in zip(cards, names, strict=True)}


def _entity_pages(dossier: Dossier, base: Permalink) -> dict[EntityId, Permalink]:
    """A page from two articles on, or when the author declared the party."""
    shown = [e for e in dossier.entities if e.declared or len(e.articles) > 1]
    names = unique(slug(entity.name, "x") for entity in shown)
    return {entity.id: Permalink(f"{base}{name}/") for entity, name in zip(shown, names, strict=True)}


def _span(cards: Sequence[Card]) -> tuple[dt.date, dt.date] | None:
    """From the first day of the first article's month to the last day that the last article can have."""
    known = [found for card in cards if card.published and (found := interval(card.published))]
    if not known:
        return None
    return min(first for first, _, _ in known).replace(day=1), max(last for _, last, _ in known)


def _entries(dossier: Dossier) -> tuple[Entry, ...]:
    """Events and publications by first day, short intervals first, events before publications."""
    lines = [
        Entry("event", index, event.first, event.last, event.precision in COARSE)
        for index, event in enumerate(dossier.events)
    ]
    for index, card in enumerate(dossier.articles):
        known = interval(card.published) if card.published else None
        if known:
            lines.append(Entry("article", index, known[0], known[1], known[2] in COARSE))
    span = _span(dossier.articles)

    def place(entry: Entry) -> tuple[int, int, int, bool, dt.date, int, str, int]:
        # What is over before the first article comes first as a whole, so that each period stands in one piece;
        # in a month, what has no day comes last, and what has no month comes at the end of its year.
        era = 0 if span and entry.last < span[0] else 2 if span and entry.first > span[1] else 1
        start = max(entry.first, span[0]) if span and era == 1 else entry.first
        length = (entry.last - start).days
        month = 13 if entry.coarse and era == 1 else start.month
        return era, start.year, month, entry.vague, start, length, "ea"[entry.kind == "article"], entry.number

    return tuple(sorted(lines, key=place))


def _month_of(card: Card) -> str:
    known = interval(card.published) if card.published else None
    if known is None:
        return UNDATED
    return f"{known[0].year:04}" if known[2] in COARSE else f"{known[0].year:04}-{known[0].month:02}"


def event_anchors(events: Sequence[Event]) -> list[str]:
    """An id for each event that other events do not change: its date, and a counter where a date has several."""
    return unique("e-" + _plain(event.value, event.first) for event in events)


def _plain(value: Edtf, first: dt.date) -> str:
    return value if value.replace("-", "").isalnum() else first.isoformat()
