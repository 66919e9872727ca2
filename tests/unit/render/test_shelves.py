"""Long lists on pages: whole while short, by month when long, in equal parts where a month is too long."""

from site_builder.model import Permalink
from site_builder.render.shelves import FULLEST, LONGEST, shelve

BASE = Permalink("quotes/")


def months(*lengths: int) -> list[tuple[str, int]]:
    return [(f"2020-{n:02}", entry) for n, length in enumerate(lengths, 1) for entry in range(length)]


def test_a_short_list_is_one_page() -> None:
    shelf = shelve(months(LONGEST - 1, 1), lambda entry: entry[0], BASE, str)
    assert [(sheet.permalink, len(sheet.sections)) for sheet in shelf.sheets] == [("quotes/", 2)]
    assert not shelf.split


def test_a_long_list_has_a_page_for_each_month() -> None:
    shelf = shelve(months(LONGEST - 80, 100), lambda entry: entry[0], BASE, str)
    assert [sheet.permalink for sheet in shelf.sheets] == ["quotes/", "quotes/2020-01/", "quotes/2020-02/"]
    assert shelf.sheets[0].sections == ()
    assert shelf.split


def test_a_month_that_is_too_long_is_cut_in_equal_parts() -> None:
    shelf = shelve(months(FULLEST * 2 + 5), lambda entry: entry[0], BASE, str)
    parts = [(sheet.permalink, len(sheet.sections[0].entries), sheet.part, sheet.parts) for sheet in shelf.sheets[1:]]
    assert parts == [
        ("quotes/2020-01/", 162, 1, 3),
        ("quotes/2020-01-2/", 162, 2, 3),
        ("quotes/2020-01-3/", 161, 3, 3),
    ]
    assert [entry for sheet in shelf.sheets[1:] for entry in sheet.sections[0].entries] == months(FULLEST * 2 + 5)
