"""`dossier.toml` into typed configuration; an unknown key is an error that names the nearest known one."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from site_builder.errors import ConfigError
from site_builder.model import Kind, Publish

CONFIG_NAME = "dossier.toml"

Role = Literal["acquirer", "target", "seller", "bidder", "investor", "regulator", "authority", "adviser", "partner", "other"]
Positive = Annotated[int, msgspec.Meta(ge=1)]


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[parties]]` table: somebody whom the author names, with a role in the deal."""

    name: str
    kind: Kind = "organisation"
    role: Role | None = None
    aliases: tuple[str, ...] = ()
    description: str = ""


class Deal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[deal]`: what the author says of the deal as a whole; each is the author's own sentence, shown as such."""

    sentence: str = ""
    status: str = ""
    as_of: str = ""


class Rights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[rights]`: what of the articles' text may be published, and who answers for the site."""

    publish: Publish = "full"
    publisher: str = ""
    contact: str = ""
    note: str = ""


class Paths(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[paths]`: folders, relative to the configuration file."""

    seeds: str = "seeds"
    output: str = "public"
    templates: str = "templates"
    static: str = "static"


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[limits]`: what one input may cost before it is refused; each protects the build of the other articles."""

    file_size: Positive = 20_000_000
    page_size: Positive = 5_000_000
    page_elements: Positive = 20_000
    article_length: Positive = 2_000_000
    line_length: Positive = 200_000
    front_matter: Positive = 65_536
    articles_per_file: Positive = 5_000
    nesting: Annotated[int, msgspec.Meta(ge=1, le=60)] = 40


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `dossier.toml`; every key may be left out."""

    title: str = "Dossier"
    description: str = ""
    language: Literal["fr", "en"] = "fr"
    base_url: str = ""
    deal: Deal = Deal()
    rights: Rights = Rights()
    paths: Paths = Paths()
    limits: Limits = Limits()
    parties: tuple[Party, ...] = ()


_SIZE_MAX = 1_000_000
_SHOWN = {"str": "text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false"}
_NAMES = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
_TABLE = re.compile(r"\s*(?P<open>\[\[?)(?P<name>[^\[\]#]+)\]\]?\s*(?:#.*)?")
_UNKNOWN = "unknown key"
_HINT = "docs/configuration.md lists every key."


def load(path: Path) -> Config:
    """The configuration in `path`; a missing file gives the defaults. Raises ConfigError with the line of what is wrong."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise ConfigError(
            f"cannot be read: {error.strerror}", str(path), "Check that it is a file and may be read."
        ) from error
    return parse(data, str(path))


def parse(data: bytes, where: str = CONFIG_NAME) -> Config:
    """The configuration that the bytes of a file hold. Raises ConfigError with the line, what was expected, and a fix."""
    if len(data) > _SIZE_MAX:
        raise ConfigError(f"larger than {_SIZE_MAX:,} bytes", where, "Keep only the keys that this dossier needs.")
    try:
        source = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("not UTF-8 text", f"{where}:{line}", "Save it as a UTF-8 text file.") from error
    try:
        values = _dates_as_text(tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        line = _line_in(str(error), source)
        hint = "Mend the line: text stands in quotes, tables in [brackets], each key once."
        raise ConfigError(f"not valid TOML: {error}", f"{where}:{line}", hint) from error
    except RecursionError as error:
        raise ConfigError("nested too deeply", where, "Lists and tables stand at most three deep here.") from error
    file = _File(source, where)
    _check(values, Config, (), file)
    try:
        config = msgspec.convert(values, Config)
    except msgspec.ValidationError as error:  # what `_check` has no better words for: a number out of its range
        message, _, place = str(error).partition(" - at ")
        steps = _steps(place)
        raise file.error(steps, f"{message[:1].lower()}{message[1:]}", _HINT) from error
    _check_meaning(config, file)
    return config


class _File(NamedTuple):
    """The text of a configuration, to say where a key stands."""

    source: str
    where: str

    def error(self, steps: tuple[str | int, ...], message: str, hint: str) -> ConfigError:
        name = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
        said = f"{message} `{name}`" if message == _UNKNOWN else f"`{name}`: {message}"
        return ConfigError(said, f"{self.where}:{self.line_of(steps)}", hint)

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
            if len(reached) > depth and reached == steps[: len(reached)]:
                best, depth = number, len(reached)
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


def _check(value: Any, shape: Any, steps: tuple[str | int, ...], file: _File) -> None:  # noqa: ANN401 - any value, any type
    """Compares a value with the type that stands for it in `Config`, and says in words what is wrong."""
    if get_origin(shape) is Annotated:
        shape = get_args(shape)[0]
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        _check_table(value, shape, steps, file)
    elif get_origin(shape) is tuple:
        if not isinstance(value, list):
            raise file.error(steps, f"expected a list, found {_named(value)}", "Put the values in [square brackets].")
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
        raise file.error(steps, f"expected {wanted}, found {_named(value)}", f"Write {wanted}. {_HINT}")


def _check_table(value: Any, shape: type[msgspec.Struct], steps: tuple[str | int, ...], file: _File) -> None:  # noqa: ANN401
    if not isinstance(value, dict):
        name = steps[-1] if steps else ""
        hint = f"Write a line [{name}] with its keys below it." if isinstance(name, str) else _HINT
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


def _check_meaning(config: Config, file: _File) -> None:
    """What types cannot say."""
    if config.base_url and not re.fullmatch(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", config.base_url):
        hint = "Write the address where the site will stand, such as https://dossier.example.org/."
        raise file.error(("base_url",), "expected an address with http:// or https://", hint)
    output, seeds = (Path(config.paths.output), Path(config.paths.seeds))
    if not str(config.paths.output).strip() or output == Path() or output == seeds or output in seeds.parents:
        hint = "Choose a folder of its own for the site, such as public."
        raise file.error(("paths", "output"), "the site cannot be written over the articles or the dossier itself", hint)
    names = [party.name.strip().casefold() for party in config.parties]
    for index, name in enumerate(names):
        if not name:
            raise file.error(("parties", index, "name"), "expected a name, found nothing", "Write how the articles call it.")
        if name in names[:index]:
            raise file.error(("parties", index, "name"), "a party of this name stands above", "Join the two tables.")
