"""A marked span into what it is: direct speech, a fragment of it, or a term that nobody says."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import msgspec

from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.introduced import SAME_SPEAKER
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.parsed import Attribution, Parsed
from site_builder.extract.quotes.terms import in_reference, is_glossed, is_sung, term_reason

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_APOSTROPHE = re.compile("['’]")
_END = ".!?…"
_SHORT = 3
_SENTENCE = 4
_FEW = 5
_LONG = 9
"""Numbers of words: of a few, of the least sentence, of the longest term, of what is no term."""
_BESIDE = frozenset({"incise", "incise, other verb", "read", "comma"})
_INTRODUCED = frozenset(
    {"colon", "label", "selon", "colon, other verb", "wording", "voice", "adjacent", "quoted verb", SAME_SPEAKER}
)
_LOOSE = frozenset({"object", "passive", "near", "later", "incise later"})
_WEAK = frozenset({"near", "later", "noun", "state", "subject"})


class Decision(msgspec.Struct, frozen=True, gc=False):
    """`kind`: direct, fragment or term; `why` for a term: title, nickname, name, word, scare; `sure` 0 to 100."""

    kind: Literal["direct", "fragment", "term"]
    why: str
    sure: int


class _Look(NamedTuple):
    """What a quote at unit `p` looks like. `rule`: of the sieve, or empty; `term`: why its words are a term's, or empty."""

    parsed: Parsed
    p: int
    said: Attribution | None
    inner: str
    words: list[str]
    rule: str
    sentence: bool
    term: str
    thing: bool


def decide(parsed: Parsed, p: int, said: Attribution | None, inner: str, repeated: bool) -> Decision:
    """What the quote at unit `p` is. `inner`: its words; `repeated`: they stand in marks elsewhere, said by nobody there."""
    words = _WORD.findall(inner)
    if not words:
        return Decision("term", "word", 90)
    if in_reference(parsed, p) or is_sung(parsed, p, inner):
        return Decision("term", "title", 90)
    sentence, rule = _is_sentence(inner, words, parsed), said.rule if said is not None else ""
    if sentence and rule in _BESIDE:
        return Decision("direct", "", 97)
    term, thing = term_reason(parsed, p, inner, words), _is_thing(parsed, p, inner, words)
    look = _Look(parsed, p, said, inner, words, rule, sentence, term, thing)
    found = _beside(look) or _introduced(look)
    if found is not None:
        return found
    if term:
        return Decision("term", term, 85)
    if repeated and len(words) <= _FEW and not sentence:
        return Decision("term", "word", 75)
    return _alone(parsed, p, words, sentence) if said is None else _loosely(look, said)


def _beside(look: _Look) -> Decision | None:
    """What stands right beside its verb is speech, but for a short term, and a thing that the participle made."""
    parsed, p, said, inner, words, rule, sentence, term, thing = look
    made = rule in _BESIDE and not sentence and _is_made(parsed, p, said)
    # 'lors du « printemps érable », obligeait les élus': a verb that may be any, behind a thing that hangs on a word
    made = made or (rule == "incise, other verb" and thing and p > 0 and bool(parsed.tags[p - 1] & (Tag.DET | Tag.PREP)))
    if made and not term and len(words) <= _SENTENCE:
        return Decision("term", "scare", 65)
    # 'la liste « Vivre mieux à X », conduite par Y', 'contre le projet « Cœur de ville », explique Y'
    borne = term in ("title", "name") and p > 0 and not parsed.tags[p - 1] & (Tag.PUNCT | Tag.QUOTE | Tag.COORD)
    if rule in _BESIDE and not (term and not sentence and (len(words) <= _SHORT or made or borne)):
        return Decision("direct", "", 97)
    if is_glossed(parsed, p, said, inner, words):
        return Decision("term", "title", 78)
    if rule == "adjacent" and term == "name" and inner[0].isupper():
        return Decision("direct", "", 88)
    return None


def _introduced(look: _Look) -> Decision | None:
    """What a colon, a view or a verb brings on is speech when it is long enough; a thing in a view may be a thing."""
    parsed, p, said, _, words, rule, sentence, term, thing = look
    before = parsed.tags[p - 1] if p else 0
    if rule == "selon" and term == "word" and len(words) <= _FEW:
        return Decision("term", term, 85)
    if rule == "selon" and thing and len(words) <= _SHORT and before & (Tag.DET | Tag.PREP):
        predicate = any(tag & (Tag.BE | Tag.CUE) for tag in parsed.tags[max(0, p - _SENTENCE) : p - 1])
        if len(words) < _SHORT and not predicate:
            return Decision("term", "scare", 70)
        if before & Tag.PREP:
            return Decision("fragment", "", 80)
    if rule == "colon behind" and not sentence and len(words) <= _SHORT:
        spoken = _has_clause(parsed, words) or _are_somebodys(parsed, said)
        return Decision("fragment", "", 74) if spoken else Decision("term", "word", 70)
    if rule in _INTRODUCED and (sentence or len(words) > _SHORT):
        return Decision("direct" if sentence else "fragment", "", 95)
    return None


def _loosely(look: _Look, said: Attribution) -> Decision:
    """What a verb has as its object, or near it, is speech unless it is rather the name of a thing."""
    parsed, p, _, _, words, rule, sentence, _, thing = look
    if len(words) < _SHORT and not sentence and _is_usage(parsed, said):
        return Decision("term", "word", 70)
    if len(words) == 1 and parsed.is_adverb(words[0]) and said.mention is not None:
        return Decision("fragment", "", 80)  # no thing is called 'systématiquement'
    fewest = _FEW if said.mention is None else _SHORT
    if rule in _WEAK and len(words) < fewest and said.sure < 70 and not (rule == "subject" and parsed.is_aside(p)):
        return Decision("term", "scare", 55)
    indefinite = p > 0 and parsed.tags[p - 1] & Tag.INDEFINITE
    if rule == "near" and said.sure < 70 and indefinite and len(words) <= _SENTENCE:
        return Decision("term", "scare", 55)
    if sentence and len(words) > _LONG:
        return Decision("direct", "", 90)
    if thing and rule in _LOOSE and _is_neutral(parsed, said):
        # 'annonce un « plan social »': a thing that others call so too, unless the verb judges it.
        few = len(words) < _SHORT or _is_joined(parsed, p, said)
        return Decision("term", "scare", 60) if few else Decision("fragment", "", 78)
    if thing and rule in _LOOSE and _is_mentioned(parsed, p, said):
        return Decision("fragment", "", 80)
    return Decision("fragment", "", 92 if len(words) > _SHORT else 84)


def _is_usage(parsed: Parsed, said: Attribution) -> bool:
    """'on ne dit pas « bonjour », on dit « demat »': a word that people use, by a plain verb of saying without a place."""
    cue = _cue_of(parsed, said)
    if cue is None or said.mention is None or not said.mention.pronoun or cue.inverted:
        return False
    reflexive = cue.first > 0 and parsed.tags[cue.first - 1] & Tag.REFLEXIVE
    people = parsed.words[said.mention.first] in parsed.lexicon.table.speakers.neuter_pronouns
    return people and not reflexive and cue.lemma in parsed.lexicon.table.terms.using


def joined(parsed: Parsed, p: int, inner: str, before: int, first: Decision) -> bool:
    """'pour « vols aggravés » et « violations de domicile »': whether the quote at `p` is a term as the one before it is."""
    if first.kind != "term" or first.why not in ("word", "scare") or not inner or p - before > _SENTENCE:
        return False
    small = Tag.COORD | Tag.DET | Tag.GENITIVE
    between = range(before + 1, p)
    near = all(parsed.tags[k] & small or parsed.words[k] == "," for k in between)
    return (
        near
        and any(parsed.tags[k] & Tag.COORD for k in between)
        and _is_thing(parsed, p, inner, _WORD.findall(inner) or [""])
    )


def _is_thing(parsed: Parsed, p: int, inner: str, words: list[str]) -> bool:
    """Whether the words are a bare noun and what hangs on it, as the name of a thing is, and no piece of a sentence."""
    grammar, first = parsed.lexicon.table.grammar, words[0].lower()
    if grammar.premodified or len(words) > _SENTENCE or not inner[0].islower():
        return False
    small = Tag.DET | Tag.PREP | Tag.ADVERB | Tag.NEGATION | Tag.SUBJECT | Tag.HAVE | Tag.BE | Tag.SUBORD | Tag.RELATIVE
    if parsed.lexicon.tags.get(first, 0) & (small | Tag.THAT | Tag.CLITIC):
        return False
    # 'ne veut pas « brader » son joueur', 'demande de « rester chez eux »': an infinitive is no thing.
    verb = len(first) > _SENTENCE and first.endswith(grammar.infinitives)
    before = parsed.tags[p - 1] if p else 0
    governing = Tag.PREP | Tag.CUE | Tag.VERB | Tag.NEGATION | Tag.CLITIC
    return not (verb and before & governing and not before & (Tag.DET | Tag.NAME)) and not before & Tag.BE


def _is_neutral(parsed: Parsed, said: Attribution) -> bool:
    """Whether the verb that has the words as its object says nothing of what it thinks of them."""
    cue = _cue_of(parsed, said)
    return cue is None or cue.lemma in parsed.lexicon.table.grammar.neutral


def _is_made(parsed: Parsed, p: int, said: Attribution | None) -> bool:
    """'le « Pacte … », lancé par X', 'le « plan » annoncé par X': a participle behind the marks tells who made the thing."""
    cue = _cue_of(parsed, said)
    hangs = p > 0 and parsed.tags[p - 1] & (Tag.DET | Tag.PREP)
    return cue is not None and cue.passive and bool(hangs) and cue.lemma in parsed.lexicon.table.grammar.neutral


def _has_clause(parsed: Parsed, words: list[str]) -> bool:
    """'« c’est trop tôt », « on verra » : les réponses varient': a pronoun that is nothing else begins them, or a verb."""
    tags = [parsed.lexicon.tags.get(word, 0) for part in words[:2] for word in _APOSTROPHE.split(part.lower())]
    subject = any(tag & (Tag.SUBJECT | Tag.BE) and not tag & (Tag.DET | Tag.PREP | Tag.CLITIC) for tag in tags)
    return len(words) > 1 and subject


def _are_somebodys(parsed: Parsed, said: Attribution | None) -> bool:
    """'« Mascarade », « inconscience » : l'entraîneur ne mâche pas ses mots': several before who is angry."""
    if said is None or said.mention is None or sum(1 for tag in parsed.tags[: said.mention.first] if tag & Tag.QUOTE) < 2:
        return False
    mention = said.mention
    return mention.name >= 0 or any(parsed.tags[k] & Tag.PERSON for k in range(mention.first, mention.last))


def _is_mentioned(parsed: Parsed, p: int, said: Attribution) -> bool:
    """'parle de la « … »', 'exige le retour de l’« … »': a thing that is known already, or that hangs on another noun."""
    cue = _cue_of(parsed, said)
    if cue is None or cue.roles & Role.CALL:
        return False
    grammar, before = parsed.lexicon.table.grammar, parsed.tags[p - 1]
    if before & Tag.INDEFINITE and not before & Tag.GENITIVE:
        return cue.lemma in grammar.asking  # 'parle en juillet d’un « … »'
    if _is_joined(parsed, p, said):
        return True
    if before & Tag.INDEFINITE:
        return cue.lemma in grammar.asking
    return bool(before & Tag.DET and not before & Tag.GENITIVE) and cue.lemma not in grammar.judging


def _is_joined(parsed: Parsed, p: int, said: Attribution) -> bool:
    """'la création d’une « … »', 'la règle des « … »': the marks hang on a noun between the verb and them."""
    cue = _cue_of(parsed, said)
    if cue is None or parsed.gap(cue.last, p) == 0 or not parsed.tags[p - 1] & (Tag.DET | Tag.PREP):
        return False
    return any(parsed.tags[k] & (Tag.PREP | Tag.GENITIVE) for k in range(max(cue.last + 1, p - 2), p))


def _cue_of(parsed: Parsed, said: Attribution | None) -> Cue | None:
    """The cue by which a quote is said, when it is one of the frame."""
    if said is None or said.cue is None:
        return None
    return next((cue for cue in parsed.cues if cue.first == said.cue[0]), None)


def _alone(parsed: Parsed, p: int, words: list[str], sentence: bool) -> Decision:
    """What words in marks are that the sentence gives to nobody: speech when they are many, a sentence, or say 'we'."""
    first_person = parsed.lexicon.table.speakers.first_person
    many = len(words) >= _SHORT and not sentence
    own = many and any(_APOSTROPHE.split(word.lower())[0] in first_person for word in words)
    told = p > 0 and parsed.words[p - 1] == ":" and len(words) > _SHORT and "(" not in parsed.words[max(0, p - _FEW) : p]
    if sentence or own or told or len(words) >= _LONG or _only_quotes(parsed):
        return Decision("direct" if sentence or own else "fragment", "", 60)
    if _is_told(parsed, p) or _is_predicate(parsed, p, words) or _is_spoken(parsed, p, words):
        return Decision("fragment", "", 60)
    return Decision("term", "scare", 65)


def _is_told(parsed: Parsed, p: int) -> bool:
    """'X, qui arrive de Y et se dit « habitué »': words right behind a verb that says them, whoever its subject is."""
    cue = parsed.cue_before(p)
    if cue is None or cue.passive or cue.last != p or not cue.roles & (Role.SPEECH | Role.CALL):
        return False
    return bool(cue.form & (Form.FINITE | Form.PARTICIPLE)) and not parsed.opens_with(p, 0)


def _is_predicate(parsed: Parsed, p: int, words: list[str]) -> bool:
    """'l’affichage avait « excédé ce que l’art autorise »', 'ne « justifie pas un plan »': what a subject does, in marks."""
    if len(words) < _SENTENCE or p == 0 or parsed.opens_with(p, 0) or parsed.lexicon.table.grammar.premodified:
        return False
    before = parsed.tags[p - 1]
    if before & Tag.HAVE and not before & Tag.PREP:
        return words[0].lower().endswith(parsed.lexicon.table.grammar.participles)
    return bool(before & Tag.NEGATION) and parsed.words[p - 1] in parsed.lexicon.table.grammar.restrictive


def _is_spoken(parsed: Parsed, p: int, words: list[str]) -> bool:
    """'au rond-point, « on a retrouvé une famille »': a pronoun or a verb makes a clause of the words, and no name."""
    lexicon = parsed.lexicon
    if len(words) < _SENTENCE or p == 0 or not words[0][0].islower() or lexicon.table.grammar.premodified:
        return False
    tags = [lexicon.tags.get(word, 0) for part in words for word in _APOSTROPHE.split(part.lower())]
    verbal = any(tag & (Tag.BE | Tag.HAVE | Tag.NEGATION) and not tag & (Tag.PREP | Tag.ADVERB) for tag in tags[1:])
    return bool(verbal or (tags[0] & Tag.SUBJECT and not tags[0] & Tag.DET))


def _is_sentence(inner: str, words: list[str], parsed: Parsed) -> bool:
    """Whether the words stand by themselves: they begin large, and end with a stop or are many."""
    first = next((c for c in inner if c.isalnum()), "")
    if not first.isupper() or len(words) < 2:
        return False
    if inner.rstrip(' »\u00a0\u202f"”').endswith(tuple(_END)) or len(words) >= _LONG:
        return True
    tags = parsed.lexicon.tags
    verbs = any(tags.get(_APOSTROPHE.split(word.lower())[-1], 0) & (Tag.VERB | Tag.SUBJECT) for word in words[:8])
    return len(words) >= _SENTENCE and verbs


def _only_quotes(parsed: Parsed) -> bool:
    """Whether a sentence is a mere list of quotes: « Honteux », « stupide » et « injuste »."""
    quotes = sum(1 for tag in parsed.tags if tag & Tag.QUOTE)
    return quotes > 1 and all(tag & (Tag.QUOTE | Tag.PUNCT | Tag.COORD) for tag in parsed.tags)
