"""A page that a browser saved into one MIME file (`.mhtml`) into the bytes of the page itself."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import Message
from typing import NamedTuple

from site_builder.errors import ReadError

_HINT = "Save the page again, as HTML."
_PARTS_MAX = 5_000
_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,1500}")


class Unpacked(NamedTuple):
    """The page, and the encoding that the part around it states."""

    page: bytes
    charset: str | None


def unpacked(data: bytes, where: str) -> Unpacked:
    """The first HTML part. Raises ReadError for a file that holds none."""
    try:
        whole = email.message_from_bytes(data, policy=email.policy.compat32)
        for number, part in enumerate(whole.walk()):
            if number > _PARTS_MAX:
                break
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                return Unpacked(_origin(whole, part) + _payload(part), part.get_content_charset())
    # What a crafted file makes of a parser of mail is the file's fault: too deep, a false length, a header that is none.
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ReadError("a page saved in one file that cannot be taken apart", f"{where}:1", _HINT) from error
    raise ReadError("a file that holds no web page", f"{where}:1", _HINT)


def _payload(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _origin(whole: Message, part: Message) -> bytes:
    """Where the page was, written as browsers write it into a saved page."""
    said = str(whole.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
    found = _ADDRESS.fullmatch(said.strip())
    return f"<!-- saved from url=({len(found.group()):04d}){found.group()} -->".encode() if found else b""
