"""Files that an author brings into articles of the dossier: each once, with front matter, and the original kept."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from site_builder import read
from site_builder.config import Config
from site_builder.errors import ReadError, SiteBuilderError, WriteError
from site_builder.fetch import Courier, target_of
from site_builder.model import Article, Diagnostic
from site_builder.read.folder import said_as, said_of
from site_builder.read.same import Known, Shelf
from site_builder.read.saved import markdown_of
from site_builder.slugs import slug

_TEXTS = frozenset({".txt", ".md", ".markdown"})


class Desk:
    """Where new articles come in: knows what the dossier has, writes what it has not, collects what is wrong."""

    def __init__(self, root: Path, config: Config, courier: Courier | None = None) -> None:
        self.config = config
        self.courier = courier or Courier(config.limits.file_size)
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
        """Adds the articles of a file or of the page at an address; those that are there already become diagnostics.

        Raises ReadError, WriteError.
        """
        return self._add_page(name) if is_address(name) else self._add_file(name)

    def _add_file(self, name: str) -> list[Path]:
        path = Path(name)
        if path.suffix.lower() not in read.SUFFIXES and not path.is_dir():
            raise ReadError(f"a file that ends in {path.suffix or 'nothing'} is not read", name, read.FORMS)
        with said_as(path, name):
            data = read.load(path, path.parent, self.config.limits)
            new = self._new(read.parse(data, path, path.parent, self.config), path, name)
        if new and path.suffix.lower() in _TEXTS:
            return [self._write(self.seeds, path.name, data)]
        return self._keep(new, path.name, data)

    def _add_page(self, url: str) -> list[Path]:
        """An address that is known is refused without asking the site."""
        known = self.shelf.at_address(target_of(url).url)
        if known is not None:
            self._refuse(known, url)
            return []
        found = self.courier.fetch(url)
        path = Path(f"{slug(Path(urlsplit(found.url).path).stem, 'page')}{found.suffix}")
        with said_as(path, url):
            articles, problems = read.parse(found.data, path, Path(), self.config, found.charset)
            stated = tuple(replace(article, url=article.url or found.url) for article in articles)
            return self._keep(self._new((stated, problems), path, url), path.name, found.data)

    def _new(self, found: tuple[Sequence[Article], Sequence[Diagnostic]], path: Path, name: str) -> list[Article]:
        """The articles that the dossier has not; what is wrong with them is told of the name that the author gave."""
        articles, problems = found
        every = [*problems, *(problem for article in articles for problem in article.diagnostics)]
        self.problems += [replace(problem, where=said_of(problem.where, path, name)) for problem in every]
        return [article for article in articles if self._is_new(article, name)]

    def _keep(self, new: Sequence[Article], name: str, original: bytes) -> list[Path]:
        """Writes each article as Markdown, and the file that they came in."""
        if new:
            self._write(self.originals, name, original)
        return [self._write(self.seeds, _file_name(article), markdown_of(article).encode()) for article in new]

    def _is_new(self, article: Article, name: str) -> bool:
        known = self.shelf.find(article)
        if known is None:
            self.shelf.add(article)
            return True
        self._refuse(known, name)
        return False

    def _refuse(self, known: Known, name: str) -> None:
        message = f"the dossier has this article already, in {known.source}: {known.why}"
        hint = "Nothing was added; remove the other one first if this one is better."
        self.problems.append(Diagnostic("E202", "error", message, name, hint))

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


def is_address(name: str) -> bool:
    """Whether what the author gave is an address on the web, and no file."""
    return name.lower().startswith(("http://", "https://"))


def _file_name(article: Article) -> str:
    title = slug(article.title, "article")
    return f"{article.published}-{title}.md" if article.published else f"{title}.md"
