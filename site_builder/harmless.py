"""Characters that command a terminal or turn the line around, into signs that do neither; the data keeps them all."""

from __future__ import annotations

import re
from typing import Any

_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x202D, 0x202E)
_TURNS = (0x202A, 0x202B, 0x202C, *range(0x2066, 0x206A))
COMMANDS = {**dict.fromkeys(_CONTROLS, "\ufffd"), **dict.fromkeys(_TURNS, "\u2060")}
"""What takes their place where text is shown: what overrides the order of letters is seen as a sign, what only embeds or
isolates becomes an unseen one."""
_COMMANDING = re.compile(f"[{''.join(map(chr, COMMANDS))}]")
"""What this finds nothing in is shown as it is: looking is four times as fast as translating."""

_LINE_ENDS = dict.fromkeys(map(ord, "\t\n\r\u2028\u2029"), " ")
_IN_A_LINE = {**COMMANDS, **_LINE_ENDS, **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def harmless(value: Any) -> Any:  # noqa: ANN401 - whatever a template shows
    """A plain text without characters that command; anything else, and ready-made markup, as it is."""
    return value.translate(COMMANDS) if type(value) is str and _COMMANDING.search(value) else value


def in_a_line(text: str) -> str:
    """A text as one line of a terminal or a log: a file's name can hold line ends and half characters too."""
    return text if text.isprintable() else text.translate(_IN_A_LINE)
