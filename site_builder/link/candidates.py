"""Dated sentences of all articles into candidates: one date of one sentence, with whom and what it is about."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from site_builder.edtf import Interval, interval
from site_builder.model import (
    Annotations,
    ArticleId,
    Card,
    DateMention,
    EntityId,
    LinkedName,
    Matter,
    Ref,
    Role,
    Span,
    Turn,
)
from site_builder.packed import unpack

Key = Hashable
MAIN = 3
"""How many parties an article is mainly about."""


class Candidate(NamedTuple):
    """One date of one sentence. `order`: rank of the article in the dossier; `keys`: content words and parties; `main`: whom
    the article is mainly about."""

    order: int
    ref: Ref
    date: DateMention
    days: Interval
    role: Role
    matter: Matter
    parties: tuple[EntityId, ...]
    keys: frozenset[Key]
    cues: tuple[str, ...]
    published: Interval | None
    main: frozenset[EntityId]


class Told(NamedTuple):
    """A turn, who is named with it, and when it happened as far as the sentence or the article's date says.

    `parties` as in Candidate; `named`: those that stand in the sentence itself.
    """

    order: int
    ref: Ref
    turn: Turn
    when: Interval | None
    parties: tuple[EntityId, ...]
    keys: frozenset[Key]
    named: tuple[EntityId, ...]
    main: frozenset[EntityId]
    moves_to_a_date: bool


def read_candidates(
    cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations], names: Mapping[ArticleId, tuple[LinkedName, ...]]
) -> tuple[list[Candidate], list[Told]]:
    """All candidates and turns, in dossier order. Linear in the dated sentences."""
    candidates: list[Candidate] = []
    turns: list[Told] = []
    for order, card in enumerate(cards):
        found = annotations[card.id]
        parties = _Parties(names.get(card.id, ()), card.paragraphs)
        published = interval(card.published)
        for happening in found.happenings:
            named = parties.within(happening.sentence)
            who = named or parties.before(happening.sentence)
            keys = frozenset[Key]((*unpack(happening.shingles), *who))
            ref = Ref(card.id, happening.sentence)
            when, dated = published, False
            for at, role, matter in zip(happening.dates, happening.roles, happening.matters, strict=True):
                date = found.dates[at]
                if date.first is None or date.last is None:
                    continue
                days = Interval(date.first, date.last)
                if role == "event":
                    when = min(when or days, days) if dated else days
                    dated = True
                told = (role, matter, who, keys, happening.cues, published, parties.main)
                candidates.append(Candidate(order, ref, date, days, *told))
            to_a_date = "new" in happening.roles
            turns.extend(Told(order, ref, turn, when, who, keys, named, parties.main, to_a_date) for turn in happening.turns)
    return candidates, turns


class _Parties:
    """People and organisations of an article by offset."""

    def __init__(self, names: Sequence[LinkedName], paragraphs: Sequence[int]) -> None:
        known = sorted((name.span.start, name.entity) for name in names if name.kind != "place")
        self.starts = [start for start, _ in known]
        self.entities = [entity for _, entity in known]
        self.paragraphs = paragraphs
        counts = Counter(self.entities)
        self.main = frozenset(sorted(counts, key=lambda party: (-counts[party], party))[:MAIN])

    def within(self, sentence: Span) -> tuple[EntityId, ...]:
        """Those named in a sentence."""
        first, last = bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)
        return tuple(dict.fromkeys(self.entities[first:last]))

    def before(self, sentence: Span) -> tuple[EntityId, ...]:
        """Those named before a sentence in its paragraph."""
        paragraph = bisect_right(self.paragraphs, sentence.start) - 1
        start = self.paragraphs[paragraph] if paragraph >= 0 else sentence.start
        return self.within(Span(start, sentence.start))


def common_words(keys: Iterable[Key]) -> frozenset[Key]:
    """The keys that are neither names nor numbers nor parties."""
    return frozenset(key for key in keys if isinstance(key, int) and not key & 1)


class Weights(dict[Key, float]):
    """What each key weighs. `lone`: the weight of a key that only one set has; `rest`: of one that is not here."""

    lone = math.inf
    rest = 0.0

    def __missing__(self, key: Key) -> float:
        return self.rest

    def of(self, keys: Iterable[Key]) -> float:
        """The weight of all of them, the same in whatever order they come."""
        return math.fsum(map(self.__getitem__, keys))

    def telling(self, keys: Iterable[Key]) -> list[Key]:
        """Those of the RARE rarest keys that some other set may have too: what only one set has leads to no other."""
        rank, asked = self._rank, list(keys)
        shared = [key for key in asked if key in rank]
        new = [key for key in asked if key not in self] if self.rest < self.lone else []
        left = RARE - (len(asked) - len(shared) - len(new))
        if len(shared) + len(new) <= left:
            return shared + new
        return (sorted(shared, key=rank.__getitem__) + new)[:left] if left > 0 else []

    @cached_property
    def _rank(self) -> dict[Key, int]:
        """The place of each key that several sets have, from the rarest on: sorting by it is sorting by whole numbers."""
        shared = [key for key, weight in self.items() if weight < self.lone]
        shared.sort(key=lambda key: (-self[key], str(key)))
        return {key: place for place, key in enumerate(shared)}


def weights(groups: Iterable[Iterable[Key]], *, closed: bool = False) -> Weights:
    """How much it says that two sets share a key: the rarer among all of them, the more.

    `closed`: no other sets will be asked about, so that what only one has, by far the most keys, needs no place.
    """
    counts: Counter[Key] = Counter()
    total = 0
    for keys in groups:
        counts.update(keys)
        total += 1
    by_count = {count: math.log(1 + total / count) for count in set(counts.values())}
    found = Weights((key, by_count[count]) for key, count in counts.items() if count > 1 or not closed)
    found.lone = by_count.get(1, math.inf)
    found.rest = found.lone if closed else 0.0
    return found


RARE = 12
KEPT = 12


class Latest:
    """Sets by number, each found by the RARE rarest keys that it has, and by each key only the latest KEPT of them.

    The caps that keep all comparing linear.
    """

    def __init__(self) -> None:
        self._by_key: dict[Key, list[int]] = {}

    def met(self, keys: Iterable[Key]) -> Counter[int]:
        """The sets that have one of these keys, and how many of them each has."""
        found: list[int] = []
        for key in keys:
            if key in self._by_key:
                found += self._by_key[key]
        return Counter(found)

    def add(self, keys: Iterable[Key], at: int) -> None:
        for key in keys:
            known = self._by_key.setdefault(key, [])
            known.append(at)
            if len(known) > KEPT:
                del known[0]


class Near(NamedTuple):
    """A set that was added: its likeness, how many keys it shares, its group, and its number in order of adding."""

    likeness: float
    shared: int
    group: int
    member: int


class Groups:
    """Key sets put into groups of what seems to tell the same, one by one, each compared with few (`Latest`).

    The likeness of two sets is the weight of what they share over that of the lighter one.
    """

    def __init__(self, weight: Weights) -> None:
        self.weight = weight
        self._members: list[tuple[frozenset[Key], float, int]] = []
        self._latest = Latest()

    def near(self, keys: frozenset[Key]) -> Iterator[Near]:
        """The sets added that may tell the same as `keys`, in the order in which they were added."""
        found = sorted(self._latest.met(self.weight.telling(keys))) if self._members else ()
        own = self.weight.of(keys) if found else 0.0
        for at in found:
            other, heaviness, group = self._members[at]
            shared = keys & other
            least = min(own, heaviness)
            yield Near(self.weight.of(shared) / least if least else 0.0, len(shared), group, at)

    def share(self, one: frozenset[Key], other: frozenset[Key]) -> float:
        """The weight of what two sets share over that of the lighter one."""
        least = min(self.weight.of(one), self.weight.of(other))
        return self.weight.of(one & other) / least if least else 0.0

    def add(self, keys: frozenset[Key], group: int) -> None:
        at = len(self._members)
        self._members.append((keys, self.weight.of(keys), group))
        self._latest.add(self.weight.telling(keys), at)
