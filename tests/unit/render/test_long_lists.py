"""Lists of a dossier of years: the way to other months, deadlines in short lines, the statements that most report."""

from __future__ import annotations

import datetime as dt

import msgspec

from site_builder.model import Deadline, Dossier, Edtf, Permalink, QuoteId, Statement
from site_builder.render import Site
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.views import deadlines, quotes
from site_builder.render.views.timeline import Period, _near
from tests.unit.render.conftest import ARTICLES, CONFIG


def period(key: str) -> Period:
    year, _, month = key.partition("-")
    titles = {"before": ("Avant", ""), "after": ("Après", "")}
    title, rest = titles.get(key, (f"Mois {month}", year) if month else (year, "mois inconnu"))
    return Period(f"m-{key}", title, rest, f"{key}/", "", (), (), "" if key in titles else year)


def test_in_a_dossier_of_years_other_years_are_one_link_each() -> None:
    keys = ["before", *(f"{y}-{m:02}" if m < 13 else str(y) for y in (2018, 2019, 2020) for m in range(1, 14)), "after"]
    near = [(jump.title, jump.href) for jump in _near(tuple(map(period, keys)), "2019-04")]
    assert near[0] == ("Avant", "before/")
    assert near[1] == ("2018", "2018-01/")
    assert [href for _, href in near[2:15]] == [*(f"2019-{m:02}/" for m in range(1, 13)), "2019/"]
    assert near[15:] == [("2020", "2020-01/"), ("Après", "after/")]


def test_in_a_dossier_of_months_every_month_has_its_link() -> None:
    months = tuple(period(f"2019-{m:02}") for m in range(1, 13))
    assert _near(months, "2019-04") == months


def view_of(dossier: Dossier) -> deadlines.DeadlinesView:
    spec = PageSpec(Permalink("echeances/"), "deadlines.html", "deadlines")
    return deadlines.view(Here(Site(dossier, CONFIG, ARTICLES), spec.permalink), spec)


def test_many_deadlines_are_told_in_a_line_and_the_last_ones_in_the_data(dossier: Dossier) -> None:
    def due(number: int) -> Deadline:
        model, day = dossier.deadlines[0], dt.date(2020, 9, 15) + dt.timedelta(days=number)
        step = msgspec.structs.replace(model.history[0], value=Edtf(day.isoformat()), first=day, last=day)
        return msgspec.structs.replace(model, id=f"d{number}", history=(step,))

    (group,) = view_of(msgspec.structs.replace(dossier, deadlines=tuple(map(due, range(200))))).groups
    assert (len(group.deadlines), len(group.rest), group.more) == (30, 120, 50)
    assert group.rest[0].id == "dl-d30"
    (short,) = view_of(msgspec.structs.replace(dossier, deadlines=tuple(map(due, range(34))))).groups
    assert (len(short.deadlines), len(short.rest), short.more) == (34, 0, 0)


def test_the_statements_that_most_articles_report_are_shown_in_order(dossier: Dossier) -> None:
    one, two = QuoteId("c0"), QuoteId("c1")
    few = tuple(Statement((one, two), "near", passages=(), relations=()) for _ in range(20))
    wide = Statement((one, two, QuoteId("c2")), "identical")
    site = Site(msgspec.structs.replace(dossier, statements=(*few, wide)), CONFIG, ARTICLES)
    chosen = quotes._widest(Here(site, site.addresses.quotes))
    assert len(chosen) == 12
    assert chosen[-1] is wide
