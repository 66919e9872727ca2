"""`dossier check`: reads everything, writes nothing, and says what is wrong, doubtful or broken."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from site_builder.commands.build import add_site_arguments, exit_code, plural, site_options
from site_builder.commands.reporting import Reporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.draft import Draft
    from site_builder.model import Diagnostic

EPILOG = """examples:
  dossier check                     problems, doubtful finds, broken links, corrections that lost their words
  dossier check --strict            exit code 1 for a warning too, as for an error
  dossier check --format json       one object a line: code, severity, message, where, hint
"""

MOST = 20
"""How many doubtful finds are shown, the first to look at first."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site_arguments(parser)


def run(options: argparse.Namespace) -> int:
    from site_builder.doubts import Finder
    from site_builder.draft import drafted
    from site_builder.places import Places

    reporter = Reporter(options)
    try:
        with drafted(site_options(options), reporter.progress) as draft:
            problems = [*draft.diagnostics, *_links(draft)]
            finder, places = Finder(draft.site), Places(draft.seeds)
            doubts = finder.find()
            shown = doubts if reporter.verbose or reporter.json else doubts[:MOST]
            notes = [finder.diagnostic(doubt, places) for doubt in shown]
            counts = f"{plural(len(draft.site.dossier.articles), 'article')}, {plural(len(draft.specs), 'page')}"
    finally:
        reporter.close()
    reporter.diagnostics(problems)
    reporter.notes(notes)
    severities = [item.severity for item in problems]
    told = ", ".join(plural(severities.count(name), name) for name in ("error", "warning"))
    if len(shown) < len(doubts):
        reporter.say(f"… and {len(doubts) - len(shown)} more that are doubtful: --verbose shows all")
    reporter.close_with(f"{counts} looked at: {told}, {plural(len(doubts), 'doubt')}")
    return exit_code(problems, strict=options.strict)


def _links(draft: Draft) -> Iterator[Diagnostic]:
    """A problem for each broken link of the site that a build would write."""
    from site_builder.links import broken
    from site_builder.model import Diagnostic

    for link in broken(draft.outputs(), draft.site.config.base_url):
        message = f"the link to {link.href} leads nowhere: there is no {link.missing}"
        hint = "Mend the template or the article that has it; a page that dossier wrote alone is a defect: please report it."
        yield Diagnostic("E510", "error", message, f"{draft.output.name}/{link.page}:{link.line}", hint)
