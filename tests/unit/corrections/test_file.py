"""`corrections.toml`: every slip is named with its line and the nearest key, and every key is documented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.corrections.file import CorrectionsFile, QuoteTable, TitleTable, load, parse, selectors
from site_builder.errors import CorrectionError

DOCUMENT = Path(__file__).parents[3] / "docs" / "corrections.md"
QUOTE = '[[quotes]]\narticle = "seeds/a.txt"\nexact = "nous irons"\n'


def test_values() -> None:
    found = parse(f'{QUOTE}speaker = "A"\nday = 2026-01-31\n\n[[titles]]\narticle = "a"\ntitle = "T"\n'.encode())
    assert [type(one.table) for one in found] == [TitleTable, QuoteTable]
    assert [one.where for one in found] == ["corrections.toml:7", "corrections.toml:1"]
    assert found[1].table.day == "2026-01-31"
    assert [selector.exact for _, selector in selectors(found[1])] == ["nous irons"]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (f'{QUOTE}speeker = "A"', 4, "unknown key `quotes[1].speeker`", "`speaker`"),
        ("[[quote]]\n", 1, "unknown key `quote`", "`quotes`"),
        (f'{QUOTE}kind = "dirict"', 4, "expected one of direct", "`direct`"),
        (QUOTE, 1, "`quotes[1]`: changes nothing", "`speaker`"),
        ('[[quotes]]\narticle = "a"\nspeaker = "A"', 1, "has no `exact`", "exact ="),
        (f'{QUOTE}action = "drop"\nspeaker = "A"', 4, "drops what it also changes", "`speaker`"),
        (f'{QUOTE}action = "add"', 1, "has no `kind`", "nothing is guessed"),
        ('[[quotes]]\narticle = "a"\nexact = " "\nspeaker = "A"', 3, "expected some words", "as they stand"),
        (f'{QUOTE}speaker = "A"\nday = "soon"', 5, 'expected a day, found "soon"', "2026-01-31"),
        ('[[dates]]\narticle = "a"\nexact = "hier"\nvalue = "2020-13"', 4, "expected a date", "2020-09"),
        ('[[entities]]\nname = "A"', 1, "changes nothing", "`same_as`"),
        ('[[entities]]\nname = "A"\nsame_as = "B"\napart_from = "C"', 1, "joins and parts", "two tables"),
        ('[[statements]]\narticle = "a"\nexact = "x"\nsame_as = "b"', 4, "expected a table", "same_as"),
        ('[[titles]]\narticle = "a"\ntitle = ""', 3, "expected some words", "as they stand"),
        ("[[titles]\n", 1, "not valid TOML", "Mend"),
    ],
)
def test_slips(text: str, line: int, message: str, hint: str) -> None:
    with pytest.raises(CorrectionError) as caught:
        parse(text.encode())
    assert caught.value.where == f"corrections.toml:{line}"
    assert message in caught.value.message
    assert hint in caught.value.hint


@given(st.one_of(st.binary(max_size=80), st.text(alphabet="[]{}=\"'#.\n quotes1,", max_size=60).map(str.encode)))
def test_any_bytes(data: bytes) -> None:
    try:
        parse(data)
    except CorrectionError as error:
        assert error.where.startswith("corrections.toml")  # noqa: PT017 - any bytes may be right


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == ()


# --- the documentation says what the types say -------------------------------------------------------------------


def value_in_words(shape: Any) -> str:
    if type(None) in get_args(shape):
        inner = [one for one in get_args(shape) if one is not type(None)]
        shape = inner[0] if len(inner) == 1 else Union[tuple(inner)]  # noqa: UP007 - made of a list
    if get_origin(shape) is Literal or any(get_origin(one) is Literal for one in get_args(shape)):
        flat = [c for one in get_args(shape) for c in (get_args(one) if get_origin(one) is Literal else (one,))]
        return ", ".join(f"`{choice}`" for choice in flat)
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        return "table"
    return {"str": "text", "bool": "true or false"}[shape.__name__]


COMMON = {"reason", "day", "article", "exact", "prefix", "suffix"}


def test_every_key_is_documented_as_it_is() -> None:
    sections = re.split(r"^## ", DOCUMENT.read_text("utf-8"), flags=re.MULTILINE)[1:]
    said = {
        section.splitlines()[0].strip("`[] "): dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .+ \|$", section, re.MULTILINE))
        for section in sections
    }
    assert set(said["Keys of all tables"]) == COMMON
    for field in msgspec.structs.fields(CorrectionsFile):
        table = get_args(field.type)[0]
        wanted = {
            one.name: value_in_words(one.type)
            for one in msgspec.structs.fields(table)
            if one.name not in COMMON or (table is TitleTable and one.name == "article")
        }
        assert said[field.name] == wanted, field.name


def test_the_documented_examples_are_valid() -> None:
    examples = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert examples
    for example in examples:
        assert parse(example.encode())
