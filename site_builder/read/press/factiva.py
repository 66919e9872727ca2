"""A Factiva export (HTML with field codes or without, and XML) into readings."""

from __future__ import annotations

import re

from site_builder.errors import ReadError
from site_builder.read.fields import Reading
from site_builder.read.press.reading import reading_of, stated_date
from site_builder.read.press.words import counts_words, is_byline, language_of, states_rights, without_opener
from site_builder.read.tree import Element, lightened, lines_of, page, text_of, xml

_CODE = re.compile(r"[A-Z]{2,5}")
_ARTICLE = re.compile(r"(?:^|\s)(?:[a-z]{2})?article(?:\s|$)", re.IGNORECASE)
_DOCUMENT = re.compile(r"Do[ck]ument[oa]? (?P<key>[A-Za-z0-9]{16,40})\s*$")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?(?: [A-Z]{3,4})?")
_MARKS = ("headline", "accessionNo", "leadParagraph")
"""What an article of an XML export has at least one of."""
_HINT = "Export the articles again from Factiva, as HTML or XML."


def read_page(text: str, where: str) -> list[Reading]:
    """The articles of an HTML export, in its order. Raises ReadError when it holds none."""
    boxes = [box for box in page(lightened(text), where).iter("div") if _is_article(box)]
    readings = [_coded(box) or _uncoded(box) for box in boxes if not any(map(_is_article, box.iterancestors()))]
    if not readings:
        raise ReadError("a Factiva page without an article", f"{where}:1", _HINT)
    return readings


def _is_article(box: Element) -> bool:
    return box.tag == "div" and _ARTICLE.search(box.get("class") or "") is not None


def _coded(box: Element) -> Reading | None:
    """The layout with a code before each field (`HD`, `PD`, `LP`…)."""
    fields: dict[str, list[str]] = {}
    for row in box.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        code = text_of(cells[0]).strip("\u00a0 :") if cells else ""
        if len(cells) > 1 and _CODE.fullmatch(code):
            fields.setdefault(code, []).extend(lines_of(cells[1]))
    if "HD" not in fields and "TD" not in fields and "LP" not in fields:
        return None
    one = {code: " ".join(lines) for code, lines in fields.items()}
    key = _DOCUMENT.search(one.get("AN", ""))
    return reading_of(
        [*fields.get("LP", ()), *fields.get("TD", ())],
        box.sourceline or 1,
        title=one.get("HD"),
        date=stated_date(one.get("PD", "")),
        publisher=one.get("SN"),
        author=without_opener(one["BY"]) if "BY" in one else None,
        rights=one.get("CY"),
        lang=language_of(one.get("LA", "")),
        tags=tuple(dict.fromkeys(filter(None, (one.get("SE"), one.get("CLM"))))),
        key=key["key"] if key else None,
    )


def _uncoded(box: Element) -> Reading:
    """The layout without codes: headline, then a line for each field in a fixed order, then paragraphs."""
    paragraphs = [line for part in box.iter("p") for line in lines_of(part)]
    titles = [part for part in box.iter() if "headline" in (part.get("class") or "").lower()]
    authors = [part for part in box.iter("div") if "author" in (part.get("class") or "").lower().split()]
    said = [
        text_of(part)
        for part in box.iter("div")
        if part is not box and part not in authors and part.find(".//div") is None and part.find(".//p") is None
    ]
    title = " ".join(text_of(part) for part in titles)
    said = [line for line in said if line]
    head = said.index(title) if title in said else -1
    said = [line for line in said if line != title]
    at = next((index for index, line in enumerate(said) if len(line) < 60 and stated_date(line)), None)
    behind = [] if at is None else [line for line in said[at + 1 :] if not _TIME.fullmatch(line)]
    before = said if at is None else said[:at]
    beside = before[max(head, 0) :] if head >= 0 else [line for line in before if is_byline(line)]
    byline = next((line for line in beside if not counts_words(line)), None)
    key = next((found["key"] for line in reversed([*said, *paragraphs]) if (found := _DOCUMENT.fullmatch(line))), None)
    return reading_of(
        [line for line in paragraphs if not _DOCUMENT.fullmatch(line)],
        box.sourceline or 1,
        title=title,
        date=stated_date(said[at]) if at is not None else None,
        publisher=behind[0] if behind else None,
        author=without_opener(text_of(authors[0]) if authors else byline or ""),
        rights=next((line for line in behind[1:] if states_rights(line)), None),
        lang=next(filter(None, map(language_of, behind[1:4])), None),
        tags=tuple(line for line in before[:1] if line != byline and not counts_words(line)),
        key=key,
    )


def read_xml(text: str, where: str) -> list[Reading]:
    """The articles of an XML export, in its order. Raises ReadError for XML that holds none."""
    articles = [
        node
        for node in xml(text, where).iter()
        if _name(node) == "article" and any(_first(node, name) is not None for name in _MARKS)
    ]
    if not articles:
        raise ReadError("XML that holds no article of a known form", f"{where}:1", _HINT)
    return [_of_xml(article) for article in articles]


def _of_xml(article: Element) -> Reading:
    body = [
        _flat(paragraph)
        for part in ("leadParagraph", "tailParagraphs")
        for held in _all(article, part)
        for paragraph in _all(held, "paragraph")
    ]
    when = _first(article, "publicationDate")
    return reading_of(
        [line for line in body if line],
        article.sourceline or 1,
        title=_said(article, "headline"),
        date=stated_date(" ".join(when.itertext())) if when is not None else None,
        publisher=_said(article, "sourceName") or _said(article, "publisherName"),
        author=without_opener(_said(article, "byline")),
        rights=_said(article, "copyright"),
        lang=language_of(_said(article, "baseLanguage")),
        tags=tuple(dict.fromkeys(filter(None, (_said(article, "sectionName"), _said(article, "columnName"))))),
        key=_said(article, "accessionNo"),
    )


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _all(node: Element, name: str) -> list[Element]:
    return [found for found in node.iter() if _name(found) == name]


def _first(node: Element, name: str) -> Element | None:
    return next((found for found in node.iter() if _name(found) == name), None)


def _said(article: Element, name: str) -> str:
    found = _first(article, name)
    return _flat(found) if found is not None else ""


def _flat(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())
