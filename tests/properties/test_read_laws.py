"""Laws of reading: any bytes give articles or an error that the user can mend, and what is read is canonical."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import read
from site_builder.config import Config, Limits
from site_builder.errors import SiteBuilderError
from site_builder.model import Article
from site_builder.read.canonical import canonical, is_canonical
from site_builder.read.encoding import decode
from site_builder.read.front_matter import KEYS, parse
from site_builder.read.saved import markdown_of

ROOT = Path("seeds")
SUFFIXES = st.sampled_from([".txt", ".md", ".html", ".mhtml", ".xml"])
FRAGMENTS = st.sampled_from(
    [
        " date 2020-09 ",
        "---\n",
        "title: x\n",
        "\n\n",
        "\r\n",
        "« ",
        " »",
        "# ",
        "> ",
        "- ",
        "**",
        "[a](javascript:x)",
        "[^1]",
        "| a |\n|---|\n",
        "`",
        "&#x301;",
        "&amp;",
        "\u0301",
        "\u202e",
        "\u200b",
        "\ufeff",
        "<article>",
        "<p>",
        '<span class="DocPublicationName">X</span>',
        '<div class="article frArticle">',
        "<!-- Hide XML section from browser\n<DOC NUMBER=1>",
        '<meta charset="utf-16">',
        "<article><headline>",
        "Une phrase de texte, longue comme un article. ",
    ]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=12), max_size=25).map("".join)


# The first page loads the libraries that read pages; how long one takes is no law here.
settings.register_profile("reading", deadline=None)
settings.load_profile("reading")


def check(article: Article) -> None:
    assert is_canonical(article.text)
    assert article.text == article.text.strip()
    assert article.title
    assert not any(char in article.title for char in "\n\r\0")
    end = 0
    for block in article.blocks:
        assert end <= block.span.start < block.span.end <= len(article.text)
        assert not article.text[end : block.span.start].strip()
        end = block.span.end
    assert not article.text[end:].strip()
    for mark in article.marks:
        assert 0 <= mark.span.start < mark.span.end <= len(article.text)
        assert mark.href.lower().startswith(("http://", "https://", "mailto:")) or mark.kind != "link"
    assert article.url is None or article.url.lower().startswith(("http://", "https://"))
    assert article.id
    assert ".." not in article.id.split("/")


def check_error(error: SiteBuilderError, place: str) -> None:
    assert error.where.startswith(place)
    assert error.hint


def all_articles(data: bytes, suffix: str) -> tuple[Article, ...]:
    try:
        articles, problems = read.parse(data, ROOT / f"a{suffix}", ROOT, Config())
    except SiteBuilderError as error:
        check_error(error, "seeds/a")
        return ()
    assert all(problem.where.startswith("seeds/a") and problem.hint for problem in problems)
    return articles


@given(st.binary(max_size=400), SUFFIXES)
def test_any_bytes(data: bytes, suffix: str) -> None:
    for article in all_articles(data, suffix):
        check(article)


@given(TEXTS, SUFFIXES, st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-8-sig"]))
def test_any_text(text: str, suffix: str, codec: str) -> None:
    for article in all_articles(text.encode(codec, "replace"), suffix):
        check(article)


@given(
    st.binary(max_size=300), st.sampled_from(["utf-8", "utf-16-be", "iso-8859-1", "x-user-defined", "utf-7", "idna", "mbcs"])
)
def test_any_declaration(data: bytes, label: str) -> None:
    try:
        text = decode(b'<meta charset="' + label.encode() + b'">' + data).text
    except SiteBuilderError:
        return
    text.encode("utf-8")
    assert "\0" not in text


@given(st.text())
def test_canonical_text_is_canonical_and_its_map_leads_back(raw: str) -> None:
    text, offsets = canonical(raw)
    assert canonical(text)[0] == text
    assert unicodedata.is_normalized("NFC", text)
    places = [offsets.raw(at) for at in range(len(text) + 1)]
    assert places == sorted(places)
    assert places[0] == 0 or not text
    assert places[-1] == len(raw)
    pieces = [raw[start:end] for start, end in itertools.pairwise(dict.fromkeys(places))]
    assert "".join(canonical(piece)[0] for piece in pieces) == text


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.text(max_size=20)), max_size=5))
def test_any_front_matter(pairs: list[tuple[str, str]]) -> None:
    matter = "".join(f"{key}: {value}\n" for key, value in pairs)
    try:
        parse(matter, "a.md", 2, Limits())
    except SiteBuilderError as error:
        check_error(error, "a.md:")


@given(st.text(min_size=1, alphabet=st.characters(codec="utf-8", exclude_characters="\0")))
def test_nothing_is_lost(text: str) -> None:
    """Every letter and digit of a text without mark-up reaches the article, in order."""
    kept = [char for char in canonical(text)[0] if char.isalnum()]
    articles = all_articles(text.encode(), ".txt")
    if articles and not articles[0].published:
        assert [char for article in articles for char in article.text if char.isalnum()] == kept


@given(TEXTS, SUFFIXES)
def test_an_article_that_is_saved_reads_as_it_was(text: str, suffix: str) -> None:
    for article in all_articles(text.encode(), suffix):
        again = all_articles(markdown_of(article).encode(), ".md")
        assert "".join(piece.text for piece in again).split() == article.text.split()
