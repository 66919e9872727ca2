"""Commands that are told a wrong folder, and configurations that name what no file system has."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.config import parse as parse_config
from site_builder.corrections.file import parse as parse_corrections
from site_builder.errors import SiteBuilderError
from tests.conftest import tree


@pytest.mark.parametrize("where", ["seeds", "seeds/site", ".", "..", "public/../seeds", "seeds/../seeds/x"])
def test_a_site_is_never_written_among_the_articles(
    dossier: Path, where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dossier)
    before = tree(dossier)
    assert main(["build", "--no-search", "-o", where]) == 1
    assert "the site cannot be written over the articles" in capsys.readouterr().err
    assert tree(dossier) == before
    for command in (["clean", "-q", "-o", where], ["check", "-q"]):
        main(command)
        assert {name: body for name, body in tree(dossier).items() if not name.startswith(".dossier/")} == before


@pytest.mark.parametrize(
    "line",
    [
        'output = "a\\u0000b"', f'output = "{"é" * 200}"', 'templates = "\\u0000"', 'static = "\\u0000"',
        'seeds = "\\u0000"', 'output = ""', 'output = "seeds"', 'output = "."',
    ],
)  # fmt: skip
def test_a_path_that_cannot_be_is_named_with_its_line(dossier: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    config = dossier / "dossier.toml"
    config.write_text(f'title = "x"\n\n[paths]\n{line}\n', "utf-8")
    for command in ("build", "check", "clean"):
        assert main([command, "-c", str(config)]) == 1
        said = capsys.readouterr().err
        assert "dossier.toml:4: error E100 `paths." in said, said


def test_a_name_that_is_too_long_is_refused(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-c", str(dossier / "dossier.toml"), "-o", str(dossier / ("x" * 300))]) == 1
    said = capsys.readouterr().err
    assert "E600" in said
    assert "E999" not in said


BOMBS = {
    "lists without end": b"title = " + b"[" * 100_000,
    "lists in lists": b"title = " + b"[" * 5_000 + b"]" * 5_000,
    "tables in tables": b"a = " + b"{a = " * 5_000,
    "a long name": b".".join([b"a"] * 5_000) + b" = 1",
    "many keys": b"\n".join(b"k%d = 1" % number for number in range(50_000)),
    "a long text": b'title = "' + b"x" * 2_000_000 + b'"',
    "a long number": b"[limits]\nfile_size = " + b"9" * 5_000,
    "no number": b"[limits]\nfile_size = nan",
    "a negative limit": b"[limits]\nnesting = -1",
    "no text": b'title = "\xff"',
    "NUL": b'title = "a\0"',
    "half a character": b'title = "\\ud800"',
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_configuration_made_to_hang_is_refused(name: str) -> None:
    for parse in (parse_config, parse_corrections):
        with pytest.raises(SiteBuilderError) as caught:
            parse(BOMBS[name])
        assert caught.value.hint
        assert len(caught.value.message) < 1_000


def test_thousands_of_parties_are_read_at_once() -> None:
    data = b"".join(b'[[parties]]\nname = "N%d"\n' % number for number in range(20_000))
    assert len(parse_config(data).parties) == 20_000
