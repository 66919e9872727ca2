"""All articles into their index: newest first, by month."""

from __future__ import annotations

from site_builder.model import Card, Record
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import ArticleLine, article_line
from site_builder.render.views.sheets import Month, month_title, months, sheet_title, steps

MOST_LATEST = 24
"""How many of the newest articles stand before the months of a long list."""


class ArticleGroup(Record, frozen=True):
    """The articles of one month."""

    id: str
    title: str
    articles: tuple[ArticleLine, ...]


class ArticlesView(Record, frozen=True):
    """`months`: where the list goes on when it is long; `latest` then are the newest. `previous`, `next`: other months."""

    frame: Frame
    heading: str
    lead: str
    groups: tuple[ArticleGroup, ...]
    months: tuple[Month, ...]
    latest: tuple[ArticleLine, ...] = ()
    previous: Link | None = None
    next: Link | None = None


def view(here: Here, spec: PageSpec) -> ArticlesView:
    """The index of articles, or one month of it: `spec.key` is the number of the sheet."""
    site, says = here.site, here.site.words
    shelf = site.addresses.article_shelf
    number = int(spec.key)
    sheet = site.sheet(shelf, number)
    heading = says.gettext("Articles")
    crumbs: tuple[Link, ...] = ()
    latest: tuple[Card, ...]
    if number:
        crumbs = (Link(heading, here.to(site.addresses.articles)),)
        heading = sheet_title(here, sheet)
        lead, latest = "", ()
    else:
        cards = site.dossier.articles
        lead = says.count("%(num)s article, newest first.", "%(num)s articles, newest first.", len(cards))
        latest = cards[: -MOST_LATEST - 1 : -1] if shelf.split else ()
    previous, following = steps(here, shelf, number)
    return ArticlesView(
        frame=frame(here, spec, heading, lead or heading, crumbs),
        heading=heading,
        lead=lead,
        groups=tuple(
            ArticleGroup(
                f"m-{section.key}",
                month_title(here, section.key),
                tuple(article_line(here, card) for card in section.entries),
            )
            for section in sheet.sections
        ),
        months=() if number else months(here, shelf, "%(num)s article", "%(num)s articles"),
        latest=tuple(article_line(here, card) for card in latest),
        previous=previous,
        next=following,
    )
