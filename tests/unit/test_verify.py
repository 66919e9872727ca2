"""`dossier verify`: what was published still stands in the sources, or it is said which quote does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.build import Options, build
from site_builder.cli import main
from site_builder.errors import ReadError
from site_builder.verify import load


@pytest.fixture
def published(dossier: Path) -> Path:
    build(Options(config=dossier / "dossier.toml", executor="serial"))
    return dossier


def verify(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["verify", "-c", str(folder / "dossier.toml"), *arguments])
    return code, capsys.readouterr().err


def test_what_was_just_built_stands(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = verify(published, capsys)
    assert code == 0
    assert "all stand where the data says" in told
    assert not told.startswith("0 quotes")


def test_an_edit_of_a_source_is_found(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = next(published.glob("seeds/003*"))
    path.write_text(path.read_text("utf-8").replace("malgré les obstacles", "en dépit des obstacles"), "utf-8")
    code, told = verify(published, capsys)
    assert code == 1
    assert "error E621" in told
    assert "error E623" in told
    assert "dépit des obstacles que les deux entreprises" in told  # the nearest words now
    assert "quotes stand elsewhere in the article now, word for word" in told  # those behind the edit
    assert told.count("E623") == 1


def test_a_source_that_is_gone(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next(published.glob("seeds/003*")).unlink()
    code, told = verify(published, capsys)
    assert code == 1
    assert "error E620" in told


def test_data_changed_by_hand(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = next(published.glob("public/*/dossier.json"))
    data = json.loads(path.read_bytes())
    data["quotes"][0]["words"] = "jamais dit"
    path.write_text(json.dumps(data), "utf-8")
    code, told = verify(published, capsys, "-o", str(path))
    assert code == 1
    assert "error E622" in told
    assert "error E623" not in told


def test_words_that_may_not_be_republished_are_compared_by_file(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (dossier / "dossier.toml").open("a", encoding="utf-8") as file:
        file.write('\n[rights]\npublish = "metadata"\n')
    build(Options(config=dossier / "dossier.toml", executor="serial"))
    assert verify(dossier, capsys)[0] == 0
    path = next(dossier.glob("seeds/003*"))
    path.write_text(path.read_text("utf-8") + "\nUn mot de plus.\n", "utf-8")
    code, told = verify(dossier, capsys)
    assert (code, "error E621" in told) == (1, True)


@pytest.mark.parametrize(("body", "told"), [("{", "no data of a dossier"), ('{"format": 3}', "no data of a dossier")])
def test_what_is_no_data(tmp_path: Path, body: str, told: str) -> None:
    (tmp_path / "dossier.json").write_text(body, "utf-8")
    with pytest.raises(ReadError, match=told):
        load(tmp_path / "dossier.json")


def test_data_of_another_version_is_not_compared(published: Path) -> None:
    path = next(published.glob("public/*/dossier.json"))
    path.write_text(path.read_text("utf-8").replace('"canonical":1', '"canonical":99'), "utf-8")
    with pytest.raises(ReadError, match="cannot compare"):
        load(published / "public")


def test_no_site(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no published data"):
        load(tmp_path)
