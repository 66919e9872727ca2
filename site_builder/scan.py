"""One pass over a text that readers and extractors share: tokens, sentences, blocks, by offset."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from operator import sub

from site_builder import lang
from site_builder.model import Article, Block, Span

_TOKEN = re.compile(r"\s*(?:[^\W_]+|[^\w\s]|_)")
# A stop begins where its run of signs does: from the middle of a long run nothing else would be found, many times over.
_STOP = re.compile(r"[.!?…\n](?:(?<=\n)|(?<![.!?…].)[.!?…]*+(?:[\"'’”»)\]]|[ \u00a0\u202f\u2009]+[»”\"](?=\s|$))*(?=\s|$))")
_BARE: lang.Remembered[str] = lang.Remembered(lambda piece: sys.intern(piece.lstrip()))
_SMALL: lang.Remembered[str] = lang.Remembered(lambda word: sys.intern(word.lower()))
"""One object for each spelling: whoever looks a word up again finds its hash counted, and compares by identity."""
_SENTENCE_MAX = 2_000
"""Characters. No writer goes further; a text without a stop is cut here, so that rules that look around in their sentence
take a time that grows with the text and not with its square."""
_OPENERS = "«“„‘\"'([—–- \u00a0\u202f\u2009"


class Scan:
    """A text cut once. All lists run parallel by token: `starts`, `ends`, `words` (as written), `lower`.

    A token is a run of letters and digits, or one other character that is not a blank. So `l’accord` is three tokens,
    `Jean-Yves` three, `12,5` three: what belongs together is the extractor's to say, by offsets that touch.
    """

    def __init__(self, text: str, language: str, blocks: tuple[Block, ...] = ()) -> None:
        self.text = text
        self.language = language
        self.blocks = blocks or (Block("paragraph", Span(0, len(text))),)

    @classmethod
    def of(cls, article: Article) -> Scan:
        return cls(article.text, article.lang, article.blocks)

    @cached_property
    def _pieces(self) -> list[str]:
        """The tokens, each with the blanks before it: together all of the text but the blanks at its end."""
        return _TOKEN.findall(self.text)

    @cached_property
    def words(self) -> list[str]:
        return list(map(_BARE.__getitem__, self._pieces))

    @cached_property
    def lower(self) -> list[str]:
        return list(map(_SMALL.__getitem__, self.words))

    @cached_property
    def starts(self) -> list[int]:
        return list(map(sub, self.ends, map(len, self.words)))

    @cached_property
    def ends(self) -> list[int]:
        return list(accumulate(map(len, self._pieces)))

    def token_at(self, offset: int) -> int:
        """Index of the token that holds `offset`, else of the next one (may be the number of tokens)."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else index + 1

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences without outer blanks, in order; none crosses a block. Marks that close one belong to it."""
        found: list[Span] = []
        for block in self.blocks:
            found.extend(self._cut(block.span.start, block.span.end))
        return found

    def _cut(self, start: int, end: int) -> list[Span]:
        text, known = self.text, lang.words(self.language).abbreviations
        cuts = []
        at = start
        for match in _STOP.finditer(text, start, end):
            stop = match.end()
            if match.group() != "\n" and self._goes_on(match.start(), stop, end, known):
                continue
            if text[at:stop].strip():
                cuts.append((at, stop))
            at = stop
        if text[at:end].strip():
            cuts.append((at, end))
        return [self._trim(a, b) for a, b in self._bounded(cuts)]

    def _bounded(self, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The same, and what is longer than a sentence can be in pieces, cut at a blank where there is one."""
        for at, end in cuts:
            start = at
            while end - start > _SENTENCE_MAX:
                most = start + _SENTENCE_MAX
                stop = self.text.rfind(" ", start + _SENTENCE_MAX // 2, most) + 1 or most
                if self.text[start:stop].strip():
                    yield start, stop
                start = stop
            if self.text[start:end].strip():
                yield start, end

    def _goes_on(self, dot: int, after: int, end: int, known: frozenset[str]) -> bool:
        """Whether the stop at `dot` does not end the sentence: an abbreviation, an initial, or a small letter follows."""
        text = self.text
        follows = text[after : min(end, after + 12)].lstrip(_OPENERS)[:1]
        if follows.islower():
            return True
        if text[dot] != "." or text[dot : dot + 2] == "..":
            return False
        begin = dot
        while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] == "."):
            begin -= 1
        word = text[begin:dot].lower()
        initial = len(word) == 1 and word.isalpha() and text[begin:dot].isupper() and word not in ("y", "a")
        return bool(follows) and (word in known or initial)

    def _trim(self, start: int, end: int) -> Span:
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset`, or of the one before it; -1 before the first."""
        return bisect_right(self._sentence_starts, offset) - 1
