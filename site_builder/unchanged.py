"""What a build depended on and what it made, as file times: whether there is anything to do, told without reading a file.

A stamp is kept only when it can be trusted: what the build read must be older than the build itself by more than any
file system's clock is coarse, and the same before and after. Where it cannot, the next build does all its work again.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import jinja2
import msgspec

from site_builder.cache import Cache, key_of
from site_builder.model import Diagnostic
from site_builder.stamps import Stamp, settled, stamp_of, stamped
from site_builder.write import MANIFEST, read_manifest


class State(msgspec.Struct, frozen=True):
    """The state after a build, and what its report said."""

    inputs: bytes
    outputs: bytes
    articles: int
    pages: int
    diagnostics: tuple[Diagnostic, ...]


class Watch:
    """One build's view of its inputs: `places` are files and folders, `settings` whatever else changes the site."""

    def __init__(self, cache: Cache, output: Path, places: Iterable[Path], settings: bytes) -> None:
        self._cache = cache
        self._output = output
        self._places = tuple(places)
        self._settings = settings
        self._key = key_of("last build", str(output.absolute()))
        self._began = time.time_ns()
        self._inputs, self._settled = self._look()

    def recall(self) -> State | None:
        """The state after the last build, where nothing that it read or made has changed since."""
        raw = self._cache.get(self._key)
        if raw is None:
            return None
        try:
            state = msgspec.msgpack.decode(raw, type=State)
        except msgspec.MsgspecError:
            return None
        same = state.inputs == self._inputs and state.outputs == self._made()
        return state if same else None

    def keep(self, articles: int, pages: int, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Remembers what the build came to, unless its inputs are too young or changed under its hands."""
        if self._settled > self._began or self._look()[0] != self._inputs:
            return
        state = State(self._inputs, self._made(), articles, pages, diagnostics)
        self._cache.put_many([(self._key, msgspec.msgpack.encode(state))])

    def _look(self) -> tuple[bytes, int]:
        """A digest of the times of all inputs, and the time from which on no change of them can hide."""
        digest = hashlib.blake2b(self._settings, digest_size=16)
        latest = 0
        for path, stamp in _walk(self._places):
            digest.update(f"{path}\0{_times(stamp)}\0".encode("utf-8", "surrogateescape"))
            latest = max(latest, settled(stamp))
        return digest.digest(), latest

    def _made(self) -> bytes:
        """A digest of the times of every file that the manifest names; one that is gone has none."""
        digest = hashlib.blake2b(digest_size=16)
        folder = str(self._output)
        for name in (MANIFEST, *sorted(read_manifest(self._output).files)):
            stamp = stamp_of(f"{folder}/{name}")
            times = "gone" if stamp is None else _times(stamp)
            digest.update(f"{name}\0{times}\0".encode("utf-8", "surrogateescape"))
        return digest.digest()


def program() -> tuple[Path, ...]:
    """Where the program itself lies: this package with its theme, and the folder of the libraries beside it."""
    package = Path(__file__).resolve().parent
    beside = (package.parent / "templates", package.parent / "static")
    return (package, *(folder for folder in beside if folder.is_dir()))


def versions() -> bytes:
    """The interpreter, and when its libraries were last installed or removed."""
    libraries = Path(jinja2.__file__).resolve().parents[1]
    return f"{sys.version}\0{libraries.stat().st_mtime_ns}".encode()


def _times(stamp: Stamp) -> str:
    return " ".join(map(str, stamp))


def _walk(places: Iterable[Path]) -> Iterator[tuple[str, Stamp]]:
    """Every file below the places with its stamp, in a fixed order; a place that is not there gives nothing."""
    for place in places:
        if place.is_dir():
            yield from _below(str(place))
        elif place.exists():
            yield str(place), stamped(place.stat())


def _below(folder: str) -> Iterator[tuple[str, Stamp]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            else:
                yield entry.path, stamped(entry.stat())
        except OSError:
            continue
