"""What must hold for any bytes, by target: each reader, each extractor, and what stands behind them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from site_builder import read
from site_builder.config import Config, Limits
from site_builder.config import parse as parse_config
from site_builder.corrections.file import parse as parse_corrections
from site_builder.errors import SiteBuilderError
from site_builder.extract import extract
from site_builder.extract.dates import find_dates
from site_builder.extract.figures import find_figures
from site_builder.extract.fingerprints import seal
from site_builder.extract.happenings import find_happenings
from site_builder.extract.names import find_names
from site_builder.extract.quotes import find_quotes
from site_builder.gathering import dossier_of_one
from site_builder.model import Annotations, Article, ArticleId, Diagnostic, Edtf, Span
from site_builder.read import article_of_plain, encoding, front_matter, plain
from site_builder.render.annotate import Mark, annotate, escape
from site_builder.scan import Scan

SECONDS_MAX = 5.0
"""Of one processor, for one input of at most 200 kB."""
SIZE_MAX = 200_000

Law = Callable[[bytes], None]


def reader(suffix: str) -> Law:
    """Bytes of a file with this suffix: articles with a text, or an error that names its place and its fix."""
    return _read(suffix, check_article)


def everything(suffix: str) -> Law:
    """The same, and all that is found in the articles, and a dossier of each."""

    def check(article: Article) -> None:
        check_article(article)
        check_spans(article.text, extract(article))
        dossier_of_one(article)

    return _read(suffix, check)


def _read(suffix: str, check: Callable[[Article], None]) -> Law:
    """The first articles of such a file, each put to `check`."""

    def law(data: bytes) -> None:
        folder = Path("seeds")
        try:
            articles, problems = read.parse(data, folder / f"a{suffix}", folder, Config())
        except SiteBuilderError as error:
            check_error(error)
            return
        check_problems(problems)
        for article in articles[:20]:
            check(article)

    return law


def extractor(find: Callable[[Scan], Annotations]) -> Law:
    """A text of the plain form in a language that its first byte chooses, through one extractor."""

    def law(data: bytes) -> None:
        article = text_of(data)
        check_spans(article.text, find(Scan.of(article)))

    return law


def text_of(data: bytes) -> Article:
    language = "en" if data[:1] < b"P" else "fr"
    parsed = plain.parse(data.decode("utf-8", "replace"))
    day = parsed.published or Edtf("2020-09-15")
    return article_of_plain(parsed, id=ArticleId("a"), source="a", sha256="", language=language, published=day)


def dates(scan: Scan) -> Annotations:
    return Annotations(dates=find_dates(scan, Edtf("2020-09-15")))


def names(scan: Scan) -> Annotations:
    found, cases = find_names(scan)
    assert all(small >= 0 and large >= 0 for small, large in cases.values())
    return Annotations(names=found)


def quotes(scan: Scan) -> Annotations:
    found, terms, doubts = find_quotes(scan, find_names(scan)[0])
    return Annotations(quotes=seal(scan, found), terms=terms, diagnostics=doubts)


def figures(scan: Scan) -> Annotations:
    return Annotations(figures=find_figures(scan))


def happenings(scan: Scan) -> Annotations:
    day = Edtf("2020-09-15")
    found = find_dates(scan, day)
    terms = find_quotes(scan, ())[1]
    return Annotations(dates=found, happenings=find_happenings(scan, found, day, terms))


def decoding(data: bytes) -> None:
    """Bytes into text, which holds no NUL and can be written as UTF-8."""
    try:
        decoded = encoding.decode(data, "seeds/a.txt")
    except SiteBuilderError as error:
        check_error(error)
        return
    assert "\0" not in decoded.text
    decoded.text.encode("utf-8")
    check_problems(decoded.diagnostics)


def matter(data: bytes) -> None:
    """Blocks of front matter: their lines lie in the file, and every body is a piece of it."""
    text = data.decode("utf-8", "replace")
    limits = Limits()
    try:
        for part in front_matter.split(text, "seeds/a.md", limits):
            assert part.body in text
            if part.matter is not None:
                check_problems(front_matter.parse(part.matter, "seeds/a.md", part.matter_line, limits)[1])
    except SiteBuilderError as error:
        check_error(error)


def settings(data: bytes) -> None:
    """`dossier.toml` and `corrections.toml` of any bytes: records, or an error with a line and a fix."""
    for parse in (parse_config, parse_corrections):
        try:
            parse(data)
        except SiteBuilderError as error:
            check_problems([Diagnostic.of(error)])


def marking(data: bytes) -> None:
    """Any marks on any text: what is left without the tags is the text."""
    from lxml import html

    numbers, text = data[:24], data[24:].decode("utf-8", "replace").replace("\r", "").replace("\0", "")
    names_ = ("a", "q", "b", "mark")
    size = len(text) + 1
    marks = [
        Mark(a % size, b % size, c % 3, names_[c % 4], f' class="c{c}"', f' id="i{index}"')
        for index, (a, b, c) in enumerate(zip(numbers[0::3], numbers[1::3], numbers[2::3], strict=False))
    ]
    made = annotate(text, Span(0, len(text)), marks, "fr", typography=False)
    assert "<script" not in made
    tree = html.fragment_fromstring(f"<div>{made}</div>", parser=html.HTMLParser(encoding="utf-8"))
    plainly = html.fragment_fromstring(f"<div>{escape(text)}</div>", parser=html.HTMLParser(encoding="utf-8"))
    assert tree.text_content() == plainly.text_content()


def check_error(error: SiteBuilderError) -> None:
    assert error.where.startswith("seeds/a"), error.where
    assert error.hint


def check_problems(problems: Iterable[Diagnostic]) -> None:
    for problem in problems:
        assert problem.hint, problem
        assert problem.message, problem
        assert "\n" not in problem.message, problem


def check_article(article: Article) -> None:
    assert article.text.strip()
    assert article.title.strip()
    assert "\r" not in article.text
    article.text.encode("utf-8")
    check_problems(article.diagnostics)
    last = 0
    for block in article.blocks:
        assert last <= block.span.start < block.span.end <= len(article.text), block
        last = block.span.end
    for mark in article.marks:
        assert 0 <= mark.span.start < mark.span.end <= len(article.text), mark


def check_spans(text: str, found: Annotations) -> None:
    """Every span lies in the text and is not empty; those of one kind stand in order."""
    kinds: dict[str, Iterable[Span]] = {
        "dates": (item.span for item in found.dates),
        "terms": (item.span for item in found.terms),
        "names": (item.span for item in found.names),
        "figures": (item.span for item in found.figures),
        "quotes": (quote.parts[0] for quote in found.quotes),
        "happenings": (item.sentence for item in found.happenings),
    }
    for kind, spans in kinds.items():
        last = 0
        for span in spans:
            assert 0 <= span.start < span.end <= len(text), (kind, span)
            assert last <= span.start, (kind, span)
            last = span.start
    for quote in found.quotes:
        for span in (*quote.parts, *(part for part in (quote.speaker, quote.cue) if part)):
            assert 0 <= span.start < span.end <= len(text), ("quote", span)
    for date in found.dates:
        assert (date.first is None) == (date.last is None), date
        assert date.first is None or date.last is None or date.first <= date.last, date
    for figure in found.figures:
        assert figure.low <= figure.high < float("inf"), figure
    for happening in found.happenings:
        assert all(0 <= index < len(found.dates) for index in happening.dates)


TARGETS: dict[str, tuple[Law, tuple[str, ...]]] = {
    "encoding": (decoding, (".txt", ".html", ".htm", ".xml", ".md")),
    "front-matter": (matter, (".md",)),
    "text": (reader(".txt"), (".txt",)),
    "markdown": (reader(".md"), (".md",)),
    "page": (reader(".html"), (".html", ".htm")),
    "export": (reader(".xml"), (".xml",)),
    "dates": (extractor(dates), (".txt",)),
    "names": (extractor(names), (".txt",)),
    "quotes": (extractor(quotes), (".txt",)),
    "figures": (extractor(figures), (".txt",)),
    "happenings": (extractor(happenings), (".txt",)),
    "whole-text": (everything(".txt"), (".txt",)),
    "whole-markdown": (everything(".md"), (".md",)),
    "settings": (settings, (".toml",)),
    "marking": (marking, (".txt",)),
}
"""What is tried, and the suffixes of the known files from which trying begins."""


def check(target: str, data: bytes) -> None:
    """Raises where a law is broken, or where keeping it took too long."""
    start = time.process_time()
    TARGETS[target][0](data)
    took = time.process_time() - start
    assert took < SECONDS_MAX, f"{took:.1f} s"
