"""An article's text and its marks into HTML; stripping the tags gives the text back, character for character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from site_builder.harmless import COMMANDS
from site_builder.model import Span
from site_builder.render.typography import NARROW, evened, missing_spaces

_ESCAPES = {**COMMANDS, ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}
_BARE = re.compile(f'[&<>"{"".join(map(chr, COMMANDS))}]')
"""What this finds nothing in is shown as it is: looking is four times as fast as translating."""


class Mark(NamedTuple):
    """A stretch of text and its element.

    `layer`: marks of a lower layer stand outside where two begin and end together. `name`: the element; `first`: what only
    its first piece carries (an id); `every`: what every piece carries (class, href), both ready-made attribute text.
    `after`: HTML without any text, put behind its last piece (a note reference, drawn by the style sheet).
    """

    start: int
    end: int
    layer: int
    name: str
    every: str
    first: str = ""
    after: str = ""


def web_address(url: str | None) -> str:
    """An address that may stand in a link: http, https or mailto, without blanks or control characters; else ''."""
    given = (url or "").strip()
    scheme = given.partition(":")[0].lower()
    return given if scheme in ("http", "https", "mailto") and given.isprintable() and " " not in given else ""


def escape(text: str) -> str:
    """The text with the four characters of markup, and those that command, replaced; most texts have none of them."""
    return text.translate(_ESCAPES) if _BARE.search(text) else text


def annotate(text: str, span: Span, marks: Iterable[Mark], language: str, *, typography: bool = True) -> str:
    """HTML of `text[span]`. Marks may nest, overlap and overhang; one that crosses another is split at its border.

    Links never nest: of two that overlap, the one that begins first (then the longer) stays.
    """
    piece = span.of(text)
    shown = evened(piece, language) if typography else piece
    inserts = missing_spaces(shown, language) if typography else []
    ordered = _in_order(marks, span)
    return _sweep(shown, span.start, ordered, inserts)


def _in_order(marks: Iterable[Mark], span: Span) -> list[Mark]:
    """The marks that touch the span, outer ones first; of a link inside or across another one only the anchor stays."""
    inside = sorted(
        (mark for mark in marks if mark.start < span.end and mark.end > span.start and mark.start < mark.end),
        key=lambda mark: (mark.start, -mark.end, mark.layer),
    )
    kept, linked = [], -1
    for mark in inside:
        if mark.name == "a":
            if mark.start < linked:
                if mark.first:  # other pages point at its anchor
                    kept.append(mark._replace(name="span", every=""))
                continue
            linked = mark.end
        kept.append(mark)
    return kept


def _sweep(shown: str, offset: int, marks: Sequence[Mark], inserts: Sequence[int]) -> str:
    """One pass from left to right with a stack of open elements."""
    out: list[str] = []
    stack: list[Mark] = []
    place, limit = offset, offset + len(shown)
    pending = list(reversed(inserts))

    def write(until: int) -> None:
        nonlocal place
        while pending and pending[-1] + offset <= until:
            at = pending[-1] + offset
            # A space before a mark belongs inside what it closes; it is written where it stands in the text.
            out.append(escape(shown[place - offset : at - offset]))
            out.append(NARROW)
            place = at
            pending.pop()
        if until > place:
            out.append(escape(shown[place - offset : until - offset]))
            place = until

    def close(until: int) -> None:
        """Closes, in order of their ends, the elements that end at or before `until`; inner ones are reopened."""
        while stack:
            end = stack[-1].end if len(stack) == 1 else min([mark.end for mark in stack])
            if end > until:
                return
            write(end)
            reopened: list[Mark] = []
            while True:
                mark = stack.pop()
                out.append(f"</{mark.name}>")
                if mark.end == end:
                    out.append(mark.after)
                else:
                    reopened.append(mark)
                if not reopened or end not in [other.end for other in stack]:
                    break
            for mark in reversed(reopened):
                out.append(f"<{mark.name}{mark.every}>")
                stack.append(mark)

    for mark in marks:
        start = max(mark.start, offset)
        close(start)
        write(start)
        begins = mark.start >= offset
        out.append(f"<{mark.name}{mark.first if begins else ''}{mark.every}>")
        stack.append(mark)
    close(limit)
    write(limit)
    out.extend(f"</{mark.name}>" for mark in reversed(stack))
    return "".join(out)
