"""Names into URL segments: lower-case ASCII, cut at a word, never empty, never what a file system reserves."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from slugify import slugify

LONGEST = 80
_ACCENT = re.compile("[\u0300-\u0304\u0306-\u030c\u0327\u0328]+")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


@lru_cache(maxsize=1 << 16)
def slug(text: str, fallback: str = "sans-titre") -> str:
    """One URL segment of at most 80 characters; `fallback` where nothing is left of the text."""
    spaced = text.replace("'", " ").replace("\u2019", " ")
    # Most names are plain letters once their accents are off, and those slugify does not look up sign by sign.
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", spaced))
    known = plain.isascii() and "'" not in plain
    made = slugify(plain if known else spaced, max_length=LONGEST, word_boundary=True, save_order=True) or fallback
    return f"{made}-" if made in _RESERVED else made


def unique(slugs: Iterable[str]) -> list[str]:
    """The slugs with a counter on every repeat, in order: a, b, a-2."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    out = []
    for base in slugs:
        seen[base] += 1
        made = base if seen[base] == 1 else f"{base}-{seen[base]}"
        while made in taken:
            seen[base] += 1
            made = f"{base}-{seen[base]}"
        taken.add(made)
        out.append(made)
    return out
