"""A verb, or a phrase, into whether it is one or several: French verbs agree with their subjects, and tell them apart."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.extract.quotes.lexicon import Tag
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.table import Grammar


def of_verb(grammar: Grammar, words: Sequence[str], first: int, head: int, lemma: str) -> bool | None:
    """Whether the finite verb of a group is in the plural; None where its language does not show it."""
    if not grammar.plural_endings:
        return None
    word = words[first if first < head else head]
    if lemma.endswith(grammar.singular_lemmas) and not word.endswith(grammar.sure_plurals):
        return False  # il dément, il maintient
    return word.endswith(grammar.plural_endings)


def of_phrase(grammar: Grammar, words: Sequence[str], mention: Mention) -> bool | None:
    """Whether a phrase is about several, by the word that it begins with; None where that does not say."""
    word = words[mention.first]
    if word in grammar.singular_openers:
        return None if any(words[k] == "et" for k in range(mention.first, mention.last)) else False
    return True if word in grammar.plural_openers else None


def alone_behind_and(plural: bool | None, tags: Sequence[int], at: int) -> Mention | None:
    """'… une visite dans la Somme et Jean X a confié': a name between 'et' and a verb in the singular is its subject."""
    if plural is not False or at < 2 or not tags[at] & Tag.NAME or not tags[at - 1] & Tag.COORD:
        return None
    return Mention(at, at + 1, at)


def agree(verb: bool | None, phrase: bool | None) -> bool:
    """Whether a verb may have a phrase as its subject."""
    return verb is None or phrase is None or verb is phrase
