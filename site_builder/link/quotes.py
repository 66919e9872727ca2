"""Each quote to the entity that speaks, by the name to which its own article resolved the speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from site_builder.link.elsewhere import ELSEWHERE, Elsewhere
from site_builder.link.naming import fold
from site_builder.model import (
    BY_AUTHOR,
    Annotations,
    ArticleId,
    Card,
    Entity,
    EntityId,
    LinkedName,
    LinkedQuote,
    Quote,
    QuoteId,
)

UNSURE = 70
"""The most that is said for a speaker whom another article's words tell."""


def link_quotes(
    cards: Sequence[Card],
    annotations: Mapping[ArticleId, Annotations],
    entities: Sequence[Entity],
    names: Mapping[ArticleId, tuple[LinkedName, ...]],
    ids: Mapping[ArticleId, tuple[QuoteId, ...]],
) -> tuple[LinkedQuote, ...]:
    """All quotes in dossier order, with speaker: an entity and its name, or the words as written, or nobody."""
    owners = {card.id: _owners(annotations[card.id], names.get(card.id, ())) for card in cards}
    elsewhere = Elsewhere(cards, annotations, names, owners)
    called = {entity.id: entity.name for entity in entities}
    told: dict[str, EntityId | None] | None = None
    linked = []
    for card in cards:
        own = owners[card.id]
        for index, (found, quote_id) in enumerate(zip(annotations[card.id].quotes, ids[card.id], strict=True)):
            quote = found
            entity = own.get(quote.speaker_key) if quote.speaker_key else None
            if quote.why == BY_AUTHOR and quote.speaker_text:
                told = _called(entities) if told is None else told
                entity = _meant(quote.speaker_text, own, told)
            if entity is None and quote.speaker_text and quote.why != BY_AUTHOR:
                entity = elsewhere.meant(card.id, quote.speaker_text)
                quote = _told_elsewhere(quote) if entity else quote
            name = called[entity] if entity else quote.speaker_text
            linked.append(LinkedQuote(quote_id, card.id, index, quote, entity, name))
    return tuple(linked)


def _told_elsewhere(quote: Quote) -> Quote:
    sure = min(quote.confidence, UNSURE)
    return msgspec.structs.replace(quote, why=ELSEWHERE, source="named", certain=False, confidence=sure)


def _called(entities: Sequence[Entity]) -> dict[str, EntityId | None]:
    """Who has each name, without regard to case: whose own it is, else the one whose other name it is; None for several."""
    known: dict[str, EntityId | None] = {}
    for entity in entities:
        for name in entity.aliases:
            key = fold(name)
            known[key] = entity.id if known.get(key, entity.id) == entity.id else None
    return {**known, **{fold(entity.name): entity.id for entity in entities}}


def _meant(name: str, owners: Mapping[str, EntityId], told: Mapping[str, EntityId | None]) -> EntityId | None:
    """Whom the author names: one who is called so in the article, else in the dossier."""
    key = fold(name)
    here = {entity for other, entity in owners.items() if fold(other) == key}
    return here.pop() if len(here) == 1 else told.get(key)


def _owners(found: Annotations, names: Sequence[LinkedName]) -> dict[str, EntityId]:
    """Whose each name key of an article is."""
    by_span = {name.span: name.entity for name in names}
    return {mention.key: by_span[mention.span] for mention in found.names if mention.span in by_span}
