"""The front page: what is open, what happened last, who is in it, and what leads when the author says nothing."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from site_builder.config import Config
from site_builder.model import Deadline, Dossier, Edtf, Event, EventKind
from site_builder.render import Site
from site_builder.render.here import Here
from site_builder.render.pages import plan
from site_builder.render.views import home
from tests.unit.render.conftest import ARTICLES, CONFIG


def front(dossier: Dossier, config: Config = CONFIG) -> home.HomeView:
    spec = next(spec for spec in plan(dossier, config) if spec.kind == "home")
    return home.view(Here(Site(dossier, config, ARTICLES), spec.permalink), spec)


def due(model: Deadline, name: str, first: dt.date, last: dt.date) -> Deadline:
    step = msgspec.structs.replace(model.history[0], value=Edtf(first.isoformat()), first=first, last=last)
    return msgspec.structs.replace(model, id=name, history=(step,))


def test_near_days_are_open_before_far_years(dossier: Dossier) -> None:
    model = dossier.deadlines[0]
    days = [due(model, f"d{n}", day, day) for n, day in enumerate(dt.date(2020, 10, n) for n in (9, 3, 20, 12))]
    far = due(model, "far", dt.date(2030, 1, 1), dt.date(2030, 12, 31))
    year = due(model, "year", dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    shown = front(msgspec.structs.replace(dossier, deadlines=(far, year, *days))).open
    assert [line.leaf.large for line in shown] == ["3", "9", "12", "20"]


def test_where_nothing_is_open_the_last_deadline_says_what_became_of_it(dossier: Dossier) -> None:
    assert front(dossier).closed == ()
    closed = msgspec.structs.replace(dossier.deadlines[0], status="void")
    shown = front(msgspec.structs.replace(dossier, deadlines=(closed,)))
    assert shown.open == ()
    assert [line.status for line in shown.closed] == ["sans objet"]


def event_like(model: Event, kind: EventKind, first: dt.date, last: dt.date, precision: str) -> Event:
    return msgspec.structs.replace(model, kind=kind, first=first, last=last, precision=precision, mod=None)


@pytest.mark.parametrize(
    ("kinds", "last", "planned"),
    [
        (("event", "event"), "14 septembre 2020", 0),  # the certain day wins over the month
        (("event", "planned"), "septembre 2020", 1),
        (("event", "background"), "septembre 2020", 0),
    ],
)
def test_what_happened_last_and_what_is_still_to_come(
    dossier: Dossier, kinds: tuple[EventKind, EventKind], last: str, planned: int
) -> None:
    model = dossier.events[0]
    month = event_like(model, kinds[0], dt.date(2020, 9, 1), dt.date(2020, 9, 30), "month")
    day = event_like(model, kinds[1], dt.date(2020, 9, 14), dt.date(2020, 9, 14), "day")
    changed = msgspec.structs.replace(dossier, events=(month, day))
    changed = msgspec.structs.replace(
        changed, articles=tuple(msgspec.structs.replace(card, published=Edtf("2020-09")) for card in dossier.articles)
    )
    if planned:
        changed = msgspec.structs.replace(
            changed, events=(month, msgspec.structs.replace(day, first=dt.date(2020, 10, 2), last=dt.date(2020, 10, 2)))
        )
    shown = front(changed)
    assert [line.when.text.replace("\u00a0", " ") for line in shown.last] == [last]
    assert len(shown.planned) == planned
    assert all(line.kind != "background" for line in shown.events)


def test_without_a_sentence_the_newest_article_leads(dossier: Dossier) -> None:
    assert front(dossier).newest is None
    shown = front(dossier, Config(title="Sans phrase"))
    assert shown.newest is not None
    assert shown.newest.title == "Ambre a choisi un autre acquéreur"
    assert shown.opening.startswith("«\u202fNous irons vite")
