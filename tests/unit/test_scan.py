"""Tokens stand where the text has them, whatever blanks are between; sentences end where they should."""

import pytest

from site_builder.scan import Scan


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "L’accord de 12,5 % signé le 3 mai.",
        "  deux\u00a0blancs \u202f»\n\nun _mot_ souligné\u2009…  ",
        "Jean-Yves dit : « İstanbul ».\n",
    ],
)
def test_tokens_are_the_text_without_its_blanks(text: str) -> None:
    scan = Scan(text, "fr")
    assert [text[start:end] for start, end in zip(scan.starts, scan.ends, strict=True)] == scan.words
    assert "".join(scan.words) == "".join(text.split())
    assert scan.lower == [word.lower() for word in scan.words]


def test_a_sentence_ends_at_a_stop_and_not_behind_an_abbreviation() -> None:
    text = "M. Durand a signé. « Enfin ! » dit-il… Et puis ?\nUn titre"
    assert [span.of(text) for span in Scan(text, "fr").sentences] == [
        "M. Durand a signé.",
        "« Enfin ! » dit-il…",
        "Et puis ?",
        "Un titre",
    ]
