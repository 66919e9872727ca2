"""Saved pages of many makings: each states its title and date in its own way, and its article is told from the rest."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from site_builder import read
from site_builder.config import Config

PAGES = Path(__file__).resolve().parents[2] / "corpus" / "pages"
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text("utf-8"))
FIELDS = {"title": "title", "date": "published", "author": "author", "publisher": "publisher", "url": "url"}


def test_every_page_says_what_is_expected_of_it() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(EXPECTED)
    assert all({"title", "date", "has"} <= expected.keys() for expected in EXPECTED.values())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_saved_page(name: str) -> None:
    expected = EXPECTED[name]
    path = PAGES / f"{name}.html"
    (article,), _ = read.parse(path.read_bytes(), path, PAGES, Config())
    stated = {key: getattr(article, field) for key, field in FIELDS.items() if key in expected}
    assert stated == {key: expected[key] for key in stated}
    assert not article.title_inferred
    assert expected["has"] in article.text
    assert "hasnt" not in expected or expected["hasnt"] not in article.text
