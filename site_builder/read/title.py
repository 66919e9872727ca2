"""Lines into what they are by their shape: heading, title, list item; and an opening sentence into a title."""

from __future__ import annotations

import re

from site_builder import lang
from site_builder.model import Block
from site_builder.scan import Scan

_CLOSED = re.compile(r"[.;:,…–—-][\"'’”»)\]\s]*$|[!?]\s*[\"”»)\]]\s*$|,?\s*»$")
_ASKED = re.compile(r"[!?]\s*$")
_INNER_STOP = re.compile(r"[.!?…]\s")
_BULLET = re.compile(r"(?:[-–—*•▪‣◦·]|\d{1,2}[.)°])[ \t\u00a0]+\S")
_PIECE = re.compile(r"(?P<open>[«“(\[])|(?P<shut>[»”)\]])|(?P<word>[\w’'-]+)|(?P<stop>[;:,]| [–—-] )")
_NEXT_WORD = re.compile(r"\s*([^\W\d_]+)")
_QUESTION_MAX = 120
TITLE_MAX = 220
_HEADING_MAX = 90
_HEADING_WORDS = 14
_SENTENCE_MAX = 600


def is_bullet(line: str) -> bool:
    """Whether a line is an item of an unmarked list."""
    return _BULLET.match(line) is not None


def is_heading(line: str) -> bool:
    """Whether a line could be an unmarked heading: short, begun with a capital or mark, without closing punctuation."""
    if len(line) > _HEADING_MAX or len(line.split()) > _HEADING_WORDS or _CLOSED.search(line) or is_bullet(line):
        return False
    first = line.lstrip("«“\"' \u00a0\u202f")[:1]
    return bool(first) and not first.islower() and any(char.isalpha() for char in line)


def is_title(line: str) -> bool:
    """Whether a first line that stands alone is a title: one line without closing punctuation, a question at most once."""
    if len(line) > TITLE_MAX or _CLOSED.search(line):
        return False
    asked = _ASKED.search(line)
    return not asked or (len(line) <= _QUESTION_MAX and not _INNER_STOP.search(line[: asked.start()].strip()))


def inferred_title(text: str, blocks: tuple[Block, ...], language: str) -> str:
    """A title from an article's opening sentence; empty for a text that has none."""
    for block in blocks:
        if block.kind in ("heading", "code", "table"):
            continue
        opening = block.span.of(text)[: 4 * _SENTENCE_MAX]
        scan = Scan(opening, language)
        if scan.sentences:
            return infer_title(scan.sentences[0].of(opening), language)
    return ""


def infer_title(first_sentence: str, language: str) -> str:
    """A title from the opening sentence: up to its first clause boundary, else whole, else cut at a word.

    A boundary is a semicolon, a colon, a spaced dash, or a comma with a word behind it that opens a clause; one inside
    marks or brackets, or before the fourth word, is none.
    """
    openers = lang.words(language).clause_openers
    depth = words = 0
    sentence = " ".join(first_sentence[: 4 * _SENTENCE_MAX].split())[:_SENTENCE_MAX]
    for match in _PIECE.finditer(sentence):
        if match["open"]:
            depth += 1
        elif match["shut"]:
            depth = max(0, depth - 1)
        elif match["word"]:
            words += 1
        elif depth == 0 and words > 3:
            follows = _NEXT_WORD.match(sentence, match.end())
            if match["stop"] != "," or (follows and follows.group(1).lower() in openers):
                return sentence[: match.start()].rstrip()
    return _shortened(sentence.rstrip(" .\u00a0\u202f"))


def _shortened(sentence: str) -> str:
    if len(sentence) <= _QUESTION_MAX:
        return sentence
    comma = sentence.rfind(",", 40, _QUESTION_MAX)
    if comma > 0:
        return sentence[:comma]
    blank = sentence.rfind(" ", 1, _QUESTION_MAX)
    return sentence[: blank if blank > 0 else _QUESTION_MAX] + "…"
