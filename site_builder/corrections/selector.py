"""Exact words into the place where they stand in a text, or into the nearest passages where they do not."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from site_builder.corrections.file import Selector
from site_builder.model import Span

SHOWN = 3
"""How many passages an error shows."""
WEIGHED = 24
"""How many passages are compared letter by letter, of those that share the most words."""
CONTEXT = 40
"""Words on each side beyond which two passages count as the same."""
_SIGNS = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "–": "-", "—": "-",
})  # fmt: skip
_UNSEEN = "\u200b\ufeff\u00ad"
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"\S+")
_CUT = re.compile(r"\[(?:…|\.\.\.)\]")


class Folded(NamedTuple):
    """A text without blanks and with plain signs, and where each of its characters stands: what sites and editors change
    when words are copied (narrow spaces, curly apostrophes, line ends) does not count."""

    letters: str
    places: tuple[int, ...]
    text: str

    @classmethod
    def of(cls, text: str) -> Folded:
        kept = [(place, letter) for place, letter in enumerate(text) if not (letter.isspace() or letter in _UNSEEN)]
        return cls(_plain("".join(letter for _, letter in kept)), tuple(place for place, _ in kept), text)

    def find(self, selector: Selector) -> list[Span]:
        """Every place of the words that has the prefix before and the suffix behind it; a word is never cut."""
        before, exact, after = (_letters(words) for words in (selector.prefix, selector.exact, selector.suffix))
        found: list[Span] = []
        wanted = before + exact + after
        at = self.letters.find(wanted) if exact else -1
        while at >= 0:
            first = at + len(before)
            span = Span(self.places[first], self.places[first + len(exact) - 1] + 1)
            if not self._cuts(span.start) and not self._cuts(span.end):
                found.append(span)
            at = self.letters.find(wanted, at + 1)
        return found

    def pieces(self, words: str) -> list[tuple[Span, ...]]:
        """Every place of words in which `[…]` stands for what is cut out: the spans of the pieces."""
        cut = [piece for piece in _CUT.split(words) if _letters(piece)]
        if not cut:
            return []
        places = [self.find(Selector(article="", exact=piece)) for piece in cut]
        found = []
        for first in places[0]:
            chain = [first]
            for rest in places[1:]:
                then = next((span for span in rest if span.start >= chain[-1].end), None)
                if then is None:
                    break
                chain.append(then)
            if len(chain) == len(cut):
                found.append(tuple(chain))
        return found

    def _cuts(self, place: int) -> bool:
        return 0 < place < len(self.text) and _is_letter(self.text[place - 1]) and _is_letter(self.text[place])


def selector_of(folded: Folded, span: Span, article: str) -> Selector:
    """The shortest selector that finds `span` and nothing else: words are added on both sides until it is the only one."""
    text = folded.text
    exact = _one_line(span.of(text))
    before = [match.start() for match in _PIECE.finditer(text, max(0, span.start - 2000), span.start)]
    after = [match.end() for match in _PIECE.finditer(text, span.end, span.end + 2000)]
    selector = Selector(article=article, exact=exact)
    for number in range(CONTEXT):
        if len(folded.find(selector)) == 1:
            return selector
        prefix = text[before[-1 - number] : span.start] if number < len(before) else text[: span.start][-2000:]
        suffix = text[span.end : after[number]] if number < len(after) else text[span.end :][:2000]
        selector = Selector(article=article, exact=exact, prefix=_one_line(prefix), suffix=_one_line(suffix))
    return selector


def nearest(text: str, words: str) -> list[Span]:
    """At most SHOWN passages that are like the words, the likest first. Linear but for a fixed number of comparisons."""
    wanted = Counter(word.lower() for word in _WORD.findall(words))
    tokens = list(_WORD.finditer(text))
    size = max(1, sum(wanted.values()))
    if not tokens or not wanted:
        return []
    starts = sorted(_overlaps(wanted, [token[0].lower() for token in tokens], size), reverse=True)[:WEIGHED]
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(words.lower())
    weighed = []
    for _, start in starts:
        span = Span(tokens[start].start(), tokens[min(start + size, len(tokens)) - 1].end())
        matcher.set_seq1(span.of(text).lower())
        weighed.append((matcher.ratio(), -span.start, span))
    chosen: list[Span] = []
    for likeness, _, span in sorted(weighed, key=lambda item: item[:2], reverse=True):
        if likeness > 0.4 and len(chosen) < SHOWN and all(span.end <= one.start or one.end <= span.start for one in chosen):
            chosen.append(span)
    return chosen


def shown(text: str, span: Span, around: int = 30) -> str:
    """A passage in one line, with a little of what stands around it."""
    start, end = max(0, span.start - around), min(len(text), span.end + around)
    dots = ("… " if start else "", " …" if end < len(text) else "")
    return f"{dots[0]}{_one_line(text[start:end])}{dots[1]}"


def _overlaps(wanted: Counter[str], words: list[str], size: int) -> Iterator[tuple[int, int]]:
    """For each run of `size` words that shares some with the wanted ones: how many, and where it starts."""
    here: Counter[str] = Counter()
    shared = 0
    for end, word in enumerate(words):
        shared += here[word] < wanted[word]
        here[word] += 1
        start = end - size
        if start >= 0:
            here[words[start]] -= 1
            shared -= here[words[start]] < wanted[words[start]]
        if shared:
            yield shared, max(0, start + 1)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _letters(words: str) -> str:
    return Folded.of(unicodedata.normalize("NFC", words)).letters


def _plain(text: str) -> str:
    return text.translate(_SIGNS)


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or unicodedata.combining(letter) > 0
