"""Words in marks and reported speech: what is said, by whom, and what is nobody's speech."""

from __future__ import annotations

from site_builder.model import Diagnostic, NameMention, Quote, Term
from site_builder.scan import Scan


def find_quotes(
    scan: Scan, names: tuple[NameMention, ...]
) -> tuple[tuple[Quote, ...], tuple[Term, ...], tuple[Diagnostic, ...]]:
    """Quotes and terms in order, with a diagnostic for each odd mark. `names` are the candidates of the same text."""
    del scan, names
    return (), (), ()
