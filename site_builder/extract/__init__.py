"""One article into all that was found in it: dates, names, quotes, terms, figures, dated sentences."""

from __future__ import annotations

from site_builder.extract.dates import find_dates
from site_builder.extract.figures import find_figures
from site_builder.extract.fingerprints import seal
from site_builder.extract.happenings import find_happenings
from site_builder.extract.names import find_names
from site_builder.extract.quotes import find_quotes
from site_builder.model import Annotations, Article
from site_builder.scan import Scan


def extract(article: Article) -> Annotations:
    """Runs the extractors in the order in which they need each other; pure in the article."""
    scan = Scan.of(article)
    dates = find_dates(scan, article.published)
    names, cases = find_names(scan)
    quotes, terms, doubts = find_quotes(scan, names)
    return Annotations(
        dates=dates,
        quotes=seal(scan, quotes),
        terms=terms,
        names=names,
        figures=find_figures(scan),
        happenings=find_happenings(scan, dates, article.published, terms),
        cases=cases,
        diagnostics=doubts,
    )
