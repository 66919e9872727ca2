"""The words around a date into how it bounds what happens: by then, before, after, since, about then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from site_builder.extract.dates.lexicon import Phrase, tokens
from site_builder.model import Mod


class Cues:
    """The phrases of a language, by the word that stands next to the date."""

    def __init__(self, lead: Mapping[Mod, Sequence[str]], trail: Mapping[Mod, Sequence[str]]) -> None:
        self._lead = _by_word(lead, -1)
        self._trail = _by_word(trail, 0)
        phrases = [tokens(text) for texts in (*lead.values(), *trail.values()) for text in texts]
        self.words = frozenset(word for phrase in phrases for word in phrase)

    def before(self, lower: Sequence[str], start: int) -> Mod | None:
        """What the longest phrase that ends at token `start` says."""
        for phrase, mod in self._lead.get(_straight(lower[start - 1]), ()) if start else ():
            if start >= len(phrase) and _same(lower[start - len(phrase) : start], phrase):
                return mod
        return None

    def behind(self, lower: Sequence[str], end: int) -> Mod | None:
        """What the longest phrase that begins at token `end` says."""
        for phrase, mod in self._trail.get(_straight(lower[end]), ()) if end < len(lower) else ():
            after = end + len(phrase)
            # « avant 2010 ou après 2018 »: the words belong to a date that follows.
            if _same(lower[end:after], phrase) and not (after < len(lower) and lower[after][0].isalnum()):
                return mod
        return None


def _by_word(cues: Mapping[Mod, Sequence[str]], at: int) -> Mapping[str, list[tuple[Phrase, Mod]]]:
    found: dict[str, list[tuple[Phrase, Mod]]] = defaultdict(list)
    for mod, phrases in cues.items():
        for phrase in map(tokens, phrases):
            found[phrase[at]].append((phrase, mod))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


def _straight(word: str) -> str:
    return "'" if word == "’" else word


def _same(words: Sequence[str], phrase: Phrase) -> bool:
    return len(words) == len(phrase) and all(_straight(a) == b for a, b in zip(words, phrase, strict=True))
