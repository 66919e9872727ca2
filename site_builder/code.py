"""Which version of the program this is, to the last line: what one version made, another never takes for its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def code_digest(*, with_pages: bool = False) -> bytes:
    """A digest of this package's code and language tables: a new version never reads an old one's results.

    `with_pages`: of what makes pages too, which what was read and extracted does not depend on.
    """
    skipped = {"__pycache__", "theme", "commands", *(() if with_pages else ("render", "locales"))}
    digest = hashlib.blake2b(digest_size=16)

    def walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
        for entry in sorted(folder.iterdir(), key=lambda item: item.name):
            if entry.is_dir():
                if entry.name not in skipped:
                    yield from walk(entry, f"{prefix}{entry.name}/")
            elif entry.name.endswith((".py", ".toml", ".txt", ".po")):
                yield prefix + entry.name, entry

    for name, entry in walk(files("site_builder"), ""):
        digest.update(f"{name}\0".encode())
        digest.update(entry.read_bytes())
        digest.update(b"\0")
    return digest.digest()
