"""A description left open by its own article is told by another one, and by none where it fits two."""

from __future__ import annotations

import pytest

from site_builder.config import Config
from site_builder.extract import extract
from site_builder.gathering import dossier_of_one
from site_builder.link import link
from site_builder.model import Article, ArticleId, Block, Dossier, Edtf, Span
from site_builder.sources import card_of

TOLD = "Alvea, la firme de Nantes dirigée par Anna Durand, a confirmé ses discussions avec Boréal. Boréal n’a rien dit."
OPEN = "Alvea et Boréal discutent du rachat de Cirta. « Nous irons vite », a indiqué la société basée à Nantes."


def article(name: str, text: str) -> Article:
    block = Block("paragraph", Span(0, len(text)))
    return Article(ArticleId(name), f"seeds/{name}.txt", "", "fr", "Titre", True, text, (block,), Edtf("2020-09-14"))


def linked(*texts: str) -> Dossier:
    articles = [article(f"a{number}", text) for number, text in enumerate(texts)]
    return link([card_of(one) for one in articles], {one.id: extract(one) for one in articles}, Config())


def test_whom_another_article_calls_so() -> None:
    (quote,) = linked(TOLD, OPEN).quotes
    assert (quote.entity, quote.name) == ("alvea", "Alvea")
    assert (quote.quote.why, quote.quote.source, quote.quote.certain) == ("described elsewhere", "named", False)


@pytest.mark.parametrize(
    "texts",
    [
        (OPEN,),
        (TOLD, OPEN.replace("Alvea et Boréal", "Boréal et Delta")),  # who is called so is not named here
        (TOLD, OPEN, "Boréal, le groupe de Nantes, a confirmé ses discussions avec Alvea."),  # two are
        (TOLD, OPEN.replace("la société basée à Nantes", "la société")),  # which any body may be
        (TOLD, OPEN.replace("la société basée à Nantes", "le maire de Nantes")),  # a body is no person
    ],
    ids=["nowhere", "not named", "two", "bare", "another kind"],
)
def test_nobody_is_guessed(texts: tuple[str, ...]) -> None:
    assert all(quote.quote.why != "described elsewhere" and quote.name != "Alvea" for quote in linked(*texts).quotes)


def test_one_article_tells_nothing_of_itself() -> None:
    assert dossier_of_one(article("a", OPEN)).quotes[0].name == "la société basée à Nantes"
