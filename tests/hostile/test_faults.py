"""Builds that are killed, starved and disturbed: files stay whole, links lead somewhere, the next build finishes."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from site_builder.build import Options, Report, build
from site_builder.errors import SiteBuilderError, WriteError
from site_builder.write import MANIFEST
from tests.conftest import tree

ARTICLES = 60
"""Enough that processes are forked."""


def write_seeds(folder: Path, edition: int) -> None:
    """The dossier's articles in one of two editions: the second changes, adds and removes some."""
    seeds = folder / "seeds"
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir(parents=True)
    for number in range(ARTICLES):
        if edition == 2 and number % 10 == 3:
            continue
        day = f"2020-{number // 28 + 1:02}-{number % 28 + 1:02}"
        more = f" Elle paiera {number} millions d'euros le {number % 28 + 1} juin 2020." if edition == 2 else ""
        text = f"« L'offre numéro {number} est bonne », a déclaré Anna Durand, directrice d'Alvea.{more}"
        (seeds / f"a{number:02}.txt").write_text(f" date {day}\nUn titre {number * edition}\n\n{text}\n", "utf-8")


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, bytes]]:
    """What a clean build makes of each edition."""
    found = {}
    for edition in (1, 2):
        folder = tmp_path_factory.mktemp(f"edition{edition}")
        write_seeds(folder, edition)
        build(Options(config=folder / "dossier.toml", executor="serial"))
        found[edition] = tree(folder / "public")
    return found


@pytest.fixture
def folder(tmp_path: Path, editions: dict[int, dict[str, bytes]]) -> Path:
    """A dossier whose first edition is published and whose second lies in the seeds."""
    write_seeds(tmp_path, 1)
    build(Options(config=tmp_path / "dossier.toml", executor="serial"))
    assert tree(tmp_path / "public") == editions[1]
    write_seeds(tmp_path, 2)
    return tmp_path


def check_whole(public: Path, editions: dict[int, dict[str, bytes]]) -> None:
    """Every file is the old or the new one; what is half-written bears a name that no page has."""
    for name, body in tree(public).items():
        if name.startswith(MANIFEST) or name.endswith(".dossier-part"):
            continue
        assert body in (editions[1].get(name), editions[2].get(name)), name


def check_links(public: Path) -> None:
    """Who starts at the home page finds every link alive."""
    seen: set[Path] = set()
    todo = [public / "index.html"]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        assert path.is_file(), path
        if path.suffix != ".html":
            continue
        for _, _, address, _ in html.fromstring(path.read_bytes()).iterlinks():
            inner = address.partition("#")[0].partition("?")[0]
            if inner and "://" not in inner:
                target = Path(os.path.normpath(path.parent / inner))
                todo.append(target / "index.html" if target.is_dir() or inner.endswith("/") else target)
    assert len(seen) > ARTICLES


def check_next(folder: Path, editions: dict[int, dict[str, bytes]]) -> None:
    """The next build finishes what remains: the site is what a clean build makes."""
    build(Options(config=folder / "dossier.toml", executor="serial"))
    assert tree(folder / "public") == editions[2]


def started(folder: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "site_builder", "build", "--no-search", "-c", str(folder / "dossier.toml"), *more]
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill_one(folder: Path, editions: dict[int, dict[str, bytes]], seed: int) -> bool:
    """Kills a build after a while that the seed chooses; returns whether it was still at work."""
    chance = random.Random(seed)
    running = started(folder, "--executor", chance.choice(["serial", "processes"]), "--jobs", "2")
    try:
        # Half of the kills wait until writing has begun, which is when there is something to lose.
        begun = folder / "public" / MANIFEST
        until = time.monotonic() + 30
        while seed % 2 and b'"complete":true' in begun.read_bytes() and time.monotonic() < until and running.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.08 if seed % 2 else 0.6))
        at_work = running.poll() is None
    finally:
        running.kill()
        running.communicate(timeout=30)
    check_whole(folder / "public", editions)
    check_links(folder / "public")
    return at_work


def test_ten_kills(folder: Path, editions: dict[int, dict[str, bytes]]) -> None:
    seeds = tree(folder / "seeds")
    at_work = sum(_kill_again(folder, editions, seed) for seed in range(10))
    assert at_work >= 3, "the kills come too late to show anything"
    assert tree(folder / "seeds") == seeds


def _kill_again(folder: Path, editions: dict[int, dict[str, bytes]], seed: int) -> bool:
    at_work = kill_one(folder, editions, seed)
    if seed % 3 == 2:
        check_next(folder, editions)
        shutil.rmtree(folder / "public")
        write_seeds(folder, 1)
        build(Options(config=folder / "dossier.toml", executor="serial"))
        write_seeds(folder, 2)
    return at_work


@pytest.mark.slow
def test_a_hundred_kills(folder: Path, editions: dict[int, dict[str, bytes]]) -> None:
    at_work = sum(_kill_again(folder, editions, seed) for seed in range(100, 200))
    print(f"{at_work} of 100 builds were killed at work")
    assert at_work > 30


def test_a_killed_build_leaves_no_process_that_holds_the_lock(folder: Path) -> None:
    running = started(folder, "--executor", "processes", "--jobs", "2")
    children: list[int] = []
    until = time.monotonic() + 30
    while not children and running.poll() is None and time.monotonic() < until:
        listed = Path(f"/proc/{running.pid}/task/{running.pid}/children")
        children = [int(pid) for pid in listed.read_text().split()] if listed.exists() else []
    running.kill()
    running.communicate(timeout=30)  # its workers share the pipes: this ends only when they have
    assert children or not Path("/proc").exists()
    start = time.monotonic()
    build(Options(config=folder / "dossier.toml", executor="serial"))
    assert time.monotonic() - start < 30


def test_a_worker_that_is_killed_ends_the_build_and_says_so(folder: Path) -> None:
    from site_builder import executor

    with pytest.raises(SiteBuilderError, match="ended from outside") as caught:
        list(executor.Processes(2)(_dies, None, range(executor.WORTH_FORKING)))
    assert caught.value.code == "E998"


def _dies(_: None, item: int) -> int:
    if item == 30:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


class Disk:
    """Counts what a build asks of the disk, and refuses the call of one number."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, public: Path, fails_at: int, code: int) -> None:
        self.calls = 0
        self.fails_at = fails_at
        self.code = code
        self.public = str(public)
        for name in ("open", "write", "replace", "mkdir", "unlink", "fsync"):
            monkeypatch.setattr(os, name, self.counting(getattr(os, name)))
        monkeypatch.setattr(Path, "open", self.counting(Path.open, only_writing=True))

    def counting(self, real: Callable[..., object], *, only_writing: bool = False) -> Callable[..., object]:
        def call(first: object, *args: object, **named: object) -> object:
            mine = isinstance(first, int) or str(first).startswith(self.public)
            if mine and (not only_writing or "w" in str(args[:1])):
                self.calls += 1
                if self.calls == self.fails_at:
                    raise OSError(self.code, os.strerror(self.code), str(first))
            return real(first, *args, **named)

        return call


def small(folder: Path, edition: int) -> None:
    """Three articles: few enough that every single call can fail in turn."""
    write_seeds(folder, edition)
    for path in sorted((folder / "seeds").iterdir())[4 if edition == 1 else 5 :]:
        path.unlink()


def said(run: Callable[[Path], Report], folder: Path) -> WriteError | None:
    try:
        run(folder)
    except WriteError as error:
        return error
    return None


def test_every_call_to_the_disk_fails_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each write, rename, sync, folder and deletion of one build, refused by a full or failing disk."""

    def run(folder: Path) -> Report:
        return build(Options(config=folder / "dossier.toml", executor="serial"))

    sites = {}
    for edition in (1, 2):
        small(tmp_path / "clean", edition)
        shutil.rmtree(tmp_path / "clean" / "public", ignore_errors=True)
        run(tmp_path / "clean")
        sites[edition] = tree(tmp_path / "clean" / "public")
    folder = tmp_path / "d"
    small(folder, 1)
    run(folder)
    shutil.copytree(folder / "public", tmp_path / "published")
    small(folder, 2)
    with monkeypatch.context() as patched:
        disk = Disk(patched, folder / "public", 0, errno.EIO)
        run(folder)
        calls, total = 1, disk.calls
    chance = random.Random(9)
    while calls <= total:
        shutil.rmtree(folder / "public")
        shutil.copytree(tmp_path / "published", folder / "public")
        with monkeypatch.context() as patched:
            Disk(patched, folder / "public", calls, errno.ENOSPC if calls % 2 else errno.EIO)
            refused = said(run, folder)
            assert refused is None or (refused.hint and refused.where)
        for name, body in tree(folder / "public").items():
            if not name.startswith(MANIFEST) and not name.endswith(".dossier-part"):
                assert body in (sites[1].get(name), sites[2].get(name)), (calls, name)
        run(folder)
        assert tree(folder / "public") == sites[2], calls
        # The first and the last calls are each of their own kind; those between are alike, and some are taken.
        calls += 1 if calls < 12 or total - calls < 12 else chance.randint(1, 24)
    assert total > 60


def test_an_output_that_may_only_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(folder / "public")

    def refuses(self: Path, mode: str = "r", *args: object, **named: object) -> object:
        if "w" in mode and self.is_relative_to(folder / "public"):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self))
        return real(self, mode, *args, **named)  # type: ignore[arg-type]

    real = Path.open
    monkeypatch.setattr(Path, "open", refuses)
    with pytest.raises(WriteError, match="Read-only"):
        build(Options(config=folder / "dossier.toml", executor="serial"))
    monkeypatch.undo()
    assert tree(folder / "public") == before


def test_a_full_disk_under_the_cache_costs_no_article_its_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from site_builder.cache import Cache

    before = tree(folder / "public")

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Cache, "_put", full)
    with pytest.raises(SiteBuilderError, match="disk is full") as caught:
        build(Options(config=folder / "dossier.toml", executor="serial"))
    assert caught.value.code == "E610"
    assert tree(folder / "public") == before


def disturbed(folder: Path, action: Callable[[], None], at: int) -> Report:
    """A build in which something happens once so many pages are written."""
    return build(
        Options(config=folder / "dossier.toml", executor="serial"),
        lambda stage, done, _total: action() if (stage, done) == ("pages", at) else None,
    )


def test_builds_that_are_ended_again_and_again(folder: Path, editions: dict[int, dict[str, bytes]]) -> None:
    """What an ended build meant to write is not there yet: the next one must not count on it."""

    def ends() -> None:
        raise KeyboardInterrupt

    pages = len([name for name in editions[2] if name.endswith(".html")])
    for at in (1, 2, 3, 5, 1, 8, 13, 60, 100, pages - 8, pages - 4, pages - 2, pages - 1, 1):
        with pytest.raises(KeyboardInterrupt):
            disturbed(folder, ends, at)
        check_whole(folder / "public", editions)
        check_links(folder / "public")
    check_next(folder, editions)


def test_an_output_removed_while_it_is_written_is_said(folder: Path, editions: dict[int, dict[str, bytes]]) -> None:
    with pytest.raises(WriteError, match="was changed while"):
        disturbed(folder, lambda: shutil.rmtree(folder / "public"), 20)
    check_next(folder, editions)


def test_a_page_edited_while_the_site_is_written_is_made_again(folder: Path, editions: dict[int, dict[str, bytes]]) -> None:
    disturbed(folder, lambda: (folder / "public" / "index.html").write_text("mine"), 20)
    check_next(folder, editions)


def test_articles_that_change_or_go_while_they_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from site_builder import read

    real = read.load

    def load(path: Path, *args: object) -> bytes:
        if path.name == "a01.txt":
            path.unlink(missing_ok=True)
        if path.name == "a02.txt":
            path.write_bytes(path.read_bytes() + b"\nUne phrase de plus.\n")
        return real(path, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(read, "load", load)
    report = build(Options(config=folder / "dossier.toml", executor="serial"))
    assert [item.where for item in report.diagnostics if item.severity == "error"] == ["seeds/a01.txt"]
    assert report.articles == len(list((folder / "seeds").iterdir()))
    check_links(folder / "public")


def test_two_builds_at_once(folder: Path, editions: dict[int, dict[str, bytes]]) -> None:
    both = [started(folder, "--executor", "serial") for _ in range(2)]
    for running in both:
        _, said = running.communicate(timeout=120)
        assert running.returncode == 0, said.decode()
    assert tree(folder / "public") == editions[2]


def test_a_clock_that_jumps_changes_nothing(folder: Path, editions: dict[int, dict[str, bytes]]) -> None:
    for path in (folder / "seeds").iterdir():
        os.utime(path, (4e9, 4e9))
    for path in (folder / "public").rglob("*.html"):
        os.utime(path, (0, 0))
    check_next(folder, editions)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    made = tmp_path / "photos"
    (made / "empty").mkdir(parents=True)
    (made / "index.html").write_text("mine")
    return made


def there(place: Path) -> dict[Path, bytes | None]:
    """All that lies in a folder, but for the cache, which `clean` may remove."""
    found = (path for path in place.rglob("*") if ".dossier" not in path.parts)
    return {path: None if path.is_dir() else path.read_bytes() for path in found}


def test_clean_on_a_wrong_folder_removes_nothing(folder: Path, wrong: Path) -> None:
    from site_builder.cli import main

    for place in (wrong, wrong / "empty", folder / "seeds", folder, folder / "public" / "articles"):
        before = there(place)
        assert main(["clean", "-c", str(folder / "dossier.toml"), "-o", str(place), "-q"]) == 0
        assert there(place) == before
        assert place.is_dir()


def test_a_copied_manifest_gives_no_right_over_other_files(folder: Path, wrong: Path) -> None:
    from site_builder.write import Writer

    shutil.copy(folder / "public" / MANIFEST, wrong)
    assert Writer(wrong).clean() == ()
    assert (wrong / "index.html").read_text() == "mine"
