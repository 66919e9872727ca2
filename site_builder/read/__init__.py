"""Bytes into articles: one reader for each form of input."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_builder.config import Config, Limits
from site_builder.errors import PluginError, ReadError
from site_builder.model import Article, Diagnostic, Edtf
from site_builder.read import encoding, front_matter, html, markdown, mhtml, plain, press
from site_builder.read.article import Source, article_of, article_of_plain
from site_builder.read.fields import Body, Fields
from site_builder.read.folder import FORMS, SUFFIXES, find, load, shown

__all__ = ["FORMS", "SUFFIXES", "article_of_plain", "find", "load", "parse", "read", "shown"]

_PAGES = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht", ".xml"})
_PACKED = frozenset({".mhtml", ".mht"})
_MARKDOWN = frozenset({".md", ".markdown"})
_UNSAFE = re.compile(r"[^\w./-]+")


def read(path: Path, root: Path, config: Config | None = None) -> tuple[Article, ...]:
    """The articles of one file below the seeds' folder `root`. Raises ReadError when it holds none that can be read.

    What is wrong with single articles of a file, or with it as a whole, stands in the diagnostics of the first.
    """
    config = config or Config()
    articles, problems = parse(load(path, root, config.limits), path, root, config)
    return (_with(articles[0], problems), *articles[1:])


def parse(
    data: bytes, path: Path, root: Path, config: Config, charset: str | None = None
) -> tuple[tuple[Article, ...], tuple[Diagnostic, ...]]:
    """The articles in `data`, the bytes of `path`, and what is wrong with the file as a whole or with some of them.

    Pure in its arguments. `charset`: the encoding that whoever sent the bytes says they are in. Raises ReadError when there
    is no article that can be read.
    """
    where = shown(path, root)
    inner = mhtml.Unpacked(data, charset)
    if path.suffix.lower() in _PACKED:
        inner = mhtml.unpacked(data, where)
    decoded = encoding.decode(inner.page, where, inner.charset)
    source = Source(where, hashlib.sha256(data).hexdigest(), _stem(where), _id_of(where, root))
    job = _Job(source, path.suffix.lower(), config)
    try:
        articles, problems = (_of_page if job.suffix in _PAGES else _of_text)(decoded.text, job)
    except PluginError as error:
        raise PluginError(error.message, where, error.hint) from error
    return articles, (*decoded.diagnostics, *problems)


class _Job(NamedTuple):
    """What the readers of one file share."""

    source: Source
    suffix: str
    config: Config

    @property
    def limits(self) -> Limits:
        return self.config.limits


def _of_text(text: str, job: _Job) -> tuple[tuple[Article, ...], tuple[Diagnostic, ...]]:
    """The articles of a text file: plain or Markdown, with front matter or without."""
    articles: list[Article] = []
    problems: list[ReadError] = []
    for part in front_matter.split(text, job.source.path, job.limits):
        try:
            articles.append(_article(part, job, len(articles) + len(problems) + 1))
        except ReadError as error:
            problems.append(error)
    if not articles:
        raise problems[0]
    return tuple(articles), tuple(map(Diagnostic.of, problems))


def _of_page(text: str, job: _Job) -> tuple[tuple[Article, ...], tuple[Diagnostic, ...]]:
    """The articles of a saved page or of a press database's export, each once."""
    where = job.source.path
    readings = press.read_xml(text, where) if job.suffix == ".xml" else press.read_page(text, where)
    if readings is None:
        readings = [html.read(text, where, job.limits)]
    if len(readings) > job.limits.articles_per_file:
        raise _too_many(where, readings[job.limits.articles_per_file].line, job.limits)
    articles: list[Article] = []
    problems: list[Diagnostic] = []
    keys: set[str] = set()
    for number, reading in enumerate(readings, 1):
        place, key = f"{where}:{reading.line}", reading.fields.key
        if key is not None and key in keys:
            problems.append(
                Diagnostic("N207", "note", f"the article {key} stands twice in this file", place, "Nothing to do.")
            )
        elif not reading.body.text:
            problems.append(
                Diagnostic("W204", "warning", "an article without text is left out", place, "Export it in full text.")
            )
        elif len(reading.body.text) > job.limits.article_length:
            problems.append(Diagnostic.of(_too_long(place, job.limits)))
        else:
            articles.append(
                article_of(*reading[:2], job.source, number=number, line=reading.line, language=job.config.language)
            )
        keys |= {key} if key is not None else set()
    if not articles:
        raise ReadError("no article with text", f"{where}:1", "Export the articles again in full text.")
    return tuple(articles), tuple(problems)


def _too_many(where: str, line: int, limits: Limits) -> ReadError:
    hint = "Split the file, or raise `articles_per_file` under [limits] in dossier.toml."
    return ReadError(f"more than {limits.articles_per_file:,} articles in one file", f"{where}:{line}", hint)


def _too_long(place: str, limits: Limits) -> ReadError:
    hint = "Split it, or raise `article_length` under [limits] in dossier.toml."
    return ReadError(f"an article longer than {limits.article_length:,} characters", place, hint)


def _article(part: front_matter.Part, job: _Job, number: int) -> Article:
    where = job.source.path
    if number > job.limits.articles_per_file:
        raise _too_many(where, part.body_line, job.limits)
    _check_size(part, where, job.limits)
    stated = Fields()
    notes: tuple[Diagnostic, ...] = ()
    if part.matter is not None:
        stated, notes = front_matter.parse(part.matter, where, part.matter_line, job.limits)
    body, own = _body(part, job)
    if not body.text:
        raise ReadError("no text", f"{where}:{part.body_line}", "Paste the article into the file, or remove it.")
    body = body._replace(diagnostics=(*notes, *body.diagnostics))
    line = part.body_line if part.matter is None else part.matter_line - 1
    return article_of(body, stated.over(own), job.source, number=number, line=line, language=job.config.language)


def _body(part: front_matter.Part, job: _Job) -> tuple[Body, Fields]:
    """The body of a part, and what its header line says."""
    if job.suffix not in _MARKDOWN:
        parsed = plain.parse(part.body, job.source.path, part.body_line)
        return parsed.body, _dated(parsed.published)
    date, start, slips = plain.header(part.body, job.source.path, part.body_line)
    body = markdown.parse(part.body[start:], job.source.path, part.body_line, job.limits)
    return body._replace(diagnostics=(*slips, *body.diagnostics)), _dated(date)


def _dated(date: Edtf | None) -> Fields:
    return Fields(date=date, date_origin="header") if date else Fields()


def _check_size(part: front_matter.Part, where: str, limits: Limits) -> None:
    if len(part.body) > limits.article_length:
        raise _too_long(f"{where}:{part.body_line}", limits)
    for number, line in enumerate(part.body.split("\n"), part.body_line):
        if len(line) > limits.line_length:
            hint = "Break it into paragraphs, or raise `line_length` under [limits] in dossier.toml."
            raise ReadError(f"a line longer than {limits.line_length:,} characters", f"{where}:{number}", hint)


def _stem(where: str) -> str:
    return Path(where).stem


def _id_of(where: str, root: Path) -> str:
    """The article's id: its path below the seeds' folder without suffix, in characters that are safe in an address."""
    inner = where.removeprefix(f"{root.name}/") if root.name else where
    stem = inner.rsplit("/", 1)
    stem[-1] = stem[-1].rsplit(".", 1)[0] if "." in stem[-1] else stem[-1]
    parts = (_UNSAFE.sub("-", part).strip("-.") for part in "/".join(stem).split("/"))
    return "/".join(part or "article" for part in parts)


def _with(article: Article, problems: Sequence[Diagnostic]) -> Article:
    return msgspec.structs.replace(article, diagnostics=(*problems, *article.diagnostics))
