"""Pages as written into the links among them that lead nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from site_builder.model import Output

_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "src", "use": "href", "area": "href"}


class Broken(NamedTuple):
    """A link of `page` (a path below the output folder) to `href`: `missing` is the file or the anchor that is not there."""

    page: str
    line: int
    href: str
    missing: str


class _Page(HTMLParser):
    """The links of one page, with the line on which each stands, and its anchors."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, int]] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif value and _LINKS.get(tag) == name:
                self.links.append((value, self.getpos()[0]))


def broken(outputs: Iterable[Output], base_url: str = "") -> Iterator[Broken]:
    """The links inside the site whose file or anchor does not exist, in the order of the pages. Linear in the outputs.

    `base_url`: absolute links below it are links inside the site too. Only addresses and anchors are kept of each page.
    """
    anchors: dict[str, frozenset[str]] = {}
    links: dict[str, list[tuple[str, int]]] = {}
    for output in outputs:
        anchors[output.path] = frozenset()
        if output.path.endswith(".html"):
            page = _Page()
            page.feed(output.body.decode("utf-8"))
            page.close()
            anchors[output.path], links[output.path] = frozenset(page.anchors), page.links
    for path, found in links.items():
        for href, line in found:
            missing = _missing(path, href, anchors, base_url.rstrip("/"))
            if missing:
                yield Broken(path, line, href, missing)


def _missing(path: str, href: str, anchors: Mapping[str, frozenset[str]], base: str) -> str:
    """The file or anchor that a link names and that does not exist; '' when it exists or lies outside the site."""
    if base and href.startswith(f"{base}/"):
        href, path = href[len(base) + 1 :], ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return href
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    target = path
    if parts.path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        if parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", ".."):
            target = posixpath.normpath(f"{target}/index.html")
    elif not path:
        target = "index.html"
    if target not in anchors:
        return target
    wanted = unquote(parts.fragment)
    return f"#{wanted}" if wanted and wanted not in anchors[target] and target.endswith(".html") else ""
