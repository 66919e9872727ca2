"""A run into evidence: how much in it speaks for a person, an organisation, a place, or no name at all."""

from __future__ import annotations

import msgspec

from site_builder.extract.names.lexicon import ARABIC, COUNTRY, HYPHENS, May
from site_builder.extract.names.runs import Run
from site_builder.extract.names.tokens import Tokens
from site_builder.model import Kind

PARTICIPLES = ("és", "ées", "ée", "é", "ue", "ues")
PLACE_COMPOUND = 55
"""What is known with this weight as a place makes a place of a compound that begins with it."""
MONEY = frozenset("$€£¥")
ROMAN = frozenset("IVXLCDM")
SAINTS = frozenset({"saint", "sainte", "mont", "port", "bourg", "val", "fort", "pont", "santa", "san"})
FAMILY_STARTS = ("Mc", "Mac", "De", "Le", "La", "Di", "O'", "Fitz", "Van", "Du")
"""Capitals inside a word that begin a family name, not a brand."""


class Evidence(msgspec.Struct, gc=False):
    """Weights of one mention; `rule` names the strongest."""

    person: int = 0
    organisation: int = 0
    place: int = 0
    doubt: int = 0
    rule: str = "capitals"
    best: int = 0

    def add(self, rule: str, *, person: int = 0, organisation: int = 0, place: int = 0) -> None:
        """Adds weights; a negative one speaks against a kind."""
        self.person += person
        self.organisation += organisation
        self.place += place
        weight = person if person > organisation else organisation
        weight = place if place > weight else weight
        if weight > self.best:
            self.best, self.rule = weight, rule

    def favour(self, rule: str, kind: Kind, weight: int) -> None:
        """Adds weight to one kind."""
        setattr(self, kind, getattr(self, kind) + weight)
        if weight > self.best:
            self.best, self.rule = weight, rule


class Inside:
    """Weighs a run by its own words."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens, self.lexicon = tokens, tokens.lexicon
        self.words, self.lower = tokens.words, tokens.lower

    def is_no_name(self, run: Run) -> bool:
        """Whether the run is surely none: a month, an event, a function, a people, a code, a Roman number."""
        known = self.lexicon.words
        first, end = run.units[0]
        word = self.tokens.joined(run.units[0])
        alone = len(run.units) == 1
        if alone and run.head is None and word in known.never:
            return True
        if run.last < self.tokens.count and self.words[run.last] in MONEY and self.tokens.touches(run.last):
            return True
        if run.known is not None:
            return False
        if word in known.other_heads and (alone or self.words[first] not in self.lexicon.given):
            return True
        if not alone and self.lower[run.last - 1] in known.other_heads:
            return True
        if not alone or (run.head is not None and run.last - run.first > 1):
            return False
        if run.head is None and self.lexicon.may[word] & May.TITLE:
            if word in known.functions or word in known.function_adjectives or word in known.titles:
                return True
            if word in known.demonyms or self._is_people(run, word):
                return True
        written = self.words[first]
        code = end - first == 1 and len(written) <= 5 and not written.isalpha() and any(c.isdigit() for c in written)
        return code or len(word.rstrip(".")) == 1 or (len(word) > 1 and set(written) <= ROMAN)

    def _is_people(self, run: Run, word: str) -> bool:
        """Somebody of a place: "les Marseillais", "un Québécois", "la Norvégienne"."""
        if run.titled or not self.lexicon.is_demonym(word):
            return False
        before = self.tokens.before(run.first)
        if before < 0:
            return False
        known, article = self.lexicon.words, self.lower[before]
        if article in known.determiners or article in known.of_the or article in known.to_the:
            return article not in known.of_the or article.endswith("s")
        return article in known.articles and self.words[run.first] not in self.lexicon.given

    def weigh(self, run: Run, found: Evidence) -> None:
        """Adds what the run's own words say."""
        known = self.lexicon.words
        if run.known is not None:
            found.favour("known", *run.known)
        if run.titled:
            found.add("title", person=60)
        if run.head is not None:
            found.favour("head", run.head, 60 if run.last - run.first > 1 else 40)
        elif len(run.units) == 1 and run.known is None:
            self._single(run, found)
        if len(run.units) == 1:
            return
        units = [self.tokens.joined(unit) for unit in run.units]
        if run.head is None:
            self._several(run, units, found)
        if not known.press_words.isdisjoint(units):
            found.add("press", organisation=45)
        if units[-1].rstrip(".") in known.company_forms:
            found.add("company form", organisation=50)
        if not known.club_marks.isdisjoint(units) and any(
            unit in known.club_marks and self.words[at].isupper() for unit, (at, _) in zip(units, run.units, strict=True)
        ):
            found.add("club", organisation=50)

    def _several(self, run: Run, units: list[str], found: Evidence) -> None:
        known, lexicon = self.lexicon.words, self.lexicon
        first = self.words[run.units[0][0]]
        is_given = first in lexicon.given
        last = lexicon.longest(self.words, run.units[-1][0])
        if last is not None and last[0] == run.last and last[1] == "place" and last[2] >= COUNTRY:
            found.add("branch", organisation=32)  # "Vectaria Australia"
        if is_given:
            plain = units[0] in lexicon.common or lexicon.longest(self.words, run.first) is not None
            found.add("given name", person=25 if plain else 45)
        elif len(units[0].rstrip(".")) == 1 or units[0].count("."):
            found.add("initials", person=30)
        if units[-1] in known.place_tails and run.known is None:
            found.add("place tail", place=45)
        elif units[0] in known.place_heads and run.known is None:
            found.add("place head", place=40)
        if not known.particles.isdisjoint(self.lower[run.first + 1 : run.last]):
            found.add("particle", person=15)
        if run.known is None and len(units) <= 4:
            self._plain(run, units, is_given, found)
        if first.isupper() and len(first) > 2 and first.capitalize() not in lexicon.given:
            found.add("acronym", organisation=15)

    def _plain(self, run: Run, units: list[str], is_given: bool, found: Evidence) -> None:
        """What several capitals say by themselves: mostly a person, unless their words are common ones."""
        common = sum(map(self.lexicon.common.__contains__, units))
        if not is_given and self.lexicon.longest(self.words, run.first) is not None:
            found.add("place and more", organisation=18, person=6)
        elif not common:
            people = self.lexicon.words.pairs_are_people or is_given
            found.add("two words", person=18 if people else 12, organisation=0 if people else 14)
        elif common < len(units):
            found.add("two words", person=10, organisation=4)
        else:
            found.add("common words", organisation=14, person=6)

    def _single(self, run: Run, found: Evidence) -> None:
        word, lexicon = self.words[run.first], self.lexicon
        given = (word in lexicon.given or word.capitalize() in lexicon.given) and self.lower[run.first] not in ARABIC
        if given:
            found.add("first name", person=20)
        if run.last - run.first > 1:
            place = lexicon.known.get(word, {}).get("", ("", 0))
            if self.words[run.first].isupper() and self.words[run.last - 1].isupper() and len(word) > 1:
                found.add("acronym", organisation=38)
            elif place[0] == "place" and place[1] >= PLACE_COMPOUND:
                found.add("compound", place=30)
            elif self.lower[run.first] in SAINTS or "sur" in self.lower[run.first : run.last]:
                found.add("compound", place=35)
            elif not given and self.words[run.first + 1] in HYPHENS:
                places = lexicon.words.place_compounds
                found.add("compound", place=10 if places else 0, organisation=4 if places else 10)
            elif "." in self.words[run.first : run.last]:
                found.add("domain", organisation=30)
        elif word.isupper() and len(word) > 1:
            found.add("acronym", organisation=38)
        elif _is_mixed(word):
            found.add("inner capital", organisation=30)
        elif word.lower() in lexicon.common and not given:
            found.add("common word", organisation=8)

    def doubt(self, run: Run, found: Evidence) -> int:
        """How likely the run is no name, 0 to 100: a sentence's first word, a common word behind an article, a bare code."""
        word = self.tokens.joined(run.units[0])
        plain = word in self.lexicon.common
        if run.known is not None and plain and run.opens and run.known[1] < COUNTRY:
            return 60
        if run.known is not None or run.titled:
            return 0
        alone = run.last - run.first == 1
        if not alone:
            parts = self.lower[run.first : run.last : 2] if len(run.units) == 1 and run.head is None else [""]
            if run.opens and all(part in self.lexicon.common for part in parts):
                return 80
            return 30 if run.opens and plain and found.best < 40 else 0
        if run.opens:
            return self._opening_doubt(run, found, word, plain)
        if (found.best >= 35 and found.rule != "acronym") or self.words[run.first] in self.lexicon.given:
            return 0
        return self._inside_doubt(run, plain)

    def _opening_doubt(self, run: Run, found: Evidence, word: str, plain: bool) -> int:
        behind = self.lower[run.last] if run.last < self.tokens.count else ""
        if behind == ":":
            return 70
        if self.words[run.first].isupper() and len(word) > 1:
            return 10
        if found.rule == "verb" and not plain:
            return 30
        if plain or word.endswith(PARTICIPLES) or word.endswith(("ment", "ant", "ants", "ing", "ly")):
            return 80
        return 30 if self.lexicon.is_adjective(word) or word.endswith(("s", "ed")) else 10

    def _inside_doubt(self, run: Run, plain: bool) -> int:
        known = self.lexicon.words
        before = self.tokens.before(run.first)
        article = self.lower[before] if before >= 0 else ""
        if plain and run.head is None and self.lower[run.first].endswith(PARTICIPLES):
            return 60
        vague = article in known.of or article in known.in_words or article in known.determiners
        if plain and (vague or article in known.articles or article in known.to_the):
            return 60
        bare = vague and bool(known.of_the) and article not in known.of_the  # where articles stand before acronyms
        code = self.words[run.first].isupper() and len(self.words[run.first]) > 1
        return 60 if code and bare and self.words[run.first - 1] not in "'’" else 0


def _is_mixed(word: str) -> bool:
    """Whether a word has a digit, or a capital inside that begins no family name."""
    if word.isalpha() and word[1:].islower():
        return False
    return any(c.isdigit() for c in word) or (any(c.isupper() for c in word[1:]) and not word.startswith(FAMILY_STARTS))
