"""Who is named with whom: counted by paragraph, the strong ties kept, friends side by side, and drawn."""

from __future__ import annotations

from itertools import pairwise

import msgspec
from lxml import html

from site_builder.config import Config
from site_builder.model import Annotations, ArticleId, Card, Dossier, Entity, EntityId, LinkedName, Permalink, Ref, Span
from site_builder.render import Site
from site_builder.render.here import Here
from site_builder.render.svg import arcs
from site_builder.render.ties import MOST_NAMES, MOST_OF_ONE, ties


def site(articles: list[list[str]], kinds: dict[str, str] | None = None) -> Site:
    """A dossier of articles given as paragraphs, each a string of one-letter names."""
    cards, names, mentions = [], {}, {}
    for number, paragraphs in enumerate(articles):
        key, place, starts, found = ArticleId(f"a{number:03}"), 0, [], []
        for paragraph in paragraphs:
            starts.append(place)
            for letter in paragraph:
                span = Span(place, place + 1)
                found.append(LinkedName(span, EntityId(letter), "organisation"))
                mentions.setdefault(letter, []).append(Ref(key, span))
                place += 2
        cards.append(Card(key, "s", "0", "fr", key, False, tuple(starts), 1))
        names[key] = tuple(found)
    entities = tuple(
        Entity(EntityId(name), (kinds or {}).get(name, "organisation"), name, (name,), tuple(refs),  # type: ignore[arg-type]
               tuple(dict.fromkeys(ref.article for ref in refs)))
        for name, refs in sorted(mentions.items())
    )  # fmt: skip
    annotations = {card.id: Annotations() for card in cards}
    return Site(Dossier(tuple(cards), annotations, entities, names, (), (), (), (), {}), Config(), {})


def test_ties_are_counted_by_paragraph_and_chance_is_left_out() -> None:
    found = ties(site([["AB", "CD"], ["AB", "CD", "DE"], ["AB", "E"], ["DE", "AE"]]))
    assert {(*sorted((tie.first, tie.second)), tie.articles) for tie in found.ties} == {
        ("A", "B", 3),
        ("C", "D", 2),
        ("D", "E", 2),
    }
    assert found.ties[0].articles == 3


def test_few_names_make_no_map() -> None:
    assert ties(site([["ABC"], ["ABC"]])) == ((), ())


def test_places_are_left_out() -> None:
    assert "A" not in ties(site([["ABCDEF"]] * 3, {"A": "place"})).names


def test_friends_stand_side_by_side() -> None:
    names = "".join(ties(site([["AE", "EC", "BD", "DF"], ["AE", "EC", "BD", "DF"], ["AE"]])).names)
    assert {frozenset(pair) for pair in pairwise(names)} >= {
        frozenset("AE"),
        frozenset("EC"),
        frozenset("BD"),
        frozenset("DF"),
    }


def test_a_crowd_stays_readable() -> None:
    crowd = "".join(chr(0x100 + n) for n in range(60))
    found = ties(site([[crowd]] * 3))
    assert len(found.names) == MOST_NAMES
    assert len(found.ties) <= MOST_NAMES * MOST_OF_ONE


def test_the_order_of_articles_does_not_matter() -> None:
    articles = [["AB", "CD", "EF"], ["AB", "DE"], ["CD", "EF", "AF"], ["DE", "AF"]]
    once, again = ties(site(articles)), ties(site(articles[::-1]))
    assert msgspec.json.encode(once) == msgspec.json.encode(again)


def test_arcs_join_the_rows_of_their_names() -> None:
    made = site([["AB", "BC", "CD", "DE"]] * 4)
    found = ties(made)
    picture = html.fragment_fromstring(arcs(Here(made, Permalink("acteurs/")), found))
    drawn = {tuple(map(int, path.get("data-of").split())) for path in picture.iter("path")}
    assert drawn == {(found.names.index(tie.first), found.names.index(tie.second)) for tie in found.ties}
    assert picture.get("role") == "img"
    assert picture.get("aria-label")
