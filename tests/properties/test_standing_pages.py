"""A page whose facts are all as they were has the view that it had: what a build leaves standing is never out of date."""

from __future__ import annotations

import random
import re
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder import read
from site_builder.config import Config, Deal, Party
from site_builder.extract import extract
from site_builder.link import link
from site_builder.model import Annotations, Article
from site_builder.render import Site
from site_builder.render.facts import Facts, facts, packed, standing
from site_builder.render.pages import PageSpec, plan
from site_builder.render.views import page_of
from site_builder.sources import card_of
from tests.bench.corpus import Corpus

COUNT = 30
ROOT = Path("/seeds")
TRACED = {"article", "party", "quote", "timeline", "articles", "quotes", "figures"}
"""Kinds of pages of which a dossier has many: some of each may stand."""
Texts = dict[str, str]


@cache
def corpus() -> tuple[tuple[str, str], ...]:
    made = Corpus()
    return tuple((f"{article.name}.txt", article.seed()) for article in map(made.article, range(COUNT + 3)))


@cache
def taken(name: str, text: str) -> tuple[Article, Annotations]:
    (article,), _ = read.parse(text.encode(), ROOT / name, ROOT, Config())
    return article, extract(article)


def made(texts: Texts, config: Config) -> Site:
    """The site of some articles."""
    found = [taken(name, text) for name, text in texts.items()]
    articles = {article.id: article for article, _ in found}
    annotations = {article.id: noted for article, noted in found}
    return Site(link([card_of(article) for article in articles.values()], annotations, config), config, articles)


def views(site: Site) -> Iterator[tuple[PageSpec, bytes, bytes | None]]:
    """Each page, its view, and the facts that were read for it."""
    for spec in plan(site.dossier, site.config, site.addresses):
        site.notes.begin()
        page = page_of(site, spec)
        facts_read = packed(site.notes.read())
        yield spec, msgspec.msgpack.encode(page), facts_read


def left_standing(before: dict[str, bytes | None], old: Facts, now: Facts) -> dict[str, bytes]:
    """The pages that stand, each with its facts under the numbers that they have now."""
    moved = now.moved_since(old)
    known = {path: standing(seen, moved) for path, seen in before.items() if old.common == now.common}
    return {path: seen for path, seen in known.items() if seen is not None}


ADDED = (
    "La négociation a repris le lendemain.",
    "Le 12 mars 2016, {name} a signé un accord avec {other}.",
    "« Nous ne vendrons jamais cette filiale à personne », a déclaré {name}.",
    "Selon {name}, {other} devra payer 12 millions d'euros avant le 3 mai 2017.",
    "{name} a été cité par {other}.",
)


def edited(texts: Texts, config: Config, what: str, rng: random.Random) -> tuple[Texts, Config]:
    """The articles or the configuration after one change."""
    texts = dict(texts)
    name = rng.choice(sorted(texts))
    text = texts[name]
    parties = sorted(set(re.findall(r"[A-ZÉ][a-zé]+ [A-ZÉ][a-zé]+", " ".join(texts.values()))))
    match what:
        case "add a sentence":
            told = rng.choice(ADDED).format(name=rng.choice(parties), other=rng.choice(parties))
            texts[name] = f"{text.rstrip()}\n\n{told}\n" if rng.random() < 0.5 else f"{text.rstrip()} {told}\n"
        case "take a paragraph away":
            parts = text.split("\n\n")
            texts[name] = "\n\n".join(parts[:-1] if len(parts) > 2 else parts)
        case "take an article away":
            del texts[name]
        case "add an article":
            new, other = rng.choice(corpus()[COUNT:])
            texts[new] = other
        case "move an article":
            texts[name] = re.sub(r"date \d{4}-\d\d", f"date 201{rng.randint(4, 8)}-0{rng.randint(1, 9)}", text, count=1)
        case "exchange a name":
            texts[name] = text.replace(rng.choice(parties), rng.choice(parties))
        case "declare a party":
            who = Party(rng.choice(parties), role="acquirer", description="Un groupe.")
            config = msgspec.structs.replace(config, parties=(*config.parties, who))
    return texts, config


EDITS = st.lists(
    st.sampled_from(["add a sentence", "take a paragraph away", "take an article away", "add an article",
                     "move an article", "exchange a name", "declare a party"]), min_size=1, max_size=3,
)  # fmt: skip


@pytest.fixture
def cut_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists so short that all of them are cut, quotes without pages of their own."""
    monkeypatch.setattr("site_builder.render.shelves.FULLEST", 6)
    monkeypatch.setattr("site_builder.render.shelves.shelve.__defaults__", (8,))


@pytest.mark.parametrize("most", [0, 2000])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, seed=st.integers(0, 10_000))
def test_pages_that_stand_are_as_they_would_be_made(
    cut_lists: None, monkeypatch: pytest.MonkeyPatch, most: int, edits: list[str], seed: int
) -> None:
    monkeypatch.setattr("site_builder.render.addresses.MOST_QUOTE_PAGES", most)
    rng = random.Random(seed)
    texts, config = dict(corpus()[:COUNT]), Config(deal=Deal(sentence="Qui achète qui ?"))
    before = made(texts, config)
    old = facts(before)
    was = {spec.permalink: (view, seen) for spec, view, seen in views(before)}
    for what in edits:  # a build after each: what stands is remembered with the facts of the build that left it
        texts, config = edited(texts, config, what, rng)
        after = made(texts, config)
        new = facts(after)
        left = left_standing({path: seen for path, (_, seen) in was.items()}, old, new)
        now = {spec.permalink: (view, seen) for spec, view, seen in views(after)}
        for path in left.keys() & now.keys():
            assert now[path][0] == was[path][0], path
            assert set(array("i", left[path])) == set(array("i", now[path][1] or b"")), path
        was = {path: (view, left.get(path, seen)) for path, (view, seen) in now.items()}
        old = new


def test_most_pages_stand_when_one_article_changes(cut_lists: None) -> None:
    texts, config = dict(corpus()[:COUNT]), Config()
    before = made(texts, config)
    old, pages = facts(before), list(views(before))
    name = sorted(texts)[COUNT // 2]
    after = made({**texts, name: texts[name].rstrip() + "\n\nLe conseil se tait.\n"}, config)
    left = left_standing({spec.permalink: seen for spec, _, seen in pages}, old, facts(after))
    many = [spec for spec, _, _ in pages if spec.kind in TRACED]
    assert len(left) > 0.5 * len(many)
    assert {spec.kind for spec in many if spec.permalink in left} == {spec.kind for spec in many}
    assert not any(seen is None for spec, _, seen in pages if spec.kind in ("article", "party", "quote"))


def test_nothing_stands_when_the_configuration_changes() -> None:
    texts = dict(corpus()[:6])
    before, after = made(texts, Config()), made(texts, Config(title="Autre"))
    assert left_standing({"": b""}, facts(before), facts(after)) == {}
