"""Each sentence of the corpus with the names that must be found in it, whole and of their kind, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import lang
from site_builder.errors import LanguageDataError
from site_builder.extract.names import find_names, key_of
from site_builder.link.entities import link_entities
from site_builder.model import Annotations, Article, ArticleId, Block, Span
from site_builder.scan import Scan
from site_builder.sources import card_of

CORPUS = Path(__file__).parents[2] / "corpus"
KINDS = {"P": "person", "O": "organisation", "L": "place"}
MARKED = re.compile(r"\[(?P<kind>[POL]) (?P<name>[^\]]+)\]")


def sentences(language: str) -> list[str]:
    lines = (CORPUS / language / "names.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def names_of(text: str, language: str) -> list[tuple[str, str]]:
    blocks = (Block("paragraph", Span(0, len(text))),)
    article = Article(ArticleId("a"), "a.txt", "", language, "", True, text, blocks)
    names, cases = find_names(Scan.of(article))
    _, linked = link_entities([card_of(article)], {article.id: Annotations(names=names, cases=cases)}, ())
    return [(name.span.of(text), name.kind) for name in linked[article.id]]


@pytest.mark.parametrize(("language", "marked"), [(code, line) for code in ("fr", "en") for line in sentences(code)])
def test_corpus(language: str, marked: str) -> None:
    expected = [(match["name"], KINDS[match["kind"]]) for match in MARKED.finditer(marked)]
    assert names_of(MARKED.sub(lambda match: match["name"], marked), language) == expected


def test_key_evens_apostrophes_and_blanks() -> None:
    assert key_of("ministère de l’Intérieur\u00a0 français") == "ministère de l'Intérieur français"


def test_cases_count_small_and_large_inside_a_sentence() -> None:
    _, cases = find_names(Scan("Orange est là. Il aime Orange et l'orange.", "fr"))
    assert cases["orange"] == (1, 1)


def test_a_list_that_is_missing_is_an_error_with_its_path() -> None:
    with pytest.raises(LanguageDataError, match=r"lang/names/none\.txt"):
        lang.lines("names/none")


@given(st.text(alphabet="Aé 'L.-,(\n«»M&2’xUd:", max_size=60), st.sampled_from(["fr", "en"]))
def test_any_text_gives_sorted_names_inside_it_that_do_not_overlap(text: str, language: str) -> None:
    names, _ = find_names(Scan(text, language))
    ends = 0
    for name in names:
        assert ends <= name.span.start < name.span.end <= len(text)
        assert min(name.person, name.organisation, name.place) >= 0
        assert 0 <= name.doubt <= 100
        ends = name.span.end
