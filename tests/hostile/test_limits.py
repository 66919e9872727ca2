"""Inputs beyond every limit, and names that file systems confuse: a diagnostic or a page, and no other suffers."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import Report
from tests.conftest import tree

PLAIN = " date 2020-10-02\n{}\n\nUn texte qui dit {}.\n"


def pages(folder: Path) -> list[str]:
    return [path.parent.name for path in (folder / "public" / "articles").glob("*/index.html")]


def test_a_file_of_100_mb_costs_an_error_and_no_memory(dossier: Path, built: Callable[..., Report]) -> None:
    import resource

    with (dossier / "seeds" / "big.txt").open("wb") as file:
        file.write(b" date 2020-10-02\n")
        file.truncate(100_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = built(dossier)
    (error,) = (item for item in report.diagnostics if "big.txt" in item.where)
    assert "larger than" in error.message
    assert "file_size" in error.hint
    assert len(pages(dossier)) == 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000  # kB


def test_a_line_of_10_mb_is_named_with_its_number(dossier: Path, built: Callable[..., Report]) -> None:
    (dossier / "seeds" / "line.txt").write_bytes(b" date 2020-10-02\nUn titre\n\n" + b"mot " * 450_000)
    start = time.monotonic()
    (error,) = (item for item in built(dossier).diagnostics if "line.txt" in item.where)
    assert error.where.endswith("line.txt:4")
    assert "line_length" in error.hint
    assert time.monotonic() - start < 30


def test_names_that_file_systems_confuse_have_each_a_page(dossier: Path, built: Callable[..., Report]) -> None:
    names = ["Accord.txt", "accord.txt", "ACCORD.txt", "\u00e9t\u00e9.txt", "e\u0301te\u0301.txt", "\uff21ccord.txt"]
    for number, name in enumerate(names):
        (dossier / "seeds" / name).write_text(PLAIN.format("Le même titre", f"le nombre {number}"), "utf-8")
    there = len({path.name for path in (dossier / "seeds").iterdir()})  # some file systems hold fewer
    built(dossier)
    made = pages(dossier)
    assert len(made) == there
    assert len({name.casefold() for name in made}) == there
    everything = list(tree(dossier / "public"))
    assert len({name.casefold() for name in everything}) == len(everything)


@pytest.mark.parametrize("title", ["CON", "aux", "NUL", "com1", "LPT9", "x...", "-rf", "~", "*", "index.html", "\u202e"])
def test_reserved_titles_and_names(dossier: Path, built: Callable[..., Report], title: str) -> None:
    (dossier / "seeds" / f"{title}.txt").write_text("Un texte qui dit ceci.\n", "utf-8")
    (dossier / "seeds" / "m.md").write_text(f"---\ntitle: '{title}'\n---\n\nUn autre texte.\n", "utf-8")
    built(dossier)
    reserved = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
    assert len(pages(dossier)) == 4
    for name in tree(dossier / "public"):
        for part in name.split("/"):
            assert part.partition(".")[0].lower() not in reserved, name
            assert part == part.strip(" ~").rstrip("."), name


@pytest.mark.slow
def test_ten_thousand_articles_with_one_title(dossier: Path, built: Callable[..., Report]) -> None:
    for number in range(10_000):
        (dossier / "seeds" / f"{number}.txt").write_text(PLAIN.format("Le même titre", f"le nombre {number}"), "utf-8")
    start = time.monotonic()
    report = built(dossier)
    assert report.articles == 10_002
    assert len(pages(dossier)) >= 10_002
    assert time.monotonic() - start < 300
    assert (dossier / "public" / "index.html").stat().st_size < 1_000_000
