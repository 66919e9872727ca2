"""Amounts and percentages into their pages: each in its sentence, with the way to it."""

from __future__ import annotations

from site_builder.model import ArticleId, Figure, Record, Ref, Span
from site_builder.render.annotate import Mark, annotate
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.typography import display
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import Source, source
from site_builder.render.views.quotes import month_title

AROUND = 220
"""How many characters of a sentence are shown on each side of a figure."""


class FigureLine(Record, frozen=True):
    """A figure: `text` as written, `html` its sentence with the figure marked, ready to show."""

    text: str
    html: str
    lang: str | None
    source: Source
    kind: str
    money: bool


class FigureGroup(Record, frozen=True):
    """The figures of the articles of one month."""

    id: str
    title: str
    figures: tuple[FigureLine, ...]


class FiguresView(Record, frozen=True):
    """`months`: where the list goes on when it is long."""

    frame: Frame
    heading: str
    lead: str
    groups: tuple[FigureGroup, ...]
    months: tuple[Link, ...]


def view(here: Here, spec: PageSpec) -> FiguresView:
    """The figures, or those of one month: `spec.key` is the number of the sheet."""
    site, says = here.site, here.site.words
    shelf = site.addresses.figure_shelf
    number = int(spec.key)
    sheet = shelf.sheets[number]
    heading = says.gettext("Figures")
    total = sum(len(section.entries) for section in shelf.sections)
    lead = says.count("%(num)s amount or percentage, each in its sentence.",
                      "%(num)s amounts and percentages, each in its sentence.", total)  # fmt: skip
    crumbs: tuple[Link, ...] = ()
    if number:
        crumbs = (Link(heading, here.to(site.addresses.figures)),)
        heading, lead = month_title(here, sheet.sections[0].key), ""
    groups = tuple(
        FigureGroup(
            f"m-{section.key}",
            month_title(here, section.key),
            tuple(_line(here, article, index) for article, index in section.entries),
        )
        for section in sheet.sections
    )
    months = tuple(Link(month_title(here, s.sections[0].key), here.to(s.permalink)) for s in shelf.sheets[1:])
    return FiguresView(frame(here, spec, heading, lead or heading, crumbs), heading, lead, groups, () if number else months)


def _line(here: Here, article_id: ArticleId, index: int) -> FigureLine:
    site = here.site
    article = site.article(article_id)
    figure = site.dossier.annotations[article_id].figures[index]
    around = _sentence(article.text, figure.span)
    html = annotate(article.text, around, [Mark(figure.span.start, figure.span.end, 0, "mark", "")], article.lang)
    return FigureLine(
        text=display(figure.span.of(article.text), article.lang),
        html=html,
        lang=site.foreign(article.lang),
        source=source(here, Ref(article_id, figure.span), f"f-{index}"),
        kind=_kind(here, figure),
        money=figure.unit != "%",
    )


def _kind(here: Here, figure: Figure) -> str:
    says = here.site.words
    kind = says.gettext("percentage") if figure.unit == "%" else figure.unit
    return f"{kind}, {says.gettext('approximate')}" if figure.approx else kind


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a figure, as far as full stops before capitals tell; never across a paragraph."""
    low = max(0, span.start - AROUND, text.rfind("\n", 0, span.start) + 1)
    high = min(len(text), span.end + AROUND)
    stop = text.find("\n", span.end, high)
    high = stop if stop >= 0 else high
    for mark in (". ", "! ", "? "):
        before = text.rfind(mark, low, span.start)
        low = before + 2 if before >= 0 else low
        after = text.find(mark, span.end, high)
        high = after + 1 if after >= 0 else high
    while low > 0 and not text[low - 1].isspace():
        low += 1
    return Span(min(low, span.start), max(high, span.end))
