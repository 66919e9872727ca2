"""What a page calls itself, in its head and in its headings, into the article's title without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from site_builder.read.page.values import letters, one_line
from site_builder.read.tree import Element, lines_of, text_of

_MARKS = re.compile(r"\s+[|·•»«–—-]{1,2}\s+|\s+::\s+|\s*\|\s*")
_CUT = re.compile(r"(?:…|\.\.\.)\s*$")
_CALLED = re.compile(r"(?:^|[\s_-])(?:h1|headline|titre|title|entry-title|post-title)(?:$|[\s_-])", re.IGNORECASE)
_LEAST = 10
"""Letters that a heading needs to be told apart from a rubric."""
_LONGEST = 400
_SITE_WORDS = 6
_LOOKED_AT = 200
_TOP = 12
"""Lines of a page among which its masthead is."""


class Named(NamedTuple):
    """The title, and the site's name where it stood beside it."""

    title: str | None
    site: str | None


def title_of(tree: Element, window: str | None, stated: Sequence[str], sites: Iterable[str]) -> Named:
    """The title that the page states, as its heading words it.

    `window`: what the browser's window is called; `stated`: best first; `sites`: names of the site.
    """
    said = [*stated, *([window] if window else [])]
    known = {letters(site) for site in sites} - {""}
    heads = [head for head in _headings(tree) if letters(head) not in known]
    if not said:
        return Named(heads[0] if len(heads) == 1 else None, None)
    shown = _shown(heads, said, least=0) or _shown(_marked(tree), said, least=0.5)
    title = shown or _without_site(said[0], known | _mastheads(tree))
    if shown is None and not stated and len(heads) == 1 and len(heads[0].split()) > len(title.split()):
        title = heads[0]  # the window names the site alone, or the issue
    return Named(title, _site_beside(title, window))


def _headings(tree: Element) -> list[str]:
    """The first-rank headings, without those that lead to the front page: there they are the site's name."""
    found = []
    for heading in tree.iter("h1"):
        home = any((link.get("href") or "").rstrip("#") in ("/", "./", "../") for link in heading.iter("a"))
        line = one_line(text_of(heading))
        if line and len(line) <= _LONGEST and not home:
            found.append(line)
    return found


def _mastheads(tree: Element) -> set[str]:
    """Short lines at the top of a page, in letters: the site's name is among them, and its sections."""
    body = tree.find(".//body")
    lines = lines_of(tree if body is None else body)[:_TOP]
    return {letters(line) for line in lines if len(line.split()) <= _SITE_WORDS} - {""}


def _marked(tree: Element) -> list[str]:
    """Other headings, and what is called a title by its class."""
    nodes = tree.iter("h2", "h3", "h4", "div", "p", "span")
    called = (node for node in nodes if node.tag[0] == "h" or _CALLED.search(node.get("class") or ""))
    lines = (one_line(text_of(node)[: _LONGEST + 1]) for node in islice(called, _LOOKED_AT))
    return [line for line in lines if line and len(line) <= _LONGEST]


def _shown(headings: Sequence[str], stated: Sequence[str], *, least: float) -> str | None:
    """The longest heading that is a part of a stated title (`least`: of how much of it), or of which one is an end."""
    fitting = []
    everything = [letters(title) for title in stated]
    for heading in headings:
        own = letters(heading)
        inside = len(own) >= _LEAST and any(own in title for title in everything if len(own) >= least * len(title))
        around = any(
            len(title) >= _LEAST and (own.startswith(title) or own.endswith(title))
            for title in (letters(_CUT.sub("", said)) for said in stated)
        )
        if inside or around:
            fitting.append((len(own), heading))
    if fitting:
        return max(fitting, key=lambda item: item[0])[1]
    return headings[0] if len(headings) == 1 and _alike(headings[0], stated[0]) else None


def _alike(heading: str, title: str) -> bool:
    """Whether a page's only heading is another wording of its title: half of the words of the longer one, and four."""
    one, other = (set(re.findall(r"\w{3,}", text.lower())) for text in (heading, title))
    return len(one & other) >= max(4, max(len(one), len(other)) / 2)


def _without_site(title: str, sites: set[str]) -> str:
    """A title without the names of the site and of its sections before or behind it."""
    pieces = _MARKS.split(title)
    marks = _MARKS.findall(title)
    first, last = 0, len(pieces)
    known = [index for index, piece in enumerate(pieces) if letters(piece) in sites]
    if known and known[-1] == last - 1 and last > 1:
        last -= 1
        # Between a title and the site's name stand sections, which are a word or two.
        while last > first + 1 and len(pieces[last - 1].split()) <= 2 and len(pieces[first].split()) > 3:
            last -= 1
    elif known and known[0] == 0 and last > 1:
        first = 1
    elif last > 1 and "|" in marks[-1] and len(pieces[-1].split()) <= _SITE_WORDS < len(title.split()):
        last -= 1
    line = pieces[first]
    for index in range(first + 1, last):
        line += marks[index - 1] + pieces[index]
    return line.strip() or title


def _site_beside(title: str, window: str | None) -> str | None:
    """What the window's title says beside the article's, where it reads as a name."""
    if not window or title not in window:
        return None
    before, _, after = window.partition(title)
    for rest in (after, before):
        pieces = [piece.strip(" |·•»«–—-:") for piece in _MARKS.split(f" {rest.strip()} ")]
        named = [piece for piece in pieces if piece and piece[0].isupper() and len(piece.split()) <= _SITE_WORDS]
        if named and _MARKS.search(f" {rest.strip()} "):
            return named[-1]
    return None
