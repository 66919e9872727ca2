"""The command line: parse, call, report, exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from site_builder import __version__
from site_builder.errors import SiteBuilderError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Exit codes: 0 done, 1 the build or check failed, 2 wrong usage, 130 interrupted."""
    parser = argparse.ArgumentParser(
        prog="dossier", description="Turns saved press articles on one deal into a published dossier."
    )
    parser.add_argument("--version", action="version", version=f"dossier {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    extract = commands.add_parser("extract", help="annotations of texts as JSON Lines")
    extract.add_argument("--jsonl", type=Path, metavar="FILE", help="texts in JSON Lines: id, text, lang, date")
    options = parser.parse_args(arguments)
    try:
        return _extract(options.jsonl)
    except SiteBuilderError as error:
        print(error, file=sys.stderr)
        return 1


def _extract(path: Path) -> int:
    import msgspec

    from site_builder.commands.extract import rows_of

    encoder = msgspec.json.Encoder()
    for row in rows_of(path):
        sys.stdout.buffer.write(encoder.encode(row) + b"\n")
    return 0
