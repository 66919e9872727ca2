"""`dossier extract`: the annotations of texts as JSON Lines, for other programs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from site_builder.model import Diagnostic

EPILOG = """examples:
  dossier extract seeds/*.txt           one row an article: source, title, published, lang, text, annotations
  dossier extract --jsonl texts.jsonl   one row for each {"id", "text", "lang", "date"}, in the texts' own offsets
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="articles (default: those of the seeds folder)")
    parser.add_argument(
        "--jsonl", type=Path, metavar="FILE", help="texts in JSON Lines: id, text, and where known lang and date"
    )
    parser.add_argument(
        "-c", "--config", type=Path, default=Path("dossier.toml"), metavar="FILE", help="default: dossier.toml"
    )


def run(options: argparse.Namespace) -> int:
    import msgspec

    from site_builder.annotations import rows_of_files, rows_of_jsonl
    from site_builder.commands.build import plural
    from site_builder.commands.reporting import Reporter

    encoder = msgspec.json.Encoder()
    problems: list[Diagnostic] = []
    rows = rows_of_jsonl(options.jsonl) if options.jsonl else rows_of_files(options.files, options.config, problems)
    reporter, done = Reporter(options), 0
    for row in rows:
        done += 1
        sys.stdout.buffer.write(encoder.encode(row) + b"\n")
    reporter.diagnostics(problems)
    reporter.close_with(plural(done, "text"))
    return int(any(problem.severity == "error" for problem in problems))
