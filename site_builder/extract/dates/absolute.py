"""Senses of dates that have a place in the calendar: days, months, years, seasons, holidays, and ranges of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from msgspec.structs import replace

from site_builder.extract.dates import counting, days
from site_builder.extract.dates.counting import When
from site_builder.extract.dates.days import Days, NoSuchDayError
from site_builder.extract.dates.fields import (
    Context,
    Fields,
    day_or_month,
    direction_of,
    inner_of,
    int_of,
    mapped,
    text_of,
    valid,
    year_of,
    years_around,
)


def calendar(fields: Fields, context: Context) -> When:
    """15 September 2020, September 2020, 2020; without a year the one that is nearest and fits tense and weekday."""
    year = year_of(fields, context)
    if year is not None:
        return counting.fixed(day_or_month(year, fields) if "month" in fields else days.year(year))
    base = context.article
    if base is None:
        day_or_month(2000, fields)  # 31 February is no date in any year
        return When(None)
    candidates = valid([lambda year=year: day_or_month(year, fields) for year in years_around(base, fields)])  # type: ignore[misc]
    direction, named = direction_of(fields, context), int_of(fields, "weekday")
    return counting.nearest(candidates, base, "article", direction, strictly="turn" in fields, weekday=named)


def day_of_month(fields: Fields, context: Context) -> When:
    """le 15; with `period` the 15th of that month."""
    if "period" in fields:
        month = inner_of(fields, "period", context)
        if month.days is None:
            return month
        at = month.days.first
        return replace(month, days=days.day(at.year, at.month, int_of(fields, "day")))
    base = context.article
    if base is None:
        return When(None)
    if base.precision == "year":
        return counting.from_base(base, "article", base, approx=True)
    weekday = int_of(fields, "weekday")
    reach = 12 if weekday else 1
    at, number = base.first, int_of(fields, "day")
    shifts = range(-reach, reach + 1)
    months = [days.months(at.year, at.month + shift, 1, "month") for shift in shifts]
    candidates = valid([lambda of=of: days.day(of.first.year, of.first.month, number) for of in months])  # type: ignore[misc]
    return counting.nearest(candidates, base, "article", direction_of(fields, context), weekday=weekday, other_weekday=60)


def _holiday(year: int, rule: str) -> Days:
    """`MM-DD`, `easter+N`, or `MM/weekday/n` (the nth, from the end when negative)."""
    if rule.startswith("easter"):
        return days.whole(days.plus(days.easter(year), int(rule[6:] or 0)), "day")
    if "/" in rule:
        month, number, nth = (int(part) for part in rule.split("/"))
        return days.nth(days.month(year, month), nth, weekday=number)
    return days.day(year, int(rule[:2]), int(rule[3:]))


def holiday(fields: Fields, context: Context) -> When:
    """Christmas, Easter Monday 2021, Thanksgiving."""
    rule = text_of(fields, "holiday")
    return _yearly(fields, context, lambda year: _holiday(year, rule))


def season(fields: Fields, context: Context) -> When:
    """Summer 2020, last summer, this summer."""
    code = int_of(fields, "season")
    return _yearly(fields, context, lambda year: days.season(year, code))


def quarter(fields: Fields, context: Context) -> When:
    """The third quarter of 2020; without a year the last one, as results are told, unless a verb looks ahead."""
    number = int_of(fields, "quarter")
    looking_back = replace(context, direction=lambda: context.direction() or -1)
    return _yearly(fields, looking_back, lambda year: days.months(year, 3 * number - 2, 3, "quarter"))


def half(fields: Fields, context: Context) -> When:
    """The first half of 2020."""
    number = int_of(fields, "half")
    looking_back = replace(context, direction=lambda: context.direction() or -1)
    return _yearly(fields, looking_back, lambda year: days.months(year, 6 * number - 5, 6, "half"))


def _yearly(fields: Fields, context: Context, reading: Callable[[int], Days]) -> When:
    """What comes once a year: of the year that is named, else of the one that fits."""
    if "period" in fields:
        return mapped(inner_of(fields, "period", context), lambda found: reading(found.first.year))
    year = year_of(fields, context)
    if year is not None:
        return counting.fixed(reading(year))
    base = context.article
    if base is None:
        return When(None)
    candidates = valid([lambda year=year: reading(year) for year in years_around(base, {})])  # type: ignore[misc]
    return counting.nearest(
        candidates, base, "article", direction_of(fields, context), strictly=bool(int_of(fields, "turn"))
    )


def month_of(fields: Fields, context: Context) -> When:
    """October of next year; with `day` a day of it."""
    return mapped(inner_of(fields, "period", context), lambda found: day_or_month(found.first.year, fields))


def decade(fields: Fields, _: Context) -> When:
    """The sixties, the 1990s, les années 2000."""
    number = int_of(fields, "decade")
    if number >= 100:
        return counting.fixed(days.months(number // 10 * 10, 1, 120, "decade"))
    return counting.fixed(days.months((2000 if number < 20 else 1900) + number // 10 * 10, 1, 120, "decade"))


def century(fields: Fields, _: Context) -> When:
    """The 19th century."""
    return counting.fixed(days.months(100 * int_of(fields, "century") - 100, 1, 1200, "century"))


def between(fields: Fields, context: Context) -> When:
    """13 to 15 July: the first day (or month, or year) takes what it lacks from the last."""
    last = inner_of(fields, "period", context)
    if last.days is None:
        return last
    end = last.days

    def first(of: dt.date) -> Days:
        if "month" in fields:
            return day_or_month(of.year, fields)
        return days.day(of.year, of.month, int_of(fields, "day"))

    start = first(end.first)
    if start.first > end.last:
        start = first(days.move(end.first, "year" if "month" in fields else "month", -1))
    return replace(last, days=Days(start.first, end.last, "range"))


def years_between(fields: Fields, _: Context) -> When:
    """2019-2020, 2019-20."""
    first, last = int_of(fields, "year"), int_of(fields, "last_year")
    furthest = first + (10 if last < 100 else 200)
    last = first // 100 * 100 + last if last < 100 else last
    if not first < last <= furthest:
        raise NoSuchDayError(f"{first}-{last}")
    return counting.fixed(Days(days.year(first).first, days.year(last).last, "range"))


def days_between(fields: Fields, context: Context) -> When:
    """From the 13th to the 18th."""
    last = day_of_month({"day": fields["last_day"]}, context)
    if last.days is None:
        return last
    at = last.days.first
    number = int_of(fields, "day")
    if number > at.day:
        at = days.move(at, "month", -1)
    return replace(last, days=Days(days.day(at.year, at.month, number).first, last.days.last, "range"))


def days_of_month(fields: Fields, context: Context) -> When:
    """July 19 to 23."""
    first = calendar(fields, context)
    if first.days is None:
        return first
    at = first.days.first
    last = days.day(at.year, at.month, int_of(fields, "last_day"))
    if last.first <= at:
        raise NoSuchDayError(f"{at} to {last.first}")
    return replace(first, days=Days(at, last.last, "range"))
