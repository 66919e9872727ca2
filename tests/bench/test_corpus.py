"""The benchmark's articles: the same ones each time, each another one, in the form that the readers know."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from site_builder.read import plain
from tests.bench import library
from tests.bench.corpus import Corpus, hugo, pelican
from tests.bench.slots import MONTHS, Name, spelled

COUNT = 150


@pytest.fixture(scope="module")
def made():
    corpus = Corpus()
    return [corpus.article(number) for number in range(COUNT)]


def test_the_same_seed_makes_the_same_articles_in_any_order(made):
    assert [Corpus().article(number) for number in (7, 3)] == [made[7], made[3]]
    assert Corpus(seed=1).article(3) != made[3]


def test_articles_are_distinct(made):
    assert len({one.name for one in made}) == COUNT
    assert len({one.markdown() for one in made}) == COUNT
    openings = {block for one in made for _, text in one.blocks for block in [" ".join(text.split()[:25])]}
    assert len(openings) > 0.9 * sum(kind == "paragraph" for one in made for kind, _ in one.blocks)


def test_articles_are_as_long_as_press_articles(made):
    assert all(380 <= one.words <= 850 for one in made)
    assert 480 <= sum(one.words for one in made) / COUNT <= 600


def test_every_article_is_dated_titled_and_tagged(made):
    for one in made:
        parsed = plain.parse(one.seed())
        assert parsed.published == one.day.isoformat()
        assert dt.date(2014, 1, 1) <= one.day <= dt.date(2019, 12, 31)
        assert parsed.body.title is not None
        assert 1 <= len(one.tags) == len(set(one.tags)) <= 8


def test_the_readers_find_the_headings(made):
    meant = sum(kind == "heading" for one in made for kind, _ in one.blocks)
    found = sum(block.kind == "heading" for one in made for block in plain.parse(one.seed()).body.blocks)
    assert meant > COUNT
    assert found > 0.95 * meant


def test_speech_stays_whole(made):
    for one in made:
        for _, text in one.blocks:
            assert text.count("«") == text.count("»"), text
    assert sum(one.seed().count("«") for one in made) > 4 * COUNT


def test_every_day_that_is_written_exists(made):
    months = "|".join(MONTHS)
    written = [match for one in made for match in re.finditer(rf"\b(\d{{1,2}})(?:er)? ({months}) (\d{{4}})\b", one.seed())]
    assert len(written) > COUNT / 5
    for match in written:
        assert dt.date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))


def test_no_mark_of_the_base_is_left(made):
    assert not [one for one in made if re.search(r"\[\[|\]\]", one.seed())]


def test_parties_recur_and_grow_with_the_corpus(made):
    def parties(articles):
        return {tag for one in articles for tag in one.tags}

    assert len(parties(made)) > 1.5 * len(parties(made[: COUNT // 4]))
    assert len(parties(made)) < 3 * COUNT


def test_a_press_release_is_shared_by_few(made):
    shared = {}
    for one in made:
        for _, text in one.blocks:
            shared.setdefault(text, []).append(one.name)
    repeated = [names for text, names in shared.items() if len(names) > 1 and len(text.split()) > 14]
    assert repeated
    assert max(map(len, repeated)) <= 12


def test_peers_get_the_same_words(made):
    for one in made[:20]:
        body = one.markdown().replace("\\", "").replace("## ", "")
        assert body.split() == " ".join(text for _, text in one.blocks).split()
        assert hugo(one).endswith(one.markdown())
        assert pelican(one).endswith(one.markdown())
        assert all(tag in hugo(one) and tag in pelican(one) for tag in one.tags)


@pytest.mark.parametrize(
    ("elided", "name", "expected"),
    [
        ("d'", "Alep", "d'Alep"),
        ("d'", "Paris", "de Paris"),
        ("L'", "Syrie", "La Syrie"),
        ("qu'", "Jean", "que Jean"),
        ("", "Jean", "Jean"),
    ],
)
def test_an_elision_fits_the_name_behind_it(elided, name, expected):
    assert Name("l", name, elided=elided).joined(name) == expected


def test_days_are_spelled_as_in_french():
    assert spelled(dt.date(2017, 3, 1), weekday=True, year=True) == "mercredi 1er mars 2017"
    assert spelled(dt.date(2017, 3, 12), weekday=False, year=False) == "12 mars"


def test_sentences_end_at_full_stops_outside_marks():
    line = "Il a dit : « Non. Jamais. » puis M. Dupont est parti. La suite ? Demain."
    assert library._sentences(line) == ["Il a dit : « Non. Jamais. » puis M. Dupont est parti.", "La suite ?", "Demain."]
