"""The author's corrections of one article applied to its annotations: after the cache, which holds what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from site_builder.corrections.changes import Edit, NothingToCorrectError
from site_builder.corrections.file import Correction, Selector, TitleTable, selectors
from site_builder.corrections.selector import Folded, nearest, selector_of, shown
from site_builder.model import Annotations, Article, ArticleId, Change, Diagnostic, Span


class Outcome(msgspec.Struct, frozen=True):
    """What became of a correction in an article: `slot` 0 is what it corrects, 1 the other passage that it names.

    `span`: where its words stand; `changes` is empty where link has the last word. `problem`: why nothing was corrected.
    """

    number: int
    slot: int
    article: ArticleId
    span: Span | None = None
    changes: tuple[Change, ...] = ()
    problem: Diagnostic | None = None


class CorrectedArticle(NamedTuple):
    """An article's annotations as the author wants them; `title` is None where it stays."""

    annotations: Annotations
    title: str | None
    outcomes: tuple[Outcome, ...]


class _Failed(Exception):  # noqa: N818 -- caught where it is raised: it carries a problem, and is none
    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def concerning(corrections: Sequence[Correction], article: ArticleId, source: str) -> list[Correction]:
    """The corrections that name an article, by its id or its file."""
    return [
        one
        for one in corrections
        if (isinstance(one.table, TitleTable) and is_called(one.table.article, article, source))
        or any(is_called(selector.article, article, source) for _, selector in selectors(one))
    ]


def is_called(said: str, article: ArticleId, source: str) -> bool:
    """Whether the author means this article: its id, its file, or its file without the folder of articles."""
    return said in (article, source, source.partition("/")[2])


def correct(article: Article, found: Annotations, corrections: Sequence[Correction]) -> CorrectedArticle:
    """Applies the corrections in their order; those that find nothing change nothing, and are told."""
    text, title = Folded.of(article.text), None
    edit = Edit(text, found)
    outcomes: list[Outcome] = []
    for one in corrections:
        if isinstance(one.table, TitleTable):
            before = article.title if title is None else title
            title = one.table.title
            outcomes.append(Outcome(one.number, 0, article.id, changes=(Change("title", before, title),)))
            continue
        for slot, selector in selectors(one):
            if not is_called(selector.article, article.id, article.source):
                continue
            try:
                span = _place(text, selector, article)
                changes = edit.apply(one.table, span) if slot == 0 else ()
                outcomes.append(Outcome(one.number, slot, article.id, span, changes))
            except _Failed as failed:
                problem = Diagnostic(failed.code, "error", str(failed), one.where, failed.hint)
                outcomes.append(Outcome(one.number, slot, article.id, problem=problem))
            except NothingToCorrectError as nothing:
                problem = Diagnostic("E403", "error", nothing.message, one.where, nothing.hint)
                outcomes.append(Outcome(one.number, slot, article.id, problem=problem))
    return CorrectedArticle(edit.annotations(), title, tuple(outcomes))


def _place(text: Folded, selector: Selector, article: Article) -> Span:
    """The one place that a selector names."""
    found = text.find(selector)
    if len(found) == 1:
        return found[0]
    if not found:
        raise _orphan(text, selector, article)
    places = "".join(f"\n    {shown(article.text, span)}" for span in found[:3])
    told = selector_of(text, found[0], article.id)
    raise _Failed(
        "E402",
        f"“{selector.exact}” stands {len(found)} times in {article.source}",
        f"Add what stands around it, as prefix = {_quoted(told.prefix)} and suffix = {_quoted(told.suffix)} do for the "
        f"first of:{places}",
    )


def _orphan(text: Folded, selector: Selector, article: Article) -> _Failed:
    alone = text.find(Selector(article="", exact=selector.exact)) if selector.prefix or selector.suffix else []
    if alone:
        where = "".join(f"\n    {shown(article.text, span)}" for span in alone[:3])
        message = f"“{selector.exact}” stands in {article.source}, but not between this prefix and suffix"
        return _Failed("E401", message, f"Quote what stands around it now:{where}")
    near = nearest(article.text, selector.exact)
    message = f"“{selector.exact}” is nowhere in {article.source}"
    if not near:
        return _Failed("E401", message, "Quote the words as they stand now, or remove the correction.")
    where = "".join(f"\n    {shown(article.text, span, 0)}" for span in near)
    return _Failed("E401", message, f"Quote the words as they stand now. The nearest:{where}")


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
