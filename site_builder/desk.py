"""Files that an author brings into articles of the dossier: each once, with front matter, and the original kept."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path

from site_builder import read
from site_builder.config import Config
from site_builder.errors import ReadError, SiteBuilderError, WriteError
from site_builder.model import Article, Diagnostic
from site_builder.read.same import Shelf
from site_builder.read.saved import markdown_of
from site_builder.slugs import slug

_TEXTS = frozenset({".txt", ".md", ".markdown"})


class Desk:
    """Where new articles come in: knows what the dossier has, writes what it has not, collects what is wrong."""

    def __init__(self, root: Path, config: Config) -> None:
        self.config = config
        self.seeds = root / config.paths.seeds
        self.originals = root / "originals"
        self.problems: list[Diagnostic] = []
        self.shelf = Shelf(self._known())

    def _known(self) -> Iterator[Article]:
        if not self.seeds.is_dir():
            return
        for path in read.find(self.seeds)[0]:
            # A broken article of the dossier is the build's to report: here it only cannot be repeated.
            with contextlib.suppress(SiteBuilderError):
                yield from read.read(path, self.seeds, self.config)

    def add(self, name: str) -> list[Path]:
        """Adds the articles of one file; those that are there already become diagnostics. Raises ReadError, WriteError."""
        if name.startswith(("http://", "https://")):
            hint = "Save the page from the browser, then add the file."
            raise ReadError("addresses cannot be added, only files", name, hint)
        path = Path(name)
        data = read.load(path, path.parent, self.config.limits)
        articles, problems = read.parse(data, path, path.parent, self.config)
        self.problems += [*problems, *(problem for article in articles for problem in article.diagnostics)]
        new = [article for article in articles if self._is_new(article, name)]
        if not new:
            return []
        if path.suffix.lower() in _TEXTS:
            return [self._write(self.seeds, path.name, data)]
        self._write(self.originals, path.name, data)
        return [self._write(self.seeds, _file_name(article), markdown_of(article).encode()) for article in new]

    def _is_new(self, article: Article, name: str) -> bool:
        known = self.shelf.find(article)
        if known is None:
            self.shelf.add(article)
            return True
        message = f"the dossier has this article already, in {known.source}: {known.why}"
        hint = "Nothing was added; remove the other one first if this one is better."
        self.problems.append(Diagnostic("E202", "error", message, name, hint))
        return False

    @staticmethod
    def _write(folder: Path, name: str, data: bytes) -> Path:
        """A new file in `folder`, under a name that is free; a file that stands there is never changed."""
        stem, suffix = Path(name).stem, Path(name).suffix
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for number in itertools.count(1):
                path = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
                with contextlib.suppress(FileExistsError), path.open("xb") as file:
                    file.write(data)
                    return path
        except OSError as error:
            hint = "Choose a folder in which you may write."
            raise WriteError(f"cannot be written: {error.strerror}", str(error.filename or folder), hint) from error
        raise AssertionError  # one of the names is free


def _file_name(article: Article) -> str:
    title = slug(article.title, "article")
    return f"{article.published}-{title}.md" if article.published else f"{title}.md"
