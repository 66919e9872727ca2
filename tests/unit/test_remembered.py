"""A page that would be the same is not made again, and any difference makes it again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import Report
from site_builder.render.theme import Theme
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
