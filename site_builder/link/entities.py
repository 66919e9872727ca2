"""Candidate names of all articles into entities: which are names, of what kind, and which are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from site_builder.config import Party
from site_builder.link.aliases import Owners, local_merges, whole_merges
from site_builder.link.drafts import Draft, constrain
from site_builder.link.mentions import Group, gather
from site_builder.link.naming import fold
from site_builder.model import (
    Annotations,
    ArticleId,
    Card,
    Entity,
    EntityId,
    EntityWish,
    LinkedName,
    Merge,
    Ref,
    Span,
    Unmet,
)
from site_builder.slugs import slug, unique

MAX_CHAIN = 4
"""An alias of an alias of …: longer chains do not occur, and circles end here."""


def link_entities(
    cards: Sequence[Card],
    annotations: Mapping[ArticleId, Annotations],
    parties: Sequence[Party],
    wishes: Sequence[EntityWish] = (),
    unmet: list[Unmet] | None = None,
) -> tuple[tuple[Entity, ...], dict[ArticleId, tuple[LinkedName, ...]]]:
    """The entities in order of first mention, and for each article its mentions that are names. Linear in mentions.

    What the author wishes of names comes last and over every rule; what no name answers to is added to `unmet`.
    """
    groups = gather(cards, annotations)
    declared = {fold(name): fold(party.name) for party in parties for name in (party.name, *party.aliases)}
    known = {fold(party.name): party for party in parties}
    for key, group in groups.items():
        if key in declared:
            group.kind = known[declared[key]].kind
    drafts = _drafts(groups, known, whole_merges(groups, declared), local_merges(groups))
    strange = constrain(drafts, wishes)
    if unmet is not None:
        unmet.extend(strange)
    order = {card.id: index for index, card in enumerate(cards)}
    ids = _ids(drafts)
    names: dict[ArticleId, list[LinkedName]] = {card.id: [] for card in cards}
    refs = {root: _refs(draft, ids[root], order, names) for root, draft in drafts.items()}
    first = {root: (order[places[0].article], places[0].span) if places else None for root, places in refs.items()}
    found = sorted(drafts, key=lambda root: (first[root] is None, first[root] or (), root))
    entities = tuple(_entity(ids[root], drafts[root], refs[root]) for root in found)
    return entities, {article: tuple(sorted(linked, key=attrgetter("span"))) for article, linked in names.items()}


def _drafts(
    groups: Mapping[str, Group], known: Mapping[str, Party], whole: Mapping[str, tuple[str, str]], local: Owners
) -> dict[str, Draft]:
    drafts = {root: Draft(root, party.kind, party) for root, party in known.items()}
    somewhere = {key for key, _ in local}
    for key, group in groups.items():
        if key in whole or key in somewhere:
            for article, mentions in group.places.items():
                root, reason = _root(key, article, whole, local)
                draft = drafts.get(root) or drafts.setdefault(root, Draft(root, groups[root].kind))
                draft.mentions.append((article, mentions))
                for mention in mentions:
                    draft.names[mention.key] += 1
                    if reason:
                        draft.reasons.setdefault(mention.key, reason)
        else:
            draft = drafts.get(key) or drafts.setdefault(key, Draft(key, group.kind))
            draft.mentions.extend(group.places.items())
            draft.names.update(group.surfaces)
    return drafts


def _root(key: str, article: ArticleId, whole: Mapping[str, tuple[str, str]], local: Owners) -> tuple[str, str]:
    """Whose a key is in an article, and by which rule; alone, if nobody's."""
    reason = ""
    if key in whole:
        key, reason = whole[key]
    for _ in range(MAX_CHAIN):
        step = local.get((key, article))
        if step is None:
            break
        owner = whole[step[0]][0] if step[0] in whole else step[0]
        if owner == key:  # "X" is the head of "X Group", which is "X"
            break
        key, reason = owner, reason or step[1]
    return key, reason


def _ids(drafts: Mapping[str, Draft]) -> dict[str, EntityId]:
    """Slugs of the names; where two are equal the counter follows kind and key, not the order of the articles."""
    order = sorted(drafts, key=lambda root: (drafts[root].party is None, drafts[root].kind, root))
    made = unique(slug(drafts[root].name) for root in order)
    return {root: EntityId(slugged) for root, slugged in zip(order, made, strict=True)}


def _refs(
    draft: Draft, made: EntityId, order: Mapping[ArticleId, int], names: Mapping[ArticleId, list[LinkedName]]
) -> tuple[Ref, ...]:
    """The mentions in dossier order; each is added to the names of its article too."""
    spans: dict[ArticleId, list[Span]] = {}
    for article, mentions in draft.mentions:
        spans.setdefault(article, []).extend([mention.span for mention in mentions])
    refs: list[Ref] = []
    for article in sorted(spans, key=order.__getitem__):
        here = names[article]
        for span in sorted(spans[article]):
            refs.append(Ref(article, span))
            here.append(LinkedName(span, made, draft.kind))
    return tuple(refs)


def _entity(made: EntityId, draft: Draft, refs: tuple[Ref, ...]) -> Entity:
    name, party = draft.name, draft.party
    spellings = sorted(draft.names, key=lambda other: (-draft.names[other], other))
    aliases = dict.fromkeys([*(party.aliases if party else ()), *spellings])
    aliases.pop(name, None)
    return Entity(
        id=made,
        kind=draft.kind,
        name=name,
        aliases=tuple(aliases),
        mentions=refs,
        articles=tuple(dict.fromkeys(ref.article for ref in refs)),
        role=(party.role or "") if party else "",
        description=party.description if party else "",
        declared=party is not None,
        merges=tuple(Merge(alias, draft.reasons.get(alias, "spelling")) for alias in spellings if alias != name),
    )
