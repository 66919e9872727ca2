"""Records of the data page as CSV that no spreadsheet runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

import msgspec
from msgspec import inspect

_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""Spreadsheets run what begins with these signs as a formula, some in their wide form and behind blanks too."""
_NO_CELL = frozenset("\t\r\n")


class Table:
    """Records as CSV (RFC 4180, UTF-8), written to `file` as they are added: a column a field, lists as JSON.

    No cell begins a formula. Cells are made column by column: what all of a column are is asked once.
    """

    def __init__(self, shape: type[msgspec.Struct], file: BinaryIO) -> None:
        self._file = file
        self._cells = [_cells_of(inspect.type_info(field.type)) for field in msgspec.structs.fields(shape)]
        self._file.write((",".join(shape.__struct_fields__) + "\r\n").encode())

    def add(self, records: Sequence[msgspec.Struct]) -> None:
        columns = zip(*map(msgspec.structs.astuple, records), strict=True)
        cells = [make(column) for make, column in zip(self._cells, columns, strict=True)]
        self._file.write("\r\n".join([*map(",".join, zip(*cells, strict=True)), ""]).encode())


def _cells_of(kind: inspect.Type) -> Callable[[Iterable[Any]], list[str]]:
    """What makes cells of the values of one field."""
    kinds = {type(one) for one in (kind.types if isinstance(kind, inspect.UnionType) else (kind,))} - {inspect.NoneType}
    if kinds <= {inspect.StrType, inspect.LiteralType}:
        return _texts
    return _numbers if kinds <= {inspect.IntType, inspect.FloatType} else _others


def _texts(values: Iterable[str | None]) -> list[str]:
    return _quoted([text if text and text[0].isalnum() else _harmless(text) for text in values])


def _numbers(values: Iterable[float | None]) -> list[str]:
    return ["" if value is None else str(value) for value in values]


def _others(values: Iterable[object]) -> list[str]:
    lines = msgspec.json.Encoder().encode_lines(list(values)).decode().split("\n")
    return _quoted(["" if line == "null" else line.strip('"') for line in lines[:-1]])


def _harmless(text: str | None) -> str:
    """A text that no spreadsheet takes for a formula; what begins with a letter or a number is none."""
    if not text:
        return ""
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
