"""What a sentence is made of: text, and slots for what differs from article to article."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
WEEKDAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
MONTHS, WEEKDAYS = MONTH.split("|"), WEEKDAY.split("|")
VOWEL = re.compile(r"[aeiouyéèêëîïôöûüáíóú]")


class Name(NamedTuple):
    """A name's slot. `of`: whose name it is; `short`: only the last name stands there; `elided`: `d'`, `l'` before it."""

    kind: str
    of: str
    short: bool = False
    elided: str = ""

    def joined(self, name: str) -> str:
        if not self.elided or VOWEL.match(name.lower()) or name[0] in "hH":
            return self.elided + name
        large = self.elided[0].isupper()
        word = {"d": "de ", "l": "la ", "q": "que "}[self.elided[0].lower()]
        return (word.capitalize() if large else word) + name


class Word(NamedTuple):
    """A word that others of its `group` can stand for."""

    word: str
    group: str


class Day(NamedTuple):
    """A day of the calendar, and with what it is written."""

    date: dt.date
    weekday: bool
    year: bool


class Month(NamedTuple):
    """A month with its year: a day in its middle."""

    day: dt.date


class Year(NamedTuple):
    """A year alone."""

    year: int


class Amount(NamedTuple):
    """A number, and the most that it can be."""

    value: int
    most: int


class Speech(NamedTuple):
    """Somebody's words in marks: how many, whether they begin small, and what closes them inside the marks."""

    words: int
    small: bool
    closing: str


Piece = str | Name | Word | Day | Month | Year | Amount | Speech


class Sentence(NamedTuple):
    """A sentence with slots, and the day of the article that it stood in."""

    pieces: tuple[Piece, ...]
    day: dt.date
    words: int


def month_name(month: int) -> str:
    return MONTHS[month - 1]


def spelled(date: dt.date, *, weekday: bool, year: bool) -> str:
    """A day as French writes it: `mercredi 1er mars 2017`."""
    number = "1er" if date.day == 1 else str(date.day)
    words = [WEEKDAYS[date.weekday()]] if weekday else []
    words += [number, month_name(date.month)]
    return " ".join([*words, str(date.year)] if year else words)
