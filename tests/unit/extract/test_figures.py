"""Each sentence with the figures that must be found in it: words, low, high, unit, rule."""

from __future__ import annotations

import pytest

from site_builder.extract.figures import find_figures
from site_builder.model import Figure
from site_builder.scan import Scan

Found = list[tuple[str, float, float, str, str]]


def figures(text: str, language: str) -> tuple[Figure, ...]:
    return find_figures(Scan(text, language))


def found(text: str, language: str) -> Found:
    return [(f.span.of(text), f.low, f.high, f.unit, f.rule) for f in figures(text, language)]


FRENCH: list[tuple[str, Found]] = [
    ("Le prix est de 30 milliards de dollars.", [("30 milliards de dollars", 30e9, 30e9, "USD", "amount")]),
    ("Une offre de 20 à 30 milliards de dollars.", [("20 à 30 milliards de dollars", 20e9, 30e9, "USD", "amount")]),
    ("Entre 1,5 et 2 millions d’euros.", [("1,5 et 2 millions d’euros", 1.5e6, 2e6, "EUR", "amount")]),
    ("Il a payé 20 Mds€ puis 3,5 M€.",
     [("20 Mds€", 20e9, 20e9, "EUR", "amount"), ("3,5 M€", 3.5e6, 3.5e6, "EUR", "amount")]),
    ("Un milliard d'euros et 1 250 000 francs suisses.",
     [("Un milliard d'euros", 1e9, 1e9, "EUR", "amount"), ("1 250 000 francs suisses", 1.25e6, 1.25e6, "CHF", "amount")]),
    ("Il détient 12,5 % du capital et 40 pour cent des voix.",
     [("12,5 %", 12.5, 12.5, "%", "stake"), ("40 pour cent", 40, 40, "%", "percent")]),
    ("L'offre est à 54,20 dollars par action.", [("54,20 dollars par action", 54.2, 54.2, "USD", "price")]),
    ("Il vaut $30bn, ou 5 $ US.", [("$30bn", 30e9, 30e9, "USD", "amount"), ("5 $ US", 5, 5, "USD", "amount")]),
    ("Une baisse de 5 à 7 %.", [("5 à 7 %", 5, 7, "%", "percent")]),
    ("De 10 millions d'euros à 5 dollars.",
     [("10 millions d'euros", 1e7, 1e7, "EUR", "amount"), ("5 dollars", 5, 5, "USD", "amount")]),
    ("Le 15 septembre 2020, 30 milliards de messages et 3 000 personnes.", []),
    ("La version 2.5 et l'article 12, alinéa 3.", []),
    ("Deux hommes ont vu un film.", []),
]  # fmt: skip
ENGLISH: list[tuple[str, Found]] = [
    ("It paid $30bn for it.", [("$30bn", 30e9, 30e9, "USD", "amount")]),
    ("It is worth between $20 billion and $30 billion.", [("$20 billion and $30 billion", 20e9, 30e9, "USD", "amount")]),
    ("A bid of £1,250,000 at 54.20 dollars per share.",
     [("£1,250,000", 1.25e6, 1.25e6, "GBP", "amount"), ("54.20 dollars per share", 54.2, 54.2, "USD", "price")]),
    ("A 20 percent stake, or 5% more.", [("20 percent", 20, 20, "%", "stake"), ("5%", 5, 5, "%", "percent")]),
    ("About US$16 million and 3 million Swiss francs.",
     [("US$16 million", 16e6, 16e6, "USD", "amount"), ("3 million Swiss francs", 3e6, 3e6, "CHF", "amount")]),
    ("It has 5 million users in 2020.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: Found) -> None:
    assert found(text, "fr") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: Found) -> None:
    assert found(text, "en") == expected


def test_what_is_said_to_be_about_is_marked() -> None:
    (about,) = figures("Près de 30 millions d'euros.", "fr")
    (exact,) = figures("Pour 30 millions d'euros.", "fr")
    assert (about.approx, exact.approx) == (True, False)


def test_long_digits_and_odd_ones_raise_nothing() -> None:
    assert found("9" * 400 + " euros, ³ % et ٣ euros", "fr") == []
