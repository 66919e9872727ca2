"""Events and publications into the pages of the timeline: the picture, the periods, and one line for each."""

from __future__ import annotations

import msgspec

from site_builder.model import Event, Record, Span
from site_builder.render import structured
from site_builder.render.addresses import AFTER, BEFORE, Entry
from site_builder.render.here import Here
from site_builder.render.overview import fine, overview
from site_builder.render.pages import PageSpec
from site_builder.render.shelves import Section, Sheet
from site_builder.render.site import Site
from site_builder.render.typography import display
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import LONG_LABEL, ArticleLine, Source, article_line, label, source
from site_builder.render.when import When, month_name, told

MOST_SOURCES = 12
MOST_EVENTS = 30
MOST_JUMPS = 20


class EventLine(Record, frozen=True):
    """One event: its day, the sentence that says so in its own words, and where that is written.

    `kind`: event, planned, deadline or background. `told`: its kind in words. `parties`: slugs for the filter.
    """

    id: str
    kind: str
    told: str
    when: When
    day: str
    text: str
    lang: str | None
    sources: tuple[Source, ...]
    more: int
    parties: str
    key: bool


class Line(Record, frozen=True):
    """A line of the timeline: an event, or an article that appeared."""

    event: EventLine | None
    article: ArticleLine | None
    day: str
    parties: str


class Period(Record, frozen=True):
    """A month, or what lies before or after the articles. `vague`: lines without a day. No lines: it has its own page.

    `group`: its year, '' before and after.
    """

    id: str
    title: str
    year: str
    href: str
    count: str
    lines: tuple[Line, ...]
    vague: tuple[Line, ...]
    group: str = ""


class TimelineView(Record, frozen=True):
    """`picture`: inline SVG, ready to show. `jumps`: to every period. `filters`: parties that events name.

    `alone`: the page shows one period, whose title is its heading.
    """

    frame: Frame
    heading: str
    lead: str
    picture: str
    fine: bool
    jumps: tuple[Period, ...]
    periods: tuple[Period, ...]
    filters: tuple[tuple[str, str], ...]
    previous: Link | None
    next: Link | None
    split: bool
    alone: bool = False


def view(here: Here, spec: PageSpec) -> TimelineView:
    """The timeline, or one month of it: `spec.key` is the number of the sheet."""
    site, says = here.site, here.site.words
    shelf = site.addresses.timeline_shelf
    number = int(spec.key)
    sheet = site.sheet(shelf, number)
    root = number == 0
    heading = says.gettext("Timeline")
    crumbs: tuple[Link, ...] = ()
    if not root:
        crumbs = (Link(heading, here.to(site.addresses.timeline)),)
        heading = period_title(site, sheet.sections[0].key)
        if sheet.parts > 1:
            heading += f" ({sheet.part}/{sheet.parts})"
    lead = _lead(site) if root else ""
    # Only the first page tells how much is in each month: the others stay as they are when another month grows.
    jumps = tuple(_period(here, section, empty=True, counted=root) for section in shelf.sections)
    periods = tuple(_period(here, section) for section in sheet.sections)
    return TimelineView(
        frame=frame(here, spec, heading, lead or heading, crumbs, about=_events(site, sheet)),
        heading=heading,
        lead=lead,
        picture=overview(here) if root else "",
        fine=fine(here),
        jumps=jumps if root else _near(jumps, sheet.sections[0].key),
        periods=periods,
        filters=_filters(site) if not (root and shelf.split) else (),
        previous=_step(here, number - 1) if number > 1 else None,
        next=_step(here, number + 1) if 0 < number < len(shelf.sheets) - 1 else None,
        split=shelf.split,
        alone=not root,
    )


def _near(jumps: tuple[Period, ...], key: str) -> tuple[Period, ...]:
    """The way to the other periods; in a dossier of years to those of this year, and to the beginning of each other one."""
    if len(jumps) <= MOST_JUMPS:
        return jumps
    chosen: list[Period] = []
    for jump in jumps:
        if jump.group in ("", key[:4]):
            chosen.append(jump)
        elif jump.group != jump.title and (not chosen or chosen[-1].title != jump.group):
            chosen.append(msgspec.structs.replace(jump, title=jump.group, year=""))
    return tuple(chosen)


def _events(site: Site, sheet: Sheet[Entry]) -> list[structured.Thing]:
    """The key events of a page, for machines."""
    numbers = [e.number for section in sheet.sections for e in section.entries if e.kind == "event"]
    events = [event for event in map(site.event, numbers) if event.key][:MOST_EVENTS]
    return [structured.event(event, label(site, event.refs[0], 120, _date_of(event, 0))) for event in events]


def event_line(here: Here, number: int, *, brief: bool = False, most: int = LONG_LABEL) -> EventLine:
    """One event of the dossier, by its index; `brief` under a heading that gives the year; `most` characters long."""
    return here.line("event", (number, brief, most), lambda: _event_line(here, number, brief=brief, most=most))


def _event_line(here: Here, number: int, *, brief: bool, most: int) -> EventLine:
    site = here.site
    event = site.event(number)
    # Where several articles say it, the reader's own language speaks.
    said = next((n for n, ref in enumerate(event.refs) if site.cards[ref.article].lang == site.language), 0)
    ref = event.refs[said]
    sources = tuple(source(here, ref) for ref in event.refs[:MOST_SOURCES])
    when = told(event.first, event.last, event.precision, event.mod, site.language)
    return EventLine(
        id=site.event_anchor[number],
        kind=event.kind,
        told=_told(site, event),
        when=when,
        day=when.brief if brief else when.text,
        text=label(site, ref, most, _date_of(event, said)),
        lang=site.foreign(site.cards[ref.article].lang),
        sources=sources,
        more=len(event.refs) - len(sources),
        parties=_slugs(site, event),
        key=event.key or len({ref.article for ref in event.refs}) > 1,
    )


def _date_of(event: Event, number: int) -> Span | None:
    """The date expression in one of an event's sentences; an event that the author added may have none."""
    return event.dates[number].span if number < len(event.dates) else None


def period_title(site: Site, key: str) -> str:
    """'Septembre 2020', '2020 mois inconnu', 'Avant', 'Après'."""
    if key == BEFORE:
        return site.words.gettext("Before")
    if key == AFTER:
        return site.words.gettext("After")
    year, _, number = key.partition("-")
    if not number:
        return f"{year} {site.words.gettext('month unknown')}"
    name = f"{month_name(int(number), site.language)} {year}"
    return name[:1].upper() + name[1:]


def _period(here: Here, section: Section[Entry], *, empty: bool = False, counted: bool = True) -> Period:
    site = here.site
    title, _, year = period_title(site, section.key).partition(" ")
    # Before and after the articles, and where no month is known, nothing gives the year but the line itself.
    month = "-" in section.key
    clear = () if empty else tuple(_line(here, e, month=month) for e in section.entries if not (month and e.vague))
    vague = () if empty else tuple(_line(here, e, month=month) for e in section.entries if month and e.vague)
    count = _count(site, section.entries) if counted else ""
    group = section.key[:4] if section.key not in (BEFORE, AFTER) else ""
    return Period(f"m-{section.key}", title, year, here.to_period(section.key), count, clear, vague, group)


def _count(site: Site, entries: tuple[Entry, ...]) -> str:
    events = sum(entry.kind == "event" for entry in entries)
    articles = len(entries) - events
    parts = []
    if events:
        parts.append(site.words.count("%(num)s event", "%(num)s events", events))
    if articles:
        parts.append(site.words.count("%(num)s article", "%(num)s articles", articles))
    return " · ".join(parts)


def _line(here: Here, entry: Entry, *, month: bool) -> Line:
    site = here.site
    if entry.kind == "event":
        event = event_line(here, entry.number, brief=month)
        return Line(event, None, event.day, event.parties)
    item = article_line(here, site.card_at(entry.number))
    return Line(None, item, item.when.brief if month else item.when.text, "")


def _told(site: Site, event: Event) -> str:
    says = site.words
    if event.kind == "deadline":
        return says.gettext("Deadline")
    if event.kind == "planned":
        return says.gettext("Planned, when last told of")
    if event.kind == "background":
        return says.gettext("Background")
    return ""


def _slugs(site: Site, event: Event) -> str:
    pages = site.addresses.entity
    return " ".join(pages[party].rstrip("/").rsplit("/", 1)[-1] for party in event.parties if party in pages)


def _filters(site: Site) -> tuple[tuple[str, str], ...]:
    """The parties that most events name: (slug, name)."""
    pages = site.addresses.entity
    return tuple(
        (pages[entity].rstrip("/").rsplit("/", 1)[-1], display(site.called[entity].name, site.language))
        for entity in site.busiest
    )  # fmt: skip


def _lead(site: Site) -> str:
    says, dossier = site.words, site.dossier
    events = says.count("%(num)s dated event", "%(num)s dated events", len(dossier.events))
    articles = says.count("%(num)s article", "%(num)s articles", len(dossier.articles))
    return says.gettext("%(events)s, %(articles)s. A date that the text leaves vague stays vague.") % {
        "events": events, "articles": articles,
    }  # fmt: skip


def _step(here: Here, number: int) -> Link:
    sheet = here.site.addresses.timeline_shelf.sheets[number]
    title = period_title(here.site, sheet.sections[0].key)
    return Link(title + (f" ({sheet.part}/{sheet.parts})" if sheet.parts > 1 else ""), here.to(sheet.permalink))
