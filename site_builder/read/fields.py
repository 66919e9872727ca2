"""What a file states about an article, beside its text."""

from __future__ import annotations

from typing import Literal, NamedTuple

from site_builder.model import Block, Diagnostic, Edtf, InlineMark, Publish, Record, Span

DateOrigin = Literal["header", "front matter", "page", "file name", "none"]


class Fields(Record, frozen=True):
    """Stated facts; what a file does not say is None. `key`: the identifier that a press database gives the article."""

    title: str | None = None
    date: Edtf | None = None
    date_origin: DateOrigin = "none"
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    lang: str | None = None
    rights: str | None = None
    publish: Publish | None = None
    tags: tuple[str, ...] = ()
    draft: bool = False
    id: str | None = None
    key: str | None = None

    def over(self, other: Fields) -> Fields:
        """These fields, with those of `other` where these say nothing."""
        if self.date is None:
            origin: DateOrigin = other.date_origin
        else:
            origin = self.date_origin
        return Fields(
            title=self.title or other.title,
            date=self.date or other.date,
            date_origin=origin,
            publisher=self.publisher or other.publisher,
            author=self.author or other.author,
            url=self.url or other.url,
            lang=self.lang or other.lang,
            rights=self.rights or other.rights,
            publish=self.publish or other.publish,
            tags=self.tags or other.tags,
            draft=self.draft or other.draft,
            id=self.id or other.id,
            key=self.key or other.key,
        )


class Body(NamedTuple):
    """An article's canonical text and structure; `title` is a span of it, None where the text has none of its own.

    `line`: the line of the file on which the text begins, where the lines of the text are the file's own; else 0.
    """

    text: str
    blocks: tuple[Block, ...]
    title: Span | None = None
    marks: tuple[InlineMark, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    line: int = 0


class Reading(NamedTuple):
    """One article as its reader gives it: body, stated fields, and the line of the file where it begins."""

    body: Body
    fields: Fields
    line: int = 1
