"""Files of the seeds as they were read last: one whose stamp is the same needs not be read to know what it holds."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from site_builder.cache import Cache, key_of
from site_builder.stamps import Stamp, settled, stamp_of

Known = dict[bytes, tuple[Stamp, bytes]]
"""By path as the system has it: not every name is text."""


class Seen:
    """For each file its stamp and the key under which the cache has what was found in it.

    `settings`: what the reading depends on besides. Stamps are taken when this is made, before anything is read, and only
    those are remembered that had settled by then.
    """

    def __init__(self, cache: Cache, seeds: Path, files: Iterable[Path], settings: bytes) -> None:
        self._cache = cache
        self._own = key_of("seen", os.fsencode(seeds.absolute()), settings)
        self._began = time.time_ns()
        self._stamps = {os.fsencode(path): stamp_of(str(path)) for path in files}
        self._known: Known = {}
        raw = cache.get(self._own)
        if raw is not None:
            with contextlib.suppress(msgspec.MsgspecError):
                self._known = msgspec.msgpack.decode(raw, type=Known)
        self._now: Known = {}

    def key(self, path: Path) -> bytes | None:
        """The key under which the cache has a file that is as it was; None where it must be read."""
        stamp, known = self._stamps.get(os.fsencode(path)), self._known.get(os.fsencode(path))
        return known[1] if known is not None and known[0] == stamp else None

    def saw(self, path: Path, key: bytes | None) -> None:
        """Remembers under which key the cache has a file; None: it has it under none."""
        stamp = self._stamps.get(os.fsencode(path))
        if stamp is not None and key is not None and settled(stamp) <= self._began:
            self._now[os.fsencode(path)] = stamp, key

    def keep(self) -> None:
        """Stores what was seen, for the next build."""
        if self._now != self._known:
            self._cache.put_many([(self._own, msgspec.msgpack.encode(self._now))])
