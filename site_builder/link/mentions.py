"""Candidate mentions into groups of one spelling, each judged by all its mentions: a name or none, and of which kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Literal

from site_builder.link.naming import fold
from site_builder.model import AUTHOR, Annotations, ArticleId, Card, Kind, NameMention

DOUBTFUL = 50
"""A name of which every mention is at least this doubtful is none."""
FIRM = frozenset({AUTHOR, "title", "function", "apposition", "behind", "age", "given name", "initials"})
"""Rules that speak of a person and nothing else."""
LONE_PERSON = 0.4
"""What the evidence for a person is worth for a single word that no full name, title or function supports."""
FIRM_OTHER = 45
"""Mean evidence for another kind from which a single word is not taken for a person's last name."""


class Group:
    """All mentions of one spelling, but for case and the like. `places`: article to its mentions there, in order.

    `surfaces`: how often each way to write it; `person`, `organisation`, `place`: sums of the evidence for each kind.
    `firm`: there is evidence of a person and nothing else; `sure`: a mention is hardly doubtful, `certain`: one is not at
    all; `doubtful`: how many are.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.places: dict[ArticleId, list[NameMention]] = {}
        self.surfaces: Counter[str] = Counter()
        self.count = self.doubtful = self.person = self.organisation = self.place = 0
        self.firm = self.sure = self.certain = False
        self.kind: Kind = "organisation"

    def add(self, article: ArticleId, mention: NameMention) -> None:
        here = self.places.get(article)
        if here is None:
            self.places[article] = [mention]
        else:
            here.append(mention)
        self.surfaces[mention.key] += 1
        self.count += 1
        if person := mention.person:
            self.person += person
            if person > 0 and mention.rule in FIRM:
                self.firm = True
        self.organisation += mention.organisation
        self.place += mention.place
        doubt = mention.doubt
        if doubt < DOUBTFUL:
            self.sure = True
            if not doubt:
                self.certain = True
        else:
            self.doubtful += 1

    @property
    def single(self) -> bool:
        return " " not in self.key

    @property
    def name(self) -> str:
        """The commonest spelling; of two equally common ones the one that is not all capitals."""
        return max(self.surfaces, key=lambda s: (self.surfaces[s], not s.isupper(), s))

    def mean(self, kind: Literal["organisation", "place"]) -> float:
        """Of the evidence for a kind, a mention."""
        return (self.place if kind == "place" else self.organisation) / self.count


def gather(cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations]) -> dict[str, Group]:
    """The groups that are names, in order of first mention, with their kind."""
    groups: dict[str, Group] = {}
    by_key: dict[str, Group] = {}
    small: set[str] = set()
    large: set[str] = set()
    for card in cards:
        found, article = annotations[card.id], card.id
        for mention in found.names:
            group = by_key.get(mention.key)
            if group is None:
                folded = fold(mention.key)
                group = by_key[mention.key] = groups.get(folded) or groups.setdefault(folded, Group(folded))
            group.add(article, mention)
        for word, (written_small, written_large) in found.cases.items():
            if written_small:
                small.add(word)
            if written_large:
                large.add(word)
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


def _is_word(group: Group, small: Set[str], large: Set[str]) -> bool:
    """Whether a single word is only that: mostly seen where every word has a capital, and written small elsewhere."""
    if not group.single or group.firm or group.certain:
        return False
    word = group.name.lower()
    return word in small and word not in large


def _trusted(group: Group) -> Group:
    """The group without its doubtful mentions, where these are the most: "Cinéma : …" is not "Monsieur Cinéma"."""
    if not group.single or 2 * group.doubtful <= group.count:
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
    person: float = group.person
    if group.single and not group.firm:
        person *= LONE_PERSON
    weights: dict[Kind, float] = {"person": person, "organisation": group.organisation, "place": group.place}
    best = max(weights, key=weights.__getitem__)
    return best if weights[best] > 0 else "organisation"
