"""A date and a distance into a date: exact where it can be, the envelope of what is possible where it cannot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from site_builder.extract.dates import days
from site_builder.extract.dates.days import Days
from site_builder.model import Anchor, Edtf, Part

Direction = int
"""-1 when it has happened, 1 when it is to come, 0 when nothing tells; -2 and 2 where there is no doubt."""


AGAINST = 200
OTHER_WEEKDAY = 400
AHEAD = 500
NEVER = 1_000_000
"""Days that a reading against the tense, against its weekday, behind a diary entry, against its own words is further."""


class When(msgspec.Struct, frozen=True, gc=False):
    """A resolved expression. `days` is None where nothing is known to count from."""

    days: Days | None
    approx: bool = False
    part: Part | None = None
    anchor: Anchor = "none"
    counted_from: Edtf | None = None
    alternatives: tuple[Edtf, ...] = ()


def fixed(found: Days) -> When:
    """A date that is complete in itself."""
    return When(found)


def from_base(base: Days, anchor: Anchor, found: Days, *, approx: bool = False, others: Sequence[Days] = ()) -> When:
    """A date that was counted from `base`."""
    told = days.edtf(found)
    rest = tuple(dict.fromkeys(value for other in others if (value := days.edtf(other)) != told))
    return When(found, approx, None, anchor, days.edtf(base), rest)


def coarse(base: Days, anchor: Anchor, first: Days, last: Days, reach: int) -> When:
    """What lies between `first` and `last`, the answers for the first and the last day of `base`.

    Where both agree the answer is exact. Else, near the base (`reach` days are less than a quarter of it), it is the
    base itself: it happened then, and no day is made up. Further away it is the envelope, in whole months.
    """
    if first == last:
        return from_base(base, anchor, first)
    envelope = days.around(Days(min(first.first, last.first), max(first.last, last.last), "range"))
    if 4 * reach <= (base.last - base.first).days + 1:
        return from_base(base, anchor, base, approx=True, others=[envelope])
    return from_base(base, anchor, envelope, approx=True)


def shifted(base: Days, anchor: Anchor, unit: str, steps: Sequence[tuple[str, int]]) -> When:
    """The `unit` that lies `steps` (units and how many) from `base`."""
    first, last, reach = base.first, base.last, 0
    for step, count in steps:
        first, last = days.move(first, step, count), days.move(last, step, count)
        reach += abs(count) * (days.UNIT_DAYS.get(step) or 30 * days.UNIT_MONTHS[step])
    return coarse(base, anchor, days.whole(first, unit), days.whole(last, unit), reach)


def window(base: Days, anchor: Anchor, unit: str, count: int, direction: Direction) -> When:
    """The `count` whole units before or after `base`: the last two weeks, the next three years."""

    def reading(of: dt.date) -> Days:
        near, far = (days.whole(days.move(of, unit, direction * steps), unit) for steps in (1, count))
        return Days(min(near.first, far.first), max(near.last, far.last), "range" if count > 1 else near.precision)

    first, last = reading(base.first), reading(base.last)
    return coarse(base, anchor, first, last, count * (days.UNIT_DAYS.get(unit) or 30 * days.UNIT_MONTHS[unit]))


def _gap(found: Days, base: Days) -> int:
    """Days between two intervals; 0 where they meet."""
    return max((base.first - found.last).days, (found.first - base.last).days, 0)


def nearest(
    candidates: Sequence[Days],
    base: Days,
    anchor: Anchor,
    direction: Direction,
    *,
    strictly: bool = False,
    weekday: int = 0,
    other_weekday: int = OTHER_WEEKDAY,
) -> When:
    """The candidate nearest to `base`, where the wrong side and the wrong weekday count as distance.

    `direction` from a verb (-1, 1) may err, so it only outweighs `AGAINST` days; 2 is that of a diary entry. `strictly`:
    the words of the date itself tell, and it does not overlap `base`. Without a direction the nearest candidate on the other
    side stays open as an alternative.
    """

    def cost(found: Days) -> int:
        far = _gap(found, base)
        if direction < 0:
            against = found.last >= base.first if strictly else found.first > base.last
        else:
            against = direction > 0 and (found.first <= base.last if strictly else found.last < base.first)
        if against:
            far += NEVER if strictly else AHEAD if abs(direction) > 1 else AGAINST
        return far + (odd if weekday and found.first.isoweekday() != weekday else 0)

    if not candidates:
        raise days.NoSuchDayError("no candidate")
    odd = other_weekday if abs(direction) < 2 else OTHER_WEEKDAY
    chosen = min(candidates, key=cost)
    others = [found for found in candidates if (found.first < base.first) != (chosen.first < base.first)]
    open_ones = sorted(others, key=cost)[:1] if direction == 0 and not weekday and _gap(chosen, base) else []
    return from_base(base, anchor, chosen, others=open_ones)


def weekday(base: Days, anchor: Anchor, number: int, direction: Direction, *, strictly: bool = False) -> When:
    """The Monday (1) to Sunday (7) nearest to `base`; from a coarse base the base itself, about then."""
    if base.first != base.last:
        return from_base(base, anchor, base, approx=True)
    monday = days.week(base.first).first
    around = [days.plus(monday, 7 * weeks + number - 1) for weeks in (-1, 0, 1)]
    candidates = [Days(of, of, "day") for of in around if abs((of - base.first).days) <= 7]
    return nearest(candidates, base, anchor, direction, strictly=strictly)
