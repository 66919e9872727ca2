"""The dossier into its front page: what the deal is, where it stands, what is open, who is in it, what happened last."""

from __future__ import annotations

import datetime as dt

from site_builder.model import Deadline, LinkedQuote, Record
from site_builder.render import structured
from site_builder.render.addresses import COARSE
from site_builder.render.here import Here
from site_builder.render.overview import fine, overview
from site_builder.render.pages import PageSpec
from site_builder.render.typography import display
from site_builder.render.views.deadlines import DeadlineLine, deadline_line
from site_builder.render.views.frame import Frame, frame
from site_builder.render.views.parties import PartyLine, party_line
from site_builder.render.views.passages import (
    PLAIN,
    ArticleLine,
    QuoteLine,
    article_line,
    opening_of,
    quote_line,
    shortened,
)
from site_builder.render.views.timeline import EventLine, event_line

MOST_OPEN = 4
MOST_EVENTS = 9
MOST_LAST = 3
MOST_LAST_BESIDE = 6
"""The same where what is open fills the column beside it."""
SHORTEST_FACT = 40
MOST_PARTIES = 9
MOST_ARTICLES = 9
MOST_CLOSED = 2
MOST_PLANNED = 2
LONGEST_EVENT = 220
LONGEST_DUE = 200
LONGEST_LARGE = 260
FAR = 731
"""A deadline more than this many days after the last article is no news: nearer ones are told first."""


class HomeView(Record, frozen=True):
    """`sentence` and `status` are the author's own words, shown as such; without them the newest article leads (`newest`).

    `closed`: where no deadline is open, the last ones that were, and what became of them. `planned`: what was to happen and
    of which no article says that it did.
    """

    frame: Frame
    sentence: str
    status: str
    counts: str
    open: tuple[DeadlineLine, ...]
    unknown: tuple[DeadlineLine, ...]
    picture: str
    fine: bool
    last: tuple[EventLine, ...]
    events: tuple[EventLine, ...]
    parties: tuple[PartyLine, ...]
    quotes: tuple[QuoteLine, ...]
    articles: tuple[ArticleLine, ...]
    more_articles: int
    timeline: str
    all_articles: str
    all_quotes: str
    all_parties: str
    all_deadlines: str
    deadlines: int
    undated: int
    closed: tuple[DeadlineLine, ...] = ()
    newest: ArticleLine | None = None
    opening: str = ""
    planned: tuple[EventLine, ...] = ()


def view(here: Here, spec: PageSpec) -> HomeView:
    """The front page."""
    site, says, dossier = here.site, here.site.words, here.site.dossier
    config = site.config
    title = display(config.title, site.language)
    sentence = display(config.deal.sentence or config.description, site.language)
    counts = " · ".join((
        says.count("%(num)s article", "%(num)s articles", len(dossier.articles)),
        says.count("%(num)s quote", "%(num)s quotes", len(dossier.quotes)),
        says.count("%(num)s dated event", "%(num)s dated events", len(dossier.events)),
    ))  # fmt: skip
    about_it = shortened(display(config.description, site.language) or sentence or counts, 200)
    newest = tuple(card for card in reversed(dossier.articles) if card.published) or dossier.articles
    opened, planned = _open(here), _planned(here)
    unknown = [deadline for deadline in dossier.deadlines if deadline.status == "unknown"]
    at = site.addresses
    return HomeView(
        frame=frame(here, spec, title, about_it, about=[structured.dossier(site, about_it)]),
        sentence=sentence,
        status=site.status,
        counts=counts,
        open=tuple(deadline_line(here, deadline, LONGEST_DUE) for deadline in opened),
        unknown=tuple(deadline_line(here, deadline, LONGEST_DUE) for deadline in unknown[:MOST_OPEN]),
        picture=overview(here),
        fine=fine(here),
        last=tuple(event_line(here, n, most=LONGEST_EVENT) for n in _last_events(here, len(opened) + len(planned))),
        events=tuple(
            event_line(here, number, brief=_one_year(here), most=LONGEST_EVENT) for number in _key_events(here)
        ),
        parties=_parties(here),
        quotes=_quotes(here),
        articles=tuple(article_line(here, card) for card in newest[:MOST_ARTICLES]),
        more_articles=max(0, len(newest) - MOST_ARTICLES),
        timeline=here.to(at.timeline),
        all_articles=here.to(at.articles),
        all_quotes=here.to(at.quotes),
        all_parties=here.to(at.parties),
        all_deadlines=here.to(at.deadlines),
        deadlines=len(dossier.deadlines),
        undated=sum(card.published is None for card in dossier.articles),
        closed=() if unknown else tuple(deadline_line(here, deadline, LONGEST_DUE) for deadline in _closed(here)),
        planned=tuple(event_line(here, number, most=LONGEST_DUE) for number in planned),
        newest=article_line(here, newest[0]) if newest and not sentence else None,
        opening=opening_of(here, newest[0]) if newest and not sentence else "",
    )  # fmt: skip


def _one_year(here: Here) -> bool:
    """Whether the masthead gives the year of all that the front page tells."""
    span = here.site.addresses.span
    return span is not None and span[0].year == span[1].year


def _open(here: Here) -> list[Deadline]:
    """The open deadlines that a reader should know, in order of time: near ones before far ones, days before months."""
    span = here.site.addresses.span

    def weight(deadline: Deadline) -> tuple[bool, int, dt.date]:
        step = deadline.history[-1]
        far = span is not None and (step.last - span[1]).days > FAR
        length = (step.last - step.first).days
        return far, 0 if length < 1 else 1 if length < 32 else 2, step.last

    chosen = sorted((d for d in here.site.dossier.deadlines if d.status == "open"), key=weight)[:MOST_OPEN]
    return sorted(chosen, key=lambda deadline: deadline.history[-1].last)


def _closed(here: Here) -> list[Deadline]:
    """The deadlines that came last, where none is open."""
    deadlines = here.site.dossier.deadlines
    if any(deadline.status == "open" for deadline in deadlines):
        return []
    return sorted(deadlines, key=lambda deadline: deadline.history[-1].last, reverse=True)[:MOST_CLOSED]


def _planned(here: Here) -> list[int]:
    """What was to happen no earlier than the last article, the nearest first; a year is too vague to wait for."""
    site = here.site
    span = site.addresses.span
    ahead = [
        (event.last, number)
        for number, event in enumerate(site.dossier.events)
        if event.kind == "planned" and event.precision not in COARSE and span and event.last >= span[1]
        if (event.last - span[1]).days <= FAR and event.mod not in ("since", "after")
    ]
    return [number for _, number in sorted(ahead)[:MOST_PLANNED]]


def _last_events(here: Here, beside: int) -> list[int]:
    """What happened last, the newest first: events of a certain day; where there are none, the last of uncertain date.

    `beside`: how much is told in the column beside it.
    """
    site = here.site
    span = site.addresses.span
    sure: list[tuple[dt.date, int]] = []
    vague: list[tuple[dt.date, int]] = []
    for number, event in enumerate(site.dossier.events):
        # A dateline is a dated sentence too, but tells nothing.
        short = event.refs[0].span.end - event.refs[0].span.start < SHORTEST_FACT
        if event.kind == "event" and span and event.last <= span[1] and not short:
            certain = event.precision == "day" and event.mod is None
            (sure if certain else vague).append((event.last, number))
    # In a small dossier the key events come right below and tell the others.
    enough = max(MOST_LAST, min(beside, MOST_LAST_BESIDE))
    most = enough if len(sure) + len(vague) > MOST_EVENTS else 1
    return [number for _, number in sorted(sure or vague, reverse=True)[:most]]


def _key_events(here: Here) -> list[int]:
    """The events that matter: marked as such, then those that most articles tell; in order of time, inside the period.

    What only looks back is told where there is nothing else.
    """
    site = here.site
    span = site.addresses.span
    only_background = all(event.kind == "background" for event in site.dossier.events)
    ranked = sorted(
        (
            (
                not event.key,
                -len({ref.article for ref in event.refs}),
                event.precision != "day",
                number,
            )
            for number, event in enumerate(site.dossier.events)
            if span is None or (event.last >= span[0] and event.first <= span[1]) or event.kind == "deadline"
            if event.kind != "background" or only_background
        ),
    )[:MOST_EVENTS]
    return sorted(item[-1] for item in ranked)


def _parties(here: Here) -> tuple[PartyLine, ...]:
    """The declared parties in the author's order, then the most named; beside declared ones, none of a single article."""
    site = here.site
    order = {party.name: number for number, party in enumerate(site.config.parties)}
    entities = sorted(
        (entity for entity in site.dossier.entities if entity.declared or entity.kind != "place"),
        key=lambda e: (not e.declared, order.get(e.name, len(order)), -len(e.articles), -len(e.mentions), e.name),
    )
    if any(entity.declared for entity in entities):
        entities = [entity for entity in entities if entity.declared or len(entity.articles) > 1]
    return tuple(party_line(here, entity) for entity in entities[:MOST_PARTIES])


def _quotes(here: Here) -> tuple[QuoteLine, ...]:
    """Three quotes worth a large type: direct and certain, of declared parties first, of three speakers if there are.

    Those in the site's language, and whose speaker the text names, come before the others.
    """
    site = here.site
    ranked: list[tuple[tuple[bool | int, ...], LinkedQuote]] = []
    for number, quote in enumerate(site.dossier.quotes):
        told_quote = quote.quote
        length = sum(part.end - part.start for part in told_quote.parts)
        if told_quote.kind == "direct" and told_quote.certain and quote.name and 50 <= length <= 400:
            declared = quote.entity is not None and site.entities[quote.entity].declared
            foreign = site.cards[quote.article].lang != site.language
            deduced = told_quote.why not in PLAIN
            rank = (
                foreign,
                not declared,
                length > LONGEST_LARGE,
                deduced,
                quote.statement is None,
                abs(length - 130),
                number,
            )
            ranked.append((rank, quote))
    ranked.sort(key=lambda item: item[0])
    chosen: list[LinkedQuote] = []
    for wanted_new in (True, False):
        for _, quote in ranked:
            if len(chosen) < 3 and quote not in chosen and not (wanted_new and quote.name in {q.name for q in chosen}):
                chosen.append(quote)
    return tuple(quote_line(here, quote) for quote in chosen)
