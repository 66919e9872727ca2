"""Names that stand in the same paragraphs into a map: whom to draw, in which order, and the strongest ties between them."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from itertools import combinations
from typing import NamedTuple

from site_builder.model import Entity, EntityId
from site_builder.render.site import Site

MOST_NAMES = 40
FEWEST_NAMES = 5
MOST_OF_ONE = 4
"""How many ties of a name are drawn, the strongest; the others would only darken the picture."""
LEAST = 2
"""Two names that share a paragraph in one article only may do so by chance."""
WEIGHTS = 4


class Tie(NamedTuple):
    """Two names and the number of articles that name them in one paragraph; `first` stands before `second` in the order."""

    first: EntityId
    second: EntityId
    articles: int


class Ties(NamedTuple):
    """`names` in an order that keeps those side by side that are named together; `ties` the strongest first."""

    names: tuple[EntityId, ...]
    ties: tuple[Tie, ...]


def ties(site: Site) -> Ties:
    """People and organisations of the dossier and their ties; nothing where too few are named together to draw a map."""
    chosen = _chosen(site)
    counts = _counted(site, frozenset(chosen))
    kept = _strongest(counts)
    names = _ordered({name for pair in kept for name in pair}, kept)
    if len(names) < FEWEST_NAMES:
        return Ties((), ())
    place = {name: at for at, name in enumerate(names)}
    found = []
    for pair, number in kept.items():
        first, second = sorted(pair, key=place.__getitem__)
        found.append(Tie(first, second, number))
    return Ties(names, tuple(sorted(found, key=lambda tie: (-tie.articles, place[tie.first], place[tie.second]))))


def _chosen(site: Site) -> list[EntityId]:
    """Declared parties, then those that most articles name; places only where they are declared."""

    def weight(entity: Entity) -> tuple[bool, int, str]:
        return not entity.declared, -len(entity.articles), entity.id

    able = [e for e in site.dossier.entities if e.id in site.addresses.entity and (e.declared or e.kind != "place")]
    return [entity.id for entity in sorted(able, key=weight)[:MOST_NAMES]]


def _counted(site: Site, chosen: frozenset[EntityId]) -> Counter[tuple[EntityId, EntityId]]:
    """For each two names (in the order of their ids) the number of articles with a paragraph that has both."""
    counts: Counter[tuple[EntityId, EntityId]] = Counter()
    for article, names in site.dossier.names.items():
        starts = site.card(article).paragraphs
        together: dict[int, set[EntityId]] = defaultdict(set)
        for name in names:
            if name.entity in chosen:
                together[bisect.bisect_right(starts, name.span.start)].add(name.entity)
        counts.update({pair for named in together.values() for pair in combinations(sorted(named), 2)})
    return counts


def _strongest(counts: Counter[tuple[EntityId, EntityId]]) -> dict[tuple[EntityId, EntityId], int]:
    """The ties to draw: each name's strongest ones."""
    drawn: Counter[EntityId] = Counter()
    kept = {}
    for pair, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if number >= LEAST and min(drawn[name] for name in pair) < MOST_OF_ONE:
            kept[pair] = number
            drawn.update(pair)
    return kept


def _ordered(names: set[EntityId], kept: dict[tuple[EntityId, EntityId], int]) -> tuple[EntityId, ...]:
    """The names in a row that grows at both ends by whoever is tied most to those there: short arcs, few crossings."""
    near: dict[EntityId, Counter[EntityId]] = defaultdict(Counter)
    for (one, other), number in kept.items():
        near[one][other] += number
        near[other][one] += number
    total = {name: sum(near[name].values()) for name in names}
    row: list[EntityId] = []
    left = set(names)
    while left:
        # Towards the head and towards the tail of the row.
        ends = [(row, 0), (row[::-1], len(row))]
        best = max(
            ((sum(near[name][done] / (n + 1) for n, done in enumerate(side)), total[name], at, name)
             for name in left for side, at in ends)
        )  # fmt: skip
        row.insert(best[2], best[3])
        left.remove(best[3])
    return tuple(_settled(row, near))


def _settled(row: list[EntityId], near: dict[EntityId, Counter[EntityId]]) -> list[EntityId]:
    """The row after neighbours have changed places wherever that shortens the arcs between all."""
    for _ in range(len(row)):
        before = list(row)
        for at in range(len(row) - 1):
            one, other = row[at], row[at + 1]
            # Whoever stands above pulls the second one up; whoever stands below pulls the first one down.
            gain = sum(near[other][name] - near[one][name] for name in row[:at])
            gain += sum(near[one][name] - near[other][name] for name in row[at + 2 :])
            if gain > 0:
                row[at], row[at + 1] = other, one
        if row == before:
            break
    return row
