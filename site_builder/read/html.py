"""A saved web page into a reading: main text, title, date, author and site; needs the `html` extra."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Protocol

from site_builder.config import Limits
from site_builder.errors import ReadError
from site_builder.model import Block, BlockKind, Diagnostic, Span
from site_builder.read.canonical import canonical
from site_builder.read.fields import Body, Fields, Reading
from site_builder.read.page import stated_by
from site_builder.read.page.linked import linked_data
from site_builder.read.page.opening import author_in, dates_said
from site_builder.read.page.values import address, letters, one_line
from site_builder.read.press.words import is_byline, is_furniture
from site_builder.read.stated_date import iso_date
from site_builder.read.tree import Element, extra, lightened, lines_of, page, text_of

_HELD = ("p", "head", "quote", "item", "table", "code", "ab")
_KINDS: dict[str, BlockKind] = {"head": "heading", "quote": "quotation", "item": "list_item", "code": "code"}
_OPENING, _OPENING_MAX = 8, 260
"""How many pieces may stand above an article's first paragraph, and how long each may be."""
_CELL_MAX = 250
"""Characters of a cell beyond which it holds an article, and no figure."""
_CUT = "Read the end of the article; where it is cut, save the page again after signing in."
_HINT = "Save the page again when it has loaded, or paste its text into a .txt file."


Piece = tuple[BlockKind, int, str]
"""Kind, level and text of what becomes a block."""


class Found(Protocol):
    """What trafilatura finds in a page."""

    title: str | None
    date: str | None
    author: str | None
    sitename: str | None
    url: str | None
    body: Element | None


def read(text: str, where: str, limits: Limits) -> Reading:
    """The article of a saved page. Raises ReadError when no text is found, PluginError without the `html` extra."""
    trafilatura = extra("trafilatura")
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    light = lightened(text)
    if len(light) > limits.page_size:
        hint = "Save it without its scripts and pictures, or raise `page_size` under [limits] in dossier.toml."
        raise ReadError(f"a page of more than {limits.page_size:,} characters", f"{where}:1", hint)
    tree = page(light, where)
    if sum(1 for _ in tree.iter()) > limits.page_elements:
        hint = "Save the article alone (reader view), or raise `page_elements` under [limits] in dossier.toml."
        raise ReadError(f"a page of more than {limits.page_elements:,} elements", f"{where}:1", hint)
    stated = stated_by(tree, text)
    try:
        found = trafilatura.bare_extraction(
            tree,
            url=stated.url,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # A year in a footer is no day of publication.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # a library that meets any page: whatever it raises is the page's fault
        raise ReadError(
            f"the page's article cannot be told from the rest ({type(error).__name__})", f"{where}:1", _HINT
        ) from error
    if found is None or found.body is None:
        raise ReadError("no article found in the page", f"{where}:1", _HINT)
    fields = stated.over(_guessed(found))
    told, signed = _opened(list(_pieces(found.body)), fields)
    body = _body(told)
    if linked_data(tree, fields.title).sold:
        note = Diagnostic("N209", "note", "the page is for subscribers: its text may be cut", f"{where}:1", _CUT)
        body = body._replace(diagnostics=(note,))
    if not body.text:
        raise ReadError("no article found in the page", f"{where}:1", _HINT)
    return Reading(body, stated.over(Fields(author=signed)).over(fields))


def _opened(pieces: list[Piece], fields: Fields) -> tuple[list[Piece], str | None]:
    """The pieces without what a page writes above an article (its title again, who wrote it and when), and who signed it."""
    kept: list[Piece] = []
    signed = None
    title, author = (letters(value or "") for value in (fields.title, fields.author))
    for index, (kind, level, line) in enumerate(pieces):
        if len(line) > _OPENING_MAX or index >= _OPENING or kind in ("quotation", "table", "code"):
            return [*kept, *pieces[index:]], signed
        own = letters(line)
        if own and own in (title, author):
            continue
        who = author_in(line) if is_byline(line) else None
        if any(dates_said(line)) or (kind != "heading" and (is_furniture(line) or who)):
            signed = signed or who or author_in(line)
        else:
            kept.append((kind, level, line))
    return kept, signed


def _body(told: Iterable[Piece]) -> Body:
    """The text of the pieces and their blocks: headings, paragraphs, quotations, items, tables."""
    blocks: list[Block] = []
    pieces: list[str] = []
    size = 0
    for kind, level, line in told:
        start = size + (2 if pieces else 0)
        pieces.append(line)
        size = start + len(line)
        blocks.append(Block(kind, Span(start, size), level))
    while blocks and blocks[-1].kind == "heading":  # a heading with nothing under it announced what was left out
        blocks.pop()
        pieces.pop()
    return Body("\n\n".join(pieces), tuple(blocks))


def _pieces(tree: Element) -> Iterator[Piece]:
    for node in tree.iter(*_HELD):
        if any(outer.tag in _HELD for outer in node.iterancestors()):
            continue
        if node.tag == "table":
            yield from _of_table(node)
            continue
        kind = _KINDS.get(node.tag, "paragraph")
        level = _level(node) if kind == "heading" else 1 if kind == "list_item" else 0
        for line in lines_of(node):
            yield kind, level, line


def _of_table(node: Element) -> Iterator[Piece]:
    """A table of figures as one piece; of one that only lays a page out, the lines of its cells that hold the article."""
    cells = [[text_of(cell) for cell in row.iter("cell")] for row in node.iter("row")]
    if any(len(cell) > _CELL_MAX for row in cells for cell in row):
        for cell in node.iter("cell"):
            if len(text_of(cell)) > _CELL_MAX:
                for line in lines_of(cell):
                    yield "paragraph", 0, line
        return
    text = "\n".join(line for row in cells if (line := "\t".join(row).strip()))
    if text:
        yield "table", 0, canonical(text)[0]


def _level(node: Element) -> int:
    rank = (node.get("rend") or "")[-1:]
    return int(rank) if rank in ("1", "2", "3", "4", "5", "6") else 2


def _guessed(found: Found) -> Fields:
    """What the library makes of the page's looks, for what the page does not state."""
    date = iso_date(found.date or "")
    return Fields(
        title=one_line(found.title),
        date=date,
        date_origin="page" if date else "none",
        author=one_line(found.author),
        publisher=one_line(found.sitename),
        url=address(found.url),
    )
