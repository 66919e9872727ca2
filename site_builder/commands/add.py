"""`dossier add`: saved articles into the dossier, each as a file with front matter, and a copy of the original kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from site_builder.commands.reporting import Reporter
from site_builder.errors import SiteBuilderError

EPILOG = """examples:
  dossier add ~/Downloads/accord.html        a page saved from the browser
  dossier add export.html 2020-09-14.txt     an export of a press database, a text

Texts and Markdown come into seeds/ as they are. Of a page or an export, each article becomes a Markdown file there,
and the original is kept in originals/. An article that the dossier has already is refused.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a text, Markdown, a saved page, or an export")
    parser.add_argument(
        "-c", "--config", type=Path, default=Path("dossier.toml"), metavar="FILE", help="default: dossier.toml"
    )


def run(options: argparse.Namespace) -> int:
    from site_builder.config import load
    from site_builder.desk import Desk
    from site_builder.model import Diagnostic

    reporter = Reporter(options)
    desk = Desk(options.config.parent, load(options.config))
    for name in options.files:
        try:
            for path in desk.add(name):
                reporter.say(f"added {path}")
        except SiteBuilderError as error:
            desk.problems.append(Diagnostic.of(error, name))
    reporter.diagnostics(desk.problems)
    return int(any(problem.severity == "error" for problem in desk.problems))
