"""Records of the data page as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

import msgspec

_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""Spreadsheets run what begins with these signs as a formula, some in their wide form and behind blanks too."""
_NO_CELL = frozenset("\t\r\n")


class Table:
    """Records as CSV (RFC 4180, UTF-8), added one by one: a column a field, lists as JSON. No cell begins a formula."""

    def __init__(self, shape: type[msgspec.Struct]) -> None:
        self._bytes = io.BytesIO()  # a StringIO would hold four bytes a character
        self._text = io.TextIOWrapper(self._bytes, "utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow([field.name for field in msgspec.structs.fields(shape)])

    def add(self, row: msgspec.Struct) -> None:
        self._writer.writerow(map(_cell, msgspec.structs.astuple(row)))

    def written(self) -> bytes:
        """The whole file."""
        return self._bytes.getvalue()


def _cell(value: object) -> str | int | float:
    if type(value) is str and value[:1].isalnum():  # what most cells are
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode().strip('"')
    return f"'{text}" if text[:1] in _NO_CELL or text.lstrip()[:1] in _FORMULA else text
