"""The command line as a user meets it: flags, messages, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.cli import COMMANDS, main, parser

ROOT = Path(__file__).resolve().parents[2]


def dossier_command(folder: Path, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs `dossier` in a process of its own, in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "site_builder", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        input=stdin,
        timeout=120,
        check=False,
    )


def test_build_says_counts_and_time(dossier: Path) -> None:
    done = dossier_command(dossier, "build")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "2 articles" in done.stderr.splitlines()[-1]
    assert done.stderr.splitlines()[-1].endswith(" s")
    assert (dossier / "public" / "index.html").is_file()


def test_a_second_build_writes_nothing(dossier: Path) -> None:
    dossier_command(dossier, "build")
    assert "(0 written)" in dossier_command(dossier, "build").stderr


def test_output_and_base_url_can_be_said(dossier: Path, tmp_path: Path) -> None:
    done = dossier_command(dossier, "build", "-o", str(tmp_path / "elsewhere"), "-u", "https://example.org/deal/")
    assert done.returncode == 0, done.stderr
    assert 'href="https://example.org/deal/"' in (tmp_path / "elsewhere" / "index.html").read_text("utf-8")
    assert not (dossier / "public").exists()


def test_what_a_site_without_an_address_lacks_is_said_in_one_line(dossier: Path) -> None:
    said = dossier_command(dossier, "build").stderr
    assert said.count("without a base_url: no sitemap") == 1
    assert not (dossier / "public" / "sitemap.xml").exists()
    assert "base_url" not in dossier_command(dossier, "build", "-u", "https://example.org/deal/").stderr
    assert (dossier / "public" / "sitemap.xml").exists()
    assert "base_url" not in dossier_command(dossier, "build", "--offline").stderr


def test_quiet_is_quiet(dossier: Path) -> None:
    assert dossier_command(dossier, "build", "-q").stderr == ""


def test_warnings_fail_only_when_strict(dossier: Path) -> None:
    (dossier / "seeds" / "undated.txt").write_text("Un texte sans date, qui dit pourtant quelque chose.\n", "utf-8")
    assert dossier_command(dossier, "build").returncode == 0
    strict = dossier_command(dossier, "build", "--strict")
    assert strict.returncode == 1
    assert "seeds/undated.txt" in strict.stderr
    assert "warning" in strict.stderr


def test_json_reports_are_json(dossier: Path) -> None:
    (dossier / "seeds" / "undated.txt").write_text("Un texte sans date, qui dit pourtant quelque chose.\n", "utf-8")
    done = dossier_command(dossier, "build", "--format", "json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert any(row["severity"] == "warning" and "undated.txt" in row["where"] for row in rows)


def test_no_folder_of_articles_is_one_clear_error(tmp_path: Path) -> None:
    done = dossier_command(tmp_path, "build")
    assert done.returncode == 1
    assert "there is no folder of articles" in done.stderr
    assert "dossier init" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_key_names_the_line_and_the_nearest(dossier: Path) -> None:
    (dossier / "dossier.toml").write_text('title = "x"\n\n[deal]\nsentance = "y"\n', "utf-8")
    done = dossier_command(dossier, "build")
    assert done.returncode == 1
    assert "dossier.toml:4" in done.stderr
    assert "sentence" in done.stderr
    assert not (dossier / "public").exists()


@pytest.mark.parametrize(
    "arguments", [["build", "--port", "x"], ["build", "--prot", "1"], ["nonsense"], [], ["build", "-p", "70000"]]
)
def test_wrong_usage_exits_with_two(dossier: Path, arguments: list[str]) -> None:
    done = dossier_command(dossier, *arguments)
    assert done.returncode == 2
    assert "usage: dossier" in done.stderr


def test_extract_prints_one_row_an_article(dossier: Path) -> None:
    done = dossier_command(dossier, "extract", *(f"seeds/{path.name}" for path in sorted((dossier / "seeds").iterdir())))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["source"] for row in rows] == [path.name for path in sorted((dossier / "seeds").iterdir())]
    for row in rows:
        assert {"source", "title", "published", "lang", "text", "dates", "quotes", "terms", "names"} <= row.keys()
        for found in (*row["dates"], *row["names"]):
            assert 0 <= found["start"] < found["end"] <= len(row["text"])


def test_extract_jsonl_answers_in_the_caller_s_offsets(tmp_path: Path) -> None:
    text = "\ufeff date 2020-09 \r\n\r\nUn e\u0301te\u0301 plus tard, le 15 septembre 2020, Microsoft a dit non.\r\n"
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": text, "lang": "fr"}) + "\n", "utf-8")
    done = dossier_command(tmp_path, "extract", "--jsonl", "in.jsonl")
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert [text[date["start"] : date["end"]] for date in row["dates"]] == ["le 15 septembre 2020"]


def test_a_bad_row_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "x"}\n{"id": 3}\n', "utf-8")
    done = dossier_command(tmp_path, "extract", "--jsonl", "in.jsonl")
    assert done.returncode == 1
    assert "in.jsonl:2" in done.stderr


@pytest.mark.parametrize("name", ["nothing.jsonl", "."])
def test_rows_that_cannot_be_read_are_named(tmp_path: Path, name: str) -> None:
    done = dossier_command(tmp_path, "extract", "--jsonl", name)
    assert done.returncode == 1
    assert "E200 cannot be read" in done.stderr


def test_clean_removes_what_the_build_made_and_nothing_else(dossier: Path) -> None:
    dossier_command(dossier, "build")
    (dossier / "public" / "notes.txt").write_text("mine")
    assert dossier_command(dossier, "clean").returncode == 0
    assert [path.name for path in (dossier / "public").rglob("*")] == ["notes.txt"]
    assert not (dossier / ".dossier").exists()
    assert len(list((dossier / "seeds").iterdir())) == 2


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("dossier ")


def test_every_command_has_help_with_examples() -> None:
    assert set(COMMANDS) <= set(parser().format_help().split())
    for name, (module, _) in COMMANDS.items():
        assert module.EPILOG.startswith("examples:"), name
        assert f"dossier {name}" in module.EPILOG


def test_the_documented_command_line_is_the_real_one() -> None:
    """Made by `make docs`: a command or flag that is not documented fails here."""
    from tools.cli_reference import DOCUMENT, reference

    assert DOCUMENT.read_text("utf-8") == reference()


def test_what_needs_no_dossier_loads_no_library(tmp_path: Path) -> None:
    """`dossier --version` answers in less than a tenth of a second: it imports nothing but Python's own."""
    # Measuring coverage in it would load its own.
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")} | {"PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "site_builder", "--version"],
        cwd=tmp_path, env=bare, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.startswith("dossier ")
    imported = {line.rsplit("|", 1)[1].strip() for line in told.stderr.splitlines() if line.startswith("import time:")}
    ours = {name for name in imported if name.partition(".")[0] == "site_builder"}
    assert ours
    assert ours <= {f"site_builder{name}" for name in (
        "", ".cli", ".errors", ".harmless", ".commands", ".commands.reporting", *(f".commands.{name}" for name in COMMANDS),
    )}  # fmt: skip
    libraries = {"msgspec", "jinja2", "markupsafe", "babel", "yaml", "rich", "livereload", "tornado", "lxml", "asyncio",
                 "slugify", "markdown_it", "filelock", "distributed", "sqlite3", "multiprocessing"}  # fmt: skip
    assert libraries.isdisjoint(name.partition(".")[0] for name in imported)
