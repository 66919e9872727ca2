"""Annotations as rows of JSON, in the vocabulary of the `extract` contract, for other programs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from site_builder import read
from site_builder.config import load
from site_builder.errors import ReadError, SiteBuilderError
from site_builder.gathering import dossier_of_one
from site_builder.model import Article, ArticleId, Diagnostic, Edtf, Span
from site_builder.read import plain
from site_builder.read.canonical import OffsetMap
from site_builder.read.folder import said_as, said_of


class Row(msgspec.Struct, frozen=True):
    """One row of `--jsonl`: `date` (EDTF) and `lang` may be absent and are then taken from the text."""

    id: str
    text: str
    lang: str | None = None
    date: str | None = None


def rows_of_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Annotates each row of a JSON Lines file; offsets are those of the row's own text.

    Raises ReadError with file and line for a row that is not as the contract says.
    """
    decoder = msgspec.json.Decoder(Row)
    try:
        lines = path.open("rb")
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", str(path), "Check that it exists and may be read.") from error
    with lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                hint = 'Each line is one object: {"id", "text", "lang"?, "date"?}.'
                raise ReadError(f"not a valid row: {error}", f"{path}:{number}", hint) from error
            article, offsets = _article(row)
            yield {"id": row.id, **annotations_of(article, offsets)}


def rows_of_files(files: Sequence[Path], config_path: Path, problems: list[Diagnostic]) -> Iterator[dict[str, Any]]:
    """Annotates articles in files (those of the seeds' folder where none is named), each as a dossier of its own.

    What is wrong with a file goes to `problems`; the others are annotated all the same.
    """
    config = load(config_path)
    seeds = config_path.resolve().parent / config.paths.seeds
    if files:
        chosen = [(path.resolve(), path.resolve().parent, str(path)) for path in files]
    else:
        found, slips = read.find(seeds)
        problems.extend(slips)
        chosen = [(path, seeds, read.shown(path, seeds)) for path in found]
    for path, folder, told in chosen:
        try:
            with said_as(path, told):
                articles, slips = read.parse(read.load(path, folder, config.limits), path, folder, config)
        except SiteBuilderError as error:
            problems.append(Diagnostic.of(error, told))
            continue
        every = (*slips, *(problem for article in articles for problem in article.diagnostics))
        problems.extend(replace(problem, where=said_of(problem.where, path, told)) for problem in every)
        for article in articles:
            yield row_of(article, path.relative_to(folder).as_posix())


def row_of(article: Article, source: str) -> dict[str, Any]:
    """The row of an article that was read from a file; offsets count in the `text` that the row carries."""
    return {
        "source": source,
        "title": article.title,
        "title_inferred": article.title_inferred,
        "published": article.published,
        "lang": article.lang,
        "text": article.text,
        **annotations_of(article, OffsetMap()),
    }


def _article(row: Row) -> tuple[Article, OffsetMap]:
    parsed = plain.parse(row.text)
    article = read.article_of_plain(
        parsed,
        id=ArticleId(row.id),
        source=row.id,
        sha256=hashlib.sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest(),
        language=row.lang,
        published=Edtf(row.date) if row.date else None,
    )
    return article, parsed.offsets


def annotations_of(article: Article, offsets: OffsetMap) -> dict[str, Any]:
    """All annotations of a dossier of this one article, in the vocabulary of the `extract` contract."""
    dossier = dossier_of_one(article)
    found = dossier.annotations[article.id]

    def place(span: Span | None) -> dict[str, int] | None:
        return None if span is None else {"start": offsets.raw(span.start), "end": offsets.raw(span.end)}

    def at(span: Span) -> dict[str, int]:
        return {"start": offsets.raw(span.start), "end": offsets.raw(span.end)}

    return {
        "dates": [
            {**at(d.span), "value": d.value, "mod": d.mod, "part": d.part, "rule": d.rule, "anchor": d.anchor}
            for d in found.dates
        ],
        "quotes": [
            {
                "id": q.id,
                "parts": [[offsets.raw(p.start), offsets.raw(p.end)] for p in q.quote.parts],
                "kind": q.quote.kind,
                "certain": q.quote.certain,
                "confidence": q.quote.confidence,
                "cue": place(q.quote.cue),
                "speaker": place(q.quote.speaker),
                "speaker_name": q.name,
                "source": q.quote.source,
                "rule": q.quote.rule,
                "why": q.quote.why,
            }
            for q in dossier.quotes
        ],
        "terms": [{**at(t.span), "why": t.why, "rule": t.rule} for t in found.terms],
        "names": [{**at(n.span), "kind": n.kind, "entity": n.entity} for n in dossier.names[article.id]],
        "figures": [{**at(f.span), "low": f.low, "high": f.high, "unit": f.unit, "rule": f.rule} for f in found.figures],
        "headings": [at(b.span) for b in article.blocks if b.kind == "heading"],
    }
