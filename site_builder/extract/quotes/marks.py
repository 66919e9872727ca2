"""A text's quote marks into pairs: what stands inside which marks, in one pass, one odd mark spoiling nothing but itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.model import Block

_MARK = re.compile(r"[«»“”„‟‹›\"‘’']")
_PARTNER = {"«": "»", "“": "”", "„": "“”", "‟": "”", "‹": "›", "‘": "’", '"': '"', "'": "'"}
_OPENERS = "«“„‟‹‘"
_CLOSERS = "»”›’"
_BLANK = " \t\n\r\u00a0\u202f\u2009\u2007\u200a\u3000"
_CONTINUES = 8
"""Over how many paragraphs a quote may run whose closing mark is late."""


class Marked(NamedTuple):
    """What stands inside one pair of marks, `open` to `close` with them; `parts` without them, one for each paragraph.

    `depth` 0 is outermost. `closed` is False where the closing mark is missing and the end is a guess.
    """

    open: int
    close: int
    parts: tuple[tuple[int, int], ...]
    depth: int
    closed: bool = True

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]


class Odd(NamedTuple):
    """A mark without partner: where, and which ('open' or 'close')."""

    at: int
    side: str


class _Open(NamedTuple):
    mark: str
    at: int


def pair(text: str, blocks: tuple[Block, ...]) -> tuple[list[Marked], list[Odd]]:
    """All pairs in order of their opening marks, and the odd marks. Linear in the text."""
    found: list[Marked] = []
    odd: list[Odd] = []
    held: list[_Open] = []
    breaks: list[int] = []
    marks = [m.start() for m in _MARK.finditer(text)]
    index = 0
    for number, block in enumerate(blocks):
        end = block.span.end
        if held and (len(breaks) >= _CONTINUES or block.kind in ("heading", "title")):
            _give_up(held, breaks, text, found, odd)
        if held:
            breaks.append(number)
        first = True
        while index < len(marks) and marks[index] < end:
            at = marks[index]
            index += 1
            if at < block.span.start:
                continue
            if first and held and at == block.span.start and len(held) == 1 and text[at] in "«»“\"":
                first = False
                continue
            first = False
            _step(text, at, held, breaks, blocks, found, odd)
        if held and not _goes_on(text, held[0], blocks, number, marks, index):
            _give_up(held, breaks, text, found, odd, end)
    if held:
        _give_up(held, breaks, text, found, odd)
    found.sort()
    return _with_depth(found), odd


def _step(
    text: str, at: int, held: list[_Open], breaks: list[int], blocks: tuple[Block, ...], found: list[Marked], odd: list[Odd]
) -> None:
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    side = _side(mark, before, after, held)
    if side == "none":
        return
    if side == "open":
        held.append(_Open(mark, at))
        return
    # Only the innermost few can be meant; looking no deeper keeps a million opening marks linear.
    for back in range(1, min(len(held), 4) + 1):
        opener = held[-back]
        if mark in _PARTNER[opener.mark] or mark == opener.mark:
            for lost in held[len(held) - back + 1 :]:
                if lost.mark not in "‘'":
                    odd.append(Odd(lost.at, "open"))
            del held[len(held) - back :]
            found.append(Marked(opener.at, at + 1, _parts(text, opener.at, at, breaks, blocks), 0))
            if not held:
                breaks.clear()
            return
    if mark not in "’'":
        odd.append(Odd(at, "close"))


def _side(mark: str, before: str, after: str, held: list[_Open]) -> str:
    """Whether a mark opens or closes here: by its shape, then by the blanks around it, then by what is open."""
    blank_before = before in _BLANK or before in "([{—–-/:’'«“"
    blank_after = after in _BLANK or after in ")]},.;:!?…"
    inner = held[-1].mark if held else ""
    if mark in "'’‘":
        return _apostrophe(mark, before, after, blank_before, inner)
    if mark == '"':
        if before.isdigit() and after.isdigit():
            return "none"
        if any(o.mark == '"' for o in held[-3:]):
            # A straight mark inside straight marks: only a clear opener is one.
            return "close"
        return "open" if not (blank_after and not blank_before) else "close"
    if mark in "«‹„‟":
        typo = inner == mark and (before.isalnum() or before in ".!?…") and (blank_after or after == "")
        return "close" if typo else "open"
    if mark == "“":
        if inner == "„" or (inner == "“" and not blank_before and blank_after):
            return "close"
        return "open"
    if mark == "”":
        return "open" if not held and blank_before and not blank_after else "close"
    return "close"


def _apostrophe(mark: str, before: str, after: str, blank_before: bool, inner: str) -> str:
    """Single marks: an apostrophe between letters is none, one that closes must have been opened."""
    if before.isalnum() and after.isalnum():
        return "none"
    if inner in ("‘", "'") and inner:
        return "close" if not after.isalnum() and before not in _BLANK else "none"
    if mark == "‘" or (mark == "'" and blank_before):
        return "open" if after.isalpha() or mark == "‘" else "none"
    return "none"


def _goes_on(text: str, opener: _Open, blocks: tuple[Block, ...], number: int, marks: list[int], index: int) -> bool:
    """Whether a quote left open at a paragraph's end runs into the next: a mark opens that one, or one closes before any opens."""
    if opener.mark in "'‘" or number + 1 >= len(blocks) or index >= len(marks):
        return False
    following = marks[index]
    here = blocks[number + 1]
    if here.kind in ("heading", "title"):
        return False
    if following == here.span.start and text[following] in (opener.mark, _PARTNER[opener.mark][-1]):
        return True
    limit = blocks[min(number + _CONTINUES, len(blocks) - 1)].span.end
    if opener.mark == '"' or following > limit:
        return False
    while index < len(marks) and text[marks[index]] in "'’‘":
        index += 1
        if index < len(marks) and marks[index] > limit:
            return False
    return index < len(marks) and text[marks[index]] in _PARTNER[opener.mark]


def _give_up(
    held: list[_Open], breaks: list[int], text: str, found: list[Marked], odd: list[Odd], end: int | None = None
) -> None:
    """Ends what stays open: the outermost mark alone, after a colon or at the head of its paragraph, holds to the end."""
    for opener in held:
        if opener.mark not in "‘'":
            odd.append(Odd(opener.at, "open"))
    first = held[0]
    if len(held) == 1 and end is not None and first.mark not in "‘'" and not breaks:
        before = text[max(0, first.at - 3) : first.at].rstrip()
        inside = any(pair.open > first.at for pair in reversed(found[-1:]))
        if not inside and before.endswith(":") and text[first.at + 1 : end].strip():
            found.append(Marked(first.at, end, (_trim(text, first.at + 1, end),), 0, closed=False))
    held.clear()
    breaks.clear()


def _parts(text: str, opened: int, closed: int, breaks: list[int], blocks: tuple[Block, ...]) -> tuple[tuple[int, int], ...]:
    cuts = [opened + 1]
    for number in breaks:
        start = blocks[number].span.start
        cuts += [blocks[number - 1].span.end, start + (text[start] in "«»“\"")]
    cuts.append(closed)
    return tuple(
        _trim(text, cuts[i], cuts[i + 1]) for i in range(0, len(cuts), 2) if text[cuts[i] : cuts[i + 1]].strip()
    ) or ((opened + 1, opened + 1),)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _with_depth(found: list[Marked]) -> list[Marked]:
    ends: list[int] = []
    out = []
    for pair_ in found:
        while ends and ends[-1] <= pair_.open:
            ends.pop()
        out.append(pair_._replace(depth=len(ends)) if ends else pair_)
        ends.append(pair_.close)
    return out
