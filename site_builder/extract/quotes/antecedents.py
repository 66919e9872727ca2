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
    j = _past_asides(phrases, j)
    if (
        j < 0
        or phrases.tags[j] & (Tag.PUNCT | Tag.QUOTE)
        or phrases.words[j] in phrases.lexicon.table.grammar.demonstratives
    ):
        return None  # 'ceux qui voudraient « … »': nobody in particular
    apposed = _head_of_apposition(phrases, j)
    if apposed >= 0:
        return Mention(apposed, apposed + 1, apposed)
    if phrases.tags[j] & Tag.NAME:
        if j and phrases.tags[j - 1] & (Tag.PREP | Tag.GENITIVE):
            # 'le policier de Y, qui affirme': who speaks is the person, not the place that the phrase ends with.
            whole = phrases.in_segment(phrases.segment_start(j), j + 1)
            if whole is not None and any(phrases.tags[k] & Tag.PERSON for k in range(whole.first, min(whole.first + 3, j))):
                return whole
        return Mention(j, j + 1, j)
    start = phrases.segment_start(j)
    for k in range(j, start, -1):
        # '… par un militant opposé à la loi qui a crié': the nearest noun for a person, of the same clause.
        if phrases.is_auxiliary(k):
            break
        if (
            phrases.tags[k] & (Tag.PERSON | Tag.ANONYMOUS | Tag.ORGANISATION)
            and phrases.tags[k - 1] & Tag.DET
            and not phrases.tags[k - 1] & Tag.PREP
        ):
            return Mention(k - 1, j + 1, phrases.head_name(k - 1, j + 1))
    for k in range(j, start, -1):
        # 'Le club a reçu un courrier de la ligue qui signale': the nearest phrase that hangs on no other.
        if (
            phrases.tags[k] & Tag.DET
            and not phrases.tags[k] & Tag.GENITIVE
            and not phrases.tags[k - 1] & (Tag.GENITIVE | Tag.DET)
        ):
            return Mention(k, j + 1, phrases.head_name(k, j + 1))
    return phrases.in_segment(start, j + 1)


def _past_asides(phrases: Phrases, j: int) -> int:
    """The unit before 'un rapport, rendu public ce jeudi,': what stands between commas without a noun of its own is an aside."""
    tags, words = phrases.tags, phrases.words
    comma = next((k for k in range(j, max(-1, j - _LONGEST), -1) if words[k] == "," or tags[k] & _BARRIER), -1)
    if (
        comma < 1
        or words[comma] != ","
        or comma == j
        or tags[j] & Tag.NAME
        or tags[comma + 1] & (Tag.DET | Tag.NAME | Tag.RELATIVE | Tag.PERSON)
    ):
        return j
    aside = words[comma + 1].endswith(phrases.lexicon.table.grammar.participles) or tags[comma + 1] & (Tag.PREP | Tag.TIME)
    return comma - 1 if aside else j


def _head_of_apposition(phrases: Phrases, j: int) -> int:
    """'X, président de l’Y et de Z, qui …': the name that an apposition ending at unit `j` belongs to, or -1."""
    comma = next(
        (k for k in range(j, max(-1, j - _LONGEST), -1) if phrases.words[k] == "," or phrases.tags[k] & _BARRIER), -1
    )
    if comma < 1 or phrases.words[comma] != "," or not phrases.tags[comma - 1] & Tag.NAME:
        return -1
    head = comma + 1 + bool(phrases.tags[comma + 1] & Tag.DET)
    opens = any(phrases.tags[k] & Tag.PERSON for k in range(head, min(head + 2, j + 1)))
    return comma - 1 if opens and not phrases.tags[comma + 1] & (Tag.PREP | Tag.COORD) else -1
