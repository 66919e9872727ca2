"""Passages of articles for the data: their characters as they stand, none of what may not be republished."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from site_builder.model import ArticleId, Ref
from site_builder.render.site import Site


class Passages:
    """Cuts passages out of the texts. What will be asked for `later` is cut and kept when its text is first read.

    So each text is read once, in whatever order its passages are asked for, and none is held.
    """

    def __init__(self, site: Site, later: Iterable[Ref]) -> None:
        self._site = site
        self._later: dict[ArticleId, list[Ref]] = defaultdict(list)
        self._kept: dict[Ref, str] = {}
        for ref in later:
            self._later[ref.article].append(ref)

    def text(self, article: ArticleId) -> str:
        """The text of an article; '' where it may not be republished, which makes each passage of it '' too."""
        text = "" if self._site.publish(article) == "metadata" else self._site.article(article).text
        for ref in self._later.pop(article, ()):
            self._kept[ref] = ref.span.of(text)
        return text

    def of(self, ref: Ref) -> str:
        """The characters of one of the passages that were to be asked for later."""
        if ref.article in self._later:
            self.text(ref.article)
        return self._kept[ref]
