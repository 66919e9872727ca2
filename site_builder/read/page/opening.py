"""The lines around a page's heading, where pages say when an article was published and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from site_builder.model import Edtf
from site_builder.read.page.values import letters
from site_builder.read.press.words import is_byline, press, without_opener
from site_builder.read.stated_date import dates_in
from site_builder.read.tree import Element, lines_of

ASIDE = ("nav", "aside", "footer", "form")
"""Elements that stand beside an article."""
_SEPARATOR = re.compile(r"\s[|·•/–—-]\s|[,|·•()]")
_TIME = re.compile(r"\b\d{1,2}\s?(?:h|:|\.)\s?\d{0,2}(?::\d\d)?\b(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_PARTED = re.compile(r"\s[|·•/–—]\s")
_SIGNED = re.compile(r"\s[|·•/–—-]\s|\s?[|•·,(]\s?|\s(?:le|on|à|at)\s(?=\d|[a-zéû]+\s\d)")
_LINE_MAX, _BODY_LEAST, _BEFORE, _BEHIND = 200, 260, 8, 14
_WORDS_MAX = 4

Kind = Literal["published", "changed", "plain"]


class Said(NamedTuple):
    """A date and what is said of it: that of publication, that of a change, or nothing."""

    kind: Kind
    value: Edtf


class Opening(NamedTuple):
    """The lines behind the title up to the first paragraph, those before it (the nearest first), and all of the page."""

    behind: list[str]
    before: list[str]
    every: list[str]

    @classmethod
    def of(cls, tree: Element, title: str | None) -> Opening:
        body = tree.find(".//body")
        whole = tree if body is None else body
        lines = lines_of(whole, without=list(whole.iter(*ASIDE)), apart=True)
        wanted = letters(title or "")
        at = next((index for index, line in enumerate(lines) if wanted and letters(line) == wanted), -1)
        behind = []
        for line in lines[at + 1 : at + 1 + _BEHIND]:
            if len(line) >= _BODY_LEAST:
                break
            behind.append(line)
        return cls(behind, lines[max(0, at - _BEFORE) : max(at, 0)][::-1], lines)

    def dates(self, *, day_first: bool | None) -> Iterator[Said]:
        """The dates around the title, in the order in which they are likely to be the article's."""
        for line in (*self.behind, *self.before):
            yield from dates_said(line, day_first=day_first)

    def labelled_once(self, *, day_first: bool | None) -> Edtf | None:
        """The date that is said to be that of publication anywhere in the page, where it is the only one."""
        said = (said for line in self.every for said in dates_said(line, day_first=day_first))
        values = {one.value for one in said if one.kind == "published"}
        return values.pop() if len(values) == 1 else None

    def author(self) -> str | None:
        """Who signs behind the title, or else before it."""
        pieces = (piece for line in (*self.behind, *self.before) for piece in _PARTED.split(line[:_LINE_MAX]))
        return next((who for piece in pieces if is_byline(piece) and (who := author_in(piece))), None)


def dates_said(line: str, *, day_first: bool | None = True) -> Iterator[Said]:
    """The dates of a line that says when the article is from, and not when something happened."""
    if len(line) > _LINE_MAX:
        return
    at = 0
    for found in dates_in(line, day_first=day_first):
        kind = label_of(line[at : found.start][-60:])
        if kind != "plain" or _stands_alone(line, found.start, found.end):
            yield Said(kind, found.value)
        at = found.end


def label_of(before: str) -> Kind:
    """What the words before a date say of it, the nearest first."""
    small = before.lower()
    published = max(small.rfind(word) for word in press().published_labels)
    changed = max(small.rfind(word) for word in press().changed_labels)
    if max(published, changed) < 0:
        return "plain"
    return "published" if published > changed else "changed"


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Whether a date has hardly a word beside it between two separators: a weekday, a time, a place, who wrote."""
    masked = f"{line[:start]}\0{line[end:]}"
    piece = next(piece for piece in _SEPARATOR.split(masked) if "\0" in piece)
    small = piece.strip().lower()
    opened = any(small.startswith(f"{word} ") for word in press().byline_openers)
    words = re.findall(r"[^\W\d_]+", _TIME.sub(" ", piece.replace("\0", " ")))
    return len(words) <= _WORDS_MAX + 2 * opened and not small.endswith((".", "!", "?", "»", "”"))


def author_in(line: str) -> str | None:
    """The name in a byline such as `Par Claire Dumont - 14 févr. 2020 à 06:05`; None where it names nobody."""
    who = without_opener(_SIGNED.split(line.strip(), maxsplit=1)[0].strip())
    words = who.split()
    if not 1 < len(words) <= 6 or re.search(r"\d|[.!?:;»”]$", who):
        return None
    return who if all(word[:1].isupper() or word.lower() in press().name_particles for word in words) else None
