"""A date in EDTF into the interval of days that it stands for."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

_PLAIN = re.compile(r"(?P<year>\d{4})(?:-(?P<part>\d\d)(?:-(?P<day>\d\d))?)?")
_WEEK = re.compile(r"(?P<year>\d{4})-W(?P<week>\d\d)")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10}
"""EDTF codes of seasons and quarters to their first month; winter runs into the next year."""


class Interval(NamedTuple):
    """First and last day, both included; the order of intervals is that of a timeline once the longer one is put last."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@lru_cache(maxsize=4096)
def interval(value: str | None) -> Interval | None:
    """The days of '2020-09-15', '2020-09', '2020', '2020-W38', '2020-23', '2020-33' or 'a/b'; None for anything else."""
    if not value:
        return None
    try:
        if "/" in value:
            first, last = (interval(bound) for bound in value.split("/", 1))
            return Interval(first.first, last.last) if first and last and first.first <= last.last else None
        if week := _WEEK.fullmatch(value):
            monday = dt.date.fromisocalendar(int(week["year"]), int(week["week"]), 1)
            return Interval(monday, monday + dt.timedelta(days=6))
        return _plain(value)
    except ValueError:
        return None


def _plain(value: str) -> Interval | None:
    found = _PLAIN.fullmatch(value)
    if not found:
        return None
    year = int(found["year"])
    if found["part"] is None:
        return Interval(dt.date(year, 1, 1), dt.date(year, 12, 31))
    part = int(found["part"])
    if found["day"]:
        day = dt.date(year, part, int(found["day"]))
        return Interval(day, day)
    start = _SEASONS.get(part, part)
    months = 3 if part in _SEASONS else 1
    first, end = dt.date(year, start, 1), start + months - 1
    year, end = year + (end - 1) // 12, (end - 1) % 12 + 1
    return Interval(first, dt.date(year, end, calendar.monthrange(year, end)[1]))
