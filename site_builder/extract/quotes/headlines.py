"""Words in marks in a headline, which does not say whose they are, into whose: of the quote in the text that has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from site_builder.model import Block, Quote, Span, Term

_WORD = re.compile(r"[^\W\d_]{4,}")
_ANY = re.compile(r"\w+")
_PAIR = 2
"""The blanks of a row of one word: from two words on a row is the same by itself."""
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
    heads = headlines(text, blocks)
    spans = [quote.parts[0] for quote in quotes if quote.kind != "indirect"] + [term.span for term in terms]
    if not quotes or not any(within(span, heads) for span in spans):
        return quotes, terms
    body = [
        quote for quote in quotes if quote.kind != "indirect" and quote.why != "nobody" and not within(quote.parts[0], heads)
    ]
    known = [_known(text, quote) for quote in body]
    resolved = [_given(text, quote, known) if within(quote.parts[0], heads) else quote for quote in quotes]
    left = []
    for term in terms:
        source = _source(text, term.span, known, _CLEARLY, _SPOKEN) if within(term.span, heads) else None
        if source is None:
            left.append(term)
        else:
            resolved.append(_like(source, msgspec.structs.replace(source, parts=(term.span,), kind="fragment")))
    resolved.sort(key=lambda quote: quote.parts)
    return resolved, left


def headlines(text: str, blocks: Sequence[Block]) -> list[Span]:
    """The headings of a text, and its first line when it is short."""
    heads = [block.span for block in blocks if block.kind in ("title", "heading")]
    line = text.find("\n")
    if 0 < line <= _HEADLINE:
        heads.append(Span(0, line))
    return heads


def within(span: Span, heads: Sequence[Span]) -> bool:
    start = span.start
    for head in heads:  # noqa: SIM110 - asked for every quote and term, and a loop is twice as fast
        if head.start <= start < head.end:
            return True
    return False


def _words(text: str, span: Span) -> list[str]:
    return _WORD.findall(span.of(text).lower())


class _Known(NamedTuple):
    """A quote of the text: its longer words, and all in their row."""

    words: frozenset[str]
    row: str
    quote: Quote


def _known(text: str, quote: Quote) -> _Known:
    words = frozenset(word for part in quote.parts for word in _words(text, part))
    return _Known(words, " | ".join(_row(part.of(text)) for part in quote.parts), quote)


def _row(words: str) -> str:
    """The words in small letters, each between two blanks, so that a row of them is looked for as a whole."""
    return " " + " ".join(_ANY.findall(words.lower())) + " "


def _given(text: str, quote: Quote, known: Sequence[_Known]) -> Quote:
    if quote.kind == "indirect" or (quote.confidence >= _KNOWN and quote.why != "nobody"):
        return quote
    source = _source(text, quote.parts[0], known, _SHARE, _FEWEST)
    agrees = source is not None and quote.certain and quote.speaker_text == source.speaker_text
    return quote if source is None or agrees else _like(source, quote)


def _source(text: str, span: Span, known: Sequence[_Known], share: float, fewest: int) -> Quote | None:
    """The first quote that has most of the words, when it has enough of them."""
    wanted, whole = frozenset(_words(text, span)), _row(span.of(text))
    same = (one.quote for one in known if whole in one.row)
    if whole.count(" ") > _PAIR and (exact := next(same, None)) is not None:
        return exact
    if len(wanted) < fewest or not known:
        return None
    best = max(known, key=lambda one: len(wanted & one.words))
    return best.quote if len(wanted & best.words) >= share * len(wanted) else None


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
