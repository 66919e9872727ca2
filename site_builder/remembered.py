"""What each page was made of at the last build, and how its file looked then: what would be the same is not made again.

A page is made of its view, the templates and the program, and a view of the facts that were read for it (`render.facts`).
So where none of these facts has changed not even the view is made; where one has, and the view comes out the same, the page
is not rendered. Both only while the file has the size, times and number that it had after being written.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from site_builder.cache import Cache, key_of
from site_builder.code import code_digest
from site_builder.model import Page
from site_builder.render.facts import Facts, standing
from site_builder.render.theme import Theme
from site_builder.stamps import Stamp, stamp_of
from site_builder.unchanged import versions


class Made(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page as it was made: digest of what it was made of, digest of its bytes, its file, and the facts it was made of.

    `facts`: their numbers, packed; None for a page that is made of the whole dossier.
    """

    view: bytes
    digest: str
    stamp: Stamp
    facts: bytes | None = None


class _Last(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a build. `made_with`: the program, the templates."""

    made_with: bytes
    facts: Facts
    pages: dict[str, Made]


class Remembered:
    """The pages of the last build into one output folder, by path."""

    def __init__(self, cache: Cache, output: Path, theme: Theme) -> None:
        self._key = key_of("pages", str(output.absolute()))
        self._folder = str(output)
        self._with = code_digest(with_pages=True) + versions() + theme.digest.encode()
        self._made: dict[str, Made] = {}
        self._last: _Last | None = None
        raw = cache.get(self._key)
        if raw is not None:
            with contextlib.suppress(msgspec.MsgspecError):  # made by another version
                self._last = msgspec.msgpack.decode(raw, type=_Last)
                self._made = self._last.pages
        self.facts: Facts | None = None

    def standing(self, now: Facts, paths: Iterable[str]) -> dict[str, Made]:
        """Those of the pages that stand as they are, by path: no fact that they were made of has changed, nor their file.

        `now`: the facts of this build, which are remembered with its pages.
        """
        self.facts, last, self._last = now, self._last, None
        if last is None or last.made_with != self._with or last.facts.common != now.common:
            return {}
        moved = now.moved_since(last.facts)
        kept: dict[str, Made] = {}
        for path in paths:
            made = last.pages.get(path)
            read = None if made is None else standing(made.facts, moved)
            if made is not None and read is not None and made.stamp == self._stamp(path):
                kept[path] = msgspec.structs.replace(made, facts=read)
        return kept

    def digest_of(self, page: Page) -> bytes:
        """The digest of all that a page is made of."""
        seen = msgspec.msgpack.encode((page.permalink, page.template, page.view))
        return hashlib.blake2b(seen, key=hashlib.blake2b(self._with, digest_size=32).digest(), digest_size=16).digest()

    def same(self, path: str, view: bytes) -> Made | None:
        """The page as it lies there, where it was made of the same and nobody touched it since; else None."""
        made = self._made.get(path)
        return made if made is not None and made.view == view and made.stamp == self._stamp(path) else None

    def made(self, path: str, view: bytes, digest: str, facts: bytes | None) -> Made | None:
        """A page that has just been written; None where its file is gone already."""
        stamp = self._stamp(path)
        return None if stamp is None else Made(view, digest, stamp, facts)

    def _stamp(self, path: str) -> Stamp | None:
        return stamp_of(f"{self._folder}/{path}")

    def keep(self, cache: Cache, pages: Mapping[str, Made]) -> None:
        """Remembers the pages of a build that is done."""
        if self.facts is not None:
            cache.put_many([(self._key, msgspec.msgpack.encode(_Last(self._with, self.facts, dict(pages))))])
