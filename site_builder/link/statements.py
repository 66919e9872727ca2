"""Quotes of one speaker that report the same words, in one statement with several sources."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.model import Card, LinkedQuote, Statement


def link_statements(
    cards: Sequence[Card], quotes: tuple[LinkedQuote, ...]
) -> tuple[tuple[LinkedQuote, ...], tuple[Statement, ...]]:
    """The quotes, each with the index of its statement where several articles report it, and the statements."""
    del cards
    return quotes, ()
