"""The benchmark's articles into what each stage takes in; as a program, the speed of extraction on one core.

usage: python -m tests.bench.stages [RUNS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from functools import cached_property
from pathlib import Path

from site_builder import read
from site_builder.config import Config
from site_builder.extract import extract
from site_builder.link import link
from site_builder.model import Annotations, Article, ArticleId, Card, Dossier
from site_builder.render import Site
from site_builder.scan import Scan
from site_builder.sources import card_of
from tests.bench.corpus import Corpus

WORDS = 400
"""An article's length, in which speeds are said."""


class Stages:
    """Articles of the benchmark's corpus, carried as far as a stage needs."""

    def __init__(self, count: int, folder: Path) -> None:
        self.seeds = folder / "seeds"
        self.seeds.mkdir()
        corpus = Corpus()
        for made in map(corpus.article, range(count)):
            (self.seeds / f"{made.name}.txt").write_text(made.seed(), "utf-8")
        self.files = sorted(self.seeds.iterdir())

    @cached_property
    def articles(self) -> list[Article]:
        return [article for file in self.files for article in read.read(file, self.seeds)]

    @cached_property
    def scans(self) -> list[Scan]:
        """Cut already, so that no extractor pays for what all of them share."""
        return [cut(article) for article in self.articles]

    @cached_property
    def annotations(self) -> dict[ArticleId, Annotations]:
        return {article.id: extract(article) for article in self.articles}

    @cached_property
    def cards(self) -> list[Card]:
        return [card_of(article) for article in self.articles]

    @cached_property
    def dossier(self) -> Dossier:
        return link(self.cards, self.annotations, Config())

    @cached_property
    def site(self) -> Site:
        return Site(self.dossier, Config(), {article.id: article for article in self.articles})

    @property
    def words(self) -> int:
        return sum(len(article.text.split()) for article in self.articles)


def cut(article: Article) -> Scan:
    """A scan with all its shared lists made."""
    scan = Scan.of(article)
    _ = scan.words, scan.lower, scan.starts, scan.ends, scan.sentences
    return scan


def extraction_speed(count: int, runs: int) -> float:
    """Articles of 400 words a second through `extract`, in this process: the median of `runs` passes after a first one."""
    with tempfile.TemporaryDirectory() as folder:
        stages = Stages(count, Path(folder))
        articles = stages.articles
    passes = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        for article in articles:
            extract(article)
        passes.append(time.perf_counter() - start)
    return stages.words / WORDS / statistics.median(passes[1:])


if __name__ == "__main__":
    print(extraction_speed(300, int(sys.argv[1]) if len(sys.argv) > 1 else 3))
