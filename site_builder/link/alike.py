"""Sentences of quotes that may report the same words: found by their hashes alone, before it is known who says them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from site_builder.edtf import interval
from site_builder.link.rare import Latest, Rarity, telling
from site_builder.model import Annotations, ArticleId, Card, Quote
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
ENOUGH = 4
"""How many content words must agree between other words of one speaker."""
ENOUGH_ABROAD = 2
"""The same between two languages."""
ALWAYS = (0, 10**9)
"""The days of an article without a date: close to any."""

Speakers = Literal["any", "unsure", "same"]
"""Who may say two sentences that are one: anybody; anybody but two who are known and differ; one speaker only."""


class Alike(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Two sentences, by their numbers in the dossier, that report the same words if their speakers are `speakers`.

    `likeness`: 3 for the same wording, from 2 where it is nearly one, from 1 for other words.
    """

    one: int
    earlier: int
    likeness: float
    speakers: Speakers


class _Sentence(NamedTuple):
    """What is compared of a sentence. `words` and `pairs`: those that other sentences have too, by number (`Rarity`).

    `telling`: those by which it is found; `made_of`: how many pairs it has in all; `weight`: of all its words.
    """

    language: str
    days: tuple[int, int]
    indirect: bool
    digest: str
    words: tuple[int, ...]
    pairs: tuple[int, ...]
    telling: list[int]
    made_of: int
    weight: float


class _Known:
    """The sentences read so far, by number, each of their qualities in a list of its own: quick to look through.

    `since` and `until`: the days between which a sentence counts as saying the same in other words.
    """

    def __init__(self) -> None:
        self.language: list[str] = []
        self.digest: list[str] = []
        self.digests: set[str] = set()
        self.words: list[tuple[int, ...]] = []
        self.pairs: list[tuple[int, ...]] = []
        self.made_of: list[int] = []
        self.weight: list[float] = []
        self.since: list[int] = []
        self.until: list[int] = []

    def add(self, one: _Sentence) -> None:
        self.language.append(one.language)
        self.digest.append(one.digest)
        self.digests.add(one.digest)
        self.words.append(one.words)
        self.pairs.append(one.pairs)
        self.made_of.append(one.made_of)
        self.weight.append(one.weight)
        self.since.append(one.days[0] - DAYS)
        self.until.append(-1 if one.indirect else one.days[1] + DAYS)


def find_alike(cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations]) -> tuple[Alike, ...]:
    """Each sentence with the earlier ones of other articles that it may repeat, without those that cannot be the likest.

    Linear: each sentence is compared only with those that share its rarest words or pairs of words, and for each of these
    with the latest few (`Latest`).
    """
    quotes = {card.id: annotations[card.id].quotes for card in cards}
    said = [saying.shingles for found in quotes.values() for quote in found for saying in quote.sayings]
    rarity = Rarity(map(unpack, said), len(said), lone=False)
    languages = Counter(card.lang for card in cards for quote in quotes[card.id] for _ in quote.sayings)
    common = max(languages, key=lambda language: (languages[language], language), default="")
    latest, known = Latest(), _Known()
    easy: set[int] = set()
    found: list[Alike] = []
    at = 0
    for card in cards:
        article = at
        for one in _sentences(card, quotes[card.id], rarity):
            met = latest.met(one.telling)
            # Of many rare words one alone is chance. Who has few, or another language, is met by one.
            if len(one.telling) < FEW or one.language != common:
                easy.add(at)
                numbers = sorted(set(met))
            else:
                numbers = sorted([number for number, shared in Counter(met).items() if shared > 1 or number in easy])
            while numbers and numbers[-1] >= article:
                numbers.pop()
            if numbers:
                found.extend(Alike(at, *like) for like in _compared(one, numbers, known, rarity))
            latest.add(one.telling, at)
            known.add(one)
            at += 1
    return tuple(found)


def _sentences(card: Card, quotes: Sequence[Quote], rarity: Rarity) -> Iterator[_Sentence]:
    published = interval(card.published)
    days = (published.first.toordinal(), published.last.toordinal()) if published else ALWAYS
    for quote in quotes:
        indirect = quote.kind == "indirect"
        for saying in quote.sayings:
            keys = unpack(saying.shingles)
            even = [key for key in keys if not key & 1]
            words = rarity.numbers(even)
            pairs = rarity.numbers([key for key in keys if key & 1])
            rarest = telling(words + pairs, len(keys) - len(words) - len(pairs))
            weight = rarity.of(words, len(even) - len(words))
            yield _Sentence(card.lang, days, indirect, saying.digest, words, pairs, rarest, len(keys) - len(even), weight)


def _compared(one: _Sentence, numbers: list[int], known: _Known, rarity: Rarity) -> Iterator[tuple[int, float, Speakers]]:
    """Which of the earlier ones are alike, how much, and by whom said: the same wordings, then nearly the same, then others.

    What is surely surpassed is left out.
    """
    words = frozenset(one.words)
    if one.digest in known.digests:
        twins = [number for number in numbers if known.digest[number] == one.digest]
        for number in twins:
            anybody = len(words.intersection(known.words[number])) >= UNSURE
            yield number, 3.0, "any" if anybody else "same"
            if anybody:
                return
        if twins:
            numbers = [number for number in numbers if number not in twins]
    best, made_of = 0.0, one.made_of
    common_pairs = map(frozenset(one.pairs).intersection, map(known.pairs.__getitem__, numbers))
    for number, shared in zip(numbers, map(len, common_pairs), strict=True):
        if not shared or shared < NEAR * min(made_of, known.made_of[number]) or one.language != known.language[number]:
            continue
        like = 2.0 + shared / (1 + max(made_of, known.made_of[number]))
        if like > best:
            anybody = len(words.intersection(known.words[number])) >= UNSURE
            yield number, like, "any" if anybody else "same"
            best = like if anybody else best
    if best or one.indirect:
        return
    first, last = one.days
    close = [number for number in numbers if known.until[number] >= first and known.since[number] <= last]
    for number, both in zip(close, map(words.intersection, map(known.words.__getitem__, close)), strict=True):
        abroad = one.language != known.language[number]
        if len(both) < (ENOUGH_ABROAD if abroad else ENOUGH):
            continue
        like = rarity.of(both) / min(one.weight, known.weight[number])
        if len(both) >= UNSURE and like >= LIKE_UNSURE:
            yield number, 1.0 + like, "unsure"
        elif like >= (LIKE_ABROAD if abroad else LIKE):
            yield number, 1.0 + like, "same"
