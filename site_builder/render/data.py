"""The dossier into data to take away: JSON with its schema, CSV, a calendar of its deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from site_builder.contracts import Room
from site_builder.model import Output, Ready
from site_builder.render.calendar import calendar
from site_builder.render.cells import Table
from site_builder.render.published import (
    Data,
    DeadlineData,
    DossierData,
    EntityData,
    EventData,
    FigureData,
    QuoteData,
)
from site_builder.render.sections import batches, head, sections
from site_builder.render.site import Site

_SHAPES: dict[str, type[Data]] = {
    "quotes": QuoteData, "events": EventData, "deadlines": DeadlineData, "figures": FigureData, "entities": EntityData,
}  # fmt: skip
TABLES = tuple(_SHAPES)
"""What is published as CSV too."""


def paths(site: Site) -> tuple[str, ...]:
    """Where the text files of the data page lie; the calendar is there where there are deadlines."""
    named = ("dossier.json", "dossier.schema.json", *(f"{name}.csv" for name in TABLES))
    dated = (f"{site.addresses.deadlines}calendar.ics",) if site.dossier.deadlines else ()
    return (*(f"{site.addresses.data}{name}" for name in named), *dated)


def files(site: Site, room: Room) -> Iterator[Output | Ready]:
    """The text files of the data page, each with its path. Records are made, written down and let go, some at a time."""
    folder = site.addresses.data
    encoder = msgspec.json.Encoder()
    whole = Ready(f"{folder}dossier.json", room(f"{folder}dossier.json"))
    # An object whose lists have a record a line: as small as JSON is, and still read and compared line by line.
    with whole.file.open("wb") as text:
        text.write(encoder.encode(head(site)).removesuffix(b"}"))
        for name, records in sections(site):
            text.write(b",\n" + encoder.encode(name) + b":[")
            if name in _SHAPES:
                rows = Ready(f"{folder}{name}.csv", room(f"{folder}{name}.csv"))
                with rows.file.open("wb") as file:
                    _write(records, text, Table(_SHAPES[name], file))
                yield rows
            else:
                _write(records, text, None)
        text.write(b"}\n")
    yield whole
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(DossierData)}
    yield Output(f"{folder}dossier.schema.json", msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n")
    if site.dossier.deadlines:
        yield Output(f"{site.addresses.deadlines}calendar.ics", calendar(site))


def _write(records: Iterator[Data], text: BinaryIO, table: Table | None) -> None:
    """Records into the rest of a JSON list, and into rows of a table."""
    encoder = msgspec.json.Encoder()
    between = b"\n"
    for some in batches(records):
        text.write(between + encoder.encode_lines(some)[:-1].replace(b"\n", b",\n"))  # JSON itself has no line breaks
        between = b",\n"
        if table is not None:
            table.add(some)
    text.write(b"]" if between == b"\n" else b"\n]")
