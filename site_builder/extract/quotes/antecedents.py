"""A relative pronoun into the phrase that it stands for: the one right before it that hangs on no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.extract.quotes.lexicon import Tag
from site_builder.extract.quotes.mention import Mention

if TYPE_CHECKING:
    from site_builder.extract.quotes.phrases import Phrases

_BARRIER = Tag.STOP | Tag.QUOTE
_LONGEST = 14
"""An apposition of more units is none."""


def antecedent(phrases: Phrases, relative: int) -> Mention | None:
    """What a relative pronoun at unit `relative` stands for: the phrase right before it."""
    j = relative - 1
    while j >= 0 and phrases.words[j] == ",":
        j -= 1
    if j > 0 and phrases.words[j] == ")":
        # 'Yves X (UDI), qui craint': what stands in brackets behind a name tells where it belongs.
        opened = next((k for k in range(j - 1, max(0, j - _LONGEST), -1) if phrases.words[k] == "("), 0)
        if opened and phrases.tags[opened - 1] & Tag.NAME:
            return Mention(opened - 1, opened, opened - 1)
    j = _past_asides(phrases, j)
    if (
        j < 0
        or phrases.tags[j] & (Tag.PUNCT | Tag.QUOTE)
        or phrases.words[j] in phrases.lexicon.table.grammar.demonstratives
    ):
        return None  # 'ceux qui voudraient « … »': nobody in particular
    if phrases.tags[j] & Tag.SUBJECT and not phrases.tags[j] & (Tag.NAME | Tag.DET):
        return Mention(j, j + 1, -1, pronoun=True)  # 'C’est lui qui'
    apposed = _head_of_apposition(phrases, j)
    if apposed >= 0:
        return Mention(apposed, apposed + 1, apposed)
    if phrases.tags[j] & Tag.NAME:
        governing = Tag.PREP | Tag.GENITIVE
        before = next((tag for tag in phrases.tags[j - 1 :: -1] if tag & governing or not tag & Tag.DET), 0) if j else 0
        if before & governing:
            # 'le policier de Y, qui affirme': who speaks is the person, not the place that the phrase ends with.
            whole = phrases.in_segment(phrases.segment_start(j), j + 1)
            heads = Tag.PERSON | Tag.ORGANISATION
            if whole is not None and any(phrases.tags[k] & heads for k in range(whole.first, min(whole.first + 3, j))):
                return whole
        return Mention(j, j + 1, j)
    start = phrases.segment_start(j)
    for k in range(j, start, -1):
        # '… par un militant opposé à la loi qui a crié': the nearest noun for a person, of the same clause.
        if phrases.is_auxiliary(k) or phrases.is_finite(k):
            break
        if (
            phrases.tags[k] & (Tag.PERSON | Tag.ANONYMOUS)
            and phrases.tags[k - 1] & Tag.DET
            and (not phrases.tags[k - 1] & Tag.PREP or _hangs_on_thing(phrases, k - 1))
        ):
            return Mention(k - 1, j + 1, phrases.head_name(k - 1, j + 1))
    for k in range(j, start, -1):
        # 'Le club a reçu un courrier de la ligue qui signale': the nearest phrase that hangs on no other.
        if _opens(phrases, k, j):
            return Mention(k, j + 1, phrases.head_name(k, j + 1))
    return phrases.in_segment(start, j + 1)


def pointed_at(phrases: Phrases, j: int) -> Mention | None:
    """'celui qui est vu comme le chef | a affirmé': whom a relative clause that ends at unit `j` tells."""
    tags = phrases.tags
    opens = next((k for k in range(j, max(0, j - _LONGEST), -1) if tags[k] & (Tag.RELATIVE | _BARRIER)), 0)
    if not opens or not tags[opens] & Tag.RELATIVE:
        return None
    told = any(phrases.is_auxiliary(k) or phrases.is_finite(k) for k in range(opens + 1, j + 1))
    pointed = phrases.words[opens - 1] in phrases.lexicon.table.grammar.pointers
    return Mention(opens - 1, j + 1, -1) if told and pointed else None


def _hangs_on_thing(phrases: Phrases, k: int) -> bool:
    """'des propos du chef de la diplomatie, qui': whether the person behind 'du' at unit `k` hangs on a mere thing."""
    if k < 2 or not phrases.tags[k] & Tag.GENITIVE or phrases.words[k] == "des":
        return False
    return phrases.tags[k - 1] == Tag.WORD and bool(phrases.tags[k - 2] & Tag.DET)


def _opens(phrases: Phrases, k: int, j: int) -> bool:
    """Whether a phrase begins at unit `k` that hangs on no other, and tells no time, of those that end at `j`."""
    tags, words, grammar = phrases.tags, phrases.words, phrases.lexicon.table.grammar
    if not tags[k] & Tag.DET or (k < j and tags[k + 1] & Tag.TIME):
        return False
    before = tags[k - 1]
    if tags[k] & Tag.GENITIVE:
        # 'justifier des coupes qui': several of them, and not 'of the'
        return words[k] == "des" and (words[k - 1].endswith(grammar.infinitives) or bool(before & (Tag.VERB | Tag.CUE)))
    return not before & (Tag.GENITIVE | Tag.DET) and (not before & Tag.PREP or words[k - 1] in grammar.by)


def _past_asides(phrases: Phrases, j: int) -> int:
    """The unit before 'un rapport, rendu public jeudi,': what has no noun of its own between commas is an aside."""
    tags = phrases.tags
    comma = _comma_before(phrases, j)
    if comma < 0 or comma == j or tags[j] & Tag.NAME or tags[comma + 1] & (Tag.DET | Tag.NAME | Tag.RELATIVE | Tag.PERSON):
        return j
    aside = phrases.words[comma + 1].endswith(phrases.lexicon.table.grammar.participles) or tags[comma + 1] & (
        Tag.PREP | Tag.TIME
    )
    return comma - 1 if aside else j


def _head_of_apposition(phrases: Phrases, j: int) -> int:
    """'X, président de l’Y et de Z, qui …': the name that an apposition ending at unit `j` belongs to, or -1."""
    comma = _comma_before(phrases, j)
    if comma < 0 or not phrases.tags[comma - 1] & Tag.NAME:
        return -1
    head = comma + 1 + bool(phrases.tags[comma + 1] & Tag.DET)
    opens = any(phrases.tags[k] & Tag.PERSON for k in range(head, min(head + 2, j + 1)))
    return comma - 1 if opens and not phrases.tags[comma + 1] & (Tag.PREP | Tag.COORD) else -1


def _comma_before(phrases: Phrases, j: int) -> int:
    """The last comma up to unit `j` that has something before it; -1 when a barrier is nearer, or it is too far."""
    tags, words = phrases.tags, phrases.words
    comma = next((k for k in range(j, max(-1, j - _LONGEST), -1) if words[k] == "," or tags[k] & _BARRIER), -1)
    return comma if comma > 0 and words[comma] == "," else -1
