"""Lines and stated fields of an exported article into a reading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.model import Edtf
from site_builder.read.canonical import canonical
from site_builder.read.fields import Body, Fields, Reading
from site_builder.read.plain import blocks_of
from site_builder.read.stated_date import iso_date, written_date

_NUMERIC = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")


def reading_of(paragraphs: Sequence[str], line: int, **fields: object) -> Reading:
    """A reading whose text is `paragraphs`, one block each; empty fields are left out."""
    text = canonical("\n\n".join(paragraphs))[0].strip()
    stated = {name: _evened(value) for name, value in fields.items() if value}
    if "date" in stated:
        stated["date_origin"] = "page"
    return Reading(Body(text, blocks_of(text, titled=False)), Fields(**stated), line)  # type: ignore[arg-type]


def _evened(value: object) -> object:
    return " ".join(canonical(value)[0].split()) if isinstance(value, str) else value


def stated_date(text: str) -> Edtf | None:
    """The date in a header line, in words or in numbers."""
    return written_date(text) or iso_date(text.strip()[:40])


def date_in_key(key: str) -> Edtf | None:
    """The day that a database writes into its identifiers (`news·20060314·LM·…`)."""
    match = _NUMERIC.search(key)
    return iso_date(f"{match['year']}-{match['month']}-{match['day']}") if match else None
