"""An expression as read into an interval of days: which function knows the sense of its rule."""

from __future__ import annotations

from collections.abc import Callable

from site_builder.extract.dates import absolute, relative, within
from site_builder.extract.dates.counting import When
from site_builder.extract.dates.fields import Context, Fields
from site_builder.extract.dates.grammar import Node

_SENSES: dict[str, Callable[[Fields, Context], When]] = {
    sense.__name__: sense
    for sense in (
        absolute.calendar,
        absolute.day_of_month,
        relative.shift,
        relative.weekend,
        relative.window,
        relative.weekday,
        relative.weekday_in,
        within.week_of,
        absolute.holiday,
        absolute.season,
        absolute.quarter,
        absolute.half,
        absolute.month_of,
        absolute.decade,
        absolute.century,
        within.part,
        within.nth,
        within.nth_run,
        relative.beside,
        absolute.between,
        absolute.years_between,
        absolute.days_between,
        absolute.days_of_month,
        within.rest_of,
    )
}

SENSES = frozenset(_SENSES) | {"nothing", "pair"}
"""What a rule may say that it means; `nothing` and `pair` are seen to by the caller."""


def resolve(node: Node, context: Context) -> When:
    """The interval that `node` stands for; NoSuchDayError where the calendar has none."""
    return _SENSES[node.rule.sense](node.fields, context)
