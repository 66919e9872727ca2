"""One article into all that was found in it: dates, names, quotes, terms, figures, dated sentences."""

from __future__ import annotations

import msgspec

from site_builder.extract.dates import find_dates
from site_builder.extract.figures import find_figures
from site_builder.extract.fingerprints import seal
from site_builder.extract.happenings import find_happenings
from site_builder.extract.names import find_names
from site_builder.extract.quotes import find_speech
from site_builder.model import Annotations, Article, ArticleId, Block, Span
from site_builder.scan import Scan


def extract(article: Article) -> Annotations:
    """Runs the extractors in the order in which they need each other; pure in the article."""
    scan = Scan.of(article)
    dates = find_dates(scan, article.published)
    names, cases = find_names(scan)
    said = find_speech(scan, names)
    found = Annotations(
        dates=dates,
        quotes=said.quotes,
        terms=said.terms,
        names=names,
        figures=find_figures(scan),
        cases=cases,
        callings=said.callings,
        described=said.described,
        diagnostics=said.doubts,
    )
    return _derive(scan, article, found)


def prepare(language: str) -> None:
    """Loads what extraction needs of a language, so that processes forked from this one have it."""
    text = "« … »"
    extract(Article(ArticleId(""), "", "", language, "", False, text, (Block("paragraph", Span(0, len(text))),)))


def derive(article: Article, found: Annotations) -> Annotations:
    """Annotations with what is counted from quotes and dates counted again: after somebody changed them."""
    return _derive(Scan.of(article), article, found)


def _derive(scan: Scan, article: Article, found: Annotations) -> Annotations:
    return msgspec.structs.replace(
        found,
        quotes=seal(scan, found.quotes),
        happenings=find_happenings(scan, found.dates, article.published, found.terms),
    )
