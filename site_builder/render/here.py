"""A page's place into relative links: how to get from it to any other."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from site_builder.model import Permalink
from site_builder.render.site import Lines, Site

T = TypeVar("T")
REMEMBERED = 1 << 13
"""How many lines of a kind are remembered, in each process."""


class Here:
    """The place a view is made for: links from it, and the site."""

    __slots__ = ("_lines", "permalink", "root", "site")

    def __init__(self, site: Site, permalink: Permalink) -> None:
        self.site = site
        self.permalink = permalink
        self.root = "../" * permalink.count("/")
        if permalink == site.addresses.lost and not site.offline:
            # It is served from any address, so nothing relative can work.
            self.root = _path_of(site.config.base_url)
        # Lines lead into articles, so on an article's own page they are not what they are on all other pages of its depth.
        alone = permalink.startswith(site.addresses.articles)
        self._lines: Lines = {} if alone else site.lines.setdefault(self.root, {})

    def line(self, kind: str, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for all pages of this depth: lines of lists, which many pages show."""
        lines = self._lines.get(kind)
        if lines is None or len(lines) >= REMEMBERED:
            lines = self._lines[kind] = {}
        known = lines.get(key)
        if known is None:
            known = lines[key] = self.site.notes.within(make)
        else:
            self.site.notes.again(known[1])
        line: T = known[0]
        return line

    def to(self, target: str, fragment: str = "") -> str:
        """A relative link to a permalink, or to a passage of it."""
        if target == self.permalink and fragment:
            return f"#{fragment}"
        path = self.root + target
        if self.site.offline and (not target or target.endswith("/")):
            path += "index.html"
        path = path or "./"
        return f"{path}#{fragment}" if fragment else path

    def permalink_of(self, href: str) -> Permalink:
        """The permalink that a link made here leads to."""
        return Permalink(href.removeprefix(self.root).removesuffix("index.html").removeprefix("./"))

    def to_period(self, key: str) -> str:
        """The way to a month of the timeline, wherever that is cut."""
        page = self.site.period_page.get(key, self.site.addresses.timeline)
        return self.to(page, f"m-{key}" if key in self.site.period_page else "")


def _path_of(base_url: str) -> str:
    """'https://example.org/deals/' as '/deals/'."""
    _, _, rest = base_url.partition("://")
    _, _, path = rest.partition("/")
    return f"/{path.strip('/')}/" if path.strip("/") else "/"
