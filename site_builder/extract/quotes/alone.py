"""A quote that its own sentence gives to nobody into who says it: who spoke before goes on, or is told beside it."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from site_builder.extract.quotes.coreference import Resolution, Resolver
from site_builder.extract.quotes.marks import Marked
from site_builder.extract.quotes.neighbours import Beside, Neighbours
from site_builder.extract.quotes.parsed import Attribution, Parsed
from site_builder.model import Span
from site_builder.scan import Scan

_FAR = 400
"""A quote that goes on stands at most so many characters behind the one before."""
_ANNOUNCED = 160
"""And one that a report announces, behind the report."""
_ADJACENT, _SAME, _APART, _LATER = 86, 71, 70, 66
"""How sure it is who speaks: right behind the quote before; behind a sentence about 'il'; in a new paragraph, or as an
answer; with a sentence between."""
_NAMED = 84
"""A person named in the sentence right before a quote that stands alone says it."""
_GUESS = 50
"""And where nobody is told right beside it."""
_INCISE = 12
_ASKS = ("?", "...", "…")
_MARKS = '«“"'

NOBODY = Resolution(None, None, "none", "nobody", sure=60)


class Voice(msgspec.Struct, frozen=True, gc=False):
    """Who says a quote, and the words that say so, where they stand outside its sentence."""

    resolution: Resolution
    mention: Span | None = None


class _Last(msgspec.Struct, frozen=True, gc=False):
    """The quote before: where it ends, and in which sentence, whose it is, and whether it asks something."""

    end: int
    sentence: int
    voice: Voice
    asks: bool


class Alone:
    """Follows the quotes and reports of one text in reading order; answers for those that stand alone."""

    def __init__(self, scan: Scan, resolver: Resolver, neighbours: Neighbours) -> None:
        self.scan = scan
        self.text = scan.text
        self.resolver = resolver
        self.neighbours = neighbours
        self._last: _Last | None = None
        self._other: Voice | None = None
        """Who spoke before whoever spoke last."""
        self._report: tuple[int, Voice] | None = None
        self._interviewed: str | None = None

    def quoted(self, one: Marked, voice: Voice) -> None:
        """Notes who said a quote."""
        if self._last is not None and not _is_one(self._last.voice, voice):
            self._other = self._last.voice
        self._last = _Last(one.close, self._sentence_of(one), voice, self.text[one.start : one.end].endswith("?"))

    def _sentence_of(self, one: Marked) -> int:
        """The sentence that a quote ends in, or its incise where the quote ends with a mark of its own: « … ? », dit X."""
        after = self.text[one.close : one.close + _INCISE]
        rest = after.lstrip(" \u00a0\u202f")
        goes_on = rest[:1] == "," or rest[:1].islower()
        return self.scan.sentence_at(one.close + len(after) - len(rest) if goes_on else max(one.close - 1, 0))

    def reported(self, sentence_end: int, voice: Voice) -> None:
        """Notes who was reported to say something, up to the end of that sentence."""
        if self._last is None or not _is_one(self._last.voice, voice):
            self._other = voice
        self._report = (sentence_end, voice)

    def speaker(self, one: Marked, *, opens: bool, direct: bool) -> Voice:
        """Who says a quote without a speaker. `opens`: nothing but marks stands before it in its sentence."""
        if not opens:
            return Voice(NOBODY)
        if not direct:
            return self._goes_on(one) or Voice(NOBODY)
        return (
            self._answer(one)
            or self._goes_on(one)
            or self._after_report(one)
            or self._beside(one)
            or self._around(one)
            or Voice(NOBODY)
        )

    def _goes_on(self, one: Marked) -> Voice | None:
        last = self._last
        if last is None or last.voice.resolution.why == "nobody":
            return None
        apart = self.text.count("\n\n", last.end, one.open)
        sentences = self.scan.sentence_at(one.open) - last.sentence
        if sentences <= 1 and apart <= 1:
            if (apart or last.asks) and self.neighbours.introduces(one):
                return None
            if last.asks and not apart and self._other is not None and self._other.resolution.why != "nobody":
                return _continued(self._other, _LATER)
            return _continued(last.voice, _APART if apart or last.asks else _ADJACENT)
        if apart or one.open - last.end >= _FAR:
            return None
        between = self.neighbours.before(one)
        if between is None:
            return None if self.neighbours.introduces(one) else _continued(last.voice, _APART)
        return _continued(last.voice, _SAME) if between.mention.pronoun and self._is_same(between, last.voice) else None

    def _is_same(self, between: Beside, voice: Voice) -> bool:
        """Whether the pronoun that a sentence is about may be who spoke before it."""
        word, said = between.frame.words[between.mention.first], voice.mention.of(self.text).lower() if voice.mention else ""
        speakers = self.resolver.speakers
        for mine, other in (
            (speakers.masculine_pronouns, speakers.feminine_pronouns),
            (speakers.feminine_pronouns, speakers.masculine_pronouns),
        ):
            if word in mine and said in other:
                return False
        return self.resolver.agrees(word, voice.resolution.key)

    def again(self, one: Marked) -> Voice | None:
        """Who goes on in 'Et d’ajouter : « … »': whom the sentence before is about, else who spoke before."""
        before = self.neighbours.before(one)
        told = self._voice(before, "sentence before") if before is not None and not before.mention.pronoun else None
        if told is not None and (told.resolution.key is not None or self._last is None):
            return told
        if self._last is None:
            return told
        near = self.scan.sentence_at(one.open) - self._last.sentence <= 1
        return _continued(self._last.voice, _ADJACENT if near else _APART)

    def going_on(self, one: Marked, parsed: Parsed, said: Attribution) -> Resolution | None:
        """Who goes on in '« … », poursuit le groupe': behind a verb of going on a noun means who spoke before it here."""
        mention, last = said.mention, self._last
        if mention is None or mention.pronoun or mention.name >= 0 or last is None or said.cue is None:
            return None
        if not self.resolver.speakers.institutions.isdisjoint(parsed.words[mention.first : mention.last]):
            return None  # 'poursuit le communiqué': that speaks for itself
        cue = next((cue for cue in parsed.cues if cue.first == said.cue[0]), None)
        if cue is None or cue.lemma not in parsed.lexicon.table.grammar.going_on or "\n" in self.text[last.end : one.open]:
            return None
        before = last.voice.resolution
        return replace(before, why="continued", sure=min(before.sure, _ADJACENT)) if before.why != "nobody" else None

    def _answer(self, one: Marked) -> Voice | None:
        """Who answers in an interview: the paragraph before asks without marks, the person named last before it is asked."""
        start = self.text.rfind("\n", 0, one.open) + 1
        question = self.text.rfind("\n", 0, len(self.text[:start].rstrip())) + 1
        asked = self.text[question:start].strip()
        if (
            self.text[start : one.open].strip()
            or not asked.endswith(_ASKS)
            or not question
            or any(c in asked for c in _MARKS)
        ):
            return None
        key = self._interviewed or self.resolver.cast.last_person(question)
        if key is None:
            return None
        self._interviewed = key
        return Voice(Resolution(key, self.resolver.cast.surface(key), "named", "interview", sure=_NAMED))

    def _after_report(self, one: Marked) -> Voice | None:
        """Who was just reported to say something, where nobody else comes in between."""
        if self._report is None:
            return None
        at, voice = self._report
        between = self.neighbours.before(one)
        if between is not None and not between.mention.pronoun:
            named = between.mention.name >= 0 and voice.resolution.key is None
            if named or between.frame.start >= at - 1:
                return None  # 'Selon une étude, X a trouvé l’astre. « … »': not the study
        apart = self.text.count("\n\n", at, one.open)
        if at <= one.open < at + _ANNOUNCED and (not apart or (apart == 1 and self._has_own_paragraph(one))):
            return replace(voice, resolution=replace(voice.resolution, why="sentence before", sure=60 if apart else _LATER))
        return None

    def _beside(self, one: Marked) -> Voice | None:
        """Who the sentence before brings on, or else the one behind; or who answers, in an interview."""
        for where, why in self.neighbours.of(one):
            voice = self._voice(where, why)
            if voice is not None:
                return voice
        return None

    def _around(self, one: Marked) -> Voice | None:
        """Whom the paragraph is about so far, or 'il' of the sentence behind: the last that may be asked."""
        for where, why in self.neighbours.around(one):
            voice = self._voice(where, why, nameless=True)
            if voice is not None:
                return replace(voice, resolution=replace(voice.resolution, sure=min(_GUESS, voice.resolution.sure)))
        return None

    def _voice(self, where: Beside, why: str, *, nameless: bool = False) -> Voice | None:
        frame, mention = where.frame, where.mention
        found = self.resolver.resolve(frame, mention)
        if found.key is None and mention.pronoun and not nameless:
            return None
        span = Span(frame.starts[mention.first], frame.ends[mention.last - 1])
        told = why == "sentence before" and mention.name >= 0 and self._is_person(found.key)
        return Voice(replace(found, why=why, sure=min(_NAMED if told else where.sure, found.sure)), span)

    def _is_person(self, key: str | None) -> bool:
        return key is not None and self.resolver.cast.is_mostly(key, "person")

    def _has_own_paragraph(self, one: Marked) -> bool:
        line, end = self.text.rfind("\n", 0, one.open) + 1, self.text.find("\n", one.close)
        return not self.text[line : one.open].strip() and not self.text[one.close : end if end >= 0 else None].strip(" .")


def _is_one(voice: Voice, other: Voice) -> bool:
    """Whether two voices are one and the same, by name or else by the words for it."""
    mine, its = voice.resolution, other.resolution
    return mine.key == its.key and (mine.key is not None or mine.text == its.text)


def _continued(voice: Voice, sure: int) -> Voice:
    return replace(voice, resolution=replace(voice.resolution, why="continued", sure=min(sure, voice.resolution.sure)))
