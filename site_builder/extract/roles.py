"""A date in its sentence into what the sentence does with it: an event, a limit, a limit that is moved, a look back."""

from __future__ import annotations

import msgspec

from site_builder.edtf import Interval
from site_builder.extract.clauses import Reading
from site_builder.model import DateMention, Matter, Role

MOVED = frozenset({"postpone", "extend"})
# fmt: off
ACTS = frozenset({
    "sell", "buy", "merge", "offer", "sign", "close_deal", "accept", "refuse", "abandon", "cancel", "withdraw", "fail",
    "suspend", "block", "approve", "forbid", "punish", "order", "rule", "sue", "appeal", "file", "announce", "postpone",
    "extend", "vote", "elect", "resign", "appoint", "arrest", "attack", "dead", "confirm", "start", "choose", "deny",
    "hearing", "inquiry", "win", "fine", "invest",
})
# fmt: on
"""Senses of what readers call an event."""
_NAMED_BY_DAY = frozenset({"order", "law", "deal", "rule", "offer", "announce", "measure", "sue", "fine", "inquiry"})
_APPOINTED = frozenset({"hearing", "meeting", "vote", "elect", "court"})
_MEASURE = frozenset({"forbid", "punish", "fine", "block", "suspend"})
_GIVES = frozenset({"must", "deadline", "give", "expire"})
_COARSE = frozenset({"month", "season", "quarter", "half", "year", "decade", "century", "range"})
_VAGUE = frozenset({"year", "decade", "century", "range", "half", "season"})
_POSSESSED = frozenset({"the", "his", "her", "its", "their", "that"})
_NAMING = 8
"""How many tokens before its date a word such as `deadline` may stand."""
_RECENT = 62
_LONG_AGO = 365


class Place(msgspec.Struct, frozen=True, gc=False):
    """A date and its tokens, `first` (included) to `last` (excluded)."""

    date: DateMention
    first: int
    last: int


def matter_of(senses: frozenset[str], *, weak: bool = True) -> Matter:
    """What words of these senses are about; '' when they do not say. `weak`: an order alone is a measure."""
    if senses & {"forbid", "punish", "effect", "fine"}:
        return "measure"
    if "sell" in senses and senses & {"must", "order", "give", "deadline"} and not senses & {"close_deal", "talks", "offer"}:
        return "divest"
    if senses & {"buy", "merge", "deal", "talks", "offer", "close_deal", "sell"}:
        return "deal"
    if senses & {"court", "judge", "appeal", "hearing", "sue", "file", "rule"}:
        return "case"
    if senses & {"vote", "elect"}:
        return "vote"
    if senses & {"pay", "debt"}:
        return "pay"
    return "measure" if weak and senses & {"block", "order"} else ""


def role_of(reading: Reading, place: Place, published: Interval | None, *, moved: bool) -> tuple[Role, Matter]:
    """The role of a date and what it is about. `published`: the article's own date; `moved`: the sentence moves a limit."""
    first, last = reading.clause(place.first, place.last)
    clause = reading.within(first, last)
    role = _role(reading, place, published, clause, moved)
    if role in ("old", "new"):
        return role, matter_of(reading.senses)
    return role, matter_of(clause, weak=False) or matter_of(reading.senses)


def _role(reading: Reading, place: Place, published: Interval | None, clause: frozenset[str], moved: bool) -> Role:
    date = place.date
    if date.first is None or date.last is None:
        return "background"
    days = Interval(date.first, date.last)
    if _is_name(reading, place, published, days):
        return "reference"
    if moved and (shifted := _shifted(reading, place)):
        return shifted
    if _is_limit(reading, place, published, days, clause):
        return "deadline"
    if published is None:
        return "background" if date.precision in _COARSE else "event"
    if _is_now(reading, place, clause):
        return "background"
    if days.first > published.last:
        return "background" if date.precision in _VAGUE or _is_past_after_all(reading, place) else "planned"
    if days == published:
        scheduled = reading.has_before(place.first, "scheduled", 4)
        # `he should decide this week`, in an article of which only the month is known, may lie ahead of it.
        if days.days > 1:
            scheduled = scheduled or reading.has(reading.tokens_before(place.first), "scheduled")
    else:
        scheduled = days.last >= published.first and _has(reading, place, "scheduled")
    if scheduled and date.precision not in _VAGUE:
        return "planned"
    return "background" if _looks_back(reading, place, published, days, clause) else "event"


def _is_past_after_all(reading: Reading, place: Place) -> bool:
    """A relative date that was counted forwards (`le lendemain`, `mercredi`) in a clause whose verb is in the past."""
    tokens = [at for at in range(*reading.clause(place.first, place.last)) if at not in reading.skip]
    if any(reading.lower[at][0].isdigit() for at in range(place.first, place.last)):
        return False
    looks_ahead = reading.has(tokens, "scheduled") or reading.has(tokens, "ahead")
    return not looks_ahead and reading.has(tokens, "did")


def _is_now(reading: Reading, place: Place, clause: frozenset[str]) -> bool:
    """`désormais`, `à ce jour`, `chaque année en mai`; or `aujourd’hui` in a sentence that tells no act."""
    last = (place.last - 1,)
    if reading.has(last, "now") or reading.has_before(place.first, "each", 5):
        return True
    return reading.has(last, "today") and not clause & ACTS and not reading.has_before(place.first, "did", 4)


def _is_name(reading: Reading, place: Place, published: Interval | None, days: Interval) -> bool:
    """`le décret du 14 août`, `celui du 6 août`, `the August 14 order`: an act called by its day."""
    if place.date.precision != "day" or (published and days.first > published.last):
        return False
    before = reading.before(place.first, 4)
    if reading.has(before[:1], "of"):
        if reading.has(before[1:2], "that"):
            return True
        near = reading.within(max(reading.first, place.first - 5), place.first)
        return bool(near & _NAMED_BY_DAY) and not near & {"deadline"} and not _verb_near(reading, before)
    if reading.scan.language == "en" and before and reading.lower[before[0]] in _POSSESSED:
        return bool(reading.within(place.last, place.last + 2) & _NAMED_BY_DAY)
    return False


def _verb_near(reading: Reading, before: list[int]) -> bool:
    """A participle's agent or a partitive stands before `de`: then the date does not name the noun."""
    return len(before) > 1 and reading.lower[before[1]] in ("partir", "compter", "lors", "cours")


def _shifted(reading: Reading, place: Place) -> Role | None:
    """Old or new limit, in a sentence that moves one."""
    at, has = place.first, reading.has
    before = reading.before(at, 4)
    if has(before, "formerly") or (before and reading.lower[before[0]] == "from"):
        return "old"
    near = reading.within(max(reading.first, at - 4), at)
    if has(before[:1], "of") and (has(reading.after(place.last, 1), "onto") or "deadline" in near):
        return "old"
    if has(before[:1], "onto") or has(before[:2], "until"):
        return "new"
    if has(before, "newly") or has(before[:2], "only"):
        return "new"
    return "new" if place.date.mod in ("on_or_before", "before") else None


def _is_limit(reading: Reading, place: Place, published: Interval | None, days: Interval, clause: frozenset[str]) -> bool:
    """Whether something must happen, or a ban begins, by that date."""
    date = place.date
    ahead = published is not None and days.last >= published.first
    by = date.mod in ("on_or_before", "before")
    until = reading.has_before(place.first, "until", 2)
    if until:
        told = bool(clause & _GIVES) or reading.has(reading.after(place.last, 3), "purpose")
        return told and (ahead or bool(clause & {"give", "deadline"}))
    if by and (ahead or "must" in clause):
        return True
    if published is None or not (days.first > published.last or (ahead and published.days > 1)):
        return False
    if date.precision not in _COARSE and _is_called_limit(reading, place):
        return True
    if "expire" in clause and days.first > published.last:
        return True
    measure = bool((clause or reading.senses) & _MEASURE) or bool(reading.senses & {"forbid", "punish"})
    begins = date.mod == "since" or "effect" in clause or reading.has_before(place.first, "since", 2)
    if begins and (measure or _has(reading, place, "ends")):
        return True
    if reading.has_before(place.first, "set", 3):
        return not clause & _APPOINTED
    threat = reading.has(reading.after(place.last, 2), "unless")
    return threat and days.first > published.last


def _is_called_limit(reading: Reading, place: Place) -> bool:
    """`la date limite, fixée au 3 mars`, `the deadline of March 3`."""
    start, _ = reading.clause(place.first, place.last)
    near = reading.within(max(start, place.first - _NAMING), place.first)
    return "deadline" in near and not near & ({"meeting", "hearing"} | MOVED)


def _looks_back(reading: Reading, place: Place, published: Interval, days: Interval, clause: frozenset[str]) -> bool:
    """Whether a past date is told as a background of the story and not as a part of it."""
    date = place.date
    acts = bool(clause & ACTS) or bool(reading.senses & ACTS)
    if (published.first - days.last).days > _LONG_AGO:
        return True
    if reading.has_before(place.first, "born", 4):
        near = reading.within(max(reading.first, place.first - 5), place.first)
        return not (near & ACTS and date.precision == "day")
    if date.mod in ("before", "on_or_before") or (date.mod == "since" and date.precision != "day"):
        return True
    if date.precision in _COARSE and date.mod != "approx":
        return not (date.precision == "month" and acts and (published.first - days.last).days <= _RECENT)
    return _has(reading, place, "negations") and "answer" in clause


def _has(reading: Reading, place: Place, kind: str) -> bool:
    """Whether a word of a list stands in the clause of a date."""
    return reading.has(range(*reading.clause(place.first, place.last)), kind)
