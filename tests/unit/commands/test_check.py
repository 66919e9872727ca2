"""`dossier check`: everything wrong is told with file and line, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.cli import main
from tests.conftest import tree


def check(folder: Path, *arguments: str) -> int:
    return main(["check", "-c", str(folder / "dossier.toml"), "--executor", "serial", *arguments])


def test_a_sound_dossier(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(dossier)
    assert check(dossier) == 0
    assert tree(dossier) == before
    assert "0 errors, 0 warnings" in capsys.readouterr().err


def test_an_orphan_and_a_broken_link(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (dossier / "corrections.toml").write_text('[[titles]]\narticle = "none"\ntitle = "x"\n', "utf-8")
    (dossier / "templates").mkdir()
    (dossier / "templates" / "404.html").write_text(
        '{% extends "default/404.html" %}{% block content %}<a href="nowhere/">x</a>{% endblock %}', "utf-8"
    )
    assert check(dossier) == 1
    told = capsys.readouterr().err
    assert "corrections.toml:1: error E404" in told
    assert "error E510 the link to nowhere/ leads nowhere: there is no nowhere/index.html" in told


def test_warnings_fail_only_when_strict(dossier: Path) -> None:
    (dossier / "seeds" / "undated.txt").write_text("Un texte sans date, qui dit pourtant quelque chose.\n", "utf-8")
    assert check(dossier) == 0
    assert check(dossier, "--strict") == 1
