"""A figure in its sentence: abbreviations end none, paragraphs do, and figures of one sentence share a line."""

import pytest

from site_builder.model import Span
from site_builder.render.views.figures import _sentence


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        (
            "Avant. L’accord (12 %) attend M. Trump. Après.",
            "12 %",
            "L’accord (12 %) attend M. Trump.",
        ),
        ("Selon J. Martin, 3 % suffisent ! Rien.", "3 %", "Selon J. Martin, 3 % suffisent !"),
        ("« Oui. » Les 5 % manquent.\n\nUn autre", "5 %", "Les 5 % manquent."),
        ("Le prix est de 2 M€. Il monte.", "2 M€", "Le prix est de 2 M€."),
        ("Il vaut 1.5 million de dollars. Fin.", "1.5 million", "Il vaut 1.5 million de dollars."),
        ("Mme Ba en veut 4 %, env. la moitié. Fin.", "4 %", "Mme Ba en veut 4 %, env. la moitié."),
    ],
)
def test_the_sentence_of_a_figure(text: str, figure: str, expected: str) -> None:
    start = text.index(figure)
    assert _sentence(text, Span(start, start + len(figure))).of(text).strip() == expected
