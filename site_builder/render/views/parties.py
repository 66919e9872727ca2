"""People, organisations and places into their pages: roles, other names, mentions, statements, company."""

from __future__ import annotations

import heapq
from collections import Counter

from site_builder.model import ArticleId, Card, Entity, EntityId, Kind, Record, Ref
from site_builder.render import structured
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.shelves import LONGEST
from site_builder.render.svg import arcs, mentions
from site_builder.render.ties import ties
from site_builder.render.typography import display
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import ArticleLine, QuoteLine, article_line, party_link, quote_line, role
from site_builder.render.views.timeline import EventLine, event_line
from site_builder.render.words import grouped

MOST_BARS = 40
MOST_EVENTS = 40
MOST_COMPANY = 12
MOST_PAIRS = 24
MOST_NAMED = 600
MOST_LISTED = 160
"""How many quotes and articles a party's page lists, the latest ones."""
MOST_AT_LENGTH = 30
"""How many parties of a kind are told with their counts; the others by name."""


class PartyLine(Record, frozen=True):
    """A party in a list. `counts`: articles and quotes, in words."""

    name: str
    href: str
    role: str
    description: str
    counts: str
    declared: bool


class Company(Record, frozen=True):
    """A party by name, and in how many articles (of one party, or at all)."""

    party: Link
    count: str


class PartyGroup(Record, frozen=True):
    """Parties of one kind: those that most articles name, and briefly the `rest`; `more` are not listed."""

    id: str
    title: str
    parties: tuple[PartyLine, ...]
    more: int
    rest: tuple[Company, ...] = ()


class Pair(Record, frozen=True):
    """Two parties that are named together, and in how many articles."""

    first: Link
    second: Link
    count: str


class PartiesView(Record, frozen=True):
    """The index of parties: those the author declared first, then by kind.

    `picture` (inline SVG, ready to show) ties `row`, the names beside it from top to bottom; `pairs` is the same as a table.
    """

    frame: Frame
    heading: str
    lead: str
    groups: tuple[PartyGroup, ...]
    picture: str = ""
    row: tuple[Link, ...] = ()
    pairs: tuple[Pair, ...] = ()


class Mentioned(Record, frozen=True):
    """An article that names the party: how often, and the way to the first time."""

    article: ArticleLine
    href: str
    count: str


class PartyView(Record, frozen=True):
    """`kind` and `why` (how its names were joined) in words; `picture` inline SVG, ready to show."""

    frame: Frame
    name: str
    kind: str
    role: str
    description: str
    aliases: tuple[str, ...]
    picture: str
    summary: str
    quotes: tuple[QuoteLine, ...]
    more_quotes: int
    events: tuple[EventLine, ...]
    more_events: int
    company: tuple[Company, ...]
    articles: tuple[Mentioned, ...]
    more_articles: int
    all_quotes: str
    all_articles: str


def index_view(here: Here, spec: PageSpec) -> PartiesView:
    """All parties that have a page, and in a small dossier the others too."""
    site, says = here.site, here.site.words
    shown = [e for e in site.dossier.entities if e.id in site.addresses.entity or len(site.dossier.entities) <= LONGEST]
    titles = (
        ("declared", says.gettext("In the deal")), ("person", says.gettext("People")),
        ("organisation", says.gettext("Organisations")), ("place", says.gettext("Places")),
    )  # fmt: skip
    groups = []
    for key, title in titles:
        members = [e for e in shown if (e.declared if key == "declared" else e.kind == key and not e.declared)]
        if key != "declared":
            members.sort(key=lambda e: (-len(e.articles), -len(e.mentions), e.name))
        if members:
            first = len(members) if key == "declared" or len(members) <= MOST_AT_LENGTH + 6 else MOST_AT_LENGTH
            lines = tuple(party_line(here, entity) for entity in members[:first])
            rest = tuple(_briefly(here, entity) for entity in members[first:MOST_NAMED])
            groups.append(PartyGroup(key, title, lines, max(0, len(members) - MOST_NAMED), rest))
    heading = says.gettext("Who is who")
    left = len(site.dossier.entities) - len(shown)
    lead = says.count("%(num)s name in this dossier.", "%(num)s names in this dossier.", len(site.dossier.entities))
    if left:
        lead += " " + says.count("%(num)s of them, named in one article only, has no page.",
                                 "%(num)s of them, named in one article only, have no page.", left)  # fmt: skip
    found = ties(site)
    pairs = tuple(
        Pair(party_link(here, tie.first), party_link(here, tie.second), grouped(tie.articles, site.language))
        for tie in found.ties[:MOST_PAIRS]
    )
    return PartiesView(
        frame(here, spec, heading, lead), heading, lead, tuple(groups),
        arcs(here, found) if found.ties else "", tuple(party_link(here, name) for name in found.names), pairs,
    )  # fmt: skip


def _briefly(here: Here, entity: Entity) -> Company:
    line = party_line(here, entity)
    return Company(Link(line.name, line.href), str(len(entity.articles)))


def party_line(here: Here, entity: Entity) -> PartyLine:
    """A party in a list; one without a page leads to its first mention."""
    site, says = here.site, here.site.words
    link = party_link(here, entity.id)
    href = link.href
    if not href and entity.mentions:
        first = entity.mentions[0]
        href = _passage(here, first)
    counts = [says.count("%(num)s article", "%(num)s articles", len(entity.articles))]
    if quotes := site.quotes_by.get(entity.id):
        counts.append(says.count("%(num)s quote", "%(num)s quotes", len(quotes)))
    description = entity.description or (site.party[entity.id].description if entity.id in site.party else "")
    return PartyLine(
        link.text, href, role(here, entity.id), display(description, site.language), " · ".join(counts), entity.declared
    )


def view(here: Here, spec: PageSpec) -> PartyView:
    """The page of the entity that `spec.key` names."""
    site, says = here.site, here.site.words
    entity = site.entities[EntityId(spec.key)]
    name = display(entity.name, site.language)
    line = party_line(here, entity)
    first: dict[ArticleId, Ref] = {}
    for ref in entity.mentions:
        first.setdefault(ref.article, ref)
    counts = Counter(ref.article for ref in entity.mentions)
    cards = [site.cards[article] for article in sorted(counts, key=site.rank.__getitem__)]
    quotes = site.quotes_by.get(entity.id, [])
    events = site.events_with.get(entity.id, [])
    per_article = [(card, counts[card.id]) for card in cards]
    busiest = sorted(sorted(per_article, key=lambda pair: -pair[1])[:MOST_BARS], key=lambda pair: site.rank[pair[0].id])
    summary = line.counts
    return PartyView(
        frame=frame(
            here, spec, name, f"{name}. {line.role or kind_in_words(here, entity.kind)}. {summary}.",
            (Link(says.gettext("Who is who"), here.to(site.addresses.parties)),),
            og_type="profile", about=[structured.party(site, entity)],
        ),
        name=name,
        kind=kind_in_words(here, entity.kind),
        role=line.role,
        description=line.description,
        aliases=tuple(display(alias, site.language) for alias in entity.aliases if alias != entity.name),
        picture=mentions(here, busiest, name) if len(busiest) > 1 else "",
        summary=summary,
        quotes=tuple(quote_line(here, quote) for quote in quotes[-MOST_LISTED:]),
        more_quotes=max(0, len(quotes) - MOST_LISTED),
        events=tuple(event_line(here, number) for number in events[:MOST_EVENTS]),
        more_events=max(0, len(events) - MOST_EVENTS),
        company=_company(here, entity),
        articles=tuple(_mentioned(here, first[card.id], card, n) for card, n in reversed(per_article[-MOST_LISTED:])),
        more_articles=max(0, len(per_article) - MOST_LISTED),
        all_quotes=here.to(site.addresses.quotes),
        all_articles=here.to(site.addresses.articles),
    )  # fmt: skip


def kind_in_words(here: Here, kind: Kind) -> str:
    """'Person', 'Organisation', 'Place'."""
    says = here.site.words
    return {"person": says.gettext("Person"), "organisation": says.gettext("Organisation"), "place": says.gettext("Place")}[
        kind
    ]


def _mentioned(here: Here, first: Ref, card: Card, number: int) -> Mentioned:
    count = here.site.words.count("%(num)s mention", "%(num)s mentions", number)
    return Mentioned(article_line(here, card), _passage(here, first), count)


def _passage(here: Here, ref: Ref) -> str:
    """The way to a mention, or to its article where that is not shown whole."""
    site = here.site
    number = site.name_number(ref)
    shown = number is not None and site.publish(ref.article) == "full"
    return here.to(site.addresses.article[ref.article], f"n-{number}" if shown else "")


def _company(here: Here, entity: Entity) -> tuple[Company, ...]:
    """Who is named in most of the same articles."""
    site, says = here.site, here.site.words
    shared: Counter[EntityId] = Counter()
    for article in entity.articles[:LONGEST]:
        shared.update(site.company_in(article))
    del shared[entity.id]
    best = heapq.nsmallest(MOST_COMPANY, shared.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Company(party_link(here, other), says.count("%(num)s article", "%(num)s articles", number)) for other, number in best
    )
