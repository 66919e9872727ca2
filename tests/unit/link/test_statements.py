"""The same words told by several articles are one statement; other words, or other people's, are not."""

from collections.abc import Sequence

import pytest

from site_builder.extract.fingerprints import seal
from site_builder.link.statements import link_statements
from site_builder.model import ArticleId, Block, Card, Edtf, LinkedQuote, Quote, QuoteId, QuoteKind, Span, Statement
from site_builder.scan import Scan

Row = tuple[str, str, str]
"""Language, speaker, words."""


def found(rows: Sequence[Row], kind: QuoteKind = "direct", days: Sequence[str] = ()) -> tuple[Statement, ...]:
    cards, quotes = [], []
    for at, (language, speaker, text) in enumerate(rows):
        day = days[at] if days else f"2021-03-{at + 1:02d}"
        article = ArticleId(f"a{at}")
        cards.append(
            Card(
                id=article,
                source="",
                sha256="",
                lang=language,
                title="",
                title_inferred=False,
                paragraphs=(),
                words=1,
                published=Edtf(day),
            )
        )
        span = Span(0, len(text))
        (quote,) = seal(Scan(text, language, (Block("paragraph", span),)), [Quote((span,), kind, "t")])
        quotes.append(LinkedQuote(QuoteId(f"q{at}"), article, 0, quote, name=speaker or None))
    return link_statements(cards, tuple(quotes))[1]


@pytest.mark.parametrize(
    ("rows", "relation"),
    [
        (
            [("fr", "Ana", "Nous fermerons l’usine avant l’été."), ("fr", "Ana", "nous fermerons l'usine avant l'été")],
            "identical",
        ),
        (
            [
                ("fr", "Ana", "Nous fermerons l’usine de Brive avant l’été prochain"),
                ("fr", "Ana", "nous fermerons l’usine de Brive, hélas, avant l’été"),
            ],
            "near",
        ),
        (
            [
                ("en", "Ana", "We will protect the jobs of our employees in Brive"),
                ("fr", "Ana", "Nous protégerons les emplois de nos salariés à Brive"),
            ],
            "translation",
        ),
        (
            [
                ("fr", "Ana", "Le tribunal a rejeté une plainte sans aucun fondement juridique"),
                ("fr", "Ana", "La justice écarte un procès qui n’avait pas de fondement légal"),
            ],
            "translation",
        ),
    ],
)
def test_one_statement(rows: Sequence[Row], relation: str) -> None:
    (statement,) = found(rows)
    assert statement.quotes == ("q0", "q1")
    assert statement.relation == relation
    assert statement.name == "Ana"


@pytest.mark.parametrize(
    "rows",
    [
        [("fr", "Ana", "Nous fermerons l’usine de Brive"), ("fr", "Ana", "Nous fermerons la mine de Decazeville")],
        [("fr", "Ana", "Nous refusons cette offre"), ("fr", "Luc", "Nous refusons cette offre")],
        [("fr", "Ana", "C’est un bon accord pour tous"), ("fr", "Ana", "L’accord est mort")],
        [("fr", "", "Nous sommes très heureux"), ("fr", "", "Nous sommes heureux")],
    ],
)
def test_no_statement(rows: Sequence[Row]) -> None:
    assert found(rows) == ()


def test_long_identical_words_are_one_source_whoever_is_said_to_speak() -> None:
    words = "Nous avons proposé aux salariés de Brive un reclassement dans notre usine voisine de Tulle"
    (statement,) = found([("fr", "Ana", words), ("fr", "la direction", words)])
    assert statement.relation == "identical"


def test_indirect_speech_counts_only_when_its_words_are_the_same() -> None:
    rows = [
        ("fr", "Ana", "le tribunal a rejeté une plainte sans aucun fondement juridique"),
        ("fr", "Ana", "la justice écarte un procès qui n’avait pas de fondement légal"),
    ]
    assert found(rows, "indirect") == ()
    assert found([rows[0], rows[0]], "indirect")


def test_other_words_long_after_are_another_statement() -> None:
    rows = [
        ("fr", "Ana", "Nous protégerons les emplois de nos salariés à Brive"),
        ("en", "Ana", "We will protect the jobs of our employees in Brive"),
    ]
    assert found(rows, days=("2021-03-01", "2022-03-01")) == ()


def test_sentences_told_by_the_same_quotes_are_one_statement() -> None:
    words = "Nous fermerons l’usine de Brive. Les salariés seront reclassés dans la région."
    (statement,) = found([("fr", "Ana", words), ("fr", "Ana", words)])
    assert statement.passages[0].span == Span(0, len(words))


def test_one_article_alone_makes_no_statement() -> None:
    words = "Nous fermerons l’usine de Brive"
    rows = [("fr", "Ana", words)]
    assert found(rows) == ()
