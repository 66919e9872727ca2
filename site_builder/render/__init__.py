"""A dossier into the files of its site: pages, pictures, feeds and data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from site_builder.contracts import Room
from site_builder.model import Output, Ready, Record
from site_builder.render import data, database, feeds, references
from site_builder.render.pages import plan
from site_builder.render.site import Site
from site_builder.render.views import search

__all__ = ["Part", "Site", "made", "parts"]

PartKind = Literal["data", "database", "references", "index", "machines"]


class Part(Record, frozen=True):
    """Files beside the pages that are made together. `paths`: where they will lie."""

    kind: PartKind
    paths: tuple[str, ...]


def parts(site: Site) -> tuple[Part, ...]:
    """What lies beside the pages, the longest work first: data, bibliographies, a small index, what machines follow."""
    machines = ("feed.xml", "robots.txt", "manifest.webmanifest", *(("sitemap.xml",) if site.config.base_url else ()))
    return (
        Part("data", data.paths(site)),
        Part("database", (database.path(site),)),
        Part("references", references.paths(site)),
        *(() if site.full_text else (Part("index", (search.path(site),)),)),
        Part("machines", machines),
    )


def made(site: Site, part: Part, room: Room) -> Iterator[Output | Ready]:
    """The files of a part; the big ones lie in the room."""
    if part.kind in _BIG:
        yield from _BIG[part.kind](site, room)
    else:
        yield from _SMALL[part.kind](site)


def _index(site: Site) -> Iterator[Output]:
    yield search.index(site)


def _machines(site: Site) -> Iterator[Output]:
    yield Output("feed.xml", feeds.atom(site))
    if site.config.base_url:
        pages = [spec.permalink for spec in plan(site.dossier, site.config, site.addresses) if spec.kind != "lost"]
        yield Output("sitemap.xml", feeds.sitemap(site, sorted(pages)))
    yield Output("robots.txt", feeds.robots(site))
    yield Output("manifest.webmanifest", feeds.manifest(site))


_BIG: dict[PartKind, Callable[[Site, Room], Iterator[Output | Ready]]] = {"data": data.files, "database": database.file}
_SMALL: dict[PartKind, Callable[[Site], Iterator[Output]]] = {
    "references": references.files, "index": _index, "machines": _machines,
}  # fmt: skip
