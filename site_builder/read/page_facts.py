"""What a web page says of itself, for machines, into stated fields: JSON-LD, meta elements, links, times."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from site_builder.model import Edtf
from site_builder.read.canonical import canonical
from site_builder.read.fields import Fields
from site_builder.read.stated_date import iso_date, written_date
from site_builder.read.tree import Element, text_of

_META_MAX = 2_000
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character: JSON can spell one, no text can hold it."""
_HEADING_LEAST = 12
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d{1,6}\)|url:\s{0,3})(?P<url>https?://[^\s<>\"']{4,1500})")
_ARTICLE_TYPES = re.compile(
    r"(?:News|Report|Analysis|Opinion|Review|Blog|Live|Satirical|Background|Advertiser)?\w{0,12}(?:Article|Posting|Report)"
)
_TITLE_METAS = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "headline")
_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
)
_AUTHOR_METAS = ("author", "article:author", "citation_author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_SITE_METAS = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher")


def stated_by(tree: Element, text: str) -> Fields:
    """What the page says of itself, for machines: JSON-LD first, then its meta elements."""
    linked = _linked_data(tree)
    metas = _metas(tree)
    date = _day(linked.get("datePublished")) or next(filter(None, (_day(metas.get(name)) for name in _DATE_METAS)), None)
    site = one_line(_name(linked.get("publisher"))) or _first(metas, _SITE_METAS)
    title = one_line(linked.get("headline")) or _first(metas, _TITLE_METAS) or _window_title(tree)
    language = (tree.get("lang") or "").strip().lower()[:2]
    return Fields(
        title=_as_shown(_without_site(title, site), tree),
        date=date or _timed(tree),
        date_origin="page" if date or _timed(tree) else "none",
        author=one_line(_name(linked.get("author"))) or _people(_first(metas, _AUTHOR_METAS)),
        publisher=site,
        url=_url(tree, metas, text),
        lang=language if re.fullmatch("[a-z]{2}", language) else None,
    )


def _metas(tree: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content and len(content) <= _META_MAX:
            found.setdefault(name, content)
    return found


def _linked_data(tree: Element) -> dict[str, object]:
    """The first JSON-LD object of the page that describes an article."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kinds = item.get("@type")
            if any(
                isinstance(kind, str) and _ARTICLE_TYPES.fullmatch(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return item
    return {}


def _items(data: object) -> Iterator[dict[str, object]]:
    """The objects of JSON-LD in reading order: the root, those of a list, those of a `@graph`."""
    queue = [data]
    for held in queue:  # grows as it is read
        if len(queue) > 5_000:
            return
        if isinstance(held, list):
            queue.extend(held)
        elif isinstance(held, dict):
            yield held
            if "@graph" in held:
                queue.append(held["@graph"])


def _name(value: object) -> str | None:
    """The name of a person or organisation of JSON-LD, which comes as text, object or list."""
    if isinstance(value, list):
        # Names are no lists of lists: what nests without end is nobody.
        return ", ".join(filter(None, (_name(one) for one in value[:12] if not isinstance(one, list)))) or None
    if isinstance(value, dict):
        return _name(value.get("name")) if not isinstance(value.get("name"), dict) else None
    return value if isinstance(value, str) and not value.startswith(("http://", "https://")) else None


def _day(value: object) -> Edtf | None:
    return (iso_date(value[:40]) or written_date(value)) if isinstance(value, str) else None


def _timed(tree: Element) -> Edtf | None:
    """The first `<time>` of an article's head, where the page marks one as its day of publication."""
    for time in tree.iter("time"):
        marked = " ".join((time.get(name) or "") for name in ("itemprop", "class", "pubdate")).lower()
        if "pub" in marked or "date" in marked:
            return _day(time.get("datetime") or text_of(time))
    return None


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((one_line(metas[name]) for name in names if name in metas), None)


def _people(value: str | None) -> str | None:
    return value if value and not value.startswith(("http://", "https://", "@")) else None


def one_line(value: object) -> str | None:
    """One line of text without markup; None for anything else."""
    if not isinstance(value, str):
        return None
    whole = _HALF.sub("\ufffd", unescape(value[:_META_MAX]))
    return " ".join(canonical(whole)[0].split()) or None


def _without_site(title: str | None, site: str | None) -> str | None:
    """A title without the site's name behind a bar or dash."""
    if title and site:
        for mark in (" | ", " - ", " – ", " — ", " · "):
            head, found, tail = title.rpartition(mark)
            if found and head and tail.strip().lower() == site.lower():
                return head.strip()
    return title


def _window_title(tree: Element) -> str | None:
    return next((one_line(text_of(title)) for title in tree.iter("title")), None)


def _as_shown(title: str | None, tree: Element) -> str | None:
    """A stated title as the page's only first heading words it: without the site's name, with its own punctuation."""
    headings = {text_of(heading) for heading in tree.iter("h1")} - {""}
    if title is None or len(headings) != 1:
        return title
    shown = headings.pop()
    letters = _letters(shown)
    return one_line(shown) if len(letters) >= _HEADING_LEAST and letters in _letters(title) else title


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _url(tree: Element, metas: dict[str, str], text: str) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    saved = _SAVED_FROM.search(text[:5000])
    return address(next(links, None)) or address(metas.get("og:url")) or address(saved["url"] if saved else None)


def address(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > _META_MAX or re.search(r"[\s\x00-\x20\x7f-\x9f<>\"]", value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.netloc else None
