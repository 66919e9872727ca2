"""Quotes of one speaker that report the same words, in one statement with several sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from site_builder.link.alike import NEAR, Alike, find_alike
from site_builder.model import (
    Annotations,
    ArticleId,
    Card,
    LinkedQuote,
    Quote,
    QuoteId,
    Ref,
    Relation,
    Saying,
    Span,
    Statement,
    StatementWish,
    Unmet,
)
from site_builder.packed import unpack

_RANK: tuple[Relation, ...] = ("identical", "near", "translation", "mixed")


class _Unit(NamedTuple):
    """One sentence of one quote."""

    at: int
    quote: LinkedQuote
    saying: Saying
    language: str

    @property
    def passage(self) -> Ref:
        return Ref(self.quote.article, self.saying.span)


def link_statements(
    cards: Sequence[Card],
    quotes: tuple[LinkedQuote, ...],
    wishes: Sequence[StatementWish] = (),
    unmet: list[Unmet] | None = None,
    alike: Sequence[Alike] | None = None,
) -> tuple[tuple[LinkedQuote, ...], tuple[Statement, ...]]:
    """The quotes, each with the index of its first statement where several articles report it, and the statements.

    `alike`: what `find_alike` says of these quotes, where it was asked before. Linear in the sentences and in `alike`.
    """
    if alike is None:
        told: dict[ArticleId, list[Quote]] = {card.id: [] for card in cards}
        for linked in quotes:
            told[linked.article].append(linked.quote)
        alike = find_alike(cards, {article: Annotations(quotes=tuple(found)) for article, found in told.items()})
    language = {card.id: card.lang for card in cards}
    sayings = ((quote, saying) for quote in quotes for saying in quote.quote.sayings)
    units = [_Unit(at, quote, saying, language[quote.article]) for at, (quote, saying) in enumerate(sayings)]
    groups = _groups(units, alike)
    strange = _constrain(groups, wishes)
    if unmet is not None:
        unmet.extend(strange)
    statements = sorted(
        _merged(_statement(group) for group in groups if len({unit.quote.article for unit in group}) > 1),
        key=lambda one: one.passages,
    )
    first: dict[QuoteId, int] = {}
    for at, statement in enumerate(statements):
        for member in statement.quotes:
            first.setdefault(member, at)
    placed = (msgspec.structs.replace(quote, statement=first[quote.id]) if quote.id in first else quote for quote in quotes)
    return tuple(placed), tuple(statements)


def _groups(units: Sequence[_Unit], alike: Iterable[Alike]) -> list[list[_Unit]]:
    """Each unit with the group of the earlier unit that it is likest, of those who may say the same; or alone."""
    likest: dict[int, Alike] = {}
    for pair in alike:
        best = likest.get(pair.one)
        if best is not None and pair.likeness <= best.likeness:
            continue
        if _may_be_one(pair, units[pair.one].quote, units[pair.earlier].quote):
            likest[pair.one] = pair
    groups: list[list[_Unit]] = []
    home: list[list[_Unit]] = []
    for unit in units:
        best = likest.get(unit.at)
        if best is None:
            groups.append([])
        group = groups[-1] if best is None else home[best.earlier]
        group.append(unit)
        home.append(group)
    return groups


def _may_be_one(pair: Alike, one: LinkedQuote, earlier: LinkedQuote) -> bool:
    """Whether these speakers may have said the same words."""
    if pair.speakers == "any" or _same_speaker(one, earlier):
        return True
    return pair.speakers == "unsure" and not (one.entity and earlier.entity)


def _constrain(groups: list[list[_Unit]], wishes: Sequence[StatementWish]) -> list[Unmet]:
    """Joins and parts groups, in place, as the author wishes; returns the wishes that nothing answers to."""
    unmet = []
    for wish in wishes:
        one, other = _group_of(groups, wish.passage), _group_of(groups, wish.other)
        if one is None or other is None:
            hint = "Quote words of two quotes, each inside one sentence."
            unmet.append(Unmet(wish.number, "no quote stands at these words", hint))
        elif (one is other) == wish.together:
            told = "one statement already" if wish.together else "no one statement"
            unmet.append(Unmet(wish.number, f"the two passages are {told}", "Remove the correction."))
        elif wish.together:
            groups.remove(other)
            one[:] = sorted((*one, *other), key=lambda unit: unit.at)
        else:
            mine = [unit for unit in one if _holds(unit, wish.passage)]
            one[:] = [unit for unit in one if not _holds(unit, wish.passage)]
            groups.append(mine)
    return unmet


def _group_of(groups: Sequence[list[_Unit]], ref: Ref) -> list[_Unit] | None:
    return next((group for group in groups if any(_holds(unit, ref) for unit in group)), None)


def _holds(unit: _Unit, ref: Ref) -> bool:
    span = unit.saying.span
    return unit.quote.article == ref.article and span.start < ref.span.end and ref.span.start < span.end


def _same_speaker(one: LinkedQuote, other: LinkedQuote) -> bool:
    if one.entity and other.entity:
        return one.entity == other.entity
    return bool(one.name and other.name) and one.name == other.name and one.quote.source != "anonymous"


def _relation(one: _Unit, other: _Unit) -> Relation:
    if one.saying.digest == other.saying.digest:
        return "identical"
    if one.language != other.language:
        return "translation"
    mine, theirs = ({key for key in unpack(unit.saying.shingles) if key & 1} for unit in (one, other))
    least = min(len(mine), len(theirs))
    return "near" if least and len(mine & theirs) / least >= NEAR else "translation"


def _statement(group: Sequence[_Unit]) -> Statement:
    """One member a quote, in dossier order; each is compared with the first."""
    members: dict[QuoteId, _Unit] = {}
    for unit in group:
        members.setdefault(unit.quote.id, unit)
    told = list(members.values())
    relations = tuple(_relation(told[0], unit) for unit in told)
    names = Counter((unit.quote.entity, unit.quote.name) for unit in told if unit.quote.name)
    entity, name = max(names, key=lambda who: (names[who], who[0] is not None)) if names else (None, None)
    return Statement(
        quotes=tuple(members),
        relation=_overall(relations),
        entity=entity,
        name=name,
        passages=tuple(unit.passage for unit in told),
        relations=relations,
    )


def _overall(relations: Sequence[Relation]) -> Relation:
    found = set(relations[1:])
    return found.pop() if len(found) == 1 else "mixed"


def _merged(statements: Iterable[Statement]) -> list[Statement]:
    """Sentences that the same quotes report are one statement; its relation is that of the sentence told most freely."""
    by_quotes: dict[tuple[QuoteId, ...], list[Statement]] = defaultdict(list)
    for statement in statements:
        by_quotes[statement.quotes].append(statement)
    return [_one(same) for same in by_quotes.values()]


def _one(same: Sequence[Statement]) -> Statement:
    first = same[0]
    relations = tuple(max(found, key=_RANK.index) for found in zip(*(one.relations for one in same), strict=True))
    passages = tuple(
        Ref(refs[0].article, Span(min(ref.span.start for ref in refs), max(ref.span.end for ref in refs)))
        for refs in zip(*(one.passages for one in same), strict=True)
    )
    return msgspec.structs.replace(first, relation=_overall(relations), relations=relations, passages=passages)
