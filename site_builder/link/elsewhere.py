"""A description that its own article leaves open, told by what other articles call somebody whom it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from site_builder.model import Annotations, ArticleId, Calling, Card, EntityId, Kind, LinkedName

ELSEWHERE = "described elsewhere"
"""`Quote.why` where another article tells who is described."""


class Elsewhere:
    """What each party is called in the whole dossier: of 'Microsoft, la firme de Redmond' it is learned who that firm is.

    Only somebody whom the article itself names may be meant, and nobody where two of them are called so: offices change
    hands, and every trade has more than one giant. Linear in what parties are called. `owners`: whose each name key of an
    article is.
    """

    def __init__(
        self,
        cards: Sequence[Card],
        annotations: Mapping[ArticleId, Annotations],
        names: Mapping[ArticleId, tuple[LinkedName, ...]],
        owners: Mapping[ArticleId, Mapping[str, EntityId]],
    ) -> None:
        self._names = names
        self._described: dict[ArticleId, dict[str, Calling]] = {}
        self._called: dict[EntityId, set[tuple[Kind, frozenset[str]]]] = defaultdict(set)
        for card in cards:
            found = annotations[card.id]
            if found.described:
                self._described[card.id] = {calling.key: calling for calling in found.described}
            for calling in found.callings:
                owner = owners[card.id].get(calling.key)
                if owner is not None:
                    self._called[owner].add((calling.kind, frozenset(calling.words)))

    def meant(self, article: ArticleId, phrase: str) -> EntityId | None:
        """Whom an article means by a phrase, if other words of the dossier tell."""
        calling = self._described.get(article, {}).get(phrase)
        if calling is None:
            return None
        words = frozenset(calling.words)
        named = dict.fromkeys(name.entity for name in self._names.get(article, ()) if name.kind == calling.kind)
        fitting = [entity for entity in named if self._is_called(entity, calling.kind, words)]
        return fitting[0] if len(fitting) == 1 else None

    def _is_called(self, entity: EntityId, kind: Kind, words: frozenset[str]) -> bool:
        return any(kind == other and words <= told for other, told in self._called.get(entity, ()))
