"""The picture of the dossier: made with the site, named by its pages, drawn once and then taken from the cache."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import Report
from site_builder.render import card

pytest.importorskip("resvg_py", reason="the extra `card` is not installed")


def test_a_site_with_an_address_names_its_picture(dossier: Path, built: Callable[..., Report]) -> None:
    report = built(dossier, base_url="https://example.org/deal/")
    assert report.remarks == ()
    assert (dossier / "public/card.png").read_bytes().startswith(b"\x89PNG")
    for page in ("index.html", "chronologie/index.html"):
        text = (dossier / "public" / page).read_text("utf-8")
        assert '<meta property="og:image" content="https://example.org/deal/card.png">' in text


def test_without_an_address_no_page_names_one(dossier: Path, built: Callable[..., Report]) -> None:
    built(dossier)
    assert not (dossier / "public/card.png").exists()
    assert "og:image" not in (dossier / "public/index.html").read_text("utf-8")


def test_it_is_drawn_once(dossier: Path, built: Callable[..., Report], monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    real = card.png
    monkeypatch.setattr(card, "png", lambda drawing: drawn.append(drawing) or real(drawing))
    built(dossier, base_url="https://example.org/deal/")
    (dossier / "static").mkdir()
    (dossier / "static/mine.txt").write_text("changed")
    built(dossier, base_url="https://example.org/deal/")
    assert len(drawn) == 1


def test_without_the_library_the_build_says_so(
    dossier: Path, built: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card, "able", lambda: False)
    report = built(dossier, base_url="https://example.org/deal/")
    assert [said for said in report.remarks if "deal-dossier[card]" in said]
    assert not (dossier / "public/card.png").exists()
