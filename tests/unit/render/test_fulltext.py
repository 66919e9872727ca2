"""fulltext: the same records give the same files, real words stand in the place of those indexed, rights hold."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping

import msgspec
import pytest

from site_builder.errors import RenderError
from site_builder.model import Article, ArticleId, Dossier
from site_builder.render import Site, fulltext
from site_builder.render.fulltext import plain
from site_builder.render.records import records

from .conftest import CONFIG

FACETS = "recherche/pagefind/facets.json"


def test_the_searched_copy_has_as_many_words() -> None:
    text = "« L’œuvre » d’Ægir : aujourd’hui"
    assert plain(text) == "« L'oeuvre » d'Aegir : aujourd'hui"
    assert len(plain(text).split()) == len(text.split())


def test_the_same_records_give_the_same_files(site: Site) -> None:
    pytest.importorskip("pagefind")
    found = tuple(records(site))
    files = fulltext.index(site, found)
    assert files == fulltext.index(site, found)
    facets = json.loads(next(file.body for file in files if file.path == FACETS))
    assert len(facets["rows"]) == len(found)
    assert [row[0] for row in facets["rows"].values()].count(1) == 3


def test_fragments_hold_the_real_words(site: Site) -> None:
    pytest.importorskip("pagefind")
    files = fulltext.index(site, tuple(records(site)))
    texts = [gzip.decompress(file.body).decode() for file in files if "/fragment/" in file.path]
    assert any("l’accord <provisoire>" in text for text in texts)
    assert any('"url":"/citations/c0/"' in text for text in texts)


@pytest.mark.parametrize("publish", ["excerpt", "metadata"])
def test_what_is_not_republished_is_in_no_record(
    dossier: Dossier, articles: Mapping[ArticleId, Article], publish: str
) -> None:
    rights = msgspec.structs.replace(CONFIG.rights, publish=publish)
    closed = Site(dossier, msgspec.structs.replace(CONFIG, rights=rights), articles)
    said = msgspec.json.encode(list(records(closed))).decode()
    assert "mariage de raison" not in said
    assert ("Nous irons vite" in said) == (publish == "excerpt")


def test_without_pagefind_the_reason_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pagefind")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nonexistent/pagefind")
    with pytest.raises(RenderError, match="cannot be run"):
        fulltext.index(site, tuple(records(site)))


def test_many_quotes_of_one_speaker_are_one_record_that_knows_their_places(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = [record for record in records(site) if record.kind in ("quote", "event")]
    monkeypatch.setattr("site_builder.render.records.MOST_ALONE", 0)
    together = [record for record in records(site) if record.kind in ("quote", "event")]
    assert len(together) < len(alone)
    places = [place for record in together for place in record.places]
    assert sorted(page for _, page, _ in places) == sorted(record.page for record in alone)
    words = {record.page: record.text.split() for record in alone}
    for record in together:
        said = record.text.split()
        for start, page, _ in record.places:
            assert said[start : start + len(words[page])] == words[page]
