"""A folder of seeds into the files that may hold articles, and one file into its bytes; never a hang, never outside."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from site_builder.config import Limits
from site_builder.errors import ReadError, SiteBuilderError
from site_builder.model import Diagnostic

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".xml"})
"""What an article's file ends in; anything else in the folder (pictures, notes) is left alone."""
DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".webarchive", ".eml", ".msg", ".zip", ".maff"})
"""What an article comes in that cannot be read here: told, so that nobody waits for it in the site."""
_SAVED = (".html", ".htm", ".xhtml")
_PARTS = ("_files", "_fichiers", ".files", "-fichiers")
"""How browsers end the name of the folder in which they save a page's pictures and frames."""

FORMS = "Save its text as .txt, or the page as .html from the browser."

_DEPTH_MAX = 40
_LINK_HINT = "Copy the file into the folder: links out of it are not followed."


def find(seeds: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """The files below `seeds` that may hold articles, sorted by path, and what was met there that cannot be one.

    Hidden files and folders are skipped; links to folders are not followed. Raises ReadError when `seeds` is no folder.
    """
    try:
        with os.scandir(seeds):
            pass
    except OSError as error:
        hint = "Make the folder and put saved articles into it, or run `dossier init`."
        raise ReadError(f"the articles' folder cannot be read: {_reason(error)}", str(seeds), hint) from error
    problems: list[Diagnostic] = []
    return tuple(sorted(_walk(seeds, seeds, 0, problems), key=lambda path: path.relative_to(seeds).parts)), tuple(problems)


def _walk(folder: Path, seeds: Path, depth: int, problems: list[Diagnostic]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        hint = "Give yourself the right to read it."
        problems.append(_problem(f"the folder cannot be read: {_reason(error)}", folder, seeds, hint))
        return
    pages = (Path(entry.name) for entry in entries)
    parts = {f"{page.stem}{end}" for page in pages if page.suffix.lower() in _SAVED for end in _PARTS}
    for entry in entries:
        if entry.name.startswith(".") or entry.name in parts:
            continue
        path = Path(entry.path)
        named = path.suffix.lower() in SUFFIXES
        if entry.is_dir(follow_symlinks=False):
            if named:
                hint = "Rename the folder; what lies in it is read all the same."
                problems.append(_problem("a folder bears the name of an article", path, seeds, hint))
            if depth == _DEPTH_MAX:
                problems.append(_problem("too many folders inside each other", path, seeds, "Move it up."))
            else:
                yield from _walk(path, seeds, depth + 1, problems)
        elif entry.is_symlink() and not path.is_file():
            if named or path.is_dir():
                problems.append(_problem("a link that leads to no file", path, seeds, _LINK_HINT))
        elif named:
            yield path
        elif path.suffix.lower() in DOCUMENTS:
            problems.append(
                Diagnostic("W208", "warning", f"a {path.suffix.lower()} file is not read", shown(path, seeds), FORMS)
            )


def load(path: Path, seeds: Path, limits: Limits) -> bytes:
    """The bytes of one file below `seeds`. Raises ReadError for what is no plain file, cannot be read, or is too large."""
    where = shown(path, seeds)
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(seeds.resolve()):
            raise ReadError("a link that leads out of the articles' folder", where, _LINK_HINT)
        # A pipe must not block: it is opened without waiting for its other end, and then refused.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, RuntimeError, ValueError) as error:
        raise ReadError(f"cannot be read: {_reason(error)}", where, "Check that it exists and may be read.") from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ReadError("not a file that can be read from start to end", where, "Put a saved article in its place.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(limits.file_size + 1)
    except OSError as error:
        raise ReadError(f"cannot be read: {_reason(error)}", where, "Check that it may be read.") from error
    finally:
        os.close(handle)
    if len(data) > limits.file_size:
        hint = "Save the article alone, or raise `file_size` under [limits] in dossier.toml."
        raise ReadError(f"larger than {limits.file_size:,} bytes", where, hint)
    return data


def shown(path: Path, seeds: Path) -> str:
    """A file's path as messages and pages show it: from the seeds' folder on, with `/`, and always valid text."""
    try:
        inner = path.relative_to(seeds).as_posix()
    except ValueError:
        inner = path.name
    name = f"{seeds.name}/{inner}" if seeds.name not in ("", "..") else inner
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def said_of(where: str, path: Path, name: str) -> str:
    """A place in a file that was named on its own, under the name that the author gave."""
    inner = shown(path, path.parent)
    return f"{name}{where[len(inner) :]}" if where.startswith(inner) else where


@contextlib.contextmanager
def said_as(path: Path, name: str) -> Iterator[None]:
    """Errors about a file that was named on its own name it as the author did."""
    try:
        yield
    except SiteBuilderError as error:
        error.where = said_of(error.where, path, name)
        raise


def _problem(message: str, path: Path, seeds: Path, hint: str) -> Diagnostic:
    return Diagnostic("E201", "error", message, shown(path, seeds), hint)


def _reason(error: Exception) -> str:
    return (error.strerror or "no reason given") if isinstance(error, OSError) else "a loop of links"
