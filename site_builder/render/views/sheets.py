"""A long list that is cut by month into what its pages say: their titles, the way to all of them, and to the next one."""

from __future__ import annotations

from typing import Any

from site_builder.model import Record
from site_builder.render.addresses import UNDATED
from site_builder.render.here import Here
from site_builder.render.shelves import Sheet, Shelf
from site_builder.render.views.frame import Link
from site_builder.render.when import month


class Month(Record, frozen=True):
    """A page of a long list, and in words how much is on it."""

    text: str
    href: str
    count: str


def month_title(here: Here, key: str) -> str:
    """'Septembre 2020'; '2020, month unknown'; 'Undated'."""
    says = here.site.words
    if key == UNDATED:
        return says.gettext("Undated")
    year, _, number = key.partition("-")
    if not number:
        return says.gettext("%(year)s, month unknown") % {"year": year}
    name = month(int(year), int(number), here.site.language)
    return name[:1].upper() + name[1:]


def sheet_title(here: Here, sheet: Sheet[Any]) -> str:
    """The title of a page of a long list: its month, and which part of it where a month had to be cut."""
    title = month_title(here, sheet.sections[0].key)
    return f"{title} ({sheet.part}/{sheet.parts})" if sheet.parts > 1 else title


def months(here: Here, shelf: Shelf[Any], one: str, many: str) -> tuple[Month, ...]:
    """The pages of a list that is split, with their counts (`one` and `many` name what is counted); else none."""
    count = here.site.words.count
    return tuple(
        Month(sheet_title(here, sheet), here.to(sheet.permalink), count(one, many, len(sheet.sections[0].entries)))
        for sheet in shelf.sheets[1:]
    )


def steps(here: Here, shelf: Shelf[Any], number: int) -> tuple[Link | None, Link | None]:
    """The page before and the page after one of a list that is split, in the order of the list."""
    return _step(here, shelf, number - 1), _step(here, shelf, number + 1 if number else 0)


def _step(here: Here, shelf: Shelf[Any], number: int) -> Link | None:
    if not 0 < number < len(shelf.sheets):
        return None
    sheet = shelf.sheets[number]
    return Link(sheet_title(here, sheet), here.to(sheet.permalink))
