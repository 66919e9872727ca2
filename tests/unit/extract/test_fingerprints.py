"""The same words, another inflection, a synonym, a translation meet; other words do not."""

import pytest

from site_builder.extract.fingerprints import digest, fingerprint, seal, words_only
from site_builder.model import Block, Quote, Span
from site_builder.packed import unpack
from site_builder.scan import Scan


def marks(text: str, language: str = "fr") -> set[int]:
    return set(words_only(Scan(text, language).words, language))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Le groupe vendra ses usines", "fr"), ("The company will sell its plants", "en")),
        (("notre offre servira les usagers", "fr"), ("notre proposition servirait nos utilisateurs", "fr")),
        (("une régulation disproportionnée", "fr"), ("disproportionate regulation", "en")),
        (("ÉCHÉANCE", "fr"), ("le délai", "fr")),
    ],
)
def test_same_thing_said_otherwise_meets(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert marks(*first) == marks(*second)


def test_other_things_do_not_meet() -> None:
    assert not marks("Les salariés craignent une fermeture") & marks("The judge adjourned the hearing", "en")
    assert not marks("vendredi") & marks("vendre")


def test_a_synonym_is_the_same_word_but_not_the_same_wording() -> None:
    one, other = (set(fingerprint(words, "fr")) for words in (["usines", "vendues"], ["usines", "cédées"]))
    assert {mark & 1 for mark in one & other} == {0}
    assert {mark & 1 for mark in one ^ other} == {1}


def test_pairs_are_odd_and_words_even() -> None:
    found = fingerprint(["Zorglub", "Panache"], "fr")
    assert sorted(mark & 1 for mark in found) == [0, 0, 1]
    assert found == tuple(sorted(found))
    assert max(found) < 2**53


def test_phrase_goes_over_apostrophes_and_wins_over_its_words() -> None:
    assert marks("le feu vert du chef de l’État") == marks("approuver le président")
    assert len(marks("le feu vert du chef de l’État")) == 2


def test_names_and_numbers_are_odd_in_a_set_of_words() -> None:
    assert [mark & 1 for mark in words_only(["usines", "de", "Brive"], "fr")].count(1) == 1
    assert [mark & 1 for mark in words_only(["Brive", "ferme", "27"], "fr")].count(1) == 1


def test_digest_ignores_case_marks_and_apostrophes() -> None:
    assert digest(Scan("L’accord, enfin !", "fr").words) == digest(Scan("l'accord enfin", "fr").words)
    assert digest(["accord"]) != digest(["accords"])


def test_quote_is_cut_into_sentences_and_an_incise_bridged() -> None:
    text = "« Nous vendrons, dit-elle, les usines. Rien ne presse. »"
    scan = Scan(text, "fr", (Block("paragraph", Span(0, len(text))),))
    cut = Quote(parts=(Span(2, 15), Span(27, 54)), kind="direct", rule="t")
    (sealed,) = seal(scan, [cut])
    assert [saying.span.of(text).strip() for saying in sealed.sayings] == [
        "Nous vendrons, dit-elle, les usines.",
        "Rien ne presse.",
    ]
    assert unpack(sealed.sayings[0].shingles) == fingerprint(["vendrons", "usines"], "fr")
    assert sealed.digest


@pytest.mark.parametrize(("one", "many"), [("le sexe", "les sexes"), ("Essex", "ESSEX")])
def test_a_word_all_of_endings_letters_keeps_a_stem(one: str, many: str) -> None:
    assert marks(one) == marks(many) != set()
