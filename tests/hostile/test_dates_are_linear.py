"""A million characters of what looks like dates is read in the time of reading them."""

from __future__ import annotations

import time

import pytest

from site_builder import lang
from site_builder.extract.dates import find_dates
from site_builder.model import Edtf
from site_builder.scan import Scan

MILLION = 1_000_000
PIECES = ["1", "1 ", "12-", "1/", "-", "le ", "the ", "fin de ", "deux ", "2020-", "semaine "]


@pytest.mark.parametrize("code", lang.LANGUAGES)
@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte_takes_under_two_seconds(piece: str, code: str) -> None:
    find_dates(Scan("le 3 mai", code), Edtf("2020-09-15"))
    scan = Scan(piece * (MILLION // len(piece)), code)
    start = time.process_time()
    find_dates(scan, Edtf("2020-09-15"))
    assert time.process_time() - start < 2


def test_a_megabyte_of_dates_costs_as_much_as_each_of_them() -> None:
    def seconds(count: int) -> float:
        scan = Scan("lundi 3 mai, fin de mars " * count, "fr")
        start = time.process_time()
        assert len(find_dates(scan, Edtf("2020-09-15"))) == 2 * count
        return time.process_time() - start

    seconds(10)
    assert seconds(8000) < 24 * max(seconds(1000), 0.01)
