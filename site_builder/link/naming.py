"""Names into the forms under which they are the same name: without case and accents, initials, company forms."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from babel import Locale

FORMS = frozenset(
    [
        "sa",
        "sas",
        "sarl",
        "sca",
        "se",
        "ag",
        "gmbh",
        "inc",
        "ltd",
        "llc",
        "plc",
        "corp",
        "corporation",
        "company",
        "co",
        "nv",
        "spa",
        "group",
        "groupe",
        "holding",
        "holdings",
        "cie",
    ]
)
"""What a company's name may carry or leave out."""
_BLANKS = re.compile(r"[\s\-‐‑.]+")
_MORE = {
    "usa": "US", "us": "US", "u s": "US", "etats unis d'amerique": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "u k": "GB", "great britain": "GB", "britain": "GB", "grande bretagne": "GB", "rdc": "CD", "drc": "CD",
    "republique democratique du congo": "CD", "birmanie": "MM", "burma": "MM", "tchequie": "CZ", "czech republic": "CZ",
}  # fmt: skip
"""What countries are called besides, folded."""
_SMALL = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "l",
        "la",
        "le",
        "les",
        "of",
        "the",
        "for",
        "and",
        "et",
        "a",
        "à",
        "au",
        "aux",
        "pour",
        "en",
        "sur",
        "y",
        "e",
    ]
)


@lru_cache(maxsize=4096)
def fold(key: str) -> str:
    """A key without case, accents, hyphens and full stops: what two spellings of one name share."""
    plain = unicodedata.normalize("NFD", key.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _BLANKS.sub(" ", plain).strip() or key


def without_initials(folded: str) -> str:
    """ "george w bush" as "george bush"; itself if too little stays."""
    words = folded.split(" ")
    kept = [word for word in words if len(word) > 1]
    return " ".join(kept) if len(kept) > 1 else folded


def without_forms(folded: str) -> str:
    """ "groupe x sa" as "x"; itself if nothing stays."""
    words = folded.split(" ")
    while len(words) > 1 and words[-1] in FORMS:
        words.pop()
    while len(words) > 1 and words[0] in FORMS:
        words.pop(0)
    if len(words) > 1 and words[0] in ("le", "la", "les", "the"):
        words.pop(0)
    return " ".join(words)


def is_acronym(key: str) -> bool:
    """Whether a name is written as one: "OMS", "CNDD-FDD"."""
    return 2 <= len(key) <= 10 and key.isupper() and key.replace("-", "").isalnum()


def initials(key: str) -> tuple[str, str]:
    """The first letters of a name's words, with and without the small ones: ("cnds", "cns")."""
    words = fold(key.replace("'", " ")).split(" ")
    return "".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SMALL)


def stands_for(acronym: str, key: str) -> bool:
    """Whether the letters of an acronym are the initials of a name, as French and English make them."""
    if " " not in key and "-" not in key:
        return False
    letters = fold(acronym).replace(" ", "")
    every, great = initials(key)
    return letters in (every, great) or (
        len(letters) > 2 and len(great) - len(letters) in (1, 2) and _within(letters, great)
    )


def _within(letters: str, initials: str) -> bool:
    if letters[0] != initials[0] or letters[-1] != initials[-1]:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in letters)


@cache
def territories() -> dict[str, str]:
    """Folded French and English names of countries to their CLDR code: the same country in both languages."""
    found = dict(_MORE)
    for language in ("fr", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "QO", "EU", "UN", "EZ", "XA", "XB"):
                found[fold(name.replace("’", "'"))] = code
    return found
