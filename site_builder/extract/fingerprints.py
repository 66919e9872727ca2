"""Words into hashes by which the same words, or the same thing said otherwise, are found in other articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from site_builder import lang
from site_builder.extract.senses import NONE, Sense, fold, lexicon
from site_builder.model import Quote, Saying, Span
from site_builder.scan import Scan

STEM = 6
"""Letters kept of a word without a sense: what French and English cognates and most inflections share."""
_MASK = (1 << 53) - 1
"""Hashes fit a JSON number."""


def fingerprint(words: Sequence[str], language: str) -> tuple[int, ...]:
    """Sorted hashes of the content words (even) and of each pair of neighbouring ones (odd).

    A content word counts by its sense where the language's table has one, else by its first letters without accents, so
    that inflections, synonyms of press language, cognates, names and numbers meet, in French and in English alike. A pair
    counts by first letters only, so that pairs tell whether the wording is one. Marks and function words count for
    nothing. `words` are tokens as written, in order. Linear.
    """
    found = content(words, language)
    stems = [word_hash(stem) for _, stem, _ in found]
    pairs = {((first * 0x1F35 + second * 2) & _MASK) | 1 for first, second in pairwise(stems)}
    return tuple(sorted({*(word_hash(key) for key, _, _ in found), *pairs}))


def words_only(words: Sequence[str], language: str, senses: Sequence[Sense] | None = None) -> tuple[int, ...]:
    """Sorted hashes of content words, for what is compared as a set: odd for names and numbers, even for all others.

    A name is a word with a capital that does not open the sentence and has no sense of its own. `senses`: those of the
    words, where they were read already; `words` are then without marks.
    """
    told = content(words, language) if senses is None else _content(words, senses, language)
    found = {}
    for at, (key, _, written) in enumerate(told):
        named = key[0] != "=" and (written[0].isdigit() or (at > 0 and written[0].isupper()))
        found[key] = word_hash(key) | named
    return tuple(sorted(found.values()))


def digest(words: Sequence[str]) -> str:
    """Hash of the words as written, but for case, accents of capitals aside, marks and blanks: equal for equal wording."""
    kept = " ".join(word.lower() for word in words if word[:1].isalnum())
    return hashlib.blake2b(kept.encode("utf-8", "replace"), digest_size=8).hexdigest()


def seal(scan: Scan, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes with their digest, where they have none yet, and their sentences' fingerprints."""
    return tuple(
        msgspec.structs.replace(
            quote,
            digest=quote.digest or digest([word for part in quote.parts for word in _words(scan, part)]),
            sayings=tuple(_sayings(scan, quote.parts)),
        )
        for quote in quotes
    )


def _sayings(scan: Scan, parts: Sequence[Span]) -> Iterator[Saying]:
    """Each sentence of a quote that has content, its cut-out incises bridged; a part without any is left out."""
    for pieces in _by_sentence(scan, parts):
        words = [word for piece in pieces for word in _words(scan, piece)]
        shingles = fingerprint(words, scan.language)
        if shingles:
            yield Saying(Span(pieces[0].start, pieces[-1].end), digest(words), shingles)


def _by_sentence(scan: Scan, parts: Sequence[Span]) -> Iterator[list[Span]]:
    """The parts cut at the ends of sentences; pieces of one sentence, between which an incise was cut out, together."""
    pieces: list[Span] = []
    last = None
    for part in parts:
        at = part.start
        while at < part.end:
            index = scan.sentence_at(at)
            after = scan.sentences[index + 1].start if index + 1 < len(scan.sentences) else part.end
            end = min(part.end, max(after, at + 1))
            if pieces and index != last:
                yield pieces
                pieces = []
            pieces.append(Span(at, end))
            last, at = index, end
    if pieces:
        yield pieces


def _words(scan: Scan, span: Span) -> list[str]:
    return scan.words[scan.token_at(span.start) : scan.token_at(span.end)]


def content(words: Sequence[str], language: str) -> list[tuple[str, str, str]]:
    """What counts of some words, in order: sense (`=sell`), number or stem; the stem as such; the (last) word as written."""
    kept = [word for word in words if word[:1].isalnum()]
    return _content(kept, lexicon(language).read(kept), language)


def _content(kept: Sequence[str], senses: Sequence[Sense], language: str) -> list[tuple[str, str, str]]:
    common = _common(language)
    found = []
    for _, end, name in senses:
        written = kept[end - 1]
        word = fold(written)
        if name and name != NONE:
            found.append(("=" + name, stem(word), written))
        elif word not in common and (len(word) > 1 or word.isdigit()):
            found.append((stem(word), stem(word), written))
    return found


@lru_cache(maxsize=1 << 16)
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


@lru_cache(maxsize=1 << 16)
def word_hash(key: str) -> int:
    """An even hash of 53 bits, the same on every machine."""
    raw = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(raw, "big") & _MASK & ~1


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in lang.words(language).function_words)
