"""A linked dossier into the published folder: pages, data and assets, in the order in which a reader may meet them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from site_builder.contracts import Map, Progress
from site_builder.model import Output
from site_builder.render import Site, extras
from site_builder.render.pages import PageSpec, output_path, plan
from site_builder.render.theme import Theme
from site_builder.render.views import page_of
from site_builder.write import Writer, Written


class Maker(NamedTuple):
    """What a worker needs to make pages."""

    site: Site
    theme: Theme
    writer: Writer


def publish(run: Map, maker: Maker, found: Iterable[Output], progress: Progress) -> tuple[int, list[Written], int]:
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


def _make(maker: Maker, spec: PageSpec) -> Written:
    page = page_of(maker.site, spec)
    return maker.writer.put(Output(output_path(page.permalink), maker.theme.render(page)))
