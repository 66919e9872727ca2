"""The seeds' form: a text whose first line opens with ` date 2020-09`, blank lines between paragraphs, no mark-up."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from site_builder import lang
from site_builder.model import Block, BlockKind, Diagnostic, Edtf, Span
from site_builder.read.canonical import OffsetMap, canonical

_HEADER = re.compile(r"\s*date[ \t]*:?[ \t]+(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?![\w/-])[ \t]*", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_CLOSED = re.compile(r"[.;:,…–—-][\"'’”»)\]\s]*$|[!?]\s*[\"”»)\]]\s*$|,?\s*»$")
_ASKED = re.compile(r"[!?]\s*$")
_BULLET = re.compile(r"(?:[-–—*•▪‣◦·]|\d{1,2}[.)°])[ \t\u00a0]+\S")
_QUESTION_TITLE_MAX = 120
_TITLE_MAX = 220
_HEADING_MAX = 90
_HEADING_WORDS = 14


class Plain(NamedTuple):
    """What the plain form says: canonical text with blocks; `title` is a span of it, None where one must be inferred."""

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    title: Span | None
    published: Edtf | None
    diagnostics: tuple[Diagnostic, ...]


def parse(raw: str) -> Plain:
    """Reads the seeds' form; any text is valid, and what it lacks (date, title) is left out."""
    text, offsets = canonical(raw)
    published, start, problems = _header(text)
    while start < len(text) and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    text, offsets = text[start:].rstrip(), offsets.after(start)
    text = _unwrapped(text)
    blocks = _blocks(text)
    title = _title(text, blocks)
    if title is not None:
        blocks = (Block("title", title), *blocks[1:])
    return Plain(text, offsets, blocks, title, published, problems)


def _header(text: str) -> tuple[Edtf | None, int, tuple[Diagnostic, ...]]:
    """The stated date, the offset behind it, and what is wrong with it."""
    match = _HEADER.match(text.lstrip("\ufeff"))
    if not match:
        return None, 0, ()
    skipped = len(text) - len(text.lstrip("\ufeff"))
    year, month, day = match.groups()
    value = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        line = text[: match.end()].count("\n") + 1
        problem = Diagnostic(
            "W201",
            "warning",
            f"the header's date {value} does not exist",
            f":{line}",
            "Write it as 2020-09-14, 2020-09 or 2020.",
        )
        return None, skipped + match.end(), (problem,)
    return Edtf(value), skipped + match.end(), ()


def _unwrapped(text: str) -> str:
    """The text with the line ends of hard-wrapped paragraphs as spaces; no offset moves."""
    if text.count("\n") < 2:
        return text
    pieces = list(text)
    at = 0
    for match in [*_BLANK_LINE.finditer(text), None]:
        end = match.start() if match else len(text)
        lines = text[at:end].split("\n")
        body = [len(line) for line in lines[:-1]]
        if len(body) > 1 and min(body) > 40 and max(body) <= 100 and max(body) - min(body) <= 20:
            for index in range(at, end):
                if pieces[index] == "\n":
                    pieces[index] = " "
        at = match.end() if match else end
    return "".join(pieces)


def _blocks(text: str) -> tuple[Block, ...]:
    """Each line that says something is a block; its kind is read off its shape and what follows it."""
    spans = [Span(match.start(), match.end()) for match in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
    heads = [_is_heading(span.of(text)) and _alone(text, span) for span in spans]
    blocks = []
    for index, span in enumerate(spans):
        kind: BlockKind = "paragraph"
        followed = index + 1 < len(spans) and not heads[index + 1]
        if _BULLET.match(span.of(text)):
            kind = "list_item"
        elif index and heads[index] and followed:
            kind = "heading"
        blocks.append(Block(kind, span, 2 if kind == "heading" else 0))
    return tuple(blocks)


def _alone(text: str, span: Span) -> bool:
    """Whether blank lines (or the text's ends) stand on both sides of a line."""
    before, after = text[: span.start].rstrip(" \t\u00a0\u202f"), text[span.end :].lstrip(" \t\u00a0\u202f")
    return (not before or before.endswith("\n\n") or re.search(r"\n\s*\n$", before[-20:]) is not None) and bool(
        not after or re.match(r"\n\s*\n", after[:40])
    )


def _is_heading(line: str) -> bool:
    if len(line) > _HEADING_MAX or len(line.split()) > _HEADING_WORDS or _CLOSED.search(line) or _BULLET.match(line):
        return False
    first = line.lstrip("«“\"' \u00a0\u202f")[:1]
    return bool(first) and not first.islower() and any(char.isalpha() for char in line)


def _title(text: str, blocks: tuple[Block, ...]) -> Span | None:
    """The first line, where it is one line without closing punctuation and a blank line and more text follow."""
    if len(blocks) < 2:
        return None
    span = blocks[0].span
    line = span.of(text)
    if len(line) > _TITLE_MAX or _CLOSED.search(line) or not _alone(text, span):
        return None
    asked = _ASKED.search(line)
    if asked and (len(line) > _QUESTION_TITLE_MAX or re.search(r"[.!?…]\s", line[: asked.start()].strip())):
        return None
    return span


def infer_title(first_sentence: str, language: str) -> str:
    """A title from the opening sentence: up to its first clause boundary, else whole, else cut at a word.

    A boundary is a semicolon, a colon, a spaced dash, or a comma with a word behind it that opens a clause; one inside
    marks or brackets, or before the fourth word, is none.
    """
    openers = lang.words(language).clause_openers
    depth = words = 0
    sentence = " ".join(first_sentence.split())
    for match in re.finditer(r"[«“(\[]|[»”)\]]|[\w’'-]+|[;:]|,| [–—-] ", sentence):
        mark = match.group()
        if mark in "«“([":
            depth += 1
        elif mark in "»”)]":
            depth = max(0, depth - 1)
        elif mark[0].isalnum():
            words += 1
        elif depth == 0 and words > 3:
            follows = re.match(r"\s*([^\W\d_]+)", sentence[match.end() :])
            if mark != "," or (follows and follows.group(1).lower() in openers):
                return sentence[: match.start()].rstrip()
    sentence = sentence.rstrip(" .\u00a0\u202f")
    if len(sentence) <= _QUESTION_TITLE_MAX:
        return sentence
    comma = sentence.rfind(",", 40, _QUESTION_TITLE_MAX)
    if comma > 0:
        return sentence[:comma]
    return sentence[: sentence.rfind(" ", 0, _QUESTION_TITLE_MAX)] + "…"
