"""The card: drawn with the site's words, safe from markup, never wider than itself, the same bytes for the same dossier."""

from __future__ import annotations

import struct

import pytest
from lxml import etree

from site_builder.config import Config, Deal
from site_builder.model import Dossier
from site_builder.render import Site, card
from tests.unit.render.conftest import ARTICLES

SVG = {"s": "http://www.w3.org/2000/svg"}


def site(dossier: Dossier, title: str, sentence: str = "", base_url: str = "https://example.org/") -> Site:
    config = Config(title=title, deal=Deal(sentence=sentence), base_url=base_url, language="fr")
    return Site(dossier, config, ARTICLES)


def lines(drawing: str) -> list[tuple[int, str]]:
    """Every line of text with its size."""
    tree = etree.fromstring(drawing.encode())
    return [(int(node.get("font-size")), node.text or "") for node in tree.iterfind(".//s:text", SVG)]


def test_it_says_the_title_the_sentence_and_the_counts(dossier: Dossier) -> None:
    shown = [words for _, words in lines(card.drawn(site(dossier, "L'affaire", "Qui l'emportera ?")))]
    assert shown == ["L’affaire", "Qui l’emportera\u202f?", "août\u00a0– septembre 2020 · 3 articles · 3 citations"]


@pytest.mark.parametrize("words", ["mot " * 12, "mot " * 45, "W" * 40, "Anticonstitutionnellement " * 30])
def test_long_words_shrink_and_stay_on_the_card(dossier: Dossier, words: str) -> None:
    drawing = card.drawn(site(dossier, "T", words))
    body = lines(drawing)[1:-1]
    assert len(body) <= 5
    assert len({size for size, _ in body}) == 1
    low = [int(node.get("y")) for node in etree.fromstring(drawing.encode()).iterfind(".//s:text", SVG)][-2]
    assert low < 548  # above the last rule


def test_markup_stays_text(dossier: Dossier) -> None:
    drawing = card.drawn(site(dossier, "<script>&", 'a "b" <image href="file:///etc/passwd"/>'))
    assert not etree.fromstring(drawing.encode()).xpath("//*[local-name()='image' or local-name()='script']")


def test_it_is_a_picture_of_the_size_that_is_told_and_always_the_same(dossier: Dossier) -> None:
    pytest.importorskip("resvg_py", reason="the extra `card` is not installed")
    drawing = card.drawn(site(dossier, "L'affaire", "Boréal veut Ambre."))
    png = card.png(drawing)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (card.WIDTH, card.HEIGHT)
    assert card.png(drawing) == png
    assert len(png) > len(card.png(card.drawn(site(dossier, "x"))))  # the words are drawn: the fonts were found


def test_without_an_address_there_is_none_and_nothing_is_said(dossier: Dossier) -> None:
    assert not card.wanted(site(dossier, "T", base_url=""))
    assert card.remark(site(dossier, "T", base_url="")) == ()


def test_without_the_library_it_is_said_how_to_get_it(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "able", lambda: False)
    assert not card.wanted(site(dossier, "T"))
    (said,) = card.remark(site(dossier, "T"))
    assert "pip install 'deal-dossier[card]'" in said
