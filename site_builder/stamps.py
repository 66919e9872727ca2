"""What the file system says of a file without opening it: whether it can still be the one that it was.

A stamp tells two states of a file apart only once its clock has moved on: a file that has changed less than `settled` ago
may change again without a trace.
"""

from __future__ import annotations

import os
import stat

Stamp = tuple[int, int, int, int]
"""Size, times of change of content and of all else in nanoseconds, and number of a file."""
_FINE = 100_000_000
_COARSE = 2_000_000_000
"""Nanoseconds that a clock may stand still: the kernel's, and that of a file system which knows whole seconds only."""
_SECOND = 1_000_000_000


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a plain file, links not followed; None for anything else."""
    try:
        found = os.stat(path, follow_symlinks=False)  # noqa: PTH116 -- a Path for each of 20,000 files costs
    except (OSError, ValueError):
        return None
    return stamped(found) if stat.S_ISREG(found.st_mode) else None


def stamped(found: os.stat_result) -> Stamp:
    """The stamp of a file that was looked at."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def settled(stamp: Stamp) -> int:
    """The time, in nanoseconds, from which on no change of the file leaves this stamp as it is."""
    _, content, else_, _ = stamp
    return max(_settled(content), _settled(else_))


def _settled(changed: int) -> int:
    return changed + (_FINE if changed % _SECOND else _COARSE)
