"""A linked dossier into the published folder: pages, data and assets, in the order in which a reader may meet them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from site_builder.contracts import Map, Progress
from site_builder.model import Output
from site_builder.render import Part, Site, made, parts
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
    specs, extra = plan(site.dossier, site.config), parts(site)
    assets, found = list(theme.assets()), list(found)
    writer.begin([
        *(file.path for file in (*assets, *found)), *(path for part in extra for path in part.paths),
        *(output_path(spec.permalink) for spec in specs),
    ])  # fmt: skip
    written = [writer.put(asset) for asset in assets]
    done = 0
    # Each step ends before the next begins, in every process: what pages are made of, what is new, what links to it, home.
    for number, turn in enumerate(_turns(extra, specs, writer)):
        written += [writer.put(file) for file in found if number == writer.published(file.path)]
        for files in run(_make, maker, turn):
            written += files
            done += 1
            progress("pages", done, len(specs) + len(extra))
    removed = writer.finish({item.path: item.digest for item in written})
    return len(specs), written, len(removed)


Job = Part | PageSpec


def _turns(extra: Iterable[Part], specs: Iterable[PageSpec], writer: Writer) -> tuple[list[Job], list[Job], list[Job]]:
    """What is new, which nothing published leads to yet; what an earlier build made; the home page. Long work first."""
    fresh: list[Job] = []
    known: list[Job] = []
    home: list[Job] = []
    for part in extra:
        (known if all(writer.published(path) for path in part.paths) else fresh).append(part)
    for spec in specs:
        turn = home if spec.permalink == "" else known if writer.published(output_path(spec.permalink)) else fresh
        turn.append(spec)
    return fresh, known, home


def _make(maker: Maker, job: Job) -> list[Written]:
    """Makes a page, or the files of a part, and writes them."""
    if isinstance(job, Part):
        return [maker.writer.put(file) for file in made(maker.site, job)]
    page = page_of(maker.site, job)
    return [maker.writer.put(Output(output_path(page.permalink), maker.theme.render(page)))]
