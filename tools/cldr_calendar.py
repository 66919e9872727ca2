"""Babel's CLDR data into the names of months and weekdays: `site_builder/lang/<xx>/calendar.toml`.

Run `python tools/cldr_calendar.py` after an update of Babel; a test tells when a table is out of date.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from babel import Locale

LANG = Path(__file__).resolve().parent.parent / "site_builder" / "lang"
LANGUAGES = ("fr", "en")


def bare(word: str) -> str:
    """A word without its accents: 'août' gives 'aout'."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def spellings(names: Mapping[int, str]) -> dict[str, int]:
    """Each name in small letters, without its closing stop, as written and without accents."""
    plain = {number: name.lower().rstrip(".") for number, name in sorted(names.items())}
    return {spelt: number for number, name in plain.items() for spelt in (name, bare(name))}


def calendar(language: str) -> str:
    """The table of a language as TOML text. Months count from 1, weekdays from Monday as 1 (ISO 8601)."""
    locale = Locale(language)
    lines = ["# Made by tools/cldr_calendar.py from CLDR (by way of Babel): do not edit, run it again."]
    for title, source, shift in (("months", locale.months, 0), ("weekdays", locale.days, 1)):
        forms = source["format"]
        wide = {number + shift: name for number, name in forms["wide"].items()}
        short = {number + shift: name for number, name in forms["abbreviated"].items()}
        full = spellings(wide)
        lines += table(title, full)
        lines += table(f"{title}_short", {name: number for name, number in spellings(short).items() if name not in full})
    return "\n".join(lines) + "\n"


def table(title: str, values: Mapping[str, int]) -> list[str]:
    """One TOML table, in the order of its numbers."""
    return ["", f"[{title}]", *(f'"{word}" = {number}' for word, number in values.items())]


def main() -> None:
    """Writes the tables of all languages."""
    for language in LANGUAGES:
        (LANG / language / "calendar.toml").write_text(calendar(language), "utf-8")


if __name__ == "__main__":
    main()
