"""The command line's own parser into docs/cli.md, so that no flag is told otherwise than it is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from site_builder.cli import parser

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
HEAD = """# Command line

Made from the program itself by `make docs`; `dossier COMMAND --help` says the same.

Exit codes: 0 done; 1 the build or check failed; 2 wrong usage; 130 interrupted. Messages go to standard error, as
`file:line:column: severity CODE message` with the fix below; docs/diagnostics.md explains each code. What a command was
asked for (rows, finds, JSON) goes to standard output. `NO_COLOR` is honoured.
"""


def reference() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_commands()])


def _commands() -> Iterator[str]:
    top = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, sub in top.choices.items():
        yield f"## `dossier {name}`\n"
        yield f"{_sentence(sub.description or '')}\n"
        yield "| argument | meaning |\n|---|---|"
        yield from map(_row, (action for action in sub._actions if not isinstance(action, argparse._HelpAction)))
        yield f"\n```text\n{(sub.epilog or '').strip()}\n```\n"


def _row(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else f" {action.metavar or '{' + ','.join(map(str, action.choices or ())) + '}'}"
    names = ", ".join(f"`{name}{value}`" for name in action.option_strings) or f"`{action.metavar}`"
    told = (cell.replace("|", r"\|") for cell in (names, action.help or ""))
    return f"| {' | '.join(told)} |"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


if __name__ == "__main__":
    DOCUMENT.write_text(reference(), "utf-8")
    sys.stdout.write(f"{DOCUMENT.name} written\n")
