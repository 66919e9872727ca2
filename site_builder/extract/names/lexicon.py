"""Word lists of a language into what the name finder asks of a word: its roles, and the names that everybody knows."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
from babel import Locale

from site_builder import lang
from site_builder.model import Kind

HYPHENS = frozenset("-‐‑")
APOSTROPHES = frozenset("'’")
JOINS = frozenset({"&", "of", "and", "for"})
"""What joins the words of a name, in any language that borrows it."""
ARABIC = frozenset({"al", "el", "as", "ash", "an", "ad", "ar", "at", "az", "ben", "bin", "ibn", "abd", "abou", "abu"})
"""First parts of a name that are written small before a hyphen."""
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_END = ""
COUNTRY, LARGE_CITY, CITY = 70, 55, 35
"""What it weighs that a name is a country's, a large or a lesser city's: places also lend their names to people."""
NO_PLACES = {"ZZ", "QO", "EZ", "XA", "XB", "UN", "EU"}
"""CLDR codes of what is no place, or rather an organisation."""


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`names.toml`: each field is explained where it is filled."""

    titles: frozenset[str]
    functions: frozenset[str]
    function_adjectives: frozenset[str]
    person_before: frozenset[str]
    person_after: frozenset[str]
    speech_verbs: frozenset[str]
    auxiliaries: frozenset[str]
    verb_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    dies: frozenset[str]
    years_old: frozenset[str]
    agent_before: frozenset[str]
    particles: frozenset[str]
    organisation_heads: frozenset[str]
    head_adjectives: frozenset[str]
    small_heads: frozenset[str]
    complements: frozenset[str]
    adjectives: frozenset[str]
    adjective_endings: tuple[str, ...]
    not_adjectives: frozenset[str]
    organisation_before: frozenset[str]
    organisation_of: frozenset[str]
    organisation_behind: frozenset[str]
    company_forms: frozenset[str]
    dotted_forms: frozenset[str]
    club_marks: frozenset[str]
    press_words: frozenset[str]
    place_heads: frozenset[str]
    small_place_heads: frozenset[str]
    street_heads: frozenset[str]
    place_before: frozenset[str]
    place_prepositions: frozenset[str]
    place_adjectives: frozenset[str]
    place_tails: frozenset[str]
    place_compounds: bool
    pairs_are_people: bool
    directions: frozenset[str]
    inside: frozenset[str]
    between: frozenset[str]
    in_words: frozenset[str]
    articles: frozenset[str]
    determiners: frozenset[str]
    of: frozenset[str]
    of_the: frozenset[str]
    to_the: frozenset[str]
    links: frozenset[str]
    joiners: frozenset[str]
    hyphen_tails: frozenset[str]
    faces: frozenset[str]
    article_of: frozenset[str]
    small_names: tuple[str, ...]
    armies: frozenset[str]
    demonyms: frozenset[str]
    demonym_endings: tuple[str, ...]
    thing_before: frozenset[str]
    eponyms: frozenset[str]
    other_heads: frozenset[str]
    never: frozenset[str]
    places: tuple[str, ...]
    organisations: tuple[str, ...]


class May:
    """What a word in small letters may do in or beside a name. Where no bit promises anything, no list is asked."""

    TITLE = 1 << 0
    """Be a title, a function or a people before a name."""
    HEAD = 1 << 1
    """Say of what kind the name is that begins with it."""
    HOLD = 1 << 2
    """Stand between a name and the small noun on which it hangs."""
    CARRY = 1 << 3
    """Carry a name on to its next capital."""
    QUALIFY = 1 << 4
    """End what is said of a name before it: a title, a function, a noun with its adjectives."""
    ACT = 1 << 5
    """Stand behind a name and tell what it is: a verb, or what only organisations have."""


LEADS = (
    "articles", "of_the", "of", "in_words", "place_prepositions", "to_the", "place_before", "between", "determiners",
    "agent_before", "speech_verbs",
)  # fmt: skip
"""Lists of words before a name, of which the first one tells."""


class Lexicon:
    """All that is known of words in one language. Words are asked for in lower case, names as they are written.

    `may`: what a word may do (`May`); `lead`: which of `LEADS` it is in, '' for none; `contracted`: prepositions in which an
    article is hidden ("du", "aux").
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: NameWords = lang.table(language, "names", NameWords)
        self.contracted = self.words.of_the | self.words.to_the
        self.small = lang.words(language).function_words
        self.elisions = lang.words(language).elisions
        self.common = lang.lines(f"{language}/common")
        self.given = lang.lines("names/given")
        self.known: dict[str, Any] = {}
        for name in lang.lines("names/cities_lesser"):
            self._know(name, "place", CITY)
        for name in lang.lines("names/cities_large"):
            self._know(name, "place", LARGE_CITY)
        for name in self.words.places:
            self._know(name, "place", COUNTRY)
        for code, name in Locale(language).territories.items():
            if code.isalpha() and code not in NO_PLACES:
                self._know(name.replace("’", "'"), "place", COUNTRY)
        for name in (*self.words.organisations, *self.words.small_names):
            self._know(name, "organisation", COUNTRY)
        small_starts = {name.split(" ")[0] for name in self.words.small_names} | self.words.armies
        self.begins: lang.Remembered[bool] = lang.Remembered(lambda word: word[0].isupper() or word in small_starts)
        """Whether a name may begin at a word as written."""
        self.may: lang.Remembered[int] = lang.Remembered(self._may)
        leads = [(name, getattr(self.words, name)) for name in LEADS]
        self.lead: lang.Remembered[str] = lang.Remembered(
            lambda word: next((name for name, listed in leads if word in listed), "")
        )

    def _may(self, word: str) -> int:
        known = self.words
        people = word in known.demonyms or self.is_demonym(word)
        function = word in known.functions or word in known.function_adjectives or word in known.titles
        verb = word in known.auxiliaries or word in known.speech_verbs or word.endswith(known.verb_endings)
        heads = (known.head_adjectives, known.organisation_heads, known.place_heads, known.small_place_heads)
        nouns = (known.person_before, known.thing_before, known.organisation_before, known.complements)
        qualifies = function or people or self.is_adjective(word) or word.removesuffix("s") in known.functions
        bits = (
            (May.TITLE, function or people),
            (May.HEAD, any(word in listed for listed in (*heads, known.other_heads))),
            (May.HOLD, word in known.street_heads or word in known.articles or word in known.of or word in APOSTROPHES),
            (May.CARRY, word in known.particles or word in ARABIC or word in JOINS),
            (May.QUALIFY, qualifies or any(word in listed for listed in nouns)),
            (May.ACT, verb or word in known.organisation_behind),
        )
        return sum(bit for bit, holds in bits if holds)

    def _know(self, name: str, kind: Kind, weight: int) -> None:
        node = self.known
        for token in _TOKEN.findall(name):
            node = node.setdefault(token, {})
        node[_END] = (kind, weight)

    def longest(self, words: list[str], at: int) -> tuple[int, Kind, int] | None:
        """The longest known name that begins with token `at`: its end, kind and weight."""
        node, found = self.known.get(words[at]), None
        at += 1
        while node is not None:
            if _END in node:
                kind, weight = node[_END]
                found = (at, kind, weight)
            if at >= len(words):
                break
            word = words[at]
            node = node.get("'" if word == "’" else word)
            at += 1
        return found

    def is_adjective(self, word: str) -> bool:
        """Whether a small word may carry on an organisation's name as an adjective."""
        known = self.words
        return word in known.adjectives or (
            len(word) > 4 and word.endswith(known.adjective_endings) and word not in known.not_adjectives
        )

    def is_demonym(self, word: str) -> bool:
        """Whether a word looks like the name of a people or of somebody from a place."""
        return word in self.words.demonyms or (
            bool(self.words.demonym_endings) and len(word) > 5 and word.endswith(self.words.demonym_endings)
        )


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, built once."""
    return Lexicon(language)
