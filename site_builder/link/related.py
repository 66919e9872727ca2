"""Articles that belong together, and why: shared rare entities, the same statement, the same event."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from site_builder.model import ArticleId, Card, Edtf, Entity, EntityId, Event, LinkedQuote, Reason, Related, Statement

NEIGHBOURS = 5
"""How many related articles a page shows."""
COMMON = 64
"""An entity, statement or day that more articles share than this says nothing about any two of them: the cap that keeps
this step linear (at most articles x features x COMMON pairs are weighed)."""


def relate(
    cards: Sequence[Card],
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    quotes: Sequence[LinkedQuote],
    events: Sequence[Event],
) -> dict[ArticleId, tuple[Related, ...]]:
    """For each article its nearest neighbours, weighted by how rare what they share is."""
    total = max(2, len(cards))
    shared: dict[ArticleId, dict[ArticleId, float]] = defaultdict(lambda: defaultdict(float))
    by_entity: dict[tuple[ArticleId, ArticleId], list[tuple[float, EntityId]]] = defaultdict(list)
    by_event: dict[tuple[ArticleId, ArticleId], list[tuple[float, Edtf]]] = defaultdict(list)
    by_statement: set[tuple[ArticleId, ArticleId]] = set()
    home = {quote.id: quote.article for quote in quotes}

    def pairs(members: Sequence[ArticleId]) -> list[tuple[ArticleId, ArticleId]]:
        # Beyond the cap a feature joins only neighbours in time, so that big dossiers stay linear.
        if len(members) <= COMMON:
            return [(a, b) for a in members for b in members if a != b]
        near = [(a, members[j]) for i, a in enumerate(members) for j in range(i + 1, min(i + 4, len(members)))]
        return near + [(b, a) for a, b in near]

    for entity in entities:
        if len(entity.articles) > 1:
            weight = math.log(1 + total / len(entity.articles)) * (2.0 if entity.declared else 1.0)
            for pair in pairs(entity.articles):
                shared[pair[0]][pair[1]] += weight
                by_entity[pair].append((weight, entity.id))
    for statement in statements:
        members = tuple(dict.fromkeys(home[quote] for quote in statement.quotes))
        for pair in pairs(members):
            shared[pair[0]][pair[1]] += 4.0
            by_statement.add(pair)
    for event in events:
        members = tuple(dict.fromkeys(ref.article for ref in event.refs))
        if len(members) > 1:
            weight = 1.5 * math.log(1 + total / len(members))
            for pair in pairs(members):
                shared[pair[0]][pair[1]] += weight
                by_event[pair].append((weight, event.value))
    rank = {card.id: index for index, card in enumerate(cards)}
    found: dict[ArticleId, tuple[Related, ...]] = {}
    for card in cards:
        best = sorted(
            shared[card.id].items(), key=lambda item: (-item[1], abs(rank[item[0]] - rank[card.id]), rank[item[0]])
        )
        found[card.id] = tuple(
            Related(other, round(score, 3), _reasons((card.id, other), by_statement, by_event, by_entity))
            for other, score in best[:NEIGHBOURS]
        )
    return found


def _reasons(
    pair: tuple[ArticleId, ArticleId],
    by_statement: set[tuple[ArticleId, ArticleId]],
    by_event: dict[tuple[ArticleId, ArticleId], list[tuple[float, Edtf]]],
    by_entity: dict[tuple[ArticleId, ArticleId], list[tuple[float, EntityId]]],
) -> tuple[Reason, ...]:
    """The strongest reasons first: a statement told twice, a day told twice, then names from the rarest."""
    reasons = [Reason("statement")] if pair in by_statement else []
    if pair in by_event:
        reasons.append(Reason("event", value=max(by_event[pair])[1]))
    if pair in by_entity:
        rarest = sorted(by_entity[pair], key=lambda item: (-item[0], item[1]))[:3]
        reasons.append(Reason("entities", entities=tuple(entity for _, entity in rarest)))
    return tuple(reasons)
