"""A body and what is stated about it into an Article; what is missing (language, date, title) is inferred and said so."""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder import lang
from site_builder.model import Article, ArticleId, Block, Diagnostic, Edtf
from site_builder.read.fields import Body, Fields
from site_builder.read.plain import Plain
from site_builder.read.stated_date import date_in_name
from site_builder.read.title import inferred_title

_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")


class Source(NamedTuple):
    """The file that an article comes from: its path as shown, its digest, its stem, and the id that its path gives."""

    path: str
    sha256: str
    stem: str
    id: str


def article_of(
    body: Body, fields: Fields, source: Source, *, number: int = 1, line: int = 1, language: str = "fr"
) -> Article:
    """The article. `number` counts the articles of one file from 1; `line` is where this one begins.

    `language` is the dossier's, for a text that does not show its own.
    """
    where = f"{source.path}:{line}"
    notes = [*body.diagnostics]
    language = fields.lang if fields.lang in lang.LANGUAGES else lang.detect(body.text, language)
    if fields.lang and fields.lang != language:
        hint = f"Languages with rules: {', '.join(lang.LANGUAGES)}."
        notes.append(
            Diagnostic("W212", "warning", f"no rules for language `{fields.lang}`: read as `{language}`", where, hint)
        )
    body, title, inferred = _titled(body, fields.title, language, source)
    date, origin = fields.date, fields.date_origin
    if date is None:
        named = date_in_name(source.stem)
        date, origin = named, "none" if named is None else "file name"
        notes.append(_dateless(named, where))
    return Article(
        id=ArticleId(fields.id or _id_of_key(fields.key) or (source.id if number == 1 else f"{source.id}#{number}")),
        source=source.path,
        sha256=source.sha256,
        lang=language,
        title=title,
        title_inferred=inferred,
        text=body.text,
        blocks=body.blocks,
        published=date,
        date_origin=origin,
        publisher=fields.publisher,
        author=fields.author,
        url=fields.url,
        rights=fields.rights,
        publish=fields.publish,
        tags=fields.tags,
        key=fields.key,
        draft=fields.draft,
        marks=body.marks,
        line=body.line,
        diagnostics=tuple(notes),
    )


def article_of_plain(
    parsed: Plain,
    *,
    id: ArticleId,  # noqa: A002
    source: str,
    sha256: str,
    language: str | None = None,
    published: Edtf | None = None,
) -> Article:
    """An article of the plain form whose language and date may be known from elsewhere."""
    date = published or parsed.published
    fields = Fields(lang=language, date=date, date_origin="header" if date else "none")
    return article_of(parsed.body, fields, Source(source, sha256, "", id))


def _id_of_key(key: str | None) -> str | None:
    """A database's identifier as an id: it stays the same when the articles are exported again in another order."""
    return _UNSAFE.sub("-", key).strip("-") or None if key else None


def _titled(body: Body, stated: str | None, language: str, source: Source) -> tuple[Body, str, bool]:
    """The body with its title block, the title, and whether it was inferred. A stated title wins over the text's own."""
    own = body.title.of(body.text) if body.title is not None else None
    if stated:
        if body.title is None or _same(own or "", stated):
            return body, stated, False
        # Another title is stated: the text's first line is a heading of its own.
        blocks = (Block("heading", body.title, 1), *body.blocks[1:])
        return body._replace(title=None, blocks=blocks), stated, False
    if own:
        return body, own, False
    return body, inferred_title(body.text, body.blocks, language) or source.stem or source.path, True


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _dateless(named: Edtf | None, where: str) -> Diagnostic:
    if named is not None:
        message = f"the date {named} is taken from the file's name"
        return Diagnostic("N203", "note", message, where, "State it in the text or its front matter to be sure.")
    hint = "Begin the file with a line such as `date 2020-09-14`, or add `date:` to its front matter."
    return Diagnostic("W202", "warning", "no date: the article stays outside the timeline", where, hint)
