"""Corrections into the text of `corrections.toml`, put behind what the author wrote there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from site_builder.errors import CorrectionError
from site_builder.harmless import COMMANDS, in_a_line

Lines = tuple[tuple[str, str], ...]
"""Keys and values of one table, in order."""
_ESCAPES = {code: f"\\u{code:04x}" for code in (*COMMANDS, 0x2028, 0x2029)}
HEAD = "# The author's corrections; docs/corrections.md explains each key.\n"


def table_text(table: str, lines: Iterable[tuple[str, str]]) -> str:
    """One table as TOML; a day needs no quotes."""
    told = [f"{key} = {value if key == 'day' and value else quoted(value)}" for key, value in lines]
    return "\n".join([f"[[{table}]]", *told, ""])


def quoted(value: str) -> str:
    """A value as a TOML string: JSON's escapes are a part of TOML's. What commands a terminal is escaped too."""
    return msgspec.json.encode(value).decode().translate(_ESCAPES)


def append(path: Path, blocks: Iterable[str]) -> int:
    """Appends the blocks that are not in the file yet, as comments, and returns how many.

    As comments they change nothing until the author takes the `# ` away. The file is the old or the new one, never a part of
    it. Raises CorrectionError where it cannot be written.
    """
    try:
        old = path.read_bytes().decode("utf-8-sig") if path.exists() else HEAD
        known = _signature(old)
        new = [block for block in dict.fromkeys(map(_commented, blocks)) if not _signature(block) <= known]
        if new:
            _replace(path, "\n".join([old.rstrip("\n") + "\n", *new]))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise CorrectionError(f"cannot be added to: {reason}", str(path), "Check that it may be written.") from error
    return len(new)


def _commented(block: str) -> str:
    # A control character is no TOML, not even in a comment: one in a file's name would cost the author the whole file.
    return "".join(f"# {in_a_line(line.removeprefix('# '))}".rstrip() + "\n" for line in block.splitlines())


def _signature(text: str) -> set[str]:
    """What tells corrections apart: for each, the lines that name what it is about, without marks of comments and days."""
    tables: list[list[str]] = [[]]
    for line in text.splitlines():
        plain = line.lstrip("# ").strip()
        if plain.startswith("[["):
            tables.append([plain])
        elif plain.startswith(("article =", "exact =", "prefix =", "suffix =", "name =", "apart_from =", "same_as =")):
            tables[-1].append(plain)
    return {"\n".join(lines) for lines in tables[1:]}


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode if path.exists() else 0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
