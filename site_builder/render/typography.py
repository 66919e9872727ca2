"""Text into text as a printer would set it: spaces and apostrophes of the language, for display only, never in the data."""

from __future__ import annotations

import re
from functools import lru_cache

NARROW = "\u202f"
WIDE = "\u00a0"
_SPACES = " \u00a0\u202f\u2009"

# Replacing a space by another keeps every offset: what is marked up by offsets stays in place.
_FRENCH_SPACES = re.compile(
    rf"(?P<thin>[{_SPACES}](?=[;!?»]|%(?!\())|(?<=«)[{_SPACES}])"
    rf"|(?P<colon>[{_SPACES}](?=:(?:[{_SPACES}\n]|$)))"
    rf"|(?P<group>(?<=\d)[{_SPACES}](?=\d{{3}}(?!\d)))"
    rf"|(?P<unit>(?<=\d)[ ](?=[^\W\d_]|€|\$|°)|(?<=§)[{_SPACES}](?=\d)|(?<=\bn°)[ ](?=\d))"
)
_ENGLISH_SPACES = re.compile(r"(?P<unit>(?<=§)[ ](?=\d)|(?<=\d)[ ](?=million\b|billion\b|trillion\b|percent\b))")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
# Where French sets a space that the source left out.
_MISSING = re.compile(rf"(?<=«)(?=[^{_SPACES}])|(?<=[\w»)…])(?=[;!?](?:[{_SPACES}\n»]|$))|(?<=[^{_SPACES}\n])(?=»)")
_TRIGGERS = re.compile(r"[;!?»«:%§'°]|\d[ \u00a0\u2009]")


def evened(text: str, language: str) -> str:
    """The text with its spaces and apostrophes as the language sets them; as many code points as before."""
    if not _TRIGGERS.search(text):
        return text
    text = _APOSTROPHE.sub("\u2019", text)
    if language == "fr":
        return _FRENCH_SPACES.sub(_space, text)
    return _ENGLISH_SPACES.sub(WIDE, text)


def missing_spaces(text: str, language: str) -> list[int]:
    """Where a narrow space belongs that the source does not have: before `; ! ?` and `»`, after `«` (French only)."""
    if language != "fr" or not _TRIGGERS.search(text):
        return []
    return [found.start() for found in _MISSING.finditer(text)]


@lru_cache(maxsize=16384)
def display(text: str, language: str) -> str:
    """The text as it is shown; not for texts that are marked up by offsets. Remembered: titles and names come back."""
    text = evened(text, language)
    for place in reversed(missing_spaces(text, language)):
        text = text[:place] + NARROW + text[place:]
    return text


def _space(found: re.Match[str]) -> str:
    return WIDE if found.lastgroup in ("colon", "unit") else NARROW
