"""A quote that stands alone into who is spoken of right beside it: the subject of the sentence before, or behind."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from site_builder.extract.quotes.cast import Cast
from site_builder.extract.quotes.frames import Frame, Framer
from site_builder.extract.quotes.lexicon import Form, Lexicon, Tag
from site_builder.extract.quotes.marks import Marked
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.openings import opening
from site_builder.extract.quotes.parsed import Parsed
from site_builder.scan import Scan

_SOMEBODY = Tag.PERSON | Tag.ANONYMOUS
_BACK = 5
"""So many sentences back a paragraph may have said whom it is about."""
_LONGEST = 60
"""A sentence of more units does not merely bring somebody on."""


class Beside(msgspec.Struct, frozen=True, gc=False):
    """Somebody in a sentence beside a quote, in the units of that sentence. `sure` 0 to 100."""

    frame: Frame
    mention: Mention
    sure: int


class Neighbours:
    """The sentences around the quotes of one text, read when they are asked for."""

    def __init__(self, scan: Scan, framer: Framer, cast: Cast, lexicon: Lexicon) -> None:
        self.scan = scan
        self.framer = framer
        self.cast = cast
        self.lexicon = lexicon
        self._read: dict[int, Beside | None] = {}
        self.parsed: dict[tuple[int, int], Parsed] = {}
        """Stretches that were parsed already, by start and end."""

    def of(self, one: Marked) -> Iterator[tuple[Beside, str]]:
        """Who may say a quote, and the reason: the sentence before, the one behind, an interview's last question."""
        for found, why in ((self.before(one), "sentence before"), (self._behind(one), "sentence behind")):
            if found is not None:
                yield found, why

    def around(self, one: Marked) -> Iterator[tuple[Beside, str]]:
        """Who is spoken of farther off: before it in its paragraph, the nearest first; then 'il' right beside it."""
        sentences, text = self.scan.sentences, self.scan.text
        before = self.scan.sentence_at(one.open)
        if before >= 0 and sentences[before].end > one.open:
            before -= 1
        nearest = self.before(one)
        for index in range(before - 1, max(-1, before - _BACK), -1):
            if before < 0 or "\n" in text[sentences[index].end : one.open]:
                break
            found = self.about(index)
            if found is not None and not found.mention.pronoun:
                yield found, "sentence before"
        if nearest is not None:
            yield nearest, "sentence before"
        behind = self.scan.sentence_at(one.close - 1) + 1
        if behind < len(sentences) and "\n" not in text[one.close : sentences[behind].start]:
            found = self.about(behind)
            if found is not None:
                yield found, "sentence behind"

    def before(self, one: Marked) -> Beside | None:
        """Whom the sentence before a quote is about, of the same paragraph."""
        sentences = self.scan.sentences
        before = self.scan.sentence_at(one.open)
        if before >= 0 and sentences[before].end > one.open:
            before -= 1
        if before < 0 or "\n" in self.scan.text[sentences[before].end : one.open]:
            return None
        return self.about(before)

    def introduces(self, one: Marked) -> bool:
        """Whether the sentence behind a quote that opens a paragraph brings somebody on by name or noun."""
        return self._behind(one) is not None

    def _behind(self, one: Marked) -> Beside | None:
        """Whom the sentence behind is about. 'Il' is whoever was spoken of before; one that quotes tells of its own."""
        sentences, text = self.scan.sentences, self.scan.text
        behind = self.scan.sentence_at(one.close - 1) + 1
        if behind >= len(sentences) or "\n" in text[one.close : sentences[behind].start]:
            return None
        if text[sentences[behind].start : sentences[behind].end].rstrip(' «\u00a0\u202f“"').endswith(":"):
            return None
        found = self.about(behind)
        quotes = found is not None and any(tag & Tag.QUOTE for tag in found.frame.tags)
        if found is None or found.mention.pronoun or quotes:
            return None
        opens = sentences[behind].start
        first = found.frame.words[0] if len(found.frame) and found.frame.starts[0] >= opens else ""
        return None if first in self.lexicon.table.speakers.possessives else found  # 'Sa collègue': not who spoke

    def about(self, index: int) -> Beside | None:
        """Whom a sentence is about, by its index."""
        if index not in self._read:
            start, end = self.scan.sentences[index].start, self.scan.sentences[index].end
            known = self.parsed.get((start, end))
            self._read[index] = self._find(known or Parsed(self.framer.frame(start, end), self.lexicon))
        return self._read[index]

    def _find(self, parsed: Parsed) -> Beside | None:
        """The somebody whom a sentence is about: subject of its verb of saying, else what it begins with."""
        tags = parsed.tags
        if not tags or len(tags) > _LONGEST:
            return None
        for cue in parsed.cues:
            if (
                cue.subject is not None
                and not cue.passive
                and not cue.inherited
                and cue.form & (Form.FINITE | Form.PARTICIPLE)
            ):
                return Beside(parsed.frame, cue.subject, 74) if self._is_somebody(parsed, cue.subject) else None
        mention = opening(parsed.phrases)
        if mention is None or not self._is_somebody(parsed, mention):
            return self._named(parsed)
        return Beside(parsed.frame, mention, 68 if mention.pronoun else 72)

    def _named(self, parsed: Parsed) -> Beside | None:
        """'C’est X qui l’a dit', 'Une menace qui laisse X de marbre': the first person that nothing governs."""
        tags = parsed.tags
        for k, tag in enumerate(tags):
            free = k == 0 or not tags[k - 1] & (Tag.PREP | Tag.GENITIVE)
            if tag & Tag.NAME and free and self._is_somebody(parsed, Mention(k, k + 1, k)):
                return Beside(parsed.frame, Mention(k, k + 1, k), 66)
        return None

    def _is_somebody(self, parsed: Parsed, mention: Mention) -> bool:
        if mention.pronoun:
            speakers = self.lexicon.table.speakers
            return parsed.words[mention.first] in speakers.masculine_pronouns | speakers.feminine_pronouns
        tags = parsed.tags
        if mention.last - mention.first > 1 and tags[mention.first] & Tag.DET:
            # 'L’autre tend un sac', 'L’un d’eux accepte de parler'
            alone = mention.last - mention.first == 2 or bool(tags[mention.first + 2] & Tag.GENITIVE)
            if alone and parsed.words[mention.first + 1] in self.lexicon.table.speakers.one_of_them:
                return True
        governing = Tag.PREP | Tag.GENITIVE
        start = mention.first + 1 + bool(tags[mention.first] & Tag.INDEFINITE)  # 'Un de ses hommes'
        end = next((k for k in range(start, mention.last) if tags[k] & governing), mention.last)
        if any(tags[k] & _SOMEBODY for k in range(mention.first, end)):
            return True  # but not 'L’arrivée d’une jeune femme'
        index = parsed.frame.refs[mention.name] if mention.name >= 0 else -1
        return index >= 0 and self.cast.is_mostly(self.cast.key(self.cast.names[index]), "person")
