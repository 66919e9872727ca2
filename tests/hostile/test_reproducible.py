"""The same bytes everywhere: the wheel and the site, on another day, in another zone, language, order, by another user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import tree

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("site_builder", "templates", "static", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md")

HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1", "HOME": "/nonexistent"}
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4321",
    "USER": "nobody", "LOGNAME": "nobody", "HOME": "/nowhere", "PYTHONUTF8": "0", "PYTHONOPTIMIZE": "1", "COLUMNS": "20",
}  # fmt: skip

BUILD = """
import os, sys
os.umask(int(sys.argv[1], 8))
import time
real = time.time
time.time = lambda: real() + float(sys.argv[2])
if sys.argv[3] == "backwards":
    # What the file system lists is in no order: another one lists it in another.
    class Backwards:
        def __init__(self, found):
            self.entries = iter(sorted(found, key=lambda entry: entry.name, reverse=True))
            self.close = found.close
        def __iter__(self): return self.entries
        def __next__(self): return next(self.entries)
        def __enter__(self): return self
        def __exit__(self, *_): self.close()
    scandir, listdir = os.scandir, os.listdir
    os.scandir = lambda *place: Backwards(scandir(*place))
    os.listdir = lambda *place: sorted(listdir(*place), reverse=True)
    os.getuid = os.geteuid = lambda: 4321
sys.path.insert(0, sys.argv[4])
from site_builder.cli import main
sys.exit(main(sys.argv[5:]))
"""


def site(folder: Path, settings: dict[str, str], *, umask: str, days: int, order: str, more: tuple[str, ...] = ()) -> Path:
    """The site of the project's seeds and of every known input, built in `folder` under these circumstances."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "dossier.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copytree(
        ROOT / "tests" / "golden" / "inputs", folder / "seeds" / "more", ignore=shutil.ignore_patterns("*.py", "*.json")
    )
    paths = sorted(folder.rglob("*.*"), reverse=order == "backwards")
    for number, path in enumerate(paths):
        os.utime(path, (10**9 + number, 10**9 + number * days))
        if os.geteuid() == 0 and order == "backwards":
            os.chown(path, 4321, 4321)
    command = [sys.executable, "-c", BUILD, umask, str(days * 86_400), order, str(ROOT), "build", "--no-search"]
    done = subprocess.run(
        [*command, "-u", "https://example.org/deal/", "-c", str(folder / "dossier.toml"), *more],
        env={"PATH": os.environ["PATH"], **settings},
        cwd=folder,
        capture_output=True,
        timeout=300,
        check=False,
    )
    # Some known inputs are wrong on purpose; what is told of them is no part of the site.
    assert done.returncode in (0, 1), done.stderr.decode()
    assert b"E999" not in done.stderr
    return folder / "public"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("here") / "dossier"
    made = tree(site(folder, HERE, umask="022", days=0, order="forwards", more=("--jobs", "1")))
    assert len(made) > 100
    return made


def test_the_site_is_the_same_elsewhere(here: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "a longer place" / "é" / "dossier"
    there = tree(site(folder, ELSEWHERE, umask="077", days=4000, order="backwards", more=("--jobs", "3")))
    assert sorted(there) == sorted(here)
    assert [name for name in here if here[name] != there[name]] == []


WHEEL = """
import os, sys
os.umask(int(sys.argv[1], 8))
from hatchling.build import build_wheel
print(build_wheel(sys.argv[2]))
"""


def wheel(folder: Path, settings: dict[str, str], *, umask: str, year: int, backwards: bool) -> Path:
    """The wheel of a copy of the sources: files of another year, copied in another order, under another mask."""
    before = os.umask(0o022)
    copy = folder / "sources"
    copy.mkdir(parents=True)
    os.umask(int(umask, 8))
    try:
        for name in sorted(SOURCES, reverse=backwards):
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(
                    source, copy / name, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("__pycache__")
                )
            else:
                shutil.copyfile(source, copy / name)
    finally:
        os.umask(before)
    for path in copy.rglob("*"):
        os.utime(path, (year * 31_557_600.0, year * 31_557_600.0))
    out = folder / "dist"
    out.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", WHEEL, umask, str(out)],
        cwd=copy,
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    (made,) = out.iterdir()
    return made


def test_the_wheel_is_the_same_elsewhere(tmp_path: Path) -> None:
    one = wheel(tmp_path / "here", HERE, umask="022", year=40, backwards=False)
    other = wheel(tmp_path / "there", ELSEWHERE, umask="077", year=50, backwards=True)
    assert one.read_bytes() == other.read_bytes(), differing(one, other)
    with zipfile.ZipFile(one) as archive:
        names = archive.namelist()
    assert "site_builder/theme/templates/base.html" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests", "seeds"))]


def test_a_packager_s_clock_changes_only_what_the_clock_says(tmp_path: Path) -> None:
    one = wheel(tmp_path / "here", HERE, umask="022", year=40, backwards=False)
    dated = [
        wheel(
            tmp_path / str(n),
            {**ELSEWHERE, "SOURCE_DATE_EPOCH": "1700000000"},
            umask="0" + str(22 + n),
            year=41 + n,
            backwards=n == 1,
        )
        for n in (0, 1)
    ]
    assert dated[0].read_bytes() == dated[1].read_bytes()
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(dated[0]) as second:
        assert [(item.filename, item.CRC, item.external_attr) for item in first.infolist()] == [
            (item.filename, item.CRC, item.external_attr) for item in second.infolist()
        ]
        assert {item.date_time[:3] for item in second.infolist()} == {(2023, 11, 14)}


def differing(one: Path, other: Path) -> list[str]:
    """The members of two archives that are not the same, for the message."""
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        mine = {item.filename: (item.date_time, item.external_attr, item.CRC) for item in first.infolist()}
        theirs = {item.filename: (item.date_time, item.external_attr, item.CRC) for item in second.infolist()}
    return [
        f"{name}: {mine.get(name)} {theirs.get(name)}" for name in {**mine, **theirs} if mine.get(name) != theirs.get(name)
    ][:9]
