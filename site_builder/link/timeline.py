"""Dated sentences of all articles into events with several sources, and deadlines with their history and status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.model import Annotations, ArticleId, Card, Deadline, Entity, Event, LinkedName


def link_timeline(
    cards: Sequence[Card],
    annotations: Mapping[ArticleId, Annotations],
    names: Mapping[ArticleId, tuple[LinkedName, ...]],
    entities: Sequence[Entity],
) -> tuple[tuple[Event, ...], tuple[Deadline, ...]]:
    """Events by interval (first day, then length), and deadlines by the date in force."""
    del cards, annotations, names, entities
    return (), ()
