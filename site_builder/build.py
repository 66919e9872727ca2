"""The stages in order: bytes, Article, Annotations, Dossier, Page, Output, public/."""

from __future__ import annotations

from site_builder import lang
from site_builder.config import Config
from site_builder.extract import extract
from site_builder.link import link
from site_builder.model import Article, ArticleId, Card, Dossier, Edtf
from site_builder.read import plain
from site_builder.scan import Scan


def article_of_plain(
    parsed: plain.Plain,
    *,
    id: ArticleId,  # noqa: A002
    source: str,
    sha256: str,
    language: str | None = None,
    published: Edtf | None = None,
) -> Article:
    """An article of the plain form; what the text lacks (language, date, title) is given or inferred."""
    code = language if language in lang.LANGUAGES else lang.detect(parsed.text)
    if parsed.title is not None:
        title, inferred = parsed.title.of(parsed.text), False
    else:
        scan = Scan(parsed.text, code, parsed.blocks)
        first = scan.sentences[0].of(parsed.text) if scan.sentences else source
        title, inferred = plain.infer_title(first, code), True
    return Article(
        id=id,
        source=source,
        sha256=sha256,
        lang=code,
        title=title,
        title_inferred=inferred,
        text=parsed.text,
        blocks=parsed.blocks,
        published=published or parsed.published,
        date_origin="header" if parsed.published else "none",
        diagnostics=parsed.diagnostics,
    )


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
    )


def dossier_of_one(article: Article, config: Config | None = None) -> Dossier:
    """The dossier of a single article: the same two steps as for many, extract and link."""
    return link([card_of(article)], {article.id: extract(article)}, config or Config())
