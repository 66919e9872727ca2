"""Calendar arithmetic: years, months, weeks and days into intervals of days, and intervals into EDTF."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from site_builder.model import Edtf, Precision

DAY = dt.timedelta(days=1)
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""EDTF season to the first month of its meteorological quarter; winter runs into the next year."""


class Days(msgspec.Struct, frozen=True, gc=False):
    """A closed interval of days, and the precision in which it is told."""

    first: dt.date
    last: dt.date
    precision: Precision


class NoSuchDayError(ValueError):
    """The calendar has no such day: 31 February, week 54, the year 0."""


def day(year: int, month: int, number: int) -> Days:
    try:
        found = dt.date(year, month, number)
    except ValueError as error:
        raise NoSuchDayError(f"{year}-{month}-{number}") from error
    return Days(found, found, "day")


def months(year: int, month: int, count: int, precision: Precision) -> Days:
    """`count` whole months from the first of `month`, which may lie outside 1 to 12."""
    after = _first_of(year, month + count)
    return Days(_first_of(year, month), after - DAY, precision)


def _first_of(year: int, month: int) -> dt.date:
    try:
        return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    except (ValueError, OverflowError) as error:
        raise NoSuchDayError(f"{year}-{month}") from error


def month(year: int, number: int) -> Days:
    return months(year, number, 1, "month")


def year(number: int) -> Days:
    return months(number, 1, 12, "year")


def week(of: dt.date) -> Days:
    """The ISO week of a day, Monday to Sunday."""
    monday = plus(of, -of.weekday())
    return Days(monday, plus(monday, 6), "week")


def weekend(of: dt.date) -> Days:
    """The Saturday and Sunday of a day's ISO week."""
    monday = plus(of, -of.weekday())
    return Days(plus(monday, 5), plus(monday, 6), "weekend")


def season(number: int, code: int) -> Days:
    """An EDTF season (21 spring to 24 winter) of a year."""
    return months(number, SEASONS[code], 3, "season")


def plus(of: dt.date, days: int) -> dt.date:
    try:
        return of + days * DAY
    except OverflowError as error:
        raise NoSuchDayError(f"{of} {days:+d}") from error


def plus_months(of: dt.date, count: int) -> dt.date:
    """The same day `count` months on; the last of the month where that one is shorter."""
    target = months(of.year, of.month + count, 1, "month")
    return target.first.replace(day=min(of.day, target.last.day))


def easter(number: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = number % 19, number // 100, number % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    number_of_month, day_before = divmod(h + k - 7 * m + 114, 31)
    return dt.date(number, number_of_month, day_before + 1)


def whole(of: dt.date, unit: str) -> Days:
    """The day, week, weekend, month, quarter, half, year, decade or century that holds a day."""
    match unit:
        case "day":
            return Days(of, of, "day")
        case "week":
            return week(of)
        case "weekend":
            return weekend(of)
        case "month":
            return month(of.year, of.month)
        case "quarter":
            return months(of.year, (of.month - 1) // 3 * 3 + 1, 3, "quarter")
        case "half":
            return months(of.year, (of.month - 1) // 6 * 6 + 1, 6, "half")
        case "year":
            return year(of.year)
        case "decade":
            return months(of.year // 10 * 10, 1, 120, "decade")
        case "century":
            return months(of.year // 100 * 100, 1, 1200, "century")
        case _:
            raise ValueError(f"no such unit: {unit}")


UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7}
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def move(of: dt.date, unit: str, count: int) -> dt.date:
    """The day `count` units on."""
    if unit in UNIT_DAYS:
        return plus(of, count * UNIT_DAYS[unit])
    return plus_months(of, count * UNIT_MONTHS[unit])


def span(first: dt.date, last: dt.date) -> Days:
    """An interval that may turn out to be a whole month or year."""
    for unit in ("day", "month", "year"):
        found = whole(first, unit)
        if (found.first, found.last) == (first, last):
            return found
    return Days(first, last, "range")


def around(found: Days) -> Days:
    """The whole months that hold an interval."""
    return span(found.first.replace(day=1), whole(found.last, "month").last)


def nth(of: Days, number: int, unit: str = "", weekday: int = 0) -> Days:
    """The nth day, weekday, week, weekend or month of a period; from its end when negative."""
    if unit == "month":
        count = (of.last.year - of.first.year) * 12 + of.last.month - of.first.month + 1
        return month(of.first.year, of.first.month + (number - 1 if number > 0 else count + number))
    step, gap = 7, 0
    if unit == "day":
        step, start = 1, of.first
    else:
        # A week belongs to the period that holds its Thursday, a weekend to the one that holds its Saturday.
        day_of_week = {"week": 4, "weekend": 6}.get(unit, weekday)
        gap = (day_of_week - of.first.isoweekday()) % 7
        start = plus(of.first, gap)
    count = (of.last - start).days // step + 1
    index = number - 1 if number > 0 else count + number
    if not 0 <= index < count:
        raise NoSuchDayError(f"{number} of {count}")
    return whole(plus(start, step * index), unit or "day")


def edtf(found: Days) -> Edtf:
    """The interval in EDTF; weeks as ISO weeks, quarters and halves with their EDTF codes."""
    first, last, precision = found.first, found.last, found.precision
    at = f"{first.year:04d}"
    match precision:
        case "day":
            return Edtf(first.isoformat())
        case "week":
            of, number, _ = first.isocalendar()
            return Edtf(f"{of:04d}-W{number:02d}")
        case "month":
            return Edtf(f"{at}-{first.month:02d}")
        case "year":
            return Edtf(at)
        case "quarter":
            return Edtf(f"{at}-{32 + (first.month + 2) // 3}")
        case "half":
            return Edtf(f"{at}-{40 + first.month // 7}")
        case "season":
            return Edtf(f"{at}-{20 + first.month // 3}")
        case "decade":
            return Edtf(f"{at[:3]}X")
        case "century":
            return Edtf(f"{at[:2]}XX")
        case _:
            return Edtf(f"{_bound(first, last, first)}/{_bound(first, last, last)}")


def _bound(first: dt.date, last: dt.date, at: dt.date) -> str:
    """One end of a range, no finer than both ends need."""
    if first.day > 1 or last != whole(last, "month").last:
        return at.isoformat()
    if first.month > 1 or last.month < 12:
        return f"{at.year:04d}-{at.month:02d}"
    return f"{at.year:04d}"


_PUBLISHED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?![\d-])")


def parse(published: str | None) -> Days | None:
    """The interval of an article's own date ('2020-09-15', '2020-09', '2020'); None where it is none of these."""
    found = _PUBLISHED.match(published or "")
    if not found:
        return None
    try:
        if found["day"]:
            return day(int(found["year"]), int(found["month"]), int(found["day"]))
        if found["month"] and 1 <= int(found["month"]) <= 12:
            return month(int(found["year"]), int(found["month"]))
        return None if found["month"] else year(int(found["year"]))
    except NoSuchDayError:
        return None
