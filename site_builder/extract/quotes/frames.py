"""Sentences into frames: a sentence as its words, with each quote in it one opaque unit and each name one unit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from site_builder import lang
from site_builder.extract.quotes.lexicon import Lexicon, Tag, Use
from site_builder.extract.quotes.marks import Marked
from site_builder.lang import Words
from site_builder.model import NameMention

_PRONOUNS = "il|elle|on|ils|elles|je|nous|vous|tu|ce"
_UNIT = re.compile(
    rf"(?P<word>[^\W\d_]+(?:['’]hui\b)?(?:-(?!(?:t|{_PRONOUNS}|y|lui|moi)\b)[^\W_]+)*)(?P<elided>['’](?=\w|\s?[A-ZÉÈÀ«“\"]))?"
    rf"|(?P<invert>-(?:t-|t['’])?(?=(?:{_PRONOUNS})\b))|(?P<number>\d+(?:[.,]\d+)*\w*)|(?P<other>[^\w\s])",
)
_ADVERB_MIN = 6


class Frame:
    """A sentence as parallel lists over its units: offsets, word (small letters), tag bits, and what it refers to.

    `refs`: for a QUOTE unit the index of the quote, for a NAME unit the index of the mention, else -1.
    A run of capitalised words that no name covers is one NAME unit too, with -1.
    """

    __slots__ = ("end", "ends", "refs", "start", "starts", "tags", "text", "uses", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start, self.end = start, end
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.tags: list[int] = []
        self.refs: list[int] = []
        self.uses: list[Use | None] = []

    def __len__(self) -> int:
        return len(self.words)

    def add(self, start: int, end: int, word: str, tag: int, *, ref: int = -1, use: Use | None = None) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.words.append(word)
        self.tags.append(tag)
        self.refs.append(ref)
        self.uses.append(use)

    def surface(self, first: int, last: int) -> str:
        """The text of the units `first` to `last`, the last excluded."""
        return self.text[self.starts[first] : self.ends[last - 1]]


class Framer:
    """Builds the frames of one text."""

    def __init__(
        self, text: str, language: str, lexicon: Lexicon, marked: Sequence[Marked], names: Sequence[NameMention]
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.words: Words = lang.words(language)
        self.marked = marked
        self.names = names
        self.quote_starts = [pair.open for pair in marked]
        self.name_starts = [name.span.start for name in names]

    def frame(self, start: int, end: int) -> Frame:
        """The frame of `text[start:end]`; quotes and names that begin in it are units."""
        frame = Frame(self.text, start, end)
        at = start
        first = bisect_left(self.quote_starts, start)
        last = bisect_left(self.quote_starts, end)
        for index in range(first, last):
            pair = self.marked[index]
            self._fill(frame, at, pair.open)
            frame.add(pair.open, pair.close, "", int(Tag.QUOTE), ref=index)
            at = pair.close
        self._fill(frame, at, end)
        return frame

    def plain(self, start: int, end: int) -> Frame:
        """The frame of `text[start:end]` by its words and names alone, as of the inside of a pair of marks."""
        frame = Frame(self.text, start, end)
        self._fill(frame, start, end)
        return frame

    def _fill(self, frame: Frame, start: int, end: int) -> None:
        at = start
        index = bisect_left(self.name_starts, start)
        while index < len(self.names) and self.names[index].span.start < end:
            span = self.names[index].span
            if span.start >= at and span.end <= end:
                self._cut(frame, at, span.start)
                frame.add(span.start, span.end, self.text[span.start : span.end].lower(), int(Tag.NAME), ref=index)
                at = span.end
            index += 1
        self._cut(frame, at, end)

    def _cut(self, frame: Frame, start: int, end: int) -> None:
        invert = 0
        skip_stop = -1
        for match in _UNIT.finditer(self.text, start, end):
            kind = match.lastgroup
            if kind == "invert":
                invert = int(Tag.INVERTED)
                continue
            begin, stop = match.span()
            if kind in {"word", "elided"}:
                surface = match["word"]
                word = surface.lower()
                if word == "s" and self.text[begin - 1 : begin] in ("'", "’") and self.text[begin - 2 : begin - 1].isalnum():
                    continue
                initial = len(surface) == 1 and surface.isupper() and not self._opens_anew(stop + 1)
                short = self.text[stop : stop + 1] == "." and (word in self.words.abbreviations or initial)
                if short:
                    skip_stop = stop
                self._word(
                    frame,
                    begin,
                    match.end("word"),
                    word,
                    invert,
                    named=surface[0].isupper() and word not in self.words.abbreviations,
                )
            elif kind == "number":
                frame.add(begin, stop, match.group(), int(Tag.NUMBER))
            elif begin != skip_stop:
                mark = match.group()
                if mark in "'’":
                    continue
                frame.add(begin, stop, mark, int(Tag.PUNCT | Tag.STOP) if mark in ".!?…;" else int(Tag.PUNCT))
            invert = 0

    def _opens_anew(self, at: int) -> bool:
        """Whether a sentence begins behind a full stop: a small word follows, written large."""
        match = _UNIT.search(self.text, at, at + 24)
        word = match["word"] if match is not None else None
        return word is not None and bool(
            self.lexicon.tags.get(word.lower(), 0) & (Tag.DET | Tag.SUBJECT | Tag.PREP | Tag.SUBORD)
        )

    def _word(self, frame: Frame, start: int, end: int, word: str, invert: int, *, named: bool) -> None:
        tag = self.lexicon.tags.get(word, 0)
        if named and frame.words and not tag & ~int(Tag.CUE):
            self._capital(frame, start, end, word)
            return
        if not tag and len(word) >= _ADVERB_MIN and word.endswith(self.lexicon.table.grammar.adverb_ending):
            tag = int(Tag.ADVERB)
        use = None if tag & Tag.ADVERB else self.lexicon.uses.get(word)
        frame.add(start, end, word, tag | invert | int(Tag.WORD), use=use)

    def _capital(self, frame: Frame, start: int, end: int, word: str) -> None:
        """A capitalised word inside a sentence: joins the run before it, or begins one."""
        if frame.tags[-1] & Tag.CAPITAL and self.text[frame.ends[-1] : start] in (" ", "\u00a0", "-"):
            frame.ends[-1] = end
            frame.words[-1] += " " + word
            return
        frame.add(start, end, word, int(Tag.NAME | Tag.CAPITAL))


def spans_of_interest(
    sentences: Sequence[tuple[int, int]], marked: Sequence[Marked], hits: Sequence[int], text: str
) -> list[tuple[int, int]]:
    """The stretches that need a frame: sentences with a cue or a mark, joined where a quote or its incise joins them."""
    starts = [s for s, _ in sentences]
    wanted: dict[int, int] = {}
    for pair in marked:
        first = max(0, bisect_right(starts, pair.open) - 1)
        last = max(first, bisect_right(starts, pair.close - 1) - 1)
        last = _with_incise(text, pair.close, last, sentences)
        wanted[first] = max(wanted.get(first, 0), last)
    for at in hits:
        first = max(0, bisect_right(starts, at) - 1)
        wanted[first] = max(wanted.get(first, 0), first)
    found: list[tuple[int, int]] = []
    reach = -1
    for first in sorted(wanted):
        if first <= reach:
            if wanted[first] > reach:
                reach = wanted[first]
                found[-1] = (found[-1][0], sentences[reach][1])
            continue
        reach = wanted[first]
        found.append((sentences[first][0], sentences[reach][1]))
    return found


def _with_incise(text: str, close: int, last: int, sentences: Sequence[tuple[int, int]]) -> int:
    """Past a closing mark a comma or a small letter goes on with the sentence, whatever stood inside the marks."""
    after = text[close : close + 12].lstrip(" \u00a0\u202f")
    goes_on = bool(after) and (after[0] == "," or after[0].islower())
    if goes_on and last + 1 < len(sentences) and sentences[last + 1][0] <= close + 12 and sentences[last][1] <= close + 2:
        return last + 1
    return last
