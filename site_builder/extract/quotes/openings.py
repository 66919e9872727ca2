"""The head of a sentence into whom it is about, whatever its verb: 'À la barre, le prévenu blêmit', 'X, éleveur, râle'."""

from __future__ import annotations

from site_builder.extract.quotes.lexicon import Tag
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.phrases import Phrases

_PREDICATE = 12
"""Units of what is told of somebody before the name."""


def opening(phrases: Phrases, start: int = 0) -> Mention | None:
    """The phrase or pronoun that a sentence begins with behind what is put before it, from unit `start` on."""
    k = _past_fronted(phrases, start)
    tags = phrases.tags
    if k >= len(tags):
        return None
    if tags[k] & Tag.SUBJECT and not tags[k] & (Tag.NAME | Tag.DET):
        return Mention(k, k + 1, -1, pronoun=True)
    whole = phrases.phrase_at(k)
    return _noun_group(phrases, whole) if whole is not None and whole.first == k else whole


def _past_fronted(phrases: Phrases, k: int) -> int:
    """The unit behind 'À la barre,', 'Depuis lundi,', 'Hier': where the subject is to be looked for."""
    tags, words = phrases.tags, phrases.words
    while k < len(tags) and tags[k] & (Tag.ADVERB | Tag.COORD | Tag.TIME | Tag.PUNCT) and not tags[k] & Tag.NAME:
        k += 1
    if k + 2 < len(tags) and tags[k] & Tag.DET and tags[k + 1] & Tag.TIME and words[k + 2] == ",":
        return _past_fronted(phrases, k + 3)  # 'Cette semaine, aux soins intensifs, il va'
    fronted = k < len(tags) and tags[k] & (Tag.PREP | Tag.GENITIVE) and not tags[k] & Tag.NAME
    if fronted and not (tags[k] & Tag.DET and words[k] == "des"):
        return next((i + 1 for i in range(k, len(tags)) if words[i] == "," or tags[i] & Tag.QUOTE), len(tags))
    return _past_predicate(phrases, k)


def _past_predicate(phrases: Phrases, k: int) -> int:
    """The unit behind 'Mère de deux enfants,', 'Accroupie,': what has no article and a comma tells of who follows it."""
    tags, words = phrases.tags, phrases.words
    if phrases.lexicon.table.grammar.premodified or k >= len(tags) or not tags[k] & Tag.WORD:
        return k
    if tags[k] & (Tag.DET | Tag.NAME | Tag.SUBJECT | Tag.PREP | Tag.VERB | Tag.RELATIVE | Tag.THAT | Tag.SUBORD):
        return k
    barrier = Tag.HAVE | Tag.BE | Tag.SUBJECT | Tag.STOP | Tag.QUOTE | Tag.RELATIVE | Tag.THAT
    closed = next((i for i in range(k + 1, len(tags) - 1) if words[i] == ")"), -1)
    opened = next((i for i in range(k + 1, min(k + _PREDICATE, len(tags))) if words[i] in "(,"), -1)
    past = closed if opened >= 0 and words[opened] == "(" and closed > opened else k  # 'Doyen (il y siège depuis …), X'
    for i in range(past + 1, min(past + _PREDICATE, len(tags) - 1)):
        if words[i] == ",":
            return i + 1 if tags[i + 1] & (Tag.DET | Tag.NAME | Tag.SUBJECT) else k
        if tags[i] & barrier and not tags[i] & (Tag.NAME | Tag.DET):
            break
    return k


def _noun_group(phrases: Phrases, whole: Mention) -> Mention:
    """The phrase up to its noun, with the name or the complement right behind it."""
    tags = phrases.tags
    if whole.name == whole.first:
        return Mention(whole.first, whole.first + 1, whole.first)
    nouns = Tag.PERSON | Tag.ANONYMOUS | Tag.ORGANISATION
    head = next((k for k in range(whole.first, whole.last) if tags[k] & nouns), -1)
    if head < 0:
        return whole
    last = head + 1
    while last < whole.last:
        if tags[last] & (Tag.NAME | Tag.PERSON):
            last += 1
        elif tags[last] & Tag.GENITIVE and last + 1 < whole.last:
            last += 2 + bool(tags[last + 1] & Tag.DET and not tags[last + 1] & Tag.NAME)
        else:
            break
    last = min(last, whole.last)
    return Mention(whole.first, last, phrases.head_name(whole.first, last))


def narrated(phrases: Phrases, marker: int) -> Mention | None:
    """'Et l’hebdomadaire d’ajouter': the phrase between 'et' and the marker of an infinitive at unit `marker`."""
    tags = phrases.tags
    if (
        marker <= 1
        or not tags[0] & Tag.COORD
        or phrases.words[marker] not in phrases.lexicon.table.grammar.infinitive_markers
    ):
        return None
    whole = phrases.phrase_at(1)
    if whole is None or whole.last < marker or not tags[1] & (Tag.DET | Tag.NAME):
        return None
    return Mention(1, marker, phrases.head_name(1, marker))
