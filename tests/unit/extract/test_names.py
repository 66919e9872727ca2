"""Each sentence with the names that must be found in it, whole and of their kind, and no other."""

from __future__ import annotations

import pytest

from site_builder.build import card_of
from site_builder.extract.names import find_names
from site_builder.link.entities import link_entities
from site_builder.model import Annotations, Article, ArticleId, Block, Span
from site_builder.scan import Scan


def names_of(text: str, language: str = "fr") -> dict[str, str]:
    blocks = (Block("paragraph", Span(0, len(text))),)
    article = Article(ArticleId("a"), "a.txt", "", language, "", True, text, blocks)
    names, cases = find_names(Scan.of(article))
    _, linked = link_entities([card_of(article)], {article.id: Annotations(names=names, cases=cases)}, ())
    return {name.span.of(text): name.kind for name in linked[article.id]}


FRENCH = [
    ("Hier, le président américain John Fuller a reçu Ana de Souza.", {"John Fuller": "person", "Ana de Souza": "person"}),
    ("Selon M. Castagnol, rien n'est joué.", {"Castagnol": "person"}),
    ("Le PDG de Vectaria, Li Wenhao, a refusé.", {"Vectaria": "organisation", "Li Wenhao": "person"}),
    ("Elle vit à Redon et travaille en Suisse.", {"Redon": "place", "Suisse": "place"}),
    ("Le ministère de l'Intérieur a démenti.", {"ministère de l'Intérieur": "organisation"}),
    (
        "Il saisit le Conseil supérieur de la magistrature.",
        {"Conseil supérieur de la magistrature": "organisation"},
    ),
    ("La réunion a eu lieu place de la Concorde.", {"place de la Concorde": "place"}),
    ("L'accord sera signé lundi.", {}),
    ("Des experts pensent que les Français et un Québécois gagneront.", {}),
    ("Le chef de l'État et le Premier ministre se sont vus.", {}),
    ("Jean-Yves Le Guen et Haïm al-Badri sont là.", {"Jean-Yves Le Guen": "person", "Haïm al-Badri": "person"}),
    ("Un article du Morning Post le révèle.", {"Morning Post": "organisation"}),
]
ENGLISH = [
    ("Yesterday, President John Fuller met Ana de Souza.", {"John Fuller": "person", "Ana de Souza": "person"}),
    ("She works in Ohio for Vectaria Group.", {"Ohio": "place", "Vectaria Group": "organisation"}),
    ("The deal will be signed on Monday.", {}),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: dict[str, str]) -> None:
    assert names_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: dict[str, str]) -> None:
    assert names_of(text, "en") == expected
