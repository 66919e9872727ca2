"""A folded word into what its inflections share, and into hashes that are the same on every machine."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from site_builder import lang

STEM = 6
"""Letters kept of a word without a sense: what French and English cognates and most inflections share."""
MASK = (1 << 53) - 1
"""Hashes fit a JSON number."""


@lru_cache(maxsize=lang.KEPT)
def stem(word: str) -> str:
    """The part of a folded word that its inflections and cognates share; numbers stay whole."""
    if word[0].isdigit():
        return word
    even = word.replace("ph", "f").replace("y", "i").replace("qu", "k").replace("c", "k")
    single = "".join(letter for at, letter in enumerate(even) if not at or even[at - 1] != letter)
    if len(single) > STEM:
        return single[:STEM]
    # The first letters stay: of `sexes`, all are those of an ending.
    return single[:2] + single[2:].rstrip("esx") if len(single) > 3 else single


def word_hash(key: str) -> int:
    """An even hash of 53 bits."""
    raw = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(raw, "big") & MASK & ~1


sense_hash = lang.Remembered(lambda sense: word_hash("=" + sense)).__getitem__
"""The hash of what counts by its sense."""
