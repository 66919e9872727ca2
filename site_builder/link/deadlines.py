"""Limits told by several articles into deadlines: one row an obligation, its dates in turn, and its status."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.edtf import Interval, interval
from site_builder.link.candidates import Candidate, Groups, Key, Told
from site_builder.model import Card, Deadline, DeadlineStatus, DeadlineStep, Edtf, EntityId, Ref, Span

LIKE = 0.3
LIKE_MOVED = 0.2
_LABEL = ("deadline", "new", "planned", "old")
_FIRST = ("deadline", "new", "old", "planned")
_TOGETHER = ({"deal", "divest"}, {"deal", "measure"})
"""Matters that one limit may have at once: a sale that is ordered is a deal, and a ban falls when there is no deal."""


@dataclass
class Step:
    """One date of one obligation, and the candidates that give it. `then`: the step it was moved to."""

    days: Interval
    told: list[Candidate] = field(default_factory=list)
    then: Step | None = None
    before: list[Step] = field(default_factory=list)

    @property
    def known(self) -> int:
        return min(candidate.order for candidate in self.told)

    @property
    def matters(self) -> set[str]:
        return {candidate.matter for candidate in self.told if candidate.matter}

    @property
    def parties(self) -> set[EntityId]:
        return {party for candidate in self.told for party in candidate.parties}

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset(key for candidate in self.told for key in candidate.keys)


def link_deadlines(
    cards: Sequence[Card], candidates: Sequence[Candidate], turns: Sequence[Told], weight: Mapping[Key, float]
) -> tuple[tuple[Deadline, ...], list[Step], set[tuple[Ref, Span]]]:
    """The deadlines by the date in force, all their steps, and the dates (sentence, date) that they are made of."""
    steps = _steps(candidates, weight)
    _join_moved(steps, weight)
    chains = [_chain(step) for step in steps if not step.before]
    as_of = _as_of(cards, candidates)
    seen: Counter[str] = Counter()
    chains.sort(key=lambda chain: (chain[-1].days, chain[0].days, chain[0].known, min(one.ref for one in chain[0].told)))
    deadlines = tuple(_deadline(chain, turns, as_of, seen) for chain in chains)
    return deadlines, steps, {(one.ref, one.date.span) for step in steps for one in step.told}


def _steps(candidates: Sequence[Candidate], weight: Mapping[Key, float]) -> list[Step]:
    """Limits of one day that are of one matter or alike; what is merely planned that day joins one that it is like."""
    buckets: dict[Interval, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.role in ("deadline", "new", "old", "planned"):
            buckets[candidate.days].append(candidate)
    steps: list[Step] = []
    for days, bucket in buckets.items():
        known = Groups(weight)
        ours: list[Step] = []
        for candidate in sorted(bucket, key=lambda one: (_FIRST.index(one.role), one.order, one.ref)):
            at = _fitting(candidate, ours, known)
            if at is None and candidate.role == "planned":
                continue
            if at is None:
                at = len(ours)
                ours.append(Step(days))
            ours[at].told.append(candidate)
            known.add(candidate.keys, at)
        steps.extend(ours)
    return steps


def _fitting(candidate: Candidate, steps: Sequence[Step], known: Groups) -> int | None:
    """The step of the same day that tells of the same obligation."""
    likeness: dict[int, float] = {}
    for like, _, group, _ in known.near(candidate.keys):
        likeness[group] = max(like, likeness.get(group, 0.0))
    best: tuple[float, int] | None = None
    for at, step in enumerate(steps):
        if not _agree({*step.matters, candidate.matter}):
            continue
        like = likeness.get(at, 0.0)
        shares = bool(step.parties & set(candidate.parties))
        same = bool(candidate.matter) and candidate.matter in step.matters
        if like >= LIKE or shares or (same and not (step.parties and candidate.parties)):
            rank = like + 0.3 * same + 0.2 * shares
            if best is None or rank > best[0]:
                best = rank, at
    return best[1] if best else None


def _agree(matters: set[str]) -> bool:
    told = matters - {""}
    return len(told) < 2 or any(told <= pair for pair in _TOGETHER)


def _join_moved(steps: Sequence[Step], weight: Mapping[Key, float]) -> None:
    """Each new limit to the one that it replaces: the old one in its sentence, else the likest open one before."""
    by_sentence: dict[Ref, list[Step]] = defaultdict(list)
    for step in steps:
        for candidate in step.told:
            if candidate.role == "old":
                by_sentence[candidate.ref].append(step)
    index = Groups(weight)
    for at, step in enumerate(steps):
        for candidate in step.told:
            index.add(candidate.keys, at)
    for step in sorted(steps, key=lambda one: (one.known, one.days)):
        for candidate in step.told:
            if candidate.role != "new" or step.before:
                continue
            old = next((one for one in by_sentence[candidate.ref] if one is not step), None)
            old = old or _replaced(candidate, step, steps, index)
            if old and old.then is None and not _leads(step, old):
                old.then = step
                step.before.append(old)


def _replaced(candidate: Candidate, step: Step, steps: Sequence[Step], index: Groups) -> Step | None:
    best: tuple[float, Step] | None = None
    for like, shared, group, _ in index.near(candidate.keys):
        other = steps[group]
        fits = other is not step and other.then is None and other.days.first < step.days.first
        if not fits or other.known > candidate.order or not _agree({*other.matters, candidate.matter}):
            continue
        if like >= LIKE_MOVED and shared > 1 and (best is None or like > best[0]):
            best = like, other
    return best[1] if best else None


def _leads(step: Step, target: Step) -> bool:
    at: Step | None = step
    while at is not None:
        if at is target:
            return True
        at = at.then
    return False


def _chain(step: Step) -> list[Step]:
    chain = [step]
    while chain[-1].then is not None:
        chain.append(chain[-1].then)
    return chain


def _as_of(cards: Sequence[Card], candidates: Sequence[Candidate]) -> Interval | None:
    """The date of the last article; one dated to the month is no older than the last event that it tells."""
    known = [(found, order) for order, card in enumerate(cards) if (found := interval(card.published))]
    if not known:
        return None
    latest, _ = max(known, key=lambda item: (item[0].first, -item[0].last.toordinal()))
    newest = {order for found, order in known if found == latest}
    told = [
        one.days.first
        for one in candidates
        if one.order in newest and one.role == "event" and latest.first <= one.days.first and one.days.last <= latest.last
    ]
    return Interval(max([latest.first, *told]), latest.last)


def _deadline(chain: Sequence[Step], turns: Sequence[Told], as_of: Interval | None, seen: Counter[str]) -> Deadline:
    status, why, ref = _status(chain, turns, as_of)
    last = chain[-1]
    label = min(last.told, key=_worth).ref
    base = f"{chain[0].told[0].date.value}-{next(iter(sorted(last.matters)), 'limit')}"
    seen[base] += 1
    return Deadline(
        id=base if seen[base] == 1 else f"{base}-{seen[base]}",
        history=tuple(_step(step) for step in chain),
        status=status,
        label=label,
        why=why,
        status_ref=ref,
        parties=tuple(dict.fromkeys(party for step in chain for candidate in step.told for party in candidate.parties)),
    )


def _worth(candidate: Candidate) -> tuple[object, ...]:
    return (_LABEL.index(candidate.role), "pronoun" in candidate.cues, candidate.order, candidate.ref)


def _step(step: Step) -> DeadlineStep:
    label = min(step.told, key=_worth)
    told = sorted(step.told, key=lambda one: (one.order, one.ref))
    return DeadlineStep(
        value=label.date.value or Edtf(step.days.first.isoformat()),
        first=step.days.first,
        last=step.days.last,
        refs=tuple(dict.fromkeys(candidate.ref for candidate in told)),
        mod=label.date.mod,
    )


def _status(chain: Sequence[Step], turns: Sequence[Told], as_of: Interval | None) -> tuple[DeadlineStatus, str, Ref | None]:
    last = chain[-1]
    for turn in turns:
        if turn.order < chain[0].known or turn.when is None or turn.when.first > last.days.last:
            continue
        if _is_off(turn, chain) and not _alive_after(last, turn):
            return "void", "off", turn.ref
        if _is_met(turn, chain):
            return "met", "done", turn.ref
    for turn in turns:
        late = turn.order > last.known and turn.turn.kind == "moved" and not turn.moves_to_a_date
        if late and turn.turn.matter in {*last.matters} and _concerns(turn, chain, 2):
            return "extended", "moved without a date", turn.ref
    if as_of is None:
        return "unknown", "undated", None
    if as_of.first > last.days.last:
        return "passed", "past", None
    if as_of.last <= last.days.last:
        return "open", "ahead", None
    ahead = any(
        one.role in ("new", "deadline") and one.published is not None and one.published.last == as_of.last
        for one in last.told
    )
    return ("open", "told ahead", None) if ahead else ("unknown", "overlap", None)


def _is_off(turn: Told, chain: Sequence[Step]) -> bool:
    matters = {matter for step in chain for matter in step.matters}
    if turn.turn.kind != "void" or turn.turn.matter not in matters:
        return False
    alone = matters == {turn.turn.matter}
    return alone and _concerns(turn, chain, 1)


def _alive_after(last: Step, turn: Told) -> bool:
    """A later article still counts with the limit."""
    return any(one.role in ("deadline", "new") and one.order > turn.order for one in last.told)


def _is_met(turn: Told, chain: Sequence[Step]) -> bool:
    if turn.turn.kind != "done" or turn.order <= chain[-1].known or turn.when is None:
        return False
    matters = {matter for step in chain for matter in step.matters}
    return turn.turn.matter in matters and _concerns(turn, chain, 3)


def _concerns(turn: Told, chain: Sequence[Step], words: int) -> bool:
    """Whether a turn is told of the parties of a deadline and shares `words` words with a sentence that gives it."""
    parties = {party for step in chain for party in step.parties}
    shared = max(len([key for key in turn.keys & one.keys if isinstance(key, int)]) for step in chain for one in step.told)
    return bool(parties & set(turn.parties)) and shared >= words
