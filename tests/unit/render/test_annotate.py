"""annotate: marks of every kind over a text, and the law that stripping the tags gives the text back."""

from __future__ import annotations

import html
import re

import pytest

from site_builder.harmless import harmless
from site_builder.model import Span
from site_builder.render.annotate import Mark, annotate, escape, web_address

TEXT = "Anna dit « oui & non », puis <part> le 3 mai."


def mark(start: int, end: int, layer: int = 0, name: str = "span", after: str = "") -> Mark:
    return Mark(start, end, layer, name, f' class="l{layer}"', f' id="m{start}"', after)


def stripped(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@pytest.mark.parametrize(
    "marks",
    [
        [],
        [mark(0, 4)],
        [mark(0, len(TEXT)), mark(0, 4, 1), mark(0, 4, 2, "a")],
        [mark(0, 20), mark(10, 30, 1), mark(15, 40, 2)],
        [mark(-5, 12), mark(8, 900, 1, after='<a class="call" data-n="1"></a>')],
        [mark(3, 3), mark(5, 9), mark(9, 12, 1)],
    ],
)
def test_stripping_the_tags_gives_the_text_back(marks: list[Mark]) -> None:
    assert stripped(annotate(TEXT, Span(0, len(TEXT)), marks, "fr", typography=False)) == TEXT


def test_tags_are_balanced_and_properly_nested() -> None:
    out = annotate(TEXT, Span(0, len(TEXT)), [mark(0, 20), mark(10, 30, 1, "a"), mark(15, 40, 2)], "fr")
    stack: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)", out):
        if closing:
            assert stack.pop() == name
        else:
            stack.append(name)
    assert stack == []


def test_a_mark_across_another_is_split_and_keeps_one_id() -> None:
    out = annotate("abcdef", Span(0, 6), [mark(0, 4), mark(2, 6, 1)], "en")
    assert out == (
        '<span id="m0" class="l0">ab<span id="m2" class="l1">cd</span></span><span class="l1">ef</span>'
    )  # fmt: skip


def test_links_never_nest() -> None:
    out = annotate("le 3 mai 2020", Span(0, 13), [mark(0, 13, 0, "a"), mark(3, 8, 1, "a")], "fr")
    assert out.count("<a ") == 1


def test_markup_in_the_text_is_text() -> None:
    assert annotate('<b title="x">&', Span(0, 14), [], "en") == "&lt;b title=&quot;x&quot;&gt;&amp;"


def test_a_block_shows_only_its_own_part_of_a_mark() -> None:
    note = '<a class="call"></a>'
    first = annotate("abcdef", Span(0, 3), [mark(1, 5, after=note)], "en")
    second = annotate("abcdef", Span(3, 6), [mark(1, 5, after=note)], "en")
    assert first == 'a<span id="m1" class="l0">bc</span>'
    assert second == f'<span class="l0">de</span>{note}f'


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "//x.org", "a b", None, "https://a b"]
)
def test_only_addresses_of_the_web_are_links(url: str | None) -> None:
    assert web_address(url) == ""


def test_an_address_of_the_web_is_kept() -> None:
    assert web_address(" https://example.org/?a=1&b=2 ") == "https://example.org/?a=1&b=2"


def test_characters_that_command_are_shown_and_nothing_else_is_touched() -> None:
    assert escape("a\x00\x1b[31m\x9b\u202e") == "a\ufffd\ufffd[31m\ufffd\ufffd"
    assert escape("\u2066b\n\té\u00a0\u200d") == "\u2060b\n\té\u00a0\u200d"
    assert harmless("a\x07<b>") == "a\ufffd<b>"
    assert harmless(7) == 7


def test_a_link_inside_a_link_keeps_its_anchor() -> None:
    marks = [
        Mark(0, 4, 0, "a", ' href="x"', ' id="d"'),
        Mark(0, 4, 1, "a", ' href="y"', ' id="n"'),
        Mark(1, 2, 2, "a", ' href="z"'),
    ]
    assert annotate("Mars", Span(0, 4), marks, "fr") == '<a id="d" href="x"><span id="n">Mars</span></a>'
