"""What an article calls its people and bodies beside their names: it tells whom another article only describes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder import lang
from site_builder.extract.quotes.cast import Cast
from site_builder.extract.quotes.lexicon import Lexicon, Tag
from site_builder.extract.senses import fold
from site_builder.extract.stems import stem
from site_builder.model import Calling, Quote

_WORD = re.compile(r"[^\W_]+")


def callings(cast: Cast, lexicon: Lexicon) -> tuple[Calling, ...]:
    """Each name with the telling words that stand beside it, without repeats, in the order of the text."""
    found = (_calling(office.key, office.words, lexicon) for office in cast.offices)
    return tuple(dict.fromkeys(calling for calling in found if calling is not None))


def descriptions(quotes: Iterable[Quote], lexicon: Lexicon) -> tuple[Calling, ...]:
    """The phrases by which the article itself cannot say who speaks (`Quote.speaker_text`), with their telling words.

    Of a body described by a proper name ('la société de logiciels basée à Redmond') that name is what tells.
    """
    phrases = dict.fromkeys(
        q.speaker_text for q in quotes if q.speaker_text and not q.speaker_key and q.source != "anonymous"
    )
    found = []
    for phrase in phrases:
        words = _WORD.findall(phrase)
        calling = _calling(phrase, [word.lower() for word in words], lexicon)
        if calling is not None and calling.kind == "organisation":
            names = {stem(fold(word)) for word in words[1:] if word[0].isupper()}
            calling = Calling(phrase, calling.kind, tuple(sorted(names.intersection(calling.words))) or calling.words)
        if calling is not None:
            found.append(calling)
    return tuple(found)


def _calling(key: str, words: Iterable[str], lexicon: Lexicon) -> Calling | None:
    """What tells one from others of its kind: not the bare noun for a body, of which the press has many for each.

    'la firme de Redmond' is 'le groupe de Redmond'; but 'le ministre des Transports' is no 'directeur des Transports'.
    """
    common, tags = lang.words(lexicon.language).function_words, lexicon.tags
    content = [word for word in words if word not in common and not tags.get(word, 0) & (Tag.DET | Tag.PREP)]
    bodies = {word for word in content if tags.get(word, 0) & Tag.ORGANISATION}
    people = {word for word in content if tags.get(word, 0) & Tag.PERSON}
    if not bodies and not people:
        return None
    telling = {stem(fold(word)) for word in content if people or word not in bodies}
    telling.discard("")
    if not telling or (people and len(telling) == len(people)):
        return None  # 'le groupe', 'le ministre': anybody may be it
    return Calling(key, "person" if people else "organisation", tuple(sorted(telling)))
