"""What a page reads is noted, whether it is read for the page or was for a line that it shows."""

from __future__ import annotations

import pytest

from site_builder.render.notes import DOMAINS, Notes, Noting


@pytest.fixture
def notes() -> Notes:
    return Notes({**dict.fromkeys(DOMAINS, ()), "article": ("a", "b"), "event": range(3)})


def test_facts_are_numbered_domain_after_domain(notes: Notes) -> None:
    known = Noting({"a": 1, "b": 2}, notes, "article")
    assert known["b"] == 2
    notes.noting("event")(1)
    assert notes.read() == (1, 3)
    notes.begin()
    assert notes.read() == ()


def test_what_is_absent_is_a_fact_too_and_what_is_unknown_is_everything(notes: Notes) -> None:
    known = Noting({"a": 1}, notes, "article")
    assert known.get("b") is None
    assert notes.read() == (1,)
    assert "c" not in known
    assert notes.read() is None


@pytest.mark.parametrize("through", [list, Noting.keys, Noting.values, Noting.items])
def test_who_goes_through_a_mapping_has_read_everything(notes: Notes, through) -> None:  # type: ignore[no-untyped-def]
    through(Noting({"a": 1}, notes, "article"))
    assert notes.read() is None


def test_a_line_that_is_kept_brings_its_facts_to_each_page(notes: Notes) -> None:
    known = Noting({"a": 1, "b": 2}, notes, "article")
    _ = known["a"]
    made, read = notes.within(lambda: known["b"])
    assert (made, read, notes.read()) == (2, (1,), (0, 1))
    notes.begin()
    notes.again(read)
    assert notes.read() == (1,)


def test_a_line_made_of_everything_makes_each_page_that_shows_it_be_made_of_everything(notes: Notes) -> None:
    known = Noting({"a": 1}, notes, "article")
    _, read = notes.within(lambda: list(known))
    assert notes.read() is None
    notes.begin()
    assert notes.read() == ()
    notes.again(read)
    assert notes.read() is None
