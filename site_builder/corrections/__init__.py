"""The author's corrections: read, found by their words, applied after the cache, as constraints of link, and after it."""

from __future__ import annotations

from site_builder.corrections.article import CorrectedArticle, Outcome, concerning, correct
from site_builder.corrections.dossier import Settled, constraints, finish, settle
from site_builder.corrections.file import CORRECTIONS_NAME, Corrections, load

__all__ = [
    "CORRECTIONS_NAME", "CorrectedArticle", "Corrections", "Outcome", "Settled", "concerning", "constraints", "correct",
    "finish", "load", "settle",
]  # fmt: skip
