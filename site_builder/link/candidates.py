"""Dated sentences of all articles into candidates: one date of one sentence, with whom and what it is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from site_builder.edtf import Interval, interval
from site_builder.link.rare import RARE, Key, Latest, Rarity
from site_builder.model import (
    Annotations,
    ArticleId,
    Card,
    DateMention,
    EntityId,
    Happening,
    LinkedName,
    Matter,
    Ref,
    Role,
    Span,
    Turn,
)
from site_builder.packed import unpack

MAIN = 3
"""How many parties an article is mainly about."""


class Keys(NamedTuple):
    """What a sentence has in common with others: content words and parties, by number (`Rarity`), the rarest first.

    `telling`: by how many of them it is found; `weight`: of all that it has, `heaviest`: the most that one of these weighs.
    """

    numbers: tuple[int, ...]
    telling: int
    weight: float
    heaviest: float


class Candidate(NamedTuple):
    """One date of one sentence. `order`: rank of the article in the dossier; `shingles` as in Happening; `main`: whom the
    article is mainly about."""

    order: int
    ref: Ref
    date: DateMention
    days: Interval
    role: Role
    matter: Matter
    parties: tuple[EntityId, ...]
    keys: Keys
    shingles: bytes
    cues: tuple[str, ...]
    published: Interval | None
    main: frozenset[EntityId]


class Told(NamedTuple):
    """A turn, who is named with it, and when it happened as far as the sentence or the article's date says.

    `parties` and `shingles` as in Candidate; `named`: those that stand in the sentence itself.
    """

    order: int
    ref: Ref
    turn: Turn
    when: Interval | None
    parties: tuple[EntityId, ...]
    shingles: bytes
    named: tuple[EntityId, ...]
    main: frozenset[EntityId]
    moves_to_a_date: bool


class _Sentence(NamedTuple):
    """A happening as it stands in the dossier. `dates`: those of its dates that are known, each with role and matter."""

    order: int
    ref: Ref
    happening: Happening
    dates: list[tuple[DateMention, Interval, Role, Matter]]
    who: tuple[EntityId, ...]
    named: tuple[EntityId, ...]
    main: frozenset[EntityId]
    published: Interval | None

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset((*unpack(self.happening.shingles), *self.who))


def read_candidates(
    cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations], names: Mapping[ArticleId, tuple[LinkedName, ...]]
) -> tuple[list[Candidate], list[Told], Rarity]:
    """All candidates and turns, in dossier order, and how rare the candidates' keys are. Linear in the dated sentences."""
    sentences = list(_sentences(cards, annotations, names))
    keys = (keys for sentence in sentences for keys in [sentence.keys] * len(sentence.dates))
    rarity = Rarity(keys, sum(len(sentence.dates) for sentence in sentences), lone=True)
    candidates: list[Candidate] = []
    turns: list[Told] = []
    for sentence in sentences:
        order, ref, happening, dates, who, named, main, published = sentence
        if dates:
            known, cues, shingles = _known(sentence.keys, rarity), happening.cues, happening.shingles
            candidates.extend(Candidate(order, ref, *date, who, known, shingles, cues, published, main) for date in dates)
        if happening.turns:
            to_a_date = "new" in happening.roles
            rest = (_when(sentence), who, happening.shingles, named, main, to_a_date)
            turns.extend(Told(order, ref, turn, *rest) for turn in happening.turns)
    return candidates, turns, rarity


def _sentences(
    cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations], names: Mapping[ArticleId, tuple[LinkedName, ...]]
) -> Iterator[_Sentence]:
    for order, card in enumerate(cards):
        found = annotations[card.id]
        happenings, dates = found.happenings, found.dates
        if not happenings:
            continue
        parties = _Parties(names.get(card.id, ()), card.paragraphs)
        published = interval(card.published)
        for happening in happenings:
            named = parties.within(happening.sentence)
            who = named or parties.before(happening.sentence)
            known = [
                (date, Interval(date.first, date.last), role, matter)
                for at, role, matter in zip(happening.dates, happening.roles, happening.matters, strict=True)
                if (date := dates[at]).first is not None and date.last is not None
            ]
            ref = Ref(card.id, happening.sentence)
            yield _Sentence(order, ref, happening, known, who, named, parties.main, published)


def _known(keys: frozenset[Key], rarity: Rarity) -> Keys:
    numbers = tuple(sorted(rarity.numbers(keys)))
    lone = len(keys) - len(numbers)
    weight = rarity.of(numbers, lone)
    return Keys(numbers, max(0, RARE - lone), weight, rarity.weight[numbers[0]] if numbers else 0.0)


def _when(sentence: _Sentence) -> Interval | None:
    """When it happened: the first of the days that it gives for an event, else when it was told."""
    return min((days for _, days, role, _ in sentence.dates if role == "event"), default=sentence.published)


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


def common_words(shingles: bytes) -> frozenset[int]:
    """The content words that are neither names nor numbers."""
    return frozenset(key for key in unpack(shingles) if not key & 1)


class Near(NamedTuple):
    """A set that was added: its likeness, and its group."""

    likeness: float
    group: int


class Groups:
    """Sentences put into groups of what seems to tell the same, one by one, each compared with few (`Latest`).

    The likeness of two is the weight of what they share over that of the lighter one.
    """

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._members: list[tuple[Keys, int]] = []
        self._latest = Latest()
        self._indexed = 0

    def near(self, keys: Keys, needed: Callable[[int], tuple[float, int]]) -> Iterator[Near]:
        """The sets added that may tell the same as `keys`, in the order in which they were added.

        `needed`: how like a member of a group must be at least, and how many keys it must share.
        """
        self._index()
        mine = frozenset(keys.numbers)
        for at in sorted(set(self._latest.met(keys.numbers[: keys.telling]))):
            other, group = self._members[at]
            likeness, shared = needed(group)
            both = mine.intersection(other.numbers)
            if len(both) < shared:
                continue
            lighter = min(keys.weight, other.weight)
            # What is not alike even if all that they share were the rarest need not be weighed: most of them.
            if len(both) * min(keys.heaviest, other.heaviest) / lighter >= likeness:
                like = self._rarity.of(both) / lighter
                if like >= likeness:
                    yield Near(like, group)

    def add(self, keys: Keys, group: int) -> None:
        self._members.append((keys, group))

    def _index(self) -> None:
        """Makes those findable that were added since something was last looked for: the last of most groups never is."""
        for at in range(self._indexed, len(self._members)):
            keys, _ = self._members[at]
            self._latest.add(keys.numbers[: keys.telling], at)
        self._indexed = len(self._members)
