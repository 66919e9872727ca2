"""`dossier.toml` into typed configuration; an unknown key is an error that names the nearest known one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from site_builder.edtf import interval
from site_builder.errors import ConfigError
from site_builder.model import Kind, Publish
from site_builder.typed_toml import File, Form, decode, read_bytes

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


_NAME_MAX = 255
"""Bytes of one name: what the usual file systems hold."""
_FORM = Form(ConfigError, "docs/configuration.md")


def load(path: Path) -> Config:
    """The configuration in `path`. Raises ConfigError with the line of what is wrong.

    A folder without `dossier.toml` has the defaults; a file of another name was asked for, and must be there.
    """
    data = read_bytes(path, _FORM)
    if data is None and path.name != CONFIG_NAME:
        raise ConfigError("there is no such file", str(path), "Check the name behind --config.")
    return Config() if data is None else parse(data, str(path))


def parse(data: bytes, where: str = CONFIG_NAME) -> Config:
    """The configuration that the bytes of a file hold. Raises ConfigError with the line, what was expected, and a fix."""
    config, file = decode(data, Config, where, _FORM)
    _check_meaning(config, file)
    return config


def _check_meaning(config: Config, file: File) -> None:
    """What types cannot say."""
    if config.base_url and not re.fullmatch(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", config.base_url):
        hint = "Write the address where the site will stand, such as https://dossier.example.org/."
        raise file.error(("base_url",), "expected an address with http:// or https://", hint)
    if config.deal.as_of and interval(config.deal.as_of) is None:
        raise file.error(("deal", "as_of"), f'expected a day, found "{config.deal.as_of[:40]}"', "Write it as 2020-09-20.")
    for name, path in msgspec.structs.asdict(config.paths).items():
        if "\0" in path or any(len(part.encode()) > _NAME_MAX for part in Path(path).parts):
            raise file.error(("paths", name), "no file system has such a name", "Write a folder's name, such as public.")
    output, seeds = (Path(config.paths.output), Path(config.paths.seeds))
    if not str(config.paths.output).strip() or output == Path() or output == seeds or output in seeds.parents:
        hint = "Choose a folder of its own for the site, such as public."
        raise file.error(("paths", "output"), "the site cannot be written over the articles or the dossier itself", hint)
    known: set[str] = set()
    for index, name in enumerate(party.name.strip().casefold() for party in config.parties):
        if not name:
            raise file.error(("parties", index, "name"), "expected a name, found nothing", "Write how the articles call it.")
        if name in known:
            raise file.error(("parties", index, "name"), "a party of this name stands above", "Join the two tables.")
        known.add(name)
