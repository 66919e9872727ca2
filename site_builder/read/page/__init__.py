"""What a web page says of itself, for machines and for readers, into stated fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from urllib.parse import urlsplit

from site_builder.read.fields import Fields
from site_builder.read.page.dates import published
from site_builder.read.page.linked import linked_data
from site_builder.read.page.opening import Opening, author_in
from site_builder.read.page.titles import title_of
from site_builder.read.page.values import LONGEST, address, one_line
from site_builder.read.press.words import without_opener
from site_builder.read.tree import Element, text_of

_SAVED_FROM = re.compile(r"(?:saved from url=\(\d{1,6}\)|url:\s{0,3})(?P<url>https?://[^\s<>\"']{4,1500})")
_TITLES = (
    "og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "headline", "parsely-title",
    "sailthru.title",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
    "byl", "article:author_name",
)  # fmt: skip
_SITES = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher", "publisher")
_BYLINE = re.compile(r"(?:^|[\s_-])(?:author|auteurs?|byline|signature|journalist\w*)(?:$|[\s_-])", re.IGNORECASE)
_BYLINE_MAX = 90
_LOOKED_AT = 100
"""Elements called a byline that are read: a page of comments has thousands."""

Metas = dict[str, list[str]]


def stated_by(tree: Element, text: str) -> Fields:
    """What the page says of itself: JSON-LD first, then its meta elements, then what stands around its heading."""
    metas = _metas(tree)
    window = next((line for title in tree.iter("title") if (line := one_line(text_of(title)))), None)
    linked = linked_data(tree, window)
    url = _url(tree, metas, text)
    site = linked.name("publisher") or _first(metas, _SITES) or _marked(tree, "publisher")
    headline = one_line(linked.get("headline"))
    titles = (headline, *(_first(metas, (name,)) for name in _TITLES), _marked(tree, "headline"))
    sites = filter(None, (site, _first(metas, _SITES), _host(url)))
    named = title_of(tree, window, [title for title in titles if title], sites)
    language = (tree.get("lang") or "").strip()
    opening = Opening.of(tree, named.title)
    date = published(tree, opening, linked, metas, url=url, language=language or "fr")
    code = language.lower()[:2]
    return Fields(
        title=named.title,
        date=date,
        date_origin="page" if date else "none",
        author=linked.name("author") or _authors(metas) or _signed(tree) or opening.author(),
        publisher=site or named.site,
        url=url,
        lang=code if re.fullmatch("[a-z]{2}", code) else None,
    )


def _metas(tree: Element) -> Metas:
    found: Metas = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            # What describes a part of the page (its publisher, a picture) is no description of the page.
            inner = attribute == "itemprop" and any(outer.get("itemprop") for outer in meta.iterancestors())
            if name and content and len(content) <= LONGEST and not inner:
                found.setdefault(name, []).append(content)
    return found


def _first(metas: Metas, names: Sequence[str]) -> str | None:
    return next((line for name in names for value in metas.get(name, ()) if (line := one_line(value))), None)


def _authors(metas: Metas) -> str | None:
    for name in _AUTHORS:
        lines = (one_line(value) for value in metas.get(name, ()))
        said = [without_opener(line) for line in lines if line and not line.startswith(("http", "@"))]
        if said:
            return "; ".join(dict.fromkeys(said)) if any("," in line for line in said) else ", ".join(dict.fromkeys(said))
    return None


def _marked(tree: Element, name: str) -> str | None:
    """What an element is marked as by microdata: its own text, or that of the name inside it."""
    for node in tree.iter():
        if (node.get("itemprop") or "").lower() == name if isinstance(node.tag, str) else False:
            inner = next((part for part in node.iter() if part is not node and part.get("itemprop") == "name"), node)
            line = one_line(inner.get("content") or text_of(inner))
            if line and len(line) <= LONGEST:
                return line
    return None


def _signed(tree: Element) -> str | None:
    """Who is said to have written it where the page shows so: microdata, a link to the author, a line called a byline."""
    marked = _marked(tree, "author")
    if marked:
        return without_opener(marked)
    nodes = tree.iter("a", "span", "p", "div", "address")
    called = (node for node in nodes if node.get("rel") == "author" or _BYLINE.search(node.get("class") or ""))
    for node in islice(called, _LOOKED_AT):
        line = one_line(text_of(node)[: _BYLINE_MAX + 1])
        if line and len(line) <= _BYLINE_MAX:
            who = author_in(line)
            if who:
                return who
    return None


def _host(url: str | None) -> str | None:
    """The name in an address, by which a site may call itself: `telegraphe-comtois` of `www.telegraphe-comtois.fr`."""
    host = (urlsplit(url).hostname or "") if url else ""
    return host.removeprefix("www.").rpartition(".")[0] or None


def _url(tree: Element, metas: Metas, text: str) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    saved = _SAVED_FROM.search(text[:5000])
    return address(next(links, None)) or address(_first(metas, ("og:url",))) or address(saved["url"] if saved else None)
