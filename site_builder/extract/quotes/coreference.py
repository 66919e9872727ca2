"""A speaker as written into the name that it stands for in its article, with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from site_builder.extract.quotes.frames import Frame
from site_builder.extract.quotes.lexicon import Lexicon, Tag
from site_builder.extract.quotes.phrases import Mention
from site_builder.model import NameMention, SpeakerSource

_WORD = re.compile(r"[^\W_]+")
_NEAR = 420
"""How many characters back a pronoun looks."""

REASONS = {
    "named": "the speaker is named beside the words",
    "fuller name": "a short form of a name that the article gives in full",
    "pronoun": "the pronoun stands for the last one who spoke or was spoken of",
    "role": "the article says who holds this office",
    "description": "the description fits one name of the article only",
    "spokesperson": "a spokesperson speaks for the organisation",
    "continued": "the words go on from the quote before",
    "sentence before": "the sentence before says who speaks",
    "as written": "the article does not say who it is",
    "anonymous": "the article gives no name",
    "nobody": "no speaker is told",
}
"""Codes of `Quote.why`, and what they mean; the site translates them."""


class Resolution(NamedTuple):
    """Who a mention is: key and surface of the name, or the phrase; `sure` 0 to 100."""

    key: str | None
    text: str | None
    source: SpeakerSource
    why: str
    via: str | None = None
    sure: int = 100


class _Role(NamedTuple):
    noun: str
    key: str
    words: frozenset[str]


class Resolver:
    """Knows the names of one article: their fullest form, their offices, and where each stands."""

    def __init__(self, text: str, lexicon: Lexicon, names: Sequence[NameMention]) -> None:
        self.text = text
        self.speakers = lexicon.table.speakers
        self.lexicon = lexicon
        self.names = [name for name in names if name.doubt < 90]
        self.starts = [name.span.start for name in self.names]
        self.full: dict[str, NameMention] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._index()
        self.gender: dict[str, str] = {}
        self.roles: list[_Role] = []
        self._offices()
        self.spoken: list[tuple[int, str]] = []
        """Who spoke so far, with where: the newest last."""

    # --- names -----------------------------------------------------------------------------------------------------

    def _index(self) -> None:
        """Each key to the mention that names it most fully: 'X' to 'Jean X' when one name only ends or begins so."""
        first: dict[str, NameMention] = {}
        for name in self.names:
            first.setdefault(name.key, name)
        by_word: dict[str, list[str]] = {}
        for key in first:
            self._words[key] = tuple(_WORD.findall(key.lower()))
            for word in set(self._words[key]):
                by_word.setdefault(word, []).append(key)
        for key, name in first.items():
            words = self._words[key]
            longer = [
                other
                for other in (by_word.get(words[-1], ()) if words else ())
                if other != key
                and len(self._words[other]) > len(words)
                and self._short_of(words, self._words[other], first[other])
            ]
            ends = {self._words[other][-1] for other in longer}
            self.full[key] = first[max(longer, key=lambda k: len(self._words[k]))] if longer and len(ends) == 1 else name

    def _short_of(self, words: tuple[str, ...], other: tuple[str, ...], mention: NameMention) -> bool:
        if other[-len(words) :] == words:
            return mention.person >= mention.organisation
        return other[: len(words)] == words and len(words) > 1

    def kind(self, key: str) -> str:
        """person, organisation or place: the greatest evidence over the fullest mention."""
        name = self.full.get(key)
        if name is None:
            return "person"
        scores = {"person": name.person, "organisation": name.organisation, "place": name.place}
        return max(scores, key=lambda k: scores[k])

    # --- offices ---------------------------------------------------------------------------------------------------

    def _offices(self) -> None:
        """What stands beside the names: 'le maire X', 'X, médecin à Y', 'Mme X'; also the gender that it tells."""
        persons, bodies = self.speakers.person_nouns, self.speakers.organisation_nouns
        for index, name in enumerate(self.names):
            key = self.full[name.key].key
            left_from = max(self.names[index - 1].span.end if index else 0, name.span.start - 60)
            left = self.text[left_from : name.span.start]
            left = re.split(r"[.;:!?»«\n(]", left)[-1]
            if left.rstrip().endswith(","):
                left = left.rstrip()[:-1]
                apposed = True
            else:
                apposed = False
            left = left.rsplit(",", 1)[-1]
            words = _WORD.findall(left.lower())
            if not apposed and words and self.lexicon.tags.get(words[-1], 0) & (Tag.PREP | Tag.COORD):
                words = []
            for at in range(len(words) - 1, max(-1, len(words) - 8), -1):
                word = words[at]
                if word in self.speakers.feminine:
                    self.gender.setdefault(key, "f")
                elif word in self.speakers.masculine:
                    self.gender.setdefault(key, "m")
                if word in persons or word in bodies:
                    self.roles.append(_Role(word, key, frozenset(words[at:])))
                    break
                if not apposed and len(words) - at > 4:
                    break
            follow = self.text[name.span.end : name.span.end + 70].lstrip()
            if follow[:1] in (",", "("):
                words = _WORD.findall(re.split(r"[,;.:()«»\n]", follow[1:])[0].lower())
                for at, word in enumerate(words[:4]):
                    if word in persons or word in bodies:
                        self.roles.append(_Role(word, key, frozenset(words)))
                        if word in self.speakers.feminine:
                            self.gender.setdefault(key, "f")
                        elif word in self.speakers.masculine:
                            self.gender.setdefault(key, "m")
                        break
                    if at == 0 and self.lexicon.tags.get(word, 0) & Tag.PREP:
                        break

    # --- resolving -------------------------------------------------------------------------------------------------

    def resolve(self, frame: Frame, mention: Mention | None) -> Resolution:
        """Who `mention` of `frame` is."""
        if mention is None:
            return Resolution(None, None, "none", "nobody")
        if mention.pronoun:
            return self._pronoun(frame, mention)
        text = frame.surface(mention.first, mention.last)
        spoken_for = self._spokesperson(frame, mention)
        if spoken_for is not None:
            return spoken_for
        if mention.name >= 0:
            ref = frame.refs[mention.name]
            if ref >= 0:
                return self._named(ref, frame)
            return self._unlisted(frame, mention, text)
        return self._phrase(frame, mention, text)

    def _named(self, ref: int, frame: Frame) -> Resolution:
        del frame
        name = self.all[ref]
        full = self.full.get(name.key, name)
        why = "named" if full.key == name.key else "fuller name"
        return Resolution(full.key, full.span.of(self.text), "named", why)

    all: Sequence[NameMention] = ()

    def _unlisted(self, frame: Frame, mention: Mention, text: str) -> Resolution:
        return Resolution(None, frame.surface(mention.name, mention.name + 1) or text, "named", "named", sure=92)

    def _spokesperson(self, frame: Frame, mention: Mention) -> Resolution | None:
        words = frame.words[mention.first : mention.last]
        at = next((i for i, word in enumerate(words) if word in self.speakers.spokesperson), -1)
        if at < 0:
            return None
        if mention.name >= 0 and frame.refs[mention.name] >= 0:
            key = (
                self.full[self.all[frame.refs[mention.name]].key].key
                if self.all[frame.refs[mention.name]].key in self.full
                else ""
            )
            if key and self.kind(key) == "person":
                return None
        text = frame.surface(mention.first, mention.last)
        for i in range(mention.first + at + 1, mention.last):
            if frame.tags[i] & Tag.NAME and frame.refs[i] >= 0:
                name = self.all[frame.refs[i]]
                full = self.full.get(name.key, name)
                return Resolution(full.key, full.span.of(self.text), "named", "spokesperson", via="spokesperson")
        return Resolution(None, text, "anonymous", "spokesperson", via="spokesperson", sure=90)

    def _pronoun(self, frame: Frame, mention: Mention) -> Resolution:
        word = frame.words[mention.first]
        if word in self.speakers.neuter_pronouns:
            return Resolution(None, None, "anonymous", "anonymous", sure=90)
        plural = word in self.speakers.plural_pronouns
        gender = "m" if word in self.speakers.masculine_pronouns else "f" if word in self.speakers.feminine_pronouns else ""
        if plural:
            return Resolution(None, None, "none", "as written", sure=85)
        key = self._salient(frame.starts[mention.first], gender, "")
        if key is None:
            return Resolution(None, None, "none", "as written", sure=85)
        return Resolution(key, self.full[key].span.of(self.text), "named", "pronoun", sure=84)

    def _salient(self, before: int, gender: str, kind: str) -> str | None:
        """The name that a pronoun or a bare description most likely means: who spoke last, or was the last subject."""
        candidates: list[tuple[int, str]] = []
        for at, key in reversed(self.spoken):
            if at < before - _NEAR * 2:
                break
            if at < before and self._fits(key, gender, kind):
                candidates.append((at + 60, key))
                break
        index = bisect_left(self.starts, before) - 1
        seen = 0
        while index >= 0 and self.starts[index] > before - _NEAR and seen < 6:
            name = self.names[index]
            key = self.full[name.key].key
            if self._fits(key, gender, kind) and self._is_subject(name):
                candidates.append((name.span.start, key))
                break
            seen += 1
            index -= 1
        return max(candidates)[1] if candidates else None

    def _fits(self, key: str, gender: str, kind: str) -> bool:
        if key not in self.full:
            return False
        own = self.kind(key)
        if kind and own != kind:
            return False
        if own == "place":
            return False
        known = self.gender.get(key, "")
        return not (gender and known and gender != known)

    def _is_subject(self, name: NameMention) -> bool:
        """Whether a name is governed by nothing: no preposition right before it or before its title."""
        left = _WORD.findall(self.text[max(0, name.span.start - 24) : name.span.start].lower())
        if not left:
            return True
        tags = self.lexicon.tags
        if tags.get(left[-1], 0) & Tag.PREP:
            return False
        return not (len(left) > 1 and tags.get(left[-2], 0) & Tag.PREP and tags.get(left[-1], 0) & Tag.DET)

    def _phrase(self, frame: Frame, mention: Mention, text: str) -> Resolution:
        first, last = mention.first, mention.last
        tags, words = frame.tags, frame.words
        head = next((k for k in range(first, last) if tags[k] & (Tag.PERSON | Tag.ORGANISATION)), -1)
        definite = bool(tags[first] & Tag.DET) and not tags[first] & Tag.INDEFINITE
        if tags[first] & Tag.INDEFINITE or (
            any(tags[k] & Tag.ANONYMOUS for k in range(first, min(first + 2, last))) and head < 0
        ):
            return Resolution(None, text, "anonymous", "anonymous", sure=95)
        before = frame.starts[first]
        if definite and head >= 0:
            key = self._by_role(words[head], frozenset(words[head:last]), before)
            if key is not None:
                return Resolution(key, self.full[key].span.of(self.text), "named", "role", sure=88)
            key = self._by_description(frame, mention, head)
            if key is not None:
                return Resolution(key, self.full[key].span.of(self.text), "named", "description", sure=80)
        return Resolution(None, text, "none", "as written", sure=92)

    def _by_role(self, noun: str, words: frozenset[str], before: int) -> str | None:
        """The name that holds an office: one only, or the one whose office shares most words."""
        del before
        holders = [role for role in self.roles if role.noun == noun]
        keys = {role.key for role in holders}
        if len(keys) == 1:
            return holders[0].key
        if not keys:
            return None
        ranked = sorted({(len(role.words & words), role.key) for role in holders}, reverse=True)
        return ranked[0][1] if ranked[0][0] > ranked[1][0] + 1 else None

    def _by_description(self, frame: Frame, mention: Mention, head: int) -> str | None:
        """'la société', 'le géant du logiciel': the one body, or person, that the article has been speaking of."""
        if any(frame.tags[k] & Tag.NAME and frame.tags[k - 1] & Tag.GENITIVE for k in range(head + 1, mention.last)):
            return None
        kind = "person" if frame.tags[head] & Tag.PERSON and not frame.tags[head] & Tag.ORGANISATION else "organisation"
        before = frame.starts[mention.first]
        word = frame.words[head]
        gender = ""
        if kind == "person":
            gender = "f" if word in self.speakers.feminine else "m" if word in self.speakers.masculine else ""
        counts: dict[str, int] = {}
        for name in self.names:
            if name.span.start >= before:
                break
            key = self.full[name.key].key
            if self._fits(key, gender, kind):
                counts[key] = counts.get(key, 0) + (2 if self._is_subject(name) else 1)
        if len(counts) == 1:
            return next(iter(counts))
        for at, key in reversed(self.spoken):
            if at < before and self._fits(key, gender, kind):
                return key
        ranked = sorted(counts.items(), key=lambda item: -item[1])
        if len(ranked) > 1 and ranked[0][1] >= 2 * ranked[1][1]:
            return ranked[0][0]
        return None

    def heard(self, at: int, key: str | None) -> None:
        """Notes who spoke where."""
        if key is not None:
            self.spoken.append((at, key))
