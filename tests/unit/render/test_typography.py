"""typography: what is set, what is left alone, and that offsets hold where nothing is inserted."""

from __future__ import annotations

import pytest

from site_builder.render.typography import closed, display, evened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Oui ; non ! Quoi ?", "Oui\u202f; non\u202f! Quoi\u202f?"),
        ("« mot »", "«\u202fmot\u202f»"),
        ("«mot»", "«\u202fmot\u202f»"),
        ("voici : rien", "voici\u00a0: rien"),
        ("12,5 % de 25 000 parts", "12,5\u202f% de 25\u202f000\u00a0parts"),
        ("le 15 septembre", "le 15\u00a0septembre"),
        ("l'accord", "l\u2019accord"),
        ("Quoi? Non!", "Quoi\u202f? Non\u202f!"),
        ("au plus tard le %(date)s", "au plus tard le %(date)s"),
    ],
)
def test_french(text: str, shown: str) -> None:
    assert display(text, "fr") == shown


@pytest.mark.parametrize("text", ["https://example.org/?a=1", "12:30", "(…)", "a:b", "a;b"])
def test_french_leaves_alone(text: str) -> None:
    assert display(text, "fr") == text


def test_english_keeps_its_own_spacing() -> None:
    assert display("Why? It's 5 billion; he said: “no”", "en") == "Why? It\u2019s 5\u00a0billion; he said: “no”"


@pytest.mark.parametrize("text", ["« Oui » : 25 000 € ; l'an 2020 !", "rien", ""])
def test_evening_keeps_every_offset(text: str) -> None:
    assert len(evened(text, "fr")) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Demain, tout va changer », a-t-il dit.", "«\u202f… Demain, tout va changer », a-t-il dit."),
        ("Il a dit : « Demain, tout change.", "Il a dit : « Demain, tout change. …\u202f»"),
        ("Il a dit : « Demain. »", "Il a dit : « Demain. »"),
        ("tomorrow,” he said.", "“… tomorrow,” he said."),
        ("Rien.", "Rien."),
    ],
)
def test_a_sentence_out_of_somebody_s_words_shows_that_it_is_one(text: str, shown: str) -> None:
    assert closed(text) == shown
