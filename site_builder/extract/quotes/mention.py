"""Whoever is meant by some units of a frame."""

from __future__ import annotations

import msgspec


class Mention(msgspec.Struct, frozen=True, gc=False):
    """Who is meant, as written: units `first` to `last` (excluded); `name`: the unit of the name at its head, or -1."""

    first: int
    last: int
    name: int = -1
    pronoun: bool = False
