"""Records of the data page as CSV that no spreadsheet runs."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from types import NoneType
from typing import BinaryIO

import msgspec

_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""Spreadsheets run what begins with these signs as a formula, some in their wide form and behind blanks too."""
_NO_CELL = frozenset("\t\r\n")
_TEXTS = {str, NoneType}
_NUMBERS = {int, float}


class Table:
    """Records as CSV (RFC 4180, UTF-8), written to `file` as they are added: a column a field, lists as JSON.

    No cell begins a formula. Cells are made column by column: what all of a column are, each need not be asked.
    """

    def __init__(self, shape: type[msgspec.Struct], file: BinaryIO) -> None:
        self._file = file
        self._fields = [attrgetter(name) for name in shape.__struct_fields__]
        self._file.write((",".join(shape.__struct_fields__) + "\r\n").encode())

    def add(self, records: Sequence[msgspec.Struct]) -> None:
        columns = [_column(list(map(field, records))) for field in self._fields]
        rows = [",".join(cells) for cells in zip(*columns, strict=True)]
        self._file.write("\r\n".join([*rows, ""]).encode())


def _column(values: list[object]) -> list[str]:
    """The cells of some values of one field."""
    kinds = set(map(type, values))
    if kinds <= _NUMBERS:
        return list(map(str, values))
    if kinds <= _TEXTS:
        return _quoted([_harmless(text) if text else "" for text in values])  # type: ignore[arg-type]
    if NoneType in kinds:
        return [_column([value])[0] if value is not None else "" for value in values]
    lines = msgspec.json.Encoder().encode_lines(values).decode().split("\n")
    return _quoted([line.strip('"') for line in lines[:-1]])


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    if text[0].isalnum():  # which most texts are
        return text
    return f"'{text}" if text[0] in _NO_CELL or text.lstrip()[:1] in _FORMULA else text


def _quoted(cells: list[str]) -> list[str]:
    """The cells, in marks where they hold a sign of CSV."""
    everything = "".join(cells)
    if not ("," in everything or '"' in everything or "\n" in everything or "\r" in everything):
        return cells
    return [
        '"' + cell.replace('"', '""') + '"' if "," in cell or '"' in cell or "\n" in cell or "\r" in cell else cell
        for cell in cells
    ]
