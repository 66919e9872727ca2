"""Dates and intervals into words that keep their uncertainty: a month stays a month, 'by' stays 'by'."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache

from babel import Locale

from site_builder.model import Edtf, Mod, Precision, Record
from site_builder.render.words import Words, words

_SIMPLE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_SHORT_DAY = {"fr": "{day} {month} {year}", "en": "{day} {month} {year}"}


class When(Record, frozen=True):
    """A date as shown: `text` in full, `short` for notes, `brief` under a heading that gives the year.

    `stamp` is for `<time datetime>`, '' when no day, month or year says it all. `fuzzy`: the day is not known; `why`: what
    is not known, in words, '' when all is.
    """

    text: str
    short: str
    stamp: str = ""
    fuzzy: bool = False
    why: str = ""
    brief: str = ""


@cache
def _months(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = Locale(language).months["format"]
    return tuple(names["wide"][n] for n in range(1, 13)), tuple(names["abbreviated"][n] for n in range(1, 13))


def month_name(month: int, language: str, *, short: bool = False) -> str:
    """'septembre', or 'sept.'."""
    return _months(language)[1 if short else 0][month - 1]


def day(date: dt.date, language: str, *, short: bool = False) -> str:
    """'15 septembre 2020', '1er août 2020', '15 sept. 2020'."""
    number = "1er" if language == "fr" and date.day == 1 else str(date.day)
    return f"{number}\u00a0{month_name(date.month, language, short=short)} {date.year}"


def month(year: int, number: int, language: str, *, short: bool = False) -> str:
    """'septembre 2020'."""
    return f"{month_name(number, language, short=short)} {year}"


def stretch(first: dt.date, last: dt.date, language: str) -> str:
    """'août – novembre 2020', 'mai 2019 – août 2020', 'août 2020'."""
    end = month(last.year, last.month, language)
    if (first.year, first.month) == (last.year, last.month):
        return end
    same_year = first.year == last.year
    start = month_name(first.month, language) if same_year else month(first.year, first.month, language)
    return f"{start}\u00a0– {end}"


@cache
def interval(value: Edtf) -> tuple[dt.date, dt.date, Precision] | None:
    """First day, last day and precision of a plain date, month or year; None for anything else."""
    found = _SIMPLE.fullmatch(value)
    if not found:
        return None
    try:
        year = int(found["year"])
        if found["day"]:
            exact = dt.date(year, int(found["month"]), int(found["day"]))
            return exact, exact, "day"
        if found["month"]:
            number = int(found["month"])
            last = calendar.monthrange(year, number)[1]
            return dt.date(year, number, 1), dt.date(year, number, last), "month"
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
    except (ValueError, calendar.IllegalMonthError):
        return None


@cache
def published(value: Edtf | None, language: str) -> When:
    """The date of an article, or 'date unknown'."""
    says = words(language)
    known = interval(value) if value else None
    if known is None:
        text = value or says.gettext("date unknown")
        return When(text, text, fuzzy=True, why=says.gettext("date unknown"), brief=text)
    return told(known[0], known[1], known[2], None, language)


@cache
def told(first: dt.date, last: dt.date, precision: Precision, mod: Mod | None, language: str) -> When:
    """An interval in words, with what its modifier says."""
    says = words(language)
    full, short, stamp = _plain(first, last, precision, says)
    fuzzy = precision != "day" or mod is not None
    return When(
        text=_modified(full, precision, mod, says),
        short=_modified(short, precision, mod, says),
        stamp="" if mod else stamp,
        fuzzy=fuzzy,
        why=_unknown(precision, mod, says) if fuzzy else "",
        brief=_modified(full.removesuffix(f" {first.year}"), precision, mod, says),
    )


def _plain(first: dt.date, last: dt.date, precision: Precision, says: Words) -> tuple[str, str, str]:
    """Full text, short text and machine value of an interval without modifier."""
    language = says.language
    if precision == "day" and first == last:
        return day(first, language), day(first, language, short=True), first.isoformat()
    if precision == "month":
        text, short = month(first.year, first.month, language), month(first.year, first.month, language, short=True)
        return text, short, f"{first.year:04}-{first.month:02}"
    if precision == "year":
        return str(first.year), str(first.year), f"{first.year:04}"
    if precision in ("week", "weekend"):
        pattern = says.gettext("week of %(day)s") if precision == "week" else says.gettext("weekend of %(day)s")
        return pattern % {"day": day(first, language)}, pattern % {"day": day(first, language, short=True)}, ""
    if precision == "season":
        text = f"{says.pgettext('season', _SEASONS[first.month])} {last.year if first.month == 12 else first.year}"
        return text, text, ""
    if precision in ("quarter", "half"):
        number = (first.month - 1) // (3 if precision == "quarter" else 6)
        pattern = says.gettext((_QUARTERS if precision == "quarter" else _HALVES)[number])
        text = pattern % {"year": first.year}
        return text, text, ""
    if precision == "decade":
        text = says.gettext("%(year)ss") % {"year": first.year}
        return text, text, ""
    if precision == "century":
        text = says.gettext("%(first)s–%(last)s") % {"first": first.year, "last": last.year}
        return text, text, ""
    pattern = says.gettext("%(first)s to %(last)s")
    full = pattern % {"first": day(first, language), "last": day(last, language)}
    return full, pattern % {"first": day(first, language, short=True), "last": day(last, language, short=True)}, ""


_SEASONS = {3: "spring", 4: "spring", 5: "spring", 6: "summer", 7: "summer", 8: "summer", 9: "autumn", 10: "autumn",
            11: "autumn", 12: "winter", 1: "winter", 2: "winter"}  # fmt: skip
_QUARTERS = ("first quarter of %(year)s", "second quarter of %(year)s", "third quarter of %(year)s",
             "fourth quarter of %(year)s")  # fmt: skip
_HALVES = ("first half of %(year)s", "second half of %(year)s")


def _modified(text: str, precision: Precision, mod: Mod | None, says: Words) -> str:
    """The text behind 'by', 'before', 'after', 'since' or 'around'."""
    if mod is None:
        return text
    context = "day" if precision == "day" else "period"
    pattern = says.pgettext(context, _MODS[mod])
    return pattern % {"date": text}


_MODS: dict[Mod, str] = {
    "on_or_before": "by %(date)s",
    "before": "before %(date)s",
    "after": "after %(date)s",
    "since": "since %(date)s",
    "approx": "around %(date)s",
}


def _unknown(precision: Precision, mod: Mod | None, says: Words) -> str:
    """What the text leaves open, in words."""
    if mod == "approx":
        return says.gettext("approximate date")
    if mod in ("on_or_before", "before"):
        return says.gettext("no later than this; the day itself is not given")
    if mod in ("after", "since"):
        return says.gettext("no earlier than this; the day itself is not given")
    if precision in ("month", "week", "weekend"):
        return says.gettext("day unknown")
    if precision == "range":
        return says.gettext("over several days")
    return says.gettext("day and month unknown")
