"""A site's `robots.txt` into what a program may fetch there (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote

_SAFE = "/?&=:;,@!$'()*+-._~"
_DELAY = re.compile(r"\d{1,4}(?:\.\d{1,3})?")


class Rules(NamedTuple):
    """What one program may fetch. `paths`: each pattern with whether it allows; `delay`: seconds between two requests."""

    paths: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path, with its query, may be fetched: the longest pattern decides, and `Allow` where two are as long."""
        path = _even(path)
        fitting = [(len(pattern), allowed) for pattern, allowed in self.paths if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


def rules_for(program: str, text: str) -> Rules:
    """The rules of the groups that name `program`, or else of those for everybody."""
    groups: dict[str, list[tuple[str, str]]] = {}
    named: list[str] = []
    heads = True
    for key, value in _lines(text):
        if key == "user-agent":
            named = [*named, value.lower()] if heads else [value.lower()]
            heads = True
            for name in named:
                groups.setdefault(name, [])
        elif key in ("allow", "disallow", "crawl-delay"):
            heads = False
            for name in named:
                groups[name].append((key, value))
    chosen = groups.get(program.lower(), groups.get("*", []))
    paths = tuple((_even(value), key == "allow") for key, value in chosen if key != "crawl-delay" and value)
    delays = [float(value) for key, value in chosen if key == "crawl-delay" and _DELAY.fullmatch(value)]
    return Rules(paths, max(delays, default=0.0))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _even(path: str) -> str:
    """A path in which the same letters are always written in the same way."""
    return quote(unquote(path), safe=_SAFE)


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern, in which `*` is anything and a last `$` the end, fits the beginning of a path. Linear."""
    closed = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if closed and not rest:
        return path == first
    last = rest.pop() if closed else ""
    at = len(first)
    for piece in rest:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return path.endswith(last) and len(path) - len(last) >= at
