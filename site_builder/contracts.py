"""The protocols by which floors meet without importing each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from site_builder.model import Annotations, Article, ArticleId

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")


Progress = Callable[[str, int, int], None]
"""Told, as the work goes on: the stage, how many are done, of how many."""


Room = Callable[[str], Path]
"""Where a file of the site that is too big to be held is written, until it is put in its place; given its path there."""


class Extractor(Protocol):
    """Finds everything in one article; pure, so that its result can be cached under the digest of what it read."""

    def __call__(self, article: Article) -> Annotations: ...


class Texts(Protocol):
    """The articles as read, fetched when a page is rendered: the parent never holds all texts."""

    def __getitem__(self, article: ArticleId) -> Article: ...


class Aside(Protocol):
    """Starts `function(*arguments)` beside what goes on here; the answer waits for its result, a `kind`, or raises."""

    def __call__(self, function: Callable[..., R], arguments: tuple[object, ...], kind: type[R]) -> Callable[[], R]: ...


def at_once(function: Callable[..., R], arguments: tuple[object, ...], kind: type[R]) -> Callable[[], R]:
    """The Aside of a single process: everything is done before it answers."""
    del kind
    result = function(*arguments)
    return lambda: result


class Map(Protocol):
    """Runs `function(shared, item)` over items, in order, serially or on many processes or machines.

    `shared` is sent once to each worker, not once an item.
    """

    def __call__(self, function: Callable[[S, T], R], shared: S, items: Iterable[T]) -> Iterator[R]: ...
