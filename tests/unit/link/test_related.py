"""Neighbours of an article: how near each is, in which order, and why."""

from __future__ import annotations

import datetime as dt
import math

from site_builder.link.related import COMMON, NEIGHBOURS, relate
from site_builder.model import (
    ArticleId,
    Card,
    Edtf,
    Entity,
    EntityId,
    Event,
    LinkedQuote,
    Quote,
    QuoteId,
    Reason,
    Ref,
    Related,
    Span,
    Statement,
)


def cards(count: int) -> list[Card]:
    return [Card(ArticleId(f"a{n:03}"), f"seeds/a{n:03}.txt", "", "fr", "t", False, (), 1) for n in range(count)]


def entity(name: str, articles: list[int], *, declared: bool = False) -> Entity:
    ids = tuple(ArticleId(f"a{n:03}") for n in articles)
    return Entity(EntityId(name), "organisation", name, (), (), ids, declared=declared)


def event(day: str, articles: list[int]) -> Event:
    refs = tuple(Ref(ArticleId(f"a{n:03}"), Span(0, 1)) for n in articles)
    date = dt.date.fromisoformat(day)
    return Event(Edtf(day), date, date, "day", refs, refs)


def told(articles: list[int]) -> tuple[list[LinkedQuote], Statement]:
    quotes = [LinkedQuote(QuoteId(f"q{n}"), ArticleId(f"a{n:03}"), 0, Quote((Span(0, 1),), "direct", "r")) for n in articles]
    return quotes, Statement(tuple(quote.id for quote in quotes), "same")


def near(found: tuple[Related, ...]) -> list[str]:
    return [item.article for item in found]


def test_what_is_shared_weighs_by_how_rare_it_is() -> None:
    rare, common, named = entity("rare", [0, 1]), entity("common", [0, 1, 2, 3]), entity("named", [0, 2], declared=True)
    found = relate(cards(8), [rare, common, named], [], [], [])
    weights = {"rare": math.log(1 + 8 / 2), "common": math.log(1 + 8 / 4), "named": 2 * math.log(1 + 8 / 2)}
    assert found["a000"] == (
        Related(
            ArticleId("a002"), round(weights["named"] + weights["common"], 3),
            (Reason("entities", entities=(EntityId("named"), EntityId("common"))),),
        ),
        Related(
            ArticleId("a001"), round(weights["rare"] + weights["common"], 3),
            (Reason("entities", entities=(EntityId("rare"), EntityId("common"))),),
        ),
        Related(ArticleId("a003"), round(weights["common"], 3), (Reason("entities", entities=(EntityId("common"),)),)),
    )  # fmt: skip
    assert found["a007"] == ()


def test_a_statement_and_a_day_told_twice_are_reasons_and_the_first() -> None:
    quotes, statement = told([0, 1, 1])
    days = [event("2020-01-01", [0, 1]), event("2020-02-02", [0, 1, 2]), event("2020-03-03", [0, 0])]
    found = relate(cards(4), [entity("x", [0, 1]), entity("alone", [0])], [statement], quotes, days)
    (first, second) = found["a000"]
    assert first.reasons == (
        Reason("statement"),
        Reason("event", value=Edtf("2020-01-01")),
        Reason("entities", entities=(EntityId("x"),)),
    )
    assert first.score == round(4 + 1.5 * math.log(3) + 1.5 * math.log(1 + 4 / 3) + math.log(3), 3)
    assert second == Related(
        ArticleId("a002"), round(1.5 * math.log(1 + 4 / 3), 3), (Reason("event", value=Edtf("2020-02-02")),)
    )


def test_of_two_as_near_the_one_nearer_in_time_comes_first_and_five_are_shown() -> None:
    found = relate(cards(12), [entity("x", list(range(12)))], [], [], [])
    assert near(found["a006"]) == ["a005", "a007", "a004", "a008", "a003"]
    assert near(found["a000"]) == [f"a{n:03}" for n in range(1, NEIGHBOURS + 1)]
    assert "a006" not in near(found["a006"])


def test_three_names_are_told_the_rarest_first() -> None:
    names = [entity(f"n{size}", [0, 1, *range(10, 10 + size)]) for size in (4, 1, 3, 2)]
    (reason,) = relate(cards(20), names, [], [], [])["a000"][0].reasons
    assert reason.entities == ("n1", "n2", "n3")


def test_what_nearly_all_share_joins_only_those_next_to_each_other() -> None:
    whole = relate(cards(COMMON), [entity("x", list(range(COMMON)))], [], [], [])
    assert near(whole["a000"]) == ["a001", "a002", "a003", "a004", "a005"]
    beyond = relate(cards(COMMON + 1), [entity("x", list(range(COMMON + 1)))], [], [], [])
    assert near(beyond["a000"]) == ["a001", "a002", "a003"]
    assert near(beyond["a030"]) == ["a029", "a031", "a028", "a032", "a027"]
    assert near(beyond[f"a{COMMON:03}"]) == [f"a{COMMON - n:03}" for n in (1, 2, 3)]


def test_a_dossier_of_one_article_has_no_neighbours() -> None:
    assert relate(cards(1), [entity("x", [0])], [], [], [event("2020-01-01", [0])]) == {"a000": ()}
    assert relate([], [], [], [], []) == {}
