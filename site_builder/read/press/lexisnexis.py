"""A LexisNexis export (HTML, French or English interface) into readings."""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.errors import ReadError
from site_builder.read.fields import Reading
from site_builder.read.press.reading import reading_of, stated_date
from site_builder.read.press.words import language_of, press, states_rights, without_opener
from site_builder.read.tree import Element, lightened, lines_of, page, text_of

_DOCUMENT = re.compile(r"<DOC NUMBER\s?=\s?\d+>")
_COUNTED = re.compile(r"\d+ (?:of|sur|de|von|di|van) \d+ D[OC]+[CK]UMENT\w{0,3}", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Ü][A-ZÀ-Ü' -]{1,30}?)\s?:")
_SECTION_MAX = 500
_PAGE = re.compile(r";?\s*(?:Pg|p|page)\.?\s*[\w-]+$", re.IGNORECASE)


class _Row(NamedTuple):
    """One `<div>`: the label that stands in a stretch of its own before the text (small letters), or none; and the lines."""

    label: str
    lines: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def read(text: str, where: str) -> list[Reading]:
    """The articles of an export, in its order. Raises ReadError when it holds none."""
    starts = [match.start() for match in _DOCUMENT.finditer(text)]
    if not starts:
        raise ReadError("a LexisNexis page without an article", f"{where}:1", "Export the articles again as HTML.")
    ends = [*starts[1:], len(text)]
    readings = []
    line, at = 1, 0
    for start, end in zip(starts, ends, strict=True):
        line += text.count("\n", at, start)
        at = start
        # What follows the opening mark up to `-->` is the rest of its comment.
        readings.append(_article("<body><!-- " + text[start:end] + "</body>", where, line))
    return readings


def _article(document: str, where: str, line: int) -> Reading:
    rows = [
        row
        for row in map(_row, page(lightened(document), where).iter("div"))
        if row.lines and not _COUNTED.fullmatch(row.text)
    ]
    at = next((index for index, row in enumerate(rows[:6]) if not row.label and stated_date(row.text)), None)
    behind = rows[at + 1 :] if at is not None else rows[1:]
    labelled = {row.label: row.text for row in reversed(behind) if row.label}
    rights = next((row.text for row in reversed(behind) if not row.label and states_rights(row.text)), None)

    def said(labels: frozenset[str]) -> str:
        return next((labelled[label] for label in labelled if label in labels), "")

    title, body = _title_and_body([row for row in behind if row.label or row.text != rights], said(press().title_labels))
    section = said(press().section_labels)
    return reading_of(
        [line for line in (said(press().lead_labels), *body) if line],
        line,
        title=title,
        date=stated_date(rows[at].text) if at is not None else None,
        publisher=rows[0].text if rows and at != 0 else None,
        author=without_opener(said(press().author_labels)),
        rights=rights,
        lang=language_of(said(press().language_labels)),
        tags=(_PAGE.sub("", section[:_SECTION_MAX]),) if section else (),
    )


def _row(div: Element) -> _Row:
    lines = lines_of(div)
    first = next((text_of(part) for part in div.iter("span", "b", "strong") if text_of(part)), "")
    match = _LABEL.fullmatch(first.strip())
    if not match or not lines or not lines[0].startswith(first.strip()):
        return _Row("", lines)
    rest = lines[0][len(first.strip()) :].strip()
    return _Row(match["label"].strip().lower(), [line for line in (rest, *lines[1:]) if line])


def _title_and_body(rows: list[_Row], stated: str) -> tuple[str, list[str]]:
    """The title (the first row without a label, before any that has one) and the text (the other rows without a label)."""
    title = stated
    body: list[str] = []
    for index, row in enumerate(rows):
        if row.label in press().body_labels:
            body += row.lines
        elif not row.label and not title and index == 0:
            title = row.text
        elif not row.label:
            body += row.lines
    return title, body
