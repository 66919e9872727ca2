"""The machine into a line: processor, cores, memory, system, versions, and how busy it was; no name of it."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

import psutil

from tests.bench.builders import Tools

BUSY = 0.5
"""Load from which times cannot be trusted."""


def described(tools: Tools, load: float) -> str:
    """One sentence for the head of a table; `load` is the system's one-minute average before anything was done."""
    memory = psutil.virtual_memory().total / 2**30
    versions = ", ".join(f"{name} {version}" for name, version in tools.versions().items())
    quiet = f"load {load:.1f} at the start" + (" (**busy: do not trust the times**)" if load > BUSY else "")
    return (
        f"{_processor()}, {len(_cores())} cores, {memory:.0f} GiB, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}; {versions}; {quiet}."
    )


def _cores() -> set[int]:
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))


def _processor() -> str:
    try:
        name = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        name = None
    return " ".join((name.group(1) if name else platform.processor() or platform.machine()).split())
