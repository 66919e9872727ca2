"""A dossier into the site that a build would write, held in memory: nothing of the dossier's own folder is touched."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from site_builder import executor
from site_builder.build import Options, configured
from site_builder.cache import Cache
from site_builder.contracts import Progress
from site_builder.gathering import gather
from site_builder.model import Diagnostic, Output
from site_builder.render import Site, parts
from site_builder.render.pages import PageSpec, output_path, plan
from site_builder.render.theme import Theme
from site_builder.render.views import page_of


class Draft(NamedTuple):
    """The linked dossier, the pages that are planned, and what is wrong so far. `seeds`: the folder of articles."""

    site: Site
    theme: Theme
    specs: tuple[PageSpec, ...]
    diagnostics: tuple[Diagnostic, ...]
    seeds: Path
    output: Path

    def outputs(self) -> Iterator[Output]:
        """Every file of the site, made one by one; of what lies beside the pages only the names, which links lead to.

        Raises RenderError for a template that is wrong.
        """
        yield from self.theme.assets()
        yield from (Output(path, b"") for part in parts(self.site) for path in part.paths)
        for spec in self.specs:
            page = page_of(self.site, spec)
            yield Output(output_path(page.permalink), self.theme.render(page))


@contextmanager
def drafted(options: Options, progress: Progress = lambda _stage, _done, _total: None) -> Iterator[Draft]:
    """The dossier as it is now, read anew; its texts are there until the block ends."""
    config = configured(options)
    root = options.config.resolve().parent
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        cache = Cache(Path(folder) / "cache.sqlite")
        try:
            run = executor.chosen(options.executor, options.jobs, options.scheduler)
            dossier, texts, problems = gather(config, root, cache, run, progress, drafts=options.drafts)
            site = Site(dossier, config, texts)
            output = options.output if options.output is not None else root / config.paths.output
            seeds = root / config.paths.seeds
            specs = plan(dossier, config, site.addresses)
            yield Draft(site, Theme(root, config), specs, (*problems, *dossier.diagnostics), seeds, output)
        finally:
            cache.close()
