"""An invented deal, whose gold was written before link was run on it: the rules hold beyond the deal they were made on."""

import pytest
from deals import score
from gold import GoldDossier


@pytest.mark.parametrize(
    ("measure", "least", "spurious"),
    [("events", 19, 1), ("merged", 3, 0), ("deadlines", 7, 0), ("status", 6, 1), ("statements", 5, 0)],
)
def test_link_finds_what_the_gold_says(measure: str, least: int, spurious: int) -> None:
    found, _, given = score(GoldDossier("calliste_2023"))[measure]
    assert found >= least
    assert given - found <= spurious


def test_limits_of_one_day_on_two_matters_are_two_deadlines() -> None:
    _, deadlines = GoldDossier("calliste_2023").timeline()
    that_day = [one for one in deadlines if one.history[0].value == "2023-04-28"]
    assert sorted(one.id for one in that_day) == ["2023-04-28-case", "2023-04-28-deal"]


def test_deadline_was_open_until_it_was_met() -> None:
    def statuses(until: str) -> dict[str, str]:
        _, deadlines = GoldDossier("calliste_2023", until).timeline()
        return {one.id: one.status for one in deadlines}

    assert statuses("2023-04-06")["2023-04-12-case"] == "open"
    assert statuses("2023-04-14")["2023-04-12-case"] == "met"
    assert statuses("2023-04-30")["2023-04-28-deal"] == "open"
