"""Files that are as they were are not read again; whatever could hide a change is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import read
from site_builder.build import Report
from site_builder.cache import Cache
from site_builder.seen import Seen
from site_builder.stamps import settled, stamp_of
from tests.conftest import tree


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    seen: list[str] = []
    real = read.load

    def load(path: Path, *rest):  # type: ignore[no-untyped-def]
        seen.append(path.name)
        return real(path, *rest)

    monkeypatch.setattr(read, "load", load)
    return seen


@pytest.fixture
def aged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clocks that never stand still."""
    monkeypatch.setattr("site_builder.stamps._settled", lambda _: 0)


@pytest.mark.usefixtures("aged")
def test_only_files_that_changed_are_read(dossier: Path, built: Callable[..., Report], loaded: list[str]) -> None:
    built(dossier)
    names = sorted(path.name for path in (dossier / "seeds").iterdir())
    assert sorted(loaded) == names
    loaded.clear()
    with (dossier / "seeds" / names[0]).open("a", encoding="utf-8") as file:
        file.write("\nUne phrase de plus.\n")
    (dossier / "seeds" / "neuf.txt").write_text(" date 2020-10-01\nUn titre\n\nUn texte.\n", "utf-8")
    built(dossier)
    assert sorted(loaded) == sorted([names[0], "neuf.txt"])
    assert tree(dossier / "public") == _clean(dossier, built)


@pytest.mark.usefixtures("aged")
def test_a_change_that_leaves_size_and_date_is_seen(dossier: Path, built: Callable[..., Report]) -> None:
    built(dossier)
    seed = sorted((dossier / "seeds").iterdir())[0]
    before = seed.stat()
    seed.write_bytes(seed.read_bytes().replace(b"Microsoft", b"Macrosoft"))
    os.utime(seed, ns=(before.st_atime_ns, before.st_mtime_ns))
    built(dossier)
    assert tree(dossier / "public") == _clean(dossier, built)


def test_a_file_that_has_just_changed_is_not_trusted(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a", "utf-8")
    cache = Cache(tmp_path / "cache.sqlite")
    for age, known in ((0, None), (5_000_000_000, b"key")):
        seen = Seen(cache, tmp_path, [file], b"")
        seen._began += age  # as if it had begun later
        seen.saw(file, b"key")
        seen.keep()
        assert Seen(cache, tmp_path, [file], b"").key(file) == known
    assert Seen(cache, tmp_path, [file], b"other settings").key(file) is None


def test_a_name_that_is_no_text_is_known_again(tmp_path: Path) -> None:
    cache, odd = Cache(tmp_path / "cache.sqlite"), tmp_path / os.fsdecode(b"caf\xe9.txt")
    try:
        odd.write_text("a", "utf-8")
    except OSError:
        pytest.skip("no such names here")
    seen = Seen(cache, tmp_path, [odd], b"")
    seen._began += 5_000_000_000
    seen.saw(odd, b"key")
    seen.keep()
    assert Seen(cache, tmp_path, [odd], b"").key(odd) == b"key"


def test_links_have_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", "utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert stamp_of(str(tmp_path / "a.txt")) is not None
    assert stamp_of(str(tmp_path / "b.txt")) is None
    assert stamp_of(str(tmp_path / "gone")) is None


def test_a_clock_of_whole_seconds_takes_longer_to_settle() -> None:
    second = 1_000_000_000
    assert settled((1, 7 * second, 7 * second, 1)) - 7 * second > settled((1, 7 * second + 5, 5, 1)) - (7 * second + 5) > 0


def _clean(dossier: Path, built: Callable[..., Report]) -> dict[str, bytes]:
    built(dossier, output=dossier / "clean", cache=False)
    return tree(dossier / "clean")
