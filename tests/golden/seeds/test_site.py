"""The site of the seeds, file by file. `GOLDEN=update` writes what is built; the difference is to be read first."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from site_builder.build import Report

EXPECTED = Path(__file__).parent / "expected"
_STAMP = re.compile(r"\?v=[0-9a-f]{8}")
TEXT = {".html", ".xml", ".txt", ".json", ".csv", ".ics", ".bib", ".ris", ".webmanifest"}
LEFT_OUT = ("static/", "donnees/dossier.schema", ".dossier")
"""Style, scripts and fonts are looked at, not compared; the schema follows from the model."""


def pages(folder: Path) -> dict[str, str]:
    """The site's files that say something, by path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix in TEXT and not name.startswith(LEFT_OUT) and "pagefind" not in name:
            found[name] = _STAMP.sub("?v=…", path.read_text("utf-8"))
    return found


def test_the_site_of_the_seeds_is_the_one_that_was_read_and_approved(dossier: Path, built: Callable[..., Report]) -> None:
    built(dossier)
    made = pages(dossier / "public")
    if os.environ.get("GOLDEN") == "update":
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, text in made.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_text(text, "utf-8")
    approved = pages(EXPECTED)
    assert sorted(made) == sorted(approved)
    for name, text in made.items():
        assert text == approved[name], f"{name} differs: read it, then GOLDEN=update pytest tests/golden/seeds"
