"""Front matter: what is taken, what is refused, and on which line."""

from __future__ import annotations

import pytest

from site_builder.config import Limits
from site_builder.errors import FrontMatterError
from site_builder.read.fields import Fields
from site_builder.read.front_matter import parse, split


def fields(matter: str) -> Fields:
    return parse(matter, "a.md", 2, Limits())[0]


def test_every_key() -> None:
    assert fields(
        "title: 'Un titre : deux'\ndate: 2020-09-14\npublisher: Le Monde\nauthor: [A. B, C. D]\nurl: https://e.org/a\n"
        "lang: fr-FR\nrights: © X\ntags: deal, rachat\ndraft: yes\nid: a-1\npublish: excerpt\n"
    ) == Fields(
        title="Un titre : deux",
        date="2020-09-14",
        date_origin="front matter",
        publisher="Le Monde",
        author="A. B, C. D",
        url="https://e.org/a",
        lang="fr",
        rights="© X",
        tags=("deal", "rachat"),
        draft=True,
        id="a-1",
        publish="excerpt",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2020", "2020"),
        ("2020-09", "2020-09"),
        ("2020-9-4", "2020-09-04"),
        ("2020-09-14 10:00:00", "2020-09-14"),
        ("14 septembre 2020", "2020-09-14"),
        ("Sept. 14, 2020", "2020-09-14"),
        ("septembre 2020", "2020-09"),
        ("14/09/2020", "2020-09-14"),
    ],
)
def test_dates(value: str, expected: str) -> None:
    assert fields(f"date: {value}").date == expected


def test_words_that_yaml_would_take_for_something_else() -> None:
    assert fields("title: no\npublisher: 1e3\ntags: [on, 2020]") == Fields(title="no", publisher="1e3", tags=("on", "2020"))


@pytest.mark.parametrize(
    ("matter", "line"),
    [
        ("title: a\ndate: 2020-13", 3),
        ("date: 03/04/2020", 2),
        ("date: about 14 September 2020", 2),
        ("url: javascript:alert(1)", 2),
        ("url: ftp://e.org", 2),
        ("title: [a, b]", 2),
        ("\nid: ../../etc", 3),
        ("publish: everything", 2),
        ("draft: perhaps", 2),
        ("lang: 3", 2),
        ("title: a\ntitle: b", 3),
        ("title: *x", 2),
        ("a: &a [x]\nb: [*a, *a]", 2),
        ("title: a: b", 2),
        ("- a\n- b", 2),
        ("title: [[[[[[a]]]]]]", 2),
        ("title: !!python/object/apply:os.system [x]", 2),
        ("title: \x01", 2),
        ("\ttitle: x", 2),
        ("[" * 50_000, 2),
    ],
)
def test_refusals_name_the_line(matter: str, line: int) -> None:
    with pytest.raises(FrontMatterError) as caught:
        fields(matter)
    assert caught.value.where == f"a.md:{line}"
    assert caught.value.hint


def test_unknown_key_is_a_warning_with_the_nearest() -> None:
    _, notes = parse("titel: a", "a.md", 2, Limits())
    assert [(d.code, d.where, d.hint) for d in notes] == [("W210", "a.md:2", "Did you mean `title`?")]


def test_several_articles() -> None:
    text = "---\ntitle: A\n---\nUn.\n\n---\n\nRègle.\n\n---\ntitle: B\ndate: 2020\n---\nDeux.\n"
    parts = list(split(text, "a.md", Limits()))
    assert [(part.matter, part.matter_line, part.body.strip(), part.body_line) for part in parts] == [
        ("title: A\n", 2, "Un.\n\n---\n\nRègle.", 4),
        ("title: B\ndate: 2020\n", 11, "Deux.", 14),
    ]


def test_a_rule_is_no_front_matter() -> None:
    for text in ("---\nUn texte.\n\n---\n", "Un.\n\n---\nMicrosoft : non\n---\n", "Un.\n---\ntitle: x\n---\n"):
        assert [part.matter for part in split(text, "a.md", Limits())] == [None]


def test_front_matter_without_end() -> None:
    with pytest.raises(FrontMatterError) as caught:
        list(split("---\ntitle: A\n\nTexte", "a.md", Limits()))
    assert caught.value.where == "a.md:1"
