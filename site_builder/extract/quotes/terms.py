"""Marked words into the reason for which nobody says them: a title, a nickname, a name, a word talked about, a charge."""

from __future__ import annotations

import re

from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.parsed import Attribution, Parsed

_ARTICLE = re.compile(r"(?:une?|des|le|la|les|an?|the)\s\w|[ld]['’]\w", re.IGNORECASE)
_END = ".!?…"
_BRACKETS = frozenset("()[]")
_DASHES = frozenset("—–")
_SHORT = 3
_FEW = 5
_TITLE = 12
"""Numbers of words: of a few, of the longest name, of the longest title."""


def term_reason(parsed: Parsed, p: int, inner: str, words: list[str]) -> str:
    """The reason for which the marked words are nobody's speech, or nothing."""
    terms, before = parsed.lexicon.table.terms, _word_before(parsed, p)
    previous = parsed.words[before] if before >= 0 else ""
    last = next((cue for cue in reversed(parsed.cues) if cue.last <= p), None)
    if _is_named_so(parsed, p, inner, words):
        return "name"
    if _is_borne(parsed, p, inner, words):
        return "title"
    if last is not None and last.roles & Role.CALL and _is_own(parsed, last) and _judges(parsed, last, p, inner):
        return ""
    free = len(words) >= _SHORT and last is not None and bool(last.roles & Role.NAME) and _opens_freely(parsed, inner, words)
    if last is not None and last.lemma in terms.christening and not free and parsed.gap(last.last, p) == 0:
        return "nickname"
    if previous in terms.triggers and not _is_loose(parsed, p, before, inner, words):
        if last is not None and last.head == before and last.roles & Role.NAME and _is_title(words[:1] * 2):
            return "nickname"
        return "" if last is not None and last.head == before and _speaks(parsed, last, inner, words) else "word"
    if _is_charge(parsed, p, inner):
        return "word"
    if _is_addressed(parsed, p, last, words):
        return "name"
    own = last is not None and last.roles & ~Role.NAME and _is_own(parsed, last)
    if last is not None and parsed.is_so_called(last):
        return ""
    nickname = last is not None and last.roles & Role.NAME and len(words) <= _SHORT and words[-1][0].isupper()
    if own and len(words) > 1 and not nickname and (_ARTICLE.match(inner) or _is_long(inner, words)):
        return ""
    to = parsed.words[p - 1] in parsed.lexicon.table.grammar.dative if p else False  # 'appelle au « calme »'
    if last is not None and last.roles & Role.NAME and p - last.last <= 3 and len(words) <= 6 and not free and not to:
        large = any(word[0].isupper() for word in words)
        if large or not last.roles & (Role.CALL | Role.CLAUSE):
            return "nickname"
    if _has_carrier(parsed, p, before, inner, words) and not (own and last is not None and _judges(parsed, last, p, inner)):
        return "title"
    single = len(words) == 1 and words[0][0].isupper() and before >= 0 and not inner.rstrip().endswith(tuple(_END))
    if _is_title(words) or single:
        return "name"
    return "word" if parsed.words[p - 1 : p] == ["("] and p > 1 else ""


def _is_named_so(parsed: Parsed, p: int, inner: str, words: list[str]) -> bool:
    """'la « Belle alliance populaire »', 'une journée « Adopte une rivière »': a few large words behind a noun."""
    if parsed.lexicon.table.grammar.premodified or p == 0 or len(words) > _FEW or not words[0][0].isupper():
        return False
    before = parsed.tags[p - 1]
    if inner.rstrip().endswith(tuple(_END)):
        return False
    if before & Tag.DET or _is_shown(parsed, p):
        return True
    tags = parsed.lexicon.tags
    spoken = any(tags.get(word.lower(), 0) & (Tag.SUBJECT | Tag.VERB | Tag.NEGATION) for word in words)
    noun = before & ~(Tag.ORGANISATION | Tag.ANONYMOUS) == Tag.WORD  # 'le bureau d’études « Littoral 21 »'
    return not spoken and (noun or bool(before & Tag.GENITIVE and not _is_quality(parsed, p)))


def _is_shown(parsed: Parsed, p: int) -> bool:
    """'présente « Passion musette »': right behind a verb that neither speaks nor judges stands a work."""
    cue = parsed.cue_before(p)
    return (
        cue is not None
        and cue.last == p
        and not cue.roles & Role.SPEECH
        and cue.lemma in parsed.lexicon.table.grammar.neutral
    )


def _is_quality(parsed: Parsed, p: int) -> bool:
    """'qualifié de « Twingo des mers »', 'aux cris de « Dehors »': a quality, or a cry, stands before 'de'."""
    cue, cues = parsed.cue_before(p), parsed.lexicon.table.cues
    if p > 1 and (parsed.words[p - 2] in cues.nouns or parsed.words[p - 2] in cues.wordings):
        return True
    reach = _SHORT if cue is not None and cue.roles & Role.CALL else 0
    return cue is not None and bool(cue.roles & (Role.CALL | Role.FRAGMENT)) and parsed.gap(cue.last, p) <= reach


def _is_loose(parsed: Parsed, p: int, before: int, inner: str, words: list[str]) -> bool:
    """'nommés « dans les meilleurs délais »', 'un état « stable »': the word before the marks goes on with no name."""
    terms, previous = parsed.lexicon.table.terms, parsed.words[before]
    if previous in terms.genitive_triggers and before == p - 1 and inner[0].islower():
        return True
    use = parsed.frame.uses[before]
    if (
        use is not None
        and use.roles & Role.SAID
        and before
        and not parsed.tags[before - 1] & (Tag.BE | Tag.HAVE | Tag.CLITIC)
    ):
        return False  # 'un traitement dit « à lit bactérien »'
    return previous in terms.loose_triggers and len(words) >= _SHORT and _opens_freely(parsed, inner, words)


def _is_borne(parsed: Parsed, p: int, inner: str, words: list[str]) -> bool:
    """'son documentaire « Les Filles … »', 'le projet de lotissement « Les Hauts … »': a thing before its name."""
    if not inner[0].isupper() or inner.rstrip().endswith(tuple(_END)) or len(words) > _TITLE:
        return False
    carriers, k = parsed.lexicon.table.terms.carriers, p - 1
    if k > 0 and parsed.words[k] == ",":
        k -= 1
    if k >= 0 and parsed.words[k] in carriers:
        return True
    kind = k > 1 and parsed.tags[k] & ~Tag.ADVERB == Tag.WORD and parsed.tags[k - 1] & Tag.GENITIVE
    return bool(kind) and parsed.words[k - 2] in carriers


def is_sung(parsed: Parsed, p: int, inner: str) -> bool:
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
    object_, grammar = range(max(cue.last, p - 2), p), parsed.lexicon.table.grammar
    if cue.lemma in grammar.asking or cue.lemma in grammar.neutral:
        return False  # 'défend la loi « anti-casseurs »'
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
    if inner[0].islower() and len(words[0]) > _FEW and words[0].endswith(parsed.lexicon.table.grammar.infinitives):
        return True  # 'la présidente dit « assumer »'
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
    if not _TITLE > len(words) > 1:
        return False
    long = [word for word in words if len(word) > _SHORT]
    large = sum(word[0].isupper() for word in words)
    if large < 2 or not long:
        return False
    return all(word[0].isupper() for word in long) and large * 2 > len(words)


_CHARGE_REACH = 40
"""How far behind its preposition a list of charges goes on: a text that is nothing but marks must not be walked for each."""


def _is_charge(parsed: Parsed, p: int, inner: str) -> bool:
    """'mis en examen pour « … »', 'coupable d’« … »': behind 'pour' or 'de', with a word of the law before it."""
    terms, tags, words, k = parsed.lexicon.table.terms, parsed.tags, parsed.words, p - 1
    nearest = max(0, p - _CHARGE_REACH)
    while k >= nearest and (tags[k] & (Tag.DET | Tag.QUOTE | Tag.COORD | Tag.GENITIVE) or words[k] == ","):
        k -= 1
    if k < nearest:
        return False
    if words[k] in terms.charge_prepositions:
        return any(words[i] in terms.charges for i in range(max(0, k - 8), k))
    of = k + 1 < p and tags[k + 1] & Tag.GENITIVE and not tags[k + 1] & Tag.PUNCT and inner[0].islower()
    if not of or parsed.opens_with(p, Tag.CLITIC | Tag.NEGATION | Tag.SUBJECT | Tag.HAVE | Tag.BE | Tag.PREP | Tag.ADVERB):
        return False
    cue = parsed.cue_before(p)
    if cue is not None and cue.roles & Role.CALL and cue.subject is not None and not cue.passive:
        return False  # 'avait accusé le maire de « corruption »'
    answers = next((i for i in range(k, max(-1, k - _FEW - 1), -1) if words[i] in terms.answering), -1)
    return answers >= 0 and (cue is None or cue.first <= answers)


def in_reference(parsed: Parsed, p: int) -> bool:
    """'(lire sur le sujet : « … »)', '[source : « … »]', 'Page mise à jour le 3 mai — « … »'."""
    words, opened = parsed.words, -1
    if not _BRACKETS.isdisjoint(words[max(0, p - 13) : p]):
        opened = next(k for k in range(p - 1, -1, -1) if words[k] in _BRACKETS)
    if opened < 0 or words[opened] not in "([":
        opened = 0 if p and words[p - 1] in _DASHES else p
    return not parsed.lexicon.table.terms.references.isdisjoint(words[opened:p])


def is_glossed(parsed: Parsed, p: int, said: Attribution | None, inner: str, words: list[str]) -> bool:
    """Behind a colon: what a word means (X signifie : « … »), or a title (pour thème : « … »)."""
    if said is None:
        return False
    if said.rule == "colon":
        return any(said.cue is not None and cue.first == said.cue[0] and not cue.roles & ~Role.NAME for cue in parsed.cues)
    if said.rule != "colon, other verb" or inner.rstrip().endswith(tuple(_END)):
        return False
    carriers = parsed.lexicon.table.terms.carriers
    return len(words) <= _TITLE and (_is_title(words) or any(parsed.words[k] in carriers for k in range(max(0, p - 6), p)))
