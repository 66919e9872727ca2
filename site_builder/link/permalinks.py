"""Stable addresses: an id for each quote that survives edits elsewhere in its article."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from site_builder.model import Annotations, ArticleId, Card, QuoteId

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
