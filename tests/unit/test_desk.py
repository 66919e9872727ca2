"""Bringing articles in: each once, nothing overwritten, and what is written reads as what was brought."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder import read
from site_builder.cli import main
from site_builder.config import Config
from site_builder.desk import Desk
from site_builder.errors import ReadError, WriteError

INPUTS = Path(__file__).parents[1] / "golden" / "inputs"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, Config())


def test_a_page_becomes_markdown_and_its_original_is_kept(desk: Desk) -> None:
    page = INPUTS / "page" / "alvea.html"
    (saved,) = desk.add(str(page))
    assert saved.name == "2021-03-12-alvea-dit-non-a-borel.md"
    assert (desk.originals / "alvea.html").read_bytes() == page.read_bytes()
    (given,) = read.read(page, page.parent)
    (kept,) = read.read(saved, desk.seeds)
    for name in ("title", "published", "publisher", "author", "url", "lang", "text", "blocks"):
        assert getattr(kept, name) == getattr(given, name), name


def test_an_export_becomes_one_file_an_article(desk: Desk) -> None:
    paths = desk.add(str(INPUTS / "factiva_codes_french" / "export.html"))
    assert [path.name for path in paths] == ["2021-03-12-alvea-dit-non-a-borel.md", "2021-04-01-borel-prend-son-temps.md"]


def test_texts_come_in_as_they_are(desk: Desk) -> None:
    text = INPUTS / "plain_windows_1252" / "alvea.txt"
    (saved,) = desk.add(str(text))
    assert saved.read_bytes() == text.read_bytes()
    assert not desk.originals.exists()


@pytest.mark.parametrize(
    ("again", "why"),
    [
        ("page", "address"),
        ("europresse_new", "identifier"),
        ("factiva_xml", "identifier"),
        ("plain_utf_16", "nearly the same text"),
    ],
)
def test_what_is_there_is_refused(desk: Desk, tmp_path: Path, again: str, why: str) -> None:
    (path,) = (path for path in (INPUTS / again).iterdir() if path.name != "expected.json")
    assert desk.add(str(path))
    later = Desk(tmp_path, Config())
    before = sorted(tmp_path.rglob("*"))
    assert later.add(str(path)) == []
    assert sorted(tmp_path.rglob("*")) == before
    problems = [problem for problem in later.problems if problem.severity == "error"]
    assert problems
    assert all(problem.code == "E202" and why in problem.message for problem in problems)


def test_a_text_with_a_few_changed_words_is_the_same_and_another_is_not(desk: Desk, tmp_path: Path) -> None:
    words = [f"mot{n}" for n in range(300)]
    for name, text in {"a": words, "b": [*words[:150], "neuf", *words[151:]], "c": words[:40] + ["x", "y"] * 130}.items():
        (tmp_path / f"{name}.txt").write_text(" date 2020-09 " + " ".join(text), "utf-8")
    assert desk.add(str(tmp_path / "a.txt"))
    assert not desk.add(str(tmp_path / "b.txt"))
    assert desk.add(str(tmp_path / "c.txt"))


def test_a_name_that_is_taken_gets_a_number(desk: Desk, tmp_path: Path) -> None:
    for folder, text in (("x", "Le premier texte."), ("y", "Tout autre chose ici.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, "utf-8")
    names = [desk.add(str(tmp_path / folder / "a.txt"))[0].name for folder in "xy"]
    assert names == ["a.txt", "a-2.txt"]


def test_what_cannot_be_added(desk: Desk, tmp_path: Path) -> None:
    for name in ("https://e.org/a", str(tmp_path / "none.txt"), str(tmp_path)):
        with pytest.raises(ReadError):
            desk.add(name)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "seeds").write_text("a file", "utf-8")
    with pytest.raises(WriteError):
        Desk(tmp_path, Config()).add(str(INPUTS / "plain_inline" / "alvea.txt"))


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(tmp_path / "dossier.toml")
    page = str(INPUTS / "page" / "alvea.html")
    assert main(["add", page, "-c", config]) == 0
    assert "added " in capsys.readouterr().err
    assert main(["add", page, "-c", config]) == 1
    assert "error E202" in capsys.readouterr().err
