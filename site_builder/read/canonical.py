"""Raw text into canonical text (NFC, `\\n`), with a map back to the caller's own offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

_NEWLINE = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_PLAIN = (
    "\\x00-\\n\\x0e-\\x84\\x86-\\u02ff\\u0388-\\u0482\\u048a-\\u052f\\u2002-\\u2027\\u202a-\\u20cf\\u2190-\\u22ff"
    "\\u3001-\\u3029\\u3030-\\u3098\\u4e00-\\u9fff"
)
# Starters that normal form C leaves alone wherever they stand, unless a combining mark follows: most of what is read.
_STABLE = _PLAIN + "\\x0b-\\r\\x85\\u2028\\u2029"
_UNSTABLE = re.compile(rf"[{_STABLE}]?[^{_STABLE}]+")
_MENDED = re.compile(rf"{_NEWLINE.pattern}|{_UNSTABLE.pattern}")
_ODD = re.compile(rf"[^{_PLAIN}]")
"""A text without any of these is canonical as it is: one look, many times faster than the search for what to change."""
_PILE_MAX = 30
"""Combining marks on one letter beyond which a new segment begins (UAX 15): sorting longer piles is an attack."""


class OffsetMap:
    """Where each canonical code point stood in the raw text.

    Almost every text is canonical but for a header line, so the map is a constant shift, with one breakpoint at each
    place where normalising changed a length: from canonical `breaks[i]` on, offsets run on from raw `origins[i]`.
    """

    def __init__(self, shift: int = 0, breaks: Sequence[int] = (), origins: Sequence[int] = ()) -> None:
        self._shift = shift
        self._breaks = breaks
        self._origins = origins

    def raw(self, offset: int) -> int:
        """The raw offset of canonical `offset`."""
        offset += self._shift
        index = bisect_right(self._breaks, offset) - 1
        return offset if index < 0 else self._origins[index] + offset - self._breaks[index]

    def after(self, removed: int) -> OffsetMap:
        """The map of the text without its first `removed` code points."""
        return OffsetMap(self._shift + removed, self._breaks, self._origins)


def canonical(raw: str) -> tuple[str, OffsetMap]:
    """Text in normal form C with `\\n` as its only line end, and its map. No other character is changed or dropped."""
    pieces: list[str] = []
    breaks: list[int] = []
    origins: list[int] = []
    done = size = 0
    for start, end, piece in _changes(raw):
        pieces += (raw[done:start], piece)
        size += start - done
        if len(piece) != end - start:
            # A segment that composes gives its start for each code point that it becomes.
            breaks += range(size, size + len(piece) + 1)
            origins += [*[start] * len(piece), end]
        size += len(piece)
        done = end
    if not pieces:
        return raw, OffsetMap()
    return "".join([*pieces, raw[done:]]), OffsetMap(0, breaks, origins)


def is_canonical(text: str) -> bool:
    """Whether `canonical` leaves a text as it is."""
    return next(_changes(text), None) is None


def _changes(raw: str) -> Iterator[tuple[int, int, str]]:
    """What normalising replaces, in order: start, end, and what stands there instead."""
    if _ODD.search(raw) is None:
        return
    for match in _MENDED.finditer(raw):
        if _NEWLINE.match(raw, match.start()):
            yield match.start(), match.end(), "\n"
        else:
            for start, end in _segments(raw, match.start(), match.end()):
                piece = unicodedata.normalize("NFC", raw[start:end])
                if piece != raw[start:end]:
                    yield start, end, piece


def _segments(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of `raw` that normalise independently: a starter with the marks and letters that join it."""
    begin = start
    for at in range(start + 1, end):
        if not _joins(raw[begin:at], raw[at]):
            yield begin, at
            begin = at
    yield begin, end


def _joins(segment: str, char: str) -> bool:
    if len(segment) > _PILE_MAX:
        return False
    if unicodedata.combining(char):
        return True
    if len(segment) > 2 or ord(char) < 0x9BE:  # the first letter that composes with a starter before it
        return False
    return unicodedata.normalize("NFC", segment + char) != unicodedata.normalize("NFC", segment) + char
