"""The reader's entry: which reader reads what, ids, and what a file that holds several articles gives."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from site_builder import read
from site_builder.config import Config, Limits
from site_builder.errors import PluginError, ReadError

ROOT = Path("seeds")


def test_ids_come_from_the_path() -> None:
    for name, expected in {
        "a.txt": "a",
        "2020/Été à Paris.txt": "2020/Été-à-Paris",
        "a.b.md": "a.b",
        "x/..y.txt": "x/y",
        "?.txt": "article",
    }.items():
        (article,), _ = read.parse(b"Le texte.", ROOT / name, ROOT, Config())
        assert article.id == expected


def test_empty_files_say_so() -> None:
    for data in (b"", b" \n\n", b"\xef\xbb\xbf", b" date 2020-09 ", b"---\ntitle: x\n---\n"):
        with pytest.raises(ReadError) as caught:
            read.parse(data, ROOT / "a.txt", ROOT, Config())
        assert caught.value.message == "no text"


def test_limits_are_told_by_name() -> None:
    for limits, name in ((Limits(article_length=5), "article_length"), (Limits(line_length=5), "line_length")):
        with pytest.raises(ReadError) as caught:
            read.parse(b"Le texte est long.", ROOT / "a.txt", ROOT, Config(limits=limits))
        assert f"`{name}`" in caught.value.hint


def test_read_gives_the_problems_of_the_file_to_its_first_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\ndate: 2020\n---\nUn.\n\n---\ntitle: B\ndate: x\n---\nDeux.\n", "utf-8")
    (article,) = read.read(tmp_path / "a.md", tmp_path)
    assert [(d.code, d.severity, d.where) for d in article.diagnostics] == [("E210", "error", f"{tmp_path.name}/a.md:9")]


def test_without_the_extra_a_page_is_an_error_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", refuse)
    with pytest.raises(PluginError) as caught:
        read.parse(b"<p>Texte</p>", ROOT / "a.html", ROOT, Config())
    assert "pip install 'deal-dossier[html]'" in caught.value.hint
    assert caught.value.where == "seeds/a.html"
