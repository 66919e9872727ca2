"""`dossier build [--serve]`: the seeds into the published site, and its preview."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.commands.reporting import Reporter
from site_builder.errors import near

if TYPE_CHECKING:
    from site_builder.build import Options, Report
    from site_builder.model import Diagnostic

EPILOG = """examples:
  dossier build                     seeds/ into public/
  dossier build --serve --open      build, preview in the browser, rebuild at every save
  dossier build -o /tmp/site -u https://example.org/deal/ --strict
"""


EXECUTORS = ("serial", "processes", "dask")


def add_site_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of everything that reads a whole dossier."""
    parser.add_argument(
        "-c", "--config", type=Path, default=Path("dossier.toml"), metavar="FILE", help="default: dossier.toml"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="where the site is written (default: public)")
    parser.add_argument("-u", "--base-url", metavar="URL", help="the address under which the site will be read")
    parser.add_argument("--drafts", action="store_true", help="articles marked as drafts too")
    parser.add_argument("--strict", action="store_true", help="a warning fails the command, as an error does")
    parser.add_argument("--jobs", type=count, default=0, metavar="N", help="processes (default: one for each core)")
    parser.add_argument("--executor", choices=EXECUTORS, default="processes", help="default: processes")
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a cluster, tcp://HOST:PORT, for dask")
    parser.add_argument("--no-cache", action="store_true", help="read and extract everything anew")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site_arguments(parser)
    parser.add_argument("--offline", action="store_true", help="links that work when the pages are opened from a folder")
    parser.add_argument("--no-search", action="store_true", help="without the index of the full text (previews have none)")
    parser.add_argument("--serve", action="store_true", help="preview on a local server and rebuild at every save")
    parser.add_argument("-p", "--port", type=_port, default=8000, metavar="N", help="default: 8000, or the next free one")
    parser.add_argument("--bind", default="127.0.0.1", metavar="ADDRESS", help="default: 127.0.0.1")
    parser.add_argument("--open", action="store_true", help="open the preview in a browser")


def run(options: argparse.Namespace) -> int:
    from site_builder.build import build

    reporter = Reporter(options)
    if options.serve:
        from site_builder.serve import serve

        return serve(site_options(options), reporter, bind=options.bind, port=options.port, open_browser=options.open)
    try:
        report = build(site_options(options), reporter.progress)
    finally:
        reporter.close()
    reporter.diagnostics(report.diagnostics)
    for remark in report.remarks:
        reporter.say(remark)
    if reporter.verbose:
        for stage, seconds in report.seconds.items():
            reporter.say(f"  {stage}: {seconds:.2f} s")
    reporter.close_with(summary(report))
    return exit_code(report.diagnostics, strict=options.strict)


def site_options(options: argparse.Namespace) -> Options:
    from site_builder.build import Options

    return Options(
        config=options.config,
        output=options.output,
        base_url=options.base_url,
        drafts=options.drafts,
        jobs=options.jobs,
        executor=options.executor,
        scheduler=options.scheduler,
        cache=not options.no_cache,
        search=not getattr(options, "no_search", True),
        offline=getattr(options, "offline", False),
    )


def summary(report: Report) -> str:
    """What a build came to, in counts."""
    severities = [item.severity for item in report.diagnostics]
    parts = [f"{plural(report.articles, 'article')}, {plural(report.pages, 'page')} in {near(str(report.output))}"]
    parts += [plural(severities.count(name), name) for name in ("error", "warning") if name in severities]
    removed = f", {report.removed} removed" if report.removed else ""
    parts[0] += f" ({report.changed} written{removed})"
    return ", ".join(parts)


def exit_code(diagnostics: Iterable[Diagnostic], *, strict: bool) -> int:
    """1 when an article could not be used, or when a warning counts as an error."""
    grave = ("error", "warning") if strict else ("error",)
    return int(any(item.severity in grave for item in diagnostics))


def plural(count: int, word: str) -> str:
    """'1 page', '2 pages'."""
    return f"{count} {word}" + ("s" if count != 1 else "")


def _port(value: str) -> int:
    number = count(value)
    if number > 65535:
        raise argparse.ArgumentTypeError(f"{value} is not a port: 0 to 65535")
    return number


def count(value: str) -> int:
    """A whole number from 0 on, as an argument."""
    if not value.isascii() or not value.isdigit():
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number")
    return int(value)
