"""Articles that belong together, and why: shared rare entities, the same statement, the same event."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from site_builder.contracts import Aside, at_once
from site_builder.model import ArticleId, Card, Edtf, Entity, EntityId, Event, LinkedQuote, Reason, Related, Statement

NEIGHBOURS = 5
"""How many related articles a page shows."""
COMMON = 64
"""An entity, statement or day that more articles share than this says nothing about any two of them: the cap that keeps
this step linear (at most articles x features x COMMON pairs are weighed)."""
NAMES = 3
"""How many shared names a reason gives."""


class Feature(NamedTuple):
    """What some articles share: an entity, a day, or (neither) a statement. `members`: their ranks in the dossier."""

    weight: float
    members: tuple[int, ...]
    entity: EntityId | None = None
    day: Edtf | None = None


class Tie(NamedTuple):
    """A feature as one article has it: the ranks of those with whom it shares it, itself perhaps among them."""

    feature: Feature
    others: Collection[int]


def relate(
    cards: Sequence[Card],
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    quotes: Sequence[LinkedQuote],
    events: Sequence[Event],
    *,
    aside: Aside = at_once,
) -> dict[ArticleId, tuple[Related, ...]]:
    """For each article its nearest neighbours, weighted by how rare what they share is; `aside` may see to half of them."""
    rank = {card.id: index for index, card in enumerate(cards)}
    ties: list[list[Tie]] = [[] for _ in cards]
    for feature in _features(rank, entities, statements, quotes, events):
        members = feature.members
        everybody = frozenset(members)
        for place, member in enumerate(members):
            # Beyond the cap a feature joins only neighbours in time, so that big dossiers stay linear.
            others = everybody if len(members) <= COMMON else members[max(0, place - 3) : place + 4]
            ties[member].append(Tie(feature, others))
    half = len(cards) // 2
    later = aside(_neighbours, (cards, ties, range(half, len(cards))), tuple[tuple[Related, ...], ...])
    found = (*_neighbours(cards, ties, range(half)), *later())
    return {card.id: near for card, near in zip(cards, found, strict=True)}


def _neighbours(
    cards: Sequence[Card], ties: Sequence[Sequence[Tie]], some: Iterable[int]
) -> tuple[tuple[Related, ...], ...]:
    return tuple(tuple(_nearest(cards, at, ties[at])) for at in some)


def _features(
    rank: dict[ArticleId, int],
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    quotes: Sequence[LinkedQuote],
    events: Sequence[Event],
) -> Iterator[Feature]:
    """All that two articles or more share, in a fixed order: entities, statements, events."""
    total = max(2, len(rank))
    for entity in entities:
        if len(entity.articles) > 1:
            weight = math.log(1 + total / len(entity.articles)) * (2.0 if entity.declared else 1.0)
            yield Feature(weight, tuple(rank[article] for article in entity.articles), entity=entity.id)
    home = {quote.id: rank[quote.article] for quote in quotes}
    for statement in statements:
        yield Feature(4.0, tuple(dict.fromkeys(home[quote] for quote in statement.quotes)))
    for event in events:
        if len(event.refs) == 1:
            continue  # most of them
        members = tuple(dict.fromkeys(rank[ref.article] for ref in event.refs))
        if len(members) > 1:
            yield Feature(1.5 * math.log(1 + total / len(members)), members, day=event.value)


def _nearest(cards: Sequence[Card], at: int, ties: Sequence[Tie]) -> Iterator[Related]:
    """The neighbours of one article, the nearest first; of two as near, the one nearer in time."""
    scores: dict[int, float] = {}
    for (weight, *_), others in ties:
        for other in others:
            scores[other] = scores.get(other, 0.0) + weight
    scores.pop(at, None)
    if not scores:
        return
    least = sorted(scores.values(), reverse=True)[:NEIGHBOURS][-1]
    best = [(-score, abs(other - at), other) for other, score in scores.items() if score >= least]
    for score, _, other in sorted(best)[:NEIGHBOURS]:
        shared = [feature for feature, others in ties if other in others]
        yield Related(cards[other].id, round(-score, 3), tuple(_reasons(shared)))


def _reasons(shared: Sequence[Feature]) -> Iterator[Reason]:
    """The strongest reasons first: a statement told twice, a day told twice, then names from the rarest."""
    if any(feature.entity is None and feature.day is None for feature in shared):
        yield Reason("statement")
    days = [(feature.weight, feature.day) for feature in shared if feature.day is not None]
    if days:
        yield Reason("event", value=max(days)[1])
    names = sorted((-feature.weight, feature.entity) for feature in shared if feature.entity is not None)
    if names:
        yield Reason("entities", entities=tuple(entity for _, entity in names[:NAMES]))
