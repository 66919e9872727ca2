"""The seeds' form into a body: first line ` date 2020-09`, blank lines between paragraphs, no mark-up."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from site_builder.model import Block, BlockKind, Diagnostic, Edtf, Span
from site_builder.read.canonical import OffsetMap, canonical
from site_builder.read.fields import Body
from site_builder.read.stated_date import dated, dates_in, iso_date, written_date
from site_builder.read.title import is_bullet, is_heading, is_title

_BEHIND = r"(?:[.,;:](?=\s))?[ \t\u00a0]*(?:[–—|-][ \t\u00a0]+)?"
"""What may stand between a header's date and a title on the same line."""
_HEADER = re.compile(
    r"\s{0,200}date[ \t\u00a0]*:?[ \t\u00a0]+(?P<date>\d{4}(?:[-/.]\d\d?){0,2}|\d{8})"
    r"(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w/-])"
    rf"{_BEHIND}",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"\s{0,200}date[ \t\u00a0]*:?[ \t\u00a0]+(?:[^\W\d_]{4,9},?[ \u00a0](?=\d))?"
    r"(?P<date>(?:\d\d?(?:er)?[ \u00a0])?[^\W\d_]{3,9}\.?[ \u00a0](?:\d\d?,[ \u00a0])?\d{4})(?!\w)"
    rf"{_BEHIND}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\s{0,200}date[ \t\u00a0]*:?[ \t\u00a0]+"
    r"(?P<date>(?P<one>\d\d?)(?P<sep>[/.-])(?P<two>\d\d?)(?P=sep)(?P<year>\d{4}))(?![\w/-])"
    rf"{_BEHIND}",
    re.IGNORECASE,
)
_UNCLEAR = re.compile(r"\s{0,200}(?P<line>date[ \t\u00a0]*:?[ \t\u00a0]+[^\n]{0,20}\d{4}[^\n]{0,6})(?:\n|\Z)", re.IGNORECASE)
_HINT = "Write it as 2020-09-14, 2020-09 or 2020."
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_GAP = re.compile(r"\n[^\S\n]*\n")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


class Plain(NamedTuple):
    """What the plain form says: its body, the date of its header, and how canonical offsets map to the raw text's."""

    body: Body
    offsets: OffsetMap
    published: Edtf | None


def parse(raw: str, where: str = "", first_line: int = 1) -> Plain:
    """Reads the seeds' form; any text is valid, and what it lacks (date, title) is left out."""
    text, offsets = canonical(raw)
    published, start, problems = header(text, where, first_line)
    while start < len(text) and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    line = first_line + text.count("\n", 0, start)
    text, offsets = text[start:].rstrip(), offsets.after(start)
    text = _unwrapped(text)
    blocks = blocks_of(text)
    title = blocks[0].span if blocks and blocks[0].kind == "title" else None
    return Plain(Body(text, blocks, title, diagnostics=problems, line=line), offsets, published)


def header(text: str, where: str = "", first_line: int = 1) -> tuple[Edtf | None, int, tuple[Diagnostic, ...]]:
    """What a first line such as ` date 2020-09` says: the date, the offset behind it, and what is wrong with it."""
    skipped = len(text) - len(text.lstrip("\ufeff"))
    match = _HEADER.match(text, skipped)
    if match:
        said = match["date"]
        value = dated(said[:4], said[4:6], said[6:]) if len(said) == 8 and said.isdigit() else iso_date(said)
    elif match := _NUMBERED.match(text, skipped):
        found = dates_in(match["date"], day_first=None)
        if not found and dated(match["year"], match["one"], match["two"]):
            line = first_line + text.count("\n", 0, match.start("date"))
            message = f"the header's date {match['date']} may be two days"
            return None, match.end(), (Diagnostic("W201", "warning", message, f"{where}:{line}", _HINT),)
        value = found[0].value if found else None
    else:
        match = _WORDED.match(text, skipped)
        value = written_date(match["date"]) if match else None
        if match is None or value is None:
            return None, 0, _unclear(text, skipped, where, first_line)
    if value is not None:
        return value, match.end(), ()
    line = first_line + text.count("\n", 0, match.start("date"))
    problem = Diagnostic("W201", "warning", f"the header's date {match['date']} does not exist", f"{where}:{line}", _HINT)
    return None, match.end(), (problem,)


def _unclear(text: str, skipped: int, where: str, first_line: int) -> tuple[Diagnostic, ...]:
    """A warning where a first line of its own begins like a header and its date cannot be read; the line stays text."""
    match = _UNCLEAR.match(text, skipped)
    if match is None:
        return ()
    line = first_line + text.count("\n", 0, match.start("line"))
    message = f"the first line reads like a date and none that is known: {match['line'].strip()}"
    return (Diagnostic("W201", "warning", message, f"{where}:{line}", _HINT),)


def _unwrapped(text: str) -> str:
    """The text with the line ends of hard-wrapped paragraphs as spaces; no offset moves."""
    if text.count("\n") < 2:
        return text
    pieces: list[str] = []
    at = 0
    for match in _BLANK_LINES.finditer(text):
        pieces += (_joined(text[at : match.start()]), match.group())
        at = match.end()
    return "".join([*pieces, _joined(text[at:])])


def _joined(paragraph: str) -> str:
    """A paragraph whose lines were cut at one width becomes one line; verses, lists and short lines stay."""
    widths = [len(line) for line in paragraph.split("\n")[:-1]]
    wrapped = len(widths) > 1 and min(widths) > 40 and max(widths) <= 100 and max(widths) - min(widths) <= 20
    return paragraph.replace("\n", " ") if wrapped else paragraph


def blocks_of(text: str, *, titled: bool = True) -> tuple[Block, ...]:
    """The structure of unmarked text: each line is a block, its kind read off its shape and what stands around it.

    `titled`: the first line may be a title; where the title is stated elsewhere it is not.
    """
    spans = [Span(match.start(), match.end()) for match in _LINE.finditer(text)]
    alone = _alone(text, spans)
    heads = [apart and is_heading(span.of(text)) for span, apart in zip(spans, alone, strict=True)]
    blocks = []
    for index, span in enumerate(spans):
        kind: BlockKind = "paragraph"
        followed = index + 1 < len(spans) and not heads[index + 1]
        if is_bullet(text[span.start : span.start + 8]):
            kind = "list_item"
        elif index and heads[index] and followed:
            kind = "heading"
        blocks.append(Block(kind, span, 2 if kind == "heading" else 0))
    if titled and len(blocks) > 1 and alone[0] and is_title(spans[0].of(text)):
        blocks[0] = Block("title", spans[0])
    return tuple(blocks)


def _alone(text: str, spans: list[Span]) -> list[bool]:
    """For each line, whether blank lines (or the text's ends) stand on both sides of it."""
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    gaps = [_GAP.search(text, end, start) is not None for end, start in zip(ends, starts, strict=True)]
    if gaps:
        gaps[0] = gaps[-1] = True
    return [before and after for before, after in itertools.pairwise(gaps)]
