"""A noun phrase and the words behind its comma into who it is: 'le directeur de cabinet, X', 'son avocate, Me Y'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.extract.quotes.lexicon import Tag
from site_builder.extract.quotes.mention import Mention

if TYPE_CHECKING:
    from site_builder.extract.quotes.phrases import Phrases

_APPOSITION = 9
"""Units of an apposition that holds no more than a title and a name, its commas apart."""
_COMPLEMENT = 9
"""Units of what may stand between a phrase and the comma behind it: 'le ministre | délégué auprès de …, X'."""
_TITLED = 3
"""Units of a name with what only introduces it: 'Me X', 'lord Y'."""
_OTHER = Tag.VERB | Tag.PREP | Tag.DET | Tag.COORD | Tag.RELATIVE | Tag.SUBORD | Tag.PUNCT | Tag.CUE


def named_behind(phrases: Phrases, mention: Mention) -> Mention:
    """'le directeur de cabinet, X,', 'la plaignante, l’ingénieure Y,': the name behind the comma is who it is."""
    tags = phrases.tags
    if mention.last >= len(tags) or (mention.name >= 0 and not is_acronym(phrases, mention.name)):
        return mention
    one_of = mention.last - mention.first > 1 and tags[mention.first] & Tag.DET and tags[mention.first + 1] & Tag.INDEFINITE
    called = any(
        tags[k] & (Tag.PERSON | Tag.ORGANISATION) for k in range(mention.first, min(mention.first + 4, mention.last))
    )
    definite = bool(tags[mention.first] & Tag.DET) and not tags[mention.first] & Tag.INDEFINITE
    office = definite and any(tags[k] & Tag.PERSON for k in range(mention.first, min(mention.first + 4, mention.last)))
    comma = _comma(phrases, mention.last, office=office)
    if comma < 0 or comma + 1 >= len(tags):
        return mention
    if tags[comma + 1] & Tag.NAME:
        if not (called or one_of or (definite and is_full(phrases, comma + 1))):
            return mention
        near = comma == mention.last or is_full(phrases, comma + 1)
        return Mention(comma + 1, comma + 2, comma + 1) if near and _is_closed(phrases, comma + 2) else mention
    if not (called or one_of) or comma > mention.last:
        return mention
    end = next(
        (k for k in range(comma + 1, min(comma + _APPOSITION, len(tags))) if tags[k] & (Tag.PUNCT | Tag.QUOTE)), len(tags)
    )
    return titled_name(phrases, comma + 1, end) or _introduced_name(phrases, comma + 1, end) or mention


def _comma(phrases: Phrases, at: int, *, office: bool) -> int:
    """The comma at unit `at`, or behind the complement of an office that begins there; -1 where there is none."""
    tags, words = phrases.tags, phrases.words
    if words[at] == ",":
        return at
    if not office or phrases.lexicon.table.grammar.premodified or not tags[at] & (Tag.PREP | Tag.NAME | Tag.WORD):
        return -1
    barrier = Tag.PUNCT | Tag.QUOTE | Tag.VERB | Tag.SUBJECT | Tag.RELATIVE | Tag.THAT | Tag.SUBORD | Tag.TIME
    for k in range(at, min(at + _COMPLEMENT, len(tags))):
        if words[k] == ",":
            return k
        if tags[k] & barrier and not tags[k] & Tag.NAME:
            break
    return -1


def is_full(phrases: Phrases, k: int) -> bool:
    """Whether a name has more than one word: 'Cyprien Hartog', which is no place of a list."""
    return any(blank in phrases.frame.surface(k, k + 1) for blank in " \u00a0")


def _is_closed(phrases: Phrases, k: int) -> bool:
    """Whether an apposition may end before unit `k`."""
    return k >= len(phrases.tags) or bool(phrases.tags[k] & (Tag.PUNCT | Tag.QUOTE | Tag.COORD | Tag.PREP))


def _introduced_name(phrases: Phrases, first: int, end: int) -> Mention | None:
    """'Me Vasseur', 'lord Y': a word or two that only introduce the name behind them fill the units."""
    last = end - 1
    if not 1 < end - first <= _TITLED or not phrases.tags[last] & Tag.NAME or is_acronym(phrases, last):
        return None
    return Mention(first, end, last) if are_titles(phrases, first, last) else None


def titled_name(phrases: Phrases, first: int, end: int) -> Mention | None:
    """'l’ingénieure Y', 'le général Z': a title and the name behind it fill the units; else None."""
    tags, last = phrases.tags, end - 1
    if not 1 < end - first < _APPOSITION or not tags[last] & Tag.NAME or is_acronym(phrases, last):
        return None
    noun = first + bool(tags[first] & Tag.DET)
    called = tags[noun] & Tag.PERSON or phrases.words[noun] in phrases.lexicon.table.speakers.demonyms
    if not called or tags[noun] & Tag.NAME or phrases.head_name(first, end) != last:
        return None
    return Mention(first, end, last)


def is_acronym(phrases: Phrases, k: int) -> bool:
    """Whether a name is written in capitals alone: what somebody was given, or belongs to, no person."""
    return phrases.frame.surface(k, k + 1).isupper()


def are_titles(phrases: Phrases, first: int, last: int) -> bool:
    """'Me', 'lieutenant-colonel': words before a name that only introduce it."""
    return not any(phrases.tags[k] & _OTHER for k in range(first, last))
