"""A command into what it cost: wall time, processor time, memory of its largest process and of all together."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

_EVERY = 0.02
"""Seconds between two looks at the memory of all processes."""
_TO_BYTES = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """One run. `largest`: peak resident bytes of the largest process, by the kernel. `said`: what it printed."""

    wall: float
    cpu: float
    largest: int
    said: str


class Written(NamedTuple):
    """What lies in an output folder."""

    pages: int
    files: int
    bytes: int


class CommandFailedError(Exception):
    """A builder ended with an error: no figure of it is worth anything."""


def cost(argv: Sequence[str], folder: Path) -> Cost:
    """Runs a command to its end, undisturbed.

    The kernel hands a new process the peak of the one that starts it, so the caller must be small: corpora are made in
    another process.
    """
    os.sync()  # what others have written is not to be paid for by this one
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(argv, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    if process.returncode:
        raise CommandFailedError(f"{' '.join(argv)}\nexit code {process.returncode}\n{text[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _TO_BYTES, text)


def memory_of_all(argv: Sequence[str], folder: Path) -> int:
    """The most bytes that a command and all its processes held at one time; looking slows it down, so no time is taken.

    Where the system tells it, memory that processes share is counted once (proportional set size), else once for each.
    """
    most = 0
    quiet = subprocess.DEVNULL
    with subprocess.Popen(argv, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet) as run:
        root = psutil.Process(run.pid)
        while run.poll() is None:
            most = max(most, _held(root))
            time.sleep(_EVERY)
    return most


def _held(root: psutil.Process) -> int:
    total = 0
    try:
        for process in (root, *root.children(recursive=True)):
            try:
                held = process.memory_full_info()
                total += getattr(held, "pss", 0) or held.rss
            except psutil.Error:  # it has just ended
                continue
    except psutil.Error:
        return 0
    return total


def written(folder: Path) -> Written:
    """Counts a site: HTML pages, all files, and their bytes."""
    pages = files = size = 0
    for path in folder.rglob("*"):
        if path.is_file():
            files += 1
            pages += path.suffix == ".html"
            size += path.stat().st_size
    return Written(pages, files, size)
