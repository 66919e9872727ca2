"""The documents as a newcomer follows them: every command of the tutorial runs and says what it is said to say."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"])
FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NEEDS_NO_TEST = ("python3 -m venv", "pip install", ". ")
"""Making an environment: the tests run in one."""


def steps(document: Path) -> Iterator[tuple[str, str]]:
    """What a reader does, in order: ('command', '$ …' with the lines it prints) or ('corrections.toml', its text)."""
    for block in FENCE.finditer(document.read_text("utf-8")):
        if block["kind"] == "console":
            yield from (("command", step) for step in re.split(r"^(?=\$ )", block["text"], flags=re.MULTILINE) if step)
        elif block["kind"] == "toml" and block["text"].startswith("# corrections.toml\n"):
            yield "corrections.toml", block["text"]


class Reader:
    """Somebody with an empty folder, a Downloads folder and a terminal."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.here = folder
        shutil.copytree(ROOT / "docs" / "tutorial", folder / "Downloads")

    def does(self, step: str) -> None:
        command, *printed = step.removeprefix("$ ").rstrip("\n").split("\n")
        command = command.partition("   #")[0]
        if command.startswith(NEEDS_NO_TEST) or "--serve" in command:
            return
        words = [word for said in shlex.split(command) for word in self.meant(said)]
        if words[0] == "cd":
            self.here = self.here / words[1]
            return
        done = self.runs(words)
        assert done.returncode == 0, (command, done.stderr)
        said = done.stdout + done.stderr
        for line in printed:
            pattern = ".*".join(map(re.escape, line.split("…")))
            assert re.search(f"^{pattern}$", said, re.MULTILINE), (command, line, said)

    def meant(self, word: str) -> list[str]:
        word = word.replace("~", str(self.home), 1) if word.startswith("~/") else word
        found = sorted(path.relative_to(self.here).as_posix() for path in self.here.glob(word)) if "*" in word else []
        return found or [word]

    def runs(self, words: list[str]) -> subprocess.CompletedProcess[str]:
        if words[0] == "dossier":
            words = [sys.executable, "-m", "site_builder", *words[1:]]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONUTF8": "1"}
        return subprocess.run(
            words, cwd=self.here, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
        )


def test_the_tutorial_works_as_it_is_written(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    did = list(steps(ROOT / "docs" / "tutorial.md"))
    assert len(did) > 12
    for kind, text in did:
        if kind == "command":
            reader.does(text)
        else:
            with (reader.here / kind).open("a", encoding="utf-8") as file:
                file.write(text)
    quotes = (reader.here / "public" / "citations" / "index.html").read_text("utf-8")
    assert "Jacques Perrin" in quotes
    assert "2 corrections" in (reader.here / "public" / "corrections" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_told_exists(document: Path) -> None:
    """Commands and flags of all documents parse, whatever files they name."""
    from site_builder.cli import parser

    for block in FENCE.finditer(document.read_text("utf-8")):
        if block["kind"] != "console":
            continue
        for line in block["text"].split("\n"):
            command = line.removeprefix("$ ").partition("   #")[0].partition("  #")[0]
            if line.startswith("$ dossier "):
                parser().parse_args(shlex.split(command)[1:])
            elif line.startswith("$ make "):
                target = shlex.split(command)[1]
                assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE), line


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)", text):
        assert (document.parent / target).exists(), target


def test_every_form_of_input_and_every_key_of_a_head_is_told() -> None:
    from site_builder.read import SUFFIXES, front_matter

    text = (ROOT / "docs" / "inputs.md").read_text("utf-8")
    rows = "".join(line for line in text.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`(\.\w+)`", rows)) == SUFFIXES
    assert set(re.findall(r"\| `(\w+)` \|", text.replace("\n", "|\n"))) == set(front_matter.KEYS)


def test_every_table_of_a_language_is_told() -> None:
    howto = (ROOT / "docs" / "howto.md").read_text("utf-8")
    tables = (ROOT / "site_builder" / "lang" / "en").iterdir()
    assert [path.name for path in tables if path.is_file() and f"`{path.name}`" not in howto] == []
