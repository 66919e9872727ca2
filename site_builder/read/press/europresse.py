"""A Europresse export (HTML, the old layout and the new one) into readings."""

from __future__ import annotations

import re

from site_builder.errors import ReadError
from site_builder.read.fields import Reading
from site_builder.read.press.reading import date_in_key, reading_of, stated_date
from site_builder.read.press.words import is_byline, press, states_rights, without_opener
from site_builder.read.tree import Element, lightened, lines_of, page, text_of

_KEY = re.compile(r"\b[a-z]{2,12}·\d{8}·[\w·-]+")
_ELSEWHERE = re.compile(r"\bapd-")
"""Where else an article appeared."""
_PAGE = re.compile(r",?\s*p\.?\s*[\w-]+\s*$")
_SECTION = re.compile(r"\s*(?P<section>[^,\d]{2,60}),")
_ISSUE = re.compile(r",\s*(?:no|n°|nº|#)\.?\s*\S+$", re.IGNORECASE)
_HEADER_MAX = 500
"""What is longer is no line of a header; these patterns take the square of its length."""
_WEEKDAY = re.compile(
    r"(?i)\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)


def read(text: str, where: str) -> list[Reading]:
    """The articles of an export, in its order. Raises ReadError when it holds none."""
    tree = page(lightened(text), where)
    readings = []
    seen = set()
    for name in _by_class(tree, "docpublicationname"):
        box = _box(name)
        if box is not None and box not in seen:
            seen.add(box)
            readings.append(_new(box, name) if box.tag == "article" else _old(box, name))
    if not readings:
        raise ReadError("a Europresse page without an article", f"{where}:1", "Export the articles again as HTML.")
    return readings


def _box(name: Element) -> Element | None:
    """The element that holds one article: `<article>` in the new layout, the outer table's cell in the old one."""
    for outer in name.iterancestors():
        if outer.tag in ("article", "td"):
            return outer
    return None


def _by_class(element: Element, name: str) -> list[Element]:
    return (
        [found for found in element.iter() if name in (found.get("class") or "").lower().split()]
        if element is not None
        else []
    )


def _new(box: Element, name: Element) -> Reading:
    """New layout: header, section, aside and footer say what is what."""
    header, body = box.find(".//header"), box.find(".//section")
    titles = _by_class(box, "titrearticlevisu")
    key = _key(box)
    said = " ".join(text_of(line) for line in _by_class(box, "docheader"))
    above, after, signed = _around_title(header, titles)
    aside = box.find(".//aside")
    notes = [line for line in lines_of(aside) if not line.endswith(":")] if aside is not None else []
    footer = box.find(".//footer")
    rights = next((line for line in lines_of(footer) if states_rights(line)), None) if footer is not None else None
    return reading_of(
        [*after, *(lines_of(body) if body is not None else []), *notes],
        box.sourceline or 1,
        title=" ".join(text_of(title) for title in titles),
        date=stated_date(said) or date_in_key(key or ""),
        publisher=_ISSUE.sub("", text_of(name)[:_HEADER_MAX]),
        author=without_opener(", ".join(signed)),
        rights=rights,
        tags=_tags(_section(said), above),
        key=key,
    )


def _around_title(header: Element | None, titles: list[Element]) -> tuple[list[str], list[str], list[str]]:
    """The header's lines between the date and the title (column, line above the title), those behind it that belong to the
    text, and who wrote it."""
    if header is None:
        return [], [], []
    elsewhere = [part for part in header.iter("div", "ul") if _ELSEWHERE.search(part.get("class") or "")]
    lines = lines_of(header, without=elsewhere)
    named = [line for part in _by_class(header, "docauthors") for line in lines_of(part)]
    stated = [line for mark in _by_class(header, "docheader") for line in lines_of(mark)][-1:]
    titles = [title for title in titles if text_of(title)]
    if not titles:
        behind = lines[lines.index(stated[0]) + 1 :] if stated and stated[0] in lines else []
        return [], [], named or [line for line in behind if is_byline(line)]
    first, last = lines_of(titles[0])[:1], lines_of(titles[-1])[-1:]
    begin = next((index for index, line in enumerate(lines) if [line] == stated), -1)
    above = next((index for index, line in enumerate(lines) if index > begin and [line] == first), begin + 1)
    below = max((index for index, line in enumerate(lines) if [line] == last), default=len(lines))
    behind = lines[below + 1 :]
    signed = named or [line for line in behind if is_byline(line) or len(line.split()) <= 4]
    return lines[begin + 1 : above], [line for line in behind if line not in signed], signed


def _tags(section: tuple[str, ...], lines: list[str]) -> tuple[str, ...]:
    """Section and column, each once, whatever their capitals."""
    return tuple({tag.lower(): tag for tag in (*lines, *section) if len(tag) <= 60}.values())


def _old(box: Element, name: Element) -> Reading:
    """Old layout: one run of text in a cell, where only source, header and title are marked."""
    titles = _by_class(box, "titrearticlevisu")
    headers = _by_class(box, "docheader")
    tables = [table for table in box.iter("table") if table is not box]
    key = _key(box)
    said = "".join("".join(header.itertext()) for header in headers)
    title = " ".join(text_of(title) for title in titles)
    paragraphs = lines_of(box, without=[*tables, *headers, name])
    at = next((index for index, line in enumerate(paragraphs) if line and line == title), -1)
    above, paragraphs = paragraphs[: max(at, 0)], paragraphs[at + 1 :]
    rights = next((line for line in reversed(paragraphs) if states_rights(line)), None)
    paragraphs = [line for line in paragraphs if not _is_notice(line, rights)]
    author = None
    if len(paragraphs) > 1 and (is_byline(paragraphs[0]) or paragraphs[0] == _closed_line(titles)):
        author = paragraphs.pop(0)
    return reading_of(
        paragraphs,
        name.sourceline or 1,
        title=title,
        date=stated_date(said) or date_in_key(key or ""),
        publisher=_ISSUE.sub("", text_of(name)[:_HEADER_MAX]),
        author=without_opener(author) if author else None,
        rights=rights,
        tags=_tags(_section(said), above),
        key=key,
    )


def _closed_line(titles: list[Element]) -> str | None:
    """The line behind the title that ends in `<br>` where paragraphs end in `<p>`: so the old layout sets the author."""
    node = titles[-1].getnext() if titles else None
    while node is not None and node.tag == "br" and not (node.tail or "").strip():
        node = node.getnext()
    end = node.getnext() if node is not None and node.tag == "br" else None
    behind = end.getnext() if end is not None and end.tag == "br" and not (end.tail or "").strip() else None
    return " ".join((node.tail or "").split()) if node is not None and behind is not None and behind.tag == "p" else None


def _is_notice(line: str, rights: str | None) -> bool:
    small = line.lower()
    return line == rights or any(small.startswith(word) for word in press().document_openers)


def _key(box: Element) -> str | None:
    found = _KEY.findall(text_of(box))
    # The number is printed in the notice and again in the certificate, which is the one that the database vouches for.
    return found[-1] if found else None


def _section(said: str) -> tuple[str, ...]:
    match = _SECTION.match(_PAGE.sub("", said[:_HEADER_MAX]))
    return (match["section"].strip(),) if match and not _WEEKDAY.search(match["section"]) else ()
