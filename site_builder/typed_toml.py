"""A TOML file into typed records; every slip is named with its line, what was expected, and the nearest known key."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from site_builder.errors import SiteBuilderError

Shape = TypeVar("Shape", bound=msgspec.Struct)

_SIZE_MAX = 1_000_000
_SHOWN = {"str": "text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false"}
_NAMES = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
_TABLE = re.compile(r"\s*(?P<open>\[\[?)(?P<name>[^\[\]#]+)\]\]?\s*(?:#.*)?")
_BOUND = re.compile(r"Expected `int` (?P<sign>[<>]=) (?P<number>\d+)")
_UNKNOWN = "unknown key"


class Form(NamedTuple):
    """What a file is: the error to raise for it, and the document that lists its keys."""

    error: type[SiteBuilderError]
    document: str

    @property
    def hint(self) -> str:
        return f"{self.document} lists every key."


def read_bytes(path: Path, form: Form) -> bytes | None:
    """The bytes of a file; None where there is none. Raises the form's error for one that cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        hint = "Check that it is a file and may be read."
        raise form.error(f"cannot be read: {error.strerror}", str(path), hint) from error


def decode(data: bytes, shape: type[Shape], where: str, form: Form) -> tuple[Shape, File]:
    """The record that the bytes of a file hold, and where each key stands. Raises the form's error with the line."""
    if len(data) > _SIZE_MAX:
        raise form.error(f"larger than {_SIZE_MAX:,} bytes", where, "Keep only the keys that this dossier needs.")
    try:
        source = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise form.error("not UTF-8 text", f"{where}:{line}", "Save it as a UTF-8 text file.") from error
    try:
        values = _dates_as_text(tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        line = _line_in(str(error), source)
        hint = "Mend the line: text stands in quotes, tables in [brackets], each key once."
        raise form.error(f"not valid TOML: {error}", f"{where}:{line}", hint) from error
    except ValueError as error:  # a number of more digits than Python reads
        raise form.error("a number of thousands of digits", where, "Write the number that is meant.") from error
    except RecursionError as error:
        raise form.error("nested too deeply", where, "Lists and tables stand at most three deep here.") from error
    file = File(source, where, form)
    _check(values, shape, (), file)
    try:
        return msgspec.convert(values, shape), file
    except msgspec.ValidationError as error:  # what `_check` has no better words for: a number out of its range
        message, _, place = str(error).partition(" - at ")
        bound = _BOUND.fullmatch(message)
        told = f"{message[:1].lower()}{message[1:]}"
        if bound:
            told = f"expected a number of {bound['number']} or {'more' if bound['sign'] == '>=' else 'less'}"
        raise file.error(_steps(place), told, form.hint) from error


class File(NamedTuple):
    """The text of a file, to say where a key stands."""

    source: str
    where: str
    form: Form

    def error(self, steps: tuple[str | int, ...], message: str, hint: str) -> SiteBuilderError:
        name = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
        said = f"{message} `{name}`" if message == _UNKNOWN else f"`{name}`: {message}"
        return self.form.error(said, f"{self.where}:{self.line_of(steps)}", hint)

    def line_of(self, steps: tuple[str | int, ...]) -> int:
        """The line that sets a value, given as its keys and (from 0) its places in lists; the nearest one above it else."""
        table: tuple[str | int, ...] = ()
        counts: dict[str, int] = {}
        best, depth = 1, 0
        for number, line in enumerate(self.source.split("\n"), 1):
            header = _TABLE.fullmatch(line)
            if header:
                name = header["name"].strip()
                table = tuple(part.strip(" \"'") for part in name.split("."))
                if header["open"] == "[[":
                    counts[name] = counts.get(name, -1) + 1
                    table = (*table, counts[name])
                reached = table
            else:
                key = re.match(r"\s*(?P<key>[\w.\"'-]+)\s*=", line)
                if not key:
                    continue
                reached = (*table, *(part.strip("\"'") for part in key["key"].split(".")))
            # A line may set more than is asked for: `[[merges]]` sets the first of `merges`.
            shared = min(len(reached), len(steps))
            if shared > depth and reached[:shared] == steps[:shared]:
                best, depth = number, shared
        return best


def _line_in(message: str, source: str) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found.group(1)) if found else source.rstrip("\n").count("\n") + 1


def _steps(place: str) -> tuple[str | int, ...]:
    return tuple(int(index) if index else key for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", place))


def _dates_as_text(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    """TOML has dates of its own; here they are text, as everywhere in a dossier."""
    if isinstance(value, dict):
        return {key: _dates_as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _check(value: Any, shape: Any, steps: tuple[str | int, ...], file: File) -> None:  # noqa: ANN401 - any value, any type
    """Compares a value with the type that stands for it in `Config`, and says in words what is wrong."""
    if get_origin(shape) is Annotated:
        shape = get_args(shape)[0]
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        _check_table(value, shape, steps, file)
    elif get_origin(shape) is tuple:
        if not isinstance(value, list):
            double = isinstance(value, dict) and steps
            hint = f"Write [[{steps[-1]}]] above its keys." if double else "Put the values in [square brackets]."
            raise file.error(steps, f"expected a list, found {_named(value)}", hint)
        for index, inner in enumerate(value):
            _check(inner, get_args(shape)[0], (*steps, index), file)
    elif get_origin(shape) is Literal:
        choices = [str(choice) for choice in get_args(shape)]
        if value not in choices:
            near = difflib.get_close_matches(str(value), choices, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Write one of: {', '.join(choices)}."
            raise file.error(steps, f"expected one of {', '.join(choices)}, found {_named(value)}", hint)
    elif type(None) in get_args(shape):
        _check(value, get_args(shape)[0], steps, file)
    elif type(value) is not shape:
        wanted = _SHOWN[shape.__name__]
        raise file.error(steps, f"expected {wanted}, found {_named(value)}", f"Write {wanted}. {file.form.hint}")


def _check_table(value: Any, shape: type[msgspec.Struct], steps: tuple[str | int, ...], file: File) -> None:  # noqa: ANN401
    if not isinstance(value, dict):
        name = steps[-1] if steps else ""
        hint = f"Write a line [{name}] with its keys below it." if isinstance(name, str) else file.form.hint
        raise file.error(steps, f"expected a table, found {_named(value)}", hint)
    fields = {field.name: field for field in msgspec.structs.fields(shape)}
    for key, inner in value.items():
        if key not in fields:
            near = difflib.get_close_matches(key, fields, n=1, cutoff=0.5)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known keys here: {', '.join(sorted(fields))}."
            raise file.error((*steps, key), _UNKNOWN, hint)
        _check(inner, fields[key].type, (*steps, key), file)
    for name, field in fields.items():
        if field.required and name not in value:
            raise file.error(steps, f"has no `{name}`", f"Add a line `{name} = …` to it.")


def _named(value: object) -> str:
    if isinstance(value, str):
        return f'"{value[:40]}"'
    return _NAMES.get(type(value), "something else") + (f" ({value})" if isinstance(value, bool | int | float) else "")
