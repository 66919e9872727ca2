"""A content-addressed store in one SQLite file: what was read and extracted, so that a rebuild costs what changed.

Safe with two builds at once (WAL) and with a kill at any moment (a row is there whole or not at all). A damaged or foreign
file is thrown away and rebuilt: the cache is never the only copy of anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from site_builder.code import code_digest
from site_builder.errors import CacheError
from site_builder.model import Article, ArticleId

SCHEMA = 2
SIZE_MAX = 4 << 30
"""Bytes. A cache that has grown past this (old versions of old articles) is emptied and filled anew."""
_SUM = 4
"""Bytes before each value that tell whether it is as it was written."""
_TOGETHER = 256
"""How many entries go into one transaction: each costs as much as several of them."""
_TABLE = "CREATE TABLE IF NOT EXISTS entry (key BLOB PRIMARY KEY, value BLOB NOT NULL)"


def key_of(*parts: bytes | str) -> bytes:
    """The key of what depends on `parts` and on this version of the code, and on nothing else."""
    digest = hashlib.blake2b(code_digest(), digest_size=20)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.digest()


class Cache:
    """A mapping of keys to bytes that outlives the process; opened anew in each process that uses it.

    `read_only`: what other machines have of it. They see what the file held when it was handed to them, and take no locks,
    which not every shared folder has.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._connection: sqlite3.Connection | None = None
        self._owner = 0

    def __reduce__(self) -> tuple[Callable[[Path], Cache], tuple[Path]]:
        if not self.read_only:
            self._settle()
        return reader_of, (self.path,)

    def _settle(self) -> None:
        """Puts all that is stored into the file itself, and what comes next beside it until this is asked for again."""
        with _reported(self.path):
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self.connection.execute("PRAGMA wal_autocheckpoint=0").fetchone()

    @property
    def connection(self) -> sqlite3.Connection:
        # A connection must not cross a fork: whoever finds another process's opens its own.
        if self._connection is None or self._owner != os.getpid():
            self._connection = self._open()
            self._owner = os.getpid()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        with _reported(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._connect()
            except sqlite3.DatabaseError as error:
                # A full disk or a held lock is no damage; a table of another shape is.
                if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                    raise
                self._start_anew()
                return self._connect()

    def _connect(self) -> sqlite3.Connection:
        if self.read_only:
            return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        connection = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
                connection.execute("DROP TABLE IF EXISTS entry")
                connection.execute(f"PRAGMA user_version={SCHEMA}")
            connection.execute(_TABLE)
            connection.execute("SELECT key, value FROM entry LIMIT 1").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def get(self, key: bytes) -> bytes | None:
        """What is stored under `key`; None where nothing is, or where the file turns out to be damaged."""
        try:
            row = self.connection.execute("SELECT value FROM entry WHERE key = ?", (key,)).fetchone()
        except sqlite3.OperationalError as error:
            raise _refused(self.path, error) from error
        except sqlite3.DatabaseError:
            self._start_anew()
            return None
        if row is None:
            return None
        stored: bytes = row[0]
        if stored[:_SUM] != _sum(stored[_SUM:]):  # the disk gives back what nobody wrote: nothing in it can be trusted
            self._start_anew()
            return None
        return stored[_SUM:]

    def put_many(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Stores all entries in one transaction."""
        todo = list(entries)
        with _reported(self.path):
            try:
                self._put(todo)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._start_anew()
                self._put(todo)

    @contextlib.contextmanager
    def filling(self) -> Iterator[Callable[[Iterable[tuple[bytes, bytes]]], None]]:
        """Stores what is handed in, many entries at a time, and the last of them at the end."""
        waiting: list[tuple[bytes, bytes]] = []

        def keep(entries: Iterable[tuple[bytes, bytes]]) -> None:
            waiting.extend(entries)
            if len(waiting) >= _TOGETHER:
                self.put_many(waiting)
                waiting.clear()

        try:
            yield keep
        finally:
            self.put_many(waiting)

    def _put(self, entries: list[tuple[bytes, bytes]]) -> None:
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            rows = ((key, _sum(value) + value) for key, value in entries)
            connection.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?)", rows)
        except BaseException:
            if connection.in_transaction:  # a full disk has rolled back already
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def _start_anew(self) -> None:
        """Throws the file away: it is damaged, and everything in it can be made again. Who only reads leaves it there."""
        self.close()
        if self.read_only:
            return
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Empties the cache once its file has grown past its bound."""
        with _reported(self.path):
            self._tidy(self.connection)

    def _tidy(self, connection: sqlite3.Connection) -> None:
        size = connection.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
        if size > SIZE_MAX:
            connection.execute("DELETE FROM entry")
            connection.execute("VACUUM")

    def close(self) -> None:
        if self._connection is not None and self._owner == os.getpid():
            self._connection.close()
        self._connection = None


def _sum(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(_SUM, "big")


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Turns the refusal of a disk into a CacheError that says what to do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError | sqlite3.Error) -> CacheError:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    hint = "Free some space and check the folder's owner and mode; --no-cache keeps nothing there."
    return CacheError(f"the cache cannot be kept: {reason}", str(path), hint)


def reader_of(path: Path) -> Cache:
    """A cache that is only read."""
    return Cache(path, read_only=True)


class StoredTexts:
    """Articles as read, fetched from the cache when a page needs them."""

    def __init__(self, store: Cache, keys: Mapping[ArticleId, bytes]) -> None:
        self._store = store
        self._keys = keys

    def __reduce__(self) -> tuple[type[StoredTexts], tuple[Cache, Mapping[ArticleId, bytes]]]:
        return type(self), (self._store, self._keys)

    def __getitem__(self, article: ArticleId) -> Article:
        raw = self._store.get(self._keys[article])
        if raw is None:
            raise CacheError(f"the text of {article} is gone from the cache", str(self._store.path), "Build again.")
        return msgspec.structs.replace(msgspec.msgpack.decode(raw, type=Article), id=article)
