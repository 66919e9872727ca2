"""What keeps the house in order: rooms of a bounded size, tests beside their rooms, words that describe only the project."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "site_builder"
ROOM_MAX = 450
"""Lines: 300 is the rule of thumb, this the wall. A room that is truly one room may be larger; it is then named here."""
LARGER = {
    "model.py": "every noun, and nothing that acts",
    "serve.py": "one subject: what livereload leaves open",
}


def tracked(*patterns: str) -> list[Path]:
    """Files of the repository; skipped outside a checkout."""
    try:
        out = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in out.split("\0") if name and (ROOT / name).is_file()]


def test_no_room_has_outgrown_its_name() -> None:
    large = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := path.read_text("utf-8").count("\n")) > ROOM_MAX
    }
    assert {name: lines for name, lines in large.items() if name not in LARGER} == {}


def test_nothing_is_called_after_nothing() -> None:
    assert [path for path in PACKAGE.rglob("*.py") if path.stem in ("utils", "util", "helpers", "common", "misc")] == []


def test_every_module_says_in_one_sentence_what_it_does() -> None:
    for path in PACKAGE.rglob("*.py"):
        first = path.read_text("utf-8").lstrip().splitlines()[:1]
        assert first, path
        assert first[0].startswith('"""'), path


def test_a_folder_of_code_has_three_files_of_a_kind() -> None:
    for folder in [path for path in PACKAGE.rglob("*") if path.is_dir() and path.name != "__pycache__"]:
        kinds = [path.suffix for path in folder.iterdir() if path.is_file()]
        if ".py" in kinds and folder.name not in ("lang", "locales"):  # those hold tables
            assert kinds.count(".py") >= 3, folder


def test_unit_tests_mirror_the_package() -> None:
    """A unit test stands where its module stands; so whoever looks for one knows where."""
    strays = []
    for path in (ROOT / "tests" / "unit").rglob("test_*.py"):
        inner = path.relative_to(ROOT / "tests" / "unit").parent
        name = path.stem.removeprefix("test_")
        here = PACKAGE / inner
        known = (
            (here / f"{name}.py").exists() or (here / name).is_dir() or (here.with_suffix(".py")).exists() or here.is_dir()
        )
        if not known:
            strays.append(path)
    assert strays == []


def test_the_project_speaks_only_of_itself() -> None:
    """No path of a machine, no address of a package registry: they tie the project to where it was made."""
    registries = [
        ".".join(("pypi", "org")),
        ".".join(("files", "pythonhosted", "org")),
        ".".join(("registry", "npmjs", "org")),
    ]
    home = re.compile(rb"/(?:work|root|home)/\w")
    for path in tracked():
        raw = path.read_bytes()
        for host in registries:
            assert host.encode() not in raw, (path, host)
        if path.suffix in (".py", ".toml", ".md", ".html", ".css", ".js", ".txt", ".yml", ""):
            assert not home.search(raw), path


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    said = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(item for extra in project["optional-dependencies"].values() for item in extra)]
    for requirement in wanted:
        name = re.match(r"[\w.-]+", requirement)
        assert name
        if not name.group().startswith("types-"):
            assert name.group() in said, requirement


def test_lock_files_hold_hashes_and_no_host() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text("utf-8")
        assert "--hash=sha256:" in lines
        assert "http" not in lines
        assert "--index-url" not in lines
