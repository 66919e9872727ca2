"""A frame into the reported speech without marks in it: the clause that a cue governs, and whose it is."""

from __future__ import annotations

from msgspec.structs import replace

from site_builder.extract.quotes.clauses import FEWEST_BEFORE, Reported, clause_end, has_verb, past_clitics
from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.parsed import Parsed
from site_builder.extract.quotes.views import before_cue, by_view

LONGEST_SENTENCE = 1200
"""Units. No sentence of the press is as long; each cue looks at all others, so a wall of words would cost its square."""
_FEWEST = 2
_OBJECT = 2
"""A conjunction nearer to its verb than this has no object before it."""


def find_reported(parsed: Parsed, said: frozenset[int]) -> list[Reported]:
    """All reported clauses of a frame, in order, none over another.

    `said`: the units of quotes that are somebody's words; a clause that holds one is left to it, but for a part joined on.
    """
    if len(parsed.tags) > LONGEST_SENTENCE:
        return []
    found: list[Reported] = []
    for cue in parsed.cues:
        found.extend(_after_cue(parsed, cue))
    found.extend(by_view(parsed))
    found.extend(before_cue(parsed))
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
    if one.rule == "selon":
        # 'Selon X, la couverture est de 79 %, quand Y recommande « … »': the clause up to the next one.
        comma = next((k for k in range(inside[0] - 1, one.first + FEWEST_BEFORE - 1, -1) if parsed.words[k] == ","), -1)
        opens = comma > 0 and tags[comma + 1] & (Tag.SUBORD | Tag.COORD)
        return replace(one, last=comma, sure=one.sure - 5) if opens and has_verb(parsed, one.first, comma) else None
    if one.rule not in ("que", "infinitive"):
        return None
    if parsed.words[inside[0] - 1] == "," and inside[0] - one.first > FEWEST_BEFORE and inside[-1] + 1 >= one.last:
        # 'précise que le vote sera secret, « pour qu’on … »': the clause up to the words in marks.
        return replace(one, last=inside[0] - 1, sure=one.sure - 5)
    for k in range(inside[-1] + 1, one.last - 1):
        if tags[k] & Tag.COORD and tags[k + 1] & Tag.THAT:
            return replace(one, first=k + 2, sure=one.sure - 5)
    for k in range(inside[0] - 1, one.first + FEWEST_BEFORE - 1, -1):
        verb = past_clitics(parsed, k + 1)
        if tags[k] & Tag.COORD and (tags[k + 1] & Tag.THAT or (tags[verb] & Tag.VERB and not tags[verb] & Tag.NAME)):
            return replace(one, last=k - (parsed.words[k - 1] == ","))
    return None


# --- behind a verb ---------------------------------------------------------------------------------------------------


def _after_cue(parsed: Parsed, cue: Cue) -> list[Reported]:
    """X affirme que …; X affirme avoir …; X explique pourquoi …; il a été révélé que …"""
    # 'glisse que', 'lâche que': what only stands beside words in marks reports too, right before its conjunction.
    joined = cue.roles & Role.INCISE and cue.last < len(parsed.tags) and parsed.tags[cue.last] & Tag.THAT
    joined = joined and not (cue.first and parsed.words[cue.first - 1] == ",")
    if not (cue.roles & Role.CLAUSE or joined) or _is_author(parsed, cue):
        return []
    start, rule = _that(parsed, cue), "que"
    if start < 0 and cue.lemma not in parsed.lexicon.table.grammar.denying:
        start, rule = _infinitive(parsed, cue), "infinitive"
    if start < 0:
        return []
    if cue.passive:
        impersonal = cue.first > 0 and parsed.words[cue.first - 1] in parsed.lexicon.table.grammar.impersonal
        if cue.subject is not None or not impersonal or rule != "que":
            return []
    elif cue.subject is None or cue.subject.first >= start:
        return []  # 'En rappelant que le mieux est …': no subject of its own, but that of the clause
    sure = 85 if rule == "que" and not cue.inherited else 76
    return [Reported(start, clause_end(parsed, start, cue), rule, cue.subject, (cue.first, cue.last), sure)]


def _is_author(parsed: Parsed, cue: Cue) -> bool:
    """'On note que', 'je rappelle que': the author speaks. 'N'a confirmé que': nobody says a clause."""
    subject, speakers, grammar = cue.subject, parsed.lexicon.table.speakers, parsed.lexicon.table.grammar
    if cue.form & Form.INFINITIVE and not grammar.necessity.isdisjoint(parsed.words[max(0, cue.first - 3) : cue.first]):
        return True  # 'il faut dire que', 'force est de constater que'
    if subject is not None and subject.pronoun and not cue.inverted:
        word = parsed.words[subject.first]
        if word in speakers.first_person or (word in speakers.neuter_pronouns and not _is_of_place(parsed, cue)):
            return True
    k = cue.first - 1
    while k > 0 and parsed.tags[k] & Tag.CLITIC and parsed.words[k] not in parsed.lexicon.table.grammar.restrictive:
        k -= 1
    before = parsed.words[k] if cue.first else ""
    return before in parsed.lexicon.table.grammar.restrictive and not any(
        parsed.words[k] in ("pas", "jamais", "plus") for k in range(cue.first, min(cue.last + 2, len(parsed.words)))
    )


def _is_of_place(parsed: Parsed, cue: Cue) -> bool:
    """'Au ministère, on rappelle que': 'on' is who is there, but not of a verb by which the author sees something."""
    subject = cue.subject
    if subject is None or subject.first < 2 or parsed.words[subject.first - 1] != ",":
        return False
    opens = (
        next((k for k in range(subject.first - 2, -1, -1) if parsed.words[k] == "," or parsed.tags[k] & Tag.STOP), -1) + 1
    )
    return bool(parsed.tags[opens] & Tag.PREP) and cue.lemma not in parsed.lexicon.table.grammar.seeing


def _that(parsed: Parsed, cue: Cue) -> int:
    """Where the clause begins that the cue governs: behind its conjunction, at 'pourquoi'; -1 for none."""
    if cue.inverted and cue.subject is not None and cue.subject.first >= cue.last - 1 and not cue.subject.pronoun:
        return -1
    grammar, tags, words = parsed.lexicon.table.grammar, parsed.tags, parsed.words
    blocks = Tag.STOP | Tag.CUE | Tag.RELATIVE | Tag.VERB
    for k in range(cue.last, min(cue.last + 14, len(tags))):
        if tags[k] & Tag.THAT:
            timed = k > cue.last and tags[k - 1] & Tag.PREP and not tags[k - 1] & (Tag.DET | Tag.ADVERB)  # 'dès que'
            timed = timed and not tags[k - 2] & Tag.DET  # 'par la suite que'
            return -1 if timed or _is_relative(parsed, cue, k) else k + 1 + (words[k + 1 : k + 2] == [","])
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
