"""Annotations of all articles into one dossier: the only step that sees them all, linear in their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from site_builder.config import Config
from site_builder.contracts import Aside, at_once
from site_builder.link.alike import Alike, find_alike
from site_builder.link.entities import link_entities
from site_builder.link.permalinks import quote_ids
from site_builder.link.quotes import link_quotes
from site_builder.link.related import relate
from site_builder.link.statements import link_statements
from site_builder.link.timeline import link_timeline
from site_builder.model import Annotations, ArticleId, Card, Constraints, Deadline, Dossier, Event, Unmet


def link(
    cards: Sequence[Card],
    annotations: Mapping[ArticleId, Annotations],
    config: Config,
    constraints: Constraints = Constraints(),  # noqa: B008 -- a frozen record
    aside: Aside = at_once,
) -> Dossier:
    """The dossier of `cards`, in whatever order they come; `unmet` are the constraints that nothing in it answers to.

    Which sentences are alike, the timeline, and half of the neighbours ask nothing of what is done here meanwhile: `aside`
    may work at them.
    """
    ordered = sorted(cards, key=lambda card: (card.published is None, card.published or "", card.id))
    unmet: list[Unmet] = []
    alike = aside(find_alike, (ordered, annotations), tuple[Alike, ...])
    entities, names = link_entities(ordered, annotations, config.parties, constraints.entities, unmet)
    timeline = aside(link_timeline, (ordered, annotations, names, entities), tuple[tuple[Event, ...], tuple[Deadline, ...]])
    quotes = link_quotes(ordered, annotations, entities, names, quote_ids(ordered, annotations))
    quotes, statements = link_statements(ordered, quotes, constraints.statements, unmet, alike())
    quotes = tuple(msgspec.structs.replace(q, quote=msgspec.structs.replace(q.quote, sayings=())) for q in quotes)
    events, deadlines = timeline()
    return Dossier(
        articles=tuple(ordered),
        annotations=annotations,
        entities=entities,
        names=names,
        quotes=quotes,
        statements=statements,
        events=events,
        deadlines=deadlines,
        related=relate(ordered, entities, statements, quotes, events, aside=aside),
        unmet=tuple(unmet),
    )
