"""The whole dossier into one page for the printer: what is open, the timeline, who said what, the articles."""

from __future__ import annotations

from site_builder.model import Card, Record
from site_builder.render.annotate import annotate
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.site import Site
from site_builder.render.typography import display
from site_builder.render.views.deadlines import DeadlineLine, deadline_line
from site_builder.render.views.frame import Frame, frame
from site_builder.render.views.passages import ArticleLine, article_line
from site_builder.render.views.quotes import Group, groups_of
from site_builder.render.views.timeline import EventLine, event_line

MOST_WORDS = 25_000
"""Beyond this many words the articles are listed and not printed in full."""
MOST_LINES = 150
MOST_DEADLINES = 60


class PrintedArticle(Record, frozen=True):
    """An article with its paragraphs as HTML without marks; (number, 0 for a heading; HTML)."""

    line: ArticleLine
    lang: str | None
    paragraphs: tuple[tuple[int, str], ...]
    sha256: str


class PrintView(Record, frozen=True):
    """`full`: whether the articles' text is printed; `cut`: whether lists were cut."""

    frame: Frame
    heading: str
    sentence: str
    status: str
    deadlines: tuple[DeadlineLine, ...]
    events: tuple[EventLine, ...]
    groups: tuple[Group, ...]
    articles: tuple[PrintedArticle, ...]
    full: bool
    cut: bool


def view(here: Here, spec: PageSpec) -> PrintView:
    """The page for the printer."""
    site, says, dossier = here.site, here.site.words, here.site.dossier
    heading = says.gettext("The whole dossier, to print")
    full = sum(card.words for card in dossier.articles) <= MOST_WORDS
    events = [n for n, event in enumerate(dossier.events) if event.kind != "background"]
    return PrintView(
        frame=frame(here, spec, heading, heading),
        heading=display(site.config.title, site.language),
        sentence=display(site.config.deal.sentence or site.config.description, site.language),
        status=site.status,
        deadlines=tuple(deadline_line(here, deadline) for deadline in dossier.deadlines[:MOST_DEADLINES]),
        events=tuple(event_line(here, number) for number in events[:MOST_LINES]),
        groups=groups_of(here, dossier.quotes[:MOST_LINES]),
        articles=tuple(_article(here, site, card, full=full) for card in dossier.articles[: None if full else MOST_LINES]),
        full=full,
        cut=(len(events) > MOST_LINES or len(dossier.quotes) > MOST_LINES or len(dossier.deadlines) > MOST_DEADLINES),
    )


def _article(here: Here, site: Site, card: Card, *, full: bool) -> PrintedArticle:
    paragraphs: list[tuple[int, str]] = []
    if full and site.publish(card.id) == "full":
        article = site.article(card.id)
        number = 0
        for block in article.blocks:
            if block.kind != "title":
                number += block.kind != "heading"
                html = annotate(article.text, block.span, (), article.lang)
                paragraphs.append((0 if block.kind == "heading" else number, html))
    return PrintedArticle(article_line(here, card), site.foreign(card.lang), tuple(paragraphs), card.sha256)
