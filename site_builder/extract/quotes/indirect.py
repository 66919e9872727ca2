"""A frame into the reported speech without marks in it: the clause that a cue governs, and whose it is."""

from __future__ import annotations

from typing import NamedTuple

from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.parsed import Parsed

LONGEST_SENTENCE = 1200
"""Units. No sentence of the press is as long; each cue looks at all others, so a wall of words would cost its square."""
_FEWEST = 2
_CLAUSE = 8
"""So many units are a clause, whether or not their verb is known."""
_OBJECT = 2
"""A conjunction nearer to its verb than this has no object before it."""
_FEWEST_BEFORE = 4
"""A clause before its 'selon X' has at least this many units."""


class Reported(NamedTuple):
    """Units `first` to `last` (excluded) are what is reported."""

    first: int
    last: int
    rule: str
    mention: Mention | None
    cue: tuple[int, int]
    sure: int


def find_reported(parsed: Parsed, said: frozenset[int]) -> list[Reported]:
    """All reported clauses of a frame, in order, none over another.

    `said`: the units of quotes that are somebody's words; a clause that holds one is left to it, but for a part joined on.
    """
    if len(parsed.tags) > LONGEST_SENTENCE:
        return []
    found: list[Reported] = []
    for cue in parsed.cues:
        found.extend(_after_cue(parsed, cue))
    found.extend(_by_view(parsed))
    found.extend(_before_cue(parsed))
    found.sort(key=lambda one: (one.first, -one.last))
    kept: list[Reported] = []
    for whole in found:
        one = _without(parsed, whole, said)
        if one is not None and one.last - one.first >= _FEWEST and not (kept and one.first < kept[-1].last):
            kept.append(one)
    return kept


def _without(parsed: Parsed, one: Reported, said: frozenset[int]) -> Reported | None:
    """The clause itself, or its part before or behind a quote that is joined on by a conjunction; else None."""
    inside = [k for k in range(one.first, one.last) if k in said]
    if not inside:
        return one
    tags = parsed.tags
    if one.rule not in ("que", "infinitive"):
        return None
    if parsed.words[inside[0] - 1] == "," and inside[0] - one.first > _FEWEST_BEFORE and inside[-1] + 1 >= one.last:
        # 'précise que le vote sera secret, « pour qu’on … »': the clause up to the words in marks.
        return one._replace(last=inside[0] - 1, sure=one.sure - 5)
    for k in range(inside[-1] + 1, one.last - 1):
        if tags[k] & Tag.COORD and tags[k + 1] & Tag.THAT:
            return one._replace(first=k + 2, sure=one.sure - 5)
    for k in range(inside[0] - 1, one.first + _FEWEST_BEFORE - 1, -1):
        verb = _past_clitics(parsed, k + 1)
        if tags[k] & Tag.COORD and (tags[k + 1] & Tag.THAT or (tags[verb] & Tag.VERB and not tags[verb] & Tag.NAME)):
            return one._replace(last=k - (parsed.words[k - 1] == ","))
    return None


def _past_clitics(parsed: Parsed, at: int) -> int:
    """The unit of the verb whose first clitic stands at `at`: 'et se dit'."""
    while at + 1 < len(parsed.tags) and parsed.tags[at] & Tag.REFLEXIVE:
        at += 1
    return at


# --- behind a verb ---------------------------------------------------------------------------------------------------


def _after_cue(parsed: Parsed, cue: Cue) -> list[Reported]:
    """X affirme que …; X affirme avoir …; X explique pourquoi …; il a été révélé que …"""
    # 'glisse que', 'lâche que': what only stands beside words in marks reports too, right before its conjunction.
    joined = cue.roles & Role.INCISE and cue.last < len(parsed.tags) and parsed.tags[cue.last] & Tag.THAT
    joined = joined and not (cue.first and parsed.words[cue.first - 1] == ",")
    if not (cue.roles & Role.CLAUSE or joined) or _is_author(parsed, cue):
        return []
    start, rule = _that(parsed, cue), "que"
    if start < 0:
        start, rule = _infinitive(parsed, cue), "infinitive"
    if start < 0:
        return []
    if cue.passive:
        impersonal = cue.first > 0 and parsed.words[cue.first - 1] in parsed.lexicon.table.grammar.impersonal
        if cue.subject is not None or not impersonal or rule != "que":
            return []
    elif cue.subject is None:
        return []
    sure = 85 if rule == "que" and not cue.inherited else 76
    return [Reported(start, _clause_end(parsed, start, cue), rule, cue.subject, (cue.first, cue.last), sure)]


def _is_author(parsed: Parsed, cue: Cue) -> bool:
    """'On note que', 'je rappelle que': the author speaks. 'N'a confirmé que': nobody says a clause."""
    subject, speakers, grammar = cue.subject, parsed.lexicon.table.speakers, parsed.lexicon.table.grammar
    if cue.form & Form.INFINITIVE and not grammar.necessity.isdisjoint(parsed.words[max(0, cue.first - 3) : cue.first]):
        return True  # 'il faut dire que', 'force est de constater que'
    if subject is not None and subject.pronoun and not cue.inverted:
        word = parsed.words[subject.first]
        if word in speakers.neuter_pronouns or word in speakers.first_person:
            return True
    k = cue.first - 1
    while k > 0 and parsed.tags[k] & Tag.CLITIC and parsed.words[k] not in parsed.lexicon.table.grammar.restrictive:
        k -= 1
    before = parsed.words[k] if cue.first else ""
    return before in parsed.lexicon.table.grammar.restrictive and not any(
        parsed.words[k] in ("pas", "jamais", "plus") for k in range(cue.first, min(cue.last + 2, len(parsed.words)))
    )


def _that(parsed: Parsed, cue: Cue) -> int:
    """Where the clause begins that the cue governs: behind its conjunction, at 'pourquoi'; -1 for none."""
    if cue.inverted and cue.subject is not None and cue.subject.first >= cue.last - 1 and not cue.subject.pronoun:
        return -1
    grammar, tags, words = parsed.lexicon.table.grammar, parsed.tags, parsed.words
    blocks = Tag.STOP | Tag.CUE | Tag.RELATIVE | Tag.VERB
    for k in range(cue.last, min(cue.last + 14, len(tags))):
        if tags[k] & Tag.THAT:
            timed = k > cue.last and tags[k - 1] & Tag.PREP and not tags[k - 1] & (Tag.DET | Tag.ADVERB)  # 'dès que'
            return -1 if timed or _is_relative(parsed, cue, k) else k + 1
        if words[k] in grammar.interrogatives and k - cue.last < 4:
            return k
        named = tags[k] & Tag.QUOTE and tags[k - 1] & Tag.PREP  # 'affirme à « La Gazette » que'
        if tags[k] & Tag.CUE and tags[k - 1] & Tag.DET:
            continue  # 'a indiqué dans un communiqué que'
        if (tags[k] & blocks and not tags[k] & Tag.NAME) or (tags[k] & Tag.QUOTE and not named) or words[k] == ":":
            break
    return _bare(parsed, cue)


def _is_relative(parsed: Parsed, cue: Cue, that: int) -> bool:
    """'a écrit une lettre que la juge lit', 'obtenu l’or qu’elle visait': behind a bare object 'que' is a pronoun."""
    tags, words = parsed.tags, parsed.words
    if parsed.lexicon.table.grammar.premodified or that - cue.last < _OBJECT:
        return False
    if words[that - 1] in parsed.lexicon.table.grammar.demonstratives:
        return True  # 'ce qu’il soutient'
    commas = sum(1 for k in range(cue.last, that) if words[k] == ",")
    if commas % 2 and words[that - 1] != ",":
        return True
    whom = Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS | Tag.NAME | Tag.TIME | Tag.NUMBER
    first = cue.last
    while first < that and tags[first] & (Tag.ADVERB | Tag.NEGATION) and not tags[first] & Tag.DET:
        first += 1
    if words[first] in parsed.lexicon.table.grammar.towards:
        return True  # 'avançant vers la base qu’elle a perdue'
    if not tags[first] & Tag.DET or tags[first] & (Tag.PREP | Tag.GENITIVE) or cue.inverted:
        return False
    things = parsed.lexicon.table.speakers.institutions
    return not any(tags[k] & (whom | Tag.PREP) and words[k] not in things for k in range(first + 1, min(first + 4, that)))


def _bare(parsed: Parsed, cue: Cue) -> int:
    """'X said the deal was off': a clause without conjunction right behind the verb, where the language has it."""
    tags, k = parsed.tags, cue.last
    if not parsed.lexicon.table.grammar.bare_clauses or not cue.roles & Role.CLAUSE or k + 2 >= len(tags):
        return -1
    if not tags[k] & (Tag.DET | Tag.NAME | Tag.SUBJECT | Tag.NUMBER) or cue.form & Form.INFINITIVE:
        return -1
    has_verb = any(tags[i] & Tag.VERB and not tags[i] & Tag.NAME for i in range(k + 1, min(k + 14, len(tags))))
    return k if has_verb else -1


def _infinitive(parsed: Parsed, cue: Cue) -> int:
    """Where 'avoir …' begins in 'X annonce avoir …'; -1 when no infinitive stands right behind the cue."""
    tags, words, grammar = parsed.tags, parsed.words, parsed.lexicon.table.grammar
    if cue.passive or cue.inverted or words[cue.head] in grammar.modal or not grammar.infinitives:
        return -1
    first = cue.last
    while first < len(tags) and tags[first] & Tag.ADVERB and not tags[first] & Tag.PUNCT:
        first += 1
    k = first
    while k < len(tags) and k < cue.last + 4:
        nothing = k > first and tags[k - 1] & Tag.NEGATION and words[k] in grammar.demonstratives  # 'ne rien regretter'
        if not (tags[k] & (Tag.ADVERB | Tag.NEGATION | Tag.CLITIC) or nothing):
            break
        k += 1
    if (
        k > first
        and k < len(tags)
        and tags[k - 1] & Tag.DET
        and words[k] not in parsed.lexicon.uses
        and words[k] not in grammar.having
    ):
        return -1  # 'explique le danger', 'confie l’affaire'
    if k >= len(tags) or tags[k] & Tag.NAME or cue.lemma in grammar.modal:
        return -1
    plain = tags[k] & Tag.WORD and not tags[k] & (Tag.DET | Tag.PREP | Tag.PERSON | Tag.ORGANISATION | Tag.TIME)
    long = len(words[k]) > 4 or tags[k] & Tag.BE
    return first if plain and long and words[k].endswith(grammar.infinitives) else -1


def _clause_end(parsed: Parsed, start: int, cue: Cue | None) -> int:
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
    depth = 0
    for k in range(start, count):
        depth += (words[k] == "(") - (words[k] == ")")
        if depth < 0 or (tags[k] & Tag.STOP and depth == 0) or words[k] == ":":
            return k
        joined = _past_clitics(parsed, k + 1 + (words[k] == "," and k + 1 < count and bool(tags[k + 1] & Tag.COORD)))
        if joined >= count or k <= start + 1:
            continue
        after, following = tags[joined], tags[k + 1]
        if words[k] == ",":
            if k + 1 in gerunds or joined in viewed or k + 1 in absolute:
                return k
            if (
                joined > k + 1
                and words[k + 1] in contrast
                and (after & (Tag.DET | Tag.NAME | Tag.SUBJECT) or words[joined] == "c")
            ):
                return k
            if conditional and following & (Tag.DET | Tag.NAME | Tag.SUBJECT):
                return k
            if joined > k + 1 and after & (Tag.HAVE | Tag.BE) and not after & (Tag.PREP | Tag.NAME):
                return k
        if tags[k] & Tag.COORD:
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


def _is_subordinate(parsed: Parsed, subject: int) -> bool:
    """'Si X estime que …, la situation …': the cue itself stands in a clause that ends at the comma."""
    return subject == 1 and bool(parsed.tags[0] & Tag.SUBORD)


# --- 'selon X', and a verb at the end --------------------------------------------------------------------------------


def _by_view(parsed: Parsed) -> list[Reported]:
    """Selon X, …; …, selon X."""
    out = []
    count = len(parsed.tags)
    for first, last, mention in parsed.views:
        head = _past_apposition(parsed, mention.last)
        if _at_head(parsed, first):
            if parsed.words[head : head + 1] == [":"]:
                continue
            start = next((k for k in range(head, len(parsed.tags)) if parsed.words[k] == ","), head - 1) + 1
            start = start if start - head < 10 else head
            end = _clause_end(parsed, start, None)
            opens = end + 1 < len(parsed.tags) and parsed.words[end] == ":" and parsed.tags[end + 1] & Tag.QUOTE
            weak = parsed.words[first] in parsed.lexicon.table.cues.weak_according
            if start < len(parsed.tags) and not opens and not (weak and not _has_verb(parsed, start, end, least=count)):
                out.append(Reported(start, end, "selon", mention, (first, last), 82))
        elif parsed.tags[first - 1] & Tag.COORD and parsed.words[mention.last : mention.last + 1] == [","]:
            # 'et, selon X, …': what follows is X's view, what stands before is not.
            end = _clause_end(parsed, mention.last + 1, None)
            if _has_verb(parsed, mention.last + 1, end):
                out.append(Reported(mention.last + 1, end, "selon", mention, (first, last), 78))
        elif parsed.words[first] not in parsed.lexicon.table.cues.weak_according and _closes(parsed, mention.last):
            end = first - (parsed.words[first - 1] == ",")
            begin = _clause_begin(parsed, end)
            if end - begin >= _FEWEST_BEFORE and not parsed.tags[end - 1] & Tag.THAT and _has_verb(parsed, begin, end):
                out.append(Reported(begin, end, "selon after", mention, (first, last), 74))
    return out


def _at_head(parsed: Parsed, first: int) -> bool:
    """Whether a view opens its sentence, a word or a short remark before it put aside."""
    if first == 0 or (first == 1 and parsed.tags[0] & (Tag.COORD | Tag.ADVERB | Tag.PUNCT)):
        return True
    short = first <= 5 and parsed.words[first - 1] == ","
    return short and not any(parsed.tags[k] & (Tag.VERB | Tag.NAME | Tag.SUBJECT | Tag.DET) for k in range(first - 1))


def _past_apposition(parsed: Parsed, at: int) -> int:
    """Past ', un scientifique associé au projet,' behind a viewer."""
    tags, words, count = parsed.tags, parsed.words, len(parsed.tags)
    if at + 2 >= count or words[at] != ",":
        return at
    close = next((k for k in range(at + 1, min(at + 12, count)) if words[k] == ","), -1)
    if close > 0 and tags[at + 1] & Tag.RELATIVE:
        return close
    verbal = Tag.BE | Tag.HAVE | Tag.SUBJECT | Tag.REFLEXIVE
    if close < 0 or any(tags[k] & verbal and not tags[k] & Tag.DET for k in range(at + 1, close)):
        return at
    role = tags[at + 1] & (Tag.PERSON | Tag.ANONYMOUS | Tag.ORGANISATION)
    role |= tags[at + 1] & Tag.DET and tags[at + 2] & (Tag.PERSON | Tag.ANONYMOUS)
    participle = words[at + 1].endswith(("é", "ée", "és", "ées", "ed"))
    return close if role or participle else at


def _closes(parsed: Parsed, at: int) -> bool:
    if at >= len(parsed.tags):
        return True
    return bool(parsed.tags[at] & (Tag.STOP | Tag.COORD | Tag.PUNCT)) and parsed.words[at] != ":"


def _clause_begin(parsed: Parsed, end: int) -> int:
    k = end
    while k > 0 and not parsed.tags[k - 1] & Tag.STOP and parsed.words[k - 1] != ":":
        k -= 1
    while k < end and parsed.tags[k] & Tag.COORD:
        k += 1
    return k


def _has_verb(parsed: Parsed, begin: int, end: int, *, least: int = _CLAUSE) -> bool:
    """Whether a stretch is a clause: it has a verb that is known, or `least` units."""
    verbal = Tag.VERB | Tag.CUE | Tag.SUBJECT
    known = any(parsed.tags[k] & verbal and not parsed.tags[k] & (Tag.NAME | Tag.PERSON) for k in range(begin, end))
    return known or end - begin >= least


def _before_cue(parsed: Parsed) -> list[Reported]:
    """…, a expliqué X: a clause without marks, its cue and subject inverted at its end."""
    out = []
    for cue in parsed.cues:
        spoken = cue.inverted and not cue.passive and cue.subject is not None and cue.roles & Role.SPEECH
        if not spoken or cue.first < _FEWEST_BEFORE or cue.form & (Form.GERUND | Form.INFINITIVE):
            continue
        comma = cue.first - 1
        while comma > 0 and parsed.tags[comma] & Tag.CLITIC:
            comma -= 1
        behind = max(cue.last, cue.subject.last if cue.subject else 0)
        # '…, poursuit X, « … »': what stands before the incise goes on in marks.
        goes_on = parsed.words[behind : behind + 1] == [","] and any(
            tag & Tag.QUOTE for tag in parsed.tags[behind + 1 : behind + 2]
        )
        if parsed.words[comma] == "," and not goes_on:
            out.append(Reported(_clause_begin(parsed, comma), comma, "incise", cue.subject, (cue.first, cue.last), 84))
    return out
