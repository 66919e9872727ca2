"""A marked span into what it is: direct speech, a fragment of it, or a term that nobody says."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.speakers import Attribution, Parsed

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ARTICLE = re.compile(r"(?:une?|des|le|la|les|an?|the)\s\w|[ld]['’]\w", re.IGNORECASE)
_END = ".!?…"
_SENTENCE = 4
_LONG = 9
_SHORT = 3
_TITLE = 12
_FEW = 5


class Decision(NamedTuple):
    """`kind`: direct, fragment or term; `why` for a term: title, nickname, name, word, scare; `sure` 0 to 100."""

    kind: Literal["direct", "fragment", "term"]
    why: str
    sure: int


def decide(parsed: Parsed, p: int, said: Attribution | None, inner: str, repeated: bool) -> Decision:
    """What the quote at unit `p` is. `inner`: its words; `repeated`: the article puts the same words in marks again."""
    words = _WORD.findall(inner)
    if not words:
        return Decision("term", "word", 90)
    if _in_reference(parsed, p):
        return Decision("term", "title", 90)
    sentence = _is_sentence(inner, words, parsed)
    rule = said.rule if said is not None else ""
    short_term = len(words) <= _SHORT and not sentence and _term(parsed, p, said, inner, words) != ""
    if rule in ("incise", "incise, other verb", "comma") and not short_term:
        return Decision("direct", "", 97)
    if rule == "colon" and _names_only(parsed, said):
        return Decision("term", "word", 80)
    if (
        rule == "colon, other verb"
        and (_is_title(words) or _carrier_near(parsed, p))
        and not inner.rstrip().endswith(tuple(_END))
    ):
        return Decision("term", "title", 75)
    if rule in ("colon", "label", "selon", "colon, other verb", "wording", "voice", "adjacent") and (
        sentence or len(words) > _SHORT
    ):
        return Decision("direct" if sentence else "fragment", "", 95)
    term = _term(parsed, p, said, inner, words)
    if term:
        return Decision("term", term, 85)
    if repeated and len(words) <= _FEW and not sentence:
        return Decision("term", "word", 75)
    if said is None:
        told = p > 0 and parsed.words[p - 1] == ":" and len(words) > _SHORT
        if sentence or told or len(words) >= _LONG or _only_quotes(parsed):
            return Decision("direct" if sentence else "fragment", "", 60)
        return Decision("term", "scare", 65)
    if rule in ("near", "later", "noun") and len(words) < _SHORT and said.sure < 70:
        return Decision("term", "scare", 55)
    if sentence and len(words) > _LONG:
        return Decision("direct", "", 90)
    return Decision("fragment", "", 92 if len(words) > _SHORT else 84)


def _is_sentence(inner: str, words: list[str], parsed: Parsed) -> bool:
    """Whether the words stand by themselves: they begin large, and end with a stop or are many."""
    first = next((c for c in inner if c.isalnum()), "")
    if not first.isupper() or len(words) < 2:
        return False
    ended = inner.rstrip(' »\u00a0\u202f"”').endswith(tuple(_END))
    if ended or len(words) >= _LONG:
        return True
    tags = parsed.lexicon.tags
    verbs = any(tags.get(word.lower().split("'")[-1].split("’")[-1], 0) & (Tag.VERB | Tag.SUBJECT) for word in words[:8])
    return len(words) >= _SENTENCE and verbs


def _term(parsed: Parsed, p: int, said: Attribution | None, inner: str, words: list[str]) -> str:
    """The reason for which the marked words are nobody's speech, or nothing."""
    lexicon = parsed.lexicon
    terms, tags, before = lexicon.table.terms, parsed.tags, p - 1
    while (
        before >= 0
        and (parsed.words[before] in ("d", "de", "l", "le", "la", "les", "en", ":", "du") or tags[before] & Tag.ADVERB)
        and before > p - 4
    ):
        before -= 1
    previous = parsed.words[before] if before >= 0 else ""
    capitals = sum(word[0].isupper() for word in words)
    last = next((cue for cue in reversed(parsed.cues) if cue.last <= p), None)
    if previous in terms.triggers and not (
        last is not None and last.head == before and last.subject is not None and len(words) > _SHORT
    ):
        return "word"
    own = (
        last is not None and last.subject is not None and not last.form & Form.INFINITIVE and previous not in terms.triggers
    )
    own = own and not _is_impersonal(parsed, last)
    if own and len(words) > 1 and _ARTICLE.match(inner):
        return ""
    if (
        last is not None
        and last.roles & Role.NAME
        and p - last.last <= 3
        and len(words) <= 6
        and (not last.roles & (Role.CALL | Role.CLAUSE) or capitals)
    ):
        return "nickname"
    direct = before == p - 1 or parsed.words[p - 1] == ":"
    if previous in terms.carriers and direct and len(words) <= _TITLE and (inner[0].isupper() or len(words) <= _SHORT):
        return "title"
    adjective = (
        before > 0
        and before == p - 1
        and parsed.words[before - 1] in terms.carriers
        and not tags[before] & (Tag.PREP | Tag.CUE)
    )
    if adjective and said is None and inner[0].isupper() and len(words) <= _TITLE:
        return "title"
    if previous == "dans" and direct and inner[0].isupper() and len(words) <= _TITLE:
        return "title"
    if _is_title(words):
        return "name"
    if len(words) == 1 and words[0][0].isupper() and before >= 0 and not inner.rstrip().endswith(tuple("!?")):
        return "name"
    if _charge(parsed, p):
        return "word"
    if p > 0 and parsed.words[p - 1] == "(":
        return "word"
    return ""


def _only_quotes(parsed: Parsed) -> bool:
    """Whether a sentence is a mere list of quotes: « Honteux », « stupide » et « injuste »."""
    quotes = sum(1 for tag in parsed.tags if tag & Tag.QUOTE)
    return quotes > 1 and all(tag & (Tag.QUOTE | Tag.PUNCT | Tag.COORD) for tag in parsed.tags)


def _is_impersonal(parsed: Parsed, cue: Cue | None) -> bool:
    """'ce qu'on appelle': everybody says so."""
    subject = cue.subject if cue is not None else None
    return (
        subject is not None
        and subject.pronoun
        and parsed.words[subject.first] in parsed.lexicon.table.speakers.neuter_pronouns
    )


def _in_reference(parsed: Parsed, p: int) -> bool:
    """'(lire sur le sujet : « … »)'."""
    opened = next((k for k in range(p - 1, max(-1, p - 14), -1) if parsed.words[k] in ("(", ")")), -1)
    return (
        opened >= 0
        and parsed.words[opened] == "("
        and any(parsed.words[k] in parsed.lexicon.table.terms.references for k in range(opened, p))
    )


def _is_title(words: list[str]) -> bool:
    """Words that are all large but for the smallest, as in names and English titles."""
    long = [word for word in words if len(word) > _SHORT]
    large = sum(word[0].isupper() for word in words)
    return (
        _TITLE > len(words) > 1
        and large > 1
        and bool(long)
        and all(word[0].isupper() for word in long)
        and large * 2 > len(words)
    )


def _names_only(parsed: Parsed, said: Attribution | None) -> bool:
    """Whether the cue of a colon only gives names: RADSL signifie … : « … »."""
    if said is None or said.cue is None:
        return False
    return any(cue.first == said.cue[0] and not cue.roles & ~Role.NAME for cue in parsed.cues)


def _carrier_near(parsed: Parsed, p: int) -> bool:
    carriers = parsed.lexicon.table.terms.carriers
    return any(parsed.words[k] in carriers for k in range(max(0, p - 6), p))


def _charge(parsed: Parsed, p: int) -> bool:
    """'mis en examen pour « … »': behind 'pour', with a word of the law before it."""
    charges = parsed.lexicon.table.terms.charges
    k = p - 1
    while k >= 0 and (parsed.tags[k] & (Tag.DET | Tag.QUOTE | Tag.COORD | Tag.GENITIVE) or parsed.words[k] == ","):
        k -= 1
    if k < 0 or parsed.words[k] not in ("pour", "de", "for", "of", "with", "on"):
        return False
    return any(parsed.words[i] in charges for i in range(max(0, k - 8), k))
