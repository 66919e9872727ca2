"""The head of an institution or place into its whole name: "Conseil de sécurité des Nations unies", "place de la Paix"."""

from __future__ import annotations

from site_builder.extract.names.lexicon import APOSTROPHES, ARABIC, HYPHENS
from site_builder.extract.names.tokens import Tokens

MAX_STEPS = 12
"""How many words may follow a head: the cap that keeps the search short."""
CLOSED = frozenset({"parlement", "sénat", "commission", "congrès", "gouvernement", "assemblée"})
"""Heads that are whole in themselves: "le Parlement des mesures" is not one name."""


class Institutions:
    """Finds how far a name goes that begins with a head, or which small noun before a name is its head."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.lexicon = tokens.lexicon
        self.words, self.lower = tokens.words, tokens.lower

    def small_head(self, at: int) -> int | None:
        """The small noun on which the name at `at` hangs: "ministère (turc) de l'Intérieur", "rue X", "place de la X"."""
        lower, words = self.lower, self.lexicon.words
        back = at - 1
        if back < 0:
            return None
        if lower[back] in words.street_heads and self.tokens.spaced(at):
            return back
        if self.words[back] in APOSTROPHES and back > 1:
            back -= 1
            if lower[back] in words.articles:
                back -= 1
        elif lower[back] in words.articles:
            back -= 1
        if back < 1 or lower[back] not in words.of:
            return None
        noun = lower[back - 1]
        if noun in words.small_heads or noun in words.small_place_heads:
            return self._ordinal(back - 1)
        if back > 1 and lower[back - 2] in words.small_heads:
            return back - 2 if self.lexicon.is_adjective(noun) or noun in words.demonyms else None
        return None

    def _ordinal(self, noun: int) -> int:
        """With "arrondissement", the number before it: "18e arrondissement de X"."""
        if self.lower[noun] != "arrondissement" or noun < 2:
            return noun
        if self.lower[noun - 1][0].isdigit():
            return noun - 1
        return noun - 2 if self.lower[noun - 2].isdigit() else noun

    def complement(self, at: int, units: list[tuple[int, int]]) -> int:
        """End of an institution's name whose head ends at `at`; capitals on the way are added to `units`."""
        lower, tokens, lexicon = self.lower, self.tokens, self.lexicon
        closed = lower[at - 1] in CLOSED
        end = at
        for _ in range(MAX_STEPS):
            if not tokens.spaced(at):
                break
            if tokens.is_capital(at) or (lower[at] in ARABIC and at + 1 < tokens.count and self.words[at + 1] in HYPHENS):
                if self.is_person(at) or (at > end):
                    break
            elif lexicon.is_adjective(lower[at]):
                at = end = at + 1
                continue
            else:
                link = self._link(at, closed)
                if link is None:
                    break
                at = link
            stop = tokens.capital(at)
            if tokens.is_capital(at):
                units.append((at, stop))
            at = end = stop
        return end

    def is_person(self, at: int) -> bool:
        """Whether a full name begins at `at`: it does not carry on an institution's."""
        return (
            self.words[at] in self.lexicon.given
            and self.lower[at] not in self.lexicon.common
            and self.tokens.is_capital(at + 1)
            and self.tokens.spaced(at + 1)
        )

    def ends_office(self, first: int, at: int) -> bool:
        """Whether a full name begins at `at`, right behind the last word of an office, the capital at `first`.

        'La ministre de l’Éducation Najat X', 'le président de la Catalogne Carles X': exactly two large words, neither of
        which says what the institution is.
        """
        lower, known, tokens = self.lower, self.lexicon.words, self.tokens
        word, last = lower[at], tokens.unit(at)
        if word in self.lexicon.common or self._heads(word) or self._heads(lower[first]):
            return False
        if self.lexicon.longest(self.words, at) is not None:
            return False
        if self.lexicon.is_demonym(word) or self.lexicon.is_adjective(word):
            return False
        if not tokens.spaced(last) or not tokens.is_capital(last):
            return False
        after = tokens.unit(last)
        if tokens.spaced(after) and tokens.is_capital(after):
            return False
        back = first - 1
        while back >= 0 and (self.words[back] in APOSTROPHES or lower[back] in known.articles or self._leads(lower[back])):
            back -= 1
        return 0 <= back < first - 1 and lower[back] in known.functions

    def _heads(self, word: str) -> bool:
        return word in self.lexicon.words.organisation_heads or word in self.lexicon.words.place_heads

    def _leads(self, word: str) -> bool:
        """Whether a small word leads from an office to what it is of: de, du, à, aux."""
        return word in self.lexicon.words.of or word in self.lexicon.words.links or word in self.lexicon.contracted

    def _link(self, at: int, closed: bool) -> int | None:
        """Behind "de", "de la", "pour l'", "et des"…: the word that belongs to the institution, if it does."""
        lower, known, tokens = self.lower, self.lexicon.words, self.tokens
        first = lower[at]
        if first not in known.of and first not in known.links:
            return None
        joins, at = first in known.joiners, at + 1
        if joins and at < tokens.count and lower[at] in known.of:
            at += 1
        while at < tokens.count and (self.words[at] in APOSTROPHES or lower[at] in known.articles):
            at += 1
        if at >= tokens.count:
            return None
        if lower[at] in known.complements or (joins and self.lexicon.is_adjective(lower[at])):
            return at
        if tokens.is_capital(at):
            return at if first in known.of or (joins and lower[at] in self.lexicon.common) else None
        plural = first == "des" and not closed and lower[at].endswith("s") and lower[at] in self.lexicon.common
        return at if plural else None

    def place(self, at: int, units: list[tuple[int, int]]) -> int | None:
        """End of a place's name whose head ends at `at`: "Golfe persique", "Afrique de l'Ouest"; None if it has no more."""
        lower, known, tokens = self.lower, self.lexicon.words, self.tokens
        if not tokens.spaced(at) or tokens.is_capital(at):
            return None
        if lower[at] in known.of:
            at += 1
            while at < tokens.count and (self.words[at] in APOSTROPHES or lower[at] in known.articles):
                at += 1
            if tokens.is_capital(at):
                stop = tokens.capital(at)
                units.append((at, stop))
                return stop
            return at + 1 if at < tokens.count and lower[at] in known.directions else None
        return at + 1 if self.lexicon.is_adjective(lower[at]) else None
