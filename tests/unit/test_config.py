"""`dossier.toml`: every slip is named with its line, what was expected, and the nearest known key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.config import Config, load, parse
from site_builder.errors import ConfigError

DOCUMENT = Path(__file__).parents[2] / "docs" / "configuration.md"

GOOD = """\
title = "Rachat"
language = "en"
base_url = "https://e.org/deal/"

[deal]
sentence = "A buys B."
as_of = 2020-09-15

[limits]
file_size = 1000

[[parties]]
name = "A"
role = "acquirer"

[[parties]]
name = "B"
kind = "organisation"
aliases = ["Bee", "B Inc"]
"""


def test_values() -> None:
    config = parse(GOOD.encode())
    assert (config.title, config.language, config.deal.as_of, config.limits.file_size) == (
        "Rachat",
        "en",
        "2020-09-15",
        1000,
    )
    assert [(party.name, party.role, party.aliases) for party in config.parties] == [
        ("A", "acquirer", ()),
        ("B", None, ("Bee", "B Inc")),
    ]
    assert parse(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()) == config


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('titel = "x"', 1, "unknown key `titel`", "`title`"),
        ('\n[deal]\nsentense = "x"', 3, "unknown key `deal.sentense`", "`sentence`"),
        ("title = 3", 1, "`title`: expected text in quotes, found a number (3)", "text in quotes"),
        ('[limits]\n\nfile_size = "big"', 3, '`limits.file_size`: expected a whole number, found "big"', "number"),
        ("[limits]\nfile_size = 0", 2, "`limits.file_size`: expected a number of 1 or more", "configuration.md"),
        ("[limits]\nnesting = 61", 2, "`limits.nesting`: expected a number of 60 or less", "configuration.md"),
        ("[limits]\nfile_size = true", 2, "`limits.file_size`: expected a whole number, found true or false", "number"),
        ('language = "frr"', 1, '`language`: expected one of fr, en, found "frr"', "`fr`"),
        ('language = "xx"', 1, "`language`", "fr, en"),
        ('deal = "x"', 1, '`deal`: expected a table, found "x"', "[deal]"),
        ('[parties]\nname = "A"', 1, "`parties`: expected a list, found a table", "[[parties]]"),
        ('[deal]\nas_of = "hier"', 2, '`deal.as_of`: expected a day, found "hier"', "2020-09-20"),
        ('parties = "x"', 1, "`parties`: expected a list", "square brackets"),
        ("parties = [1]", 1, "`parties[1]`: expected a table", "configuration.md"),
        ('[[parties]]\nname = "A"\n[[parties]]\nrole = "acquirer"', 3, "`parties[2]`: has no `name`", "name ="),
        ('[[parties]]\nname = "A"\n[[parties]]\nname = "B"\nrole = "aquirer"', 5, "`parties[2].role`", "`acquirer`"),
        ('[[parties]]\nname = "A"\naliases = ["x", 3]', 3, "`parties[1].aliases[2]`", "text in quotes"),
        ('[[parties]]\nname = "A"\n[[parties]]\nname = "a"', 4, "`parties[2].name`: a party of this name", "Join"),
        ('a = 1\n[[parties]]\nname = "A"', 1, "unknown key `a`", "Known keys"),
        ("title = \n", 1, "not valid TOML", "Mend"),
        ('title = "a"\ntitle = "b"', 2, "not valid TOML", "once"),
        ('[deal]\nsentence = "a', 2, "not valid TOML", "quotes"),
        ('base_url = "e.org"', 1, "`base_url`: expected an address", "https://"),
        ('base_url = "javascript:alert(1)"', 1, "`base_url`", "https://"),
        ('[paths]\noutput = "seeds"', 2, "`paths.output`", "folder of its own"),
        ('[paths]\noutput = "."', 2, "`paths.output`", "folder of its own"),
    ],
)
def test_slips(text: str, line: int, message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text.encode(), "dossier.toml")
    assert caught.value.where == f"dossier.toml:{line}"
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "data", [b"title = '\xe9'", b"\xff\xfe", b"a = " + b"[" * 100_000, b"#" * 2_000_000, b"a" + b".a" * 10_000 + b" = 1"]
)
def test_hostile_files(data: bytes) -> None:
    with pytest.raises(ConfigError):
        parse(data)


@given(st.one_of(st.binary(max_size=80), st.text(alphabet="[]{}=\"'#.\n abtile1,", max_size=60).map(str.encode)))
def test_any_bytes(data: bytes) -> None:
    try:
        parse(data)
    except ConfigError as error:
        assert error.where.startswith("dossier.toml")  # noqa: PT017 - any bytes may be right


def test_files(tmp_path: Path) -> None:
    assert load(tmp_path / "dossier.toml") == Config()
    with pytest.raises(ConfigError, match="there is no such file"):
        load(tmp_path / "none.toml")
    with pytest.raises(ConfigError):
        load(tmp_path)


# --- the documentation says what the types say -------------------------------------------------------------------


def shape_in_words(shape: Any) -> str:
    if get_origin(shape) is Annotated:
        shape = get_args(shape)[0]
    if get_origin(shape) is tuple:
        return "list of " + shape_in_words(get_args(shape)[0])
    if get_origin(shape) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(shape))
    if type(None) in get_args(shape):
        return shape_in_words(get_args(shape)[0])
    return {"str": "text", "int": "number", "bool": "true or false"}[shape.__name__]


def value_in_words(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "needed"
    if field.default in ("", (), None):
        return "none"
    return f"`{msgspec.json.encode(field.default).decode()}`"


def tables() -> dict[str, type[msgspec.Struct]]:
    found: dict[str, type[msgspec.Struct]] = {"": Config}
    for field in msgspec.structs.fields(Config):
        inner = get_args(field.type)[0] if get_origin(field.type) is tuple else field.type
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            found[f"[[{field.name}]]" if inner is not field.type else f"[{field.name}]"] = inner
    return found


def test_every_key_is_documented_as_it_is() -> None:
    sections = re.split(r"^## ", DOCUMENT.read_text("utf-8"), flags=re.MULTILINE)
    documented = {}
    for section in sections[1:]:
        heading = section.splitlines()[0].strip().strip("`")
        rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \| .+ \|$", section, re.MULTILINE)
        documented["" if heading == "Top level" else heading] = {key: (kind, default) for key, kind, default in rows}
    expected = {
        name: {
            field.name: (shape_in_words(field.type), value_in_words(field))
            for field in msgspec.structs.fields(shape)
            if not (name == "" and any(field.name == other.strip("[]") for other in tables()))
        }
        for name, shape in tables().items()
    }
    assert {name: documented.get(name) for name in expected} == expected


def test_the_documented_example_is_valid() -> None:
    examples = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert examples
    for example in examples:
        parse(example.encode())


def test_every_key_is_used() -> None:
    """A key that can be set and changes nothing would be a promise that nobody keeps."""
    package = DOCUMENT.parents[1] / "site_builder"
    sources = [path.read_text("utf-8") for path in package.rglob("*.py") if path.name != "config.py"]
    for title, shape in tables().items():
        for field in msgspec.structs.fields(shape):
            assert any(re.search(rf"\.{field.name}\b", text) for text in sources), (title, field.name)
