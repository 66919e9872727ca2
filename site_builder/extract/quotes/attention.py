"""Names by how much an article has been about them up to a place in it: who spoke last, who is near, who is a subject."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from site_builder.extract.quotes.cast import Cast
from site_builder.extract.quotes.lexicon import Lexicon, Tag
from site_builder.model import Kind, NameMention
from site_builder.scan import Scan

_WORD = re.compile(r"[^\W_]+")
_STOPS = re.compile(r"[,;:.!?()«»“”\n]")
_OPENING = 24
_LEFT = 28
_FAR_AHEAD = 1.8
_CLEARLY = 1.5
"""How much likelier than the next a body must be, to be what a description means."""


class Attention:
    """Follows one article in reading order; remembers who spoke in which sentence."""

    def __init__(self, scan: Scan, lexicon: Lexicon, cast: Cast) -> None:
        self.text = scan.text
        self.lexicon = lexicon
        self.speakers = lexicon.table.speakers
        self.cast = cast
        self.sentence_starts = [sentence.start for sentence in scan.sentences]
        self.centre: dict[int, str] = {}
        """Who spoke last in a sentence."""
        self.spoken: list[tuple[int, str]] = []

    def heard(self, at: int, key: str | None) -> None:
        """Notes who spoke where."""
        if key is not None:
            self.centre[self._sentence(at)] = key
            self.spoken.append((at, key))

    def _sentence(self, at: int) -> int:
        return bisect_right(self.sentence_starts, at) - 1

    def _told(self, start: int, end: int) -> list[str]:
        return [self.cast.key(name) for name in self.cast.told(start, end)]

    def _subjects(self, start: int, end: int, gender: str, kind: Kind | None) -> list[str]:
        names = self.cast.told(start, end)
        return [
            self.cast.key(name) for name in names if self._fits(self.cast.key(name), gender, kind) and self._is_subject(name)
        ]

    def _fits(self, key: str, gender: str, kind: Kind | None = None) -> bool:
        if key not in self.cast.full or (kind is not None and not self.cast.may_be(key, kind)):
            return False
        if not (self.cast.may_be(key, "person") or self.cast.may_be(key, "organisation")):
            return False
        known = self.cast.gender(key)
        return not (gender and known and gender != known)

    def _is_subject(self, name: NameMention) -> bool:
        """Whether a name is governed by nothing: no preposition right before it or before its title."""
        tags, governing = self.lexicon.tags, Tag.PREP | Tag.GENITIVE
        place = self.cast.place_before(name)
        office = self._words_before(place) if place < name.span.start else []
        of = False
        while office and tags.get(office[-1], 0) & (governing | Tag.DET):
            of = bool(tags[office.pop()] & Tag.GENITIVE) or of
        if of and office and tags.get(office[-1], 0) & Tag.PERSON:
            # 'le président des États-Unis X': what governs the place is the office, and the name belongs to that.
            return not (len(office) > 1 and tags.get(office[-2], 0) & governing)
        words = self._words_before(name.span.start)
        if words and (tags.get(words[-1], 0) & governing or words[-1].isdigit()):
            return False
        return not any(
            tags.get(words[i], 0) & governing and not tags.get(words[i + 1], 0) & Tag.TIME
            for i in range(max(0, len(words) - 3), len(words) - 1)
        )

    def _words_before(self, at: int) -> list[str]:
        """The last words before an offset, in small letters, from the mark before them on."""
        return _WORD.findall(_STOPS.split(self.text[max(0, at - _LEFT) : at].lower())[-1])

    def _near(self, before: int, gender: str, kind: Kind) -> list[str]:
        """The names of a kind in this sentence and the two before it, each once."""
        since = self.sentence_starts[max(0, self._sentence(before) - 2)]
        return list(dict.fromkeys(key for key in self._told(since, before) if self._fits(key, gender, kind)))

    def _last_spoken(self, before: int, gender: str, kind: Kind | None) -> str | None:
        return next((key for at, key in reversed(self.spoken) if at < before and self._fits(key, gender, kind)), None)

    def _third_persons(self, before: int) -> set[str]:
        """The name with which the quote before the mention opens, when it says 'X nous a …': that is somebody else."""
        quoted = self.cast.quoted(before)
        if quoted is None:
            return set()
        inside = self.cast.mentions(quoted.open, quoted.start + _OPENING)
        if not inside:
            return set()
        words = _WORD.findall(self.text[inside[0].span.end : inside[0].span.end + _OPENING].lower())
        return {self.cast.key(inside[0])} if set(words[:2]) & self.speakers.first_person else set()

    def _best(self, before: int, kind: Kind, others: set[str], gender: str = "") -> tuple[str | None, bool]:
        """The body that the article has been about: named often, as a subject, near, heard before; none when two vie.

        And whether that is clear: no other comes near it.
        """
        since = self.sentence_starts[max(0, self._sentence(before) - 2)]
        scores: Counter[str] = Counter()
        told = [name for name in self.cast.told(0, before) if self._fits(self.cast.key(name), gender, kind)]
        for name in told:
            key = self.cast.key(name)
            if key in others:
                continue
            subject = self._is_subject(name)
            scores[key] += 100 // len(told) + 6 * subject + (name.span.start >= since) * (8 + 10 * subject)
        spoke = self._last_spoken(before, "", kind)
        if spoke is not None and spoke not in others:
            scores[spoke] += 30
        ranked = scores.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < ranked[1][1] * _CLEARLY):
            return None, False
        return ranked[0][0], len(ranked) < 2 or ranked[0][1] >= ranked[1][1] * _FAR_AHEAD

    def _protagonist(self, before: int, gender: str, kind: Kind) -> str | None:
        """Whom the article is about where nobody near a pronoun fits: who spoke last, else who is clearly named most."""
        spoke = self._last_spoken(before, gender, kind)
        if spoke is not None and self.cast.is_mostly(spoke, kind):
            return spoke
        told = Counter(self._told(0, before))
        ranked = [
            (key, n) for key, n in told.most_common() if self._fits(key, gender, kind) and self.cast.is_mostly(key, kind)
        ]
        if not ranked or (len(ranked) > 1 and ranked[0][1] < ranked[1][1] * _CLEARLY):
            return None
        return ranked[0][0]
