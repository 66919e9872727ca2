"""Counted from an article that is dated to a month or a year: exact where it can be, never a made-up day."""

from __future__ import annotations

import pytest

from site_builder.extract.dates import find_dates
from site_builder.model import Edtf
from site_builder.scan import Scan

MONTH = [
    # finer than a month and near: the article's own month, about
    ("Il l'a dit hier.", "2020-09", "approx"),
    ("Il l'a dit mardi.", "2020-09", "approx"),
    ("Il l'a dit lundi dernier.", "2020-09", "approx"),
    ("La décision tombera cette semaine.", "2020-09", "approx"),
    ("Il l'a dit ce week-end.", "2020-09", "approx"),
    ("Il l'a dit il y a trois jours.", "2020-09", "approx"),
    # months and years are exact
    ("Il l'a dit le mois dernier.", "2020-08", None),
    ("Il l'a dit il y a deux mois.", "2020-07", None),
    ("Il l'a dit en juillet.", "2020-07", None),
    ("Il vendra en octobre.", "2020-10", None),
    ("Il l'a dit l'an dernier.", "2019", None),
    ("Il l'a dit ce mois-ci.", "2020-09", None),
    ("Les ventes du trimestre dernier.", "2020-34", None),
    # further away: whole months that hold every possible answer
    ("Il vendra dans deux semaines.", "2020-09/2020-10", "approx"),
    ("Il l'a dit il y a trois semaines.", "2020-08/2020-09", "approx"),
    ("Il vendra dans environ un mois.", "2020-10", "approx"),
    # what is complete stays so
    ("Il doit vendre au plus tard le 15 septembre.", "2020-09-15", "on_or_before"),
    ("Il l'a dit le 28 août.", "2020-08-28", None),
    ("Il l'a dit jeudi 10 septembre ; la veille, il se taisait.", "2020-09-10", None),
]
YEAR = [
    ("Il l'a dit hier.", "2020", "approx"),
    ("Il l'a dit le mois dernier.", "2020", "approx"),
    ("Il l'a dit en juillet.", "2020-07", None),
    ("Il l'a dit l'an dernier.", "2019", None),
]


@pytest.mark.parametrize(("text", "value", "mod"), MONTH)
def test_counted_from_a_month(text: str, value: str, mod: str | None) -> None:
    mention = find_dates(Scan(text, "fr"), Edtf("2020-09"))[0]
    assert (mention.value, mention.mod) == (value, mod)


@pytest.mark.parametrize(("text", "value", "mod"), YEAR)
def test_counted_from_a_year(text: str, value: str, mod: str | None) -> None:
    mention = find_dates(Scan(text, "fr"), Edtf("2020"))[0]
    assert (mention.value, mention.mod) == (value, mod)


VAGUE = ["Il l'a dit récemment, ces derniers temps.", "On saura dans quelques semaines.", "Pendant trois mois, à 18 h."]


@pytest.mark.parametrize("text", VAGUE)
def test_what_is_vague_or_lasts_is_no_date(text: str) -> None:
    assert find_dates(Scan(text, "fr"), Edtf("2020-09")) == ()


def test_a_mention_tells_how_it_was_read() -> None:
    text = "Vendredi 13 novembre, il a cédé ; la veille, il se taisait."
    friday, eve = find_dates(Scan(text, "fr"), Edtf("2020-11"))
    assert (friday.rule, friday.precision) == ("day and month", "day")
    assert (friday.anchor, friday.counted_from) == ("article", "2020-11")
    assert (eve.value, eve.anchor, eve.counted_from) == ("2020-11-12", "text", "2020-11-13")
    assert eve.first == eve.last


def test_an_open_direction_leaves_the_other_reading() -> None:
    (mention,) = find_dates(Scan("Nouvelle audience mardi à Paris.", "fr"), Edtf("2020-09-16"))
    assert (mention.value, mention.alternatives) == ("2020-09-15", ("2020-09-22",))


def test_without_a_date_of_its_own_a_relative_date_stays_unresolved() -> None:
    yesterday, told = find_dates(Scan("Hier et le 3 mai 2019, il a plu.", "fr"), None)
    assert (yesterday.value, yesterday.first, yesterday.last) == (None, None, None)
    assert told.value == "2019-05-03"


def test_a_thing_named_by_its_date_does_not_move_the_story() -> None:
    text = "Lundi 9 novembre, il a plaidé. Le décret du 14 août court toujours. Le lendemain, il a gagné."
    mentions = find_dates(Scan(text, "fr"), Edtf("2020-11-20"))
    assert [mention.value for mention in mentions] == ["2020-11-09", "2020-08-14", "2020-11-10"]
