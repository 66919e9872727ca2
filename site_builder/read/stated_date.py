"""A stated date (ISO, in French or English words, or in a file's name) into EDTF of year, month or day precision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from site_builder.model import Edtf

_NUMBERS = re.compile(
    r"(?<![\d/.-])(?P<one>\d\d?)(?P<sep>[/.-])(?P<two>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d|[0-4]\d)(?![\d/.-]\d|\d)"
)
_ISO_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")
"""Languages in which pages and databases state a date, although the articles are French and English."""
_ISO = re.compile(
    r"(?P<year>\d{4})(?:(?P<sep>[-/.])(?P<month>\d\d?)(?:(?P=sep)(?P<day>\d\d?))?)?(?:[T ]\d\d?:\d\d[^\n]{0,40})?"
)
_NAMED = re.compile(
    r"(?<![0-9A-Za-z])(?P<year>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<month>0[1-9]|1[0-2])(?:(?P=sep)(?P<day>0[1-9]|[12]\d|3[01]))?(?![0-9A-Za-z])"
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(?:(?P<day>\d\d?)(?:er|st|nd|rd|th)?[ \u00a0.-]+(?:of +|de +)?)?"
    r"(?P<name>[^\W\d_]{3,12})\.?,?[ \u00a0.-]+(?:del? )?(?P<year>(?:1[89]|20)\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(
    r"(?<!\w)(?P<name>[^\W\d_]{3,12})\.?[ \u00a0]+(?P<day>\d\d?)(?:st|nd|rd|th)?"
    r"(?:[ \u00a0]*,[ \u00a0]*|[ \u00a0]+)(?P<year>(?:1[89]|20)\d\d)(?!\d)"
)

_TO_THE_DAY = len("2020-09-14")


def iso_date(value: str) -> Edtf | None:
    """`2020`, `2020-09`, `2020-9-14`, with a time or not, as EDTF; None for what is no date of the calendar."""
    match = _ISO.fullmatch(value.strip())
    return dated(match["year"], match["month"], match["day"]) if match else None


def dated(year: str | int, month: str | int | None = None, day: str | int | None = None) -> Edtf | None:
    """EDTF of the parts that are given; None when there is no such day."""
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    value = f"{int(year):04d}"
    if month:
        value += f"-{int(month):02d}"
        if day:
            value += f"-{int(day):02d}"
    return Edtf(value)


def date_in_name(stem: str) -> Edtf | None:
    """The date in a file's own name (`2020-09-14_le-monde`, `20200914`, `2020-09`); a bare year or a hash is none."""
    for match in _NAMED.finditer(stem[:300]):
        if match["sep"] or match["day"]:
            value = dated(match["year"], match["month"], match["day"])
            if value is not None:
                return value
    return None


class Dated(NamedTuple):
    """A date, and where it stands in a text."""

    start: int
    end: int
    value: Edtf


def dates_in(text: str, *, day_first: bool | None) -> list[Dated]:
    """Every day that a short text names in words or numbers, in their order.

    `day_first` says whether `04/05/2021` is in May; where it is None, numbers that may be either are left out.
    """
    found = [one for one in _in_words(text) if len(one.value) == _TO_THE_DAY]
    for match in _ISO_DAY.finditer(text):
        value = dated(match["year"], match["month"], match["day"])
        if value is not None:
            found.append(Dated(match.start(), match.end(), value))
    for match in _NUMBERS.finditer(text):
        value = _of_numbers(match, day_first)
        if value is not None:
            found.append(Dated(match.start(), match.end(), value))
    return sorted(found)


def _of_numbers(match: re.Match[str], day_first: bool | None) -> Edtf | None:
    one, two = int(match["one"]), int(match["two"])
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    if max(one, two) > 12:
        return dated(year, min(one, two), max(one, two))
    if one == two or day_first is not None:
        return dated(year, *((two, one) if day_first else (one, two)))
    return None


def written_date(text: str) -> Edtf | None:
    """The first date in words in a short French or English text: `mardi 14 mars 2006`, `March 14, 2006`, `mars 2006`."""
    best = min(_in_words(text[:300]), key=lambda one: (-len(one.value), one.start, one.value), default=None)
    return best.value if best is not None else None


def _in_words(text: str) -> Iterator[Dated]:
    """Every date with the name of its month, to the day or to the month."""
    months = _months()
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        for match in pattern.finditer(text):
            month = months.get(match["name"].lower())
            value = dated(match["year"], month, match["day"]) if month else None
            if value is not None:
                yield Dated(match.start(), match.end(), value)


def whole_date(text: str) -> Edtf | None:
    """The date that a text is and nothing else (`14 septembre 2020`, `14/09/2020`); None where it may be two."""
    text = text.strip()
    days = dates_in(text, day_first=None)
    if len(days) == 1 and days[0].end - days[0].start == len(text):
        return days[0].value
    match = _DAY_FIRST.fullmatch(text)
    month = _months().get(match["name"].lower()) if match and not match["day"] else None
    return dated(match["year"], month) if match and month else None


@cache
def _months() -> dict[str, int]:
    """Names and abbreviations of months, from CLDR, with and without accents; the first language keeps its own."""
    import unicodedata  # noqa: PLC0415

    from babel.dates import get_month_names  # noqa: PLC0415 - only needed for dates in words, and slow to import

    names: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, written in get_month_names(width, locale=language).items():
                name = written.lower().rstrip(".")
                plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
                names = {name: number, plain: number} | names
    return names | {"sept": 9}
