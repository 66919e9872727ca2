"""The line below a quote into the one who signs it: « … », and under it '— X, témoin'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from site_builder.extract.quotes.marks import Marked
from site_builder.model import NameMention

_SIGNED = re.compile(r"[ \t\u00a0.]*\n\s*[—–―-]{1,2}[ \t\u00a0]*(?=\w)")


def signature(text: str, one: Marked, names: Sequence[NameMention]) -> NameMention | None:
    """The name that opens the dashed line right below a quote which has its paragraph to itself; `names` in text order."""
    line = text.rfind("\n", 0, one.open) + 1
    if text[line : one.open].strip():
        return None
    below = _SIGNED.match(text, one.close)
    if below is None:
        return None
    index = bisect_left(names, below.end(), key=lambda name: name.span.start)
    return names[index] if index < len(names) and names[index].span.start == below.end() else None
