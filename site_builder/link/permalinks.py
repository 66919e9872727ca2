"""Stable addresses: an id for each quote that survives edits elsewhere in its article, and slugs for pages."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from slugify import slugify

from site_builder.model import Annotations, ArticleId, Card, QuoteId

SLUG_MAX = 80
_ID_BYTES = 5


def quote_ids(cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations]) -> dict[ArticleId, tuple[QuoteId, ...]]:
    """For each article the ids of its quotes, in order: a hash of article and words, with an ordinal for repeats."""
    found: dict[ArticleId, tuple[QuoteId, ...]] = {}
    for card in cards:
        seen: Counter[str] = Counter()
        ids = []
        for quote in annotations[card.id].quotes:
            base = hashlib.blake2b(
                f"{card.id}\n{quote.digest}".encode("utf-8", "replace"), digest_size=_ID_BYTES
            ).hexdigest()
            seen[base] += 1
            ids.append(QuoteId(base if seen[base] == 1 else f"{base}-{seen[base]}"))
        found[card.id] = tuple(ids)
    return found


def slug(text: str, fallback: str = "sans-titre") -> str:
    """One URL segment: lower-case ASCII, cut at a word, never empty, never a name that a file system reserves."""
    made = slugify(text, max_length=SLUG_MAX, word_boundary=True) or fallback
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


_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
