"""`dossier review`: the doubtful and prominent first, and corrections that can be pasted as they are."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_builder.build import Options
from site_builder.cli import main
from site_builder.corrections.file import parse
from site_builder.doubts import WORTH, Doubt, Finder, date_doubt
from site_builder.draft import drafted
from site_builder.edtf import interval
from site_builder.model import DateMention, Edtf, Span


def review(folder: Path, *arguments: str) -> int:
    return main(["review", "-c", str(folder / "dossier.toml"), "--executor", "serial", *arguments])


def doubts(folder: Path) -> list[tuple[Doubt, str, str]]:
    """Each with its sentence and its correction."""
    with drafted(Options(config=folder / "dossier.toml", executor="serial")) as draft:
        assert [item for item in draft.diagnostics if item.severity == "error"] == []
        finder = Finder(draft.site)
        return [(doubt, finder.sentence(doubt), finder.correction(doubt, "2026-01-31")) for doubt in finder.find()]


def test_the_order_is_by_score_and_each_has_its_sentence(dossier: Path) -> None:
    found = doubts(dossier)
    assert found
    scores = [doubt.score for doubt, _, _ in found]
    assert scores == sorted(scores, reverse=True)
    assert all(sentence for _, sentence, _ in found)
    assert found == doubts(dossier)


def test_pasted_as_they_are_they_confirm_what_was_found(dossier: Path) -> None:
    kinds = ("N410", "N411", "N413", "N415")
    before = [(doubt, correction) for doubt, _, correction in doubts(dossier) if doubt.code in kinds]
    text = "\n".join(correction for _, correction in before)
    assert len(parse(text.encode())) == len(before)
    (dossier / "corrections.toml").write_text(text, "utf-8")
    after = {(doubt.code, doubt.ref) for doubt, _, _ in doubts(dossier)}
    assert {(doubt.code, doubt.ref) for doubt, _ in before} & after == set()


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


def test_a_reading_a_year_away_is_no_doubt_and_one_as_near_is() -> None:
    article = interval("2020-09-18")
    far = DateMention(Span(0, 1), "r", Edtf("2020-08-14"), dt.date(2020, 8, 14), dt.date(2020, 8, 14))
    near = DateMention(Span(0, 1), "r", Edtf("2020-09-20"), dt.date(2020, 9, 20), dt.date(2020, 9, 20))
    assert date_doubt(replace(far, alternatives=(Edtf("2021-08-14"),)), article) < WORTH
    assert date_doubt(replace(near, alternatives=(Edtf("2020-09-13"),)), article) > WORTH
    assert date_doubt(replace(near, alternatives=(Edtf("2020-09"),)), article) > WORTH
    assert date_doubt(DateMention(Span(0, 1), "r"), article) > date_doubt(far, article) == 0
