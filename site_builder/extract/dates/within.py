"""Senses of dates that are a part of a period: its end, its first Tuesday, the rest of it."""

from __future__ import annotations

from msgspec.structs import replace

from site_builder.extract.dates import counting, days
from site_builder.extract.dates.counting import When
from site_builder.extract.dates.days import Days
from site_builder.extract.dates.fields import (
    Context,
    Fields,
    base_of,
    inner_of,
    int_of,
    mapped,
    text_of,
)
from site_builder.model import Part


def week_of(fields: Fields, context: Context) -> When:
    """The week of 6 October."""
    return mapped(inner_of(fields, "period", context), lambda found: days.week(found.first))


def part(fields: Fields, context: Context) -> When:
    """The end of March, early next week, mid-2020: the period itself, and which part of it."""
    if "period" in fields:
        found = inner_of(fields, "period", context)
    else:
        base, anchor = base_of(fields, context)
        if base is None:
            return When(None)
        found = counting.shifted(base, anchor, text_of(fields, "unit"), [("day", 0)])
    name = text_of(fields, "part")
    known: dict[str, Part] = {"start": "start", "mid": "mid", "end": "end"}
    return replace(found, part=known[name])


def nth(fields: Fields, context: Context) -> When:
    """The first Tuesday of September, the last week of 2020, the last day of October."""
    found = inner_of(fields, "period", context)
    if found.approx:
        return found
    number, unit, weekday_ = int_of(fields, "ordinal"), text_of(fields, "unit"), int_of(fields, "weekday")
    return mapped(found, lambda of: days.nth(of, number, unit, weekday_))


def nth_run(fields: Fields, context: Context) -> When:
    """The first three months of 2020, of the year."""
    count, unit, ordinal = int_of(fields, "count"), text_of(fields, "unit"), int_of(fields, "ordinal")

    def run(of: Days) -> Days:
        ends = (1, count) if ordinal > 0 else (-count, -1)
        return days.span(days.nth(of, ends[0], unit).first, days.nth(of, ends[1], unit).last)

    if "whole" not in fields:
        return mapped(inner_of(fields, "period", context), run)
    if context.article is None:
        return When(None)
    this = counting.shifted(context.article, "article", text_of(fields, "whole"), [("day", 0)])
    return this if this.approx else mapped(this, run)


def rest_of(fields: Fields, context: Context) -> When:
    """The rest of the year: from the article's date to the period's end."""
    found = inner_of(fields, "period", context) if "period" in fields else part({**fields, "part": "end"}, context)
    if found.days is None or context.article is None:
        return found
    start = max(context.article.first, found.days.first)
    return replace(found, part=None, days=days.span(start, max(start, found.days.last)))
