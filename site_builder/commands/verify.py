"""`dossier verify`: every quote of the published data against its source's hash and offsets."""

from __future__ import annotations

import argparse
from pathlib import Path

from site_builder.commands.build import plural
from site_builder.commands.reporting import Reporter

EPILOG = """examples:
  dossier verify                             the site in public/ against the articles in seeds/
  dossier verify -o /srv/site                a site that was built elsewhere
  dossier verify -o ~/Downloads/dossier.json the data alone, as a reader got it
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-c", "--config", type=Path, default=Path("dossier.toml"), metavar="FILE", help="default: dossier.toml"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="PATH", help="the folder of the site, or its dossier.json (default: public)"
    )


def run(options: argparse.Namespace) -> int:
    from site_builder.config import load as load_config
    from site_builder.verify import load, verify

    reporter = Reporter(options)
    config = load_config(options.config)
    root = options.config.resolve().parent
    published = load(options.output if options.output is not None else root / config.paths.output)
    verdict = verify(published, root / config.paths.seeds, config)
    reporter.diagnostics(verdict.problems)
    told = plural(len(verdict.problems), "problem") if verdict.problems else "all stand where the data says"
    reporter.close_with(f"{plural(verdict.quotes, 'quote')} in {plural(verdict.files, 'file')} compared: {told}")
    return int(bool(verdict.problems))
