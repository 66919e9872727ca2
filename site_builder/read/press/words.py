"""The words that press databases write around an article, in all their interfaces at once."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from site_builder import lang

_COUNT = re.compile(r"(?P<count>\d[\d\s.,\u00a0\u202f]{0,9})\s(?P<unit>\w+)\.?")


_OPENERS = (
    "écrit par", "rédigé par", "publié par", "propos recueillis par", "auteur :", "auteur:", "par", "de",
    "written by", "posted by", "reported by", "interview by", "author:", "by",
)  # fmt: skip


_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.[ -]?){2,4}")
_ASIDE = re.compile(r"\([^()]{1,80}\)")


class Press(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`press.toml`. Labels stand before a colon; openers begin a line; all in small letters."""

    language_names: dict[str, str]
    title_labels: frozenset[str]
    author_labels: frozenset[str]
    section_labels: frozenset[str]
    lead_labels: frozenset[str]
    body_labels: frozenset[str]
    language_labels: frozenset[str]
    rights_openers: frozenset[str]
    byline_openers: frozenset[str]
    document_openers: frozenset[str]
    word_counts: frozenset[str]
    published_labels: frozenset[str]
    changed_labels: frozenset[str]
    furniture_openers: frozenset[str]
    name_particles: frozenset[str]


@cache
def press() -> Press:
    """The tables of all languages joined: an export does not say in which interface it was made."""
    tables: list[Press] = [lang.table(code, "press", Press) for code in lang.LANGUAGES]
    names: dict[str, str] = {}
    for table in tables:
        names |= table.language_names
    sets = {
        field: frozenset[str]().union(*(getattr(table, field) for table in tables))
        for field in Press.__struct_fields__
        if field != "language_names"
    }
    return Press(names, **sets)


def language_of(stated: str) -> str | None:
    """The code of a language that is named in words (`Français`, `ENGLISH; ENGLISHS`) or given as a code (`EN`)."""
    first = re.split(r"[;,/(]", stated, maxsplit=1)[0].strip().lower()
    if re.fullmatch(r"[a-z]{2}", first):
        return first
    return press().language_names.get(first)


def states_rights(line: str) -> bool:
    """Whether a line is the owner's notice."""
    small = line.lower()
    return len(line) <= 400 and any(
        small.startswith(word) or (len(word) > 9 and word in small) for word in press().rights_openers
    )


def counts_words(line: str) -> bool:
    """Whether a line is the length of the article, such as `1 234 mots`."""
    match = _COUNT.fullmatch(line.strip())
    return match is not None and match["unit"].lower() in press().word_counts


def is_byline(line: str) -> bool:
    """Whether a line reads as who wrote: short, without closing punctuation, and nearly all of it begun with capitals."""
    small = line.lower()
    if any(small.startswith(word + " ") for word in press().byline_openers) and len(line) <= 120:
        return not line.rstrip().endswith((".", "!", "?", "…"))
    if _INITIALS.fullmatch(line.strip()):
        return True
    named = _ASIDE.sub("", line)
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", named) if word not in press().name_particles]
    if not 1 < len(words) <= 12 or len(line) > 100 or re.search(r"[.!?…:«»“”\"]\s*$|\d", line):
        return False
    large = sum(word[0].isupper() for word in words)
    return bool(large >= len(words) - 1 - line.count(","))


def is_furniture(line: str) -> bool:
    """Whether a short line belongs to the page and not to its article: time of reading, buttons, offers."""
    small = line.lower()
    return len(line) <= 60 and any(small.startswith(word) for word in press().furniture_openers)


def without_opener(line: str) -> str:
    """A byline without its `Par` or `By`."""
    line = line.strip()
    small = line.lower()
    for word in _OPENERS:
        if small.startswith(f"{word} "):
            return line[len(word) + 1 :].strip()
    return line
