"""The forms under which two spellings are one name, and those under which they are not."""

from __future__ import annotations

import pytest

from site_builder.link.naming import fold, is_acronym, stands_for, territories, without_forms, without_initials


def test_fold_drops_case_accents_hyphens_and_stops() -> None:
    assert fold("Saint-Étienne") == fold("SAINT ETIENNE") == "saint etienne"
    assert fold("U.S.") == "u s"
    assert fold("Œuvre") == "oeuvre"
    assert fold("...") == "..."


def test_initials_and_forms_are_left_out_but_never_all() -> None:
    assert without_initials("jean f marlow") == "jean marlow"
    assert without_initials("j marlow") == "j marlow"
    assert without_forms("groupe vectaria sa") == "vectaria"
    assert without_forms("le monde") == "monde"
    assert without_forms("group") == "group"


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("OMS", "Organisation mondiale de la santé", True),
        ("ONF", "Office national des forêts", True),
        ("FAO", "Organisation mondiale de la santé", False),
        ("CS", "Conseil de sécurité des Nations unies", False),
        ("V", "Vectaria", False),
    ],
)
def test_an_acronym_stands_for_the_name_whose_initials_it_has(acronym: str, name: str, fits: bool) -> None:
    assert stands_for(acronym, name) is fits


def test_what_is_written_like_an_acronym() -> None:
    assert is_acronym("CNDD-FDD")
    assert not is_acronym("Vectaria")
    assert not is_acronym("A")


def test_countries_have_one_code_in_both_languages() -> None:
    known = territories()
    assert known[fold("Allemagne")] == known[fold("Germany")] == "DE"
    assert known[fold("USA")] == known[fold("États-Unis")] == "US"
