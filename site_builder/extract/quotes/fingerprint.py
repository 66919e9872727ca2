"""Somebody's words into what they are recognised by elsewhere: a digest for the same words, hashes for nearly the same."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from site_builder import lang

_WORD = re.compile(r"[^\W_]+")
_MOST = 64
_RARE = 7
"""A word of this length is kept by itself: long words are rare, and survive translation into a sister language."""
_MASK = (1 << 63) - 1


def digest(words: str) -> str:
    """Sixteen hex digits of the words alone: case, marks, apostrophes and blanks do not count."""
    return blake2b(" ".join(_WORD.findall(words.lower())).encode(), digest_size=8).hexdigest()


def shingles(words: str, language: str) -> tuple[int, ...]:
    """At most 64 sorted positive 63-bit hashes: of the long words, and of each pair of neighbouring content words."""
    small = lang.words(language).function_words
    content = [_hash(word) for word in _WORD.findall(words.lower()) if len(word) > 2 and word not in small]
    rare = {_hash(word) for word in _WORD.findall(words.lower()) if len(word) >= _RARE and word not in small}
    pairs = {(a * 0x9E3779B1 + b) & _MASK for a, b in zip(content, content[1:], strict=False)}
    return tuple(sorted(rare | pairs)[:_MOST])


@lru_cache(maxsize=16384)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") & _MASK
