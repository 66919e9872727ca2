"""Amounts and percentages into their pages: each in its sentence, with the way to it."""

from __future__ import annotations

import re

from site_builder.model import ArticleId, Figure, Record, Ref, Span
from site_builder.render.annotate import Mark, annotate
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.typography import display
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import Source, source
from site_builder.render.views.sheets import Month, month_title, months, sheet_title, steps

AROUND = 220
"""How many characters of a sentence are shown on each side of a figure."""


class FigureLine(Record, frozen=True):
    """The figures of a sentence: `text` as written, `html` the sentence with them marked, ready to show."""

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
    months: tuple[Month, ...]
    previous: Link | None = None
    next: Link | None = None


def view(here: Here, spec: PageSpec) -> FiguresView:
    """The figures, or those of one month: `spec.key` is the number of the sheet."""
    site, says = here.site, here.site.words
    shelf = site.addresses.figure_shelf
    number = int(spec.key)
    sheet = site.sheet(shelf, number)
    heading = says.gettext("Figures")
    total = sum(len(section.entries) for section in shelf.sections)
    lead = says.count("%(num)s amount or percentage, each in its sentence.",
                      "%(num)s amounts and percentages, each in its sentence.", total)  # fmt: skip
    crumbs: tuple[Link, ...] = ()
    if number:
        crumbs = (Link(heading, here.to(site.addresses.figures)),)
        heading, lead = sheet_title(here, sheet), ""
    groups = tuple(
        FigureGroup(
            f"m-{section.key}",
            month_title(here, section.key),
            _lines(here, section.entries),
        )
        for section in sheet.sections
    )
    directory = () if number else months(here, shelf, "%(num)s figure", "%(num)s figures")
    return FiguresView(
        frame(here, spec, heading, lead or heading, crumbs), heading, lead, groups, directory, *steps(here, shelf, number)
    )


def _lines(here: Here, entries: tuple[tuple[ArticleId, int], ...]) -> tuple[FigureLine, ...]:
    """A line for each sentence, with all its figures."""
    sentences: dict[tuple[ArticleId, Span], list[int]] = {}
    known: dict[ArticleId, tuple[Figure, ...]] = {}
    for article, index in entries:
        if article not in known:
            known[article] = here.site.found_in(article).figures
        figure = known[article][index]
        around = _sentence(here.site.article(article).text, figure.span)
        sentences.setdefault((article, around), []).append(index)
    return tuple(_line(here, article, around, indexes) for (article, around), indexes in sentences.items())


def _line(here: Here, article_id: ArticleId, around: Span, indexes: list[int]) -> FigureLine:
    site = here.site
    article = site.article(article_id)
    known = site.found_in(article_id).figures
    figures = [known[index] for index in indexes]
    marks = [Mark(figure.span.start, figure.span.end, 0, "mark", "") for figure in figures]
    return FigureLine(
        text=" · ".join(display(figure.span.of(article.text), article.lang) for figure in figures),
        html=annotate(article.text, around, marks, article.lang),
        lang=site.foreign(article.lang),
        source=source(here, Ref(article_id, figures[0].span), f"f-{indexes[0]}"),
        kind=", ".join(dict.fromkeys(_kind(here, figure) for figure in figures)),
        money=any(figure.unit != "%" for figure in figures),
    )


def _kind(here: Here, figure: Figure) -> str:
    says = here.site.words
    kind = says.gettext("percentage") if figure.unit == "%" else figure.unit
    return f"{kind}, {says.gettext('approximate')}" if figure.approx else kind


_STOP = re.compile(r"[.!?](?:\s?[»”\"])?\s+(?=[«“\"]?\s?[^\W\d_])")
_SHORT = re.compile(r"(?:\b|^)(?:[A-ZÀ-Ý]|MM|M[mlr]+es?|M[rs]+|Dr|Pr|Me|St|Ste|Jr|art|env|cf|vs|etc|no|av|apr)\Z")
"""What stands before a full stop that ends no sentence: an initial, a title, an abbreviation."""


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a figure, as far as full stops before words tell; never across a paragraph."""
    low = max(0, span.start - AROUND, text.rfind("\n", 0, span.start) + 1)
    high = min(len(text), span.end + AROUND)
    stop = text.find("\n", span.end, high)
    high = stop if stop >= 0 else high
    for found in _STOP.finditer(text, low, high):
        ends = text[found.end()].isupper() or not text[found.end()].isalpha()
        if not ends or _SHORT.search(text, max(low, found.start() - 6), found.start()):
            continue
        if found.end() <= span.start:
            low = found.end()
        elif found.start() >= span.end:
            high = found.start() + len(found[0].rstrip())
            break
    while low > 0 and not text[low - 1].isspace():
        low += 1
    return Span(min(low, span.start), max(high, span.end))
