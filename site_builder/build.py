"""The stages in order: bytes, Article, Annotations, Dossier, Page, Output, public/."""

from __future__ import annotations

from site_builder.config import Config
from site_builder.extract import extract
from site_builder.link import link
from site_builder.model import Article, Card, Dossier


def card_of(article: Article) -> Card:
    """What link and plan keep of an article."""
    return Card(
        id=article.id,
        source=article.source,
        sha256=article.sha256,
        lang=article.lang,
        title=article.title,
        title_inferred=article.title_inferred,
        paragraphs=tuple(block.span.start for block in article.blocks if block.kind not in ("title", "heading")),
        words=article.text.count(" ") + 1,
        published=article.published,
        date_origin=article.date_origin,
        publisher=article.publisher,
        author=article.author,
        url=article.url,
        rights=article.rights,
        publish=article.publish,
        tags=article.tags,
        key=article.key,
    )


def dossier_of_one(article: Article, config: Config | None = None) -> Dossier:
    """The dossier of a single article: the same two steps as for many, extract and link."""
    return link([card_of(article)], {article.id: extract(article)}, config or Config())
