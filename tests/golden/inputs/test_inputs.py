"""Each form of input, from its bytes to its articles. `GOLDEN=update` writes what is found; the difference is to be read."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from site_builder import read
from site_builder.config import Config

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__")


@pytest.mark.parametrize("case", CASES)
def test_input(case: str) -> None:
    files, slips = read.find(HERE / case)
    (path,) = files
    articles, problems = read.parse(read.load(path, HERE / case, Config().limits), path, HERE / case, Config())
    found = [
        {
            **{name: value for name, value in msgspec.to_builtins(article).items() if name not in ("text", "sha256")},
            "blocks": [[block.kind, block.level, block.span.of(article.text)] for block in article.blocks],
            "marks": [[mark.kind, mark.span.of(article.text), mark.href] for mark in article.marks],
        }
        for article in articles
    ]
    got = msgspec.json.format(msgspec.json.encode({"articles": found, "problems": [*slips, *problems]}), indent=1).decode()
    expected = HERE / case / "expected.json"
    if os.environ.get("GOLDEN") == "update":
        expected.write_text(got + "\n", "utf-8")
    assert got + "\n" == expected.read_text("utf-8")
    for article in articles:
        assert article.text == "\n\n".join(block.span.of(article.text) for block in article.blocks)
