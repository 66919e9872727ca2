"""Text into text as a printer would set it: spaces and apostrophes of the language, for display only, never in the data."""

from __future__ import annotations

import re
from functools import lru_cache

NARROW = "\u202f"
WIDE = "\u00a0"
_SPACES = " \u00a0\u202f\u2009"

# Replacing a space by another keeps every offset: what is marked up by offsets stays in place. Plain replacements are an
# order of magnitude faster than one pattern over all of them, and this runs over every text that is shown; most texts have
# few of the signs, so the rules of a sign are only looked at where it stands.
_FRENCH = {
    **{sign: tuple((space + sign, NARROW + sign) for space in " \u00a0\u2009") for sign in ";!?»"},
    # A percent sign that opens a placeholder of a message is no percent sign.
    "%": (*((f"{space}%", f"{NARROW}%") for space in " \u00a0\u2009"), (f"{NARROW}%(", " %(")),
    "«": tuple((f"«{space}", f"«{NARROW}") for space in " \u00a0\u2009"),
    ":": tuple((f"{space}:{after}", f"{WIDE}:{after}") for space in " \u202f\u2009" for after in (" ", "\n", WIDE, NARROW)),
    "§": (("§ ", f"§{WIDE}"),),
    "°": (("n° ", f"n°{WIDE}"),),
}
_NUMBER = re.compile(rf"[0-9](?:(?P<group>[{_SPACES}])(?=\d{{3}}(?!\d))| (?=[^\W\d_]|[€$°]))")
"""A digit and the space behind it, where that parts groups of digits or a number from what it counts."""
_ENGLISH_UNIT = re.compile(r"(?P<digit>\d) (?=(?:million|billion|trillion|percent)\b)")
_APOSTROPHE = re.compile(r"'(?<=\w')(?=\w)")
_SIGN = re.compile(r"[«»;!?]")
_MARK = re.compile(r"[«»“”]")


def evened(text: str, language: str) -> str:
    """The text with its spaces and apostrophes as the language sets them; as many code points as before."""
    if "'" in text:
        text = _APOSTROPHE.sub("\u2019", text)
    if language != "fr":
        return _ENGLISH_UNIT.sub(rf"\g<digit>{WIDE}", text)
    for sign, rules in _FRENCH.items():
        if sign in text:
            for plain, set_ in rules:
                text = text.replace(plain, set_)
    if text.endswith(" :"):
        text = f"{text[:-2]}{WIDE}:"
    return _NUMBER.sub(_spaced, text)


def _spaced(number: re.Match[str]) -> str:
    return number[0][0] + (NARROW if number["group"] else WIDE)


_PAIRS = (("«", "»", f"«{NARROW}…", f"…{NARROW}»"), ("“", "”", "“…", "…”"))


def closed(text: str) -> str:
    """The text with the mark that it lacks: a sentence from the middle of somebody's words shows that it is one."""
    for opens, closes, before, after in _PAIRS:
        depth = 0
        for sign in _MARK.findall(text):
            if sign == opens:
                depth += 1
            elif sign == closes and depth:
                depth -= 1
            elif sign == closes:
                text = f"{before} {text}"
        if depth:
            text = f"{text} {after}"
    return text


def missing_spaces(text: str, language: str) -> list[int]:
    """Where a narrow space belongs that the source does not have: before `; ! ?` and `»`, after `«` (French only)."""
    if language != "fr":
        return []
    places = []
    for found in _SIGN.finditer(text):
        sign, place = found[0], found.start()
        before = text[place - 1 : place]
        after = text[place + 1 : place + 2]
        if sign == "«":
            if after and after not in _SPACES:
                places.append(place + 1)
        elif sign == "»":
            if before and not before.isspace():
                places.append(place)
        elif (before.isalnum() or before in ("»", ")", "…")) and (not after or after.isspace() or after == "»"):
            places.append(place)
    return places


def marks(language: str) -> tuple[str, str]:
    """What opens and closes somebody's words in the language, with the space that belongs to it."""
    return (f"«{NARROW}", f"{NARROW}»") if language == "fr" else ("“", "”")


def quoted(text: str, language: str) -> str:
    """A title, or words of the source, between the marks of the language that they are cited in."""
    return display(f"« {text} »", "fr") if language == "fr" else f"“{text}”"


@lru_cache(maxsize=16384)
def display(text: str, language: str) -> str:
    """The text as it is shown; not for texts that are marked up by offsets. Remembered: titles and names come back."""
    text = evened(text, language)
    for place in reversed(missing_spaces(text, language)):
        text = text[:place] + NARROW + text[place:]
    return text
