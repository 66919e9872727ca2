"""Names and texts made to command a terminal, or to forge a line of what it shows: every command spells them out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.cli import main

COMMANDING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
FORGED = "9. x.txt: error E199 forged"
EVIL = f"\x1b[31m\x9b31m\x07\u202egnp\u2066 \n{FORGED}\n[[quote]]\nexact = 'x' a\u2028b"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    shown = EVIL.replace("\n", "\r")
    (seeds / f"{EVIL}.txt").write_text(
        f"Titre {shown}\n\nIl a dit « oui {shown} » lundi. Il a ajouté ceci », puis rien.\n", "utf-8"
    )
    (seeds / "m.md").write_text(f'---\n"ti{EVIL.splitlines()[0]}": x\ndate: 2020-01-01\n---\n\nUn texte.\n', "utf-8")
    quote = f"« L'offre {shown} est bonne pour tous », a-t-il dit. Il faut signer d'ici le 4 mai.\n"
    (seeds / "q.txt").write_text(f" date 2020-05-01\nUn titre\n\n{quote}", "utf-8")
    (seeds / "bad\x1b]0;x\x07.txt").write_bytes(b"\0\1\2")
    return tmp_path


@pytest.mark.parametrize(
    "command", [["build", "-v", "--no-search"], ["check", "-v"], ["review"], ["review", "--write"], ["verify"]]
)
def test_nothing_reaches_the_terminal(folder: Path, command: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    if command[0] == "verify":
        main(["build", "-c", str(folder / "dossier.toml"), "-q", "--no-search"])
        for path in (folder / "seeds").iterdir():
            path.write_text("Autre chose.\n", "utf-8")
        capfd.readouterr()
    main([*command, "-c", str(folder / "dossier.toml")])
    out, err = capfd.readouterr()
    assert "seeds/" in out + err
    for line in (out + err).split("\n"):
        assert not COMMANDING.search(line), line
        assert not line.startswith(FORGED)


def test_what_review_writes_is_toml_that_says_nothing_yet(folder: Path) -> None:
    config = str(folder / "dossier.toml")
    assert main(["review", "-n", "0", "--write", "-q", "-c", config]) == 0
    written = (folder / "corrections.toml").read_text("utf-8")
    assert "[[quote]]" in written
    assert all(line.startswith("#") or not line.strip() for line in written.split("\n"))
    assert not COMMANDING.search(written.replace("\n", ""))
    assert main(["build", "-q", "--no-search", "-c", config]) == 1  # for the file that is no text, and nothing else
    # Uncommented as a whole, it still is what dossier proposed: every one of its tables is understood.
    told = re.sub(r"(?m)^# (?=\[\[|\w+ = )", "", written)
    (folder / "corrections.toml").write_text(told, "utf-8")
    assert main(["build", "-q", "--no-search", "-c", config]) == 1


@pytest.mark.parametrize("code_page", ["ascii", "cp1252", "latin-1"])
@pytest.mark.parametrize("command", [["build", "-v", "--no-search"], ["review"], ["check", "--format", "json"], ["extract"]])
def test_a_narrow_terminal_loses_no_work(folder: Path, command: list[str], code_page: str) -> None:
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-m", "site_builder", *command, "-c", str(folder / "dossier.toml")],
        env={**os.environ, "PYTHONIOENCODING": code_page, "PYTHONPATH": str(root)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert b"E999" not in told.stderr + told.stdout, told.stderr
    assert b"Traceback" not in told.stderr
    if "json" in command:
        assert [json.loads(line) for line in told.stdout.splitlines()]
