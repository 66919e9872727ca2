"""The articles into bibliographies: BibTeX, RIS and CSL-JSON, one file each for the whole dossier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from site_builder.model import Card, Output
from site_builder.render.site import Site
from site_builder.render.when import interval
from site_builder.slugs import slug, unique

_TEX = {
    **{ord(sign): f"\\{sign}" for sign in "%&$#_"},
    ord("\\"): r"\textbackslash{}",
    # BibTeX counts braces behind a backslash too: one of a title would end the entry.
    ord("{"): r"\textbraceleft{}",
    ord("}"): r"\textbraceright{}",
    ord("^"): r"\^{}",
    ord("~"): r"\~{}",
}
_IN_BRACES = {ord(sign): quote(sign) for sign in "{}\\"}
"""An address keeps its signs in BibTeX, but for those that would end the field."""


def paths(site: Site) -> tuple[str, ...]:
    """Where the bibliographies lie."""
    return tuple(f"{site.addresses.data}articles.{suffix}" for suffix in ("bib", "ris", "csl.json"))


def files(site: Site) -> Iterator[Output]:
    """The three bibliographies, with what is known of each article and nothing else."""
    cards = site.dossier.articles
    keys = unique(slug(f"{card.published or 'sd'} {card.title}", "article")[:48].rstrip("-") for card in cards)
    pairs = list(zip(keys, cards, strict=True))
    folder = site.addresses.data
    yield Output(f"{folder}articles.bib", "\n".join(bibtex(key, card) for key, card in pairs).encode())
    yield Output(f"{folder}articles.ris", "".join(ris(card) for card in cards).encode())
    csl = [csl_json(key, card) for key, card in pairs]
    yield Output(f"{folder}articles.csl.json", msgspec.json.format(msgspec.json.encode(csl), indent=1) + b"\n")


def bibtex(key: str, card: Card) -> str:
    """One @article entry."""
    fields = {
        "title": f"{{{_tex(card.title)}}}", "author": _tex(card.author or ""), "journal": _tex(card.publisher or ""),
        "date": card.published or "", "url": (card.url or "").translate(_IN_BRACES),
        "langid": {"fr": "french", "en": "english"}.get(card.lang, card.lang),
        "note": "Title inferred from the first sentence" if card.title_inferred else "",
    }  # fmt: skip
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{key},\n{body}}}\n"


def ris(card: Card) -> str:
    """One newspaper article."""
    known = interval(card.published) if card.published else None
    date = ""
    if known:
        first, _, precision = known
        date = {"day": f"{first:%Y/%m/%d}/", "month": f"{first:%Y/%m}//"}.get(precision, f"{first:%Y}///")
    fields = [
        ("TY", "NEWS"), ("TI", card.title), ("AU", card.author), ("T2", card.publisher), ("DA", date),
        ("PY", date[:4]), ("UR", card.url), ("LA", card.lang),
        ("N1", "Title inferred from the first sentence" if card.title_inferred else None), ("ER", ""),
    ]  # fmt: skip
    return "".join(f"{tag}  - {_line(value or '')}\r\n" for tag, value in fields if value or tag == "ER") + "\r\n"


def csl_json(key: str, card: Card) -> dict[str, Any]:
    """One item; the date as precisely as it is known."""
    item: dict[str, Any] = {"id": key, "type": "article-newspaper", "title": card.title, "language": card.lang}
    known = interval(card.published) if card.published else None
    if known:
        first, _, precision = known
        parts = [first.year, first.month, first.day][: {"day": 3, "month": 2}.get(precision, 1)]
        item["issued"] = {"date-parts": [parts]}
    if card.author:
        item["author"] = [{"literal": card.author}]
    if card.publisher:
        item["container-title"] = card.publisher
    if card.url:
        item["URL"] = card.url
    if card.title_inferred:
        item["note"] = "Title inferred from the first sentence"
    return item


def _tex(text: str) -> str:
    """Text for a BibTeX field."""
    return _line(text).translate(_TEX)


def _line(text: str) -> str:
    """One line, without control characters."""
    shown = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return " ".join(shown.split())
