"""The dossier into the list of its pages: where each is, from which template, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from site_builder.config import Config
from site_builder.errors import PermalinkCollisionError
from site_builder.model import Dossier, Permalink, Record
from site_builder.render.addresses import Addresses

PageKind = Literal["home", "timeline", "articles", "article", "quotes", "quote", "parties", "party", "deadlines",
    "figures", "search", "method", "legal", "corrections", "data", "print", "lost",
]  # fmt: skip


class PageSpec(Record, frozen=True):
    """A page to come. `key` says which of its kind: an id, or the number of a sheet of a long list."""

    permalink: Permalink
    template: str
    kind: PageKind
    key: str = ""


def plan(dossier: Dossier, config: Config, at: Addresses | None = None) -> tuple[PageSpec, ...]:
    """All pages, those that are pointed at before those that point at them. `at`: their addresses, where these are known.

    Raises PermalinkCollisionError where two claim one address, before anything is written.
    """
    pages = tuple(_pages(dossier, config, at or Addresses(dossier, config)))
    taken: dict[str, PageSpec] = {}
    for page in pages:
        other = taken.setdefault(page.permalink.lower(), page)
        if other is not page:
            raise PermalinkCollisionError(
                f"two pages claim the address /{page.permalink}: {other.kind} {other.key} and {page.kind} {page.key}",
                page.key,
                "Give one of them another title or id.",
            )
    return pages


def output_path(permalink: Permalink) -> str:
    """The file that a permalink is served from: `a/b/` is `a/b/index.html`."""
    return f"{permalink}index.html" if not permalink or permalink.endswith("/") else permalink


def _pages(dossier: Dossier, config: Config, at: Addresses) -> Iterator[PageSpec]:
    for card in dossier.articles:
        yield PageSpec(at.article[card.id], "article.html", "article", card.id)
    for quote in dossier.quotes:
        if quote.id in at.quote:
            yield PageSpec(at.quote[quote.id], "quote.html", "quote", quote.id)
    for entity, permalink in at.entity.items():
        yield PageSpec(permalink, "party.html", "party", entity)
    for number, sheet in enumerate(at.timeline_shelf.sheets):
        yield PageSpec(sheet.permalink, "timeline.html", "timeline", str(number))
    for number, sheet_of_articles in enumerate(at.article_shelf.sheets):
        yield PageSpec(sheet_of_articles.permalink, "articles.html", "articles", str(number))
    for number, sheet_of_quotes in enumerate(at.quote_shelf.sheets):
        yield PageSpec(sheet_of_quotes.permalink, "quotes.html", "quotes", str(number))
    yield PageSpec(at.parties, "parties.html", "parties")
    if dossier.deadlines:
        yield PageSpec(at.deadlines, "deadlines.html", "deadlines")
    if at.figure_shelf.sections:
        for number, sheet_of_figures in enumerate(at.figure_shelf.sheets):
            yield PageSpec(sheet_of_figures.permalink, "figures.html", "figures", str(number))
    yield PageSpec(at.search, "search.html", "search")
    yield PageSpec(at.method, "method.html", "method")
    yield PageSpec(at.data, "data.html", "data")
    yield PageSpec(at.printed, "print.html", "print")
    if config.rights.publisher or config.rights.contact or config.rights.note:
        yield PageSpec(at.legal, "legal.html", "legal")
    if dossier.corrections:
        yield PageSpec(at.corrections, "corrections.html", "corrections")
    yield PageSpec(at.lost, "404.html", "lost")
    yield PageSpec(at.home, "index.html", "home")
