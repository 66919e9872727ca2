"""The dossier into its front page: what the deal is, where it stands, what is open, who is in it, what happened last."""

from __future__ import annotations

from site_builder.model import LinkedQuote, Record
from site_builder.render import structured
from site_builder.render.here import Here
from site_builder.render.overview import fine, overview
from site_builder.render.pages import PageSpec
from site_builder.render.typography import display
from site_builder.render.views.deadlines import DeadlineLine, deadline_line
from site_builder.render.views.frame import Frame, frame
from site_builder.render.views.parties import PartyLine, party_line
from site_builder.render.views.passages import (
    ArticleLine,
    QuoteLine,
    article_line,
    quote_line,
    shortened,
)
from site_builder.render.views.timeline import EventLine, event_line

MOST_OPEN = 4
MOST_EVENTS = 9
MOST_LAST = 3
SHORTEST_FACT = 40
MOST_PARTIES = 9
MOST_ARTICLES = 9


class HomeView(Record, frozen=True):
    """`sentence` and `status` are the author's own words, shown as such."""

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
    newest = tuple(reversed(dossier.articles))
    at = site.addresses
    return HomeView(
        frame=frame(here, spec, title, about_it, about=[structured.dossier(site, about_it)]),
        sentence=sentence,
        status=display(config.deal.status, site.language),
        counts=counts,
        open=tuple(deadline_line(here, deadline) for deadline in dossier.deadlines if deadline.status == "open")[:MOST_OPEN],
        unknown=tuple(deadline_line(here, d) for d in dossier.deadlines if d.status == "unknown")[:MOST_OPEN],
        picture=overview(here),
        fine=fine(here),
        last=tuple(event_line(here, number) for number in _last_events(here)),
        events=tuple(event_line(here, number, brief=_one_year(here)) for number in _key_events(here)),
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
    )


def _one_year(here: Here) -> bool:
    """Whether the masthead gives the year of all that the front page tells."""
    span = here.site.addresses.span
    return span is not None and span[0].year == span[1].year


def _last_events(here: Here) -> list[int]:
    """What happened last: certain days no later than the last article, the newest first."""
    site = here.site
    span = site.addresses.span
    past = [
        (event.last, number)
        for number, event in enumerate(site.dossier.events)
        if event.kind == "event" and event.precision == "day" and event.mod is None and span and event.last <= span[1]
        # A dateline is a dated sentence too, but tells nothing.
        if event.refs[0].span.end - event.refs[0].span.start >= SHORTEST_FACT
    ]
    return [number for _, number in sorted(past, reverse=True)[:MOST_LAST]]


def _key_events(here: Here) -> list[int]:
    """The events that matter: marked as such, then those that most articles tell; in order of time, inside the period."""
    site = here.site
    span = site.addresses.span
    ranked = sorted(
        (
            (
                not event.key,
                event.kind == "background",
                -len({ref.article for ref in event.refs}),
                event.precision != "day",
                number,
            )
            for number, event in enumerate(site.dossier.events)
            if span is None or (event.last >= span[0] and event.first <= span[1]) or event.kind == "deadline"
        ),
    )[:MOST_EVENTS]
    return sorted(item[-1] for item in ranked)


def _parties(here: Here) -> tuple[PartyLine, ...]:
    """The declared parties in the author's order, then the most named."""
    site = here.site
    order = {party.name: number for number, party in enumerate(site.config.parties)}
    entities = sorted(
        (entity for entity in site.dossier.entities if entity.declared or entity.kind != "place"),
        key=lambda e: (not e.declared, order.get(e.name, len(order)), -len(e.articles), -len(e.mentions), e.name),
    )
    return tuple(party_line(here, entity) for entity in entities[:MOST_PARTIES])


def _quotes(here: Here) -> tuple[QuoteLine, ...]:
    """Three quotes worth a large type: direct and certain, of declared parties first, of three speakers if there are."""
    site = here.site
    ranked: list[tuple[tuple[bool, bool, int, int], LinkedQuote]] = []
    for number, quote in enumerate(site.dossier.quotes):
        told_quote = quote.quote
        length = sum(part.end - part.start for part in told_quote.parts)
        if told_quote.kind == "direct" and told_quote.certain and quote.name and 50 <= length <= 400:
            declared = quote.entity is not None and site.entities[quote.entity].declared
            ranked.append(((not declared, quote.statement is None, abs(length - 130), number), quote))
    ranked.sort(key=lambda item: item[0])
    chosen: list[LinkedQuote] = []
    for wanted_new in (True, False):
        for _, quote in ranked:
            if len(chosen) < 3 and quote not in chosen and not (wanted_new and quote.name in {q.name for q in chosen}):
                chosen.append(quote)
    return tuple(quote_line(here, quote) for quote in chosen)
