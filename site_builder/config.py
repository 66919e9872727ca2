"""`dossier.toml` into typed configuration; an unknown key is an error that names the nearest known one."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

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


def load(path: Path) -> Config:
    """The configuration in `path`; a missing file gives the defaults. Raises ConfigError with the line of what is wrong."""
    try:
        source = path.read_text("utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", str(path), "Save it as a UTF-8 text file.") from error
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{path}:{line.group(1)}" if line else str(path)
        raise ConfigError(
            f"not valid TOML: {error}", where, "Mend the line; strings stand in quotes, tables in [brackets]."
        ) from error
    _check_keys(data, Config, "", path, source)
    try:
        return msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at ")
        key = place.strip("`").removeprefix("$.")
        raise ConfigError(
            f"{key or 'value'}: {message}", f"{path}:{_line_of(source, key)}", "See docs/configuration.md."
        ) from error


def _check_keys(data: dict[str, Any], shape: type[msgspec.Struct], prefix: str, path: Path, source: str) -> None:
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(shape)}
    for key, value in data.items():
        if key not in fields:
            near = difflib.get_close_matches(key, fields, n=1, cutoff=0.5)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known keys here: {', '.join(sorted(fields))}."
            raise ConfigError(f"unknown key `{prefix}{key}`", f"{path}:{_line_of(source, prefix + key)}", hint)
        inner = fields[key]
        if isinstance(value, dict) and isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            _check_keys(value, inner, f"{prefix}{key}.", path, source)
        if key == "parties" and isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    _check_keys(item, Party, "parties.", path, source)


def _line_of(source: str, key: str) -> int:
    """The line on which the last part of a dotted key is first set; 1 when it cannot be told."""
    name = re.sub(r"\[.*?\]", "", key).rsplit(".", 1)[-1]
    match = re.search(rf"^[ \t]*(?:\[+[^\]\n]*)?\b{re.escape(name)}\b\s*[=\].]", source, re.MULTILINE)
    return source.count("\n", 0, match.start()) + 1 if match else 1
