"""The real texts into what articles are made of: sentences with slots, titles, and names to fill the slots with."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from tests.bench.slots import (
    MONTH,
    MONTHS,
    VOWEL,
    WEEKDAY,
    WEEKDAYS,
    Amount,
    Day,
    Month,
    Name,
    Piece,
    Sentence,
    Speech,
    Word,
    Year,
)

TEXTS = Path(__file__).parent / "texts" / "wikinews_fr_2016.jsonl"
KINDS = {"p": (4, 9), "o": (3, 6)}
"""Persons and organisations: how few and how many an article is about."""
FIRMS = ("Groupe {}", "Banque {}", "Fonds {}", "Compagnie {}", "{} Capital", "{} Énergie", "{} Télécom", "{} Participations")
COMMON = 30
"""A word behind no determiner that the real articles use more often than this is never exchanged."""
SPEECH_FROM = 8
"""Words in marks from which they are taken for somebody's speech, and put together anew."""

_BEFORE = {"f": "la une cette sa", "m": "le un ce", "s": "les des ces ses"}
_GROUP = {word: group for group, words in _BEFORE.items() for word in words.split()}
_OF_TIME = "jour|journée|soir|soirée|matin|matinée|nuit|semaine|semaines|mois|année|années|saison|heure|heures|siècle"
_KEPT = frozenset((*MONTHS, *WEEKDAYS, *_OF_TIME.split("|")))
_PIECE = re.compile(
    rf"""(?P<elided>\b(?i:[dl]|qu)['’])?\[\[(?P<kind>[pol]):(?P<name>.*?)\]\]
    |(?:(?P<weekday>{WEEKDAY})\ )?\b(?P<day>1er|[12]?\d|3[01])\ (?P<month>{MONTH})\b(?:\ (?P<year>\d{{4}})\b)?
    |\b(?P<lone_month>{MONTH})\ (?P<lone_year>\d{{4}})\b
    |(?<![\w.,-])(?P<only_year>19\d\d|20[0-3]\d)(?![\w-]|[.,]\d)
    |\b(?P<before>(?i:{"|".join(_GROUP)}))\ (?P<word>[b-df-gj-np-tv-xz][a-zà-ÿœ]{{4,}})(?![\w-])
    |\b(?P<other>[a-zà-ÿœ]{{5,}})(?![\w-])
    |(?<![\w.,'’-])(?<!\d\ )(?P<amount>\d{{2,3}})(?![\w:-]|[.,]\d|\ ?[he]\b|\ \d)(?P<percent>\ ?%)?""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"«\s*(?P<inner>[^«»]*?)\s*»")
_MARKED = re.compile(r"\[\[(?P<kind>[pol]):(?P<name>.*?)\]\]")
_STOP = re.compile(r"(?<=[.!?…])\s+(?=[\[«A-ZÀ-Ý])|(?<=[.!?…] »)\s+(?=[\[A-ZÀ-Ý])")
_INITIAL = re.compile(r"(?:\b[A-ZÀ-Ý]|\b(?:M|MM|Mme|Mgr|Dr|St|av|art|cf))\.$")


class Library:
    """All real texts, cut."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self._rows = rows
        self.words: dict[str, list[str]] = defaultdict(list)
        self.titles: list[Sentence] = []
        self.headings: list[Sentence] = []
        self.paragraphs: list[list[Sentence]] = []
        for row in rows:
            cutter = _Cutter(row, self.words, self._common)
            self._head(cutter, row["title"])
            self.paragraphs.extend(cutter.paragraphs())
        self.spoken = [
            (paragraph, at)
            for paragraph in self.paragraphs
            for at, sentence in enumerate(paragraph)
            if any(isinstance(piece, Speech) for piece in sentence.pieces)
        ]
        self.unsaid = [
            sentence
            for paragraph in self.paragraphs
            for sentence in paragraph
            if 6 <= sentence.words <= 28 and not any(isinstance(p, Speech) or "«" in p for p in sentence.pieces)
        ]

    @classmethod
    def load(cls) -> Library:
        with TEXTS.open(encoding="utf-8") as lines:
            return cls([json.loads(line) for line in lines])

    def _head(self, cutter: _Cutter, title: str) -> None:
        if title[-1] in ".!?…»":
            return
        self.titles.append(cutter.sentence(title))
        rest = title.rpartition(" : ")[2]
        if len(rest.split()) <= 9 and len(rest) <= 70:
            self.headings.append(cutter.sentence(rest))

    @cached_property
    def _common(self) -> frozenset[str]:
        """Words so frequent that they are the language's and not the articles': they stay."""
        counts = Counter(word for row in self._rows for word in re.findall(r"\b[a-zà-ÿœ]{5,}\b", row["text"]))
        return frozenset(word for word, count in counts.items() if count > COMMON)

    # --- names ---------------------------------------------------------------------------------------------------

    @cached_property
    def _marked(self) -> dict[str, list[str]]:
        found: dict[str, dict[str, None]] = {"p": {}, "o": {}, "l": {}}
        for row in self._rows:
            for match in _MARKED.finditer(row["text"]):
                found[match["kind"]][match["name"]] = None
        return {kind: list(names) for kind, names in found.items()}

    @cached_property
    def _first_names(self) -> list[str]:
        firsts = (name.split()[0] for name in self._marked["p"] if " " in name)
        return sorted({first for first in firsts if len(first) > 2 and first.istitle()})

    @cached_property
    def _last_names(self) -> list[str]:
        lasts = (name.split()[-1] for name in self._marked["p"] if " " in name)
        return sorted({last for last in lasts if len(last) > 4 and last.isalpha() and last.istitle()})

    @cached_property
    def _organisations(self) -> list[str]:
        return sorted(name for name in self._marked["o"] if name[0].isupper() and "," not in name and len(name.split()) < 5)

    def invented(self, kind: str, rng: random.Random) -> str:
        """A person whom nobody knows, with a last name of two halves; an organisation, real or called after such a one."""
        one, other = rng.choice(self._last_names), rng.choice(self._last_names)
        last = one[: _middle(one)] + other[_middle(other) :]
        if kind == "p":
            return f"{rng.choice(self._first_names)} {last}"
        return rng.choice(self._organisations) if rng.random() < 0.3 else rng.choice(FIRMS).format(last)

    @cached_property
    def _place_groups(self) -> dict[str, str]:
        """How French goes with each place: `en` (la Syrie), `au` (le Brésil), `aux` (les Pays-Bas), `à` (Paris)."""
        ways = {"en": "en", "la": "en", "au": "au", "le": "au", "du": "au", "aux": "aux", "les": "aux", "des": "aux"}
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self._rows:
            for match in re.finditer(r"(?:\b(?P<way>\w+) )?\[\[l:(?P<name>.*?)\]\]", row["text"]):
                seen[match["name"]][ways.get(match["way"] or "", "à")] += 1
        return {name: counts.most_common(1)[0][0] for name, counts in seen.items()}

    @cached_property
    def _by_group(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for name, group in sorted(self._place_groups.items()):
            groups[group].append(name)
        return groups

    def places_like(self, name: str) -> list[str]:
        return self._by_group[self._place_groups.get(name, "à")]


class _Cutter:
    """Cuts one article into sentences with slots."""

    def __init__(self, row: dict[str, str], words: dict[str, list[str]], common: frozenset[str]) -> None:
        self._row, self._words, self._common = row, words, common
        self._day = dt.date.fromisoformat(row["date"])
        full = [m["name"] for m in _MARKED.finditer(row["text"]) if m["kind"] == "p" and " " in m["name"]]
        self._saying = False
        self._bearers = {name.rsplit(" ", 1)[-1]: name for name in reversed(full)}

    def paragraphs(self) -> Iterator[list[Sentence]]:
        for line in self._row["text"].split("\n"):
            yield [self.sentence(text) for text in _sentences(line)]

    def sentence(self, text: str) -> Sentence:
        pieces: list[Piece] = []
        at = 0
        speeches = [match for match in _QUOTED.finditer(text) if len(_plain(match["inner"]).split()) >= SPEECH_FROM]
        self._saying = bool(speeches)  # the words around speech say who speaks: only nouns are exchanged there
        for match in speeches:
            inner = match["inner"]
            pieces.extend(self._slots(text[at : match.start("inner")]))
            closing = re.search(r"[.!?…,]*$", inner)
            words = len(_plain(inner).split())
            pieces.append(Speech(words, _plain(inner)[0].islower(), closing.group() if closing else ""))
            at = match.end("inner")
        pieces.extend(self._slots(text[at:]))
        return Sentence(tuple(pieces), self._day, len(_plain(text).split()))

    def _slots(self, text: str) -> Iterator[Piece]:
        at = 0
        for match in _PIECE.finditer(text):
            start, piece = self._slot(match)
            if piece is None:
                continue
            if start > at:
                yield text[at:start]
            yield piece
            at = match.end("amount") if match["amount"] else match.end()
        if at < len(text):
            yield text[at:]

    def _slot(self, match: re.Match[str]) -> tuple[int, Piece | None]:
        start = match.start()
        if match["kind"]:
            name = match["name"]
            short = match["kind"] == "p" and " " not in name
            of = self._bearers.get(name, name) if short else name
            return start, Name(match["kind"], of, short, match["elided"] or "")
        if match["day"]:
            return start, self._dated(match)
        if match["lone_month"]:
            return start, Month(dt.date(int(match["lone_year"]), MONTHS.index(match["lone_month"]) + 1, 15))
        if match["only_year"]:
            return start, Year(int(match["only_year"]))
        word = match["word"] or match["other"]
        if word:
            if word in _KEPT or (match["other"] and (self._saying or word in self._common)):
                return start, None
            group = _group(match["before"], word)
            self._words[group].append(word)
            return match.start("word" if match["word"] else "other"), Word(word, group)
        return start, Amount(int(match["amount"]), 97 if match["percent"] else 999)

    def _dated(self, match: re.Match[str]) -> Day | None:
        day, month = int(match["day"].removesuffix("er")), MONTHS.index(match["month"]) + 1
        years = [int(match["year"])] if match["year"] else [self._day.year + step for step in (0, -1, 1)]
        try:
            near = min((dt.date(year, month, day) for year in years), key=lambda date: abs(date - self._day))
        except ValueError:  # the text names a day that there is not
            return None
        return Day(near, bool(match["weekday"]), bool(match["year"]))


def _group(before: str | None, word: str) -> str:
    """Nouns behind a determiner by gender and number, other words by how they begin and end, which in French tells most."""
    noun = _GROUP.get(before.lower(), "") if before else ""
    return noun or f"{'vowel' if VOWEL.match(word) or word[0] == 'h' else 'consonant'} … {word[-3:]}"


def _sentences(line: str) -> list[str]:
    """The sentences of a paragraph; speech in marks stays whole."""
    found, at = [], 0
    for match in _STOP.finditer(line):
        before = line[at : match.start()]
        if before.count("«") != before.count("»") or before.count("(") != before.count(")") or _INITIAL.search(before):
            continue
        found.append(before)
        at = match.end()
    return [*found, line[at:]]


def _plain(text: str) -> str:
    return _MARKED.sub(lambda match: match["name"], text)


def _middle(name: str) -> int:
    """Where the vowel nearest to the middle of a name stands: there it is cut."""
    places = [match.start() for match in VOWEL.finditer(name.lower()) if match.start() > 0]
    return min(places, key=lambda at: abs(2 * at - len(name)), default=len(name) // 2)
