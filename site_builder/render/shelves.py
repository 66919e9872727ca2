"""A long list into pages: everything on one while it is short, else one page a month, cut again when a month is long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from site_builder.model import Permalink

T = TypeVar("T")

LONGEST = 300
"""A list of more entries is cut by month."""
FULLEST = 240
"""The most entries of a month on one page: 300 quotes and their sources would weigh more than 300 kB."""


class Section(NamedTuple, Generic[T]):
    """Entries that share a key ('2020-09', 'before'), as far as one page shows them."""

    key: str
    entries: tuple[T, ...]


class Sheet(NamedTuple, Generic[T]):
    """One page of a list. `part` of `parts`: where a single month had to be cut; both 1 otherwise."""

    permalink: Permalink
    sections: tuple[Section[T], ...]
    part: int = 1
    parts: int = 1


class Shelf(NamedTuple, Generic[T]):
    """A list on its pages. `split`: the first page then only leads to the others, in `sheets[1:]`."""

    sheets: tuple[Sheet[T], ...]
    sections: tuple[Section[T], ...]
    split: bool


def shelve(
    entries: Sequence[T], key: Callable[[T], str], base: Permalink, segment: Callable[[str], str], limit: int = LONGEST
) -> Shelf[T]:
    """The entries (already in order, equal keys side by side) on as many pages as they need below `base`.

    The parts of a month that is too long for one page are of equal length.
    """
    groups: dict[str, list[T]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    sections = tuple(Section(name, tuple(group)) for name, group in groups.items())
    if len(entries) <= limit:
        return Shelf((Sheet(base, sections),), sections, split=False)
    sheets: list[Sheet[T]] = [Sheet(base, ())]
    for section in sections:
        parts = -(-len(section.entries) // min(limit, FULLEST))
        length = -(-len(section.entries) // parts)
        for part in range(parts):
            name = segment(section.key) + (f"-{part + 1}" if part else "")
            piece = Section(section.key, section.entries[part * length : (part + 1) * length])
            sheets.append(Sheet(Permalink(f"{base}{name}/"), (piece,), part + 1, parts))
    return Shelf(tuple(sheets), sections, split=True)
