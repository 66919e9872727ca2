"""Dated sentences as the dossier needs to know them: their dates, what is said of them, and a fingerprint."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import compress, islice

from site_builder import lang
from site_builder.edtf import interval
from site_builder.extract.clauses import Reading
from site_builder.extract.roles import ACTS, Place, matter_of, role_of
from site_builder.extract.senses import fold, lexicon
from site_builder.extract.turns import TURNING, turns_of
from site_builder.model import DateMention, Edtf, Happening, Span, Term
from site_builder.packed import pack
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
    found = []
    for number in sorted({*dated, *_turning_sentences(scan)} - {-1}):
        sentence = scan.sentences[number]
        tokens = scan.token_at(sentence.start), scan.token_at(sentence.end)
        if number in dated:
            told = _dated(scan, sentence, tokens, [(at, dates[at]) for at in dated[number]], published)
            if told is not None:
                found.append(told)
        else:
            reading = Reading(scan, *tokens)
            if turns := turns_of(reading):
                found.append(Happening(sentence, (), _cues(reading), pack(reading.words()), turns=turns))
    return tuple(found)


def _turning_sentences(scan: Scan) -> set[int]:
    """The sentences with a word that may say a turn."""
    told = compress(scan.starts, map(_turning(scan.language).__getitem__, scan.lower))
    return {scan.sentence_at(start) for start in told}


def _dated(
    scan: Scan, sentence: Span, tokens: tuple[int, int], held: list[tuple[int, DateMention]], published: Edtf | None
) -> Happening | None:
    """The record of a dated sentence; None for a date line, which tells nothing."""
    first, last = tokens
    places = [Place(date, scan.token_at(date.span.start), scan.token_at(date.span.end)) for _, date in held]
    skip = frozenset(at for place in places for at in range(place.first, place.last))
    small = (at for at in range(first, last) if scan.words[at].islower() and at not in skip)
    if len(list(islice(small, WORDS))) < WORDS:
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
        shingles=pack(reading.words()),
        roles=tuple(role for role, _ in said),
        matters=tuple(matter for _, matter in said),
        turns=turns,
    )


def _one(reading: Reading, before: Place, place: Place) -> bool:
    """Whether two dates are one: `de mercredi à jeudi`, `les 4 et 5 mars`."""
    if place.first - before.last != 1 or not reading.has((before.last,), "joins"):
        return False
    first, last = before.date.last, place.date.first
    return first is not None and last is not None and abs((last - first).days) == 1


def _cues(reading: Reading) -> tuple[str, ...]:
    found = []
    if reading.senses & ACTS:
        found.append("act")
    if reading.has(reading.opener, "pronouns"):
        found.append("pronoun")
    if matter_of(reading.senses):
        found.append("matter")
    return tuple(found)


@cache
def _turning(language: str) -> lang.Remembered[bool]:
    """Whether a word may say a turn, by its sense or as the longest word of a phrase."""
    told = lexicon(language)
    phrases = [phrase for known in told.phrases.values() for phrase, sense in known if sense in TURNING]
    longest = [max(phrase, key=len) for phrase in phrases]
    stems, whole = tuple(word[:-1] for word in longest if word.endswith("*")), frozenset(longest)

    def make(word: str) -> bool:
        folded = fold(word)
        return told.sense(folded) in TURNING or folded in whole or folded.startswith(stems)

    return lang.Remembered(make)
