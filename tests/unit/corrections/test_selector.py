"""Exact words: found whatever their blanks and signs, told apart by what stands around them, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.corrections.file import Selector
from site_builder.corrections.selector import Folded, nearest, selector_of
from site_builder.model import Span

TEXT = "L’accord est signé. « Nous\nirons vite », dit-il ; nous irons vite, répète-t-il. Il reconfirmera l’accord demain."


def find(exact: str, prefix: str = "", suffix: str = "") -> list[str]:
    selector = Selector(article="a", exact=exact, prefix=prefix, suffix=suffix)
    return [span.of(TEXT) for span in Folded.of(TEXT).find(selector)]


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "found"),
    [
        ("« Nous irons vite »", "", "", ["« Nous\nirons vite »"]),
        ("«\u202fNous irons vite\u202f»", "", "", ["« Nous\nirons vite »"]),  # as the site prints it
        ("L'accord est", "", "", ["L’accord est"]),
        ("irons vite", "", "", ["irons vite", "irons vite"]),
        ("irons vite", "", ", répète", ["irons vite"]),
        ("irons vite", "« Nous", "", ["irons vite"]),
        ("confirmera", "", "", []),  # a word is never cut
        ("nous irons", "", "", ["nous irons"]),  # capitals count
        ("accord", "L’", "", ["accord"]),
        (" ", "", "", []),
    ],
)
def test_words_are_found(exact: str, prefix: str, suffix: str, found: list[str]) -> None:
    assert [" ".join(words.split()) for words in find(exact, prefix, suffix)] == [" ".join(f.split()) for f in found]


@given(st.data())
def test_the_shortest_selector_finds_its_span_and_nothing_else(data: st.DataObject) -> None:
    words = data.draw(
        st.lists(st.sampled_from(["un", "accord", "est", "signé.", "non,", "« oui »"]), min_size=2, max_size=30)
    )
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    span = Span(start, len(" ".join(words[: last + 1])))
    assert Folded.of(text).find(selector_of(Folded.of(text), span, "a")) == [span]


def test_pieces_are_found_in_order() -> None:
    assert [[span.of(TEXT) for span in chain] for chain in Folded.of(TEXT).pieces("L'accord […] nous irons")] == [
        ["L’accord", "nous irons"]
    ]
    assert Folded.of(TEXT).pieces("nous irons […] L'accord") == []


def test_the_nearest_passages_come_first() -> None:
    near = nearest(TEXT, "Il confirmera l'accord demain")
    assert near[0].of(TEXT) == "Il reconfirmera l’accord demain"
    assert nearest(TEXT, "mots absents partout") == []
    assert nearest("", "x") == []
