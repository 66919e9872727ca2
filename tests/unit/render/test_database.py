"""database: opens, joins, searches, holds its foreign keys, and has the same bytes twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from site_builder.errors import WriteError
from site_builder.model import Article, ArticleId, Dossier
from site_builder.render import Site
from site_builder.render.database import fill

from .conftest import CONFIG


@pytest.fixture
def opened(site: Site, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    fill(tmp_path / "dossier.sqlite", site)
    with closing(sqlite3.connect(tmp_path / "dossier.sqlite")) as connection:
        yield connection


def made(site: Site, path: Path) -> bytes:
    fill(path, site)
    return path.read_bytes()


def test_the_file_is_whole_and_its_keys_hold(opened: sqlite3.Connection) -> None:
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(opened.execute("PRAGMA foreign_key_list(quotes)").fetchall()) == 3


def test_quotes_join_their_articles_speakers_and_statements(opened: sqlite3.Connection) -> None:
    rows = opened.execute(
        "SELECT q.words, e.name, a.published, s.relation FROM quotes q JOIN articles a ON a.id = q.article "
        "JOIN entities e ON e.id = q.entity JOIN statements s ON s.id = q.statement ORDER BY a.published"
    ).fetchall()
    words = "Nous irons vite, au plus tard le 15 septembre 2020"
    assert rows == [(words, "Boréal", "2020-08", "identical"), (words, "Boréal", "2020-09-14", "identical")]


@pytest.mark.parametrize(
    ("table", "asked", "count"), [("quotes", "septembre", 2), ("entities", "boreal", 1), ("events", "echeance OR vite", 1)]
)
def test_full_text_search_leads_back_to_the_rows(opened: sqlite3.Connection, table: str, asked: str, count: int) -> None:
    found = opened.execute(
        f"SELECT t.id FROM {table}_fts f JOIN {table} t ON t.rowid = f.rowid WHERE {table}_fts MATCH ?", (asked,)
    ).fetchall()
    assert len(found) == count


def test_the_same_data_give_the_same_bytes(site: Site, tmp_path: Path) -> None:
    assert made(site, tmp_path / "one") == made(site, tmp_path / "other")


def test_a_disk_that_is_full_is_said(site: Site) -> None:
    with pytest.raises(WriteError, match="database of the data page cannot be made") as caught:
        fill(Path("/dev/full/dossier.sqlite"), site)
    assert caught.value.hint


def test_words_that_are_not_republished_are_not_in_the_file(
    dossier: Dossier, articles: dict[ArticleId, Article], tmp_path: Path
) -> None:
    rights = msgspec.structs.replace(CONFIG.rights, publish="metadata")
    closed = Site(dossier, msgspec.structs.replace(CONFIG, rights=rights), articles)
    body = made(closed, tmp_path / "dossier.sqlite")
    assert b"irons" not in body
    assert "chéance".encode() not in body
