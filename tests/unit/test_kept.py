"""Annotations that are kept encoded say what they would say decoded."""

from __future__ import annotations

import pickle
from pathlib import Path

import msgspec
import pytest

from site_builder import read
from site_builder.config import Config
from site_builder.extract import extract
from site_builder.kept import Kept
from site_builder.model import Annotations, ArticleId

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def test_each_field_is_what_was_kept() -> None:
    kept = Kept()
    known = {}
    for path in sorted(SEEDS.iterdir()):
        (article,) = read.read(path, SEEDS, Config())
        known[article.id] = extract(article)
        kept.keep(article.id, msgspec.msgpack.encode(known[article.id]))
    assert list(kept) == list(known)
    assert len(kept) == len(known) > 0
    for copy in (kept, pickle.loads(pickle.dumps(kept))):
        for article, found in known.items():
            for field in Annotations.__struct_fields__:
                assert getattr(copy[article], field) == getattr(found, field), field


def test_what_is_forgotten_is_as_if_it_had_not_been_found() -> None:
    (article,) = read.read(sorted(SEEDS.iterdir())[0], SEEDS, Config())
    found = extract(article)
    kept = Kept()
    kept.keep(article.id, msgspec.msgpack.encode(found))
    kept.forget(("quotes", "cases"))
    assert (kept[article.id].quotes, kept[article.id].cases) == ((), {})
    assert found.quotes
    assert found.dates
    assert (kept[article.id].names, kept[article.id].dates) == (found.names, found.dates)


def test_what_was_not_found_is_empty_and_what_there_is_not_is_an_error() -> None:
    kept = Kept()
    kept.keep(ArticleId("a"), msgspec.msgpack.encode(Annotations()))
    found = kept[ArticleId("a")]
    assert (found.quotes, found.cases) == ((), {})
    with pytest.raises(AttributeError):
        _ = found.no_such_field  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        _ = kept[ArticleId("b")]
