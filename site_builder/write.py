"""Outputs into the published folder: changed files only, each old or new and never torn, pruning only what a build made.

A manifest in the folder names every file that this tool made, with a digest of what it wrote. It is written twice: before
the first page with everything that the build may leave (so that a killed build leaves nothing unowned), and after the last.
New pages are written before the pages that link to them, deletions come last: at any moment a reader who starts at the
home page finds every link alive.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from site_builder.errors import WriteError
from site_builder.model import Output

MANIFEST = ".dossier-manifest.json"
_TEMPORARY = ".dossier-part"
_PART = re.compile(rf"\..+\.\d+{re.escape(_TEMPORARY)}", re.DOTALL)
_REFUSE_HINT = "Choose another folder with --output, or move that file away."


class Manifest(msgspec.Struct, frozen=True):
    """What the tool made below one folder: for each POSIX path the digests that it may have (two while a build runs)."""

    files: dict[str, tuple[str, ...]] = {}
    complete: bool = True


class Written(msgspec.Struct, frozen=True):
    """The outcome for one output: its path, its digest, and whether the file had to be touched."""

    path: str
    digest: str
    changed: bool


def digest_of(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of `folder`; none, or a damaged one, owns nothing."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Manifest()


class Writer:
    """One build's hand on one output folder: `begin`, then `put` in any order and process, then `finish`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if folder.exists() and not folder.is_dir():
            raise WriteError("the output folder is a file", str(folder), "Choose another folder with --output.")
        self.before = read_manifest(folder)

    def begin(self, paths: Iterable[str]) -> None:
        """Checks every planned path and writes the first manifest. Raises WriteError before anything is touched."""
        planned = sorted(set(paths))
        for path in planned:
            self._check(path)
        files = {path: self.before.files.get(path, ()) for path in (*planned, *self.before.files)}
        with _reported(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            self._save(Manifest(files, complete=False))

    def owns(self, path: str) -> bool:
        """Whether an earlier build made this path."""
        return path in self.before.files

    def _check(self, path: str) -> None:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
            raise WriteError(f"a page asks for the path {path!r}, outside the output folder", str(self.folder))
        place = self.folder
        for part in parts[:-1]:
            place = place / part
            if place.is_symlink():
                raise WriteError(
                    "a folder of the site is a symbolic link", str(place), "Remove the link; the build makes a folder there."
                )
            if place.exists() and not place.is_dir():
                raise WriteError("a file stands where the site needs a folder", str(place), _REFUSE_HINT)
        target = self.folder / path
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise WriteError("something that is no plain file stands where a page belongs", str(target), _REFUSE_HINT)
        if not self.owns(path) and target.exists():
            raise WriteError("a file that dossier did not make stands where a page belongs", str(target), _REFUSE_HINT)

    def put(self, output: Output) -> Written:
        """Writes one file beside its place and renames it, or leaves it alone where it already holds these bytes."""
        target = self.folder / output.path
        digest = digest_of(output.body)
        with _reported(target):
            try:
                if target.read_bytes() == output.body:
                    return Written(output.path, digest, changed=False)
            except FileNotFoundError:
                if not (self.folder / MANIFEST).is_file():
                    # Without it nothing here would be known as ours; the next build begins anew.
                    raise self._disturbed(MANIFEST) from None
                target.parent.mkdir(parents=True, exist_ok=True)
            part = target.parent / f".{target.name}.{os.getpid()}{_TEMPORARY}"
            try:
                part.write_bytes(output.body)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
        return Written(output.path, digest, changed=True)

    def _disturbed(self, gone: str) -> WriteError:
        hint = "Build again: what is missing is written then."
        return WriteError("the output folder was changed while it was being written", str(self.folder / gone), hint)

    def finish(self, written: Mapping[str, str]) -> tuple[str, ...]:
        """Removes what earlier builds made and this one did not, then saves the manifest. Returns what was removed.

        `written`: digest by path of everything that now belongs to the site. A file that somebody changed since it was
        made stays, and is no longer this tool's.
        """
        gone = next((path for path in written if not (self.folder / path).is_file()), None)
        if gone is not None:
            with _reported(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True)
                self._save(Manifest({path: (written[path],) for path in sorted(written)}, complete=False))
            raise self._disturbed(gone)
        removed = []
        with _reported(self.folder):
            for path, digests in self.before.files.items():
                if path not in written and self._remove(path, digests):
                    removed.append(path)
            self._save(Manifest({path: (written[path],) for path in sorted(written)}))
        return tuple(removed)

    def clean(self) -> tuple[str, ...]:
        """Removes all that builds made in this folder, and the folder itself once it is empty; elsewhere nothing."""
        removed: list[str] = []
        if not (self.folder / MANIFEST).is_file():
            return ()
        with _reported(self.folder):
            self._sweep()
            for path, digests in self.before.files.items():
                if self._remove(path, digests):
                    removed.append(path)
            (self.folder / MANIFEST).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self.folder.rmdir()
        return tuple(removed)

    def _remove(self, path: str, digests: tuple[str, ...]) -> bool:
        parts = PurePosixPath(path).parts
        if ".." in parts or path.startswith("/"):
            return False  # a manifest that was tampered with
        target = self.folder / path
        if any((self.folder / Path(*parts[:depth])).is_symlink() for depth in range(1, len(parts) + 1)):
            return False
        try:
            # What a killed build left may hold its new bytes, which no manifest knows yet.
            ours = digest_of(target.read_bytes()) in digests or not self.before.complete
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        if not ours:
            return False
        target.unlink()
        for parent in target.relative_to(self.folder).parents:
            if parent == Path():
                break
            try:
                (self.folder / parent).rmdir()
            except OSError:
                break
        return True

    def _sweep(self) -> None:
        """Removes what a killed build left half-written beside its place."""
        if self.before.complete:
            return
        for folder, _, names in os.walk(self.folder):
            for name in names:
                if _PART.fullmatch(name):
                    (Path(folder) / name).unlink(missing_ok=True)

    def _save(self, manifest: Manifest) -> None:
        target = self.folder / MANIFEST
        part = self.folder / f"{MANIFEST}{_TEMPORARY}"
        try:
            with part.open("wb") as file:
                file.write(msgspec.json.encode(manifest, order="sorted"))
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _reported(place: Path) -> Iterator[None]:
    """Turns an operating system's refusal into a WriteError that says what to do."""
    try:
        yield
    except PermissionError as error:
        raise WriteError(
            f"not allowed to write: {error.strerror}", str(error.filename or place), "Check the folder's owner and mode."
        ) from error
    except OSError as error:
        hint = (
            "Free some space and build again."
            if error.errno == 28
            else "Check the disk and build again; what was written stays whole."
        )
        raise WriteError(f"cannot write: {error.strerror or error}", str(error.filename or place), hint) from error
