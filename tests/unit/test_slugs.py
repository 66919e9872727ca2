"""Names into URL segments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from site_builder.slugs import LONGEST, slug, unique


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("L'affaire d’Été", "l-affaire-d-ete"),
        ("Œuvres & Cie", "oeuvres-cie"),
        ("＇wide＇ 1,5", "wide-15"),
        ("con", "con-"),
        ("…", "sans-titre"),
        ("北京", "bei-jing"),
    ],
)
def test_a_name_becomes_plain_letters(name: str, segment: str) -> None:
    assert slug(name) == segment


@given(st.text(alphabet=st.characters(codec="utf-8", max_codepoint=0x2100), min_size=1, max_size=40))
def test_letters_without_their_accents_are_what_slugify_makes_of_them(name: str) -> None:
    spaced = name.replace("'", " ").replace("\u2019", " ")
    made = slugify(spaced, max_length=LONGEST, word_boundary=True, save_order=True)
    assert slug(name, "x").rstrip("-") == (made or "x")


def test_repeats_are_counted() -> None:
    assert unique(["a", "b", "a", "a-2"]) == ["a", "b", "a-2", "a-2-2"]
