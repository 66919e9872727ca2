"""One pass over a text that readers and extractors share: tokens, sentences, blocks, by offset."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
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
_SHORTENED = 8
"""Letters. No abbreviation has as many."""
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
        return bisect_right(self.ends, offset)

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences without outer blanks, in order; none crosses a block. Marks that close one belong to it."""
        found: list[Span] = []
        for block in self.blocks:
            found.extend(self._cut(block.span.start, block.span.end))
        return found

    def _cut(self, start: int, end: int) -> list[Span]:
        text, known = self.text, lang.words(self.language).abbreviations
        found: list[Span] = []
        at = start
        for match in _STOP.finditer(text, start, end):
            dot, stop = match.span()
            if text[dot] != "\n" and self._goes_on(dot, stop, end, known):
                continue
            self._add(found, at, stop)
            at = stop
        self._add(found, at, end)
        return found

    def _add(self, found: list[Span], start: int, end: int) -> None:
        """Adds a stretch without its outer blanks; what is longer than a sentence can be in pieces, cut at a blank."""
        while end - start > _SENTENCE_MAX:
            most = start + _SENTENCE_MAX
            stop = self.text.rfind(" ", start + _SENTENCE_MAX // 2, most) + 1 or most
            self._add(found, start, stop)
            start = stop
        stretch = self.text[start:end].lstrip()
        if stretch:
            start = end - len(stretch)
            found.append(Span(start, start + len(stretch.rstrip())))

    def _goes_on(self, dot: int, after: int, end: int, known: frozenset[str]) -> bool:
        """Whether the stop at `dot` does not end the sentence: an abbreviation, an initial, or a small letter follows."""
        text = self.text
        follows = text[after : min(end, after + 12)].lstrip(_OPENERS)[:1]
        if follows.islower():
            return True
        if not follows or text[dot] != "." or text[dot : dot + 2] == "..":
            return False
        if dot > _SHORTENED and text[dot - _SHORTENED : dot].isalnum():
            return False
        begin = dot
        while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] == "."):
            begin -= 1
        word = text[begin:dot].lower()
        initial = len(word) == 1 and word.isalpha() and text[begin:dot].isupper() and word not in ("y", "a")
        return word in known or initial

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds `offset`, or of the one before it; -1 before the first."""
        return bisect_right(self._sentence_starts, offset) - 1
