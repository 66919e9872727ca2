"""Words in marks in a headline, which does not say whose they are, into whose: of the quote in the text that has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from site_builder.model import Block, Quote, Span, Term

_WORD = re.compile(r"[^\W\d_]{4,}")
_HEADLINE = 160
"""A first line of more characters is no headline."""
_SHARE, _FEWEST = 0.6, 2
"""How much of a headline's longer words the quote in the text has, and how many they are at least."""
_CLEARLY, _SPOKEN = 0.8, 3
"""The same, for words that the headline alone would leave a term."""
_SURE = 82
_KNOWN = 93
"""A headline this sure of its own speaker is believed."""


def resolve_headlines(
    text: str, blocks: Sequence[Block], quotes: list[Quote], terms: list[Term]
) -> tuple[list[Quote], list[Term]]:
    """Quotes and terms with those of headlines given to who says the same words in the text."""
    heads = [block.span for block in blocks if block.kind in ("title", "heading")]
    line = text.find("\n")
    if 0 < line <= _HEADLINE:
        heads.append(Span(0, line))
    if not heads or not quotes:
        return quotes, terms
    body = [
        quote
        for quote in quotes
        if quote.kind != "indirect" and quote.why != "nobody" and not _within(quote.parts[0], heads)
    ]
    known = [(frozenset(words for part in quote.parts for words in _words(text, part)), quote) for quote in body]
    resolved = [_given(text, quote, known) if _within(quote.parts[0], heads) else quote for quote in quotes]
    left = []
    for term in terms:
        source = _source(text, term.span, known, _CLEARLY, _SPOKEN) if _within(term.span, heads) else None
        if source is None:
            left.append(term)
        else:
            resolved.append(_like(source, msgspec.structs.replace(source, parts=(term.span,), kind="fragment")))
    resolved.sort(key=lambda quote: quote.parts)
    return resolved, left


def _within(span: Span, heads: Sequence[Span]) -> bool:
    return any(head.start <= span.start < head.end for head in heads)


def _words(text: str, span: Span) -> list[str]:
    return _WORD.findall(span.of(text).lower())


def _given(text: str, quote: Quote, known: Sequence[tuple[frozenset[str], Quote]]) -> Quote:
    if quote.kind == "indirect" or (quote.confidence >= _KNOWN and quote.why != "nobody"):
        return quote
    source = _source(text, quote.parts[0], known, _SHARE, _FEWEST)
    return quote if source is None else _like(source, quote)


def _source(text: str, span: Span, known: Sequence[tuple[frozenset[str], Quote]], share: float, fewest: int) -> Quote | None:
    """The first quote that has most of the words, when it has enough of them."""
    wanted = frozenset(_words(text, span))
    if len(wanted) < fewest or not known:
        return None
    found, quote = max(known, key=lambda one: len(wanted & one[0]))
    return quote if len(wanted & found) >= share * len(wanted) else None


def _like(source: Quote, quote: Quote) -> Quote:
    """The quote, said by who says `source`."""
    return msgspec.structs.replace(
        quote,
        rule="headline",
        cue=None,
        speaker=source.speaker,
        speaker_key=source.speaker_key,
        speaker_text=source.speaker_text,
        source=source.source,
        via=source.via,
        why="same words",
        confidence=min(_SURE, source.confidence),
        certain=False,
    )
