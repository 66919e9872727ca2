"""Dated sentences as the dossier needs to know them: their dates, what is said of them, and a fingerprint."""

from __future__ import annotations

from site_builder.model import DateMention, Happening
from site_builder.scan import Scan


def find_happenings(scan: Scan, dates: tuple[DateMention, ...]) -> tuple[Happening, ...]:
    """One record for each sentence that holds at least one date, in order."""
    del scan, dates
    return ()
