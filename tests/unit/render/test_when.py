"""when: a date is told as precisely as it is known, and no more."""

from __future__ import annotations

import datetime as dt

import pytest

from site_builder.model import Edtf, Mod, Precision
from site_builder.render.when import interval, published, told

DAY, LAST = dt.date(2020, 9, 1), dt.date(2020, 9, 30)


@pytest.mark.parametrize(
    ("first", "last", "precision", "mod", "text", "stamp"),
    [
        (DAY, DAY, "day", None, "1er\u00a0septembre 2020", "2020-09-01"),
        (DAY, DAY, "day", "on_or_before", "au plus tard le 1er\u00a0septembre 2020", ""),
        (DAY, LAST, "month", None, "septembre 2020", "2020-09"),
        (DAY, LAST, "month", "approx", "vers septembre 2020", ""),
        (DAY, LAST, "range", None, "du 1er\u00a0septembre 2020 au 30\u00a0septembre 2020", ""),
        (DAY, dt.date(2020, 9, 7), "week", None, "semaine du 1er\u00a0septembre 2020", ""),
        (dt.date(2019, 1, 1), dt.date(2019, 12, 31), "year", "since", "depuis 2019", ""),
        (dt.date(2020, 7, 1), dt.date(2020, 9, 30), "quarter", None, "3e trimestre 2020", ""),
        (dt.date(2010, 1, 1), dt.date(2019, 12, 31), "decade", None, "années 2010", ""),
    ],
)
def test_told(
    first: dt.date, last: dt.date, *, precision: Precision, mod: Mod | None, text: str, stamp: str
) -> None:  # fmt: skip
    when = told(first, last, precision, mod, "fr")
    assert (when.text, when.stamp) == (text, stamp)


def test_only_a_bare_day_is_certain() -> None:
    assert not told(DAY, DAY, "day", None, "fr").fuzzy
    assert told(DAY, DAY, "day", "approx", "fr").fuzzy
    assert told(DAY, LAST, "month", None, "fr").why == "jour inconnu"


def test_an_article_without_a_date_says_so() -> None:
    assert published(None, "fr").text == "date inconnue"
    assert published(Edtf("2020-09"), "en").text == "September 2020"


@pytest.mark.parametrize("value", ["2020-13", "2020-02-30", "2020-W38", "x", "2020-09/2020-10"])
def test_what_is_no_plain_date_has_no_interval(value: str) -> None:
    assert interval(Edtf(value)) is None
