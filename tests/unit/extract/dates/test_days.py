"""Calendar arithmetic at its edges."""

from __future__ import annotations

import datetime as dt

import pytest

from site_builder.extract.dates import days


@pytest.mark.parametrize("easter", ["2016-03-27", "2018-04-01", "2020-04-12", "2025-04-20"])
def test_easter(easter: str) -> None:
    assert days.easter(int(easter[:4])).isoformat() == easter


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("day", "2020-12-31"),
        ("week", "2020-W53"),
        ("weekend", "2021-01-02/2021-01-03"),
        ("month", "2020-12"),
        ("quarter", "2020-36"),
        ("half", "2020-41"),
        ("year", "2020"),
        ("decade", "202X"),
        ("century", "20XX"),
    ],
)
def test_the_unit_that_holds_a_day(unit: str, value: str) -> None:
    assert days.edtf(days.whole(dt.date(2020, 12, 31), unit)) == value


def test_a_winter_runs_into_the_next_year() -> None:
    winter = days.season(2019, 24)
    assert (winter.first, winter.last, days.edtf(winter)) == (dt.date(2019, 12, 1), dt.date(2020, 2, 29), "2019-24")


def test_a_month_later_is_its_last_day_where_the_month_is_shorter() -> None:
    assert days.plus_months(dt.date(2020, 1, 31), 1) == dt.date(2020, 2, 29)


@pytest.mark.parametrize("reading", [lambda: days.day(2021, 2, 29), lambda: days.year(0), lambda: days.plus(dt.date.max, 1)])
def test_what_the_calendar_does_not_have(reading: object) -> None:
    with pytest.raises(days.NoSuchDayError):
        reading()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020-09-15", "2020-09-15"),
        ("2020-09", "2020-09"),
        ("2020", "2020"),
        ("2020-09-15T10:00", "2020-09-15"),
        ("2020-13", None),
        ("soon", None),
    ],
)
def test_an_articles_own_date(text: str, value: str | None) -> None:
    found = days.parse(text)
    assert (days.edtf(found) if found else None) == value
