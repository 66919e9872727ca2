"""Labels of events and deadlines: whole clauses, the date kept, and what is left out shown."""

import pytest

from site_builder.config import Config
from site_builder.model import Annotations, ArticleId, Dossier, Ref, Span
from site_builder.render import Site
from site_builder.render.views.passages import label
from tests.unit.render.conftest import article, card, span

LONG = (
    "Vendredi, le comité a prolongé de quinze jours le délai imparti au groupe pour céder sa filiale : fixée au 12 novembre "
    "par le décret du 14 août, l'échéance passe au 27 novembre, a précisé un porte-parole du comité aux agences de presse."
)


def site_of(text: str) -> Site:
    read = article("a1", text, "2020-11-14")
    empty = Dossier((card(read),), {ArticleId("a1"): Annotations()}, (), {}, (), (), (), (), {})
    return Site(empty, Config(), {ArticleId("a1"): read})


def cut(most: int, keep: str = "") -> str:
    return label(site_of(LONG), Ref(ArticleId("a1"), Span(0, len(LONG))), most, span(LONG, keep) if keep else None)


def test_a_short_sentence_and_one_hardly_longer_stay_whole() -> None:
    assert cut(300) == cut(len(LONG)) == cut(len(LONG) - 10)
    assert "…" not in cut(300)


@pytest.mark.parametrize(
    ("most", "keep", "begins", "ends"),
    [
        (110, "Vendredi", "Vendredi, le comité", "céder sa filiale\u00a0…"),
        (110, "27 novembre", "…\u00a0fixée au 12", "passe au 27\u00a0novembre\u00a0…"),
        (50, "27 novembre", "…\u00a0l’échéance passe", "27\u00a0novembre\u00a0…"),
        (190, "", "Vendredi", "céder sa filiale\u00a0…"),
    ],
)
def test_a_long_one_is_cut_at_its_clauses_and_keeps_its_date(most: int, keep: str, begins: str, ends: str) -> None:
    shown = cut(most, keep)
    assert shown.startswith(begins)
    assert shown.endswith(ends)
    assert len(shown) <= most * 1.1 + 4
    assert not keep or keep.replace(" ", "\u00a0") in shown or keep in shown


def test_a_sentence_without_clauses_is_cut_between_words() -> None:
    text = "mot " * 60 + "le 3 mars " + "mot " * 60 + "fin."
    ref = Ref(ArticleId("a1"), Span(0, len(text)))
    assert "3\u00a0mars" in label(site_of(text), ref, 80, span(text, "3 mars"))
    assert label(site_of(text), ref, 80).endswith("mot\u00a0…")


def test_where_there_is_room_as_many_clauses_as_fit_are_kept() -> None:
    text = LONG.removesuffix(".") + ", " + LONG
    ref = Ref(ArticleId("a1"), Span(0, len(text)))
    assert "passe au 27" in label(site_of(text), ref, 320, span(text, "Vendredi"))
    assert "passe au 27" not in label(site_of(text), ref, 319, span(text, "Vendredi"))
