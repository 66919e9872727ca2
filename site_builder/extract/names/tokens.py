"""The shared token pass into words as names are made of them: compounds, initials, capitals that say nothing."""

from __future__ import annotations

from functools import cached_property

from site_builder.extract.names.lexicon import APOSTROPHES, ARABIC, HYPHENS, Lexicon
from site_builder.scan import Scan

QUOTES = frozenset('«“"')
OPENERS = frozenset('«“"(:;•–—*[>')
"""Behind one of these a sentence may begin, so that a capital says little."""
DOMAINS = frozenset({"com", "org", "net", "fr", "eu", "info", "co", "io", "be", "ch", "ca", "uk", "de"})


class Tokens:
    """The tokens of one text with what the name finder asks of their borders."""

    def __init__(self, scan: Scan, lexicon: Lexicon) -> None:
        self.scan, self.lexicon = scan, lexicon
        self.words, self.lower, self.starts, self.ends = scan.words, scan.lower, scan.starts, scan.ends
        self.count = len(self.words)

    @cached_property
    def openings(self) -> set[int]:
        """The first word of each sentence."""
        found = set()
        words, count = self.words, self.count
        for sentence in self.scan.sentences:
            token = self.scan.token_at(sentence.start)
            while token < count and not words[token][0].isalpha() and self.starts[token] < sentence.end:
                token += 1
            found.add(token)
        return found

    def opens(self, token: int) -> bool:
        """Whether a capital at `token` says nothing: it is a sentence's, or follows a mark that may open one."""
        return token in self.openings or (token > 0 and self.words[token - 1] in OPENERS)

    def is_capital(self, token: int) -> bool:
        """Whether there is a token, written large."""
        return token < self.count and self.words[token][0].isupper()

    def touches(self, token: int) -> bool:
        """Whether `token` follows the one before it without a blank."""
        return token < self.count and self.starts[token] == self.ends[token - 1]

    def spaced(self, token: int) -> bool:
        """Whether one blank, and no line's end, stands between `token` and the one before it."""
        if token >= self.count:
            return False
        end = self.ends[token - 1]
        return self.starts[token] == end + 1 and self.scan.text[end] != "\n"

    def elided(self, token: int) -> bool:
        """Whether an apostrophe hangs on `token`: the "l" of "l'accord"."""
        return token + 1 < self.count and self.words[token + 1] in APOSTROPHES and self.touches(token + 1)

    def before(self, token: int) -> int:
        """Index of the word before `token`, across an apostrophe; -1 at the text's start."""
        return token - 2 if token > 1 and self.words[token - 1] in APOSTROPHES else token - 1

    def joined(self, unit: tuple[int, int]) -> str:
        """A word and what hangs on it, in small letters."""
        return self.lower[unit[0]] if unit[1] - unit[0] == 1 else "".join(self.lower[unit[0] : unit[1]])

    def unit(self, at: int) -> int:
        """End of the word at `at` with all that hangs on it: "Jean-Yves", "Val-d'Oise", "O'Brien", "J.", "U.S."."""
        end = at + 1
        if end >= self.count or self.starts[end] != self.ends[at]:
            return end
        if len(self.words[at]) == 1:
            end = self._short(at)
            if not self.touches(end):
                return end
        if end >= self.count or self.starts[end] != self.ends[end - 1]:
            return end
        words = self.words
        while end + 1 < self.count and words[end] in HYPHENS and self.touches(end) and self.touches(end + 1):
            following = end + 1
            if not words[following][0].isalnum() or self.lower[following] in self.lexicon.words.hyphen_tails:
                return end
            end = following + 1
            if self.lower[following] in self.lexicon.elisions and self.elided(following) and self.touches(end + 1):
                end += 2
        if end + 1 < self.count and words[end] == "&" and self.touches(end) and self.touches(end + 1):
            end += 2
        if end + 1 < self.count and words[end] == "." and self.lower[end + 1] in DOMAINS and self.touches(end + 1):
            return end + 2 if self.touches(end) else end
        if self.lower[end - 1] in self.lexicon.words.dotted_forms and self.touches(end) and words[end] == ".":
            end += 1
        return end

    def _short(self, at: int) -> int:
        """End of a word that begins with a single letter: an initial, letters with full stops, "O'Brien"."""
        words, end = self.words, at + 1
        if end >= self.count or not self.touches(end):
            return end
        if words[end] in APOSTROPHES:
            free = self.lower[at] not in self.lexicon.elisions or not self.opens(at)
            return end + 2 if free and self.touches(end + 1) and self.is_capital(end + 1) else end
        if words[end] != ".":
            return end
        end += 1
        while self.touches(end) and len(words[end]) == 1 and words[end].isupper() and self.touches(end + 1):
            if words[end + 1] != ".":
                break
            end += 2
        return end

    def left(self, at: int, floor: int) -> int:
        """Where the word of the capital at `at` begins: "al-Abadi" begins at its small "al"."""
        while at - 2 >= floor and self.words[at - 1] in HYPHENS and self.touches(at) and self.touches(at - 1):
            if self.lower[at - 2] not in ARABIC:
                break
            at -= 2
        return at

    def capital(self, at: int) -> int:
        """End of the word or known name that begins at `at`."""
        end, known = self.unit(at), self.lexicon.longest(self.words, at)
        return end if known is None or known[0] < end else known[0]
