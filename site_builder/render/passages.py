"""Passages of articles for the data: their characters as they stand, none of what may not be republished."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from site_builder.model import ArticleId, Ref
from site_builder.render.site import Site


def text_of(site: Site, article: ArticleId) -> str:
    """An article's text; '' where it may not be republished, which makes each passage of it '' too."""
    return "" if site.publish(article) == "metadata" else site.article(article).text


def passages(site: Site, refs: Iterable[Ref]) -> dict[Ref, str]:
    """The characters of each passage. Each text is read once, in whatever order its passages come."""
    wanted: dict[ArticleId, list[Ref]] = defaultdict(list)
    for ref in refs:
        wanted[ref.article].append(ref)
    found: dict[Ref, str] = {}
    for article, of_article in wanted.items():
        text = text_of(site, article)
        for ref in of_article:
            found[ref] = ref.span.of(text)
    return found
