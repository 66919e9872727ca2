"""Deadlines into an iCalendar file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from site_builder import __version__
from site_builder.harmless import harmless
from site_builder.render.site import Site


def calendar(site: Site) -> bytes:
    """The deadlines that fall on a certain day as iCalendar (RFC 5545); the others are left out."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//dossier//{__version__}//EN", "CALSCALE:GREGORIAN"]
    for deadline in site.dossier.deadlines:
        step = deadline.history[-1]
        if step.first != step.last or deadline.status == "void":
            continue
        summary = site.words_of(deadline.label)
        base = site.config.base_url.rstrip("/")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{deadline.id}@{_host(site)}",
            # The stamp that the format asks for: the day itself, so that the same articles give the same file.
            f"DTSTAMP:{step.first:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{step.first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{step.first + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            *([f"URL:{base}/{site.addresses.deadlines}#dl-{deadline.id}"] if base else []),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _host(site: Site) -> str:
    """The host of the site, for ids that must be unique in the world."""
    return site.config.base_url.partition("://")[2].partition("/")[0] or "dossier.invalid"


def _escaped(text: str) -> str:
    text = "".join(c for c in harmless(text) if c not in "\u2028\u2029")
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, continuations begin with a blank."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 74:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
