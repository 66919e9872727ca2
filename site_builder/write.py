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
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from site_builder.contracts import Room
from site_builder.errors import WriteError
from site_builder.model import Output, Ready

MANIFEST = ".dossier-manifest.json"
_TEMPORARY = ".dossier-part"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
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


def digest_of_file(path: Path | str) -> str:
    """The digest of what a file holds, which is never held whole."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


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
        with _reported(folder):
            taken = os.path.lexists(folder) and not stat.S_ISDIR(os.stat(folder).st_mode)  # noqa: PTH116
        if taken:
            raise WriteError("the output folder is a file", str(folder), "Choose another folder with --output.")
        self.before = read_manifest(folder)

    def begin(self, paths: Iterable[str]) -> None:
        """Checks every planned path and writes the first manifest. Raises WriteError before anything is touched."""
        planned = sorted(set(paths))
        there = {"": self.folder.is_dir()}
        for path in planned:
            self._check(path, there)
        files = {path: self.before.files.get(path, ()) for path in (*planned, *self.before.files)}
        with _reported(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            self._save(Manifest(files, complete=False))

    def owns(self, path: str) -> bool:
        """Whether an earlier build made this path."""
        return path in self.before.files

    def published(self, path: str) -> bool:
        """Whether an earlier build made this path and came to write it: what a killed one only promised is new."""
        return self.owns(path) and (self.before.complete or os.path.isfile(f"{self.folder}/{path}"))  # noqa: PTH113

    def _check(self, path: str, there: dict[str, bool]) -> None:
        """Refuses a path that leads out of the folder, or to what is not ours; `there`: the folders that were looked at."""
        if not path or path.startswith("/") or ".." in path.split("/") or "\\" in path or "\0" in path:
            raise WriteError(f"a page asks for the path {path!r}, outside the output folder", str(self.folder))
        if not self._is_there(path.rpartition("/")[0], there):
            return
        target = f"{self.folder}/{path}"
        mode = _mode(target)
        if mode is None:
            return
        if not stat.S_ISREG(mode):
            raise WriteError("something that is no plain file stands where a page belongs", target, _REFUSE_HINT)
        if not self.owns(path):
            raise WriteError("a file that dossier did not make stands where a page belongs", target, _REFUSE_HINT)

    def _is_there(self, path: str, there: dict[str, bool]) -> bool:
        """Whether a folder of the site exists. Raises WriteError where something else stands in its place."""
        known = there.get(path)
        if known is None:
            place = f"{self.folder}/{path}"
            mode = _mode(place) if self._is_there(path.rpartition("/")[0], there) else None
            if mode is not None and stat.S_ISLNK(mode):
                raise WriteError(
                    "a folder of the site is a symbolic link", place, "Remove the link; the build makes a folder there."
                )
            if mode is not None and not stat.S_ISDIR(mode):
                raise WriteError("a file stands where the site needs a folder", place, _REFUSE_HINT)
            known = there[path] = mode is not None
        return known

    @contextlib.contextmanager
    def room(self) -> Iterator[Room]:
        """Where files that are too big to be held are written, each beside its place; what is not put goes in the end.

        Raises WriteError for whatever the disk refuses meanwhile.
        """
        lent: list[str] = []

        def beside(path: str) -> Path:
            target = f"{self.folder}/{path}"
            self._make_room(target)
            lent.append(_beside(target))
            return Path(lent[-1])

        try:
            with _reported(self.folder):
                yield beside
        finally:
            for part in filter(os.path.exists, lent):
                with contextlib.suppress(OSError):
                    os.unlink(part)  # noqa: PTH108 -- they are no Paths elsewhere here

    def put(self, output: Output | Ready) -> Written:
        """Writes one file beside its place and renames it, or leaves it alone where it already holds these bytes.

        What lies ready is beside its place already.
        """
        target = f"{self.folder}/{output.path}"
        with _reported(Path(target)):
            digest = digest_of(output.body) if isinstance(output, Output) else digest_of_file(output.file)
            if self._holds(output, digest, target):
                return Written(output.path, digest, changed=False)
            if not os.path.exists(target):  # noqa: PTH110 -- a Path for each of 20,000 pages costs
                self._make_room(target)
            if isinstance(output, Output):
                _replace(target, output.body)
            else:
                os.replace(output.file, target)  # noqa: PTH105 -- the same
        return Written(output.path, digest, changed=True)

    def _holds(self, output: Output | Ready, digest: str, target: str) -> bool:
        """Whether a file holds these bytes already; what another build wrote otherwise needs no look."""
        known = self.before.files.get(output.path)
        if known is None or (self.before.complete and digest not in known):
            return False
        try:
            if isinstance(output, Ready):
                return digest_of_file(target) == digest
            with open(target, "rb") as file:  # noqa: PTH123 -- a Path for each of 20,000 pages costs
                return file.read() == output.body
        except FileNotFoundError:
            return False

    def _make_room(self, target: str) -> None:
        if not os.path.isfile(f"{self.folder}/{MANIFEST}"):  # noqa: PTH113 -- the same
            # Without it nothing here would be known as ours; the next build begins anew.
            raise self._disturbed(MANIFEST)
        os.makedirs(target.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 -- the same

    def _disturbed(self, gone: str) -> WriteError:
        hint = "Build again: what is missing is written then."
        return WriteError("the output folder was changed while it was being written", str(self.folder / gone), hint)

    def finish(self, written: Mapping[str, str]) -> tuple[str, ...]:
        """Removes what earlier builds made and this one did not, then saves the manifest. Returns what was removed.

        `written`: digest by path of everything that now belongs to the site. A file that somebody changed since it was
        made stays, and is no longer this tool's.
        """
        gone = next((path for path in written if not os.path.isfile(f"{self.folder}/{path}")), None)  # noqa: PTH113
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
            ours = digest_of_file(target) in digests or not self.before.complete
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


def _mode(path: str) -> int | None:
    """What stands at a path, links not followed; None for nothing."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _beside(target: str) -> str:
    """Where a file is written before it takes its place."""
    folder, _, name = target.rpartition("/")
    return f"{folder}/.{name}.{os.getpid()}{_TEMPORARY}"


def _replace(target: str, body: bytes) -> None:
    """Puts a file in its place at once: it is written beside it first."""
    part = _beside(target)
    try:
        file = os.open(part, _NEW, 0o666)
        try:
            left = memoryview(body)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)
        os.replace(part, target)  # noqa: PTH105 -- a Path for each of 20,000 pages costs
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)  # noqa: PTH108 -- the same
        raise


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
