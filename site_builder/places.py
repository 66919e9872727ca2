"""A passage of an article into the line and column of the file that it was read from."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path

from site_builder.corrections.selector import Folded
from site_builder.errors import SiteBuilderError
from site_builder.model import Article, Span
from site_builder.read import encoding

ENOUGH = 60
"""Characters of a passage, without blanks, by which it is found again."""


class Places:
    """Finds passages in the files of a folder.

    Readers drop header lines, markup and boilerplate: so the words themselves are looked for in the file.
    """

    def __init__(self, seeds: Path) -> None:
        self._root = seeds.parent
        self._files = lru_cache(maxsize=8)(self._load)
        self._articles = lru_cache(maxsize=8)(Folded.of)

    def of(self, article: Article, span: Span) -> str:
        """`file:line:column`, from 1; the file alone where markup lies between the words or they cannot be told apart."""
        file = self._files(article.source)
        here = self._articles(article.text)
        words = Folded.of(span.of(article.text)).letters[:ENOUGH]
        if file is None or not words:
            return article.source
        before = here.letters.count(words, 0, bisect_left(here.places, span.start))
        if file.letters.count(words) != here.letters.count(words):
            return article.source
        at = -1
        for _ in range(before + 1):
            at = file.letters.find(words, at + len(words) if at >= 0 else 0)
        offset = file.places[at]
        line = file.text.count("\n", 0, offset) + 1
        return f"{article.source}:{line}:{offset - file.text.rfind(chr(10), 0, offset)}"

    def _load(self, source: str) -> Folded | None:
        try:
            text = encoding.decode((self._root / source).read_bytes(), source).text
        except (OSError, SiteBuilderError):
            return None
        return Folded.of(unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
