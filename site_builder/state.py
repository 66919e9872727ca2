"""The folder beside `dossier.toml` that outlives a build: the cache, and the lock by which builds wait for each other."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from site_builder.cache import Cache
from site_builder.errors import WriteError

STATE = ".dossier"
"""The folder beside `dossier.toml` that holds the cache and the lock; it can be removed at any time."""

LOCK_SECONDS = 600
"""How long a build waits for another one of the same dossier."""


@contextlib.contextmanager
def alone(state: Path) -> Iterator[None]:
    """Holds the dossier's lock: of two builds at once the second waits. Raises WriteError when that takes too long."""
    if not os.access(state, os.W_OK):  # a dossier that may only be read, built elsewhere without a cache
        yield
        return
    lock = FileLock(state / "lock", timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise WriteError("another build of this dossier goes on", str(state / "lock"), "Wait for it, or end it.") from error
    except OSError as error:
        raise WriteError(f"cannot be locked: {error.strerror}", str(state / "lock"), "Check its owner and mode.") from error
    try:
        yield
    finally:
        lock.release()


class opened_cache:  # noqa: N801  -- reads as a verb where it is used
    """The cache in `state`, or, where it is not to be kept, one in a temporary folder that goes with the build."""

    def __init__(self, state: Path, *, kept: bool) -> None:
        with contextlib.suppress(OSError):  # whoever needs it says so
            state.mkdir(parents=True, exist_ok=True)
        self._temporary = None if kept else tempfile.mkdtemp(prefix="dossier-")
        self.cache = Cache(Path(self._temporary or state) / "cache.sqlite")

    def __enter__(self) -> Cache:
        return self.cache

    def __exit__(self, *_: object) -> None:
        self.cache.close()
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)
