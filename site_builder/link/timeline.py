"""Dated sentences of all articles into events with several sources, and deadlines with their history and status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from site_builder.edtf import Interval
from site_builder.link.candidates import Candidate, Groups, read_candidates
from site_builder.link.deadlines import Step, link_deadlines
from site_builder.link.rare import Rarity
from site_builder.model import (
    Annotations,
    ArticleId,
    Card,
    Deadline,
    Edtf,
    Entity,
    Event,
    LinkedName,
    Ref,
)

LIKE = 0.34
"""Likeness from which two sentences of one day, in two articles, tell the same event."""
LIKE_AT_HOME = 0.55
"""The same within one article, which seldom tells a thing twice."""
LIKE_RECALLED = 0.2
"""The same where one recalls the day more than RECALL days later."""
RECALL = 6
LIKE_COARSE = 0.5
"""The same for sentences that give no more than a year, or only the month of a day that is told elsewhere."""
MONTH = 31
SHARED = 2
KEYS = 8
"""How many events the home page shows."""


def link_timeline(
    cards: Sequence[Card],
    annotations: Mapping[ArticleId, Annotations],
    names: Mapping[ArticleId, tuple[LinkedName, ...]],
    entities: Sequence[Entity],
) -> tuple[tuple[Event, ...], tuple[Deadline, ...]]:
    """Events by interval (first day, then length), and deadlines by the date in force. Linear in the dated sentences."""
    del entities
    candidates, turns, rarity = read_candidates(cards, annotations, names)
    deadlines, steps, used = link_deadlines(cards, candidates, turns, rarity)
    rest = [candidate for candidate in candidates if (candidate.ref, candidate.date.span) not in used]
    groups = _by_day(rest, rarity)
    events = [_event(group) for group in groups] + [_deadline_event(step) for step in steps]
    return _with_keys(sorted(events, key=_order)), deadlines


def _order(event: Event) -> tuple[object, ...]:
    return (event.first, event.last, event.kind == "deadline", event.refs)


class _Group:
    """Candidates that seem to tell the same event, and the articles they come from."""

    def __init__(self) -> None:
        self.told: list[Candidate] = []
        self.articles: set[ArticleId] = set()
        self.recalled = False

    def add(self, candidate: Candidate) -> None:
        self.told.append(candidate)
        self.articles.add(candidate.ref.article)
        self.recalled = self.recalled or _recalled(candidate)


def _recalled(candidate: Candidate) -> bool:
    """Told by its calendar day some time after: people only recall days of note, so less likeness is asked for."""
    return candidate.published is not None and (candidate.published.first - candidate.days.last).days > RECALL


def _by_day(candidates: Sequence[Candidate], rarity: Rarity) -> list[list[Candidate]]:
    """Candidates of one interval that seem to tell the same thing, together; coarse ones with the day they lie around."""
    buckets: dict[Interval, list[Candidate]] = defaultdict(list)
    coarse: list[Candidate] = []
    for candidate in candidates:
        if candidate.date.mod == "approx" and candidate.days.days > 1 and candidate.role == "event":
            coarse.append(candidate)
        else:
            buckets[candidate.days].append(candidate)
    groups: list[_Group] = []
    for bucket in buckets.values():
        known = Groups(rarity)
        for candidate in bucket:
            _put(candidate, _best(known, candidate, groups), known, groups)
    _place_coarse(coarse, groups, rarity)
    return [group.told for group in groups]


def _put(candidate: Candidate, at: int | None, known: Groups, groups: list[_Group]) -> None:
    if at is None:
        at = len(groups)
        groups.append(_Group())
    groups[at].add(candidate)
    known.add(candidate.keys, at)


def _best(known: Groups, candidate: Candidate, groups: Sequence[_Group]) -> int | None:
    article, length = candidate.ref.article, candidate.days.days
    recalled = _recalled(candidate)

    def needed(at: int) -> tuple[float, int]:
        group = groups[at]
        if article in group.articles:
            return LIKE_AT_HOME, SHARED
        if length == 1 and (recalled or group.recalled):
            return LIKE_RECALLED, 1
        return (LIKE_COARSE, SHARED + 1) if length > MONTH else (LIKE, SHARED)

    best = max(known.near(candidate.keys, needed), key=lambda near: near.likeness, default=None)
    return best.group if best else None


def _place_coarse(coarse: Sequence[Candidate], groups: list[_Group], rarity: Rarity) -> None:
    """Sentences that only say the month: to the day of that month of which another article tells the same, else alone."""
    if not coarse:
        return
    months: dict[tuple[int, int], Groups] = defaultdict(lambda: Groups(rarity))
    for at, group in enumerate(groups):
        day = group.told[0].days
        if day.days == 1:
            for candidate in group.told:
                months[day.first.year, day.first.month].add(candidate.keys, at)
    alone: dict[Interval, Groups] = defaultdict(lambda: Groups(rarity))
    for candidate in coarse:
        near = [
            (found.likeness, -found.group)
            for found in months[candidate.days.first.year, candidate.days.first.month].near(candidate.keys, _coarsely)
            if _holds(candidate.days, groups[found.group].told[0].days)
        ]
        if near:
            groups[-max(near)[1]].add(candidate)
        else:
            known = alone[candidate.days]
            _put(candidate, _best(known, candidate, groups), known, groups)


def _coarsely(_group: int) -> tuple[float, int]:
    return LIKE_COARSE, SHARED + 1


def _holds(outer: Interval, inner: Interval) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _event(group: Sequence[Candidate]) -> Event:
    ranked = sorted(group, key=_worth)
    told = [ranked[0], *sorted(ranked[1:], key=lambda candidate: (candidate.order, candidate.ref, candidate.date.span))]
    exact = min(group, key=lambda candidate: (candidate.days.days, _worth(candidate)))
    days, value = exact.days, exact.date.value
    refs: dict[Ref, Ref] = {}
    for candidate in told:
        refs.setdefault(candidate.ref, Ref(candidate.ref.article, candidate.date.span))
    kind, why = _kind(group)
    return Event(
        value=value or Edtf(days.first.isoformat()),
        first=days.first,
        last=days.last,
        precision=exact.date.precision,
        refs=tuple(refs),
        dates=tuple(refs.values()),
        mod=exact.date.mod,
        kind=kind,
        parties=tuple(dict.fromkeys(party for candidate in told for party in candidate.parties)),
        why=why,
    )


def _worth(candidate: Candidate) -> tuple[object, ...]:
    """Order of candidates as a label: one that tells the event rather than one that refers to it, and the earliest."""
    return (
        candidate.role in ("reference", "background"),
        "act" not in candidate.cues,
        "pronoun" in candidate.cues,
        candidate.order,
        candidate.ref,
        candidate.date.span,
    )


def _kind(group: Sequence[Candidate]) -> tuple[Literal["event", "planned", "background"], str]:
    roles = {candidate.role for candidate in group}
    if "event" in roles:
        return "event", "told"
    if roles & {"reference", "old", "new"}:
        return "event", "named by its day"
    return ("planned", "told ahead") if "planned" in roles else ("background", "looks back")


def _deadline_event(step: Step) -> Event:
    told = sorted(step.told, key=_worth)
    label = told[0]
    refs: dict[Ref, Ref] = {}
    for candidate in [label, *sorted(told[1:], key=lambda one: (one.order, one.ref, one.date.span))]:
        refs.setdefault(candidate.ref, Ref(candidate.ref.article, candidate.date.span))
    return Event(
        value=label.date.value or Edtf(label.days.first.isoformat()),
        first=label.days.first,
        last=label.days.last,
        precision=label.date.precision,
        refs=tuple(refs),
        dates=tuple(refs.values()),
        mod=label.date.mod,
        kind="deadline",
        parties=tuple(dict.fromkeys(party for candidate in told for party in candidate.parties)),
        why="limit",
    )


def _with_keys(events: Sequence[Event]) -> tuple[Event, ...]:
    """Marks the few for the home page: told by many articles, to the day, with parties; deadlines it has apart."""

    def worth(at: int) -> tuple[object, ...]:
        event = events[at]
        sources = len({ref.article for ref in event.refs})
        return (-sources, -min(3, len(event.parties)), event.first, at)

    eligible = [at for at, event in enumerate(events) if event.kind == "event" and event.precision == "day"]
    chosen = set(sorted(eligible, key=worth)[:KEYS])
    return tuple(msgspec.structs.replace(event, key=True) if at in chosen else event for at, event in enumerate(events))
