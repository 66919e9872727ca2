"""The stages in order: bytes, Article, Annotations, Dossier, Page, Output, public/."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from filelock import FileLock, Timeout

from site_builder import corrections, executor, read
from site_builder.cache import Cache, StoredTexts, key_of
from site_builder.config import CONFIG_NAME, Config, load
from site_builder.corrections import CORRECTIONS_NAME, Corrections, Outcome
from site_builder.errors import DEFECT, ReadError, SiteBuilderError, WriteError, defect
from site_builder.extract import derive, extract
from site_builder.link import link
from site_builder.model import Annotations, Article, ArticleId, Card, Diagnostic, Dossier, Output
from site_builder.render import Site, extras
from site_builder.render.pages import PageSpec, output_path, plan
from site_builder.render.theme import Theme, memory_folder
from site_builder.render.views import page_of
from site_builder.search import searchable
from site_builder.unchanged import Watch, program, versions
from site_builder.write import Writer, Written

STATE = ".dossier"
"""The folder beside `dossier.toml` that holds the cache and the lock; it can be removed at any time."""

LOCK_SECONDS = 600
"""How long a build waits for another one of the same dossier."""

Progress = Callable[[str, int, int], None]
"""Told, as the work goes on: the stage, how many are done, of how many."""


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


class Found(msgspec.Struct, frozen=True):
    """What one article gave: its card, its annotations, where the cache keeps it as read, and what became of corrections."""

    card: Card
    annotations: Annotations
    key: bytes
    draft: bool
    outcomes: tuple[Outcome, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """One file of the seeds: its articles, and what is wrong with it."""

    articles: tuple[Found, ...]
    diagnostics: tuple[Diagnostic, ...]


def build(options: Options, progress: Progress = lambda _stage, _done, _total: None) -> Report:
    """Builds the site: what is wrong with single articles is in the report, the site of the others is written.

    Raises SiteBuilderError where nothing can be built; the output folder is then as it was.
    """
    config = configured(options)
    root = options.config.resolve().parent
    output = options.output if options.output is not None else root / config.paths.output
    with opened_cache(root / STATE, kept=options.cache) as cache, alone(root / STATE):
        clock = _Clock()
        watch = _watch(options, config, root, output, cache)
        last = watch.recall()
        if last is not None:
            clock.lap("nothing has changed")
            return Report(last.articles, last.pages, 0, 0, output, last.diagnostics, clock.laps)
        dossier, texts, problems = gather(options, config, root, cache, progress)
        clock.lap("read, extract, link")
        site = Site(dossier, config, texts, offline=options.offline)
        # What reads a folder without a server cannot load Pagefind.
        found, remarks = searchable(site, cache) if options.search and not options.offline else ((), ())
        clock.lap("search")
        maker = _Maker(site, Theme(root, config, memory_folder(root / STATE)), Writer(output))
        pages, written, removed = _publish(options, maker, found, progress)
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
        remarks=remarks,
    )


def _watch(options: Options, config: Config, root: Path, output: Path, cache: Cache) -> Watch:
    """Everything that the site is made of: the author's files, the program, and what the command line says."""
    paths = config.paths
    own = (options.config, root / CORRECTIONS_NAME, root / paths.seeds, root / paths.templates, root / paths.static)
    said = msgspec.structs.replace(options, config=Path(), output=None, jobs=0, executor="", cache=True)
    settings = repr((said, config.base_url)).encode() + versions()
    return Watch(cache, output, (*own, *program()), settings)


def configured(options: Options) -> Config:
    """The configuration, with what the command line overrides."""
    config = load(options.config)
    return config if options.base_url is None else msgspec.structs.replace(config, base_url=options.base_url)


# --- read, extract, link -----------------------------------------------------------------------------------------


def gather(
    options: Options, config: Config, root: Path, cache: Cache, progress: Progress
) -> tuple[Dossier, StoredTexts, tuple[Diagnostic, ...]]:
    """Reads, extracts and links: the dossier, its texts on demand, and what is wrong with single articles."""
    seeds = root / config.paths.seeds
    if not seeds.is_dir():
        hint = "Make it and put saved articles into it, or run `dossier init`."
        raise ReadError("there is no folder of articles", str(seeds), hint)
    files, slips = read.find(seeds)
    wanted = corrections.load(root / CORRECTIONS_NAME)
    problems = list(slips)
    found: list[Found] = []
    run = executor.chosen(options.executor, options.jobs)
    for done, source in enumerate(run(_source, _Reader(cache, seeds, config, wanted), files), 1):
        problems.extend(source.diagnostics)
        found.extend(source.articles)
        progress("articles", done, len(files))
    annotations: dict[ArticleId, Annotations] = {}
    keys: dict[ArticleId, bytes] = {}
    cards: list[Card] = []
    shown = [item for item in found if options.drafts or not item.draft]
    drafts = [outcome for item in found if item.draft and not options.drafts for outcome in item.outcomes]
    outcomes: list[Outcome] = []
    for item in _once(shown, problems):
        card = _apart(item.card, annotations, problems)
        outcomes.extend(msgspec.structs.replace(outcome, article=card.id) for outcome in item.outcomes)
        cards.append(card)
        annotations[card.id], keys[card.id] = item.annotations, item.key
    problems.extend(_namesakes(cards))
    settled = corrections.settle(wanted, outcomes, drafts, cards)
    problems.extend(settled.problems)
    dossier = link(cards, annotations, config, corrections.constraints(wanted, settled))
    return corrections.finish(dossier, wanted, settled), StoredTexts(cache, keys), tuple(problems)


class _Reader(NamedTuple):
    """What a worker needs to read files of the seeds."""

    cache: Cache
    seeds: Path
    config: Config
    corrections: Corrections


def _source(reader: _Reader, path: Path) -> Source:
    """One file, as the author corrected it."""
    found = _as_found(reader, path)
    return _corrected(reader, found) if reader.corrections else found


def _corrected(reader: _Reader, source: Source) -> Source:
    """The corrections of a file's articles, applied: the cache holds what was found, and these come after it."""
    articles = []
    for item in source.articles:
        changed = item
        mine = corrections.concerning(reader.corrections, item.card.id, item.card.source)
        stored = reader.cache.get(item.key) if mine else None
        if stored is not None:
            article = msgspec.msgpack.decode(stored, type=Article)
            done = corrections.correct(article, item.annotations, mine)
            card = item.card if done.title is None else _retitled(item.card, done.title)
            annotations = derive(article, done.annotations)
            changed = Found(card, annotations, item.key, item.draft, done.outcomes)
        articles.append(changed)
    return msgspec.structs.replace(source, articles=tuple(articles))


def _retitled(card: Card, title: str) -> Card:
    return msgspec.structs.replace(card, title=title, title_inferred=False)


def _as_found(reader: _Reader, path: Path) -> Source:
    """One file: from the cache where the same bytes were read before, else read and extracted now.

    A cache that cannot be kept ends the build: it is no fault of the file, which must not lose its page for it.
    """
    config = reader.config
    try:
        data = read.load(path, reader.seeds, config.limits)
    except SiteBuilderError as error:
        return Source((), (Diagnostic.of(error, str(path)),))
    settings = msgspec.msgpack.encode((config.limits, config.language))
    key = key_of(path.relative_to(reader.seeds).as_posix(), hashlib.blake2b(data).digest(), settings)
    stored = reader.cache.get(key)
    if stored is not None:
        return msgspec.msgpack.decode(stored, type=Source)
    try:
        articles, problems = read.parse(data, path, reader.seeds, config)
    except SiteBuilderError as error:
        return Source((), (Diagnostic.of(error, str(path)),))
    except Exception as error:  # a defect of ours costs this file its page, and no other
        return Source((), (_defect(error, read.shown(path, reader.seeds)),))
    entries, found = [], []
    whole = True
    for number, article in enumerate(articles):
        own = key_of(key, str(number))
        try:
            annotations = extract(article)
            entry = own, msgspec.msgpack.encode(article)
        except Exception as error:  # the same, where a file holds several articles
            problems = (*problems, _defect(error, article.source))
            whole = False
            continue
        entries.append(entry)
        found.append(Found(card_of(article), annotations, own, article.draft))
        problems = (*problems, *article.diagnostics, *(placed(item, article) for item in annotations.diagnostics))
    source = Source(tuple(found), problems)
    # What a defect touched is read anew by the next build.
    reader.cache.put_many([*entries, (key, msgspec.msgpack.encode(source))] if whole else entries)
    return source


def _defect(error: Exception, where: str) -> Diagnostic:
    message, fix = defect(error)
    return Diagnostic(DEFECT, "error", message, where, fix)


def placed(problem: Diagnostic, article: Article) -> Diagnostic:
    """A doubt about a text, which says `line:column` of that text, as one about its file."""
    line, _, column = problem.where.partition(":")
    inner = f":{int(line) + article.line - 1}:{column}" if article.line and line.isdigit() else ""
    return msgspec.structs.replace(problem, where=f"{article.source}{inner}")


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


def _once(found: Iterable[Found], problems: list[Diagnostic]) -> Iterator[Found]:
    """The articles without those that a press database calls by an identifier that came before."""
    sources: dict[str, str] = {}
    for item in found:
        key, source = item.card.key, item.card.source
        if key is None or sources.setdefault(key, source) == source:
            yield item
        else:
            message = f"the article {key} stands in {sources[key]} too: this one is left out"
            problems.append(Diagnostic("N207", "note", message, source, "Nothing needs to be done."))


def _apart(card: Card, taken: Mapping[ArticleId, Annotations], problems: list[Diagnostic]) -> Card:
    """The card under an id of its own: two files that claim one id both keep their page."""
    if card.id not in taken:
        return card
    number = 2
    while ArticleId(f"{card.id}-{number}") in taken:
        number += 1
    own = ArticleId(f"{card.id}-{number}")
    message = f"a second article is called {card.id}; this one becomes {own}"
    problems.append(
        Diagnostic(
            "W205", "warning", message, f"{card.source}:1", "Rename the file, or give it an `id` in its front matter."
        )
    )
    return msgspec.structs.replace(card, id=own)


def _namesakes(cards: Iterable[Card]) -> Iterator[Diagnostic]:
    """A warning for each article that has the day and the title of another: their addresses differ by a number only."""
    first: dict[tuple[str | None, str], str] = {}
    for card in sorted(cards, key=lambda card: card.id):
        other = first.setdefault((card.published, card.title), card.source)
        if other != card.source:
            message = f"the same title and date as {other}: told apart by a number in their addresses"
            hint = "If it is the same article, remove one; else give one of them another title in its front matter."
            yield Diagnostic("W206", "warning", message, f"{card.source}:1", hint)


def dossier_of_one(article: Article, config: Config | None = None) -> Dossier:
    """The dossier of a single article: the same two steps as for many, extract and link."""
    return link([card_of(article)], {article.id: extract(article)}, config or Config())


# --- plan, render, write -----------------------------------------------------------------------------------------


class _Maker(NamedTuple):
    """What a worker needs to make pages."""

    site: Site
    theme: Theme
    writer: Writer


def _publish(options: Options, maker: _Maker, found: Iterable[Output], progress: Progress) -> tuple[int, list[Written], int]:
    """Writes the site; returns the number of pages, all that belongs to it, and how many files were removed."""
    site, theme, writer = maker
    specs = plan(site.dossier, site.config)
    assets, parts = list(theme.assets()), [*extras(site), *found]
    writer.begin([*(part.path for part in (*assets, *parts)), *(output_path(spec.permalink) for spec in specs)])
    # Each step ends before the next begins, in every process: what pages are made of, what is new, what links to it, home.
    fresh, known, home = _by_turn(specs, writer)
    new_parts = [part for part in parts if not writer.owns(part.path)]
    old_parts = [part for part in parts if writer.owns(part.path)]
    written: list[Written] = []
    run = executor.chosen(options.executor, options.jobs)
    done = 0
    for files, turn in (([*assets, *new_parts], fresh), (old_parts, known), ((), home)):
        written += [writer.put(part) for part in files]
        for item in run(_make, maker, turn):
            written.append(item)
            done += 1
            progress("pages", done, len(specs))
    removed = writer.finish({item.path: item.digest for item in written})
    return len(specs), written, len(removed)


def _by_turn(specs: Iterable[PageSpec], writer: Writer) -> tuple[list[PageSpec], list[PageSpec], list[PageSpec]]:
    """The pages that are new, those that an earlier build made, and the home page."""
    fresh: list[PageSpec] = []
    known: list[PageSpec] = []
    home: list[PageSpec] = []
    for spec in specs:
        turn = home if spec.permalink == "" else known if writer.owns(output_path(spec.permalink)) else fresh
        turn.append(spec)
    return fresh, known, home


def _make(maker: _Maker, spec: PageSpec) -> Written:
    page = page_of(maker.site, spec)
    return maker.writer.put(Output(output_path(page.permalink), maker.theme.render(page)))


@contextlib.contextmanager
def alone(state: Path) -> Iterator[None]:
    """Holds the dossier's lock: of two builds at once the second waits. Raises WriteError when that takes too long."""
    if not os.access(state, os.W_OK):  # a dossier that may only be read, built elsewhere without a cache
        yield
        return
    lock = FileLock(state / "lock", timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise WriteError("another build of this dossier goes on", str(state / "lock"), "Wait for it, or end it.") from error
    except OSError as error:
        raise WriteError(f"cannot be locked: {error.strerror}", str(state / "lock"), "Check its owner and mode.") from error
    try:
        yield
    finally:
        lock.release()


class opened_cache:  # noqa: N801  -- reads as a verb where it is used
    """The cache in `state`, or, where it is not to be kept, one in a temporary folder that goes with the build."""

    def __init__(self, state: Path, *, kept: bool) -> None:
        with contextlib.suppress(OSError):  # whoever needs it says so
            state.mkdir(parents=True, exist_ok=True)
        self._temporary = None if kept else tempfile.mkdtemp(prefix="dossier-")
        self.cache = Cache(Path(self._temporary or state) / "cache.sqlite")

    def __enter__(self) -> Cache:
        return self.cache

    def __exit__(self, *_: object) -> None:
        self.cache.close()
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)


class _Clock:
    """Wall time between laps, for the report only: nothing that is written knows it."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = now - self._last
        self._last = now
