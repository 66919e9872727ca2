"""`dossier review`: the doubtful and prominent first, and corrections that can be pasted as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.build import Options
from site_builder.cli import main
from site_builder.corrections.file import parse
from site_builder.doubts import Doubt, Finder
from site_builder.draft import drafted


def review(folder: Path, *arguments: str) -> int:
    return main(["review", "-c", str(folder / "dossier.toml"), "--executor", "serial", *arguments])


def doubts(folder: Path) -> list[Doubt]:
    with drafted(Options(config=folder / "dossier.toml", executor="serial")) as draft:
        assert [item for item in draft.diagnostics if item.severity == "error"] == []
        return Finder(draft.site).find()


def test_the_order_is_by_score_and_each_has_its_sentence(dossier: Path) -> None:
    found = doubts(dossier)
    assert found
    assert [doubt.score for doubt in found] == sorted((doubt.score for doubt in found), reverse=True)
    assert all(doubt.sentence for doubt in found)
    assert found == doubts(dossier)


def test_pasted_as_they_are_they_confirm_what_was_found(dossier: Path) -> None:
    before = [doubt for doubt in doubts(dossier) if doubt.code in ("N410", "N411", "N413", "N415")]
    text = "\n".join(doubt.correction("2026-01-31") for doubt in before)
    assert len(parse(text.encode())) == len(before)
    (dossier / "corrections.toml").write_text(text, "utf-8")
    after = doubts(dossier)
    assert {(doubt.code, doubt.ref) for doubt in before} & {(doubt.code, doubt.ref) for doubt in after} == set()


def test_json_is_one_object_a_line(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review(dossier, "-n", "2", "--format", "json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["rank"] for row in rows] == [1, 2]
    assert all({"score", "code", "message", "where", "sentence", "correction"} <= row.keys() for row in rows)
    assert all(row["where"].rsplit(":", 2)[1].isdigit() for row in rows)


def test_write_appends_comments_once(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = dossier / "corrections.toml"
    path.write_text("# mine\n", "utf-8")
    assert review(dossier, "-n", "3", "--write") == 0
    first = path.read_text("utf-8")
    assert first.startswith("# mine\n")
    assert parse(first.encode()) == ()
    assert "3 corrections added" in capsys.readouterr().err
    assert review(dossier, "-n", "3", "--write") == 0
    assert path.read_text("utf-8") == first
