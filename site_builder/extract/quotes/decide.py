"""A marked span into what it is: direct speech, a fragment of it, or a term that nobody says."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.introduced import SAME_SPEAKER
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.parsed import Attribution, Parsed

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ARTICLE = re.compile(r"(?:une?|des|le|la|les|an?|the)\s\w|[ld]['’]\w", re.IGNORECASE)
_END = ".!?…"
_BRACKETS = frozenset("()[]")
_DASHES = frozenset("—–")
_SHORT = 3
_SENTENCE = 4
_FEW = 5
_LONG = 9
_TITLE = 12
"""Numbers of words: of a few, of the least sentence, of the longest term, of what is no term, of the longest title."""
_BESIDE = frozenset({"incise", "incise, other verb", "read", "comma"})
_INTRODUCED = frozenset(
    {"colon", "label", "selon", "colon, other verb", "wording", "voice", "adjacent", "quoted verb", SAME_SPEAKER}
)
_LOOSE = frozenset({"object", "passive", "near", "later", "incise later"})
_WEAK = frozenset({"near", "later", "noun", "state", "subject"})


class Decision(NamedTuple):
    """`kind`: direct, fragment or term; `why` for a term: title, nickname, name, word, scare; `sure` 0 to 100."""

    kind: Literal["direct", "fragment", "term"]
    why: str
    sure: int


def decide(parsed: Parsed, p: int, said: Attribution | None, inner: str, repeated: bool) -> Decision:
    """What the quote at unit `p` is. `inner`: its words; `repeated`: they stand in marks elsewhere, said by nobody there."""
    words = _WORD.findall(inner)
    if not words:
        return Decision("term", "word", 90)
    if _in_reference(parsed, p) or _is_sung(parsed, p, inner):
        return Decision("term", "title", 90)
    sentence = _is_sentence(inner, words, parsed)
    term = _term(parsed, p, inner, words)
    rule = said.rule if said is not None else ""
    if rule in _BESIDE and not (term and len(words) <= _SHORT and not sentence):
        return Decision("direct", "", 97)
    if _is_glossed(parsed, p, said, inner, words):
        return Decision("term", "title", 78)
    if rule == "adjacent" and term == "name" and inner[0].isupper():
        return Decision("direct", "", 88)
    if rule == "selon" and term == "word" and len(words) <= _FEW:
        return Decision("term", term, 85)
    thing = _is_thing(parsed, inner, words)
    predicate = any(tag & (Tag.BE | Tag.CUE) for tag in parsed.tags[max(0, p - _SENTENCE) : max(0, p - 1)])
    if rule == "selon" and len(words) < _SHORT and thing and not predicate and parsed.tags[p - 1] & (Tag.DET | Tag.PREP):
        return Decision("term", "scare", 70)
    if rule == "colon behind" and not sentence and len(words) <= _SHORT:
        return Decision("term", "word", 70)
    if rule in _INTRODUCED and (sentence or len(words) > _SHORT):
        return Decision("direct" if sentence else "fragment", "", 95)
    if term:
        return Decision("term", term, 85)
    if repeated and len(words) <= _FEW and not sentence:
        return Decision("term", "word", 75)
    if said is None:
        return _alone(parsed, p, words, sentence)
    fewest = _FEW if said.mention is None else _SHORT
    if rule in _WEAK and len(words) < fewest and said.sure < 70:
        return Decision("term", "scare", 55)
    indefinite = p > 0 and parsed.tags[p - 1] & Tag.INDEFINITE
    if rule == "near" and said.sure < 70 and indefinite and len(words) <= _SENTENCE:
        return Decision("term", "scare", 55)
    if sentence and len(words) > _LONG:
        return Decision("direct", "", 90)
    if thing and rule in _LOOSE and _is_neutral(parsed, said):
        # 'promet un « plan social »': a thing that others call so too, unless the verb judges it.
        return Decision("term", "scare", 60) if len(words) < _SHORT else Decision("fragment", "", 78)
    return Decision("fragment", "", 92 if len(words) > _SHORT else 84)


def _is_thing(parsed: Parsed, inner: str, words: list[str]) -> bool:
    """Whether the words are a bare noun and what hangs on it, as the name of a thing is, and no piece of a sentence."""
    grammar, first = parsed.lexicon.table.grammar, words[0].lower()
    if grammar.premodified or len(words) > _SENTENCE or not inner[0].islower():
        return False
    small = Tag.DET | Tag.PREP | Tag.ADVERB | Tag.NEGATION | Tag.SUBJECT | Tag.HAVE | Tag.BE | Tag.SUBORD | Tag.RELATIVE
    return not parsed.lexicon.tags.get(first, 0) & (small | Tag.THAT | Tag.CLITIC)


def _is_neutral(parsed: Parsed, said: Attribution) -> bool:
    """Whether the verb that has the words as its object says nothing of what it thinks of them."""
    cue = next((one for one in parsed.cues if said.cue is not None and one.first == said.cue[0]), None)
    return cue is None or cue.lemma in parsed.lexicon.table.grammar.neutral


def _alone(parsed: Parsed, p: int, words: list[str], sentence: bool) -> Decision:
    """What words in marks are that the sentence gives to nobody: speech when they are many, a sentence, or say 'we'."""
    first_person = parsed.lexicon.table.speakers.first_person
    own = len(words) >= _SHORT and any(re.split("['’]", word.lower())[0] in first_person for word in words)
    told = p > 0 and parsed.words[p - 1] == ":" and len(words) > _SHORT and "(" not in parsed.words[max(0, p - _FEW) : p]
    if sentence or own or told or len(words) >= _LONG or _only_quotes(parsed):
        return Decision("direct" if sentence or own else "fragment", "", 60)
    return Decision("term", "scare", 65)


def _is_sentence(inner: str, words: list[str], parsed: Parsed) -> bool:
    """Whether the words stand by themselves: they begin large, and end with a stop or are many."""
    first = next((c for c in inner if c.isalnum()), "")
    if not first.isupper() or len(words) < 2:
        return False
    if inner.rstrip(' »\u00a0\u202f"”').endswith(tuple(_END)) or len(words) >= _LONG:
        return True
    tags = parsed.lexicon.tags
    verbs = any(tags.get(re.split("['’]", word.lower())[-1], 0) & (Tag.VERB | Tag.SUBJECT) for word in words[:8])
    return len(words) >= _SENTENCE and verbs


def _only_quotes(parsed: Parsed) -> bool:
    """Whether a sentence is a mere list of quotes: « Honteux », « stupide » et « injuste »."""
    quotes = sum(1 for tag in parsed.tags if tag & Tag.QUOTE)
    return quotes > 1 and all(tag & (Tag.QUOTE | Tag.PUNCT | Tag.COORD) for tag in parsed.tags)


# --- terms -----------------------------------------------------------------------------------------------------------


def _term(parsed: Parsed, p: int, inner: str, words: list[str]) -> str:
    """The reason for which the marked words are nobody's speech, or nothing."""
    terms, before = parsed.lexicon.table.terms, _word_before(parsed, p)
    previous = parsed.words[before] if before >= 0 else ""
    last = next((cue for cue in reversed(parsed.cues) if cue.last <= p), None)
    if _is_named_so(parsed, p, inner, words):
        return "name"
    if last is not None and last.roles & Role.CALL and _is_own(parsed, last) and _judges(parsed, last, p, inner):
        return ""
    loose = previous in terms.loose_triggers and len(words) >= _SHORT and _opens_freely(parsed, inner, words)
    if previous in terms.triggers and not loose:
        if last is not None and last.head == before and last.roles & Role.NAME and _is_title(words[:1] * 2):
            return "nickname"
        return "" if last is not None and last.head == before and _speaks(parsed, last, inner, words) else "word"
    if _is_charge(parsed, p):
        return "word"
    if _is_addressed(parsed, p, last, words):
        return "name"
    own = last is not None and last.roles & ~Role.NAME and _is_own(parsed, last)
    if last is not None and parsed.is_so_called(last):
        return ""
    nickname = last is not None and last.roles & Role.NAME and len(words) <= _SHORT and words[-1][0].isupper()
    if own and len(words) > 1 and not nickname and (_ARTICLE.match(inner) or _is_long(inner, words)):
        return ""
    if last is not None and last.roles & Role.NAME and p - last.last <= 3 and len(words) <= 6:
        large = any(word[0].isupper() for word in words)
        if large or not last.roles & (Role.CALL | Role.CLAUSE):
            return "nickname"
    if _has_carrier(parsed, p, before, inner, words) and not (own and last is not None and _judges(parsed, last, p, inner)):
        return "title"
    single = len(words) == 1 and words[0][0].isupper() and before >= 0 and not inner.rstrip().endswith(("!", "?"))
    if _is_title(words) or single:
        return "name"
    return "word" if parsed.words[p - 1 : p] == ["("] and p > 1 else ""


def _is_named_so(parsed: Parsed, p: int, inner: str, words: list[str]) -> bool:
    """'la « Belle alliance populaire »', 'le mouvement « En marche »': a few words that begin large behind an article."""
    if parsed.lexicon.table.grammar.premodified or p == 0 or len(words) > _FEW or not words[0][0].isupper():
        return False
    return bool(parsed.tags[p - 1] & Tag.DET) and not inner.rstrip().endswith(tuple(_END))


def _is_sung(parsed: Parsed, p: int, inner: str) -> bool:
    """'la chorale a entonné « Le Temps … »': a work, not what singers say."""
    cue = parsed.cue_before(p)
    sung = cue is not None and cue.last == p and cue.lemma in parsed.lexicon.table.terms.sung
    return sung and inner[0].isupper() and not inner.rstrip().endswith(tuple(_END))


def _opens_freely(parsed: Parsed, inner: str, words: list[str]) -> bool:
    """'nommés « dans les meilleurs délais »': words that begin with a preposition are no name."""
    return inner[0].islower() and bool(parsed.lexicon.tags.get(words[0].lower(), 0) & (Tag.PREP | Tag.ADVERB))


def _is_addressed(parsed: Parsed, p: int, cue: Cue | None, words: list[str]) -> bool:
    """'affirme à « La Gazette » que': large words behind 'à' and a verb of saying, with its clause behind them."""
    if cue is None or cue.last != p - 1 or not parsed.tags[p - 1] & Tag.PREP or p + 1 >= len(parsed.tags):
        return False
    return words[0][0].isupper() and len(words) <= _FEW and bool(parsed.tags[p + 1] & (Tag.THAT | Tag.PUNCT))


def _judges(parsed: Parsed, cue: Cue, p: int, inner: str) -> bool:
    """'juge le plan « insuffisant »', 'dénonce un projet « pharaonique »': somebody's word for what may bear a name."""
    object_ = range(max(cue.last, p - 2), p)
    return (
        inner[0].islower()
        and bool(cue.roles & (Role.CALL | Role.FRAGMENT))
        and all(
            not parsed.tags[k] & (Tag.PREP | Tag.PUNCT | Tag.QUOTE | Tag.NAME) or parsed.tags[k] & Tag.DET for k in object_
        )
        and len(object_) <= _FEW
    )


def _is_long(inner: str, words: list[str]) -> bool:
    return len(words) >= _SHORT and inner[0].islower()


def _word_before(parsed: Parsed, p: int) -> int:
    """The unit of the last word before a quote that is neither article nor adverb."""
    before = p - 1
    skip = parsed.lexicon.table.grammar.genitive
    while before > p - 4 and before >= 0:
        tag, word = parsed.tags[before], parsed.words[before]
        if not (word in skip or word in (":", "l", "le", "la", "les", "en", "the") or tag & Tag.ADVERB):
            break
        before -= 1
    return before


def _speaks(parsed: Parsed, cue: Cue, inner: str, words: list[str]) -> bool:
    """Whether 'dit' and the like say something here: 's'est dit « confiant »', but not 'le lieu dit « Croix »'."""
    if cue.first and parsed.tags[cue.first - 1] & Tag.REFLEXIVE:
        return True
    if cue.first > 1 and cue.first == cue.head and parsed.tags[cue.first - 1] == Tag.WORD:
        return False  # 'un travail dit « écologique »'
    if cue.subject is None:
        return False
    if cue.first < cue.head or len(words) > _SHORT or parsed.tags[cue.first - 1] & Tag.REFLEXIVE:
        return True
    return (cue.subject.pronoun or cue.subject.name >= 0) and not inner[0].isupper()


def _is_own(parsed: Parsed, cue: Cue) -> bool:
    """Whether somebody calls it so: 'ce qu'il appelle', but not 'ce qu'on appelle', 'se fait appeler'."""
    subject = cue.subject
    if subject is None or cue.form & Form.INFINITIVE:
        return False
    return not (subject.pronoun and parsed.words[subject.first] in parsed.lexicon.table.speakers.neuter_pronouns)


def _has_carrier(parsed: Parsed, p: int, before: int, inner: str, words: list[str]) -> bool:
    """Whether a noun that carries titles stands before: 'la chanson « … »', 'une campagne mondiale « … »', 'dans « … »'."""
    large = inner[0].isupper()
    if large and parsed.words[p - 1 : p] == [","]:
        before = p - 2  # 'Un collectif, « … », appelle'
    carriers, previous = parsed.lexicon.table.terms.carriers, parsed.words[before] if before >= 0 else ""
    direct = before == p - 1 or parsed.words[p - 1 : p] in ([":"], [","])
    if len(words) > _TITLE or not direct:
        return False
    if previous in carriers:
        return large or len(words) <= _SHORT
    if not large:
        return False
    adjective = (
        before > 0 and parsed.words[before - 1] in carriers and not parsed.tags[before] & (Tag.PREP | Tag.CUE | Tag.PUNCT)
    )
    return adjective or previous in parsed.lexicon.table.terms.places


def _is_title(words: list[str]) -> bool:
    """Words that are all large but for the smallest, as in names and English titles."""
    long = [word for word in words if len(word) > _SHORT]
    large = sum(word[0].isupper() for word in words)
    if not _TITLE > len(words) > 1 or large < 2 or not long:
        return False
    return all(word[0].isupper() for word in long) and large * 2 > len(words)


_CHARGE_REACH = 40
"""How far behind its preposition a list of charges goes on: a text that is nothing but marks must not be walked for each."""


def _is_charge(parsed: Parsed, p: int) -> bool:
    """'mis en examen pour « … »': behind 'pour', with a word of the law before it."""
    terms, k = parsed.lexicon.table.terms, p - 1
    nearest = max(0, p - _CHARGE_REACH)
    while k >= nearest and (parsed.tags[k] & (Tag.DET | Tag.QUOTE | Tag.COORD | Tag.GENITIVE) or parsed.words[k] == ","):
        k -= 1
    if k < nearest or parsed.words[k] not in terms.charge_prepositions:
        return False
    return any(parsed.words[i] in terms.charges for i in range(max(0, k - 8), k))


def _in_reference(parsed: Parsed, p: int) -> bool:
    """'(lire sur le sujet : « … »)', '[source : « … »]', 'Page mise à jour le 3 mai — « … »'."""
    opened = next((k for k in range(p - 1, max(-1, p - 14), -1) if parsed.words[k] in _BRACKETS), -1)
    if opened < 0 or parsed.words[opened] not in "([":
        opened = 0 if p and parsed.words[p - 1] in _DASHES else p
    return any(parsed.words[k] in parsed.lexicon.table.terms.references for k in range(opened, p))


def _is_glossed(parsed: Parsed, p: int, said: Attribution | None, inner: str, words: list[str]) -> bool:
    """Behind a colon: what a word means (X signifie : « … »), or a title (pour thème : « … »)."""
    if said is None:
        return False
    if said.rule == "colon":
        return any(said.cue is not None and cue.first == said.cue[0] and not cue.roles & ~Role.NAME for cue in parsed.cues)
    if said.rule != "colon, other verb" or inner.rstrip().endswith(tuple(_END)):
        return False
    carriers = parsed.lexicon.table.terms.carriers
    return len(words) <= _TITLE and (_is_title(words) or any(parsed.words[k] in carriers for k in range(max(0, p - 6), p)))
