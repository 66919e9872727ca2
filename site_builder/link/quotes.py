"""Each quote to the entity that speaks, by the name to which its own article resolved the speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.model import Annotations, ArticleId, Card, Entity, EntityId, LinkedName, LinkedQuote, QuoteId


def link_quotes(
    cards: Sequence[Card],
    annotations: Mapping[ArticleId, Annotations],
    entities: Sequence[Entity],
    names: Mapping[ArticleId, tuple[LinkedName, ...]],
    ids: Mapping[ArticleId, tuple[QuoteId, ...]],
) -> tuple[LinkedQuote, ...]:
    """All quotes in dossier order, with speaker: an entity and its name, or the words as written, or nobody."""
    called = {entity.id: entity.name for entity in entities}
    linked = []
    for card in cards:
        found = annotations[card.id]
        owners = _owners(found, names.get(card.id, ()))
        for index, (quote, quote_id) in enumerate(zip(found.quotes, ids[card.id], strict=True)):
            entity = owners.get(quote.speaker_key) if quote.speaker_key else None
            name = called[entity] if entity else quote.speaker_text
            linked.append(LinkedQuote(quote_id, card.id, index, quote, entity, name))
    return tuple(linked)


def _owners(found: Annotations, names: Sequence[LinkedName]) -> dict[str, EntityId]:
    """Whose each name key of an article is."""
    by_span = {name.span: name.entity for name in names}
    return {mention.key: by_span[mention.span] for mention in found.names if mention.span in by_span}
