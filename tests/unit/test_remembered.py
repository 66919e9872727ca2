"""A page that would be the same is not made again, and any difference makes it again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import Report
from site_builder.render.theme import Theme
from tests.bench.corpus import Corpus
from tests.conftest import tree


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The permalinks of the pages that are rendered."""
    seen: list[str] = []
    real = Theme.render

    def render(self: Theme, page):  # type: ignore[no-untyped-def]
        seen.append(page.permalink)
        return real(self, page)

    monkeypatch.setattr(Theme, "render", render)
    return seen


def test_only_pages_that_see_a_change_are_rendered(dossier: Path, built: Callable[..., Report], rendered: list[str]) -> None:
    pages = built(dossier).pages
    assert len(rendered) == pages
    rendered.clear()
    seed = sorted((dossier / "seeds").iterdir())[0]
    seed.write_text(seed.read_text("utf-8") + "\nUne phrase de plus.\n", "utf-8")
    built(dossier)
    assert 0 < len(rendered) < pages / 2
    kept = tree(dossier / "public")
    built(dossier, output=dossier / "clean", cache=False)
    assert kept == tree(dossier / "clean")


@pytest.mark.parametrize(
    "harm",
    [
        lambda page: page.write_bytes(page.read_bytes().replace(b"<html", b"<HTML")),
        lambda page: page.unlink(),
        os.utime,
    ],
)
def test_a_page_that_somebody_touched_is_made_again(
    dossier: Path, built: Callable[..., Report], rendered: list[str], harm: Callable[[Path], object]
) -> None:
    built(dossier)
    before = tree(dossier / "public")
    rendered.clear()
    harm(dossier / "public" / "citations" / "index.html")
    (dossier / "seeds" / "new.txt").write_text("", "utf-8")  # so that there is something to do
    built(dossier)
    assert "citations/" in rendered
    assert tree(dossier / "public") == before


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("templates/parts/quote.html", "<p>{{ quote.text }}</p>"),
        ("static/styles/zz-mine.css", ".mine{}"),
        ("static/icon.svg", "<svg/>"),
        ("dossier.toml", 'title = "Autre titre"\n'),
    ],
)
def test_what_all_pages_are_made_with_makes_them_again(
    dossier: Path, built: Callable[..., Report], name: str, body: str
) -> None:
    built(dossier)
    path = dossier / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, "utf-8")
    built(dossier)
    built(dossier, output=dossier / "clean", cache=False)
    assert tree(dossier / "public") == tree(dossier / "clean")


def test_what_stood_through_one_build_is_not_out_of_date_in_the_next(tmp_path: Path, built: Callable[..., Report]) -> None:
    corpus = Corpus()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "dossier.toml").write_text('title = "Un dossier"\n', "utf-8")
    seeds = [tmp_path / "seeds" / f"{number}.txt" for number in range(8)]
    for number, seed in enumerate(seeds):
        seed.write_text(corpus.article(number).seed(), "utf-8")
    built(tmp_path)
    for number, seed in enumerate(seeds):
        # An article before all others gives every fact another number; then one changes that many pages show.
        (tmp_path / "seeds" / f"first{number}.txt").write_text(
            f" date 2001-01-{30 - number}\nUn titre\n\nUn texte.\n", "utf-8"
        )
        built(tmp_path)
        date, title, rest = seed.read_text("utf-8").split("\n", 2)
        seed.write_text(f"{date}\n{title} encore\n{rest}", "utf-8")
        built(tmp_path)
    built(tmp_path, output=tmp_path / "clean", cache=False)
    assert tree(tmp_path / "public") == tree(tmp_path / "clean")
