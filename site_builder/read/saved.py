"""An article into Markdown with front matter, as the author keeps it; reading it back gives the same text."""

from __future__ import annotations

import json
import re

from site_builder.model import Article, Block
from site_builder.read.plain import header

_SPECIAL = re.compile(
    r"[\\`*\[\]<~|]"
    r"|&(?=[#A-Za-z])"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word it means nothing
    r"|^(?P<blanks>[ \t]*)(?P<opener>[-+=>#])",
    re.MULTILINE,
)
"""What Markdown would take for a mark, and only there: the file is read and edited by people."""
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML does not allow, or takes for the end of a line."""

_CLOSING = re.compile(r"(?<!\\)#")
_NUMBERED = re.compile(r"^(\d+)([.)])", re.MULTILINE)


def markdown_of(article: Article) -> str:
    """The file of one article: what is stated in front matter, then its blocks."""
    stated = {
        "title": None if article.title_inferred else article.title,
        "date": article.published,
        "publisher": article.publisher,
        "author": article.author,
        "url": article.url,
        "lang": article.lang,
        "rights": article.rights,
        "tags": list(article.tags) or None,
        "publish": article.publish,
        "id": article.id if article.key else None,
    }
    # JSON is YAML: a value in quotation marks needs no other care.
    lines = [f"{key}: {_quoted(value)}" for key, value in stated.items() if value]
    blocks = [_marked_up(block, block.span.of(article.text)) for block in article.blocks]
    body = "\n\n".join(blocks)
    if header(body)[1] or body[:1] == "\ufeff":  # what would be taken for the article's date, or for a byte order mark
        body = f"&#{ord(body[0])};{body[1:]}"
    return "\n".join(["---", *lines, "---", "", body]) + "\n"


def _quoted(value: object) -> str:
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, ensure_ascii=False))


def _marked_up(block: Block, text: str) -> str:
    if block.kind == "table":
        return _table(text)
    escaped = _escaped(text)
    if block.kind in ("title", "heading"):  # a heading may close with the marks that open it
        return "#" * max(1, block.level) + " " + _CLOSING.sub(r"\#", escaped)
    if block.kind == "quotation":
        return f"> {escaped}".replace("\\\n", "\\\n> ")
    if block.kind == "list_item":
        return f"- {escaped}".replace("\\\n", "\\\n  ")
    return escaped


def _escaped(text: str) -> str:
    marked = _SPECIAL.sub(lambda found: f"{found['blanks'] or ''}\\{found['opener'] or found.group()}", text)
    return _NUMBERED.sub(r"\1\\\2", marked).replace("\n", "\\\n")


def _table(text: str) -> str:
    rows = [[_escaped(cell) for cell in row.split("\t")] for row in text.split("\n")]
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])
