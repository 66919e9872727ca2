"""Passages in their files: line and column where the words can be told apart, else the file alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder import read
from site_builder.model import Span
from site_builder.places import Places

FILES = {
    "a.txt": (" date 2020-09-14\nTitre\n\nOracle a dit oui.\r\nPuis Oracle\na dit non.\n", {"Oracle a dit oui": "4:1"}),
    "b.txt": (" date 2020-09\nUn e\u0301te\u0301 passe. L'accord tient.\n\nL'accord tombe.\n",
              {"L'accord tient": "2:15", "L'accord tombe": "4:1", "tombe": "4:10"}),
    "c.md": ("---\ntitle: T\n---\n\nOracle a **dit** oui. Puis *rien*.\n",
             {"Oracle a": "5:1", "dit oui": "", "rien": "5:29"}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_line_and_column(tmp_path: Path, name: str) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / name).write_bytes(FILES[name][0].encode())
    (article,) = read.read(seeds / name, seeds)
    places = Places(seeds)
    for words, place in FILES[name][1].items():
        start = article.text.index(words)
        told = places.of(article, Span(start, start + len(words)))
        assert told == (f"seeds/{name}:{place}" if place else f"seeds/{name}"), words


def test_words_that_stand_twice_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    path = tmp_path / "seeds" / "a.txt"
    path.write_text(" date 2020\nOracle se tait. Il pleut.\n\nOracle se tait.\n", "utf-8")
    (article,) = read.read(path, path.parent)
    start = article.text.rindex("Oracle")
    assert Places(path.parent).of(article, Span(start, start + 14)) == "seeds/a.txt:4:1"


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    path = tmp_path / "seeds" / "a.txt"
    path.write_text(" date 2020\nOracle se tait.\n", "utf-8")
    (article,) = read.read(path, path.parent)
    path.unlink()
    assert Places(path.parent).of(article, Span(0, 6)) == "seeds/a.txt"
