"""The seeds' form in all its variants."""

from __future__ import annotations

import pytest

from site_builder.read import plain

BODY = "La société a rejeté l’offre. Elle le dit.\n\nLe conseil se réunit mardi."


@pytest.mark.parametrize(
    ("header", "date"),
    [
        (" date 2020-09 ", "2020-09"),
        (" date 2020-09-14 ", "2020-09-14"),
        ("date 2020 ", "2020"),
        ("Date : 2020-9-4\n", "2020-09-04"),
        ("\ufeff date 2020-09\n\n", "2020-09"),
        ("date 2020/09/14\r\n", "2020-09-14"),
        ("DATE 20200914 ", "2020-09-14"),
        ("date 2020-09-14T08:30:00+02:00 ", "2020-09-14"),
        ("Date : 14 septembre 2020\n", "2020-09-14"),
        ("date September 14, 2020 ", "2020-09-14"),
        ("date septembre 2020\n", "2020-09"),
        ("date lundi 14 septembre 2020\n", "2020-09-14"),
        (" date 14/09/2020\n", "2020-09-14"),
        ("Date : 14.09.2020 ", "2020-09-14"),
        ("date 09/14/2020 ", "2020-09-14"),
        (" date 2020-09. ", "2020-09"),
        (" date 2020-09-14 – ", "2020-09-14"),
    ],
)
def test_header(header: str, date: str) -> None:
    parsed = plain.parse(header + BODY)
    assert parsed.published == date
    assert parsed.body.text == BODY
    assert parsed.offsets.raw(0) == len(header)


@pytest.mark.parametrize("text", ["Date limite : le conseil se réunit.", "date 20209 texte", "La date 2020-09 est passée."])
def test_no_header(text: str) -> None:
    parsed = plain.parse(text)
    assert parsed.published is None
    assert parsed.body.text == text


def test_impossible_date_is_reported_with_its_line() -> None:
    parsed = plain.parse("\n date 2020-13-01\nTexte.", "seeds/a.txt")
    assert parsed.published is None
    assert parsed.body.text == "Texte."
    assert [(d.code, d.where) for d in parsed.body.diagnostics] == [("W201", "seeds/a.txt:2")]


@pytest.mark.parametrize(
    ("text", "message", "left"),
    [
        (" date 03/04/2020\nTexte.", "may be two days", "Texte."),
        (" date 2020-Q3\nTexte.", "none that is known", "date 2020-Q3\nTexte."),
        ("date c. 2020\nTexte.", "none that is known", "date c. 2020\nTexte."),
        ("date 31/02/2020\nTexte.", "does not exist", "Texte."),
    ],
)
def test_a_header_that_cannot_be_read_is_told(text: str, message: str, left: str) -> None:
    parsed = plain.parse(text, "a.txt")
    assert parsed.published is None
    assert parsed.body.text == left
    (problem,) = parsed.body.diagnostics
    assert (problem.code, problem.where) == ("W201", "a.txt:1")
    assert message in problem.message


def test_line_ends_are_one() -> None:
    assert plain.parse("date 2020\r\nUn.\r\rDeux.\u2028Trois.").body.text == "Un.\n\nDeux.\nTrois."


def test_title_on_the_header_line_and_on_its_own() -> None:
    for text in (" date 2020-09 Un accord avec Oracle\n\n" + BODY, " date 2020-09\n\nUn accord avec Oracle\n\n" + BODY):
        body = plain.parse(text).body
        assert body.title is not None
        assert body.title.of(body.text) == "Un accord avec Oracle"
        assert body.blocks[0].kind == "title"


@pytest.mark.parametrize(
    "first", ["La société a dit non.", "Un accord avec Oracle\nsuite", "« Nous verrons »", "Un titre :"]
)
def test_what_is_no_title(first: str) -> None:
    assert plain.parse(f" date 2020-09 {first}\n\n{BODY}").body.title is None


def test_heading_stands_alone_between_paragraphs() -> None:
    body = plain.parse(f"{BODY}\n\nLes suites de l’affaire\n\n{BODY}\nLigne courte\n{BODY}").body
    assert [block.span.of(body.text) for block in body.blocks if block.kind == "heading"] == ["Les suites de l’affaire"]


def test_hard_wrapped_paragraph_is_one_block() -> None:
    lines = [
        "Le conseil de la société se réunira mardi pour dire",
        "si l’offre de rachat doit être acceptée ou bien si",
        "elle sera rejetée.",
    ]
    body = plain.parse("\n".join(lines) + "\n\nFin de l’article.").body
    assert [block.span.of(body.text) for block in body.blocks] == [" ".join(lines), "Fin de l’article."]
    short = plain.parse("Des roses\nDes lys\nDes iris\n\nFin.").body
    assert len(short.blocks) == 4
