"""The whole period into one picture: articles, events and deadlines on a scale of days, or bars where there are many."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from typing import NamedTuple

from site_builder.model import Card, Deadline, Event
from site_builder.render.annotate import escape
from site_builder.render.here import Here
from site_builder.render.svg import band, link, rect, text
from site_builder.render.when import interval, month, month_name, told

FINE_MONTHS = 8
"""Up to this many months each article and event has its own mark; beyond, a bar for each month or year."""
FINE_ENTRIES = 150
AHEAD = 92
"""How many days after the last article the picture goes on, for deadlines that are open."""
MOST_LANES = 4
MOST_BARS = 48
MOST_VALUES = 24


class Scale(NamedTuple):
    """Days from `first` to `last` on a width of 100 per cent."""

    first: dt.date
    last: dt.date

    def start(self, date: dt.date) -> float:
        """Where a day begins."""
        return round((max(date, self.first) - self.first).days / self.days * 100, 2)

    def end(self, date: dt.date) -> float:
        """Where a day ends."""
        return round(((min(date, self.last) - self.first).days + 1) / self.days * 100, 2)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class Slot(NamedTuple):
    """One bar: a month or a year."""

    name: str
    label: str
    href: str
    articles: int
    events: int


def overview(here: Here) -> str:
    """The whole period: a mark for each article and event, or bars when there are too many; '' without dates."""
    span = here.site.addresses.span
    if span is None:
        return ""
    months = _months(*span)
    return _marks(here, months) if fine(here) else _bars(here, months)


def fine(here: Here) -> bool:
    """Whether the overview draws each article and event, and not bars."""
    span = here.site.addresses.span
    return span is not None and len(_months(*span)) <= FINE_MONTHS and len(here.site.addresses.entries) <= FINE_ENTRIES


def _months(first: dt.date, last: dt.date) -> list[tuple[int, int]]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [((first.year * 12 + first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(count)]


def _marks(here: Here, months: list[tuple[int, int]]) -> str:
    """The months with their counts, then a row each for articles, events and deadlines."""
    says = here.site.words
    months = _months(dt.date(*months[0], 1), _horizon(here, dt.date(*months[-1], 1)))
    scale = Scale(dt.date(*months[0], 1), dt.date(*months[-1], calendar.monthrange(*months[-1])[1]))
    counts = _counts(here)
    lanes = _lanes(here, scale)
    height = 176 + (30 + 20 * len(lanes) if lanes else 0)
    out = [_after(here, scale, height)]
    out += [_month_head(here, scale, year, number, counts, height=height) for year, number in months]
    out.append('<line class="v-axis" x1="0" x2="100%" y1="46" y2="46"/>')
    out.append(f'<text class="v-row" x="6" y="63">{escape(says.gettext("Articles"))}</text>')
    out.extend(_article_mark(here, scale, card) for card in here.site.dossier.articles)
    out.append('<line class="v-thin" x1="0" x2="100%" y1="112" y2="112"/>')
    out.append(f'<text class="v-row" x="6" y="129">{escape(says.gettext("Events"))}</text>')
    stacked: Counter[int] = Counter()
    bands: set[tuple[dt.date, dt.date]] = set()
    for number, event in enumerate(here.site.dossier.events):
        inside = event.last >= scale.first and event.first <= scale.last
        # One band for each stretch of time: the list tells how many events lie in it.
        vague = event.precision != "day" or event.mod not in (None, "on_or_before")
        if inside and not (lanes and event.kind == "deadline") and not (vague and (event.first, event.last) in bands):
            out.append(_event_mark(here, scale, number, event, stacked))
            if vague:
                bands.add((event.first, event.last))
    if lanes:
        out.append('<line class="v-thin" x1="0" x2="100%" y1="176" y2="176"/>')
        out.append(f'<text class="v-row v-red" x="6" y="193">{escape(says.gettext("Deadlines"))}</text>')
        out += [f'<svg y="{210 + 20 * row}" overflow="visible">{"".join(lane)}</svg>' for row, lane in enumerate(lanes)]
    out.append(f'<line class="v-axis" x1="0" x2="100%" y1="{height}" y2="{height}"/>')
    return _figure(here, "".join(out), height)


def _horizon(here: Here, last: dt.date) -> dt.date:
    """The last day drawn: that of the last open deadline, at most three months after the articles."""
    days = [d.history[-1].last for d in here.site.dossier.deadlines if d.status == "open"]
    limit = last + dt.timedelta(days=AHEAD)
    return max([last, *(day for day in days if day <= limit)])


def _after(here: Here, scale: Scale, height: int) -> str:
    """A tint over the days after the last article."""
    span = here.site.addresses.span
    if span is None or span[1] >= scale.last:
        return ""
    left = scale.end(span[1])
    return rect("v-after", f"{left}%", 46, f"{round(100 - left, 2)}%", height - 46)


def _lanes(here: Here, scale: Scale) -> list[list[str]]:
    """Deadlines in as few rows as keep their marks apart: filled is open, hollow was moved or is over, dotted is unknown."""
    lanes: list[list[str]] = []
    ends: list[float] = []
    for deadline in here.site.dossier.deadlines:
        steps = [step for step in deadline.history if step.first <= scale.last and step.last >= scale.first]
        if not steps:
            continue
        places = [round((scale.start(step.first) + scale.end(step.last)) / 2, 2) for step in steps]
        row = next((n for n, end in enumerate(ends) if end + 3 < min(places)), len(lanes))
        if row == len(lanes):
            if row == MOST_LANES:
                break
            lanes.append([])
            ends.append(0.0)
        ends[row] = max(places)
        lanes[row].append(_deadline_mark(here, deadline, places))
    return lanes


def _deadline_mark(here: Here, deadline: Deadline, places: list[float]) -> str:
    """The dates that a deadline had, in a line; the one in force says how it stands."""
    final = {"open": "v-deadline", "unknown": "v-moved v-unknown"}.get(deadline.status, "v-moved")
    marks = f'<line class="v-move" x1="{places[0]}%" x2="{places[-1]}%" y1="0" y2="0"/>' if len(places) > 1 else ""
    for number, place in enumerate(places):
        style = final if number == len(places) - 1 else "v-moved"
        shape = f'<path class="{style}" d="M0-6 6 0 0 6-6 0z"/>' + rect("v-target", "-12", -10, "24", 20)
        marks += f'<svg x="{place}%" overflow="visible">{shape}</svg>'
    step = deadline.history[-1]
    when = told(step.first, step.last, "day" if step.first == step.last else "range", step.mod, here.site.language)
    label = f"{here.site.words.gettext('Deadline')}{here.site.words.gettext(': ')}{when.text}"
    return link(here.to(here.site.addresses.deadlines, f"dl-{deadline.id}"), label, marks)


def _month_head(
    here: Here, scale: Scale, year: int, number: int, counts: Counter[tuple[str, int, int]], *, height: int
) -> str:
    """The head of a month: its name, what it holds, and the line that goes down from it."""
    language = here.site.language
    first = dt.date(year, number, 1)
    left, right = scale.start(first), scale.end(dt.date(year, number, calendar.monthrange(year, number)[1]))
    articles, events = counts["article", year, number], counts["event", year, number]
    total = _sum(here, articles, events) if articles + events else ""
    names = (
        f'<text class="v-label v-wide" x="6" y="14">{month_name(number, language)}</text>'
        f'<text class="v-label v-narrow" x="6" y="14">{month_name(number, language, short=True)}</text>'
        f'<text class="v-small v-wide" x="6" y="31">{escape(total)}</text>'
    )
    target = rect("v-target", f"{left}%", 0, f"{round(right - left, 2)}%", 46)
    line = f'<line class="v-month" x1="{left}%" x2="{left}%" y1="0" y2="{height}"/>'
    # The link carries the name in full; what is drawn under it is long or short with the width of the screen.
    shown = f'{line}<svg x="{left}%" y="0" overflow="visible" aria-hidden="true">{names}</svg>'
    if not total:
        return shown
    label = f"{month(year, number, language)}{here.site.words.gettext(': ')}{total}"
    return shown + link(here.to_period(f"{year:04}-{number:02}"), label, target)


def _article_mark(here: Here, scale: Scale, card: Card) -> str:
    """A box on the day of publication, or a soft band over the month or year that is all that is known."""
    known = interval(card.published) if card.published else None
    if known is None:
        return ""
    left, right = scale.start(known[0]), scale.end(known[1])
    if known[2] == "day":
        shape = '<rect class="v-article" x="-5" y="-7" width="9" height="13"/>' + rect("v-target", "-12", -20, "24", 44)
        mark = f'<svg x="{round((left + right) / 2, 2)}%" y="84" overflow="visible">{shape}</svg>'
    else:
        mark = band(left + 0.3, right - 0.3, 94, 9) + rect("v-target", f"{left}%", 72, f"{round(right - left, 2)}%", 38)
    return link(here.to(here.site.addresses.article[card.id]), card.title, mark)


def _event_mark(here: Here, scale: Scale, number: int, event: Event, stacked: Counter[int]) -> str:
    """A dot for an event, a lozenge for a deadline, a soft band where the day is not known."""
    site = here.site
    when = told(event.first, event.last, event.precision, event.mod, site.language)
    href = here.to(site.event_page[number], site.event_anchor[number])
    left, right = scale.start(event.first), scale.end(event.last)
    if event.precision != "day" or event.mod not in (None, "on_or_before"):
        return link(href, when.text, band(left, max(right, left + 1), 166, 7))
    middle = round((left + right) / 2, 2)
    y = 141 + 10 * (stacked[int(middle)] % 3)
    stacked[int(middle)] += 1
    if event.kind == "deadline":
        shape = '<path class="v-deadline" d="M0-6 6 0 0 6-6 0z"/>'
    else:
        shape = f'<circle class="v-event{" v-key" if event.key else ""}" r="{4 if event.key else 3}"/>'
    target = rect("v-target", "-6", -6, "12", 12)
    return link(href, when.text, f'<svg x="{middle}%" y="{y}" overflow="visible">{shape}{target}</svg>')


def _bars(here: Here, months: list[tuple[int, int]]) -> str:
    """Articles as bars above the line, events below it; by month, or by year over more than four years."""
    slots = _years(here, months) if len(months) > MOST_BARS else _month_slots(here, months)
    most_articles = max((slot.articles for slot in slots), default=0) or 1
    most_events = max((slot.events for slot in slots), default=0) or 1
    step = 100 / len(slots)
    # On a phone every second label stays, or every third when there are many.
    sparse = 3 if len(slots) > 14 else 2
    out = ['<line class="v-axis" x1="0" x2="100%" y1="104" y2="104"/>']
    for index, slot in enumerate(slots):
        left, width = round(index * step, 3), f"{round(step * 0.76, 3)}%"
        up, down = round(slot.articles / most_articles * 80, 1), round(slot.events / most_events * 52, 1)
        edge = f"{round(left + step * 0.12, 3)}%"
        bars = rect("v-bar", edge, 104 - up, width, up) + rect("v-bar v-bar-events", edge, 104, width, down)
        middle = f"{round(left + step / 2, 3)}%"
        style = "v-small v-wide" if index % sparse else "v-small"
        words = text(style, middle, 190, slot.name, anchor="middle")
        if len(slots) <= MOST_VALUES:
            words += text("v-value v-wide", middle, 99 - up, str(slot.articles), anchor="middle") if up else ""
            words += text("v-small v-wide", middle, 117 + down, str(slot.events), anchor="middle") if down else ""
        if slot.href:
            label = f"{slot.label}{here.site.words.gettext(': ')}{_sum(here, slot.articles, slot.events)}"
            bars = link(slot.href, label, bars + rect("v-target", f"{left}%", 0, f"{round(step, 3)}%", 196))
        # The link carries the name in full; what is drawn beside it depends on the width of the screen.
        out.append(f'<g aria-hidden="true">{words}</g>{bars}')
    return _figure(here, "".join(out), 198)


def _month_slots(here: Here, months: list[tuple[int, int]]) -> list[Slot]:
    counts, language = _counts(here), here.site.language
    slots = []
    for year, number in months:
        articles, events = counts["article", year, number], counts["event", year, number]
        href = here.to_period(f"{year:04}-{number:02}") if articles + events else ""
        name = month_name(number, language, short=True)
        slots.append(Slot(name, month(year, number, language), href, articles, events))
    return slots


def _years(here: Here, months: list[tuple[int, int]]) -> list[Slot]:
    """One bar a year, leading to its first month that has anything."""
    slots = []
    by_month = _month_slots(here, months)
    for year in range(months[0][0], months[-1][0] + 1):
        inside = [slot for (y, _), slot in zip(months, by_month, strict=True) if y == year]
        href = next((slot.href for slot in inside if slot.href), "")
        articles, events = sum(slot.articles for slot in inside), sum(slot.events for slot in inside)
        slots.append(Slot(str(year), str(year), href, articles, events))
    return slots


def _counts(here: Here) -> Counter[tuple[str, int, int]]:
    """Articles and events by month."""
    counts: Counter[tuple[str, int, int]] = Counter()
    for section in here.site.addresses.timeline_shelf.sections:
        year, _, number = section.key.partition("-")
        if number:
            for entry in section.entries:
                counts[entry.kind, int(year), int(number)] += 1
    return counts


def _sum(here: Here, articles: int, events: int) -> str:
    says = here.site.words
    parts = (
        says.count("%(num)s article", "%(num)s articles", articles) if articles else "",
        says.count("%(num)s event", "%(num)s events", events) if events else "",
    )
    return ", ".join(part for part in parts if part) or says.gettext("nothing")


def _figure(here: Here, body: str, height: int) -> str:
    says = here.site.words
    title, desc = escape(says.gettext("The whole period at a glance")), escape(says.gettext("The list below says the same."))
    return (
        f'<svg class="overview" role="group" aria-labelledby="ov-t ov-d" width="100%" height="{height}">'
        f'<title id="ov-t">{title}</title><desc id="ov-d">{desc}</desc>'
        '<defs><linearGradient id="soft"><stop offset="0" class="v-g0"/><stop offset=".18" class="v-g1"/>'
        '<stop offset=".82" class="v-g1"/><stop offset="1" class="v-g0"/></linearGradient></defs>'
        f"{body}</svg>"
    )
