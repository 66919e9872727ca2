"""What a page states, whatever its type, into one line of text, an address, or the letters by which two texts compare."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from site_builder.read.canonical import canonical

LONGEST = 2_000
"""Characters of a stated value beyond which it is not read."""
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character: JSON can spell one, no text can hold it."""
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)


def one_line(value: object) -> str | None:
    """One line of text without markup; None for anything else."""
    if not isinstance(value, str):
        return None
    whole = _HALF.sub("\ufffd", unescape(value[:LONGEST]))
    return " ".join(canonical(_TAG.sub(" ", whole))[0].split()) or None


def address(value: object) -> str | None:
    """An address on the web as it stands; None for anything else."""
    if not isinstance(value, str) or len(value) > LONGEST or re.search(r"[\s\x00-\x20\x7f-\x9f<>\"]", value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.netloc else None


def letters(text: str) -> str:
    """The letters and digits of a text, small, in which two wordings of one title are the same."""
    return "".join(char for char in text.lower() if char.isalnum())
