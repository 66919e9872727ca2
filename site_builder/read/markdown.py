"""Markdown into a body: an article's text is the text of its tokens, with the spans of its blocks and formatting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from site_builder.config import Limits
from site_builder.model import Block, BlockKind, Diagnostic, InlineMark, Span
from site_builder.read.canonical import canonical, is_canonical
from site_builder.read.fields import Body
from site_builder.read.plain import blocks_of
from site_builder.read.title import is_title

_MARKS: dict[str, Literal["strong", "em", "s", "link"]] = {
    "strong_open": "strong",
    "em_open": "em",
    "s_open": "s",
    "link_open": "link",
}
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20\x7f]+", re.IGNORECASE)
_INLINE_MAX = 20_000
_BRACKETS_MAX = 200
"""Characters and brackets of a paragraph beyond which its formatting is not looked for: time may grow as their square."""


def parse(raw: str, where: str, first_line: int, limits: Limits) -> Body:
    """Reads Markdown (CommonMark, tables, footnotes, strikethrough; HTML stays text). Any text is valid."""
    text = canonical(raw)[0].lstrip("\ufeff").strip("\n")
    try:
        tokens = _parser(limits.nesting).parse(text)
        too_deep = any(token.level >= limits.nesting - 1 for token in tokens)
    except RecursionError:
        too_deep = True
    if not too_deep:
        return _Reader().body(tokens)
    message = "Markdown nested too deeply: its text is shown as it was written"
    note = Diagnostic("W230", "warning", message, f"{where}:{first_line}", "Take away some of the levels of `>` or lists.")
    return Body(text.rstrip(), blocks_of(text.rstrip()), diagnostics=(note,))


@cache
def _parser(nesting: int) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": nesting})
    # Press articles hold no program: what is indented is a paragraph.
    parser.enable(["table", "strikethrough"]).disable("code").use(footnote_plugin)
    # Every link parses, so that its words are read; only a safe address is kept (`_Reader.inline`).
    parser.validateLink = _any_link  # type: ignore[method-assign]
    parser.core.ruler.at("inline", _bounded_inline)
    return parser


def _any_link(url: str) -> bool:
    del url
    return True


def _bounded_inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(token.content) > _INLINE_MAX or token.content.count("[") > _BRACKETS_MAX:
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


class _Reader:
    """Tokens into text: grows the text, its blocks and its marks, in order. Blocks are joined by a blank line."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.blocks: list[Block] = []
        self.marks: list[InlineMark] = []
        self.lists = self.quotations = 0
        self.item_begins = False
        self.note = ""

    def body(self, tokens: Sequence[Token]) -> Body:
        """The body of a whole document; a first heading of level 1, or a first line that is one, is its title."""
        table: list[list[str]] | None = None
        for index, token in enumerate(tokens):
            self._count(token)
            if token.type == "table_open":
                table = []
            elif token.type == "tr_open" and table is not None:
                table.append([])
            elif token.type == "table_close" and table is not None:
                self._put("table", 0, "\n".join("\t".join(row) for row in table), [])
                table = None
            elif token.type == "inline" and table:
                table[-1].append(" ".join(_inline(token.children or ())[0].split()))
            elif token.type == "inline":
                self._put(*self._kind(tokens[index - 1]), *self._noted(*_inline(token.children or ())))
            elif token.type in ("fence", "code_block"):
                self._put("code", 0, _fenced(token), [])
        text = "".join(self.pieces)
        blocks, title = self.blocks, None
        if len(blocks) > 1 and _is_title(blocks[0], text):
            title = blocks[0].span
            blocks[0] = Block("title", title)
        return Body(text, tuple(blocks), title, tuple(self.marks))

    def _count(self, token: Token) -> None:
        """Keeps how deep in lists and quotations the token stands, and whether a list item or a footnote begins."""
        if token.type.startswith(("bullet_list", "ordered_list")):
            self.lists += token.nesting
        elif token.type.startswith("blockquote"):
            self.quotations += token.nesting
        elif token.type == "list_item_open":
            self.item_begins = True
        elif token.type == "footnote_open":
            self.note = _label(token) + " "

    def _kind(self, opening: Token) -> tuple[BlockKind, int]:
        if opening.type == "heading_open":
            return "heading", int(opening.tag[1:])
        if self.item_begins:
            self.item_begins = False
            return "list_item", self.lists
        return ("quotation", 0) if self.quotations else ("paragraph", 0)

    def _noted(self, text: str, marks: list[InlineMark]) -> tuple[str, list[InlineMark]]:
        """The first block of a footnote, behind the number by which the text calls it."""
        note, self.note = self.note, ""
        return note + text, _moved(marks, len(note))

    def _put(self, kind: BlockKind, level: int, text: str, marks: list[InlineMark]) -> None:
        """Adds a block without its outer blanks; one that holds nothing to read leaves no trace."""
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return
        if self.blocks:
            self.pieces.append("\n\n")
            self.size += 2
        self.pieces.append(text)
        span = Span(self.size, self.size + len(text))
        self.size = span.end
        self.blocks.append(Block(kind, span, level))
        for mark in _moved(marks, span.start - lead):
            inner = Span(max(mark.span.start, span.start), min(mark.span.end, span.end))
            if inner.start < inner.end:
                self.marks.append(InlineMark(mark.kind, inner, mark.href))


def _fenced(token: Token) -> str:
    """The text of a fence; words behind its opening marks are text, where one word is the name of a notation."""
    return f"{token.info}\n{token.content}" if " " in token.info.strip() else token.content


def _is_title(block: Block, text: str) -> bool:
    line = block.span.of(text)
    return block.level == 1 if block.kind == "heading" else block.kind == "paragraph" and "\n" not in line and is_title(line)


def _moved(marks: list[InlineMark], by: int) -> list[InlineMark]:
    return [InlineMark(mark.kind, Span(mark.span.start + by, mark.span.end + by), mark.href) for mark in marks]


def _label(token: Token) -> str:
    """How a footnote is called in the text: its own label, else its number."""
    return f"[{token.meta.get('label') or int(token.meta['id']) + 1}]"


def _inline(children: Sequence[Token]) -> tuple[str, list[InlineMark]]:
    """The text of a block's inline tokens, and their formatting by offset in it, sorted. Pictures have no text."""
    pieces: list[str] = []
    size = 0
    marks: list[tuple[int, InlineMark]] = []  # numbered by where they open: what holds comes before what it holds
    opened: list[tuple[int, str, int]] = []
    for number, token in enumerate(children):
        start = size
        for piece in _pieces(token, pieces[-1][-1:] if pieces else ""):
            pieces.append(piece)
            size += len(piece)
        if token.type == "code_inline":
            marks.append((number, InlineMark("code", Span(start, size))))
        elif token.type in _MARKS:
            opened.append((number, str(token.attrs.get("href", "")), start))
        elif token.nesting < 0 and opened:
            opening, href, start = opened.pop()
            kind = _MARKS[token.type.replace("_close", "_open")]
            if start < size and (kind != "link" or _LINK.fullmatch(href)):
                marks.append((opening, InlineMark(kind, Span(start, size), href)))
    return "".join(pieces), [mark for _, mark in sorted(marks, key=lambda pair: pair[0])]


def _pieces(token: Token, before: str) -> tuple[str, ...]:
    """The text of one inline token, behind the character `before`."""
    if token.type in _BREAKS:
        return (_BREAKS[token.type],)
    if token.type == "footnote_ref":
        return (_label(token),)
    if token.type not in ("text", "code_inline", "text_special"):
        return ()
    piece = token.content
    if not is_canonical(piece):  # a character reference may stand for what canonical text does not hold
        piece = canonical(piece)[0]
    if before and piece and not is_canonical(before + piece[:1]):
        # Without the markup between them this mark would melt into the letter before it.
        return ("\u00a0", piece)
    return (piece,)
