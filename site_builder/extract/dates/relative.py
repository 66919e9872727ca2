"""Senses of dates that are counted from another: yesterday, last week, two months ago, Tuesday."""

from __future__ import annotations

from msgspec.structs import replace

from site_builder.extract.dates import counting, days
from site_builder.extract.dates.counting import When
from site_builder.extract.dates.fields import (
    Context,
    Fields,
    base_of,
    direction_of,
    inner_of,
    int_of,
    text_of,
)


def shift(fields: Fields, context: Context) -> When:
    """The unit that lies some units away: yesterday, last week, two months ago, three days later."""
    base, anchor = base_of(fields, context)
    if base is None:
        return When(None)
    turn = int_of(fields, "turn", 1) if "count" in fields else 1
    unit = text_of(fields, "unit") or "day"
    if unit == "weekend" and fields.get("turn") == 0 and anchor == "article":
        return weekend(fields, context)
    steps = [(unit, turn * int_of(fields, "count", int_of(fields, "turn", int_of(fields, "offset"))))]
    if "unit2" in fields:
        unit = text_of(fields, "unit2")
        steps.append((unit, turn * int_of(fields, "count2")))
    found = counting.shifted(base, anchor, unit, steps)
    return replace(found, approx=found.approx or "about" in fields)


def weekend(fields: Fields, context: Context) -> When:
    """The weekend without a word that tells which: the one that the tense asks for."""
    base = context.article
    if base is None:
        return When(None)
    if base.first != base.last:
        return counting.from_base(base, "article", base, approx=True)
    options = [days.weekend(days.plus(base.first, 7 * weeks)) for weeks in (-1, 0, 1)]
    return counting.nearest(options, base, "article", direction_of(fields, context))


def window(fields: Fields, context: Context) -> When:
    """The last two weeks, the next three years."""
    base, anchor = base_of(fields, context)
    if base is None:
        return When(None)
    return counting.window(base, anchor, text_of(fields, "unit"), int_of(fields, "count", 1), int_of(fields, "turn"))


def weekday(fields: Fields, context: Context) -> When:
    """Tuesday, last Tuesday, Tuesday week (`more` days on), Tuesday of next week (`by_week`)."""
    base = context.article
    if base is None:
        return When(None)
    number, turn = int_of(fields, "weekday"), int_of(fields, "turn")
    if "more" in fields:
        found = counting.weekday(base, "article", number, 1)
        if found.days is None or found.approx:
            return counting.shifted(base, "article", "day", [("day", int_of(fields, "more"))])
        return replace(found, days=days.whole(days.plus(found.days.first, int_of(fields, "more")), "day"))
    if turn and "by_week" in fields:
        return _in_week(counting.shifted(base, "article", "week", [("week", turn)]), number)
    return counting.weekday(base, "article", number, direction_of(fields, context), strictly=bool(turn))


def _in_week(week: When, number: int) -> When:
    if week.days is None or week.approx:
        return week
    monday = days.week(week.days.first).first
    return replace(week, days=days.whole(days.plus(monday, number - 1), "day"))


def weekday_in(fields: Fields, context: Context) -> When:
    """Tuesday of next week."""
    return _in_week(inner_of(fields, "period", context), int_of(fields, "weekday"))


def beside(fields: Fields, context: Context) -> When:
    """Two weeks after 15 September, the day before Christmas."""
    inner = inner_of(fields, "period", context)
    if inner.days is None:
        return inner
    step = text_of(fields, "unit")
    unit = "day" if step == "week" else step  # two weeks after a day is a day, two months after it about then
    found = counting.shifted(inner.days, inner.anchor, unit, [(step, int_of(fields, "turn") * int_of(fields, "count", 1))])
    return replace(found, approx=found.approx or inner.approx, counted_from=days.edtf(inner.days))
