"""The French corpus: every sentence gives the dates that stand beside it, and no other."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from site_builder.extract.dates import find_dates
from site_builder.model import Edtf
from site_builder.scan import Scan

FILE = Path(__file__).resolve().parents[3] / "corpus" / "fr" / "dates.toml"
CASES = tomllib.loads(FILE.read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_sentence_gives_its_dates(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_dates(Scan(text, "fr"), Edtf(case.get("date", "2020-09-16")))
    wanted = [(*row, None)[:3] for row in case["found"]]
    assert [(mention.span.of(text), mention.value, mention.mod) for mention in found] == wanted
