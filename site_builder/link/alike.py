"""Sentences of quotes that may report the same words: found by their hashes alone, before it is known who says them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

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


class _Sentences:
    """All sentences of quotes by number, each of their qualities in a list of its own: quick to look through.

    `words` and `pairs`: those that other sentences have too, by number (`Rarity`); `telling`: those by which a sentence is
    found; `made_of`: how many pairs it has in all; `weight`: of all its words. `days`: when it was told; `since`, `until`:
    between which days it counts as saying the same in other words. `article`: the number of its article's first sentence.
    """

    def __init__(self, cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations]) -> None:
        self.language: list[str] = []
        self.article: list[int] = []
        self.digest: list[str] = []
        self.indirect: list[bool] = []
        self.days: list[tuple[int, int]] = []
        self.since: list[int] = []
        self.until: list[int] = []
        self.words: list[tuple[int, ...]] = []
        self.pairs: list[tuple[int, ...]] = []
        self.telling: list[list[int]] = []
        self.made_of: list[int] = []
        self.weight: list[float] = []
        said: list[bytes] = []
        for card in cards:
            self._read(card, annotations[card.id].quotes, said)
        self.rarity = Rarity(map(unpack, said), len(said), lone=False)
        for shingles in said:
            self._number(unpack(shingles))
        self.repeated = frozenset(digest for digest, count in Counter(self.digest).items() if count > 1)

    def _read(self, card: Card, quotes: Sequence[Quote], said: list[bytes]) -> None:
        published = interval(card.published)
        days = (published.first.toordinal(), published.last.toordinal()) if published else ALWAYS
        article = len(said)
        for quote in quotes:
            indirect = quote.kind == "indirect"
            for saying in quote.sayings:
                said.append(saying.shingles)
                self.language.append(card.lang)
                self.article.append(article)
                self.digest.append(saying.digest)
                self.indirect.append(indirect)
                self.days.append(days)
                self.since.append(days[0] - DAYS)
                self.until.append(-1 if indirect else days[1] + DAYS)

    def _number(self, keys: Sequence[int]) -> None:
        rarity = self.rarity
        even = [key for key in keys if not key & 1]
        words = rarity.numbers(even)
        pairs = rarity.numbers([key for key in keys if key & 1])
        self.words.append(words)
        self.pairs.append(pairs)
        self.telling.append(telling(words + pairs, len(keys) - len(words) - len(pairs)))
        self.made_of.append(len(keys) - len(even))
        self.weight.append(rarity.of(words, len(even) - len(words)))


def find_alike(cards: Sequence[Card], annotations: Mapping[ArticleId, Annotations]) -> tuple[Alike, ...]:
    """Each sentence with the earlier ones of other articles that it may repeat, without those that cannot be the likest.

    Linear: each sentence is compared only with those that share its rarest words or pairs of words, and for each of these
    with the latest few (`Latest`). Each of the three steps goes over all sentences by itself: what it looks at then stays
    in the processor's cache, which makes a fourth of the time.
    """
    sentences = _Sentences(cards, annotations)
    met = _met(sentences)
    return tuple(
        [Alike(at, *like) for at, numbers in enumerate(met) if numbers for like in _compared(at, numbers, sentences)]
    )


def _met(sentences: _Sentences) -> list[array[int]]:
    """For each sentence the earlier ones of other articles with which it is worth comparing, in order."""
    languages = Counter(sentences.language)
    common = max(languages, key=lambda language: (languages[language], language), default="")
    latest = Latest()
    easy: set[int] = set()
    found: list[array[int]] = []
    for at, (rarest, language, article) in enumerate(
        zip(sentences.telling, sentences.language, sentences.article, strict=True)
    ):
        met = latest.met(rarest)
        # Of many rare words one alone is chance. Who has few, or another language, is met by one.
        if len(rarest) < FEW or language != common:
            easy.add(at)
            numbers = sorted(set(met))
        else:
            numbers = sorted([number for number, shared in Counter(met).items() if shared > 1 or number in easy])
        while numbers and numbers[-1] >= article:
            numbers.pop()
        found.append(array("Q", numbers))
        latest.add(rarest, at)
    return found


def _compared(at: int, numbers: Sequence[int], known: _Sentences) -> Iterator[tuple[int, float, Speakers]]:
    """Which of the earlier ones are alike, how much, and by whom said: the same wordings, then nearly the same, then others.

    What is surely surpassed is left out.
    """
    words, digest, language = frozenset(known.words[at]), known.digest[at], known.language[at]
    if digest in known.repeated:
        twins = [number for number in numbers if known.digest[number] == digest]
        for number in twins:
            anybody = len(words.intersection(known.words[number])) >= UNSURE
            yield number, 3.0, "any" if anybody else "same"
            if anybody:
                return
        if twins:
            numbers = [number for number in numbers if number not in twins]
    best, made_of = 0.0, known.made_of[at]
    common_pairs = map(frozenset(known.pairs[at]).intersection, map(known.pairs.__getitem__, numbers))
    for number, shared in zip(numbers, map(len, common_pairs), strict=True):
        if not shared or shared < NEAR * min(made_of, known.made_of[number]) or language != known.language[number]:
            continue
        like = 2.0 + shared / (1 + max(made_of, known.made_of[number]))
        if like > best:
            anybody = len(words.intersection(known.words[number])) >= UNSURE
            yield number, like, "any" if anybody else "same"
            best = like if anybody else best
    if best or known.indirect[at]:
        return
    first, last = known.days[at]
    close = [number for number in numbers if known.until[number] >= first and known.since[number] <= last]
    for number, both in zip(close, map(words.intersection, map(known.words.__getitem__, close)), strict=True):
        abroad = language != known.language[number]
        if len(both) < (ENOUGH_ABROAD if abroad else ENOUGH):
            continue
        like = known.rarity.of(both) / min(known.weight[at], known.weight[number])
        if len(both) >= UNSURE and like >= LIKE_UNSURE:
            yield number, 1.0 + like, "unsure"
        elif like >= (LIKE_ABROAD if abroad else LIKE):
            yield number, 1.0 + like, "same"
