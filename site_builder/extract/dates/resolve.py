"""An expression as read into an interval of days: what each sense of a rule means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from site_builder.extract.dates import counting, days
from site_builder.extract.dates.counting import Direction, When
from site_builder.extract.dates.days import Days, NoSuchDayError
from site_builder.extract.dates.grammar import Node
from site_builder.extract.dates.table import Value
from site_builder.model import Anchor, Part

Fields = Mapping[str, Value | Node]


class Context(NamedTuple):
    """What an expression is counted from: the article's date, the date before it, and whether it looks back or ahead."""

    article: Days | None
    text: Days | None
    direction: Callable[[], Direction]


def resolve(node: Node, context: Context) -> When:
    """The interval that `node` stands for; NoSuchDayError where the calendar has none."""
    return _SENSES[node.rule.sense](node.fields, context)


def _number(fields: Fields, name: str, default: int = 0) -> int:
    value = fields.get(name, default)
    return value if isinstance(value, int) else int(value) if isinstance(value, str) else default


def _text(fields: Fields, name: str) -> str:
    return str(fields.get(name, ""))


def _inner(fields: Fields, name: str, context: Context) -> When:
    node = fields[name]
    if not isinstance(node, Node):
        raise TypeError(f"{name} is no expression")
    return resolve(node, context)


def _base(fields: Fields, context: Context) -> tuple[Days | None, Anchor]:
    """What a relative expression is counted from: `from = "text"` asks for the date before it in the text."""
    if fields.get("from") == "text" and context.text:
        # A year told in passing is no ground to count days from, where the article's own date is finer.
        passing = context.text.precision in ("year", "decade", "century") and fields.get("unit") in ("day", "week", "month")
        if not (passing and context.article and context.article.precision in ("day", "month")):
            return context.text, "text"
    return context.article, "article"


def _direction(fields: Fields, context: Context) -> Direction:
    turn = _number(fields, "turn")
    return turn if turn else context.direction()


def _year(fields: Fields, context: Context) -> int | None:
    if "year" in fields:
        return _number(fields, "year")
    if "short_year" not in fields:
        return None
    number = 2000 + _number(fields, "short_year")
    horizon = context.article.last.year if context.article else 2030
    return number - 100 if number > horizon + 20 else number


def _on(year: int, fields: Fields) -> Days:
    month = _number(fields, "month")
    return days.day(year, month, _number(fields, "day")) if "day" in fields else days.month(year, month)


def _valid(readings: list[Callable[[], Days]]) -> list[Days]:
    found = []
    for reading in readings:
        try:
            found.append(reading())
        except NoSuchDayError:
            continue
    return found


def calendar(fields: Fields, context: Context) -> When:
    """15 September 2020, September 2020, 2020; without a year the one that is nearest and fits tense and weekday."""
    year = _year(fields, context)
    if year is not None:
        return counting.fixed(_on(year, fields) if "month" in fields else days.year(year))
    base = context.article
    if base is None:
        _on(2000, fields)  # 31 February is no date in any year
        return When(None)
    candidates = _valid([lambda year=year: _on(year, fields) for year in _years(base, fields)])  # type: ignore[misc]
    direction, named = _direction(fields, context), _number(fields, "weekday")
    return counting.nearest(candidates, base, "article", direction, strictly="turn" in fields, weekday=named)


def _years(base: Days, fields: Fields) -> range:
    reach = 2 if "weekday" in fields else 1
    return range(max(1, base.first.year - reach), min(9998, base.last.year + reach) + 1)


def day_of_month(fields: Fields, context: Context) -> When:
    """le 15; with `period` the 15th of that month."""
    if "period" in fields:
        month = _inner(fields, "period", context)
        if month.days is None:
            return month
        at = month.days.first
        return month._replace(days=days.day(at.year, at.month, _number(fields, "day")))
    base = context.article
    if base is None:
        return When(None)
    if base.precision == "year":
        return counting.from_base(base, "article", base, approx=True)
    weekday = _number(fields, "weekday")
    reach = 12 if weekday else 1
    at, number = base.first, _number(fields, "day")
    shifts = range(-reach, reach + 1)
    months = [days.months(at.year, at.month + shift, 1, "month") for shift in shifts]
    candidates = _valid([lambda of=of: days.day(of.first.year, of.first.month, number) for of in months])  # type: ignore[misc]
    return counting.nearest(candidates, base, "article", _direction(fields, context), weekday=weekday, other_weekday=60)


def shift(fields: Fields, context: Context) -> When:
    """The unit that lies some units away: yesterday, last week, two months ago, three days later."""
    base, anchor = _base(fields, context)
    if base is None:
        return When(None)
    turn = _number(fields, "turn", 1) if "count" in fields else 1
    unit = _text(fields, "unit") or "day"
    if unit == "weekend" and fields.get("turn") == 0 and anchor == "article":
        return weekend(fields, context)
    steps = [(unit, turn * _number(fields, "count", _number(fields, "turn", _number(fields, "offset"))))]
    if "unit2" in fields:
        unit = _text(fields, "unit2")
        steps.append((unit, turn * _number(fields, "count2")))
    found = counting.shifted(base, anchor, unit, steps)
    return found._replace(approx=found.approx or "about" in fields)


def weekend(fields: Fields, context: Context) -> When:
    """The weekend without a word that tells which: the one that the tense asks for."""
    base = context.article
    if base is None:
        return When(None)
    if base.first != base.last:
        return counting.from_base(base, "article", base, approx=True)
    options = [days.weekend(days.plus(base.first, 7 * weeks)) for weeks in (-1, 0, 1)]
    return counting.nearest(options, base, "article", _direction(fields, context))


def window(fields: Fields, context: Context) -> When:
    """The last two weeks, the next three years."""
    base, anchor = _base(fields, context)
    if base is None:
        return When(None)
    return counting.window(base, anchor, _text(fields, "unit"), _number(fields, "count", 1), _number(fields, "turn"))


def weekday(fields: Fields, context: Context) -> When:
    """Tuesday, last Tuesday, Tuesday week (`more` days on), Tuesday of next week (`by_week`)."""
    base = context.article
    if base is None:
        return When(None)
    number, turn = _number(fields, "weekday"), _number(fields, "turn")
    if "more" in fields:
        found = counting.weekday(base, "article", number, 1)
        if found.days is None or found.approx:
            return counting.shifted(base, "article", "day", [("day", _number(fields, "more"))])
        return found._replace(days=days.whole(days.plus(found.days.first, _number(fields, "more")), "day"))
    if turn and "by_week" in fields:
        return _in_week(counting.shifted(base, "article", "week", [("week", turn)]), number)
    return counting.weekday(base, "article", number, _direction(fields, context), strictly=bool(turn))


def _in_week(week: When, number: int) -> When:
    if week.days is None or week.approx:
        return week
    monday = days.week(week.days.first).first
    return week._replace(days=days.whole(days.plus(monday, number - 1), "day"))


def weekday_in(fields: Fields, context: Context) -> When:
    """Tuesday of next week."""
    return _in_week(_inner(fields, "period", context), _number(fields, "weekday"))


def week_of(fields: Fields, context: Context) -> When:
    """The week of 6 October."""
    return _mapped(_inner(fields, "period", context), lambda found: days.week(found.first))


def _mapped(when: When, change: Callable[[Days], Days]) -> When:
    return when if when.days is None else when._replace(days=change(when.days))


def _holiday(year: int, rule: str) -> Days:
    """`MM-DD`, `easter+N`, or `MM/weekday/n` (the nth, from the end when negative)."""
    if rule.startswith("easter"):
        return days.whole(days.plus(days.easter(year), int(rule[6:] or 0)), "day")
    if "/" in rule:
        month, number, nth = (int(part) for part in rule.split("/"))
        return _nth(days.month(year, month), nth, weekday=number)
    return days.day(year, int(rule[:2]), int(rule[3:]))


def holiday(fields: Fields, context: Context) -> When:
    """Christmas, Easter Monday 2021, Thanksgiving."""
    rule = _text(fields, "holiday")
    return _yearly(fields, context, lambda year: _holiday(year, rule))


def season(fields: Fields, context: Context) -> When:
    """Summer 2020, last summer, this summer."""
    code = _number(fields, "season")
    return _yearly(fields, context, lambda year: days.season(year, code))


def quarter(fields: Fields, context: Context) -> When:
    """The third quarter of 2020; without a year the last one, as results are told, unless a verb looks ahead."""
    number = _number(fields, "quarter")
    looking_back = context._replace(direction=lambda: context.direction() or -1)
    return _yearly(fields, looking_back, lambda year: days.months(year, 3 * number - 2, 3, "quarter"))


def half(fields: Fields, context: Context) -> When:
    """The first half of 2020."""
    number = _number(fields, "half")
    looking_back = context._replace(direction=lambda: context.direction() or -1)
    return _yearly(fields, looking_back, lambda year: days.months(year, 6 * number - 5, 6, "half"))


def _yearly(fields: Fields, context: Context, reading: Callable[[int], Days]) -> When:
    """What comes once a year: of the year that is named, else of the one that fits."""
    if "period" in fields:
        return _mapped(_inner(fields, "period", context), lambda found: reading(found.first.year))
    year = _year(fields, context)
    if year is not None:
        return counting.fixed(reading(year))
    base = context.article
    if base is None:
        return When(None)
    candidates = _valid([lambda year=year: reading(year) for year in _years(base, {})])  # type: ignore[misc]
    return counting.nearest(candidates, base, "article", _direction(fields, context), strictly=bool(_number(fields, "turn")))


def month_of(fields: Fields, context: Context) -> When:
    """October of next year; with `day` a day of it."""
    return _mapped(_inner(fields, "period", context), lambda found: _on(found.first.year, fields))


def decade(fields: Fields, _: Context) -> When:
    """The sixties, the 1990s, les années 2000."""
    number = _number(fields, "decade")
    if number >= 100:
        return counting.fixed(days.months(number // 10 * 10, 1, 120, "decade"))
    return counting.fixed(days.months((2000 if number < 20 else 1900) + number // 10 * 10, 1, 120, "decade"))


def century(fields: Fields, _: Context) -> When:
    """The 19th century."""
    return counting.fixed(days.months(100 * _number(fields, "century") - 100, 1, 1200, "century"))


def part(fields: Fields, context: Context) -> When:
    """The end of March, early next week, mid-2020: the period itself, and which part of it."""
    if "period" in fields:
        found = _inner(fields, "period", context)
    else:
        base, anchor = _base(fields, context)
        if base is None:
            return When(None)
        found = counting.shifted(base, anchor, _text(fields, "unit"), [("day", 0)])
    name = _text(fields, "part")
    known: dict[str, Part] = {"start": "start", "mid": "mid", "end": "end"}
    return found._replace(part=known[name])


def _nth(of: Days, number: int, unit: str = "", weekday: int = 0) -> Days:
    """The nth day, weekday, week, weekend or month of a period; from its end when negative."""
    if unit == "month":
        count = (of.last.year - of.first.year) * 12 + of.last.month - of.first.month + 1
        return days.month(of.first.year, of.first.month + (number - 1 if number > 0 else count + number))
    step, shift_ = 7, 0
    if unit == "day":
        step, start = 1, of.first
    else:
        # A week belongs to the period that holds its Thursday, a weekend to the one that holds its Saturday.
        day_of_week = {"week": 4, "weekend": 6}.get(unit, weekday)
        shift_ = (day_of_week - of.first.isoweekday()) % 7
        start = days.plus(of.first, shift_)
    count = (of.last - start).days // step + 1
    index = number - 1 if number > 0 else count + number
    if not 0 <= index < count:
        raise NoSuchDayError(f"{number} of {count}")
    return days.whole(days.plus(start, step * index), unit or "day")


def nth(fields: Fields, context: Context) -> When:
    """The first Tuesday of September, the last week of 2020, the last day of October."""
    found = _inner(fields, "period", context)
    if found.approx:
        return found
    number, unit, weekday_ = _number(fields, "ordinal"), _text(fields, "unit"), _number(fields, "weekday")
    return _mapped(found, lambda of: _nth(of, number, unit, weekday_))


def nth_run(fields: Fields, context: Context) -> When:
    """The first three months of 2020, of the year."""
    count, unit, ordinal = _number(fields, "count"), _text(fields, "unit"), _number(fields, "ordinal")

    def run(of: Days) -> Days:
        ends = (1, count) if ordinal > 0 else (-count, -1)
        return days.span(_nth(of, ends[0], unit).first, _nth(of, ends[1], unit).last)

    if "whole" not in fields:
        return _mapped(_inner(fields, "period", context), run)
    if context.article is None:
        return When(None)
    this = counting.shifted(context.article, "article", _text(fields, "whole"), [("day", 0)])
    return this if this.approx else _mapped(this, run)


def beside(fields: Fields, context: Context) -> When:
    """Two weeks after 15 September, the day before Christmas."""
    inner = _inner(fields, "period", context)
    if inner.days is None:
        return inner
    step = _text(fields, "unit")
    unit = "day" if step == "week" else step  # two weeks after a day is a day, two months after it about then
    found = counting.shifted(inner.days, inner.anchor, unit, [(step, _number(fields, "turn") * _number(fields, "count", 1))])
    return found._replace(approx=found.approx or inner.approx, counted_from=days.edtf(inner.days))


def between(fields: Fields, context: Context) -> When:
    """13 to 15 July: the first day (or month, or year) takes what it lacks from the last."""
    last = _inner(fields, "period", context)
    if last.days is None:
        return last
    end = last.days

    def first(of: dt.date) -> Days:
        if "month" in fields:
            return _on(of.year, fields)
        return days.day(of.year, of.month, _number(fields, "day"))

    start = first(end.first)
    if start.first > end.last:
        start = first(days.move(end.first, "year" if "month" in fields else "month", -1))
    return last._replace(days=Days(start.first, end.last, "range"))


def years_between(fields: Fields, _: Context) -> When:
    """2019-2020, 2019-20."""
    first, last = _number(fields, "year"), _number(fields, "last_year")
    furthest = first + (10 if last < 100 else 200)
    last = first // 100 * 100 + last if last < 100 else last
    if not first < last <= furthest:
        raise NoSuchDayError(f"{first}-{last}")
    return counting.fixed(Days(days.year(first).first, days.year(last).last, "range"))


def days_between(fields: Fields, context: Context) -> When:
    """From the 13th to the 18th."""
    last = day_of_month({"day": fields["last_day"]}, context)
    if last.days is None:
        return last
    at = last.days.first
    number = _number(fields, "day")
    if number > at.day:
        at = days.move(at, "month", -1)
    return last._replace(days=Days(days.day(at.year, at.month, number).first, last.days.last, "range"))


def days_of_month(fields: Fields, context: Context) -> When:
    """July 19 to 23."""
    first = calendar(fields, context)
    if first.days is None:
        return first
    at = first.days.first
    last = days.day(at.year, at.month, _number(fields, "last_day"))
    if last.first <= at:
        raise NoSuchDayError(f"{at} to {last.first}")
    return first._replace(days=Days(at, last.last, "range"))


def rest_of(fields: Fields, context: Context) -> When:
    """The rest of the year: from the article's date to the period's end."""
    found = _inner(fields, "period", context) if "period" in fields else part({**fields, "part": "end"}, context)
    if found.days is None or context.article is None:
        return found
    start = max(context.article.first, found.days.first)
    return found._replace(part=None, days=days.span(start, max(start, found.days.last)))


_SENSES: dict[str, Callable[[Fields, Context], When]] = {
    sense.__name__: sense
    for sense in (
        calendar,
        day_of_month,
        shift,
        weekend,
        window,
        weekday,
        weekday_in,
        week_of,
        holiday,
        season,
        quarter,
        half,
        month_of,
        decade,
        century,
        part,
        nth,
        nth_run,
        beside,
        between,
        years_between,
        days_between,
        days_of_month,
        rest_of,
    )
}

SENSES = frozenset(_SENSES) | {"nothing", "pair"}
"""What a rule may say that it means; `nothing` and `pair` are seen to by the caller."""
