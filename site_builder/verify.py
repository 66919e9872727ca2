"""Published data and the sources it names into what no longer matches: file hashes, and the words of each quote."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_builder import read
from site_builder.config import Config
from site_builder.corrections.selector import nearest, shown
from site_builder.errors import ReadError, SiteBuilderError
from site_builder.model import CANONICAL, Article, Diagnostic
from site_builder.render.published import FORMAT, ArticleData, DossierData, QuoteData

_BUILD = "Run `dossier build`, and publish the result."


class Published(NamedTuple):
    """The data of a site, and the file that it is in."""

    path: Path
    data: DossierData


class Verdict(NamedTuple):
    """What was compared, and what is wrong."""

    quotes: int
    files: int
    problems: tuple[Diagnostic, ...]


def load(output: Path) -> Published:
    """The data in the site at `output`, or in the file itself. Raises ReadError when there is none that can be compared."""
    found = [output] if output.is_file() else sorted(output.glob("*/dossier.json"))
    if not found:
        raise ReadError("there is no published data", str(output), "Run `dossier build` first, or name a dossier.json.")
    path = found[0]
    try:
        data = msgspec.json.decode(path.read_bytes(), type=DossierData)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"no data of a dossier: {error}", str(path), _BUILD) from error
    if data.format != FORMAT or data.canonical != CANONICAL:
        told = f"made by {data.generator}, form {data.format}, text version {data.canonical}"
        raise ReadError(f"data that this version cannot compare ({told})", str(path), _BUILD)
    return Published(path, data)


def verify(published: Published, seeds: Path, config: Config) -> Verdict:
    """Compares every file's hash, and every quote's words with the characters that the data says they stand on."""
    quotes: dict[str, list[QuoteData]] = defaultdict(list)
    for quote in published.data.quotes:
        quotes[quote.article].append(quote)
    by_file: dict[str, list[ArticleData]] = defaultdict(list)
    for article in published.data.articles:
        by_file[article.source].append(article)
    problems: list[Diagnostic] = []
    for source, articles in by_file.items():
        try:
            bytes_, texts = _source(source, seeds, config)
        except SiteBuilderError as error:
            lost = sum(len(quotes[article.id]) for article in articles)
            message = f"{error.message}: {lost} quotes cannot be compared"
            problems.append(Diagnostic("E620", "error", message, source, error.hint))
            continue
        if hashlib.sha256(bytes_).hexdigest() != articles[0].sha256:
            message = "the file is not the one that was published: its SHA-256 is another"
            problems.append(Diagnostic("E621", "error", message, source, f"Put the file back, or: {_BUILD}"))
        for number, article in enumerate(articles):
            text = _text_of(article, texts, number if len(articles) == len(texts) else -1)
            problems.extend(_quotes(source, text, quotes[article.id]))
    return Verdict(len(published.data.quotes), len(by_file), tuple(problems))


def _source(source: str, seeds: Path, config: Config) -> tuple[bytes, tuple[Article, ...]]:
    """The bytes of a file, and the articles read from it anew. Raises ReadError."""
    path = seeds / source.removeprefix(f"{seeds.name}/")
    data = read.load(path, seeds, config.limits)
    return data, read.parse(data, path, seeds, config)[0]


def _text_of(article: ArticleData, texts: Sequence[Article], number: int) -> str:
    """The text of an article; by its place in the file where its id is not the one it was given when read."""
    for known in texts:
        if known.id == article.id:
            return known.text
    return texts[number].text if number >= 0 else ""


def _quotes(source: str, text: str, quotes: Sequence[QuoteData]) -> Iterator[Diagnostic]:
    """What is wrong with the quotes of one article; those that only moved are counted."""
    moved = 0
    for quote in quotes:
        if not quote.words_sha256:  # its words may not be republished: there is nothing but the file to compare
            continue
        words = " ".join(text[start:end] for start, end in quote.parts)
        if hashlib.sha256(quote.words.encode()).hexdigest() != quote.words_sha256:
            message = f"the data of quote {quote.id} was changed: its words do not have the SHA-256 beside them"
            yield Diagnostic("E622", "error", message, source, _BUILD)
        elif words != quote.words and _stands(text, quote):
            moved += 1
        elif words != quote.words:
            message = f"quote {quote.id} does not stand at {quote.parts[0][0]}–{quote.parts[-1][1]}: “{quote.words[:80]}”"
            near = nearest(text, quote.words[:200])
            hint = f"The nearest now: {shown(text, near[0], 0)}" if near else "Nothing like it is in the article now."
            yield Diagnostic("E623", "error", message, source, f"{hint}\n  {_BUILD}")
    if moved:
        told = "1 quote stands" if moved == 1 else f"{moved} quotes stand"
        yield Diagnostic("W624", "warning", f"{told} elsewhere in the article now, word for word", source, _BUILD)


def _stands(text: str, quote: QuoteData) -> bool:
    """Whether the words stand in the text in one piece: what was cut out of a quote could be anything."""
    return len(quote.parts) == 1 and quote.words in text
