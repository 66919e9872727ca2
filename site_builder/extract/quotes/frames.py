"""Sentences into frames: a sentence as its words, with each quote in it one opaque unit and each name one unit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from site_builder import lang
from site_builder.extract.quotes.lexicon import Lexicon, Tag, Use
from site_builder.extract.quotes.lexicon import lexicon as lexicon_of
from site_builder.extract.quotes.marks import Marked
from site_builder.lang import Words
from site_builder.model import NameMention

_PRONOUNS = "il|elle|on|ils|elles|je|nous|vous|tu|ce"
_INVERT = rf"-(?:t-|t['’])?(?=(?:{_PRONOUNS})\b)"
_UNIT = (
    rf"[^\W\d_]+(?:['’]hui\b)?(?:-(?!(?:t|{_PRONOUNS}|y|lui|moi)\b)[^\W_]+)*(?:['’](?=\w|\s?[A-ZÉÈÀ«“\"]))?"
    rf"|{_INVERT}|\d+(?:[.,]\d+)*\w*|[^\w\s]"
)
_inverts = re.compile(_INVERT).match
_bare = re.compile(r"\A[\s_]+").sub
_next_unit = re.compile(_UNIT).search
_pieces = re.compile(rf"[\s_]*(?:{_UNIT})").findall
"""The units of a stretch, each with the blanks before it, so that their places are sums of lengths."""
_ADVERB_MIN = 6
_FRAME_MAX = 10_000
"""Characters after which a frame is joined no further: sieves look around in it, and their time must not grow with the
square of a text in which every quote hangs on the next one."""


class Frame:
    """A sentence as parallel lists over its units: offsets, word (small letters), tag bits, and what it refers to.

    `refs`: for a QUOTE unit the index of the quote, for a NAME unit the index of the mention, else -1.
    A run of capitalised words that no name covers is one NAME unit too, with -1. `quotes`: the QUOTE units.
    """

    __slots__ = ("end", "ends", "quotes", "refs", "start", "starts", "tags", "text", "uses", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start, self.end = start, end
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.tags: list[int] = []
        self.refs: list[int] = []
        self.uses: list[Use | None] = []
        self.quotes: list[int] = []

    def __len__(self) -> int:
        return len(self.words)

    def add(self, start: int, end: int, word: str, tag: int, ref: int) -> None:
        """Adds a quote or a name."""
        self.starts.append(start)
        self.ends.append(end)
        self.words.append(word)
        self.tags.append(tag)
        self.refs.append(ref)
        self.uses.append(None)

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
        self.read = _reader(language)
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
            frame.quotes.append(len(frame))
            frame.add(pair.open, pair.close, "", Tag.QUOTE, index)
            at = pair.close
        self._fill(frame, at, end)
        return frame

    def plain(self, start: int, end: int) -> Frame:
        """The frame of `text[start:end]` by its words and names alone, as of the inside of a pair of marks."""
        frame = Frame(self.text, start, end)
        self._fill(frame, start, end)
        return frame

    def _fill(self, frame: Frame, start: int, end: int) -> None:
        at, starts = start, self.name_starts
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            opens, closes = starts[index], self.names[index].span.end
            if opens >= at and closes <= end:
                if at < opens:
                    self._cut(frame, at, opens)
                frame.add(opens, closes, self.text[opens:closes].lower(), Tag.NAME, index)
                at = closes
        if at < end:
            self._cut(frame, at, end)

    def _cut(self, frame: Frame, start: int, end: int) -> None:
        """Adds the units of a stretch without quotes and listed names."""
        text, invert, skip_stop = self.text, 0, -1
        starts, ends, words, tags, uses = frame.starts, frame.ends, frame.words, frame.tags, frame.uses
        pieces = _pieces(text, start, end)
        befores = accumulate(map(len, pieces), initial=start)
        for unit, before in zip(map(self.read.__getitem__, pieces), befores, strict=False):
            word, tag, blanks, length, use, named, rare = unit
            begin = before + blanks
            if not tag:
                if _inverts(text, begin, end):
                    invert = Tag.INVERTED
                    continue
                if not word:
                    continue
                tag = Tag.PUNCT
            elif rare:
                if self._is_ending(word, begin) or begin == skip_stop:
                    continue
                if self._is_shortened(word, begin, begin + length):
                    skip_stop = begin + length
            if named and words:
                if tags[-1] & Tag.CAPITAL and text[ends[-1] : begin] in (" ", "\u00a0", "-"):
                    ends[-1] = begin + length
                    words[-1] += " " + word
                    continue
                tag, use = Tag.NAME | Tag.CAPITAL, None
            starts.append(begin)
            ends.append(begin + length)
            words.append(word)
            tags.append(tag | invert)
            uses.append(use)
            invert = 0
        frame.refs.extend([-1] * (len(words) - len(frame.refs)))

    def _is_ending(self, word: str, begin: int) -> bool:
        """The s of a genitive or of a contraction: Moody's."""
        return word == "s" and self.text[begin - 1 : begin] in ("'", "’") and self.text[begin - 2 : begin - 1].isalnum()

    def _is_shortened(self, word: str, begin: int, stop: int) -> bool:
        """Whether the full stop behind a word belongs to it: an abbreviation, or an initial that ends no sentence."""
        if self.text[stop : stop + 1] != ".":
            return False
        if word in self.words.abbreviations:
            return True
        match = _next_unit(self.text, stop + 1, stop + 24)
        follows = self.lexicon.tags.get(match.group().lower(), 0) if match is not None else 0
        initial = stop - begin == 1 and self.text[begin].isupper()
        return initial and not follows & (Tag.DET | Tag.SUBJECT | Tag.PREP | Tag.SUBORD)


class _Unit(NamedTuple):
    """What a spelling is in any frame. `tag` 0: no unit of its own. `named`: a name where it does not open a sentence.

    `blanks`: how many characters stand before it; `length`: of the unit, an apostrophe behind it left out.
    """

    word: str
    tag: int
    blanks: int
    length: int
    use: Use | None = None
    named: bool = False
    rare: bool = False
    """Must be looked at with what stands around it."""


@cache
def _reader(language: str) -> lang.Remembered[_Unit]:
    """Reads one spelling of a language, with the blanks before it."""
    lexicon, words = lexicon_of(language), lang.words(language)
    ending = lexicon.table.grammar.adverb_ending

    def read(piece: str) -> _Unit:
        surface = _bare("", piece)
        blanks, first = len(piece) - len(surface), surface[0]
        if not first.isalpha():
            if first in "-'’":
                # A hyphen may join an inverted pronoun; an apostrophe by itself is no unit.
                return _Unit("-" if first == "-" else "", 0, blanks, 1)
            if first.isdigit():
                return _Unit(surface, Tag.NUMBER, blanks, len(surface))
            return _Unit(surface, Tag.PUNCT | Tag.STOP if first in ".!?…;" else Tag.PUNCT, blanks, 1, rare=first == ".")
        bare = surface.rstrip("'’")
        word = lexicon.table.grammar.unaccented.get(bare) or bare.lower()
        tag = lexicon.tags.get(word, 0)
        short = word in words.abbreviations
        named = first.isupper() and not short and not tag & ~Tag.CUE
        if not tag and len(word) >= _ADVERB_MIN and word.endswith(ending) and word not in lexicon.table.grammar.no_adverbs:
            tag = Tag.ADVERB
        use = None if tag & Tag.ADVERB else lexicon.uses.get(word)
        rare = short or word == "s" or (len(surface) == 1 and first.isupper())
        return _Unit(word, tag | Tag.WORD, blanks, len(bare), use, named, rare)

    return lang.Remembered(read)


def spans_of_interest(
    sentences: Sequence[tuple[int, int]], marked: Sequence[Marked], hits: Sequence[int], text: str
) -> list[tuple[int, int]]:
    """The stretches that need a frame: sentences with a cue or a mark, joined where a quote or its incise joins them."""
    starts = [s for s, _ in sentences]
    wanted: dict[int, int] = {}
    for pair in marked:
        first = max(0, bisect_right(starts, pair.open) - 1)
        last = max(first, bisect_right(starts, pair.close - 1) - 1)
        if first and text[sentences[first][0] : pair.open].strip() == "" and _is_announced(text, sentences[first - 1]):
            first -= 1
        last = _with_incise(text, pair.close, last, sentences)
        wanted[first] = max(wanted.get(first, 0), last)
    for at in hits:
        first = max(0, bisect_right(starts, at) - 1)
        wanted[first] = max(wanted.get(first, 0), first)
    found: list[tuple[int, int]] = []
    reach = -1
    for first in sorted(wanted):
        if first > reach or found[-1][1] - found[-1][0] > _FRAME_MAX:
            opens = max(first, reach + 1)
            if wanted[first] >= opens:
                reach = wanted[first]
                found.append((sentences[opens][0], sentences[reach][1]))
        elif wanted[first] > reach:
            reach = wanted[first]
            found[-1] = (found[-1][0], sentences[reach][1])
    return found


def _is_announced(text: str, sentence: tuple[int, int]) -> bool:
    """Whether a sentence ends with a colon: it introduces the paragraph behind it."""
    return text[max(sentence[0], sentence[1] - 8) : sentence[1]].rstrip().endswith(":")


def _with_incise(text: str, close: int, last: int, sentences: Sequence[tuple[int, int]]) -> int:
    """Past a closing mark a comma or a small letter goes on with the sentence, whatever stood inside the marks."""
    after = text[close : close + 12].lstrip(" \u00a0\u202f")
    goes_on = bool(after) and (after[0] == "," or after[0].islower())
    if goes_on and last + 1 < len(sentences) and sentences[last + 1][0] <= close + 12 and sentences[last][1] <= close + 2:
        return last + 1
    return last
