"""`dossier add`: saved articles and pages of the web into the dossier, each as a file, and a copy of the original kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from site_builder.commands.build import plural
from site_builder.commands.reporting import Reporter
from site_builder.errors import SiteBuilderError, near

EPILOG = """examples:
  dossier add ~/Downloads/accord.html        a page saved from the browser
  dossier add export.html 2020-09-14.txt     an export of a press database, a text
  dossier add https://example.org/accord     a page that anybody may read, fetched now

Texts and Markdown come into seeds/ as they are. Of a page or an export, each article becomes a Markdown file there,
and the original is kept in originals/. An article that the dossier has already is refused.

Pages are fetched one at a time, with a pause between two of one site, and only where its robots.txt lets programs read
them. No page is fetched from this machine or a private network unless --allow-private says so.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="+", metavar="FILE|URL", help="a text, Markdown, a saved page, an export, an address")
    parser.add_argument(
        "-c", "--config", type=Path, default=Path("dossier.toml"), metavar="FILE", help="default: dossier.toml"
    )
    parser.add_argument("--allow-private", action="store_true", help="fetch from this machine and from private networks too")


def run(options: argparse.Namespace) -> int:
    from site_builder.config import load
    from site_builder.desk import Desk, is_address
    from site_builder.fetch import Courier
    from site_builder.model import Diagnostic

    reporter = Reporter(options)
    config = load(options.config)
    desk = Desk(options.config.parent, config, Courier(config.limits.file_size, private=options.allow_private))
    added = 0
    for name in options.names:
        if is_address(name):
            reporter.say(f"fetching {name}")
        try:
            for path in desk.add(name):
                added += 1
                reporter.say(f"added {near(str(path))}")
        except SiteBuilderError as error:
            desk.problems.append(Diagnostic.of(error, name))
    reporter.diagnostics(desk.problems)
    failed = sum(problem.severity == "error" for problem in desk.problems)
    reporter.close_with(f"{plural(added, 'article')} added" + (f", {plural(failed, 'error')}" if failed else ""))
    return int(bool(failed))
