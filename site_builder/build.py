"""The stages in order: bytes, Article, Annotations, Dossier, Page, Output, public/."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from site_builder import executor
from site_builder.cache import Cache
from site_builder.config import CONFIG_NAME, Config, load
from site_builder.contracts import Progress, at_once
from site_builder.corrections import CORRECTIONS_NAME
from site_builder.errors import WriteError
from site_builder.gathering import WORTH_PARTING, gather
from site_builder.model import Diagnostic
from site_builder.picture import pictured
from site_builder.publishing import Maker, publish
from site_builder.remembered import Remembered
from site_builder.render import Site
from site_builder.render.theme import Theme, memory_folder
from site_builder.search import searchable
from site_builder.state import STATE, alone, opened_cache
from site_builder.unchanged import Watch, program, versions
from site_builder.write import Writer

NO_ADDRESS = "without a base_url: no sitemap, no canonical links, no full addresses; --base-url adds them"
"""Said of a site that does not know where it will stand."""


class Options(msgspec.Struct, frozen=True):
    """What the command line says of a build. `output` overrides the configuration; `jobs` 0 is one for each core.

    `search`: with an index of the full text, which takes another program and longer than the rest of a small build.
    `offline`: links name `index.html`, so that the folder reads without a server.
    """

    config: Path = Path(CONFIG_NAME)
    output: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    jobs: int = 0
    executor: str = "processes"
    scheduler: str = ""
    cache: bool = True
    search: bool = False
    offline: bool = False


class Report(msgspec.Struct, frozen=True):
    """What a build did. `seconds`: wall time by stage, in order. `remarks`: on the build as a whole, each said once."""

    articles: int
    pages: int
    changed: int
    removed: int
    output: Path
    diagnostics: tuple[Diagnostic, ...]
    seconds: Mapping[str, float]
    remarks: tuple[str, ...] = ()


def build(options: Options, progress: Progress = lambda _stage, _done, _total: None) -> Report:
    """Builds the site: what is wrong with single articles is in the report, the site of the others is written.

    Raises SiteBuilderError where nothing can be built; the output folder is then as it was.
    """
    config = configured(options)
    root = options.config.resolve().parent
    output = options.output if options.output is not None else root / config.paths.output
    _check_apart(output, root / config.paths.seeds)
    with opened_cache(root / STATE, kept=options.cache) as cache, alone(root / STATE), _uncollected():
        clock, run = _Clock(), executor.chosen(options.executor, options.jobs, options.scheduler)
        aside = executor.aside(options.executor, options.jobs)
        watch = _watch(options, config, root, output, cache)
        last = watch.recall()
        if last is not None:
            clock.lap("nothing has changed")
            return Report(last.articles, last.pages, 0, 0, output, last.diagnostics, clock.laps)
        dossier, texts, problems = gather(config, root, cache, run, progress, drafts=options.drafts, aside=aside)
        clock.lap("read, extract, link")
        site = Site(dossier, config, texts, offline=options.offline)
        # What reads a folder without a server cannot load Pagefind.
        found, remarks = searchable(site, cache) if options.search and not options.offline else ((), ())
        clock.lap("search")
        drawn, said = pictured(site, cache)
        found, remarks = (*found, *drawn), (*remarks, *said)
        theme = Theme(root, config, memory_folder(root / STATE))
        remembered = Remembered(cache, output, theme)
        maker = Maker(site, theme, Writer(output), remembered)
        beside = aside if aside is not at_once and len(dossier.articles) >= WORTH_PARTING else None
        pages, written, removed, made = publish(run, maker, found, progress, beside)
        remembered.keep(cache, made)
        clock.lap("render, write")
        diagnostics = (*problems, *dossier.diagnostics)
        watch.keep(len(dossier.articles), pages, diagnostics)
        cache.tidy()
    return Report(
        articles=len(dossier.articles),
        pages=pages,
        changed=sum(item.changed for item in written),
        removed=removed,
        output=output,
        diagnostics=diagnostics,
        seconds=clock.laps,
        remarks=remarks if config.base_url or options.offline else (*remarks, NO_ADDRESS),
    )


def _check_apart(output: Path, seeds: Path) -> None:
    """Raises WriteError for an output folder that holds the articles or lies among them: its pages would be read as such."""
    try:
        site, articles = output.resolve(), seeds.resolve()
        site.exists()
    except (OSError, RuntimeError, ValueError) as error:
        raise WriteError("no folder can have this name", str(output), "Choose another one.") from error
    if site == articles or site in articles.parents or articles in site.parents:
        message = "the site cannot be written over the articles or the dossier itself"
        raise WriteError(message, str(output), "Choose a folder of its own for the site, such as public.")


def _watch(options: Options, config: Config, root: Path, output: Path, cache: Cache) -> Watch:
    """Everything that the site is made of: the author's files, the program, and what the command line says."""
    paths = config.paths
    own = (options.config, root / CORRECTIONS_NAME, root / paths.seeds, root / paths.templates, root / paths.static)
    said = msgspec.structs.replace(options, config=Path(), output=None, jobs=0, executor="", scheduler="", cache=True)
    settings = repr((said, config.base_url)).encode() + versions()
    return Watch(cache, output, (*own, *program()), settings)


def configured(options: Options) -> Config:
    """The configuration, with what the command line overrides."""
    config = load(options.config)
    return config if options.base_url is None else msgspec.structs.replace(config, base_url=options.base_url)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circles of garbage: a build makes millions of records and hardly a circle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Clock:
    """Wall time between laps, for the report only: nothing that is written knows it."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = now - self._last
        self._last = now
