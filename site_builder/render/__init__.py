"""A dossier into the files of its site: pages, pictures, feeds and data."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Output
from site_builder.render.site import Site

__all__ = ["Site", "extras"]


def extras(site: Site) -> Iterator[Output]:
    """The files beside the pages: robots, and whatever else is made of the whole dossier."""
    del site
    yield Output("robots.txt", b"User-agent: *\nAllow: /\n")
