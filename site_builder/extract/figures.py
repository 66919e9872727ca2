"""Amounts of money, percentages and stakes, normalised."""

from __future__ import annotations

from site_builder.model import Figure
from site_builder.scan import Scan


def find_figures(scan: Scan) -> tuple[Figure, ...]:
    """All figures in order."""
    del scan
    return ()
