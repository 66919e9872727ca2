"""Corrections written for the author: valid TOML, as comments, each once, and the file is never half written."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.corrections.file import parse
from site_builder.corrections.write import append, quoted, table_text
from site_builder.errors import CorrectionError


@given(st.text())
def test_any_text_is_a_valid_value(text: str) -> None:
    told = text.encode("utf-8", "replace").decode()
    assert tomllib.loads(f"a = {quoted(told)}")["a"] == told


def block(words: str, day: str = "2026-01-31") -> str:
    keys = (("article", "seeds/a.txt"), ("exact", words), ("speaker", "A"), ("reason", ""), ("day", day))
    return "# why\n" + table_text("quotes", keys)


def test_they_are_comments_until_uncommented(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    assert append(path, [block("un"), block("deux")]) == 2
    text = path.read_text("utf-8")
    assert parse(text.encode()) == ()
    assert "# why" in text
    assert "# # " not in text
    live = "".join(line.removeprefix("# ") for line in text.splitlines(True) if "why" not in line and "author" not in line)
    assert len(parse(live.encode())) == 2


def test_each_is_added_once(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text('[[quotes]]\narticle = "seeds/a.txt"\nexact = "un"\nspeaker = "B"\n', "utf-8")
    before = path.read_bytes()
    assert append(path, [block("un")]) == 0
    assert path.read_bytes() == before
    assert append(path, [block("deux")]) == 1
    assert append(path, [block("deux", "2026-02-01"), block("trois")]) == 1
    assert path.read_bytes().startswith(before)
    assert sorted(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").mkdir()
    with pytest.raises(CorrectionError):
        append(tmp_path / "corrections.toml", [block("un")])
