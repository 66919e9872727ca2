"""A run into evidence: how much in and around it speaks for a person, an organisation, a place, or no name at all."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.extract.names.lexicon import Lexicon
from site_builder.extract.names.runs import APOSTROPHES, Run, Runs

LOOK_BACK = 9
"""How many words before a comma are searched for the function that an apposition names."""
PREPOSITIONS = {"de", "du", "des", "au", "aux", "of", "en", "dans", "par", "avec", "sur", "in", "with", "by", "for", "to"}
"""Behind one of these a name is not the subject of the verb that follows it."""
ROMAN = set("IVXLCDM")


@dataclass(slots=True)
class Evidence:
    """Weights of one mention; `rule` names the strongest."""

    person: int = 0
    organisation: int = 0
    place: int = 0
    doubt: int = 0
    rule: str = "capitals"
    best: int = 0

    def add(self, rule: str, *, person: int = 0, organisation: int = 0, place: int = 0) -> None:
        self.person += person
        self.organisation += organisation
        self.place += place
        weight = max(person, organisation, place)
        if weight > self.best:
            self.best, self.rule = weight, rule


class Weigher:
    """Weighs the runs of one text."""

    def __init__(self, runs: Runs, lexicon: Lexicon) -> None:
        self.runs, self.lexicon = runs, lexicon
        self.words, self.lower = runs.words, runs.lower

    def weigh(self, run: Run) -> Evidence | None:
        """The evidence for a run; None when it is surely no name."""
        if self._no_name(run):
            return None
        found = Evidence()
        if run.known is not None:
            kind, weight = run.known
            found.add("known", **{kind: weight})
        self._inside(run, found)
        self._before(run, found)
        self._behind(run, found)
        found.doubt = self._doubt(run, found)
        return found

    # --- no names ------------------------------------------------------------------------------------------------

    def _no_name(self, run: Run) -> bool:
        words = self.lexicon.words
        first = run.units[0][0]
        word = self._joined(run.units[0])
        if word in words.never and len(run.units) == 1:
            return True
        if run.known is not None:
            return False
        if word in words.other_heads and not (len(run.units) > 1 and self.words[first] in self.lexicon.given):
            return True
        if len(run.units) > 1:
            return False
        if run.head is None and (
            word in words.functions
            or word in words.function_adjectives
            or word in words.titles
            or (self.runs.scan.language == "en" and word in words.demonyms)
        ):
            return True
        if len(word.rstrip(".")) == 1:
            return True
        if self._people(run, word):
            return True
        return self.words[first].isupper() and len(word) > 1 and set(self.words[first]) <= ROMAN

    def _people(self, run: Run, word: str) -> bool:
        """Somebody of a place, or a people: "les Français", "un Québécois"."""
        if run.head is not None or run.titled or not self.lexicon.is_demonym(word):
            return False
        if word in self.lexicon.words.demonyms:
            return True
        before = self._word_before(run.first)
        if before in ("les", "des", "aux", "ces", "deux", "trois", "un", "une", "quelques", "plusieurs", "certains"):
            return True
        return word in self.lexicon.common and before in ("le", "la", "l", "du", "au", "d", "cet", "cette", "ce", "jeune")

    # --- inside --------------------------------------------------------------------------------------------------

    def _inside(self, run: Run, found: Evidence) -> None:
        words, lexicon = self.lexicon.words, self.lexicon
        first = self.words[run.first]
        units = [self._joined(unit) for unit in run.units]
        if run.titled:
            found.add("title", person=60)
        if run.head is not None:
            found.add("head", **{run.head: 60 if len(run.units) > 1 or run.last - run.first > 1 else 40})
        if len(units) > 1:
            self._several(run, units, found)
        elif run.head is None and run.known is None:
            if first in lexicon.given or first.capitalize() in lexicon.given:
                found.add("given name", person=20)
            if run.last - run.first == 1:
                self._single(first, found)
            elif "sur" in self.lower[run.first : run.last] or first in ("Saint", "Sainte", "Mont", "Port", "Bourg", "Val"):
                found.add("compound", place=35)
            elif first in ("Al", "El", "al", "el"):
                found.add("compound", place=8)
        if any(unit in words.press_words for unit in units[1:]) or (len(units) > 1 and units[0] in words.press_words):
            found.add("press", organisation=45)
        if len(units) > 1 and units[-1] in words.company_forms:
            found.add("company form", organisation=50)
        if (
            any(self.words[a].isupper() and unit in words.club_marks for unit, (a, _) in zip(units, run.units, strict=True))
            and len(units) > 1
        ):
            found.add("club", organisation=50)

    def _several(self, run: Run, units: list[str], found: Evidence) -> None:
        lexicon, first = self.lexicon, self.words[run.first]
        given = self.words[run.units[0][0]]
        head = run.head is not None
        if given in lexicon.given and not head:
            plain = units[0] in lexicon.common or lexicon.longest(self.words, run.first) is not None
            found.add("given name", person=25 if plain else 45)
        elif len(self.words[run.units[0][0]]) == 1 and not head:
            found.add("initials", person=30)
        if units[-1] in lexicon.words.place_tails and not head and run.known is None:
            found.add("place tail", place=45)
        if units[0] in lexicon.words.place_heads and not head and run.known is None:
            found.add("place head", place=40)
        if any(part in lexicon.words.particles for part in self.lower[run.first + 1 : run.last]) and not head:
            found.add("particle", person=15)
        if not head and run.known is None and len(units) <= 4:
            common = sum(unit in lexicon.common for unit in units)
            city = lexicon.longest(self.words, run.first) is not None and given not in lexicon.given
            if city:
                found.add("place and more", organisation=18, person=6)
            elif not common:
                found.add("two words", person=18)
            elif common < len(units):
                found.add("two words", person=10, organisation=4)
            else:
                found.add("common words", organisation=14, person=6)
        if first.isupper() and len(first) > 2 and not head and given.capitalize() not in lexicon.given:
            found.add("acronym", organisation=15)

    def _single(self, word: str, found: Evidence) -> None:
        if word.isupper() and len(word) > 1 and (len(word) <= 6 or word.capitalize() not in self.lexicon.given):
            found.add("acronym", organisation=38)
        elif any(c.isdigit() for c in word) or (
            any(c.isupper() for c in word[1:]) and not word.startswith(("Mc", "Mac", "De", "Le", "Di"))
        ):
            found.add("inner capital", organisation=30)
        elif word.lower() in self.lexicon.common and word not in self.lexicon.given:
            found.add("common word", organisation=8)

    # --- around --------------------------------------------------------------------------------------------------

    def _word_before(self, at: int) -> str:
        at -= 1
        if at > 0 and self.words[at] in APOSTROPHES:
            at -= 1
        return self.lower[at] if at >= 0 else ""

    def _before(self, run: Run, found: Evidence) -> None:
        words, lower = self.lexicon.words, self.lower
        at = run.first - 1
        if at < 0 or (run.opens and self.words[at] not in (",", "(")):
            return
        if (
            self.words[at] in APOSTROPHES
            or (self.words[at] == "." and lower[at - 1] in words.titles)
            or self.words[at] in '«“"'
        ):
            at -= 1
        word = lower[at]
        if self.words[at] == ",":
            self._apposition(at, run, found)
            return
        if word in words.titles:
            found.add("title", person=50)
        if self._function_at(at):
            found.add("function", person=45)
        if word in words.person_before:
            found.add("before", person=12)
        if self._noun_at(at) in words.organisation_before:
            found.add("before", organisation=40)
        self._article(word, at, run, found)

    def _function_at(self, at: int) -> bool:
        words = self.lexicon.words
        for back in range(at, max(-1, at - 4), -1):
            word = self.lower[back]
            if word in words.functions:
                return True
            if not (
                word in words.function_adjectives
                or self.lexicon.is_adjective(word)
                or word in words.demonyms
                or word in ("-", "par", "intérim", "nord", "sud")
            ):
                return False
        return False

    def _noun_at(self, at: int) -> str:
        """The noun that ends at `at`, without its adjectives and its "de presse"."""
        lower = self.lower
        for _ in range(3):
            if at < 1:
                return ""
            if self.lexicon.is_adjective(lower[at]) or lower[at] in self.lexicon.words.demonyms:
                at -= 1
            elif at >= 2 and lower[at - 1] in ("de", "d") and lower[at] in self.lexicon.words.complements:
                at -= 2
            else:
                break
        return lower[at]

    def _article(self, word: str, at: int, run: Run, found: Evidence) -> None:
        """What an article or preposition says of the name behind it."""
        words, lower = self.lexicon.words, self.lower
        before = lower[at - 1] if at > 0 else ""
        if word in ("le", "la", "l", "les", "the"):
            found.add("article", person=-40, organisation=10, place=6 if len(run.units) == 1 else 0)
            if before in words.organisation_of and word != "the":
                found.add("of", organisation=10)
            if before in ("dans", "à", "vers", "sur"):
                found.add("preposition", place=12)
            if before == "de":
                self._of(at - 2, found)
        elif word in ("du", "des"):
            found.add("article", person=-40, organisation=8, place=6)
            self._of(at - 1, found)
        elif word in ("de", "d"):
            found.add("of", place=6 if len(run.units) == 1 else 0)
            self._of(at - 1, found)
        elif word == "en":
            found.add("preposition", place=45)
        elif word in words.place_prepositions:
            found.add("preposition", place=24)
        elif word in ("au", "aux"):
            found.add("preposition", place=18, person=-40, organisation=6)
        elif word in words.place_before:
            found.add("before", place=20)
        elif word in ("par", "avec", "que", "qu", "pour", "et", "contre", "lui"):
            found.add("before", person=6, organisation=4)
        elif word in words.speech_verbs or (word.endswith(("é", "dit", "u")) and before in ("a", "ont", "avait")):
            found.add("verb", person=12, organisation=10)
        elif word in ("un", "une", "cette", "ce", "cet", "ces", "son", "sa", "ses", "leur"):
            found.add("article", person=-20, organisation=4)

    def _of(self, at: int, found: Evidence) -> None:
        if at < 0:
            return
        word, words = self.lower[at], self.lexicon.words
        if word in words.organisation_of:
            found.add("of", organisation=18)
        if word in words.place_before:
            found.add("of", place=30)

    def _apposition(self, comma: int, run: Run, found: Evidence) -> None:
        """Behind a comma: "le président des États-Unis, X"."""
        words = self.lexicon.words
        for back in range(comma - 1, max(-1, comma - LOOK_BACK), -1):
            word = self.lower[back]
            if word in words.functions:
                found.add("apposition", person=30 if len(run.units) > 1 else 18)
                return
            if word in words.organisation_before:
                found.add("apposition", organisation=20)
                return
            if word in (",", ".", ";", ":", "»"):
                return

    def _behind(self, run: Run, found: Evidence) -> None:
        lower, words, at = self.lower, self.lexicon.words, run.last
        count = self.runs.count
        if at >= count:
            return
        if lower[at] in (",", "("):
            following = lower[at + 1] if at + 1 < count else ""
            if following.isdigit() and at + 2 < count and lower[at + 2] == "ans":
                found.add("age", person=50)
            if following in words.person_after:
                found.add("behind", person=30)
            if following in ("le", "la", "l", "un", "une", "son", "sa", "ancien", "ancienne", "the", "a"):
                step = at + 2
                while (
                    step < count
                    and step < at + 5
                    and (lower[step] in APOSTROPHES or lower[step] in words.function_adjectives)
                ):
                    step += 1
                following = lower[step] if step < count else ""
            if following in words.functions:
                found.add("behind", person=30)
            elif following in words.organisation_before:
                found.add("behind", organisation=20)
            elif following in words.place_before:
                found.add("behind", place=12)
        elif (
            run.first
            and not run.opens
            and (
                lower[run.first - 1] in words.place_prepositions
                or lower[run.first - 1] in PREPOSITIONS
                or self.words[run.first - 1] in APOSTROPHES
            )
        ):
            return
        elif lower[at] in words.speech_verbs or (
            lower[at] in ("a", "avait", "aurait") and at + 1 < count and lower[at + 1].endswith(("é", "it", "u"))
        ):
            found.add("verb", person=13, organisation=12)
        elif lower[at] in (
            "a",
            "se",
            "s",
            "ne",
            "n",
            "est",
            "doit",
            "va",
            "peut",
            "avait",
            "aurait",
            "sera",
            "serait",
            "était",
        ) or lower[at].endswith(("era", "erait", "ira", "irait")):
            found.add("agent", person=11, organisation=11)
        elif lower[at] == "est" and at + 1 < count and lower[at + 1] in ("mort", "morte", "né", "née", "décédé", "décédée"):
            found.add("behind", person=40)

    # --- doubt ---------------------------------------------------------------------------------------------------

    def _doubt(self, run: Run, found: Evidence) -> int:
        word = self._joined(run.units[0])
        if not run.opens or run.known is not None or run.titled:
            return 0
        plain = word in self.lexicon.common
        if len(run.units) > 1 or run.last - run.first > 1:
            return 30 if plain and found.best < 40 else 0
        if self.words[run.first].isupper() and len(word) > 1:
            return 10
        return (
            80
            if plain or word.endswith(("ment", "ant", "ants", "és", "ées", "ée", "é", "ing", "ly"))
            else 30
            if self.lexicon.is_adjective(word) or word.endswith(("s", "ed"))
            else 10
        )

    def _joined(self, unit: tuple[int, int]) -> str:
        return self.lower[unit[0]] if unit[1] - unit[0] == 1 else "".join(self.lower[unit[0] : unit[1]])
