"""Events, deadlines and statements of a small real dossier, from its gold dates, names and quotes."""

from functools import cache

from gold import GoldDossier


@cache
def dossier(until: str = "9999") -> GoldDossier:
    return GoldDossier("tiktok_2020", until)


def test_every_event_of_the_gold_is_on_the_timeline_with_most_of_its_sources() -> None:
    events, _ = dossier().timeline()
    told = {
        (event.first.isoformat(), ref.article)
        for event in events
        for ref in event.refs
        if event.kind == "event" and event.precision == "day"
    }
    wanted = {(event["day"], source["file"]) for event in dossier().gold["events"] for source in event["sources"]}
    assert len(wanted - told) <= 2, sorted(wanted - told)


def test_a_moved_deadline_is_one_row_with_its_history() -> None:
    _, deadlines = dossier().timeline()
    histories = [tuple(step.value for step in deadline.history) for deadline in deadlines]
    assert ("2020-09-20", "2020-09-27") in histories
    assert ("2020-11-12", "2020-11-27") in histories


def test_status_is_as_of_the_last_article() -> None:
    _, deadlines = dossier().timeline()
    _, then = dossier("2020-09-22").timeline()
    last = {(deadline.history[-1].value, deadline.id.split("-")[3]): deadline.status for deadline in deadlines}
    assert last["2020-11-27", "divest"] == "open"
    assert last["2020-12-14", "case"] == "open"
    assert last["2020-09-15", "deal"] == "void"
    assert {deadline.status for deadline in then if deadline.history[-1].value == "2020-09-27"} == {"open"}


def test_order_of_articles_does_not_matter() -> None:
    other = GoldDossier("tiktok_2020")
    other.annotations = dict(reversed(other.annotations.items()))
    assert other.timeline() == dossier().timeline()


def test_statements_are_those_of_the_gold() -> None:
    _, statements = dossier().statements()
    told = {(one.relation, frozenset(ref.article for ref in one.passages)) for one in statements}
    gold = dossier().gold["statements"]
    assert told == {(one["relation"], frozenset(quote["file"] for quote in one["quotes"])) for one in gold}
