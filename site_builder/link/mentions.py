"""Candidate mentions into groups of one spelling, each judged by all its mentions: a name or none, and of which kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from site_builder.link.naming import fold
from site_builder.model import AUTHOR, Annotations, ArticleId, Card, Kind, NameMention

KINDS: tuple[Kind, ...] = ("person", "organisation", "place")
DOUBTFUL = 50
"""A name of which every mention is at least this doubtful is none."""
FIRM = frozenset({AUTHOR, "title", "function", "apposition", "behind", "age", "given name", "initials"})
"""Rules that speak of a person and nothing else."""
LONE_PERSON = 0.4
"""What the evidence for a person is worth for a single word that no full name, title or function supports."""
FIRM_OTHER = 45
"""Mean evidence for another kind from which a single word is not taken for a person's last name."""


@dataclass(slots=True)
class Group:
    """All mentions of one spelling. `places`: article to its mentions there, in order."""

    key: str
    places: dict[ArticleId, list[NameMention]] = field(default_factory=dict)
    weights: dict[Kind, float] = field(default_factory=lambda: dict.fromkeys(KINDS, 0.0))
    surfaces: Counter[str] = field(default_factory=Counter)
    count: int = 0
    firm: bool = False
    sure: bool = False
    kind: Kind = "organisation"

    def add(self, article: ArticleId, mention: NameMention) -> None:
        self.places.setdefault(article, []).append(mention)
        self.surfaces[mention.key] += 1
        self.count += 1
        self.weights["person"] += mention.person
        self.weights["organisation"] += mention.organisation
        self.weights["place"] += mention.place
        self.firm |= mention.rule in FIRM and mention.person > 0
        self.sure |= mention.doubt < DOUBTFUL

    @property
    def single(self) -> bool:
        return " " not in self.key

    @property
    def name(self) -> str:
        """The commonest spelling; of two equally common ones the one that is not all capitals."""
        return max(self.surfaces, key=lambda s: (self.surfaces[s], not s.isupper(), s))

    def mean(self, kind: Kind) -> float:
        return self.weights[kind] / self.count


def gather(cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations]) -> dict[str, Group]:
    """The groups that are names, in order of first mention, with their kind."""
    groups: dict[str, Group] = {}
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for card in cards:
        found = annotations[card.id]
        for mention in found.names:
            key = fold(mention.key)
            group = groups.get(key)
            if group is None:
                group = groups[key] = Group(key)
            group.add(card.id, mention)
        for word, (written_small, written_large) in found.cases.items():
            small[word] += written_small
            large[word] += written_large
    bearers = _bearers(groups)
    names: dict[str, Group] = {}
    for key, group in groups.items():
        borne = {article for article in group.places if (article, key) in bearers} if group.single else set()
        if borne:
            names[key] = _without_doubtful(group, borne)  # "Porte", where the article names Jean Porte
        elif group.sure and not _is_word(group, small, large):
            names[key] = _trusted(group)
    for group in names.values():
        group.kind = _kind(group)
    return names


def _bearers(groups: Mapping[str, Group]) -> set[tuple[ArticleId, str]]:
    """The last names of those whom an article names in full."""
    return {
        (article, key.rsplit(" ", 1)[1])
        for key, group in groups.items()
        if not group.single and group.sure and group.firm
        for article in group.places
    }


def _is_word(group: Group, small: Counter[str], large: Counter[str]) -> bool:
    """Whether a single word is only that: mostly seen where every word has a capital, and written small elsewhere."""
    if not group.single or group.firm:
        return False
    word = group.name.lower()
    if small[word] == 0:
        return False
    return large[word] == 0 and all(mention.doubt for found in group.places.values() for mention in found)


def _trusted(group: Group) -> Group:
    """The group without its doubtful mentions, where these are the most: "Cinéma : …" is not "Monsieur Cinéma"."""
    doubtful = sum(mention.doubt >= DOUBTFUL for found in group.places.values() for mention in found)
    if not group.single or 2 * doubtful <= group.count:
        return group
    return _without_doubtful(group, frozenset())


def _without_doubtful(group: Group, but: Set[ArticleId]) -> Group:
    """The group without its doubtful mentions, but for those in some articles."""
    kept = Group(group.key)
    for article, found in group.places.items():
        for mention in found:
            if mention.doubt < DOUBTFUL or article in but:
                kept.add(article, mention)
    return kept


def _kind(group: Group) -> Kind:
    person = group.weights["person"]
    if group.single and not group.firm:
        person *= LONE_PERSON
    weights = {"person": person, "organisation": group.weights["organisation"], "place": group.weights["place"]}
    best = max(KINDS, key=lambda kind: weights[kind])
    return best if weights[best] > 0 else "organisation"
