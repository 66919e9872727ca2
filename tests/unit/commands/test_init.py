"""A new dossier: builds at once, and changes nothing that stands there."""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path

import pytest

from site_builder.build import Options, build
from site_builder.cli import main, parser
from site_builder.commands.init import start
from site_builder.config import load
from site_builder.errors import WriteError

ROOT = Path(__file__).resolve().parents[3]


def test_it_builds_without_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "deal"]) == 0
    report = build(Options(config=tmp_path / "deal" / "dossier.toml", executor="serial"))
    assert report.articles == 1
    assert [problem for problem in report.diagnostics if problem.severity != "note"] == []
    assert (tmp_path / "deal" / "public" / "index.html").is_file()


def test_every_commented_key_is_valid(tmp_path: Path) -> None:
    start(tmp_path)
    config = tmp_path / "dossier.toml"
    lines = config.read_text("utf-8").splitlines()
    config.write_text("\n".join(line.removeprefix("# ") if " = " in line else line for line in lines), "utf-8")
    assert load(config).rights.contact


def test_netlify_serves_it_as_it_serves_this_project(tmp_path: Path) -> None:
    start(tmp_path)
    ours, theirs = (tomllib.loads((folder / "netlify.toml").read_text("utf-8")) for folder in (ROOT, tmp_path))
    assert theirs["headers"] == ours["headers"]
    assert theirs["build"]["publish"] == load(tmp_path / "dossier.toml").paths.output
    commands = [theirs["build"]["command"], *(context["command"] for context in theirs["context"].values())]
    assert all("dossier build" in command and "--base-url" in command for command in commands)
    for command in commands:
        known = parser().parse_args(shlex.split(command.partition("&& dossier ")[2]))
        assert known.base_url


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "mine.txt").write_text("x", "utf-8")
    (tmp_path / ".gitignore").write_text("mine", "utf-8")
    assert start(tmp_path) == [tmp_path / "dossier.toml", tmp_path / "netlify.toml"]
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine"
    (tmp_path / "dossier.toml").write_text("title = 'mine'", "utf-8")
    with pytest.raises(WriteError):
        start(tmp_path)
    assert (tmp_path / "dossier.toml").read_text("utf-8") == "title = 'mine'"
    assert [path.name for path in (tmp_path / "seeds").iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WriteError):
        start(tmp_path / "file" / "deal")
