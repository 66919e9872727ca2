"""Whoever is meant by some units of a frame."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """Who is meant, as written: units `first` to `last` (excluded); `name`: the unit of the name at its head, or -1."""

    first: int
    last: int
    name: int = -1
    pronoun: bool = False
