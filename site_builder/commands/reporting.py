"""Diagnostics, progress and closing lines on standard error, for people and (`--format json`) for programs."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from site_builder.errors import near
from site_builder.harmless import in_a_line

if TYPE_CHECKING:
    from site_builder.model import Diagnostic

_COLOURS = {"error": "31", "warning": "33", "note": "36"}
_SLOW = 1.0
"""Seconds after which work deserves a progress bar."""
_BEAT = 5.0
"""Seconds between two lines about progress, where there is no terminal to draw a bar on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags that every command has."""
    parser.add_argument("-q", "--quiet", action="store_true", help="errors only")
    parser.add_argument("-v", "--verbose", action="store_true", help="notes and timings too")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how problems are reported (default: text)"
    )


class Reporter:
    """Prints what a command has to say; text goes to standard error, JSON to standard output, one object a line."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.quiet: bool = options.quiet
        self.verbose: bool = options.verbose
        self.json: bool = options.format == "json"
        self.colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
        self._started = time.perf_counter()
        self._bar: Any = None
        self._task: Any = None
        self._stage = ""
        self._told = self._started + _SLOW - _BEAT

    def diagnostics(self, found: Iterable[Diagnostic]) -> None:
        """Each as `file:line: severity CODE message`, then the fix."""
        for item in found:
            if self.json:
                import msgspec

                sys.stdout.buffer.write(msgspec.json.encode(item) + b"\n")  # UTF-8, whatever the terminal's is
            elif item.severity == "error" or (not self.quiet and (item.severity == "warning" or self.verbose)):
                self._print(item.severity, item.where, f"{item.code} {item.message}", item.hint)

    def notes(self, found: Iterable[Diagnostic]) -> None:
        """As `diagnostics`, for a command that is asked for notes: only --quiet hides them."""
        verbose, self.verbose = self.verbose, True
        self.diagnostics(found)
        self.verbose = verbose

    def _print(self, severity: str, where: str, message: str, hint: str) -> None:
        word = f"\033[1;{_COLOURS[severity]}m{severity}\033[0m" if self.colour else severity
        place = f"{in_a_line(near(where))}: " if where else ""
        print(f"{place}{word} {in_a_line(message)}", file=sys.stderr)
        if hint:
            print(*(f"  {in_a_line(line.strip())}" for line in hint.split("\n")), sep="\n", file=sys.stderr)

    def say(self, line: str) -> None:
        """A line about the work as a whole."""
        if not self.quiet and not self.json:
            print(in_a_line(line), file=sys.stderr)

    def close_with(self, counts: str) -> None:
        """The closing line: what was done, and how long it took."""
        self.close()
        self.say(f"{counts}, {time.perf_counter() - self._started:.2f} s")

    def progress(self, stage: str, done: int, total: int) -> None:
        """Once the work has lasted over a second: a bar on a terminal, elsewhere a line now and then."""
        now = time.perf_counter()
        if self.quiet or self.json or now - self._started < _SLOW:
            return
        if not sys.stderr.isatty():
            if now - self._told >= _BEAT:
                self._told = now
                self.say(f"{stage}: {done} of {total}")
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
        if stage != self._stage:
            self._stage = stage
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(stage, total=total)
        self._bar.update(self._task, completed=done)

    def close(self) -> None:
        """Takes the progress bar off the screen."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
