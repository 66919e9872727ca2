"""Words into hashes by which the same words, or the same thing said otherwise, are found in other articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import msgspec

from site_builder import lang
from site_builder.extract.senses import NONE, Known, Sense, fold, lexicon
from site_builder.model import Quote, Saying, Span
from site_builder.packed import pack
from site_builder.scan import Scan

STEM = 6
"""Letters kept of a word without a sense: what French and English cognates and most inflections share."""
_MASK = (1 << 53) - 1
"""Hashes fit a JSON number."""


class _Print(NamedTuple):
    """Hashes of one word as written: of its stem, and as it counts by itself, at the `head` of a sentence and `inside`.

    `counts`: it is neither a mere function word nor a single letter.
    """

    stem: int
    counts: bool
    head: int
    inside: int


def fingerprint(words: Sequence[str], language: str) -> tuple[int, ...]:
    """Sorted hashes of the content words (even) and of each pair of neighbouring ones (odd).

    A content word counts by its sense where the language's table has one, else by its first letters without accents, so
    that inflections, synonyms of press language, cognates, names and numbers meet, in French and in English alike. A pair
    counts by first letters only, so that pairs tell whether the wording is one. Marks and function words count for
    nothing. `words` are tokens as written, in order. Linear.
    """
    return _fingerprint(lexicon(language).known(words), language)


def _fingerprint(words: Sequence[Known], language: str) -> tuple[int, ...]:
    prints = _prints(language)
    marks: list[int] = []
    stems: list[int] = []
    for _, end, sense in lexicon(language).read(words):
        stem, counts, _, _ = prints[words[end - 1].written]
        if sense and sense != NONE:
            marks.append(_SENSES[sense])
        elif counts:
            marks.append(stem)
        else:
            continue
        stems.append(stem)
    marks += [((first * 0x1F35 + second * 2) & _MASK) | 1 for first, second in pairwise(stems)]
    return tuple(sorted(set(marks)))


def words_only(words: Sequence[str], language: str) -> tuple[int, ...]:
    """Sorted hashes of content words, for what is compared as a set: odd for names and numbers, even for all others.

    A name is a word with a capital that does not open the sentence and has no sense of its own.
    """
    known = lexicon(language).known(words)
    return hashes_of(known, lexicon(language).read(known), language)


def hashes_of(words: Sequence[Known], senses: Sequence[Sense], language: str) -> tuple[int, ...]:
    """As `words_only`, of words whose senses were read already."""
    prints = _prints(language)
    found: dict[int, int] = {}
    for _, end, sense in senses:
        if sense and sense != NONE:
            key = _SENSES[sense]
            found[key] = key
        else:
            stem, counts, head, inside = prints[words[end - 1].written]
            if counts:
                found[stem] = inside if found else head
    return tuple(sorted(found.values()))


def digest(words: Iterable[str]) -> str:
    """Hash of the words as written, but for case, accents of capitals aside, marks and blanks: equal for equal wording."""
    return _digest(" ".join([word.lower() for word in words if word[:1].isalnum()]))


def _digest(wording: str) -> str:
    return hashlib.blake2b(wording.encode("utf-8", "replace"), digest_size=8).hexdigest()


def seal(scan: Scan, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes with their digest, where they have none yet, and their sentences' fingerprints."""
    return tuple([_sealed(scan, quote) for quote in quotes])


def _sealed(scan: Scan, quote: Quote) -> Quote:
    """A quote with its sayings: each sentence of it that has content; a part without any is left out."""
    known = lexicon(scan.language).known
    wordings: list[str] = []
    sayings: list[Saying] = []
    for pieces in _by_sentence(scan, quote.parts):
        words = known([word for piece in pieces for word in _words(scan, piece)])
        wording = " ".join([word.small for word in words])
        if wording:
            wordings.append(wording)
        if shingles := _fingerprint(words, scan.language):
            sayings.append(Saying(Span(pieces[0].start, pieces[-1].end), _digest(wording), pack(shingles)))
    whole = quote.digest or _digest(" ".join(wordings))
    return msgspec.structs.replace(quote, digest=whole, sayings=tuple(sayings))


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


@lru_cache(maxsize=lang.KEPT)
def word_hash(key: str) -> int:
    """An even hash of 53 bits, the same on every machine."""
    raw = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(raw, "big") & _MASK & ~1


_SENSES: lang.Remembered[int] = lang.Remembered(lambda sense: word_hash("=" + sense))
"""The hash of what counts by its sense."""


@cache
def _prints(language: str) -> lang.Remembered[_Print]:
    """The hashes of a language's words."""
    common = frozenset(fold(word) for word in lang.words(language).function_words)

    def make(written: str) -> _Print:
        word = fold(written)
        mark, number = word_hash(stem(word)), written[0].isdigit()
        counts = word not in common and (len(word) > 1 or word.isdigit())
        return _Print(mark, counts, mark | number, mark | (number or written[0].isupper()))

    return lang.Remembered(make)
