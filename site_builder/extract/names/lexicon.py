"""Word lists of a language into what the name finder asks of a word: its roles, and the names that everybody knows."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
from babel import Locale

from site_builder import lang
from site_builder.model import Kind

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


class Lexicon:
    """All that is known of words in one language. Words are asked for in lower case, names as they are written."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: NameWords = lang.table(language, "names", NameWords)
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
        self.small_starts = {name.split(" ")[0] for name in self.words.small_names} | self.words.armies

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
