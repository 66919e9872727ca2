"""Quotes of one speaker that report the same words, in one statement with several sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from site_builder.edtf import Interval, interval
from site_builder.link.candidates import Latest, Weights, weights
from site_builder.model import Card, LinkedQuote, QuoteId, Ref, Relation, Saying, Span, Statement, StatementWish, Unmet
from site_builder.packed import unpack

NEAR = 0.5
"""Share of the shorter one's pairs of words from which the wording is nearly one."""
LIKE = 0.5
"""Share of the lighter one's words, by weight, from which two quotes of one speaker say the same in other words."""
LIKE_ABROAD = 0.45
"""The same between two languages, where less survives."""
LIKE_UNSURE = 0.55
"""The same where one of the speakers is not resolved to anybody."""
UNSURE = 5
"""How many content words must agree where a speaker is unknown or the speakers differ."""
FEW = 4
"""So many rare words and pairs must a sentence have for one of them, shared with another sentence, to be no hint yet."""
DAYS = 150
"""How long after its first report a statement is still found in other words."""
_RANK: tuple[Relation, ...] = ("identical", "near", "translation", "mixed")


class _Unit(NamedTuple):
    """One sentence of one quote. `pairs`: of how many pairs of words it is made."""

    at: int
    quote: LinkedQuote
    saying: Saying
    language: str
    published: Interval | None
    pairs: int

    @property
    def said(self) -> tuple[int, ...]:
        """Hashes of its words (even) and pairs of words (odd)."""
        return unpack(self.saying.shingles)

    @property
    def passage(self) -> Ref:
        return Ref(self.quote.article, self.saying.span)


def link_statements(
    cards: Sequence[Card],
    quotes: tuple[LinkedQuote, ...],
    wishes: Sequence[StatementWish] = (),
    unmet: list[Unmet] | None = None,
) -> tuple[tuple[LinkedQuote, ...], tuple[Statement, ...]]:
    """The quotes, each with the index of its first statement where several articles report it, and the statements.

    Linear: each sentence of a quote is compared only with those that share one of its rarest words or pairs of words, and
    for each of these with the latest few (`Latest`).
    """
    units = _units(cards, quotes)
    groups = _groups(units)
    strange = _constrain(groups, wishes)
    if unmet is not None:
        unmet.extend(strange)
    statements = sorted(
        _merged(_statement(group) for group in groups if len({unit.quote.article for unit in group}) > 1),
        key=lambda one: one.passages,
    )
    first: dict[QuoteId, int] = {}
    for at, statement in enumerate(statements):
        for quote in statement.quotes:
            first.setdefault(quote, at)
    linked = tuple(
        msgspec.structs.replace(quote, statement=first[quote.id]) if quote.id in first else quote for quote in quotes
    )
    return linked, tuple(statements)


def _units(cards: Sequence[Card], quotes: Sequence[LinkedQuote]) -> list[_Unit]:
    about = {card.id: (card.lang, interval(card.published)) for card in cards}
    units: list[_Unit] = []
    for quote in quotes:
        language, published = about[quote.article]
        for saying in quote.quote.sayings:
            pairs = sum(key & 1 for key in unpack(saying.shingles))
            units.append(_Unit(len(units), quote, saying, language, published, pairs))
    return units


def _groups(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Each unit with the group of the unit it is likest, or alone."""
    weight = weights((unit.said for unit in units), closed=True)
    languages = Counter(unit.language for unit in units)
    common = max(languages, key=lambda language: (languages[language], language), default="")
    latest = Latest()
    easy: set[int] = set()
    groups: list[list[_Unit]] = []
    home: list[int] = []
    for unit in units:
        words = unit.said
        telling = weight.telling(words)
        met = latest.met(telling)
        # Of many rare words one alone is chance. Who has few, or another language, is met by one.
        if len(telling) < FEW or unit.language != common:
            easy.add(unit.at)
            numbers = sorted(met)
        else:
            numbers = sorted(number for number, shared in met.items() if shared > 1 or number in easy)
        best: tuple[float, int] | None = None
        if numbers:
            said = frozenset(words)
            for number in numbers:
                other = units[number]
                both = said.intersection(other.said)
                if len(both) < 4 and _apart(unit, other, len(both)):
                    continue  # what most come to
                like = _likeness(unit, other, both, weight)
                if like and (best is None or like > best[0]):
                    best = like, home[number]
        at = best[1] if best else len(groups)
        if at == len(groups):
            groups.append([])
        groups[at].append(unit)
        home.append(at)
        latest.add(telling, unit.at)
    return groups


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


def _apart(one: _Unit, other: _Unit, both: int) -> bool:
    """Whether two sentences that share less than four words and pairs cannot be alike, whoever says them."""
    nearly = 2 * both >= min(one.pairs, other.pairs)
    return not nearly and (both < 2 or one.language == other.language) and one.saying.digest != other.saying.digest


def _likeness(one: _Unit, other: _Unit, both: Collection[int], weight: Weights) -> float:
    """How surely two sentences report the same words, 0 when they do not seem to; `both`: what they share."""
    identical = one.saying.digest == other.saying.digest
    if one.quote.article == other.quote.article:
        return 0.0
    same = _same_speaker(one.quote, other.quote)
    shared = [key for key in both if not key & 1]
    if not same and len(shared) < UNSURE:
        return 0.0
    if identical:
        return 3.0 if same or len(shared) >= UNSURE else 0.0
    pairs = len(both) - len(shared)
    if _near(one, other, pairs):
        return 2.0 + pairs / (1 + max(one.pairs, other.pairs))
    strangers = bool(one.quote.entity and other.quote.entity) and not same
    abroad = one.language != other.language
    enough = len(shared) >= (2 if abroad else 4)
    if not enough or strangers or "indirect" in (one.quote.quote.kind, other.quote.quote.kind) or not _close(one, other):
        return 0.0
    like = weight.of(shared) / min(weight.of(_words(one)), weight.of(_words(other)))
    least = LIKE_UNSURE if not same else LIKE_ABROAD if abroad else LIKE
    return 1.0 + like if like >= least else 0.0


def _near(one: _Unit, other: _Unit, pairs: int) -> bool:
    """Whether so many shared pairs of words make two wordings nearly one."""
    least = min(one.pairs, other.pairs)
    return one.language == other.language and least > 0 and pairs / least >= NEAR


def _words(unit: _Unit) -> Iterator[int]:
    """Its words without the pairs."""
    return (key for key in unit.said if not key & 1)


def _same_speaker(one: LinkedQuote, other: LinkedQuote) -> bool:
    if one.entity and other.entity:
        return one.entity == other.entity
    return bool(one.name and other.name) and one.name == other.name and one.quote.source != "anonymous"


def _close(one: _Unit, other: _Unit) -> bool:
    if one.published is None or other.published is None:
        return True
    apart = max(one.published.first, other.published.first) - min(one.published.last, other.published.last)
    return apart.days <= DAYS


def _relation(one: _Unit, other: _Unit) -> Relation:
    if one.saying.digest == other.saying.digest:
        return "identical"
    pairs = sum(key & 1 for key in frozenset(one.said).intersection(other.said))
    return "near" if _near(one, other, pairs) else "translation"


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
