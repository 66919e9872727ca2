"""The calendar tables are what the committed generator makes of CLDR."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from site_builder import lang

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize("code", lang.LANGUAGES)
def test_the_table_is_what_the_generator_makes(code: str) -> None:
    made = runpy.run_path(str(ROOT / "tools" / "cldr_calendar.py"))["calendar"](code)
    assert (ROOT / "site_builder" / "lang" / code / "calendar.toml").read_text("utf-8") == made
