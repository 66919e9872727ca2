"""A text's quote marks into pairs: what stands inside which marks, in one pass, one odd mark spoiling nothing but itself."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from site_builder.model import Block

# A single mark between letters is an apostrophe: of all that look like marks, most are.
_MARK = re.compile(r"[«»“”„‟‹›\"‘’'](?:(?<![‘’'])|(?<![^\W_].)|(?![^\W_]))")
_PARTNER = {"«": "»", "“": "”", "”": "”", "„": "“”", "‟": "”", "‹": "›", "‘": "’", '"': '"', "'": "'"}
_BLANK = " \t\n\r\u00a0\u202f\u2009\u2007\u200a\u3000"
_LEADING = "([{—–-/:’'«“"
_TRAILING = ')]},.;:!?…"'
"""What may touch a mark on the outside that opens, or closes."""
_TURN = re.compile(r"\n\s*(?P<dash>[-–—]\s+)?")
"""The end of a line, and the dash with which one who answers begins."""
_SINGLE = "'’‘"
_RESUMES = '«»“"'
"""Marks that a paragraph repeats at its head when a quote goes on into it."""
_CONTINUES = 8
"""Over how many paragraphs a quote may run whose closing mark is late."""
_LOOK_BACK = 4
"""Only the innermost few open marks can be meant by a closing one: so a million opening marks stay linear."""


class Marked(msgspec.Struct, frozen=True, gc=False, order=True):
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


class Odd(msgspec.Struct, frozen=True, gc=False, order=True):
    """A mark without partner: where, and which ('open' or 'close')."""

    at: int
    side: str


class _Open(msgspec.Struct, frozen=True, gc=False):
    mark: str
    at: int


def pair(text: str, blocks: tuple[Block, ...]) -> tuple[list[Marked], list[Odd]]:
    """All pairs in order of their opening marks, and the odd marks. Linear in the text."""
    pairing = _Pairing(text, blocks)
    pairing.run()
    return _with_depth(sorted(pairing.found)), sorted(pairing.odd)


class _Pairing:
    """The pass: marks still open are in `held`, the paragraphs that they ran into in `breaks`."""

    def __init__(self, text: str, blocks: tuple[Block, ...]) -> None:
        self.text = text
        self.blocks = blocks
        self.marks = [match.start() for match in _MARK.finditer(text)]
        self.found: list[Marked] = []
        self.odd: list[Odd] = []
        self.held: list[_Open] = []
        self.breaks: list[int] = []
        self.nests = False
        """Whether the straight marks of this paragraph stand within each other."""

    def run(self) -> None:
        text, marks, held = self.text, self.marks, self.held
        index = 0
        for number, block in enumerate(self.blocks):
            self.nests = _nests(text, block.span.start, block.span.end)
            if held:
                self.breaks.append(number)
            resumes = block.span.start if len(held) == 1 else -1
            while index < len(marks) and marks[index] < block.span.end:
                at = marks[index]
                index += 1
                if at >= block.span.start and not (at == resumes and text[at] in _RESUMES):
                    self._step(at)
            if held and not self._goes_on(number, index):
                self._give_up(block.span.end)

    def _step(self, at: int) -> None:
        text, held = self.text, self.held
        mark = text[at]
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        side = _shape(before, after) if mark == '"' and self.nests else _side(mark, before, after, held)
        if side == "open":
            held.append(_Open(mark, at))
        if side != "close":
            return
        for back in range(1, min(len(held), _LOOK_BACK) + 1):
            opener = held[-back]
            if mark in _PARTNER[opener.mark] or mark == opener.mark:
                if back > 1:
                    self._lose(held[len(held) - back + 1 :])
                del held[len(held) - back :]
                self.found.append(Marked(opener.at, at + 1, self._parts(opener.at, at), 0))
                if not held:
                    self.breaks.clear()
                return
        if mark not in _SINGLE:
            self.odd.append(Odd(at, "close"))

    def _lose(self, openers: list[_Open]) -> None:
        self.odd.extend(Odd(opener.at, "open") for opener in openers if opener.mark not in _SINGLE)

    def _goes_on(self, number: int, index: int) -> bool:
        """Whether what is open at a paragraph's end runs into the next: resumed there, or closed before any mark opens."""
        marks, text, opener = self.marks, self.text, self.held[0]
        if opener.mark in _SINGLE or number + 1 >= len(self.blocks) or index >= len(marks):
            return False
        here = self.blocks[number + 1]
        if here.kind in {"heading", "title"} or len(self.breaks) >= _CONTINUES:
            return False
        if marks[index] == here.span.start and text[marks[index]] in (opener.mark, _PARTNER[opener.mark][-1]):
            return True
        limit = self.blocks[min(number + _CONTINUES, len(self.blocks) - 1)].span.end
        while index < len(marks) and marks[index] <= limit and text[marks[index]] in _SINGLE:
            index += 1
        if opener.mark == '"' or index >= len(marks) or marks[index] > limit:
            return False
        return text[marks[index]] in _PARTNER[opener.mark]

    def _give_up(self, end: int) -> None:
        """Ends what stays open at `end`: one behind a colon or before a capital holds to there when it is the last."""
        first, alone = self.held[0], len(self.held) == 1 and not self.breaks
        self._lose(self.held)
        if alone and first.mark not in _SINGLE:
            inside = bool(self.found) and self.found[-1].open > first.at
            told = self.text[max(0, first.at - 3) : first.at].rstrip().endswith((":", ","))
            large = self.text[first.at + 1 : first.at + 3].strip()[:1].isupper()
            if (told or large) and not inside and self.text[first.at + 1 : end].strip():
                self.found.append(Marked(first.at, end, (_trim(self.text, first.at + 1, end),), 0, closed=False))
        self.held.clear()
        self.breaks.clear()

    def _parts(self, opened: int, closed: int) -> tuple[tuple[int, int], ...]:
        text, cuts = self.text, [opened + 1]
        for number in self.breaks:
            start, end = self.blocks[number].span.start, self.blocks[number - 1].span.end
            resumed = text[start] in _RESUMES
            if start > opened and (resumed or text.count("\n", end, start) > 1):
                cuts += [end, start + resumed]
        cuts.append(closed)
        parts = [_trim(text, cuts[i], cuts[i + 1]) for i in range(0, len(cuts), 2)]
        return tuple(part for part in parts if part[1] > part[0]) or ((opened + 1, opened + 1),)


def _shape(before: str, after: str) -> str:
    """What a straight mark does by the blanks around it alone; '' where they do not say."""
    opens, closes = before in _BLANK or before in _LEADING, after in _BLANK or after in _TRAILING
    return "open" if opens and not closes else "close" if closes and not opens else ""


def _nests(text: str, start: int, end: int) -> bool:
    """Whether the straight marks of a stretch are all clear by their shape, balanced, and at some point two deep."""
    if text.count('"', start, end) < 4:
        return False
    depth = deepest = 0
    at = text.find('"', start, end)
    while at >= 0:
        side = _shape(text[at - 1 : at] if at > start else " ", text[at + 1 : at + 2] if at + 1 < end else " ")
        depth += {"open": 1, "close": -1}.get(side, -end)
        if depth < 0:
            return False
        deepest = max(deepest, depth)
        at = text.find('"', at + 1, end)
    return depth == 0 and deepest == 2


def _side(mark: str, before: str, after: str, held: list[_Open]) -> str:
    """Whether a mark opens or closes here: by its shape, then by the blanks around it, then by what is open."""
    blank_before, blank_after = before in _BLANK or before in _LEADING, after in _BLANK or after in _TRAILING
    inner = held[-1].mark if held else ""
    if mark in _SINGLE:
        return _apostrophe(mark, before, after, inner)
    if mark == '"':
        if before.isdigit() and after.isdigit():
            return "none"
        opened = any(opener.mark == '"' for opener in held[-3:])
        return "close" if opened or (blank_after and not blank_before) else "open"
    if mark in "«‹„‟":
        # Typed the wrong way round: « vente«
        typo = inner == mark and blank_after and (before.isalnum() or before in ".!?…")
        return "close" if typo else "open"
    if mark == "“":
        return "close" if inner == "„" or (inner == "“" and not blank_before and blank_after) else "open"
    if mark == "”":
        return "open" if not held and blank_before and not blank_after else "close"
    return "close"


def _apostrophe(mark: str, before: str, after: str, inner: str) -> str:
    """Single marks: an apostrophe between letters is none, and one that closes must have been opened."""
    if before.isalnum() and after.isalnum():
        return "none"
    if inner in {"‘", "'"}:
        return "close" if not after.isalnum() and before not in _BLANK else "none"
    if mark == "‘" or (mark == "'" and (before in _BLANK or before in '([{—–«“"')):
        return "open" if after.isalpha() else "none"
    return "none"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _with_depth(found: list[Marked]) -> list[Marked]:
    ends: list[int] = []
    out = []
    for one in found:
        while ends and ends[-1] <= one.open:
            ends.pop()
        out.append(replace(one, depth=len(ends)) if ends else one)
        ends.append(one.close)
    return out


def turns(text: str, one: Marked) -> list[Marked]:
    """A dialogue inside one pair of marks as one pair for each turn: each line behind the first opens with a dash."""
    start, end = one.start, one.end
    breaks = list(_TURN.finditer(text, start, end)) if "\n" in text[start:end] else []
    if not breaks or not all(match["dash"] for match in breaks):
        return [one]
    starts = [one.start, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), one.end]
    last = len(starts) - 1
    return [
        Marked(one.open if at == 0 else start, one.close if at == last else end, ((start, end),), one.depth, one.closed)
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
