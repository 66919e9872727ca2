"""Every code that a user may meet is explained, with an example and the fix; and no other is."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

from site_builder.errors import FrontMatterError

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"\"(?P<code>[ENW]\d{3})\"")


def used() -> set[str]:
    sources = (path.read_text("utf-8") for path in (ROOT / "site_builder").rglob("*.py"))
    return {match["code"] for source in sources for match in CODE.finditer(source)}


def documented() -> dict[str, str]:
    sections = re.split(r"^## ", (ROOT / "docs" / "diagnostics.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {section[:4]: section for section in sections}


def test_every_code_is_documented_and_every_documented_code_is_used() -> None:
    assert set(documented()) == used()


def test_every_explanation_has_an_example_with_its_code_and_a_fix() -> None:
    for code, section in documented().items():
        example = re.search(r"```\n(.*?)```", section, re.DOTALL)
        assert example, code
        assert code in example.group(1), code
        assert re.search(r"^Fix: \S", section, re.MULTILINE), code


def test_an_error_says_where_what_and_what_to_do_and_survives_a_process_border() -> None:
    error = FrontMatterError("wrong", "a.md:3", "Mend it.")
    assert str(error) == "a.md:3: error E210 wrong\n  Mend it."
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
