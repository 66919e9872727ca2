"""A quote behind a colon, a comma or a bare verb into who is introduced as saying it."""

from __future__ import annotations

from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.openings import opening
from site_builder.extract.quotes.parsed import Attribution, Parsed

SAME_SPEAKER = "colon, same speaker"
"""The rule of 'Et d’ajouter : « … »': who spoke before goes on."""
_OTHER_VERB = "colon, other verb"
_OPENING = 3


def goes_on(parsed: Parsed, said: Attribution, *, large: bool) -> bool:
    """Whether who spoke before goes on: 'Et d’ajouter : « … »', 'L’explication est simple : « … »', of a mere thing.

    `large`: whether the quote opens with a capital.
    """
    if said.rule == SAME_SPEAKER:
        return True
    mention = said.mention
    thing = mention is not None and not mention.pronoun and not parsed.may_speak(mention)
    return said.rule == _OTHER_VERB and thing and large


def colon(parsed: Parsed, p: int) -> Attribution | None:
    """X a déclaré : « … ». Or a name alone before the colon."""
    before = p - 1
    if before < 0:
        return None
    if parsed.words[before] not in (":", ","):
        return _adjacent(parsed, p)
    is_colon = parsed.words[before] == ":"
    for first, last, mention in parsed.views:
        if mention.last == before:
            return Attribution("selon", mention, (first, last), 97)
    voice = _voice(parsed, before)
    if voice is not None:
        return voice
    cue = parsed.cue_before(before)
    while cue is not None and not cue.roles & ~Role.NAME and cue.last < before - 1:
        cue = parsed.cue_before(cue.first)  # 'X, surnommé « … », a minimisé : « … »'
    if is_colon and cue is not None and cue.last < before:
        other = _later_clause(parsed, cue.last, before)
        if other is not None:
            return Attribution(_OTHER_VERB, other, None, 72)
        cue = _governing(parsed, cue)
    if not is_colon:
        # A comma opens direct speech too, right behind the verb: elle admit, « … »
        if (
            cue is not None
            and cue.last == before
            and cue.subject is not None
            and cue.roles & Role.SPEECH
            and not cue.passive
        ):
            return Attribution("comma", cue.subject, (cue.first, cue.last), 90)
        return None
    if cue is not None and cue.subject is not None and not any(parsed.tags[k] & Tag.QUOTE for k in range(cue.last, before)):
        sure = 96 if cue.roles & Role.SPEECH and not cue.inherited else 86
        return Attribution("colon", cue.subject, (cue.first, cue.last), sure)
    if cue is not None and cue.subject is not None:
        return Attribution("colon", cue.subject, (cue.first, cue.last), 78)
    for first, last, mention in parsed.views:
        if mention.last <= before:
            return Attribution("selon", mention, (first, last), 88)
    if cue is not None and cue.form & Form.INFINITIVE and cue.first <= _OPENING and cue.roles & Role.SPEECH:
        return Attribution(SAME_SPEAKER, None, (cue.first, cue.last), 84)
    return _label(parsed, before) or _turning(parsed, before)


def _turning(parsed: Parsed, before: int) -> Attribution | None:
    """'Puis, se tournant vers le box : « … »': a participle with nobody of its own is of who spoke before."""
    k = _clause_start(parsed, before)
    while (
        k < before and parsed.tags[k] & (Tag.ADVERB | Tag.COORD | Tag.PUNCT | Tag.CLITIC) and not parsed.tags[k] & Tag.NAME
    ):
        k += 1
    endings = parsed.lexicon.table.grammar.gerund_endings
    turns = k < before and bool(endings) and parsed.words[k].endswith(endings) and parsed.tags[k] & ~Tag.CUE == Tag.WORD
    return Attribution(SAME_SPEAKER, None, (k, k + 1), 74) if turns else None


def _is_placed(parsed: Parsed, unit: int) -> bool:
    """'Incendie dans le Var : « … »': a name that a preposition governs is where it was, and not who says it."""
    k = unit - 1
    while k > 0 and parsed.tags[k] & Tag.DET and not parsed.tags[k] & Tag.PREP:
        k -= 1
    return k >= 0 and bool(parsed.tags[k] & Tag.PREP)


def _later_clause(parsed: Parsed, after: int, before: int) -> Mention | None:
    """'X parle de honte, tandis que Y n’a rien imprimé : « … »': the somebody of the last clause, whatever the verb."""
    joins = [k for k in range(after, before) if parsed.tags[k] & (Tag.COORD | Tag.SUBORD) and parsed.words[k - 1] == ","]
    if not joins:
        return None
    for k in range(before - 1, joins[-1], -1):
        if parsed.tags[k] & Tag.VERB:
            found = parsed.phrases.before(k)
            own = found is not None and found.first > joins[-1] and not found.pronoun
            return found if own and found is not None and parsed.may_speak(found) else None
    return None


def _governing(parsed: Parsed, cue: Cue) -> Cue:
    """'Il demande d’appeler dès qu’ils remarquent un inconnu : « … »': the verb whose clause holds the nearest one."""
    subject = cue.subject
    if subject is None or not subject.pronoun or subject.first < 1 or cue.inverted:
        return cue
    if not parsed.tags[subject.first - 1] & (Tag.THAT | Tag.SUBORD):
        return cue
    for other in parsed.cues_before(subject.first):
        if other.subject is not None and not other.passive and other.roles & Role.SPEECH and not other.inherited:
            return other
    return cue


def _adjacent(parsed: Parsed, p: int) -> Attribution | None:
    """'X s'interrogeait « … »': a verb of saying touches the quote, and no view or conjunction governs it."""
    cue = parsed.cue_before(p)
    if cue is None or cue.last != p or cue.subject is None or cue.passive or not cue.roles & Role.SPEECH:
        return None
    viewed = any(first == 0 for first, _, _ in parsed.views) and cue.roles & Role.CLAUSE
    if viewed or not (parsed.may_speak(cue.subject) or cue.subject.first == 0):
        return None
    if not cue.roles & Role.CLAUSE and not parsed.opens_with(p, 0):
        for other in parsed.cues:
            governs = other.roles & Role.CLAUSE and other.last < cue.first
            if governs and any(parsed.tags[k] & Tag.THAT for k in range(other.last, cue.first)):
                return None
    return Attribution("adjacent", cue.subject, (cue.first, cue.last), 90)


def _voice(parsed: Parsed, before: int) -> Attribution | None:
    """'a répondu par la voix de X : « … »'."""
    for k in range(max(0, before - 14), before - 3):
        if (
            parsed.words[k] in parsed.lexicon.table.cues.voices
            and parsed.tags[k + 1] & Tag.GENITIVE
            and k
            and parsed.tags[k - 1] & Tag.DET
        ):
            mention = parsed.phrases.phrase_at(k + (1 if parsed.tags[k + 1] & Tag.DET else 2))
            cue = parsed.cue_before(k)
            if mention is not None:
                return Attribution("voice", mention, (cue.first, cue.last) if cue else None, 90)
    return None


def _label(parsed: Parsed, before: int) -> Attribution | None:
    """'X : « … »', and 'les mots de X sont : « … »'."""
    if before == 1 and parsed.tags[0] & (Tag.NAME | Tag.WORD):
        if parsed.tags[0] & Tag.NAME:
            return Attribution("label", Mention(0, 1, 0), None, 92)
        return None
    wording = _wording(parsed, 0, before)
    if wording is not None:
        return wording
    for k in range(before - 1, -1, -1):
        if parsed.tags[k] & Tag.STOP:
            break
        if parsed.tags[k] & Tag.VERB:
            found = parsed.phrases.before(k)
            if found is not None:
                return Attribution(_OTHER_VERB, _who(parsed, found, k, before), None, 70)
        if parsed.tags[k] & Tag.SUBJECT and not parsed.tags[k] & (Tag.CLITIC | Tag.NAME | Tag.DET):
            return Attribution(_OTHER_VERB, Mention(k, k + 1, -1, pronoun=True), None, 68)
    if parsed.tags[before - 1] & Tag.NAME and not _is_placed(parsed, before - 1):
        return Attribution("label", Mention(before - 1, before, before - 1), None, 76)
    begins = opening(parsed.phrases, _clause_start(parsed, before))
    if begins is not None and begins.last <= before:
        speaks = Tag.PERSON | Tag.ANONYMOUS
        somebody = any(parsed.tags[k] & speaks for k in range(begins.first, begins.last))
        if begins.name >= 0 or begins.pronoun or somebody:
            return Attribution(_OTHER_VERB, begins, None, 85 if begins.name >= 0 else 66 if somebody else 60)
    return None


def _who(parsed: Parsed, subject: Mention, verb: int, colon_at: int) -> Mention:
    """The subject; or in 'Le report a contrarié le technicien : « … »' the person whom the thing concerns."""
    if parsed.may_speak(subject) or subject.name >= 0:
        return subject
    for k in range(colon_at - 1, verb, -1):
        if parsed.tags[k] & (Tag.DET | Tag.NAME) and not parsed.tags[k] & Tag.PREP:
            person = parsed.phrases.phrase_at(k)
            named = any(parsed.tags[i] & (Tag.PERSON | Tag.NAME) for i in range(k, colon_at))
            return person if person is not None and person.last == colon_at and named else subject
    return subject


def _clause_start(parsed: Parsed, before: int) -> int:
    """Behind the last stop or quote before a colon."""
    return next((k + 1 for k in range(before - 1, -1, -1) if parsed.tags[k] & (Tag.STOP | Tag.QUOTE)), 0)


def _wording(parsed: Parsed, first: int, last: int) -> Attribution | None:
    nouns = parsed.lexicon.table.cues.wordings
    for k in range(last - 1, first - 1, -1):
        if parsed.words[k] in nouns and k + 2 < last and parsed.tags[k + 1] & Tag.GENITIVE:
            if not parsed.tags[k + 2] & (Tag.DET | Tag.NAME) and not parsed.tags[k + 1] & Tag.DET:
                continue
            owner = parsed.phrases.phrase_at(k + 2)
            if owner is None and parsed.words[k + 1] in ("du", "des"):
                owner = parsed.phrases.phrase_at(k + 1)
            if owner is not None and any(not parsed.tags[i] & Tag.DET for i in range(owner.first, owner.last)):
                return Attribution("wording", owner, (k, k + 1), 80)
    return None
