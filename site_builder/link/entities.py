"""Candidate names of all articles into entities: which are names, of what kind, and which are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.config import Party
from site_builder.model import Annotations, ArticleId, Card, Entity, LinkedName


def link_entities(
    cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations], parties: Sequence[Party]
) -> tuple[tuple[Entity, ...], dict[ArticleId, tuple[LinkedName, ...]]]:
    """The entities in order of first mention, and for each article its mentions that are names. Linear in mentions."""
    del annotations, parties
    return (), {card.id: () for card in cards}
