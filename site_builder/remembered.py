"""What each page was made of at the last build, and how its file looked then: what would be the same is not made again.

A page is made of its view, the templates and the program, and of nothing else. So where the digest of these is that of the
last build, and the file has the size, times and number that it had after being written, the file is left as it is.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from site_builder.cache import Cache, key_of
from site_builder.code import code_digest
from site_builder.model import Page
from site_builder.render.theme import Theme
from site_builder.unchanged import versions

Stamp = tuple[int, int, int, int]
"""Size, times of change of content and of all else, and number of a file."""


class Made(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page as it was made: digest of what it was made of, digest of its bytes, and its file."""

    view: bytes
    digest: str
    stamp: Stamp


class Remembered:
    """The pages of the last build into one output folder, by path."""

    def __init__(self, cache: Cache, output: Path, theme: Theme) -> None:
        self._key = key_of("pages", str(output.absolute()))
        self._folder = str(output)
        self._with = code_digest(with_pages=True) + versions() + theme.digest.encode()
        self._made: dict[str, Made] = {}
        raw = cache.get(self._key)
        if raw is not None:
            try:
                self._made = msgspec.msgpack.decode(raw, type=dict[str, Made])
            except msgspec.MsgspecError:  # made by another version
                self._made = {}

    def digest_of(self, page: Page) -> bytes:
        """The digest of all that a page is made of."""
        seen = msgspec.msgpack.encode((page.permalink, page.template, page.view))
        return hashlib.blake2b(seen, key=hashlib.blake2b(self._with, digest_size=32).digest(), digest_size=16).digest()

    def same(self, path: str, view: bytes) -> Made | None:
        """The page as it lies there, where it was made of the same and nobody touched it since; else None."""
        made = self._made.get(path)
        return made if made is not None and made.view == view and made.stamp == self._stamp(path) else None

    def made(self, path: str, view: bytes, digest: str) -> Made | None:
        """A page that has just been written; None where its file is gone already."""
        stamp = self._stamp(path)
        return None if stamp is None else Made(view, digest, stamp)

    def _stamp(self, path: str) -> Stamp | None:
        try:
            found = os.stat(f"{self._folder}/{path}", follow_symlinks=False)  # noqa: PTH116 -- a Path for each page costs
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino

    def keep(self, cache: Cache, pages: Mapping[str, Made]) -> None:
        """Remembers the pages of a build that is done."""
        cache.put_many([(self._key, msgspec.msgpack.encode(pages))])
