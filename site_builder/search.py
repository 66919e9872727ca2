"""A site into its full-text index, taken from the cache where nothing that the index holds has changed."""

from __future__ import annotations

import msgspec

from site_builder.cache import Cache, key_of
from site_builder.errors import RenderError
from site_builder.model import Output
from site_builder.render import Site, fulltext
from site_builder.render.records import narrowing, records


def searchable(site: Site, cache: Cache) -> tuple[tuple[Output, ...], tuple[str, ...]]:
    """The files of the index, and what is to be said about it: without the program for it no files, and the reason.

    Tells the site whether it has an index, since its search page depends on that.
    """
    found = tuple(records(site))
    try:
        state = (fulltext.version(), fulltext.FORM, site.language, narrowing(site), found)
        key = key_of("search", msgspec.msgpack.encode(state))
        stored = cache.get(key)
        if stored is None:
            stored = msgspec.msgpack.encode(fulltext.index(site, found))
            cache.put_many([(key, stored)])
    except RenderError as error:
        return (), (f"{error.message}: the search page looks through names, titles and quotes only. {error.hint}",)
    files = msgspec.msgpack.decode(stored, type=tuple[Output, ...])
    site.full_text = bool(files)
    return files, ()
