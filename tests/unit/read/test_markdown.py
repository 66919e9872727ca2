"""Markdown: the text of its tokens, with spans for blocks and formatting."""

from __future__ import annotations

import time

import pytest

from site_builder.config import Limits
from site_builder.read.fields import Body
from site_builder.read.markdown import parse


def read(text: str) -> Body:
    return parse(text, "a.md", 1, Limits())


def blocks(body: Body) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.span.of(body.text)) for block in body.blocks]


def marks(body: Body) -> list[tuple[str, str, str]]:
    return [(mark.kind, mark.span.of(body.text), mark.href) for mark in body.marks]


def test_blocks() -> None:
    body = read(
        "# Titre\n\nUn *mot*.\nSuite.\n\n> Cité\n\n- un\n- deux\n  1. trois\n\n## Suite\n\n    retrait\n\n```\ncode\n```\n"
    )
    assert blocks(body) == [
        ("title", 0, "Titre"),
        ("paragraph", 0, "Un mot. Suite."),
        ("quotation", 0, "Cité"),
        ("list_item", 1, "un"),
        ("list_item", 1, "deux"),
        ("list_item", 2, "trois"),
        ("heading", 2, "Suite"),
        ("paragraph", 0, "retrait"),
        ("code", 0, "code"),
    ]
    assert body.text == "\n\n".join(text for _, _, text in blocks(body))


def test_formatting_keeps_a_quotation_whole() -> None:
    body = read("« La **société** a [*rejeté*](https://e.org/a) l’~~offre~~ », dit `X`")
    assert body.text == "« La société a rejeté l’offre », dit X"
    assert marks(body) == [
        ("strong", "société", ""),
        ("link", "rejeté", "https://e.org/a"),
        ("em", "rejeté", ""),
        ("s", "offre", ""),
        ("code", "X", ""),
    ]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "/relative", "file:///etc/passwd", "JaVaScRiPt:x"]
)
def test_other_addresses_keep_their_words_and_lose_their_link(url: str) -> None:
    body = read(f"voir [ici]({url}) et ![image]({url})fin")
    assert body.text == "voir ici et fin"
    assert not body.marks


def test_html_stays_text() -> None:
    assert read("<script>alert(1)</script>\n\n<b>gras</b>").text == "<script>alert(1)</script>\n\n<b>gras</b>"


def test_table_has_a_line_a_row_and_a_tab_a_cell() -> None:
    assert blocks(read("| a | b |\n|---|---|\n| 1 | **2** |\n")) == [("table", 0, "a\tb\n1\t2")]


def test_footnotes_stand_at_the_end_under_their_name() -> None:
    body = read("Un fait.[^x] Deux.^[dans le texte]\n\n[^x]: La *note*.\n")
    assert body.text == "Un fait.[x] Deux.[2]\n\n[x] La note.\n\n[2] dans le texte"
    assert marks(body) == [("em", "note", "")]


def test_character_references_cannot_make_text_that_is_not_canonical() -> None:
    assert read("a&amp;b e&#x301; c&#13;d e**\u0301**").text == "a&b é c\nd e\u00a0\u0301"


def test_too_deep_nesting_loses_nothing() -> None:
    body = read(">" * 500 + " mot")
    assert body.text == ">" * 500 + " mot"
    assert [d.code for d in body.diagnostics] == ["W230"]


@pytest.mark.parametrize(
    "pattern", ["[", "![", "*a", "`", "[a](", "<", "~~a", "_a*", "[^a", "^[", "&", "\\", "|a", "[a][", "> ", "- "]
)
def test_time_is_bounded(pattern: str) -> None:
    start = time.process_time()
    read(pattern * 9_000)
    assert time.process_time() - start < 5


def test_words_behind_a_fence_are_kept() -> None:
    assert read("```dit le ministre\nsuite\n```\n\n``` toml\na = 1\n```").text == "dit le ministre\nsuite\n\na = 1"
