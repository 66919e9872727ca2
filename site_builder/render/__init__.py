"""A dossier into the files of its site: pages, pictures, feeds and data."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Output
from site_builder.render import data, database, feeds, references
from site_builder.render.pages import plan
from site_builder.render.site import Site
from site_builder.render.views import search

__all__ = ["Site", "extras"]


def extras(site: Site) -> Iterator[Output]:
    """The files beside the pages: data, bibliographies, feed, sitemap (with a base_url), robots, manifest."""
    found = data.dossier_data(site)
    yield from data.files(site, found)
    yield Output(f"{site.addresses.data}dossier.sqlite", database.database(found))
    yield from references.files(site)
    if not site.full_text:
        yield search.index(site)
    yield Output("feed.xml", feeds.atom(site))
    if site.config.base_url:
        pages = [spec.permalink for spec in plan(site.dossier, site.config) if spec.kind != "lost"]
        yield Output("sitemap.xml", feeds.sitemap(site, sorted(pages)))
    yield Output("robots.txt", feeds.robots(site))
    yield Output("manifest.webmanifest", feeds.manifest(site))
