"""Words in marks and reported speech: what is said, by whom, and what is nobody's speech."""

from __future__ import annotations

from site_builder.extract.quotes.finder import find_quotes, find_speech

__all__ = ["find_quotes", "find_speech"]
