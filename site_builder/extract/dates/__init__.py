"""Date expressions of a text, resolved to intervals of days against the article's own date."""

from __future__ import annotations

from site_builder.model import DateMention, Edtf
from site_builder.scan import Scan


def find_dates(scan: Scan, published: Edtf | None) -> tuple[DateMention, ...]:
    """All date expressions in order; `published` may be a day, a month, a year, or None (relative ones stay unresolved)."""
    del scan, published
    return ()
