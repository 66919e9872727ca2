"""Reported speech without marks: the clause that a cue governs, and whose it is."""

from __future__ import annotations

from typing import NamedTuple

from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.phrases import Mention
from site_builder.extract.quotes.speakers import Parsed


class Reported(NamedTuple):
    """Units `first` to `last` (excluded) are what is reported."""

    first: int
    last: int
    rule: str
    mention: Mention | None
    cue: tuple[int, int]
    sure: int


def find_reported(parsed: Parsed) -> list[Reported]:
    """All reported clauses of a frame, in order, none over another; one that holds marked words is left to them."""
    found: list[Reported] = []
    for cue in parsed.cues:
        found.extend(_after_cue(parsed, cue))
    found.extend(_by_view(parsed))
    found.extend(_before_cue(parsed))
    found.sort(key=lambda one: (one.first, -one.last))
    kept: list[Reported] = []
    for one in found:
        if one.last - one.first < 2 or (kept and one.first < kept[-1].last):
            continue
        if not any(parsed.tags[k] & Tag.QUOTE for k in range(one.first, one.last)):
            kept.append(one)
    return kept


def _after_cue(parsed: Parsed, cue: Cue) -> list[Reported]:
    """X affirme que …, et que …; X affirme avoir …"""
    if not cue.roles & Role.CLAUSE:
        return []
    if cue.subject is None and not cue.passive:
        return []
    tags, words = parsed.tags, parsed.words
    that = _that(parsed, cue)
    if that < 0:
        return _infinitive(parsed, cue)
    if cue.passive and (cue.subject is not None or words[cue.first - 1] not in ("il", "it")):
        return []
    sure = 85 if not cue.inherited else 75
    out = []
    start = that + 1
    end = _clause_end(parsed, start, cue)
    mention = cue.subject
    out.append(Reported(start, end, "que", mention, (cue.first, cue.last), sure))
    while end + 2 < len(tags):
        k = end
        while k < len(tags) and (words[k] == "," or tags[k] & Tag.COORD):
            k += 1
        if k == end or k >= len(tags) or not tags[k] & Tag.THAT:
            break
        start = k + 1
        end = _clause_end(parsed, start, cue)
        out.append(Reported(start, end, "que", mention, (cue.first, cue.last), sure - 5))
    return out


def _that(parsed: Parsed, cue: Cue) -> int:
    """The unit of the conjunction that the cue governs: behind it at once, or past a few words; -1 for none."""
    k, limit = cue.last, min(cue.last + 14, len(parsed.tags))
    if cue.inverted and cue.subject is not None:
        return -1
    while k < limit:
        tag = parsed.tags[k]
        if tag & Tag.THAT:
            return k
        if (tag & (Tag.QUOTE | Tag.STOP | Tag.CUE | Tag.RELATIVE) and not tag & Tag.NAME) or parsed.words[k] == ":":
            return -1
        k += 1
    return -1


def _clause_end(parsed: Parsed, start: int, cue: Cue) -> int:
    """Where a reported clause ends: at the sentence's end, a colon, 'et que', or where the main clause goes on."""
    tags, words, count = parsed.tags, parsed.words, len(parsed.tags)
    k = start
    while k < count:
        tag = tags[k]
        if tag & Tag.STOP or words[k] == ":":
            return k
        following = tags[k + 1] if k + 1 < count else 0
        if words[k] == ",":
            after = k + 1
            if following & Tag.COORD:
                after += 1
            if after < count and tags[after] & Tag.THAT and following & Tag.COORD:
                return k
            if following & Tag.COORD and after < count and tags[after] & (Tag.HAVE | Tag.BE) and not tags[after] & Tag.PREP:
                return k
            if following & Tag.COORD and words[k + 1] == "mais" and k - start > 3:
                return k
            if any(other.first in (k + 1, after) and other is not cue and other.form & Form.GERUND for other in parsed.cues):
                return k
        if tag & Tag.COORD and following & Tag.THAT and k > start + 1:
            return k
        if (
            tag & Tag.COORD
            and k > start + 1
            and any(
                other.first == k + 1 and other.inherited and other.form & (Form.FINITE | Form.PARTICIPLE)
                for other in parsed.cues
            )
        ):
            return k
        k += 1
    return count


def _infinitive(parsed: Parsed, cue: Cue) -> list[Reported]:
    """X annonce avoir …, dit assumer …, affirme vouloir …: an infinitive right behind the cue."""
    k = cue.last
    tags, words = parsed.tags, parsed.words
    while k < len(tags) and tags[k] & (Tag.ADVERB | Tag.NEGATION | Tag.CLITIC) and k < cue.last + 4:
        k += 1
    if k >= len(tags) or cue.passive or cue.subject is None or cue.inverted or not cue.roles & Role.CLAUSE:
        return []
    if cue.lemma in ("vouloir", "souhaiter", "savoir", "décider", "laisser", "penser", "s'attendre", "falloir"):
        return []
    word = words[k]
    infinitive = word in ("avoir", "être") or (
        word.endswith(("er", "ir", "re", "oir"))
        and tags[k] & Tag.WORD
        and not tags[k] & (Tag.DET | Tag.PREP | Tag.ADVERB)
        and len(word) > 4
    )
    if parsed.lexicon.language != "fr" or not infinitive:
        return []
    first = cue.last
    while first < k and tags[first] & Tag.ADVERB:
        first += 1
    return [Reported(first, _clause_end(parsed, k + 1, cue), "infinitive", cue.subject, (cue.first, cue.last), 78)]


def _by_view(parsed: Parsed) -> list[Reported]:
    """Selon X, …; …, selon X."""
    out = []
    tags, words, count = parsed.tags, parsed.words, len(parsed.tags)
    for first, last, mention in parsed.views:
        stop = mention.last
        while stop < count and words[stop] == "," and stop + 1 < count:
            # an apposition or a remark between commas belongs to the viewer
            close = next((k for k in range(stop + 1, min(stop + 10, count)) if words[k] == ","), -1)
            if (
                close > 0
                and not tags[stop + 1] & (Tag.SUBJECT | Tag.NAME)
                and not any(tags[k] & Tag.VERB for k in range(stop + 1, close))
                and (not tags[stop + 1] & Tag.DET or tags[stop + 2] & (Tag.PERSON | Tag.ANONYMOUS))
            ):
                stop = close
                continue
            break
        at_head = first == 0 or (first == 1 and tags[0] & (Tag.COORD | Tag.ADVERB))
        if at_head:
            start = stop + 1 if stop < count and words[stop] == "," else stop
            while start < count and not tags[start - 1] & Tag.PUNCT and words[start] != ",":
                start += 1
            if start < count and words[start] == ",":
                start += 1
            if start < count:
                out.append(Reported(start, _clause_end(parsed, start, _NO_CUE), "selon", mention, (first, last), 82))
        elif words[first] not in parsed.lexicon.table.cues.weak_according and (
            mention.last >= count or tags[mention.last] & Tag.STOP or words[mention.last] == ","
        ):
            end = first - 1 if words[first - 1] == "," else first
            begin = _clause_begin(parsed, end)
            if end - begin >= 4:
                out.append(Reported(begin, end, "selon after", mention, (first, last), 74))
    return out


_NO_CUE = Cue(-1, -1, -1, Form.FINITE, Role.SAID, "")


def _clause_begin(parsed: Parsed, end: int) -> int:
    k = end
    while k > 0 and not parsed.tags[k - 1] & Tag.STOP and parsed.words[k - 1] != ":":
        k -= 1
    while k < end and parsed.tags[k] & Tag.COORD:
        k += 1
    return k


def _before_cue(parsed: Parsed) -> list[Reported]:
    """…, a expliqué X: a whole sentence without marks, its cue and subject inverted at its end."""
    out = []
    for cue in parsed.cues:
        if not cue.inverted or cue.passive or cue.subject is None or not cue.roles & Role.SPEECH or cue.first < 4:
            continue
        if parsed.words[cue.first - 1] != "," or cue.form & (Form.GERUND | Form.INFINITIVE):
            continue
        begin = _clause_begin(parsed, cue.first - 1)
        out.append(Reported(begin, cue.first - 1, "incise", cue.subject, (cue.first, cue.last), 84))
    return out
