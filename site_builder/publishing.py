"""A linked dossier into the published folder: pages, data and assets, in the order in which a reader may meet them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from site_builder.contracts import Aside, Map, Progress, at_once
from site_builder.model import Output
from site_builder.remembered import Made, Remembered
from site_builder.render import Part, Site, made, parts
from site_builder.render.facts import Facts, facts, packed
from site_builder.render.pages import PageSpec, output_path, plan
from site_builder.render.theme import Theme
from site_builder.render.views import page_of
from site_builder.write import Writer, Written


class Maker(NamedTuple):
    """What a worker needs to make pages."""

    site: Site
    theme: Theme
    writer: Writer
    remembered: Remembered


class Published(NamedTuple):
    """What was done: how many pages the site has, all its files, how many were removed, and what its pages were made of."""

    pages: int
    written: list[Written]
    removed: int
    made: dict[str, Made]


def publish(run: Map, maker: Maker, found: Iterable[Output], progress: Progress, aside: Aside | None = None) -> Published:
    """Writes the site. `aside`: what works beside this process, where that is worth it: at the facts, at the database."""
    site, theme, writer, _ = maker
    known = (aside or at_once)(facts, (site,), Facts)
    pages = {output_path(spec.permalink): spec for spec in plan(site.dossier, site.config, site.addresses)}
    extra = parts(site)
    assets, found = list(theme.assets()), list(found)
    writer.begin([
        *(file.path for file in (*assets, *found)), *(path for part in extra for path in part.paths),
        *pages,
    ])  # fmt: skip
    written = [writer.put(asset) for asset in assets]
    apart = {part: aside(_files, (maker, part), list[Written]) for part in extra if aside and part.kind == "database"}
    made_of = maker.remembered.standing(known(), pages)
    written += [Written(path, made_page.digest, changed=False) for path, made_page in made_of.items()]
    left = [spec for path, spec in pages.items() if path not in made_of]
    done = len(made_of)
    # Each step ends before the next begins, in every process: what pages are made of, what is new, what links to it, home.
    for number, turn in enumerate(_turns([part for part in extra if part not in apart], left, writer)):
        written += [writer.put(file) for file in found if number == writer.published(file.path)]
        for files, made_page in run(_make, maker, turn):
            written += files
            if made_page is not None:
                made_of[files[0].path] = made_page
            done += 1
            progress("pages", done, len(pages) + len(extra))
        for part, answer in apart.items():
            if number == all(map(writer.published, part.paths)):
                written += answer()
                done += 1
    removed = writer.finish({item.path: item.digest for item in written})
    return Published(len(pages), written, len(removed), made_of)


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


def _make(maker: Maker, job: Job) -> tuple[list[Written], Made | None]:
    """Makes a page that is not the same as it was, or the files of a part, and writes them."""
    if isinstance(job, Part):
        return _files(maker, job), None
    path = output_path(job.permalink)
    notes = maker.site.notes
    notes.begin()
    page = page_of(maker.site, job)
    read = packed(notes.read())
    view = maker.remembered.digest_of(page)
    same = maker.remembered.same(path, view)
    if same is not None:
        return [Written(path, same.digest, changed=False)], msgspec.structs.replace(same, facts=read)
    written = maker.writer.put(Output(path, maker.theme.render(page)))
    return [written], maker.remembered.made(path, view, written.digest, read)


def _files(maker: Maker, part: Part) -> list[Written]:
    """Makes and writes the files of a part, each before the next is made: none is held longer."""
    with maker.writer.room() as room:
        return [maker.writer.put(file) for file in made(maker.site, part, room)]
