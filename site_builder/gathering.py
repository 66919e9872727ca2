"""All files of the seeds into the linked dossier: read and extracted one by one, then seen together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from site_builder import corrections, read
from site_builder.cache import Cache, StoredTexts
from site_builder.config import Config
from site_builder.contracts import Aside, Map, Progress, at_once
from site_builder.corrections import CORRECTIONS_NAME, Outcome
from site_builder.errors import ReadError
from site_builder.extract import extract
from site_builder.kept import Kept
from site_builder.link import link
from site_builder.model import Annotations, Article, ArticleId, Card, Diagnostic, Dossier
from site_builder.seen import Seen
from site_builder.sources import Found, Reader, Source, card_of, source_of

FOR_LINK = ("quotes", "happenings", "cases", "callings", "described", "diagnostics")
"""What is asked of an article's annotations only until it is in the dossier: two thirds of them."""
WORTH_PARTING = 200
"""Articles below which another process costs more time than it saves."""


def gather(
    config: Config,
    root: Path,
    cache: Cache,
    run: Map,
    progress: Progress,
    *,
    drafts: bool = False,
    aside: Aside = at_once,
) -> tuple[Dossier, StoredTexts, tuple[Diagnostic, ...]]:
    """Reads, extracts and links: the dossier, its texts on demand, and what is wrong with single articles.

    The dossier's annotations are without what only link asks for (`FOR_LINK`): quotes and events it has in a better form.

    Raises ReadError where there is no folder of articles.
    """
    seeds = root / config.paths.seeds
    if not seeds.is_dir():
        hint = "Make it and put saved articles into it, or run `dossier init`."
        raise ReadError("there is no folder of articles", str(seeds), hint)
    files, slips = read.find(seeds)
    wanted = corrections.load(root / CORRECTIONS_NAME)
    problems = list(slips)
    found: list[Found] = []
    for source in _sources(run, Reader(cache, seeds, config, wanted), files, progress):
        problems.extend(source.diagnostics)
        found.extend(source.articles)
    annotations = Kept()
    keys: dict[ArticleId, bytes] = {}
    cards: list[Card] = []
    shown = [item for item in found if drafts or not item.draft]
    left = [outcome for item in found if item.draft and not drafts for outcome in item.outcomes]
    outcomes: list[Outcome] = []
    for item in _once(shown, problems):
        card = _apart(item.card, annotations, problems)
        outcomes.extend(msgspec.structs.replace(outcome, article=card.id) for outcome in item.outcomes)
        cards.append(card)
        annotations.keep(card.id, item.annotations)
        keys[card.id] = item.key
    # What `annotations` lets go of must not be held here.
    found.clear()
    shown.clear()
    problems.extend(_namesakes(cards))
    settled = corrections.settle(wanted, outcomes, left, cards)
    problems.extend(settled.problems)
    wishes = corrections.constraints(wanted, settled)
    dossier = link(cards, annotations, config, wishes, aside if len(cards) >= WORTH_PARTING else at_once)
    annotations.forget(FOR_LINK)
    return corrections.finish(dossier, wanted, settled), StoredTexts(cache, keys), tuple(problems)


def _sources(run: Map, reader: Reader, files: Sequence[Path], progress: Progress) -> Iterator[Source]:
    """All files, in order: those that are as they were from the cache, the others on whatever `run` runs on."""
    seen = Seen(reader.cache, reader.seeds, files, reader.settings)
    jobs = [(path, seen.key(path)) for path in files]
    decoder = msgspec.msgpack.Decoder(Source)
    with reader.cache.filling() as keep:
        new = run(source_of, reader, [job for job in jobs if job[1] is None])
        for done, job in enumerate(jobs, 1):
            taken = next(new) if job[1] is None else source_of(reader, job)
            keep(taken.entries)
            seen.saw(job[0], taken.key)
            yield decoder.decode(taken.source)
            progress("articles", done, len(files))
    seen.keep()


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
