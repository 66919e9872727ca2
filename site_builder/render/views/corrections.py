"""What the author corrected into a public page: each with what was found, what is right, why, and on which day."""

from __future__ import annotations

from site_builder.model import Change, Corrected, Mod, Record, Ref, Span
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.typography import display
from site_builder.render.views.frame import Frame, frame
from site_builder.render.views.passages import Source, shortened, source
from site_builder.render.when import interval, published, told

_QUOTED = ("words", "label", "added")
_WORDS = (*_QUOTED, "speaker", "entity", "dropped")
"""Changes whose values are words of the article."""


class ChangeLine(Record, frozen=True):
    """One thing that was changed; `before` and `after` are '' where there was, or is, nothing to show."""

    what: str
    before: str
    after: str


class CorrectionLine(Record, frozen=True):
    """A correction: what it is about, its words and where they stand, what changed, the reason and the day."""

    id: str
    title: str
    words: str
    lang: str | None
    source: Source | None
    changes: tuple[ChangeLine, ...]
    reason: str
    day: str


class CorrectionsView(Record, frozen=True):
    """The log of corrections, in the order of `corrections.toml`'s tables."""

    frame: Frame
    heading: str
    lead: str
    corrections: tuple[CorrectionLine, ...]


def view(here: Here, spec: PageSpec) -> CorrectionsView:
    """The page of corrections."""
    site, says = here.site, here.site.words
    heading = says.gettext("Corrections")
    found = site.dossier.corrections
    lead = says.count(
        "%(num)s correction by the author. No article was changed: what the rules found is set right here.",
        "%(num)s corrections by the author. No article was changed: what the rules found is set right here.",
        len(found),
    )
    lines = tuple(_line(here, number, one) for number, one in enumerate(found, 1))
    return CorrectionsView(frame(here, spec, heading, lead), heading, lead, lines)


def _line(here: Here, number: int, one: Corrected) -> CorrectionLine:
    site, says = here.site, here.site.words
    titles = {
        "quote": says.gettext("Quote"), "date": says.gettext("Date"), "name": says.gettext("Name"),
        "entity": says.gettext("Name in the whole dossier"), "statement": says.gettext("Statement in several articles"),
        "event": says.gettext("Event"), "deadline": says.gettext("Deadline"), "title": says.gettext("Title of an article"),
    }  # fmt: skip
    words, lang, place = display(one.name, site.language), None, None
    if one.ref is not None:
        words = shortened(site.words_of(one.ref))
        lang = site.foreign(site.cards[one.ref.article].lang)
        place = source(here, one.ref, _anchor(here, one.ref))
    elif one.article is not None:
        place = source(here, Ref(one.article, Span(0, 0)), "content")
    return CorrectionLine(
        id=f"c-{number}",
        title=titles[one.table],
        words=words,
        lang=lang,
        source=place,
        changes=tuple(_change(here, one, change) for change in one.changes),
        reason=display(one.reason, site.language),
        day=published(one.day, site.language).text if one.day else "",
    )


def _change(here: Here, one: Corrected, change: Change) -> ChangeLine:
    says = here.site.words
    fields = {
        "speaker": says.gettext("Speaker"), "kind": says.gettext("Kind"), "words": says.gettext("Words"),
        "value": says.gettext("Date"), "entity": says.gettext("Name"), "same_as": says.gettext("The same as"),
        "apart_from": says.gettext("Not the same as"), "label": says.gettext("Label"), "status": says.gettext("Status"),
        "title": says.gettext("Title"), "added": says.gettext("Added"), "dropped": says.gettext("Removed"),
    }  # fmt: skip
    before, after = (_value(here, one, value) for value in (change.before, change.after))
    if one.ref is not None and here.site.publish(one.ref.article) == "metadata":
        # What was found is the article's words; what the author puts in their place is the author's.
        before = "" if change.field in _WORDS else before
        after = "" if change.field in _QUOTED else after
        if not before and not after:
            return ChangeLine(fields[change.field], "", here.site.words_of(one.ref))
    if change.field == "speaker":
        nobody = says.gettext("speaker not named")
        before, after = before or ("" if change.before else nobody), after or nobody
    if before and before == after:
        before, after = "", says.gettext("%(value)s, confirmed") % {"value": after}
    return ChangeLine(fields[change.field], before, after)


def _value(here: Here, one: Corrected, value: str) -> str:
    """A value as the site words it: kinds, statuses and dates by their meaning, names as they are."""
    site, says = here.site, here.site.words
    known = {
        "direct": says.gettext("in quotation marks"), "fragment": says.gettext("a few words in quotation marks"),
        "indirect": says.gettext("reported speech, not word for word"), "person": says.gettext("person"),
        "organisation": says.gettext("organisation"), "place": says.gettext("place"), "event": says.gettext("event"),
        "planned": says.gettext("planned"), "deadline": says.gettext("deadline"), "background": says.gettext("background"),
        "open": says.gettext("open"), "met": says.gettext("met"), "passed": says.gettext("passed"),
        "extended": says.gettext("extended"), "void": says.gettext("void"), "unknown": says.gettext("outcome unknown"),
    }  # fmt: skip
    if one.table in ("date", "event", "deadline") and (dated := _date(here, value)):
        return dated
    return known.get(value) or display(value, site.language)


def _date(here: Here, value: str) -> str:
    """'on_or_before 2020-09-15' in words; '' for what is no date."""
    mods: dict[str, Mod] = {
        "on_or_before": "on_or_before", "before": "before", "after": "after", "since": "since", "approx": "approx",
    }  # fmt: skip
    mod, _, day = value.rpartition(" ")
    known = interval(day) if day else None
    return told(*known, mods.get(mod), here.site.language).text if known else ""


def _anchor(here: Here, ref: Ref) -> str:
    """The paragraph of a passage: what was corrected may be gone, the words are not."""
    number = here.site.paragraph(ref)
    return f"p-{number}" if number else "content"
