"""`dossier review`: what the author should look at first, each with its sentence and the correction ready to paste."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import TYPE_CHECKING

from site_builder.commands.build import add_site_arguments, count, plural, site_options
from site_builder.commands.reporting import Reporter
from site_builder.errors import near
from site_builder.harmless import in_a_line

if TYPE_CHECKING:
    from site_builder.doubts import Doubt

EPILOG = """examples:
  dossier review                    the 20 finds that most deserve a look
  dossier review -n 5 --write       the first five, added to corrections.toml as comments
  dossier review --format json      one object a line: rank, score, code, message, where, sentence, correction

A correction as it stands confirms what was found; change its value to set it right, remove it to leave it open.
"""
FIRST = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site_arguments(parser)
    parser.add_argument(
        "-n", "--number", type=count, default=FIRST, metavar="N", help=f"how many, 0 for all (default: {FIRST})"
    )
    parser.add_argument(
        "--write", action="store_true", help="add them to corrections.toml as comments; nothing changes until you uncomment"
    )


def run(options: argparse.Namespace) -> int:
    from site_builder.corrections import CORRECTIONS_NAME
    from site_builder.corrections.write import append
    from site_builder.doubts import Finder
    from site_builder.draft import drafted
    from site_builder.places import Places

    reporter = Reporter(options)
    today = dt.datetime.now(tz=dt.UTC).astimezone().date().isoformat()
    blocks = []
    try:
        with drafted(site_options(options), reporter.progress) as draft:
            reporter.close()
            finder, places = Finder(draft.site), Places(draft.seeds)
            found = finder.find()
            chosen = found[: options.number] if options.number else found
            for rank, doubt in enumerate(chosen, 1):
                where = finder.diagnostic(doubt, places).where
                sentence, correction = finder.sentence(doubt), finder.correction(doubt, today)
                blocks.append(f"# {doubt.message}\n# {where}: {sentence}\n{correction}")
                _tell(doubt, rank, (near(str(draft.seeds.parent / where)), sentence, correction), json=reporter.json)
    finally:
        reporter.close()
    shown = "all shown" if len(chosen) == len(found) else f"the first {len(chosen)} shown"
    reporter.close_with(f"{plural(len(found), 'find')} to look at, {shown}" if found else "nothing to look at")
    if options.write:
        path = options.config.resolve().parent / CORRECTIONS_NAME
        added = append(path, blocks)
        reporter.say(f"{plural(added, 'correction')} added to {near(str(path))}: take away the `# ` of those you want")
    return 0


def _tell(doubt: Doubt, rank: int, told: tuple[str, str, str], *, json: bool) -> None:
    """One doubt on standard output: it is what was asked for. `told`: where, the sentence, the correction."""
    where, sentence, correction = told
    if json:
        import msgspec

        row = {
            "rank": rank, "score": doubt.score, "code": doubt.code, "message": doubt.message, "where": where,
            "sentence": sentence, "correction": correction,
        }  # fmt: skip
        sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
        return
    print(in_a_line(f"{rank}. {where}: {doubt.code} {doubt.message}"))
    print(f"   {in_a_line(sentence)}\n")
    print("\n".join(f"    {line}" for line in correction.splitlines()) + "\n")
