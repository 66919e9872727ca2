"""Words into hashes by which the same words, or the same thing said otherwise, are found in other articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from site_builder.extract.senses import Known, Lexicon, lexicon
from site_builder.extract.stems import MASK
from site_builder.model import Quote, Saying, Span
from site_builder.packed import pack
from site_builder.scan import Scan


def fingerprint(words: Sequence[str], language: str) -> tuple[int, ...]:
    """Sorted hashes of the content words (even) and of each pair of neighbouring ones (odd).

    A content word counts by its sense where the language's table has one, else by its first letters without accents, so
    that inflections, synonyms of press language, cognates, names and numbers meet, in French and in English alike. A pair
    counts by first letters only, so that pairs tell whether the wording is one. Marks and function words count for
    nothing. `words` are tokens as written, in order. Linear.
    """
    told = lexicon(language)
    return _fingerprint(told, told.known(words))


def _fingerprint(told: Lexicon, words: list[Known]) -> tuple[int, ...]:
    words = told.joined(words, told.phrases_in(words))
    marks = [word.mark for word in words if word.mark is not None]
    stems = [word.stem for word in words if word.mark is not None]
    marks += [((first * 0x1F35 + second * 2) & MASK) | 1 for first, second in pairwise(stems)]
    return tuple(sorted(set(marks)))


def words_only(words: Sequence[str], language: str) -> tuple[int, ...]:
    """Sorted hashes of content words, for what is compared as a set: odd for names and numbers, even for all others.

    A name is a word with a capital that does not open the sentence and has no sense of its own.
    """
    told = lexicon(language)
    known = told.known(words)
    return hashes_of(told.joined(known, told.phrases_in(known)))


def hashes_of(words: Iterable[Known]) -> tuple[int, ...]:
    """As `words_only`, of words whose phrases were joined already."""
    content = [word for word in words if word.mark is not None]
    found = {word.mark: word.inside for word in content[1:]}
    if content:
        found.setdefault(content[0].mark, content[0].head)
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
    told = lexicon(scan.language)
    wordings: list[str] = []
    sayings: list[Saying] = []
    for pieces in _by_sentence(scan, quote.parts):
        words = told.known([word for piece in pieces for word in _words(scan, piece)])
        wording = " ".join([word.small for word in words])
        if wording:
            wordings.append(wording)
        if shingles := _fingerprint(told, words):
            sayings.append(Saying(Span(pieces[0].start, pieces[-1].end), _digest(wording), pack(shingles)))
    whole = quote.digest or (sayings[0].digest if len(wordings) == len(sayings) == 1 else _digest(" ".join(wordings)))
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
