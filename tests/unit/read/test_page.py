"""What a page states of itself: the best statement wins, and nothing of it is trusted further than it goes."""

from __future__ import annotations

import pytest

from site_builder.config import Limits
from site_builder.read.fields import Fields
from site_builder.read.html import read
from site_builder.read.page import stated_by
from site_builder.read.page.values import address
from site_builder.read.tree import page


def stated(html: str) -> Fields:
    return stated_by(page(html, "a.html"), html)


SITE = '<meta property="og:site_name" content="La Gazette">'


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:title" content="Un accord est trouvé | La Gazette">',
        '<meta property="og:title" content="Un accord est trouvé - La Gazette">' + SITE,
        "<title>Un accord est trouvé -- Économie -- La Gazette</title>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Un accord est trouvé"}</script>',
    ],
)
def test_title(head: str) -> None:
    assert stated(f"<head>{head}</head><body><h1>Un accord est trouvé</h1></body>").title == "Un accord est trouvé"


def test_a_heading_that_says_something_else_is_not_the_title() -> None:
    assert stated("<title>Un accord est trouvé</title><h1>La Gazette</h1>").title == "Un accord est trouvé"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2020-09-14T08:00:00+02:00">',
        '<meta name="date" content="14 septembre 2020">',
        '<meta itemprop="datePublished" content="2020-09-14">',
        '<time datetime="2020-09-14T08:00" class="published">lundi</time>',
        '<script type="application/ld+json">[{"@graph": [{"@type": ["X", "NewsArticle"],'
        '"datePublished": "2020-09-14"}]}]</script>',
    ],
)
def test_date(head: str) -> None:
    found = stated(f"<head>{head}</head><body>x</body>")
    assert (found.date, found.date_origin) == ("2020-09-14", "page")


WRONG = [
    "[",
    "[" * 100_000,
    '{"@type": 3}',
    '{"@type": "NewsArticle", "author": {"name": {"name": []}}}',
    "null",
    '"x"',
]


@pytest.mark.parametrize("data", WRONG, ids=range(len(WRONG)))
def test_linked_data_that_is_wrong(data: str) -> None:
    assert stated(f'<script type="application/ld+json">{data}</script><p>x').author is None


def test_half_a_character_is_none() -> None:
    said = '"headline": "Un \\ud800titre", "author": "\\udfff A", "publisher": {"name": "\\ud83d\\ude00"}'
    linked = f'{{"@type": "NewsArticle", {said}}}'
    found = stated(f'<script type="application/ld+json">{linked}</script><p>x')
    assert (found.title, found.author, found.publisher) == ("Un \ufffdtitre", "\ufffd A", "\U0001f600")


def test_names_in_names_without_end() -> None:
    linked = '{"@type": "NewsArticle", "author": ' + "[" * 900 + '"A"' + "]" * 900 + "}"
    assert stated(f'<script type="application/ld+json">{linked}</script><p>x').author is None


NO_ADDRESSES = ["javascript:alert(1)", "data:text/html,x", "//e.org", "https://", "https://e.org/a b", "http://[", 3, None]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_addresses_that_are_none(url: object) -> None:
    assert address(url) is None


def test_where_the_page_was_saved_from() -> None:
    assert stated("<!-- saved from url=(0020)https://e.org/article -->\n<html><body>x</body>").url == "https://e.org/article"


@pytest.mark.parametrize(("said", "codes"), [("false", ["N209"]), ('"False"', ["N209"]), ("true", []), ("null", [])])
def test_a_page_for_subscribers_is_told(said: str, codes: list[str]) -> None:
    linked = f'{{"@type": "NewsArticle", "headline": "Un accord", "isAccessibleForFree": {said}}}'
    text = "<p>La société a rejeté vendredi l’offre de rachat de son rival, jugée trop basse par son conseil.</p>" * 2
    head = f'<script type="application/ld+json">{linked}</script>'
    body = read(f"<html><head>{head}</head><body><h1>Un accord</h1>{text}</body></html>", "a.html", Limits()).body
    assert [problem.code for problem in body.diagnostics] == codes
