"""Raw text into canonical text (NFC, `\\n`), with a map back to the caller's own offsets."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence

VERSION = 1
"""Raised whenever the same bytes would give another canonical text, so that `verify` knows what it compares."""

_NEWLINE = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")


class OffsetMap:
    """Where each canonical code point stood in the raw text.

    Almost every text is canonical but for a header line, so the map is a constant shift unless `origins` is given
    (one raw offset for each canonical code point, and one for the end).
    """

    def __init__(self, shift: int = 0, origins: Sequence[int] | None = None) -> None:
        self._shift = shift
        self._origins = origins

    def raw(self, offset: int) -> int:
        """The raw offset of canonical `offset`."""
        return self._origins[offset + self._shift] if self._origins is not None else offset + self._shift

    def after(self, removed: int) -> OffsetMap:
        """The map of the text without its first `removed` code points."""
        return OffsetMap(self._shift + removed, self._origins)


def canonical(raw: str) -> tuple[str, OffsetMap]:
    """Text in normal form C with `\\n` as its only line end, and its map. No other character is changed or dropped."""
    if not _NEWLINE.search(raw) and unicodedata.is_normalized("NFC", raw):
        return raw, OffsetMap()
    pieces: list[str] = []
    origins: list[int] = []
    for start, end in _segments(raw):
        segment = raw[start:end]
        piece = "\n" if _NEWLINE.fullmatch(segment) else unicodedata.normalize("NFC", segment)
        pieces.append(piece)
        # A segment that composes gives its start for each code point that it becomes.
        origins.extend(range(start, end) if len(piece) == end - start else [start] * len(piece))
    origins.append(len(raw))
    return "".join(pieces), OffsetMap(0, origins)


def _segments(raw: str) -> list[tuple[int, int]]:
    """Stretches of `raw` that normalise independently: a starter with its combining marks, or one line end."""
    cuts = [0]
    at, size = 0, len(raw)
    while at < size:
        newline = _NEWLINE.match(raw, at)
        if newline:
            at = newline.end()
        else:
            at += 1
            while at < size and not _NEWLINE.match(raw, at) and _joins(raw[cuts[-1] : at], raw[at]):
                at += 1
        cuts.append(at)
    return list(itertools.pairwise(cuts))


def _joins(segment: str, char: str) -> bool:
    if unicodedata.combining(char):
        return len(segment) < 64  # a longer pile of marks is an attack, not a letter
    if ord(char) < 0x1100:
        return False
    return unicodedata.normalize("NFC", segment + char) != unicodedata.normalize("NFC", segment) + char
