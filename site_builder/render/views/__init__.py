"""A page's specification into its view: the frozen record that is all its template can see."""

from __future__ import annotations

from collections.abc import Callable

from site_builder.model import Page, Record
from site_builder.render.here import Here
from site_builder.render.pages import PageKind, PageSpec
from site_builder.render.site import Site
from site_builder.render.views import (
    about,
    article,
    articles,
    corrections,
    deadlines,
    figures,
    home,
    lost,
    parties,
    printed,
    quotes,
    search,
    timeline,
)

_MAKERS: dict[PageKind, Callable[[Here, PageSpec], Record]] = {
    "home": home.view,
    "timeline": timeline.view,
    "articles": articles.view,
    "article": article.view,
    "quotes": quotes.view,
    "quote": quotes.quote_view,
    "parties": parties.index_view,
    "party": parties.view,
    "deadlines": deadlines.view,
    "figures": figures.view,
    "search": search.view,
    "method": about.method_view,
    "legal": about.legal_view,
    "data": about.data_view,
    "print": printed.view,
    "corrections": corrections.view,
    "lost": lost.view,
}


def page_of(site: Site, spec: PageSpec) -> Page:
    """The page that a specification promises, with its view."""
    return Page(spec.permalink, spec.template, _MAKERS[spec.kind](Here(site, spec.permalink), spec))
