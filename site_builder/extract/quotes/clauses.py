"""A reported clause in its frame: what it is, where it begins, and where it ends."""

from __future__ import annotations

import msgspec

from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.lexicon import Form, Tag
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.parsed import Parsed

FEWEST_BEFORE = 4
"""A clause before its 'selon X' has at least this many units."""
_DASHES = frozenset("-–—")
_PRESENT = 4
"""The auxiliaries of the present have no more letters: a, ont, est, sont."""
_CLAUSE = 8
"""So many units are a clause, whether or not their verb is known."""


class Reported(msgspec.Struct, frozen=True, gc=False):
    """Units `first` to `last` (excluded) are what is reported."""

    first: int
    last: int
    rule: str
    mention: Mention | None
    cue: tuple[int, int]
    sure: int


def past_clitics(parsed: Parsed, at: int) -> int:
    """The unit of the verb whose first clitic stands at `at`: 'et se dit'."""
    while at + 1 < len(parsed.tags) and parsed.tags[at] & Tag.REFLEXIVE:
        at += 1
    return at


def clause_end(parsed: Parsed, start: int, cue: Cue | None) -> int:
    """Where a reported clause ends: at the sentence's end, a colon, or where the main clause goes on."""
    tags, words, count = parsed.tags, parsed.words, len(parsed.tags)
    inherited = {
        other.first for other in parsed.cues if other.inherited and other is not cue and not other.form & Form.INFINITIVE
    }
    gerunds = {other.first for other in parsed.cues if other.form & Form.GERUND and other is not cue}
    viewed = {first for first, _, _ in parsed.views if first > start}
    contrast = parsed.lexicon.table.grammar.contrast
    conditional = cue is not None and cue.subject is not None and _is_subordinate(parsed, cue.subject.first)
    # 'Ayant affirmé que …, X a …': the main clause begins behind the comma.
    conditional = conditional or (cue is not None and cue.first <= 1 and bool(cue.form & Form.GERUND))
    # '…, X ayant dit que': a participle with a subject of its own is a clause of its own.
    absolute = {
        other.subject.first
        for other in parsed.cues
        if other.subject and other.form & Form.GERUND and not other.inherited and other is not cue
    }
    whereas = parsed.lexicon.table.grammar.whereas
    depth = 0
    for k in range(start, count):
        comma, coord = words[k] == ",", tags[k] & Tag.COORD
        if not comma and tags[k] & Tag.PUNCT:
            depth += (words[k] == "(") - (words[k] == ")")
            if depth < 0 or (tags[k] & Tag.STOP and depth == 0) or words[k] == ":":
                return k
        if k <= start + 1:
            continue
        if not comma and not coord and words[k] not in whereas:
            # Most units end nothing.
            if k + 1 in viewed and not tags[k] & Tag.PUNCT:
                return k + 1
            continue
        if _breaks(parsed, k, start, cue):
            return k - (words[k - 1] == ",")
        joined = past_clitics(parsed, k + 1 + (comma and k + 1 < count and bool(tags[k + 1] & Tag.COORD)))
        if joined >= count:
            continue
        after, following = tags[joined], tags[k + 1]
        if comma:
            if k + 1 in gerunds or joined in viewed or k + 1 in absolute:
                return k
            if (
                joined > k + 1
                and words[k + 1] in contrast
                and (after & (Tag.DET | Tag.NAME | Tag.SUBJECT) or words[joined] == "c")
            ):
                return k
            remark = tags[start] & (Tag.PREP | Tag.ADVERB) and not is_complete(parsed, start, k)
            if conditional and following & (Tag.DET | Tag.NAME | Tag.SUBJECT) and not remark:
                return k
            if joined > k + 1 and after & (Tag.HAVE | Tag.BE) and not after & (Tag.PREP | Tag.NAME):
                return k
        if coord:
            coordinated = joined in inherited and not after & Tag.THAT
            participle = (
                cue is not None
                and cue.form & Form.GERUND
                and words[joined].endswith(("ant", "ing"))
                and not after & Tag.NAME
            )
            if coordinated or participle:
                return k - (words[k - 1] == ",")
        if k + 1 in viewed and not tags[k] & Tag.PUNCT:
            return k + 1
    return count


def _breaks(parsed: Parsed, k: int, start: int, cue: Cue | None) -> bool:
    """Whether the report ends before `k`: 'tandis que Y …', ', tout en niant …', ', ce que Z …', 'et a saisi le juge'."""
    tags, words, grammar = parsed.tags, parsed.words, parsed.lexicon.table.grammar
    if k + 2 >= len(tags):
        return False
    if words[k] in grammar.whereas:
        return bool(tags[k + 1] & Tag.THAT)
    if words[k] == ",":
        pair = f"{words[k + 1]} {words[k + 2]}"
        said = words[k + 1] in grammar.demonstratives and tags[k + 2] & (Tag.THAT | Tag.RELATIVE)
        return (
            bool(said)
            or pair in grammar.aside
            or (cue is not None and _is_main_verb(parsed, cue, k + 1) and is_complete(parsed, start, k))
        )
    if cue is None or cue.first == cue.head or not tags[k] & Tag.COORD or not tags[k + 1] & Tag.HAVE:
        return False
    # In the report itself stands no auxiliary of the present that the verb could go on from: 'qu’il est mort et a fait …'.
    own = any(tags[i] & (Tag.HAVE | Tag.BE) and len(words[i]) <= _PRESENT for i in range(start, k))
    return words[k + 1] == words[cue.first] and not own


def _is_main_verb(parsed: Parsed, cue: Cue, at: int) -> bool:
    """'X, qui demande que …, appelle à la grève': behind the comma goes on whom a relative clause reports from."""
    tags, verb = parsed.tags, at
    if not cue.first or not tags[cue.first - 1] & Tag.RELATIVE:
        return False
    while verb + 1 < len(tags) and tags[verb] & (Tag.CLITIC | Tag.NEGATION):
        verb += 1
    use = parsed.frame.uses[verb]
    finite = use is not None and use.form & Form.FINITE
    return bool(finite or tags[verb] & Tag.VERB) and not tags[verb] & (Tag.DET | Tag.PREP | Tag.NAME)


def _is_subordinate(parsed: Parsed, subject: int) -> bool:
    """'Si X estime que …, la situation …': the cue itself stands in a clause that ends at the comma."""
    return subject == 1 and bool(parsed.tags[0] & Tag.SUBORD)


def clause_begin(parsed: Parsed, end: int) -> int:
    k = end
    while k > 0 and not parsed.tags[k - 1] & Tag.STOP and parsed.words[k - 1] != ":":
        k -= 1
    while k < end and (parsed.tags[k] & Tag.COORD or parsed.words[k] in _DASHES):
        k += 1
    return k


def has_verb(parsed: Parsed, begin: int, end: int, *, least: int = _CLAUSE) -> bool:
    """Whether a stretch is a clause: it has a verb that is known, or `least` units."""
    verbal = Tag.VERB | Tag.CUE | Tag.SUBJECT
    known = any(
        (parsed.tags[k] & verbal and not parsed.tags[k] & (Tag.NAME | Tag.PERSON)) or _looks_finite(parsed, k)
        for k in range(begin, end)
    )
    return known or end - begin >= least


def is_complete(parsed: Parsed, begin: int, end: int) -> bool:
    """Whether a stretch has a verb of its own, outside what 'qui' begins and what stands in commas before the verb."""
    for k in range(begin, end):
        tag = parsed.tags[k]
        if tag & Tag.RELATIVE:
            return False
        if tag & Tag.NAME or tag & Tag.PREP:
            continue
        if tag & (Tag.VERB | Tag.SUBJECT | Tag.NEGATION) or _looks_finite(parsed, k):
            return True
    return False


def _looks_finite(parsed: Parsed, k: int) -> bool:
    """Whether a word ends as verbs do in the past, the future or the conditional: 'priverait', 'coûtera'."""
    endings = parsed.lexicon.table.grammar.finite_endings
    return (
        bool(endings)
        and parsed.tags[k] & ~Tag.CUE == Tag.WORD
        and len(parsed.words[k]) > FEWEST_BEFORE
        and parsed.words[k].endswith(endings)
    )
