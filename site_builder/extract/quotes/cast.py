"""The names of one article into its cast: the fullest form of each, their kinds, their offices and gender."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter

import msgspec

from site_builder import lang
from site_builder.extract.quotes.lexicon import CLAUSE_MARKS, Lexicon, Tag, Telling
from site_builder.extract.quotes.marks import Marked
from site_builder.model import Kind, NameMention
from site_builder.scan import Scan

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CLAUSE = re.compile(rf"[{CLAUSE_MARKS}\n]")
_APPOSED = re.compile(r"\s*(?P<open>[,(])\s*(?P<words>[^,;:.()«»\n]{2,140})(?P<end>[,).]|$)")
_ARTICLE, _NO_WORDS = bytes((Telling.ARTICLE,)), bytes((Telling.NOTHING,))
_LEFT = 70
_BESIDE = 40
_DOUBTFUL = 50
"""A name of which every mention is at least this doubtful is none, here as in the dossier."""


class Office(msgspec.Struct, frozen=True, gc=False):
    """What the article calls somebody beside the name: the noun, the key, and all words of the phrase."""

    noun: str
    key: str
    words: frozenset[str]


class Cast:
    """Who is in an article. `names`: the mentions that may be believed; `full`: each key to its fullest mention."""

    def __init__(self, scan: Scan, lexicon: Lexicon, names: Sequence[NameMention], marked: Sequence[Marked]) -> None:
        self.scan = scan
        self.text = scan.text
        self.lexicon = lexicon
        self.speakers = lexicon.table.speakers
        doubt: dict[str, int] = {}
        for name in names:
            doubt[name.key] = min(name.doubt, doubt.get(name.key, 100))
        self.names = tuple([name for name in names if doubt[name.key] < _DOUBTFUL])
        self.starts = [name.span.start for name in self.names]
        self._marked = marked
        self._opens = opens = [one.open for one in marked]
        self._outside = [name for name in self.names if not _inside(name, marked, opens)] if marked else self.names
        self._outside_starts = [name.span.start for name in self._outside]
        self._offices: list[tuple[int, Office]] = []
        self._gender: dict[str, str] = {}
        self._hinted: dict[str, str] = {}
        self._unread: dict[str, list[int]] = {}
        """Mentions beside which nobody has looked yet, by the key of the fullest."""
        self.full: dict[str, NameMention] = {}
        self._weights: dict[str, dict[Kind, int]] = {}
        self._most: dict[str, list[Kind]] = {}
        self._open: dict[str, list[Kind]] = {}
        self._index()

    def _look_beside(self, key: str) -> None:
        """Reads what stands beside the mentions of a name; done once a noun or a pronoun may mean it, which few ever do."""
        for index in self._unread.pop(key, ()):
            self._offices_of(index)

    @cached_property
    def _telling(self) -> bytes:
        """What each token of the text may tell of a name behind it."""
        return bytes(map(self.lexicon.telling.__getitem__, self.scan.lower))

    @cached_property
    def offices(self) -> list[Office]:
        """What the article calls its people and bodies beside their names, in the order of the text."""
        for key in list(self._unread):
            self._look_beside(key)
        return [office for _, office in sorted(self._offices, key=itemgetter(0))]

    def gender(self, key: str) -> str:
        """'m' or 'f' as a title or a feminine noun tells, else a given name, else an article or a masculine noun; or ''."""
        self._look_beside(key)
        told = self._gender.get(key)
        if told is None:
            named = self._by_given_name(key) if self.is_mostly(key, "person") else ""
            told = self._gender[key] = named or self._hinted.get(key, "")
        return told

    def _by_given_name(self, key: str) -> str:
        """'m' or 'f' by the first part of the first name: Anne-Marie, Jean-Claude."""
        given = re.split(r"[ \u00a0-]", self.surface(key), maxsplit=1)[0]
        if given in self.lexicon.table.people.unisex:
            return ""
        return "f" if given in lang.lines("names/women") else "m" if given in lang.lines("names/men") else ""

    def told(self, start: int, end: int) -> Sequence[NameMention]:
        """The mentions from `start` to `end` that the article itself makes, not somebody whom it quotes."""
        return self._outside[bisect_left(self._outside_starts, start) : bisect_left(self._outside_starts, end)]

    def last_person(self, before: int) -> str | None:
        """Key of the person whom the article itself named last before an offset."""
        told = [self.key(name) for name in reversed(self.told(0, before))]
        full = {key for key in told if " " in self.surface(key) and not self.is_evident(key, "organisation")}
        return next((key for key in told if self.is_mostly(key, "person")), None) or (full.pop() if len(full) == 1 else None)

    def is_evident(self, key: str, kind: Kind) -> bool:
        """Whether anything tells that a name is of this kind."""
        return self.is_mostly(key, kind) and self._weights[key][kind] > 0

    def mentions(self, start: int, end: int) -> Sequence[NameMention]:
        """All mentions from `start` to `end`."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def quoted(self, before: int) -> Marked | None:
        """The quote that ends within a few words before an offset."""
        at = bisect_left(self._opens, before) - 1
        return self._marked[at] if at >= 0 and 0 <= before - self._marked[at].close < _BESIDE else None

    def surface(self, key: str) -> str:
        """The fullest mention of a key, as written."""
        return self.full[key].span.of(self.text)

    def key(self, name: NameMention) -> str:
        """The key of the fullest mention of a name."""
        return self.full[name.key].key

    def may_be(self, key: str, kind: Kind) -> bool:
        """Whether the evidence over all mentions leaves it open that a name is of this kind."""
        return kind in self._open[key]

    def is_mostly(self, key: str, kind: Kind) -> bool:
        """Whether no other kind has more evidence."""
        return kind in self._most[key]

    # --- fullest form ----------------------------------------------------------------------------------------------

    def _index(self) -> None:
        """Each key to the mention that names it most fully: 'X' to 'Jean X' when one name only ends so."""
        first: dict[str, NameMention] = {}
        words: dict[str, tuple[str, ...]] = {}
        by_word: dict[str, list[str]] = {}
        for name in self.names:
            if name.key not in first:
                first[name.key] = name
                words[name.key] = tuple(_WORD.findall(name.key.lower()))
                for word in set(words[name.key]):
                    by_word.setdefault(word, []).append(name.key)
        for key, name in first.items():
            own = words[key]
            ends_so = by_word[own[-1]] if own else []
            longer = [
                other
                for other in (ends_so if len(ends_so) > 1 else ())
                if len(words[other]) > len(own) and _is_short_of(own, words[other], first[other])
            ]
            if not longer:
                self.full[key] = name
                continue
            longest = max(longer, key=lambda other: len(words[other]))
            agree = all(
                words[longest][-len(words[other]) :] == words[other] or words[longest][0] == words[other][0]
                for other in longer
            )
            self.full[key] = first[longest] if agree else name
        for index, name in enumerate(self.names):
            key = self.full[name.key].key
            if key in self._unread:
                self._unread[key].append(index)
            else:
                self._unread[key] = [index]
                self._weights[key] = {"person": 0, "organisation": 0, "place": 0}
            if name.key != key:
                # A last name alone may look like a town; what counts is what the full name looks like.
                continue
            weights = self._weights[key]
            weights["person"] += name.person
            weights["organisation"] += name.organisation
            weights["place"] += name.place
        for key, weights in self._weights.items():
            top = max(weights.values())
            clear = weights["place"] < top or top == 0
            self._most[key] = [kind for kind, weight in weights.items() if weight == top]
            self._open[key] = [kind for kind, weight in weights.items() if weight * 2 >= top and (clear or kind == "place")]

    # --- offices ---------------------------------------------------------------------------------------------------

    def _offices_of(self, index: int) -> None:
        """What stands beside a name: 'le maire X', 'X, médecin à Y', 'Mme X'; and the gender that it tells."""
        name, starts, words = self.names[index], self.scan.starts, self.scan.words
        token = bisect_left(starts, name.span.start)
        key = self.key(name)
        if key not in self._hinted and token > 1 and self._telling[token - 1] == Telling.ARTICLE:
            self._take_article(key, index, token - 1)
        if self._is_led(index, token, hinted=key in self._hinted):
            self._before_name(index, name)
        after = bisect_left(starts, name.span.end, token)
        if after < len(words) and words[after] in ",(":
            self._behind_name(index, name)

    def _take_article(self, key: str, index: int, at: int) -> None:
        """Takes the gender from an article right before a name, where it plainly belongs to it and to nothing else."""
        starts, ends, start = self.scan.starts, self.scan.ends, self.names[index].span.start
        apart = ends[at - 1] < starts[at] and (not index or self.names[index - 1].span.end <= starts[at])
        if apart and ends[at] + 1 == start and self.text[start - 1] != "\n":
            self._hinted[key] = self.lexicon.table.grammar.gendered[self.scan.lower[at]]

    def _is_led(self, index: int, last: int, *, hinted: bool) -> bool:
        """Whether anything before a name in its clause may tell more of it: most names stand alone, and need no closer look.

        `last`: the token at which it begins; `hinted`: an article before it would tell nothing new.
        """
        ends, told, start = self.scan.ends, self._telling, self.names[index].span.start
        # What belongs to a name lies behind the one before it, or behind that one's own.
        since = max(start - _LEFT, self.names[index - 2].span.end if index > 1 else 0)
        first = bisect_right(ends, since, 0, last)
        clause = told.rfind(Telling.CLAUSE, first, last)
        if told.rfind(Telling.OFFICE, first, last) > clause or (last and ends[last - 1] > start):
            return True
        if not hinted and told[max(clause + 1, first) : last].rstrip(_NO_WORDS)[-1:] == _ARTICLE:
            return True
        cut = clause < 0 and first < last and self.scan.starts[first] < since
        return cut and self.lexicon.telling[self.text[since : ends[first]].lower()] == Telling.OFFICE

    def _before_name(self, index: int, name: NameMention) -> None:
        key, tags = self.key(name), self.lexicon.tags
        since = max(self._before(index), name.span.start - _LEFT)
        left = _CLAUSE.split(self.text[since : name.span.start])[-1].rstrip()
        apposed = left.endswith(",")
        words = _WORD.findall(left.removesuffix(",").rsplit(",", 1)[-1].lower())
        if not words:
            return
        if words[-1] in self.lexicon.table.grammar.gendered:
            self._hinted.setdefault(key, self.lexicon.table.grammar.gendered[words[-1]])
        last = next((word for word in reversed(words) if not tags.get(word, 0) & Tag.DET or tags[word] & Tag.PREP), "")
        governed = tags.get(last, 0) & (Tag.PREP | Tag.GENITIVE | Tag.COORD)
        if (apposed or not governed) and not (apposed and self._is_apart(name, words)):
            self._note(index, words if apposed else words[-6:])

    def _behind_name(self, index: int, name: NameMention) -> None:
        follows = _APPOSED.match(self.text, name.span.end)
        if follows is None:
            return
        tags = self.lexicon.tags
        words = _WORD.findall(follows["words"].lower())
        bits = [tags.get(word, 0) for word in words]
        begins = next((i for i, bit in enumerate(bits) if bit & (Tag.PERSON | Tag.ORGANISATION)), len(bits))
        verbal = any(bit & (Tag.VERB | Tag.SUBJECT | Tag.RELATIVE) and not bit & Tag.DET for bit in bits)
        verbal = verbal or any(bit & Tag.CUE and not bit & Tag.PERSON for bit in bits[:begins])  # 'X, citant le parquet'
        if begins <= 3 and not verbal and not any(bit & (Tag.PREP | Tag.GENITIVE) for bit in bits[:begins]):
            self._note(index, words[begins:])

    def _is_apart(self, name: NameMention, words: Sequence[str]) -> bool:
        """'Classée ainsi par le président, X a …': an office that a preposition governs, and a name that begins a clause."""
        after = self.text[name.span.end : name.span.end + 2].lstrip(" \u00a0")[:1]
        tags = self.lexicon.tags
        at = next((i for i, word in enumerate(words) if tags.get(word, 0) & (Tag.PERSON | Tag.ORGANISATION)), -1)
        return after.isalpha() and at > 1 and bool(tags.get(words[at - 2], 0) & Tag.PREP)

    def place_before(self, name: NameMention) -> int:
        """Where a place or body begins right before a name: 'le président des États-Unis X'; else where the name does."""
        at = bisect_left(self.starts, name.span.start)
        return self.names[at - 1].span.start if self._is_joined(at) else name.span.start

    def _is_joined(self, index: int) -> bool:
        """Whether right before a name stands another, of a place or a body, which then belongs to its office."""
        if not index:
            return False
        before, name = self.names[index - 1], self.names[index]
        near = not self.text[before.span.end : name.span.start].strip()
        return near and before.person < max(before.place, before.organisation)

    def _before(self, index: int) -> int:
        """Where the words before a name begin: behind the name before it, or before that where it belongs to an office.

        'l’ambassadeur de Norvège X': the place right before a name is part of what X is called.
        """
        if not index:
            return 0
        if not self._is_joined(index):
            return self.names[index - 1].span.end
        return self.names[index - 2].span.end if index > 1 else 0

    def _note(self, index: int, words: list[str]) -> None:
        key = self.key(self.names[index])
        gender, tags = self.lexicon.gender, self.lexicon.tags
        at = next((i for i, word in enumerate(words) if tags.get(word, 0) & (Tag.PERSON | Tag.ORGANISATION)), -1)
        if at >= 0 and any(tags.get(word, 0) & (Tag.VERB | Tag.RELATIVE | Tag.SUBORD) for word in words[at:]):
            return
        if at >= 0:
            self._offices.append((index, Office(words[at], key, frozenset(words[at:]))))
        for word in words[max(at, 0) :]:
            if word in gender:
                # Offices are often said in the masculine of women too.
                sure = gender[word] == "f" or word in self.lexicon.table.people.masculine_titles
                (self._gender if sure else self._hinted).setdefault(key, gender[word])
                break


def _inside(name: NameMention, marked: Sequence[Marked], opens: Sequence[int]) -> bool:
    at = bisect_right(opens, name.span.start) - 1
    return at >= 0 and name.span.start < marked[at].close


def _is_short_of(words: tuple[str, ...], other: tuple[str, ...], mention: NameMention) -> bool:
    """Whether `words` are the last name of `other`, or its first words when they are more than one."""
    if other[-len(words) :] == words:
        return mention.person >= mention.organisation
    return len(words) > 1 and other[: len(words)] == words
