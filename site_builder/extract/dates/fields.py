"""What a rule captured, as its sense asks for it; and what an expression is resolved against."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from msgspec.structs import replace

from site_builder.extract.dates import days
from site_builder.extract.dates.counting import Direction, When
from site_builder.extract.dates.days import Days, NoSuchDayError
from site_builder.extract.dates.grammar import Node
from site_builder.extract.dates.table import Value
from site_builder.model import Anchor

Fields = Mapping[str, Value | Node]


class Context(msgspec.Struct, frozen=True, gc=False):
    """What an expression is counted from: the article's date, the date before it, and whether it looks back or ahead.

    `resolve` resolves an expression inside another one.
    """

    article: Days | None
    text: Days | None
    direction: Callable[[], Direction]
    resolve: Callable[[Node, Context], When]


def int_of(fields: Fields, name: str, default: int = 0) -> int:
    """A field as a number; what is absent is `default`."""
    value = fields.get(name, default)
    return value if isinstance(value, int) else int(value) if isinstance(value, str) else default


def text_of(fields: Fields, name: str) -> str:
    """A field as a word; empty where it is absent."""
    return str(fields.get(name, ""))


def inner_of(fields: Fields, name: str, context: Context) -> When:
    """The resolved expression inside this one."""
    node = fields[name]
    if not isinstance(node, Node):
        raise TypeError(f"{name} is no expression")
    return context.resolve(node, context)


def base_of(fields: Fields, context: Context) -> tuple[Days | None, Anchor]:
    """What a relative expression is counted from: `from = "text"` asks for the date before it in the text."""
    if fields.get("from") == "text" and context.text:
        # A year told in passing is no ground to count days from, where the article's own date is finer.
        passing = context.text.precision in ("year", "decade", "century") and fields.get("unit") in ("day", "week", "month")
        if not (passing and context.article and context.article.precision in ("day", "month")):
            return context.text, "text"
    return context.article, "article"


def direction_of(fields: Fields, context: Context) -> Direction:
    """Where an expression looks: its own words (last, next) tell before the verbs around it do."""
    turn = int_of(fields, "turn")
    return turn if turn else context.direction()


def year_of(fields: Fields, context: Context) -> int | None:
    """The year that an expression names, in four digits or two."""
    if "year" in fields:
        return int_of(fields, "year")
    if "short_year" not in fields:
        return None
    number = 2000 + int_of(fields, "short_year")
    horizon = context.article.last.year if context.article else 2030
    return number - 100 if number > horizon + 20 else number


def day_or_month(year: int, fields: Fields) -> Days:
    """The day, or the whole month, of a year."""
    month = int_of(fields, "month")
    return days.day(year, month, int_of(fields, "day")) if "day" in fields else days.month(year, month)


def years_around(base: Days, fields: Fields) -> range:
    """The years that a date without one may be of."""
    reach = 2 if "weekday" in fields else 1
    return range(max(1, base.first.year - reach), min(9998, base.last.year + reach) + 1)


def valid(readings: list[Callable[[], Days]]) -> list[Days]:
    """The readings that the calendar has."""
    found = []
    for reading in readings:
        try:
            found.append(reading())
        except NoSuchDayError:
            continue
    return found


def mapped(when: When, change: Callable[[Days], Days]) -> When:
    """A resolved expression with its interval changed."""
    return when if when.days is None else replace(when, days=change(when.days))
