"""A site into the picture that others show beside a link to it, taken from the cache where nothing on it has changed."""

from __future__ import annotations

from site_builder.cache import Cache, key_of
from site_builder.model import Output
from site_builder.render import Site, card


def pictured(site: Site, cache: Cache) -> tuple[tuple[Output, ...], tuple[str, ...]]:
    """The card of a site that has an address, and what is to be said about it: without the library only the reason."""
    if not card.wanted(site):
        return (), card.remark(site)
    drawing = card.drawn(site)
    key = key_of("card", f"{card.version()}\0{drawing}".encode())
    stored = cache.get(key)
    if stored is None:
        stored = card.png(drawing)
        cache.put_many([(key, stored)])
    return (Output(card.PATH, stored),), ()
