"""What a command says while it works and at its end: a bar on a terminal, lines elsewhere, or nothing."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.commands import reporting
from site_builder.commands.reporting import Reporter


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def reporter(**flags: object) -> Reporter:
    return Reporter(argparse.Namespace(**{"quiet": False, "verbose": False, "format": "text", **flags}))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until its time is set."""
    now = [100.0]
    monkeypatch.setattr(reporting.time, "perf_counter", lambda: now[0])
    return now


def test_lines_where_there_is_no_terminal_once_work_is_slow(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    one = reporter()
    for second in range(13):
        clock[0] = 100.5 + second
        one.progress("articles", second, 13)
    assert capsys.readouterr().err.splitlines() == ["articles: 1 of 13", "articles: 6 of 13", "articles: 11 of 13"]


@pytest.mark.parametrize("flags", [{"quiet": True}, {"format": "json"}])
def test_nothing_of_it_where_it_is_not_wanted(
    clock: list[float], capsys: pytest.CaptureFixture[str], flags: dict[str, object]
) -> None:
    one = reporter(**flags)
    clock[0] = 200.0
    one.progress("articles", 1, 2)
    one.close_with("1 article")
    assert capsys.readouterr() == ("", "")


def test_a_bar_on_a_terminal_which_goes_when_the_work_is_done(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    one = reporter()
    one.progress("articles", 1, 10)
    assert screen.getvalue() == ""
    clock[0] = 102.0
    one.progress("articles", 5, 10)
    one.progress("pages", 1, 3)
    one.close_with("10 articles")
    told = screen.getvalue()
    assert "articles" in told
    assert told.endswith("10 articles, 2.00 s\n")


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colours_on_a_terminal_only_and_not_against_the_reader_s_will(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, no_colour: str, coloured: bool
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 1
    assert ("\033[1;31merror\033[0m" in screen.getvalue()) is coloured
    assert "there is no folder of articles" in screen.getvalue()


def test_what_ends_a_command_is_told_in_the_form_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dossier.toml").write_text('titel = "x"\n', "utf-8")
    assert main(["build", "--format", "json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["code"] == "E100"
    assert told.err == ""
    assert main(["check", "-c", str(tmp_path / "dossier.toml")]) == 1
    assert capsys.readouterr().err.startswith("dossier.toml:1: error E100 unknown key `titel`\n  Did you mean")


@pytest.mark.parametrize(
    ("arguments", "counts"),
    [
        (["build"], r"2 articles, \d+ pages in \S+ \(\d+ written\)"),
        (["check"], r"2 articles, \d+ pages looked at: 0 errors, 0 warnings, \d+ doubts?"),
        (["review", "-n", "1"], r"\d+ finds to look at, the first 1 shown"),
        (["extract"], r"2 texts"),
        (["clean"], r"\d+ files? removed from \S+; what dossier did not make stays"),
    ],
)
def test_every_command_ends_with_counts_and_time(
    dossier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], counts: str
) -> None:
    monkeypatch.chdir(dossier)
    assert main(arguments) == 0
    assert re.fullmatch(rf"{counts}, \d+\.\d\d s", capsys.readouterr().err.splitlines()[-1])
    assert main([*arguments, "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_problems_of_a_file_that_was_named_name_it_as_it_was_named(
    dossier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(dossier)
    (dossier / "in").mkdir()
    (dossier / "in" / "a.txt").write_text("Un texte sans date.\n", "utf-8")
    (dossier / "in" / "b.pdf").write_text("%PDF", "utf-8")
    assert main(["extract", "in/a.txt"]) == 0
    assert capsys.readouterr().err.startswith("in/a.txt:1: warning W202")
    assert main(["extract", "none.txt"]) == 1
    assert capsys.readouterr().err.startswith("none.txt: error E200 cannot be read")
    assert main(["extract", "--jsonl", "none.jsonl"]) == 1
    assert capsys.readouterr().err.startswith("none.jsonl: error E200 cannot be read")
    assert main(["add", "in/b.pdf", "in/a.txt"]) == 1
    told = capsys.readouterr().err
    assert "in/b.pdf: error E200 a file that ends in .pdf is not read" in told
    assert "in/a.txt:1: warning W202" in told
    assert re.search(r"^1 article added, 1 error, \d+\.\d\d s$", told, re.MULTILINE)
