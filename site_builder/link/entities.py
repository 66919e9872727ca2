"""Candidate names of all articles into entities: which are names, of what kind, and which are one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.config import Party
from site_builder.link.permalinks import slug, unique
from site_builder.model import Annotations, ArticleId, Card, Entity, EntityId, Kind, LinkedName, Merge, NameMention, Ref

KINDS: tuple[Kind, ...] = ("person", "organisation", "place")
DOUBTFUL = 50
"""A name of which every mention is at least this doubtful is none."""


@dataclass(slots=True)
class Group:
    """All mentions of one key, case put aside."""

    key: str
    mentions: list[tuple[ArticleId, NameMention]] = field(default_factory=list)
    weights: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    surfaces: Counter[str] = field(default_factory=Counter)
    sure: bool = False
    kind: Kind = "organisation"

    def add(self, article: ArticleId, mention: NameMention) -> None:
        self.mentions.append((article, mention))
        self.surfaces[mention.key] += 1
        self.weights["person"] += mention.person
        self.weights["organisation"] += mention.organisation
        self.weights["place"] += mention.place
        self.sure |= mention.doubt < DOUBTFUL

    @property
    def name(self) -> str:
        return max(self.surfaces, key=lambda surface: (self.surfaces[surface], surface))


def link_entities(
    cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations], parties: Sequence[Party]
) -> tuple[tuple[Entity, ...], dict[ArticleId, tuple[LinkedName, ...]]]:
    """The entities in order of first mention, and for each article its mentions that are names. Linear in mentions."""
    del parties
    groups = _groups(cards, annotations)
    into = _same_people(groups)
    members: dict[str, list[Group]] = defaultdict(list)
    for key, group in groups.items():
        members[into.get(key, key)].append(group)
    names: dict[ArticleId, list[LinkedName]] = {card.id: [] for card in cards}
    entities = []
    for made, (root, joined) in zip(unique(slug(groups[key].name) for key in members), members.items(), strict=True):
        head = groups[root]
        refs = []
        for group in joined:
            for article, mention in group.mentions:
                refs.append(Ref(article, mention.span))
                names[article].append(LinkedName(mention.span, EntityId(made), head.kind))
        others = [group.name for group in joined if group is not head]
        entities.append(
            Entity(
                EntityId(made),
                head.kind,
                head.name,
                tuple(others),
                tuple(refs),
                tuple(dict.fromkeys(ref.article for ref in refs)),
                merges=tuple(Merge(other, "last name") for other in others),
            )
        )
    return tuple(entities), {card.id: tuple(sorted(names[card.id], key=lambda name: name.span)) for card in cards}


def _groups(cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations]) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for card in cards:
        for mention in annotations[card.id].names:
            key = mention.key.lower()
            groups.setdefault(key, Group(key)).add(card.id, mention)
    groups = {key: group for key, group in groups.items() if group.sure}
    for group in groups.values():
        group.kind = _kind(group)
    return groups


def _kind(group: Group) -> Kind:
    weights = group.weights
    best = max(KINDS, key=lambda kind: (weights[kind], kind == "organisation"))
    if best != "person" or " " in group.key or any(m.rule in ("title", "function", "apposition") for _, m in group.mentions):
        return best
    # A single word that no article introduces by a full name or a title is rather an organisation that acts.
    weak = weights["person"] < 40 * len(group.mentions) and weights["organisation"] * 2 > weights["person"]
    return "organisation" if weak else best


def _same_people(groups: Mapping[str, Group]) -> dict[str, str]:
    """Single words that are the last (or first) name of exactly one person named in full, to that person's key."""
    people: dict[str, set[str]] = defaultdict(set)
    for key, group in groups.items():
        if group.kind == "person" and " " in key:
            people[key.rsplit(" ", 1)[1]].add(key)
            people[key.split(" ", 1)[0]].add(key)
    into = {}
    for key, group in groups.items():
        if key in people and (group.kind == "person" or group.weights["place"] < 60 * len(group.mentions)):
            group.kind = "person"
            if len(people[key]) == 1:
                into[key] = next(iter(people[key]))
    return into
