"""What each fact of a dossier holds, as digests: two builds compare them to learn which pages would be other ones.

A fact (its domains: `render.notes`) holds all that a view can be told by asking for it. Numbers that
follow from the order of the dossier are in no fact: an event is known by its anchor, a statement by what it says, so that
something new in one place leaves the facts of all others as they are.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

import msgspec

from site_builder.kept import encoded
from site_builder.model import Dossier
from site_builder.render.addresses import Entry
from site_builder.render.here import Here
from site_builder.render.notes import DOMAINS, Read
from site_builder.render.overview import fine
from site_builder.render.shelves import Shelf
from site_builder.render.site import Site

T = TypeVar("T")
GONE = -1
_SIZE = 8
_encode = msgspec.msgpack.Encoder(enc_hook=str).encode


class Facts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All facts of a build in the order of their numbers: digests of their `keys` and of what they hold, eight bytes each.

    `common`: the digest of what every page is made of.
    """

    common: bytes
    keys: bytes
    digests: bytes

    def moved_since(self, before: Facts) -> array[int]:
        """For each number that a fact had before the one that it has now; GONE where it holds something else, or nothing."""
        now = {key: told for told, key in zip(enumerate(_cut(self.digests)), _cut(self.keys), strict=True)}
        nothing = GONE, b""
        found = ((now.get(key, nothing), was) for key, was in zip(_cut(before.keys), _cut(before.digests), strict=True))
        return array("i", [number if held == was else GONE for (number, held), was in found])


def packed(read: Read) -> bytes | None:
    """Numbers of facts as bytes of this machine; None stays None."""
    return None if read is None else array("i", read).tobytes()


def standing(read: bytes | None, moved: array[int]) -> bytes | None:
    """The packed facts of a page under the numbers that they have now; None where it has to be made again.

    A page that stands is stored once more with the facts of the new build, in which something new has shifted the others.
    """
    if read is None:
        return None
    now = array("i", map(moved.__getitem__, array("i", read)))
    return None if GONE in now else now.tobytes()


def _cut(digests: bytes) -> Iterator[bytes]:
    return (digests[at : at + _SIZE] for at in range(0, len(digests), _SIZE))


def facts(site: Site) -> Facts:
    """The facts of a site. Reads no text."""
    dossier = site.dossier
    keys, digests = bytearray(), bytearray()
    for key, held in chain.from_iterable(_MAKERS[domain](site, dossier) for domain in DOMAINS):
        keys += _digest(key.encode("utf-8", "surrogatepass"))
        digests += _digest(held)
    return Facts(_common(site), bytes(keys), bytes(digests))


def _digest(held: bytes) -> bytes:
    return hashlib.blake2b(held, digest_size=_SIZE).digest()


def _common(site: Site) -> bytes:
    """What every page may show: the configuration, the period, the way to each month, which lists are long."""
    at = site.addresses
    held = (
        site.config, site.offline, site.full_text, site.as_of, site.period, at.span, sorted(site.rooms), site.period_page,
        site.busiest, fine(Here(site, at.home)), bool(at.quote),
        [section.key for section in at.timeline_shelf.sections], [shelf.split for shelf in at.shelves],
    )  # fmt: skip
    return hashlib.blake2b(_encode(held), digest_size=16).digest()


Fact = tuple[str, bytes]
"""A key that no other fact has, and what the fact holds."""


def _articles(site: Site, dossier: Dossier) -> Iterator[Fact]:
    for card in dossier.articles:
        quotes = site.quotes_in.get(card.id, ())
        said = [(quote.id, quote.quote, quote.entity, quote.name, site.statement_of(quote)) for quote in quotes]
        yield f"a {card.id}", _encode((card, said)) + encoded(dossier.annotations[card.id])


def _ties(site: Site, dossier: Dossier) -> Iterator[Fact]:
    cards, anchors, pages = dossier.articles, site.event_anchor, dict(site.event_page)
    for place, card in enumerate(cards):
        events = [(span, anchors[number], pages.get(number)) for span, number in site.events_at.get(card.id, {}).items()]
        before, after = cards[place - 1].id if place else None, cards[place + 1].id if place + 1 < len(cards) else None
        held = dossier.related.get(card.id), site.sentences.get(card.id), events, before, after
        yield f"t {card.id}", _encode(held)


def _cards(site: Site, dossier: Dossier) -> Iterator[Fact]:
    for card in dossier.articles:
        listed = site.cards[card.id], site.addresses.article[card.id], site.counts_in(card.id)
        yield f"c {card.id}", _encode(listed)


def _casts(site: Site, dossier: Dossier) -> Iterator[Fact]:
    pages = frozenset(site.addresses.entity)
    for card in dossier.articles:
        names = dossier.names.get(card.id, ())
        yield f"w {card.id}", _encode((names, [name.entity in pages for name in names]))


def _names(site: Site, dossier: Dossier) -> Iterator[Fact]:
    for entity in dossier.entities:
        yield f"n {entity.id}", _encode((site.called[entity.id], site.addresses.entity.get(entity.id)))


def _parties(site: Site, dossier: Dossier) -> Iterator[Fact]:
    for entity in dossier.entities:
        quotes = [quote.id for quote in site.quotes_by.get(entity.id, ())]
        events = [site.event_anchor[number] for number in site.events_with.get(entity.id, ())]
        yield f"p {entity.id}", _encode((entity, quotes, events))


def _events(site: Site, dossier: Dossier) -> Iterator[Fact]:
    for number, event in enumerate(dossier.events):
        yield f"e {site.event_anchor[number]}", _encode((event, site.event_page.get(number)))


def _sheets(site: Site, dossier: Dossier) -> Iterator[Fact]:
    """What stands on each page of each list, and what the pages beside it are called."""
    at, cards = site.addresses, dossier.articles

    def told(entry: Entry) -> tuple[str, str]:
        return entry.kind, site.event_anchor[entry.number] if entry.kind == "event" else cards[entry.number].id

    yield from _of(at.timeline_shelf, told)
    yield from _of(at.article_shelf, lambda card: card.id)
    yield from _of(at.quote_shelf, lambda quote: quote.id)
    yield from _of(at.figure_shelf, lambda figure: figure)


def _of(shelf: Shelf[T], name: Callable[[T], object]) -> Iterator[Fact]:
    heads = [
        (sheet.permalink, [section.key for section in sheet.sections], sheet.part, sheet.parts) for sheet in shelf.sheets
    ]
    for number, sheet in enumerate(shelf.sheets):
        beside = heads[max(0, number - 1) : number + 2]
        entries = [name(entry) for section in sheet.sections for entry in section.entries]
        yield f"s {sheet.permalink}", _encode((beside, [len(section.entries) for section in sheet.sections], entries))


_MAKERS: Mapping[str, Callable[[Site, Dossier], Iterator[Fact]]] = {
    "article": _articles, "card": _cards, "cast": _casts, "ties": _ties, "name": _names, "party": _parties, "event": _events,
    "sheet": _sheets,
}  # fmt: skip
