"""A quote in its frame into who says it: ordered, named sieves, the sure ones first."""

from __future__ import annotations

from collections.abc import Callable

from site_builder.extract.quotes.beside import in_relative, incise, incise_before
from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.introduced import SAME_SPEAKER, colon
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.openings import opening
from site_builder.extract.quotes.parsed import Attribution, Parsed

_OPENING = 3
"""'Et d’ajouter': within so many units a bare infinitive opens its sentence."""
_CLAUSES = 2
"""Over so many clauses back whom a sentence is about is looked for."""


def selon(parsed: Parsed, p: int) -> Attribution | None:
    """Selon X, « … » or ce sera « … », while no other speaker stands between."""
    best = None
    for view in parsed.views:
        if view[0] < p and view[2].last <= p:
            best = view
    if best is None or (in_relative(parsed, p) and best[2].last < p):
        return None
    if best[0] and parsed.tags[best[0] - 1] & (Tag.NUMBER | Tag.NAME):
        # '100 000 selon les organisateurs': a number or a name is theirs, not the rest of the sentence.
        return None
    for cue in parsed.cues:
        speaks = cue.subject is not None and cue.roles & Role.CLAUSE and cue.subject.first > best[2].last
        if (
            speaks
            and best[0] < cue.first < p
            and any(parsed.tags[k] & Tag.THAT for k in range(cue.last, min(p, cue.last + 8)))
        ):
            return None
    if _says_itself(parsed, p, best[2].last):
        return None
    return Attribution("selon", best[2], (best[0], best[1]), 94)


def _says_itself(parsed: Parsed, p: int, after: int) -> bool:
    """'Selon X, il a demandé « … »', 'Selon X, …, quand Y recommande « … »': who says it is told right before the words."""
    cue = parsed.cue_before(p)
    if cue is None or cue.subject is None or cue.passive or cue.inherited or not _takes_objects(cue):
        return False
    own = cue.subject.pronoun or cue.subject.first > after + 1
    finite = cue.form & (Form.FINITE | Form.PARTICIPLE)
    return cue.subject.first >= after and own and bool(finite) and parsed.gap(cue.last, p) == 0


def clause(parsed: Parsed, p: int) -> Attribution | None:
    """X affirme que … « … »."""
    for cue in reversed(parsed.cues):
        if cue.last > p:
            continue
        if not cue.roles & ~Role.INCISE:
            continue
        if not cue.roles & Role.CLAUSE:
            if cue.subject is not None and not cue.inherited and not _is_intent(parsed, cue):
                return None
            continue
        # A 'que' right before the quote is the last verb's, however far: 'a confié en fin de journée, à X, que « … »'.
        reach = p if parsed.tags[p - 1] & Tag.THAT else min(p, cue.last + 8)
        if not any(parsed.tags[k] & Tag.THAT for k in range(cue.last, reach)):
            if cue.last == p or (cue.last == p - 1 and parsed.tags[p - 1] & Tag.DET):
                return None
            if _has_infinitive(parsed, cue, p) and cue.subject is not None and not cue.passive:
                broken = any(parsed.tags[k] & (Tag.PUNCT | Tag.COORD) for k in range(cue.last, p))
                return Attribution("clause", cue.subject, (cue.first, cue.last), 80 if broken or cue.inherited else 88)
            continue
        if cue.passive and cue.subject is None:
            return None
        told = _outer(parsed, cue)
        if told.subject is None and told.form & Form.INFINITIVE and told.first <= _OPENING:
            return Attribution(SAME_SPEAKER, None, (told.first, told.last), 84)  # 'Et d’ajouter que « … »'
        if told.subject is None:
            return Attribution("clause", _opener(parsed, told.first), (told.first, told.last), 50)
        return Attribution("clause", told.subject, (told.first, told.last), 93 if not told.inherited else 84)
    return None


def _opener(parsed: Parsed, before: int) -> Mention | None:
    """'X qui menait la liste « … » dit que': where a verb shows no subject, whom its sentence begins with."""
    begins = opening(parsed.phrases)
    return begins if begins is not None and begins.last <= before and parsed.may_speak(begins) else None


def _is_intent(parsed: Parsed, cue: Cue) -> bool:
    """'X a répondu que Y n’entendait pas « … »': what Y means to do is told in the words of X."""
    grammar = parsed.lexicon.table.grammar
    if cue.lemma not in grammar.intent or cue.subject is None:
        return False
    before = cue.subject.first - 1
    return (
        before > 0
        and bool(parsed.tags[before] & Tag.THAT)
        and parsed.words[before - 1] != ","
        and any(other.roles & Role.CLAUSE and other.last <= before for other in parsed.cues)
    )


def _has_infinitive(parsed: Parsed, cue: Cue, p: int) -> bool:
    """'déclarer avoir ordonné', 'affirmer vouloir': the infinitive right behind the verb is what is said."""
    grammar = parsed.lexicon.table.grammar
    if not grammar.infinitives or cue.lemma in grammar.modal or cue.form & Form.INFINITIVE:
        return False
    k = cue.last
    while k < min(p, cue.last + 5) and parsed.tags[k] & (Tag.NEGATION | Tag.CLITIC | Tag.ADVERB | Tag.TIME):
        k += 1
    if k >= p or parsed.tags[k] & (Tag.DET | Tag.NAME | Tag.PREP):
        return False
    return parsed.words[k] in grammar.having or parsed.words[k].endswith(tuple(grammar.infinitives))


def _outer(parsed: Parsed, cue: Cue) -> Cue:
    """'X a déclaré qu'il espérait que': the pronoun behind the conjunction is the outer subject, better named."""
    subject = cue.subject
    if (
        subject is None
        or not subject.pronoun
        or cue.inverted
        or subject.first < 2
        or not parsed.tags[subject.first - 1] & Tag.THAT
    ):
        return cue
    for other in parsed.cues:
        if other.last == subject.first - 1 and other.roles & Role.CLAUSE and other.subject is not None and not other.passive:
            return other
    return cue


def called(parsed: Parsed, p: int) -> Attribution | None:
    """qualifié de « … » par X; X le décrit comme « … »."""
    cue = parsed.cue_before(p)
    if p and parsed.words[p - 1] in parsed.lexicon.table.grammar.as_words and (cue is None or not cue.roles & Role.CALL):
        cue = next((one for one in reversed(parsed.cues) if one.last <= p and one.roles & Role.CALL), cue)
    if cue is not None and cue.roles & Role.NAME and parsed.is_so_called(cue) and parsed.gap(cue.last, p) == 0:
        return Attribution("call", cue.subject, (cue.first, cue.last), 86)
    if cue is None or not cue.roles & (Role.CALL | Role.SPEECH | Role.FRAGMENT):
        return None
    if cue.passive and cue.subject is not None and cue.inverted:
        return Attribution("passive", cue.subject, (cue.first, cue.last), 88)
    if (
        cue.roles & Role.CALL
        and not cue.passive
        and cue.subject is not None
        and (parsed.gap(cue.last, p) <= 6 or parsed.words[p - 1] in parsed.lexicon.table.grammar.as_words)
    ):
        return Attribution("call", cue.subject, (cue.first, cue.last), 88)
    return None


def object_(parsed: Parsed, p: int) -> Attribution | None:
    """X dénonce une « … », parle d'un « … », appelle à « … »."""
    cue = parsed.cue_before(p)
    if cue is None or cue.subject is None or cue.passive or not _takes_objects(cue):
        return None
    if parsed.is_purpose(p) and cue.lemma not in parsed.lexicon.table.grammar.with_reason:
        return None
    if not parsed.may_speak(cue.subject) and (told := _teller(parsed, cue)) is not None:
        return Attribution("object", told.subject, (told.first, told.last), 70)
    gap = parsed.gap(cue.last, p)
    if gap <= (1 if cue.form & Form.INFINITIVE else 3):
        return Attribution("object", cue.subject, (cue.first, cue.last), (90 if not cue.inherited else 84) - 3 * gap)
    return None


def _teller(parsed: Parsed, cue: Cue) -> Cue | None:
    """Who tells what a clause of the sentence says: 'X cite un cahier où rien n’indiquait', 'X dit que Y … au motif que'."""
    if cue.subject is None or cue.inverted or cue.subject.first < 1:
        return None
    opens = parsed.tags[cue.subject.first - 1]
    within = parsed.words[cue.subject.first - 1] in parsed.lexicon.table.grammar.relative_subordinators
    if not (within or opens & Tag.THAT):
        return None
    for other in parsed.cues_before(cue.subject.first):
        told = other.subject is not None and not other.passive and parsed.may_speak(other.subject)
        if told and other.roles & (Role.SPEECH | Role.FRAGMENT):
            return other
    return None


def _takes_objects(cue: Cue) -> bool:
    """Whether some words can be what a verb says: not of one that says only clauses, and not of one only beside words."""
    return bool(cue.roles & Role.FRAGMENT or (cue.roles & Role.CLAUSE and cue.roles & Role.INCISE))


def noun(parsed: Parsed, p: int) -> Attribution | None:
    """X a fait part de sa « vive émotion »; il a exprimé son « soutien »: the words of one's own feeling are one's own."""
    nouns = parsed.lexicon.table.cues.nouns
    if p > 0 and any(parsed.words[k] in nouns for k in range(max(0, p - 4), p)):
        for k in range(p - 1, -1, -1):
            if parsed.tags[k] & Tag.VERB:
                found = parsed.phrases.before(k)
                if found is not None:
                    return Attribution("noun", found, None, 75)
    return None


def state(parsed: Parsed, p: int) -> Attribution | None:
    """X est « effaré par … »: what somebody feels is told in that person's words."""
    k = p - 1
    while k > 0 and parsed.tags[k] & Tag.ADVERB and not parsed.tags[k] & Tag.BE:
        k -= 1
    copula = k >= 1 and parsed.words[k] in parsed.lexicon.table.grammar.copulas
    governing = Tag.DET | Tag.PREP | Tag.SUBJECT | Tag.RELATIVE
    if k < 1 or not (parsed.tags[k] & Tag.BE or copula) or parsed.opens_with(p, governing):
        return None
    subject = parsed.phrases.before(k)
    if subject is None or subject.pronoun:
        return None
    somebody = Tag.PERSON | (Tag.ORGANISATION if copula else 0)
    if subject.name >= 0 or any(parsed.tags[i] & somebody for i in range(subject.first, subject.last)):
        return Attribution("state", subject, (k, k + 1), 70 if copula else 68)
    return None


def near(parsed: Parsed, p: int) -> Attribution | None:
    """The nearest cue before the quote in its sentence."""
    saying = (cue for cue in parsed.cues_before(p) if cue.subject is not None and not cue.passive)
    cue = next((cue for cue in saying if cue.roles & ~Role.INCISE), None)
    if cue is None:
        return None
    cue = _teller(parsed, cue) or cue
    if parsed.is_purpose(p):
        return Attribution("near", None, None, 50)
    clause_like = cue.roles & Role.CLAUSE and any(parsed.tags[k] & Tag.THAT for k in range(cue.last, p))
    return Attribution("near", cue.subject, (cue.first, cue.last), 78 if clause_like else 62)


def later(parsed: Parsed, p: int) -> Attribution | None:
    """The cue that follows in the sentence: Vu la « … », la mairie a expliqué …; ce « … », selon X."""
    own = _owner(parsed, p)
    if own is not None:
        return own
    for first, last, mention in parsed.views:
        if first > p and parsed.words[first] not in parsed.lexicon.table.cues.weak_according:
            return Attribution("selon after", mention, (first, last), 74)
    for cue in parsed.cues:
        joined = p < cue.first <= p + 3 and cue.inherited and parsed.tags[p + 1] & Tag.COORD
        if joined and cue.roles & Role.SPEECH and cue.subject is not None and cue.subject.first < p:
            # 'X donne une explication, « … », et avertit que': both verbs are X's, and so are the words between.
            return Attribution("later", cue.subject, (cue.first, cue.last), 74)
        if (
            cue.first > p
            and cue.subject is not None
            and not cue.passive
            and cue.roles & Role.SPEECH
            and cue.subject.first > p
        ):
            behind_comma = cue.first > 0 and parsed.words[cue.first - 1] == ","
            if cue.inverted and (behind_comma or cue.first == p + 1):
                return Attribution("incise later", cue.subject, (cue.first, cue.last), 86)
            if _is_fronted(parsed, p, cue.subject.first):
                return Attribution("later", cue.subject, (cue.first, cue.last), 70)
            return None
    return None


def _owner(parsed: Parsed, p: int) -> Attribution | None:
    """'une décision « incompréhensible » pour les riverains.': who comes right behind the quote and ends the clause."""
    if p + 2 >= len(parsed.tags) or parsed.words[p + 1] not in parsed.lexicon.table.cues.weak_according:
        return None
    mention = parsed.phrases.phrase_at(p + 2)
    if mention is None or not (mention.last >= len(parsed.tags) or parsed.tags[mention.last] & Tag.PUNCT):
        return None
    if not parsed.tags[mention.first] & (Tag.DET | Tag.NAME):
        return None
    wanted = Tag.NAME | Tag.PERSON | Tag.ANONYMOUS | Tag.ORGANISATION
    if any(parsed.tags[k] & wanted for k in range(mention.first, mention.last)):
        return Attribution("selon after", mention, (p + 1, p + 2), 70)
    return None


def quoted_verb(parsed: Parsed, p: int) -> Attribution | None:
    """La direction « regrette » sa décision; il « ne comprend pas »: the quote is what its subject does."""
    if not parsed.opens_with_verb(p):
        return None
    subject = parsed.phrases.before(p)
    if subject is None:
        return None
    # 'La première ministre, Theresa X, « félicite » Y': a name between commas ends before the quote too.
    apposed = p > 1 and parsed.words[p - 1] == "," and subject.first > 0 and parsed.words[subject.first - 1] == ","
    if subject.last != p - apposed:
        return None
    if subject.first and parsed.words[subject.first - 1] in parsed.lexicon.table.grammar.relative_subordinators:
        told = next((cue for cue in parsed.cues_before(subject.first) if cue.subject is not None and not cue.passive), None)
        if told is not None and told.roles & (Role.SPEECH | Role.FRAGMENT):
            return Attribution("quoted verb", told.subject, (told.first, told.last), 66)
    wanted = Tag.NAME | Tag.PERSON | Tag.ANONYMOUS | Tag.ORGANISATION
    if subject.pronoun or any(parsed.tags[k] & wanted for k in range(subject.first, subject.last)):
        return Attribution("quoted verb", subject, None, 72)
    return None


def subject(parsed: Parsed, p: int) -> Attribution | None:
    """Il va « prendre le temps de lire »: some words of a sentence about somebody, in marks, are that one's own."""
    if parsed.lexicon.table.grammar.premodified or not parsed.sounds_said(p):
        return None
    before = p
    for _ in range(_CLAUSES):
        found = parsed.main_subject(before, parsed.cues)
        if found is None or found.last > before:
            return None
        if _is_somebody(parsed, found):
            return Attribution("subject", found, None, 56)
        before = found.first
    return None


def _is_somebody(parsed: Parsed, found: Mention) -> bool:
    if found.pronoun:
        speakers = parsed.lexicon.table.speakers
        return parsed.words[found.first] in speakers.masculine_pronouns | speakers.feminine_pronouns
    speaks = Tag.NAME | Tag.PERSON | Tag.ANONYMOUS
    return any(parsed.tags[k] & speaks for k in range(found.first, min(found.first + 3, found.last)))


def _is_fronted(parsed: Parsed, p: int, subject: int) -> bool:
    """'Vu la « … », la mairie a expliqué': between quote and subject stands one comma and no verb."""
    if subject < 1 or parsed.words[subject - 1] != ",":
        return False
    between = range(p + 1, subject - 1)
    return not any(
        parsed.tags[k] & (Tag.VERB | Tag.STOP | Tag.RELATIVE | Tag.QUOTE) or parsed.words[k] in ",:" for k in between
    )


Sieve = Callable[[Parsed, int], Attribution | None]

SIEVES: tuple[Sieve, ...] = (
    incise,
    incise_before,
    colon,
    clause,
    selon,
    called,
    object_,
    quoted_verb,
    noun,
    state,
    near,
    later,
    subject,
)
"""In this order: the first that answers is believed."""


def attribute(parsed: Parsed, p: int) -> Attribution | None:
    """Who says the quote at unit `p`, by the first sieve that knows; None when the sentence does not tell."""
    if p > 1 and parsed.words[p - 1] == "(" and parsed.tags[p - 2] & Tag.QUOTE:
        # « … » (« … »): a translation of the words before it.
        return attribute(parsed, p - 2)
    for sieve in SIEVES:
        found = sieve(parsed, p)
        if found is not None:
            return found
    return None
