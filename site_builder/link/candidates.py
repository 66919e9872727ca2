"""Dated sentences of all articles into candidates: one date of one sentence, with whom and what it is about."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
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
            keys = frozenset[Key]((*happening.shingles, *who))
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


def weights(groups: Iterable[frozenset[Key]]) -> dict[Key, float]:
    """How much it says that two sentences share a key: the rarer among all of them, the more."""
    counts: Counter[Key] = Counter()
    total = 0
    for keys in groups:
        counts.update(keys)
        total += 1
    return {key: math.log(1 + total / count) for key, count in counts.items()}


class Near(NamedTuple):
    """A set that was added: its likeness, how many keys it shares, its group, and its number in order of adding."""

    likeness: float
    shared: int
    group: int
    member: int


class Groups:
    """Key sets put into groups of what seems to tell the same, one by one, each compared with few.

    A set is compared only with those that share one of its RARE rarest keys, and for each key with the latest KEPT: the caps
    that keep this linear. The likeness of two sets is the weight of what they share over that of the lighter one.
    """

    RARE = 12
    KEPT = 12

    def __init__(self, weight: Mapping[Key, float]) -> None:
        self.weight = weight
        self.members: list[tuple[frozenset[Key], float, int]] = []
        self.by_key: dict[Key, list[int]] = {}

    def near(self, keys: frozenset[Key]) -> Iterator[Near]:
        """The sets added that may tell the same as `keys`, in the order in which they were added."""
        own = self._heaviness(keys)
        seen = {at for key in self._rare(keys) for at in self.by_key.get(key, ())}
        for at in sorted(seen):
            other, heaviness, group = self.members[at]
            shared = keys & other
            least = min(own, heaviness)
            yield Near(self._heaviness(shared) / least if least else 0.0, len(shared), group, at)

    def share(self, one: frozenset[Key], other: frozenset[Key]) -> float:
        """The weight of what two sets share over that of the lighter one."""
        least = min(self._heaviness(one), self._heaviness(other))
        return self._heaviness(one & other) / least if least else 0.0

    def add(self, keys: frozenset[Key], group: int) -> None:
        at = len(self.members)
        self.members.append((keys, self._heaviness(keys), group))
        for key in self._rare(keys):
            known = self.by_key.setdefault(key, [])
            known.append(at)
            if len(known) > self.KEPT:
                del known[0]

    def _rare(self, keys: frozenset[Key]) -> list[Key]:
        return sorted(keys, key=lambda key: (-self.weight.get(key, 0.0), str(key)))[: self.RARE]

    def _heaviness(self, keys: frozenset[Key]) -> float:
        return sum(sorted(self.weight.get(key, 0.0) for key in keys))
