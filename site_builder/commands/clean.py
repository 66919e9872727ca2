"""`dossier clean`: removes what builds made, and nothing else."""

from __future__ import annotations

import argparse
import contextlib
import shutil
from pathlib import Path

from site_builder.commands.build import plural
from site_builder.commands.reporting import Reporter
from site_builder.errors import near

EPILOG = """examples:
  dossier clean                  what builds made in public/, and the cache
  dossier clean -o /tmp/site     what builds made there
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-c", "--config", type=Path, default=Path("dossier.toml"), metavar="FILE", help="default: dossier.toml"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="the folder of the site (default: public)")


def run(options: argparse.Namespace) -> int:
    from site_builder.config import load
    from site_builder.state import STATE
    from site_builder.write import Writer

    reporter = Reporter(options)
    root = options.config.resolve().parent
    output = options.output if options.output is not None else root / load(options.config).paths.output
    removed = Writer(output).clean() if output.exists() else ()
    state = root / STATE
    if state.is_dir() and not state.is_symlink():
        for path in state.iterdir():
            if path.name.startswith(("cache.sqlite", "lock")):
                path.unlink(missing_ok=True)
            elif path.name.startswith("templates-") and not path.is_symlink():
                shutil.rmtree(path)
        with contextlib.suppress(OSError):  # not empty: somebody keeps something there
            state.rmdir()
    reporter.close_with(f"{plural(len(removed), 'file')} removed from {near(str(output))}; what dossier did not make stays")
    return 0
