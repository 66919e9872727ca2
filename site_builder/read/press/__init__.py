"""Exports of press databases into readings: one file, many articles, every stated field kept."""

from __future__ import annotations

import re

from site_builder.read.fields import Reading
from site_builder.read.press import europresse, factiva, lexisnexis

_HEAD = 200_000
_EUROPRESSE = re.compile(r"""class\s?=\s?["'][^"'<>]{0,80}DocPublicationName""")
_FACTIVA = re.compile(r"""class\s?=\s?["']article [a-z]{2}Article["']|class\s?=\s?["'][a-z]{2}Headline["']""")
_LEXISNEXIS = re.compile(
    r"<!-- Hide XML section from browser\s{1,9}<DOC NUMBER|<meta topic=[^<>]{0,80}documents=", re.IGNORECASE
)


def read_page(text: str, where: str) -> list[Reading] | None:
    """The articles of an HTML export; None for a page that is no export of a known database."""
    head = text[:_HEAD]
    if _EUROPRESSE.search(head):
        return europresse.read(text, where)
    if _FACTIVA.search(head):
        return factiva.read_page(text, where)
    if _LEXISNEXIS.search(head):
        return lexisnexis.read(text, where)
    return None


def read_xml(text: str, where: str) -> list[Reading]:
    """The articles of an XML export. Raises ReadError for XML of another kind."""
    return factiva.read_xml(text, where)
