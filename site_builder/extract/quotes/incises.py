"""A quote's own words into its parts: the incise inside the marks is cut out, and tells who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from site_builder.extract.quotes.clauses import clause_begin, is_complete
from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.frames import Framer
from site_builder.extract.quotes.lexicon import Form, Lexicon, Role, Tag
from site_builder.extract.quotes.marks import Marked
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.parsed import Attribution, Parsed

_LONGEST = 18
"""An incise of more units is none."""
_MARKS = ",.;!?…"
_BEFORE = ",!?"
_OPENING = re.compile(r"[,!?]")
_LEAD = 16
"""How many characters before a cue the comma of its incise stands at most."""


class Inside(msgspec.Struct, frozen=True, gc=False):
    """An incise inside the marks: the parts around it, who speaks, and the parsed words in whose units that is told."""

    parts: tuple[tuple[int, int], ...]
    said: Attribution
    parsed: Parsed


def find_incise(framer: Framer, lexicon: Lexicon, one: Marked, hits: Sequence[int]) -> Inside | None:
    """The first incise inside a pair of marks. `hits`: offsets of words in it that may be cues."""
    text, start = framer.text, one.start
    if len(one.parts) != 1 or not any(_OPENING.search(text, max(start, hit - _LEAD), hit) for hit in hits):
        return None
    parsed = Parsed(framer.plain(one.start, one.end), lexicon, spoken=True)
    for cue in parsed.cues:
        if cue.passive or not cue.roles & Role.SPEECH or cue.form & (Form.GERUND | Form.INFINITIVE):
            continue
        mark = _opens(parsed, cue)
        if mark < 1:
            continue
        subject = cue.subject if cue.inverted else _behind(parsed, cue, mark)
        if subject is None or not parsed.may_speak(subject):
            continue
        last = max(subject.last, cue.last)
        end = _end(parsed, last)
        if end < 0 and last < len(parsed.tags):
            continue
        frame = parsed.frame
        stop = frame.ends[end] if end >= 0 else one.end
        before = (one.start, frame.ends[mark - (parsed.words[mark] == ",")])
        after = _trim(text, stop, one.end)
        parts = (before, after) if after[1] > after[0] else (before,)
        return Inside(parts, Attribution("incise inside", subject, (cue.first, cue.last), 95), parsed)
    return None


def _opens(parsed: Parsed, cue: Cue) -> int:
    """The unit of the mark right before an incise's verb: ', explique', '! s’exclame'; -1 for none."""
    mark = cue.first - 1
    while mark > 0 and parsed.tags[mark] & Tag.CLITIC:
        mark -= 1
    if mark < 1 or parsed.words[mark] not in _BEFORE or not parsed.frame.text[parsed.frame.starts[mark + 1]].islower():
        return -1
    return mark


def _behind(parsed: Parsed, cue: Cue, mark: int) -> Mention | None:
    """'Il ne faut pas céder, rassure Me X. Peu …': behind a whole clause, which has its own subject, comes who says it."""
    subject = parsed.phrases.phrase_at(cue.last)
    whole = parsed.words[mark] != "," or is_complete(parsed, clause_begin(parsed, mark), mark)
    if subject is None or subject.pronoun or not whole:
        return None
    ends = subject.last >= len(parsed.tags) or parsed.words[subject.last] in _MARKS
    return subject if ends and parsed.is_phrase(subject) else None


def _end(parsed: Parsed, last: int) -> int:
    """The mark that ends an incise whose subject ends before unit `last`, past who the speaker is; -1 when none does.

    'explique X, 46 ans, maçon. Mon père …', 'rappelle Y, de l’institut Z, n’est possible …'
    """
    tags, words = parsed.tags, parsed.words
    limit = min(last + _LONGEST, len(tags))
    end = next((k for k in range(last, limit) if words[k] in _MARKS), -1)
    while end >= 0 and words[end] == "," and end + 1 < len(tags):
        follows = end + 1 + bool(tags[end + 1] & Tag.DET and not tags[end + 1] & Tag.GENITIVE)
        relative = tags[end + 1] & Tag.RELATIVE
        role = follows < len(tags) and tags[follows] & (Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS)
        aged = tags[end + 1] & Tag.NUMBER
        whose = Tag.NAME | Tag.DET | Tag.ORGANISATION
        placed = tags[end + 1] & Tag.GENITIVE and end + 2 < len(tags) and tags[end + 2] & whose
        # 'explique l’automobiliste, choqué. Les pompiers …'
        felt = tags[end + 1] & ~Tag.CUE == Tag.WORD and words[end + 1].endswith(parsed.lexicon.table.grammar.participles)
        if not (role or aged or placed or relative or felt):
            break
        further = next((k for k in range(end + 1, min(end + _LONGEST, len(tags))) if words[k] in _MARKS), -1)
        verbal = Tag.BE | Tag.HAVE | Tag.NEGATION | Tag.SUBJECT
        if further < 0 or (not relative and any(tags[k] & verbal for k in range(end + 1, further))):
            break
        end = further
    return end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    return start, end
