"""Limits told by several articles into deadlines: one row an obligation, its dates in turn, and its status."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Self

from site_builder.edtf import Interval, interval
from site_builder.link.candidates import Candidate, Groups, Told, common_words
from site_builder.link.rare import KEPT, Rarity
from site_builder.model import Card, Deadline, DeadlineStatus, DeadlineStep, Edtf, EntityId, Ref, Span

LIKE = 0.3
"""Likeness from which two limits of one day are one."""
LIKE_MOVED = 0.2
"""Likeness from which a new limit, told without the old one, replaces one that is open."""
LIKE_DONE = 0.45
"""Likeness, of common words alone, from which something done is what was due."""
ALIKE = 0.6
"""How rare the rarest party that a turn shares with a deadline must be, against the rarest that the turn names: a deal
is known by its bidder, not by the target that all of them name."""
TURNS = 64
"""How many turns of one kind, matter and party are weighed for a deadline: the first after it was set."""
PARTIES = 8
WEEK = 7
"""Limits told more coarsely than in a week are only joined when they are alike."""
_FIRST = ("deadline", "new", "old", "planned")
_LABEL = ("deadline", "new", "planned", "old")
_TOGETHER = ({"deal", "divest"}, {"deal", "measure"})
"""Matters that one limit may have at once: a sale that is ordered is a deal, and a ban falls when there is no deal."""


class Step:
    """One date of one obligation, and the candidates that give it. `then`: the step it was moved to."""

    def __init__(self, days: Interval) -> None:
        self.days = days
        self.told: list[Candidate] = []
        self.matters: set[str] = set()
        self.parties: Counter[EntityId] = Counter()
        self.words: set[int] = set()
        self.main: set[EntityId] = set()
        self.known = 0
        self.then: Self | None = None
        self.first = True

    def add(self, candidate: Candidate) -> None:
        self.known = min(self.known, candidate.order) if self.told else candidate.order
        self.told.append(candidate)
        if candidate.matter:
            self.matters.add(candidate.matter)
        self.parties.update(candidate.parties)
        self.words |= common_words(candidate.shingles)
        self.main |= candidate.main


def link_deadlines(
    cards: Sequence[Card], candidates: Sequence[Candidate], turns: Sequence[Told], rarity: Rarity
) -> tuple[tuple[Deadline, ...], list[Step], set[tuple[Ref, Span]]]:
    """The deadlines by the date in force, all their steps, and the dates (sentence, date) that they are made of."""
    steps = _steps(candidates, rarity)
    _join_moved(steps, rarity)
    chains = [_chain(step) for step in steps if step.first]
    chains.sort(key=lambda chain: (chain[-1].days, chain[0].days, chain[0].known, min(one.ref for one in chain[0].told)))
    judge = _Judge(cards, candidates, turns, rarity)
    seen: Counter[str] = Counter()
    deadlines = tuple(_deadline(chain, judge, seen) for chain in chains)
    return deadlines, steps, {(one.ref, one.date.span) for step in steps for one in step.told}


def _steps(candidates: Sequence[Candidate], rarity: Rarity) -> list[Step]:
    """Limits of one day that are of one matter or alike; what is merely planned that day joins one that it is like."""
    buckets: dict[Interval, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.role in _FIRST:
            buckets[candidate.days].append(candidate)
    steps: list[Step] = []
    for days, bucket in buckets.items():
        known = Groups(rarity)
        ours: list[Step] = []
        for candidate in sorted(bucket, key=lambda one: (_FIRST.index(one.role), one.order, one.ref, one.date.span)):
            at = _fitting(candidate, ours, known)
            if candidate.role == "planned" and (at is None or days.days > WEEK):
                continue
            if at is None:
                at = len(ours)
                ours.append(Step(days))
            ours[at].add(candidate)
            known.add(candidate.keys, at)
        steps.extend(ours)
    return steps


def _fitting(candidate: Candidate, steps: Sequence[Step], known: Groups) -> int | None:
    """The step of the same day that tells of the same obligation."""
    likeness: dict[int, float] = {}
    for near in known.near(candidate.keys, lambda _: (0.0, 1)):
        likeness[near.group] = max(near.likeness, likeness.get(near.group, 0.0))
    words = common_words(candidate.shingles)
    best: tuple[float, int] | None = None
    for at, step in enumerate(steps[-KEPT:], max(0, len(steps) - KEPT)):
        if not _agree({*step.matters, candidate.matter}):
            continue
        like = likeness.get(at, 0.0)
        shares = any(party in step.parties for party in candidate.parties)
        same = bool(candidate.matter) and candidate.matter in step.matters
        strangers = not (step.parties and candidate.parties)
        one_story = bool(step.main & candidate.main)
        close = step.days.days <= WEEK and (shares or one_story or (same and (strangers or words & step.words)))
        if like >= LIKE or close:
            rank = like + 0.3 * same + 0.2 * shares + 0.05 * one_story
            if best is None or rank > best[0]:
                best = rank, at
    return best[1] if best else None


def _agree(matters: set[str]) -> bool:
    told = matters - {""}
    return len(told) < 2 or any(told <= pair for pair in _TOGETHER)


def _join_moved(steps: Sequence[Step], rarity: Rarity) -> None:
    """Each new limit to the one that it replaces: the old one in its sentence, else the likest open one before."""
    by_sentence: dict[Ref, list[Step]] = defaultdict(list)
    index = Groups(rarity)
    for at, step in enumerate(steps):
        for candidate in step.told:
            index.add(candidate.keys, at)
            if candidate.role == "old":
                by_sentence[candidate.ref].append(step)
    for step in sorted(steps, key=lambda one: (one.known, one.days)):
        for candidate in step.told:
            if candidate.role != "new" or not step.first:
                continue
            old = next((one for one in by_sentence[candidate.ref] if one is not step), None)
            old = old or _replaced(candidate, step, steps, index)
            if old and old.then is None and old not in _chain(step):
                old.then, step.first = step, False


def _replaced(candidate: Candidate, step: Step, steps: Sequence[Step], index: Groups) -> Step | None:
    best: tuple[float, Step] | None = None
    for like, group in index.near(candidate.keys, lambda _: (LIKE_MOVED, 2)):
        other = steps[group]
        fits = other is not step and other.then is None and other.days.first < step.days.first
        if not fits or other.known > candidate.order or not _agree({*other.matters, candidate.matter}):
            continue
        if best is None or like > best[0]:
            best = like, other
    return best[1] if best else None


def _chain(step: Step) -> list[Step]:
    chain = [step]
    while chain[-1].then is not None:
        chain.append(chain[-1].then)
    return chain


def _deadline(chain: Sequence[Step], judge: _Judge, seen: Counter[str]) -> Deadline:
    status, why, ref = judge.status(chain)
    last = chain[-1]
    base = f"{chain[0].told[0].date.value}-{next(iter(sorted(last.matters)), 'limit')}"
    seen[base] += 1
    parties: Counter[EntityId] = Counter()
    for step in chain:
        parties.update(step.parties)
    return Deadline(
        id=base if seen[base] == 1 else f"{base}-{seen[base]}",
        history=tuple(_step(step) for step in chain),
        status=status,
        label=min(last.told, key=_worth).ref,
        why=why,
        status_ref=ref,
        parties=tuple(sorted(parties, key=lambda party: (-parties[party], party))),
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


class _Judge:
    """The status of deadlines as of the last article: what the texts say became of them, else how the intervals lie."""

    def __init__(
        self, cards: Sequence[Card], candidates: Sequence[Candidate], turns: Sequence[Told], rarity: Rarity
    ) -> None:
        self.as_of = _as_of(cards, candidates)
        self.rarity = rarity
        self.turns: dict[tuple[str, str, EntityId], list[Told]] = defaultdict(list)
        for told in turns:
            if told.when is not None:
                for party in sorted({*told.parties, *told.main}):
                    self.turns[told.turn.kind, told.turn.matter, party].append(told)

    def status(self, chain: Sequence[Step]) -> tuple[DeadlineStatus, str, Ref | None]:
        last = chain[-1]
        matters = {matter for step in chain for matter in step.matters}
        if len(matters) == 1:
            for told in self._told("void", chain, matters):
                if _day(told) <= last.days.last and not _alive_after(last, told):
                    return "void", "off", told.ref
        for kind in ("met", "done"):
            for told in self._told(kind, chain, {*matters, ""}):
                if _day(told) <= last.days.last and told.order > last.known and self._is_due(told, chain):
                    return "met", "done", told.ref
        for told in self._told("moved", chain, matters):
            if told.order > last.known and not told.moves_to_a_date and self._is_due(told, chain):
                return "extended", "moved without a date", told.ref
        return self._by_date(last)

    def _told(self, kind: str, chain: Sequence[Step], matters: set[str]) -> Iterator[Told]:
        """Turns that concern a deadline, told after it was set, the earliest first: at most TURNS a party and matter."""
        named: Counter[EntityId] = Counter()
        for step in chain:
            named.update(step.parties)
        parties = sorted(named, key=lambda party: (-named[party], party))[:PARTIES]
        around = sorted({party for step in chain for party in step.main} - set(parties))[:PARTIES]
        words = {word for step in chain for word in step.words}
        found: dict[tuple[Ref, str], Told] = {}
        for party in [*parties, *around]:
            for matter in sorted(matters):
                known = self.turns.get((kind, matter, party), [])
                start = bisect_right(known, chain[0].known, key=lambda told: told.order)
                for told in known[start : start + TURNS]:
                    if self._concerns(told, named, words):
                        found[told.ref, matter] = told
        yield from sorted(found.values(), key=lambda told: (told.order, told.ref))

    def _concerns(self, told: Told, parties: Mapping[EntityId, int], words: set[int]) -> bool:
        """Whether a turn is told of the parties of a deadline rather than of somebody else's offer.

        What becomes of a ban or a sanction may be told with nobody's name: its words and the story then tell.
        """
        shared = [party for party in told.parties if party in parties]
        if shared and self._rarest(shared) >= ALIKE * self._rarest(told.named or shared):
            return True
        return told.turn.matter == "measure" and bool(common_words(told.shingles) & words)

    def _rarest(self, parties: Sequence[EntityId]) -> float:
        place, weight = self.rarity.place, self.rarity.weight
        return max(weight[place[party]] if party in place else 0.0 for party in parties)

    def _is_due(self, told: Told, chain: Sequence[Step]) -> bool:
        """Whether what was done is what was due: their common words are alike."""
        words = common_words(told.shingles)
        for step in chain:
            for one in step.told[:KEPT]:
                due = common_words(one.shingles)
                if one.ref != told.ref and len(words & due) > 1 and self.rarity.share(words, due) >= LIKE_DONE:
                    return True
        return False

    def _by_date(self, last: Step) -> tuple[DeadlineStatus, str, Ref | None]:
        as_of = self.as_of
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


def _day(told: Told) -> dt.date:
    return told.when.first if told.when else dt.date.max


def _alive_after(last: Step, told: Told) -> bool:
    """A later article still counts with the limit."""
    return any(one.role in ("deadline", "new") and one.order > told.order for one in last.told)


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
