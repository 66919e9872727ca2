"""The dossier into the records of its full-text search: articles, quotes, names and events, each with its real text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec

from site_builder.model import Article, EntityId, Record
from site_builder.render.here import Here
from site_builder.render.site import Site
from site_builder.render.typography import display, marks
from site_builder.render.views.passages import party_link, role, speaker, speaker_key
from site_builder.render.when import published, told

RecordKind = Literal["party", "article", "quote", "event"]
KINDS: tuple[RecordKind, ...] = ("party", "article", "quote", "event")
MOST_ALONE = 2000
"""Of more quotes or events than this each is no record of its own, or the index would have more files than the site: the
quotes of a party in a year are one (those of others are found in their articles), and the events of a month."""
MOST_PARTIES = 60
"""How many names the search can be narrowed to: those that the most articles name, declared ones first."""


class Found(Record, frozen=True):
    """Something that a search can find. `page`: where it leads, below the root; `title` and `text` as they are shown.

    `paragraphs`: of an article, the number of the word that begins each paragraph. `parties`: indexes into `narrowing`.
    `places`: of several things told in one record, for each the number of its first word, its page and its date in words
    (which is its title, where the record has none).
    """

    kind: RecordKind
    page: str
    title: str
    text: str
    beside: str = ""
    year: str = ""
    lang: str = ""
    parties: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    places: tuple[tuple[int, str, str], ...] = ()


def narrowing(site: Site) -> tuple[EntityId, ...]:
    """The parties by which a search can be narrowed."""
    shown = [entity for entity in site.dossier.entities if entity.id in site.addresses.entity]
    shown.sort(key=lambda entity: (not entity.declared, -len(entity.articles), entity.name))
    return tuple(entity.id for entity in shown[:MOST_PARTIES])


def records(site: Site) -> Iterator[Found]:
    """All that can be found, names first. What is not republished is in no record."""
    places = {entity: number for number, entity in enumerate(narrowing(site))}
    home = Here(site, site.addresses.home)
    yield from _parties(site, home, places)
    yield from _articles(site, places)
    if len(site.dossier.quotes) <= MOST_ALONE:
        yield from _quotes(site, home, places)
    else:
        yield from _together(_quotes(site, home, places, of_parties=True), lambda one: f"{one.title} {one.year}")
    if len(site.dossier.events) <= MOST_ALONE:
        yield from _events(site, places)
    else:
        yield from _together(_events(site, places), lambda one: f"{one.page.partition('#')[0]} {one.year}")


def _together(found: Iterable[Found], key: Callable[[Found], str]) -> Iterator[Found]:
    """One record for all that share a key; where in its text a search finds its words tells which of them it means."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(f"{one.lang} {key(one)}", []).append(one)
    for members in groups.values():
        count, places = 0, []
        for one in members:
            places.append((count, one.page, one.beside or one.title))
            count += len(one.text.split())
        first = members[0]
        yield msgspec.structs.replace(
            first,
            title=first.title if all(one.title == first.title for one in members) else "",
            text="\n".join(one.text for one in members),
            beside="",
            parties=tuple(sorted({party for one in members for party in one.parties})),
            places=tuple(places),
        )


def _parties(site: Site, home: Here, places: dict[EntityId, int]) -> Iterator[Found]:
    for entity in site.dossier.entities:
        page = site.addresses.entity.get(entity.id)
        if page:
            party = site.party.get(entity.id)
            said = [display(party.description, site.language)] if party and party.description else []
            others = ", ".join(alias for alias in entity.aliases if alias != entity.name)
            yield Found(
                "party", page, party_link(home, entity.id).text, " ".join([others, *said]).strip() or entity.name,
                role(home, entity.id), parties=_known(places, (entity.id,)),
            )  # fmt: skip


def _articles(site: Site, places: dict[EntityId, int]) -> Iterator[Found]:
    for card in site.dossier.articles:
        text, paragraphs = _NOTHING
        if site.publish(card.id) != "metadata":
            text, paragraphs = _text(site.article(card.id), whole=site.publish(card.id) == "full")
        when = published(card.published, site.language)
        beside = ", ".join(part for part in (when.text, card.publisher) if part)
        yield Found(
            "article", site.addresses.article[card.id], display(card.title, card.lang), text, beside,
            (card.published or "")[:4], site.foreign(card.lang) or "",
            _known(places, site.named_in(card.id) if card.id in site.dossier.names else ()), paragraphs,
        )  # fmt: skip


_NOTHING: tuple[str, tuple[int, ...]] = "", ()


def _text(article: Article, *, whole: bool) -> tuple[str, tuple[int, ...]]:
    """The text of an article, or its first paragraph only, and the number of the word that begins each paragraph."""
    pieces: list[str] = []
    starts: list[int] = []
    count = 0
    for block in article.blocks:
        if block.kind == "title":
            continue
        piece = display(block.span.of(article.text), article.lang)
        if block.kind != "heading":
            starts.append(count)
        elif not whole:
            continue
        pieces.append(piece)
        count += len(piece.split())
        if starts and not whole:
            break
    return "\n".join(pieces), tuple(starts)


def _quotes(site: Site, home: Here, places: dict[EntityId, int], *, of_parties: bool = False) -> Iterator[Found]:
    for quote in site.dossier.quotes:
        card = site.cards[quote.article]
        if site.publish(card.id) == "metadata" or (of_parties and quote.entity not in site.addresses.entity):
            continue
        text = site.article(card.id).text
        words = " ".join(part.of(text).strip() for part in quote.quote.parts)
        opens, closes = ("", "") if quote.quote.kind == "indirect" else marks(card.lang)
        page = site.addresses.quote.get(quote.id) or f"{site.addresses.article[card.id]}#q-{quote.id}"
        said_by = speaker(home, quote).text if speaker_key(quote) else site.words.gettext("speaker not named")
        yield Found(
            "quote", page, said_by, f"{opens}{display(words, card.lang)}{closes}",
            published(card.published, site.language).text, (card.published or "")[:4], site.foreign(card.lang) or "",
            _known(places, (quote.entity,) if quote.entity else ()),
        )  # fmt: skip


def _events(site: Site, places: dict[EntityId, int]) -> Iterator[Found]:
    for number, event in enumerate(site.dossier.events):
        ref = next((ref for ref in event.refs if site.publish(ref.article) != "metadata"), None)
        page = site.event_page.get(number)
        # What only looks back is found in its article; a record for each would double the index.
        if ref is None or page is None or event.kind == "background":
            continue
        card = site.cards[ref.article]
        when = told(event.first, event.last, event.precision, event.mod, site.language)
        yield Found(
            "event", f"{page}#{site.event_anchor[number]}", when.text, site.words_of(ref),
            year=f"{event.first:%Y}" if event.first.year == event.last.year else "",
            lang=site.foreign(card.lang) or "",
            parties=_known(places, event.parties),
        )  # fmt: skip


def _known(places: dict[EntityId, int], entities: tuple[EntityId, ...] | frozenset[EntityId]) -> tuple[int, ...]:
    return tuple(sorted(places[entity] for entity in entities if entity in places))
