"""Deadlines into their page: the date in force, what is due, how it moved, and what is known of its outcome."""

from __future__ import annotations

from site_builder.model import AUTHOR, Deadline, DeadlineStatus, DeadlineStep, Precision, Record, Span
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.site import Site
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import LONG_LABEL, Source, label, party_link, source
from site_builder.render.when import When, interval, month_name, told

MOST_SOURCES = 8
MOST_PARTIES = 4
MOST_AT_LENGTH = 30
MOST_BRIEF = 120
LONGEST_BRIEF = 160
ORDER: tuple[DeadlineStatus, ...] = ("open", "unknown", "extended", "met", "passed", "void")


class DateBlock(Record, frozen=True):
    """A day as a calendar leaf: the number large, the month below; for what has no day, a word large."""

    large: str
    small: str
    fuzzy: bool = False


class Step(Record, frozen=True):
    """A date that the deadline had. `old`: it was moved since."""

    when: When
    old: bool
    sources: tuple[Source, ...]
    more: int


class DeadlineLine(Record, frozen=True):
    """A deadline. `status` and `why` in words; `nuance`: its date in words where that is vaguer than a day."""

    id: str
    leaf: DateBlock
    when: When
    text: str
    lang: str | None
    parties: tuple[Link, ...]
    set_by: Link | None
    status: str
    kind: DeadlineStatus
    why: str
    nuance: str
    moved: str
    href: str
    steps: tuple[Step, ...]
    outcome: Source | None
    outcome_text: str


class BriefDeadline(Record, frozen=True):
    """A deadline in one line of a long list."""

    id: str
    when: When
    text: str
    lang: str | None
    source: Source


class DeadlineGroup(Record, frozen=True):
    """The deadlines of one status: the first ones at length, the `rest` in a line each; `more` are in the data only."""

    id: DeadlineStatus
    title: str
    deadlines: tuple[DeadlineLine, ...]
    rest: tuple[BriefDeadline, ...] = ()
    more: int = 0


class DeadlinesView(Record, frozen=True):
    """All deadlines, those that are open first. `calendar`: the address of the .ics file."""

    frame: Frame
    heading: str
    lead: str
    groups: tuple[DeadlineGroup, ...]
    calendar: str
    data: str


def view(here: Here, spec: PageSpec) -> DeadlinesView:
    """The page of deadlines."""
    site, says = here.site, here.site.words
    titles = {
        "open": says.gettext("Open"), "unknown": says.gettext("Outcome unknown"), "extended": says.gettext("Extended"),
        "met": says.gettext("Met"), "passed": says.gettext("Passed"), "void": says.gettext("Void"),
    }  # fmt: skip
    groups = []
    for status in ORDER:
        members = [deadline for deadline in site.dossier.deadlines if deadline.status == status]
        if members:
            first = len(members) if len(members) <= MOST_AT_LENGTH + 4 else MOST_AT_LENGTH
            lines = tuple(deadline_line(here, deadline) for deadline in members[:first])
            rest = tuple(_brief(here, deadline) for deadline in members[first : first + MOST_BRIEF])
            more = len(members) - len(lines) - len(rest)
            groups.append(DeadlineGroup(status, titles[status], lines, rest, more))
    heading = says.gettext("Deadlines")
    count = says.count("%(num)s deadline", "%(num)s deadlines", len(site.dossier.deadlines))
    lead = count
    if site.as_of:
        lead = says.gettext("%(deadlines)s, as the last article knows them: %(date)s.") % {
            "deadlines": count, "date": site.as_of.text,
        }  # fmt: skip
    at = site.addresses
    calendar, data = here.to(f"{at.deadlines}calendar.ics"), here.to(at.data)
    return DeadlinesView(frame(here, spec, heading, lead), heading, lead, tuple(groups), calendar, data)


def deadline_line(here: Here, deadline: Deadline, most: int = LONG_LABEL) -> DeadlineLine:
    """A deadline with its date in force, the sentence that sets it (at most so long), and its history."""
    site, says = here.site, here.site.words
    step = deadline.history[-1]
    moved = len(deadline.history) - 1
    when = _when(here, step)
    date = _date_in(site, deadline)
    states = {
        "open": says.gettext("open"), "met": says.gettext("met"), "passed": says.gettext("passed"),
        "extended": says.gettext("extended"), "void": says.gettext("void"), "unknown": says.gettext("outcome unknown"),
    }  # fmt: skip
    return DeadlineLine(
        id=anchor(deadline),
        leaf=_leaf(here, step),
        when=when,
        text=label(site, deadline.label, most, date),
        lang=site.foreign(site.cards[deadline.label.article].lang),
        parties=tuple(party_link(here, party) for party in deadline.parties[:MOST_PARTIES]),
        set_by=party_link(here, deadline.set_by) if deadline.set_by else None,
        status=states[deadline.status],
        kind=deadline.status,
        why=_why(here, deadline),
        # A deadline is a last day: only what is vaguer than that needs a word.
        nuance="" if step.first == step.last and step.mod in (None, "on_or_before", "before") else when.text,
        moved=says.count("moved once", "moved %(num)s times", moved) if moved else "",
        href=here.to(site.addresses.deadlines, anchor(deadline)),
        steps=tuple(_step(here, old, old is not step) for old in deadline.history),
        outcome=source(here, deadline.status_ref) if deadline.status_ref else None,
        outcome_text=label(site, deadline.status_ref) if deadline.status_ref else "",
    )


def _brief(here: Here, deadline: Deadline) -> BriefDeadline:
    site = here.site
    text = label(site, deadline.label, LONGEST_BRIEF, _date_in(site, deadline))
    lang = site.foreign(site.cards[deadline.label.article].lang)
    when = _when(here, deadline.history[-1])
    return BriefDeadline(anchor(deadline), when, text, lang, source(here, deadline.label))


def _date_in(site: Site, deadline: Deadline) -> Span | None:
    """The words of the date in force in the sentence that is its label, where it stands there."""
    step, ref = deadline.history[-1], deadline.label
    inside = (d for d in site.dossier.annotations[ref.article].dates if ref.span.start <= d.span.start < ref.span.end)
    return next((date.span for date in inside if date.last == step.last), None)


def anchor(deadline: Deadline) -> str:
    """The id of a deadline on its page."""
    return f"dl-{deadline.id}"


def _why(here: Here, deadline: Deadline) -> str:
    """How the status is known, in words; '' for a reason that has none."""
    if deadline.why == AUTHOR:
        return here.site.words.gettext("corrected by the author")
    told_why = here.site.words.pgettext("deadline", deadline.status)
    return told_why if told_why != deadline.status else ""


def _when(here: Here, step: DeadlineStep) -> When:
    return told(step.first, step.last, _precision(step), step.mod, here.site.language)


def _precision(step: DeadlineStep) -> Precision:
    """The calendar unit that a step's interval fills, so that a month is told as a month."""
    if step.first == step.last:
        return "day"
    known = interval(step.value)
    return known[2] if known and (known[0], known[1]) == (step.first, step.last) else "range"


def _leaf(here: Here, step: DeadlineStep) -> DateBlock:
    """'27 / nov. 2020', or 'by / sept. 2021' for what has no day."""
    language, says = here.site.language, here.site.words
    month = f"{month_name(step.last.month, language, short=True)} {step.last.year}"
    if step.first == step.last:
        return DateBlock(str(step.first.day), month)
    word = says.gettext("by") if step.mod in ("on_or_before", "before") else says.gettext("around")
    return DateBlock(word, month, fuzzy=True)


def _step(here: Here, step: DeadlineStep, old: bool) -> Step:
    sources = tuple(source(here, ref) for ref in step.refs[:MOST_SOURCES])
    return Step(_when(here, step), old, sources, len(step.refs) - len(sources))
