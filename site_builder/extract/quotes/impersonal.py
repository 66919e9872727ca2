"""The 'on' of a sentence into the body that it stands for: 'répond-on à la CGT', 'Chez Aurel, on juge'."""

from __future__ import annotations

from site_builder.extract.quotes.lexicon import Tag
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.phrases import Phrases

_FRONTED = 12
"""Units of what is put before 'on'."""


def body_meant(phrases: Phrases, unit: int) -> Mention | None:
    """The phrase that says where the 'on' at unit `unit` speaks, behind it or at the head of its clause."""
    behind = _placed(phrases, unit + 1)
    if behind is not None:
        return behind
    words, tags = phrases.words, phrases.tags
    comma = unit - 1
    while comma > 0 and tags[comma] & (Tag.CLITIC | Tag.ADVERB) and words[comma] != ",":
        comma -= 1
    if comma < 1 or words[comma] != ",":
        return None
    barrier = Tag.STOP | Tag.QUOTE
    start = next((k + 1 for k in range(comma - 1, max(-1, comma - _FRONTED), -1) if tags[k] & barrier or words[k] == ","), 0)
    while start < comma and tags[start] & (Tag.COORD | Tag.ADVERB):
        start += 1
    return _placed(phrases, start)


def _placed(phrases: Phrases, at: int) -> Mention | None:
    """The body behind a preposition of place at unit `at`."""
    words, tags, placing = phrases.words, phrases.tags, phrases.lexicon.table.grammar.placing
    for phrase in placing:
        count = phrase.count(" ") + 1
        if " ".join(words[at : at + count]) != phrase:
            continue
        begins = at + count - bool(tags[at + count - 1] & Tag.DET)
        found = phrases.phrase_at(begins) if begins < len(tags) else None
        if found is None:
            return None
        bodily = any(tags[k] & Tag.ORGANISATION for k in range(found.first, found.last))
        if not bodily and found.name < 0:
            return None
        return found
    return None
