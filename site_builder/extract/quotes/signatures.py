"""The line below a quote into the one who signs it: « … », and under it '— X, témoin'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from site_builder.extract.quotes.marks import Marked
from site_builder.model import NameMention, Span

_SIGNED = re.compile(r"[ \t\u00a0.]*\n\s*[—–―-]{1,2}[ \t\u00a0]*(?=\w)(?P<who>[^\n,(]{2,80})")

_MOST_WORDS = 6
"""A line of more words without a name at its end is a sentence."""
_NO_NAMES = ("?", "!", "…", "..", ":", ";")
"""A line that ends so asks, or goes on: it is a question of an interview."""


class Signature(msgspec.Struct, frozen=True, gc=False):
    """Who signs, as written; `name`: the mention that opens the line, where one does."""

    span: Span
    name: NameMention | None


def signature(text: str, one: Marked, names: Sequence[NameMention]) -> Signature | None:
    """The head of the dashed line right below a quote which has its paragraph to itself; `names` in text order."""
    line = text.rfind("\n", 0, one.open) + 1
    if text[line : one.open].strip():
        return None
    below = _SIGNED.match(text, one.close)
    if below is None:
        return None
    start, end = below.start("who"), below.start("who") + len(below["who"].rstrip())
    index = bisect_left(names, start, key=lambda name: name.span.start)
    ends = text.find("\n", end)
    if text[start : ends if ends >= 0 else None].rstrip().endswith(_NO_NAMES):
        return None
    if index < len(names) and names[index].span.start == start:
        return Signature(names[index].span, names[index])
    last = next((name for name in names[index:] if name.span.end == end), None)
    if last is None and len(below["who"].split()) > _MOST_WORDS:
        return None
    return Signature(Span(start, end), last)
