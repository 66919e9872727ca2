"""Dated sentences as the dossier needs to know them: their dates, what is said of them, and a fingerprint."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from site_builder.edtf import interval
from site_builder.extract.clauses import Reading
from site_builder.extract.roles import ACTS, Place, matter_of, role_of
from site_builder.extract.senses import KEPT, fold, lexicon
from site_builder.extract.turns import TURNING, turns_of
from site_builder.model import DateMention, Edtf, Happening, Span, Term
from site_builder.scan import Scan

WORDS = 3
"""A sentence with fewer small words beside its dates is a date line or a label."""


def find_happenings(
    scan: Scan, dates: Sequence[DateMention], published: Edtf | None, terms: Sequence[Term] = ()
) -> tuple[Happening, ...]:
    """One record for each sentence that holds at least one date or says that a matter took a turn, in order.

    A date inside a title or another term in marks (« Vendredi ou les Limbes du Pacifique ») dates nothing.

    Linear in the text: each word is looked up once, and only the sentences in question are read.
    """
    dated: dict[int, list[int]] = defaultdict(list)
    titles = [term.span for term in terms]
    for index, date in enumerate(dates):
        at = bisect_right(titles, date.span.start, key=lambda span: span.start) - 1 if titles else -1
        if at >= 0 and date.span.end <= titles[at].end:
            continue
        dated[scan.sentence_at(date.span.start)].append(index)
    turning = _turning(scan.language)
    found = []
    for number, sentence in enumerate(scan.sentences):
        first, last = scan.token_at(sentence.start), scan.token_at(sentence.end)
        held = dated.get(number)
        if held:
            told = _dated(scan, sentence, (first, last), [(at, dates[at]) for at in held], published)
            if told is not None:
                found.append(told)
        elif any(map(turning.__getitem__, scan.lower[first:last])):
            reading = Reading(scan, first, last)
            if turns := turns_of(reading):
                found.append(Happening(sentence, (), _cues(reading), reading.words(), turns=turns))
    return tuple(found)


def _dated(
    scan: Scan, sentence: Span, tokens: tuple[int, int], held: list[tuple[int, DateMention]], published: Edtf | None
) -> Happening | None:
    """The record of a dated sentence; None for a date line, which tells nothing."""
    first, last = tokens
    places = [Place(date, scan.token_at(date.span.start), scan.token_at(date.span.end)) for _, date in held]
    skip = frozenset(at for place in places for at in range(place.first, place.last))
    if sum(scan.words[at].islower() for at in range(first, last) if at not in skip) < WORDS:
        return None
    reading = Reading(scan, first, last, skip)
    turns = turns_of(reading)
    moved = any(turn.kind == "moved" for turn in turns)
    kept = [at for at, place in enumerate(places) if not at or not _one(reading, places[at - 1], place)]
    said = [role_of(reading, places[at], interval(published), moved=moved) for at in kept]
    return Happening(
        sentence=sentence,
        dates=tuple(held[at][0] for at in kept),
        cues=_cues(reading),
        shingles=reading.words(),
        roles=tuple(role for role, _ in said),
        matters=tuple(matter for _, matter in said),
        turns=turns,
    )


def _one(reading: Reading, before: Place, place: Place) -> bool:
    """Whether two dates are one: `de mercredi à jeudi`, `les 4 et 5 mars`."""
    between = reading.lower[before.last : place.first]
    if len(between) != 1 or between[0] not in reading.cues["joins"]:
        return False
    first, last = before.date.last, place.date.first
    return first is not None and last is not None and abs((last - first).days) == 1


def _cues(reading: Reading) -> tuple[str, ...]:
    found = []
    if reading.senses & ACTS:
        found.append("act")
    opener = next((reading.lower[at] for at in range(reading.first, reading.last) if reading.lower[at][0].isalnum()), "")
    if opener in reading.cues["pronouns"]:
        found.append("pronoun")
    if matter_of(reading.senses):
        found.append("matter")
    return tuple(found)


class _Turning(dict[str, bool]):
    """Whether a sentence with a word may say a turn, by its sense or as the longest word of a phrase; filled on demand."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.entries = lexicon(language).entries
        phrases = [phrase for known in lexicon(language).phrases.values() for phrase, name in known if name in TURNING]
        longest = tuple(max(phrase, key=len) for phrase in phrases)
        self.stems = tuple(word[:-1] for word in longest if word.endswith("*"))
        self.whole = frozenset(longest)

    def __missing__(self, word: str) -> bool:
        if len(self) >= KEPT:
            self.clear()
        folded = fold(word)
        self[word] = told = self.entries[word][0] in TURNING or folded in self.whole or folded.startswith(self.stems)
        return told


@cache
def _turning(language: str) -> _Turning:
    return _Turning(language)
