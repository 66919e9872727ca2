"""Two articles into whether they are one: by address, by a database's identifier, or by nearly the same words."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from site_builder.model import Article

_WORD = re.compile(r"\w+")
_LENGTH = 5
_NEAR = 0.8
_LEAST = 8
_TRACKING = re.compile(r"utm_\w+|xtor|fbclid|gclid|at_\w+|cmp|ref|source", re.IGNORECASE)


class Known(NamedTuple):
    """Why an article is there already, and the file that holds it."""

    source: str
    why: str


class Shelf:
    """The articles of a dossier, to be asked whether one is among them; linear in what is added and asked."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._addresses: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._sizes: list[tuple[int, str]] = []
        self._holders: dict[int, list[int]] = {}
        for article in articles:
            self.add(article)

    def add(self, article: Article) -> None:
        if article.url:
            self._addresses.setdefault(plain_address(article.url), article.source)
        self._ids.setdefault(article.id, article.source)
        prints = _prints(article.text)
        for hashed in prints:
            self._holders.setdefault(hashed, []).append(len(self._sizes))
        self._sizes.append((len(prints), article.source))

    def at_address(self, url: str) -> Known | None:
        """The article that was read at an address, if any."""
        source = self._addresses.get(plain_address(url))
        return Known(source, "the same address on the web") if source is not None else None

    def find(self, article: Article) -> Known | None:
        """The article that this one repeats, if any."""
        known = self.at_address(article.url) if article.url else None
        if known is not None:
            return known
        if article.key and article.id in self._ids:  # a database's identifier makes the id
            return Known(self._ids[article.id], "the same identifier")
        prints = _prints(article.text)
        shared = Counter(number for hashed in prints for number in self._holders.get(hashed, ()))
        for number, count in shared.most_common(3):
            size, source = self._sizes[number]
            if count >= _NEAR * max(size, len(prints)):
                return Known(source, "nearly the same text")
        return None


def _prints(text: str) -> set[int]:
    """Hashes of runs of words; a text too short for them is compared as a whole."""
    words = [word.lower().encode() for word in _WORD.findall(text)]
    if len(words) < _LENGTH + _LEAST:
        return {zlib.crc32(b" ".join(words))}
    return {zlib.crc32(b" ".join(words[at : at + _LENGTH])) for at in range(len(words) - _LENGTH + 1)}


def plain_address(url: str) -> str:
    """An address without what does not change the page: scheme, `www.`, a last slash, the marks of who linked to it."""
    parts = urlsplit(url)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name)])
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return f"{host}{parts.path.rstrip('/')}{f'?{query}' if query else ''}"
