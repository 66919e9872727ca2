"""The command line: parse, call, report, exit code."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from site_builder import __version__
from site_builder.commands import add, build, check, clean, extract, init, reporting, review, verify
from site_builder.errors import DEFECT, SiteBuilderError, defect

COMMANDS = {
    "init": (init, "a new dossier with a commented dossier.toml and one sample article"),
    "add": (add, "saved articles into seeds/, each with what it states of itself"),
    "build": (build, "seeds/ into public/; --serve previews it and rebuilds at every save"),
    "check": (check, "reads everything, writes nothing: problems, doubtful finds, broken links, orphaned corrections"),
    "review": (review, "what to look at first, each with the correction ready to paste"),
    "verify": (verify, "every quote of the published data against its source's hash and offsets"),
    "extract": (extract, "annotations of texts as JSON Lines, for other programs"),
    "clean": (clean, "removes what builds made, and nothing else"),
}


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="dossier", description="Turns saved press articles on one deal into a published dossier."
    )
    top.add_argument("--version", action="version", version=f"dossier {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, summary) in COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=summary,
            description=summary,
            epilog=module.EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub)
        reporting.add_arguments(sub)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Exit codes: 0 done, 1 the build or check failed, 2 wrong usage, 130 interrupted."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A name or a text can hold what a terminal's code page does not: it is spelled out, and the work goes on.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(COMMANDS[options.command][0].run(options))
    except SiteBuilderError as error:
        return _failed(options, error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone, as `dossier extract | head` does: not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if options.verbose:
            raise
        return _failed(options, error)


def _failed(options: argparse.Namespace, error: Exception) -> int:
    """Tells what ended the command as every other problem is told: in the form and colours that were asked for."""
    from site_builder.model import Diagnostic

    if isinstance(error, SiteBuilderError):
        problem = Diagnostic.of(error)
    else:
        message, fix = defect(error)
        problem = Diagnostic(DEFECT, "error", message, hint=f"{fix} With --verbose, the place in the code.")
    reporting.Reporter(options).diagnostics([problem])
    return 1
