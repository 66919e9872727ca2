"""The cache: what is stored comes back, in any process, and a damaged file is rebuilt."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import sqlite3
from pathlib import Path

import pytest

from site_builder.cache import Cache, key_of


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "cache.sqlite")
    assert cache.get(b"k") is None
    cache.put_many([(b"k", b"1"), (b"l", b"2")])
    cache.close()
    assert Cache(tmp_path / "deep" / "cache.sqlite").get(b"l") == b"2"


def test_keys_tell_their_parts_apart() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("a") == key_of(b"a")
    assert key_of("\ud800") != key_of("")


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough to be read as one" * 40, None])
def test_a_damaged_or_foreign_file_is_rebuilt(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "cache.sqlite"
    if damage is None:
        foreign = sqlite3.connect(path)
        foreign.execute("CREATE TABLE entry (other TEXT)")
        foreign.commit()
        foreign.close()
    else:
        path.write_bytes(damage)
    cache = Cache(path)
    cache.put_many([(b"k", b"v")])
    assert cache.get(b"k") == b"v"
    cache.close()


def test_damage_in_the_middle_is_a_miss_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    cache = Cache(path)
    cache.put_many((bytes([n, m]), os.urandom(600)) for n in range(16) for m in range(16))
    cache.close()
    raw = bytearray(path.read_bytes())
    for at in range(4096, len(raw)):
        raw[at] = 0xAA
    path.write_bytes(raw)
    cache = Cache(path)
    assert cache.get(bytes([3, 3])) is None
    cache.put_many([(b"new", b"1")])
    assert cache.get(b"new") == b"1"
    cache.close()


def _child(cache: Cache, key: bytes) -> None:
    cache.put_many([(key, b"from the child")])


def test_it_crosses_a_fork_and_pickling(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    cache.put_many([(b"k", b"v")])
    child = multiprocessing.get_context("fork").Process(target=_child, args=(cache, b"c"))
    child.start()
    child.join()
    assert cache.get(b"c") == b"from the child"
    copy = pickle.loads(pickle.dumps(cache))
    assert copy.get(b"k") == b"v"
    copy.close()
    cache.close()


def test_it_is_emptied_past_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    cache.put_many([(b"k", b"v" * 10_000)])
    cache.tidy()
    assert cache.get(b"k") is not None
    monkeypatch.setattr("site_builder.cache.SIZE_MAX", 1000)
    cache.tidy()
    assert cache.get(b"k") is None
    cache.close()


def test_a_value_that_nobody_wrote_is_not_given_out(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    cache = Cache(path)
    cache.put_many([(b"a", b"value" * 9), (b"b", b"other")])
    cache.close()
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"value", b"volue", 1))
    assert path.read_bytes() != raw
    cache = Cache(path)
    assert cache.get(b"a") is None
    assert cache.get(b"b") is None  # nothing in that file can be trusted
    cache.close()


def test_what_comes_one_by_one_is_stored_when_all_has_come(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    with contextlib.suppress(ZeroDivisionError), cache.filling() as keep:
        for number in range(300):
            keep([(bytes([number % 256, number // 256]), b"v")])
        raise ZeroDivisionError
    assert cache.get(bytes([299 % 256, 299 // 256])) == b"v"
    cache.close()
