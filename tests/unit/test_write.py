"""The writer: changed files only, never torn, and nothing removed that it did not make."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from site_builder.errors import WriteError
from site_builder.model import Output
from site_builder.write import MANIFEST, Writer, read_manifest


def publish(folder: Path, files: dict[str, bytes]) -> tuple[list[str], tuple[str, ...]]:
    """One build: which files were touched, and which removed."""
    writer = Writer(folder)
    writer.begin(files)
    written = [writer.put(Output(path, body)) for path, body in files.items()]
    removed = writer.finish({item.path: item.digest for item in written})
    return [item.path for item in written if item.changed], removed


def test_a_second_build_touches_nothing(tmp_path: Path) -> None:
    files = {"index.html": b"home", "articles/a/index.html": b"a"}
    assert publish(tmp_path / "out", files)[0] == list(files)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.html")}
    assert publish(tmp_path / "out", files) == ([], ())
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.html")} == before


def test_only_what_changed_is_written_and_what_is_gone_is_pruned(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"1", "old/deep/index.html": b"x", "same.css": b"c"})
    touched, removed = publish(tmp_path, {"index.html": b"2", "same.css": b"c"})
    assert touched == ["index.html"]
    assert removed == ("old/deep/index.html",)
    assert not (tmp_path / "old").exists()


def test_foreign_files_survive_pruning_and_cleaning(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": b"ours"})
    (tmp_path / "a" / "notes.txt").write_text("mine")
    publish(tmp_path, {"index.html": b"new"})
    assert (tmp_path / "a" / "notes.txt").read_text() == "mine"
    assert Writer(tmp_path).clean() == ("index.html",)
    assert (tmp_path / "a" / "notes.txt").exists()
    assert not (tmp_path / MANIFEST).exists()


def test_a_page_that_somebody_edited_is_no_longer_ours_to_remove(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"1", "gone.html": b"ours"})
    (tmp_path / "gone.html").write_bytes(b"edited by hand")
    assert publish(tmp_path, {"index.html": b"1"})[1] == ()
    assert (tmp_path / "gone.html").read_bytes() == b"edited by hand"


def test_a_foreign_file_in_a_page_s_place_stops_the_build_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("somebody's own home page")
    with pytest.raises(WriteError, match="did not make"):
        publish(tmp_path, {"a.html": b"a", "index.html": b"ours"})
    assert (tmp_path / "index.html").read_text() == "somebody's own home page"
    assert not (tmp_path / "a.html").exists()


@pytest.mark.parametrize("path", ["../out.html", "/etc/x", "a/../../x", "a\\b", "a\0b", ""])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(WriteError):
        Writer(tmp_path).begin([path])
    assert list(tmp_path.iterdir()) == []


def test_a_symbolic_link_is_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "articles").symlink_to(outside)
    with pytest.raises(WriteError, match="symbolic link"):
        publish(tmp_path / "out", {"articles/x.html": b"x"})
    assert list(outside.iterdir()) == []


def test_a_manifest_that_points_outside_removes_nothing(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("keep")
    out = tmp_path / "out"
    out.mkdir()
    (out / MANIFEST).write_text('{"files": {"../victim": []}, "complete": false}')
    assert Writer(out).clean() == ()
    assert victim.read_text() == "keep"


def test_a_damaged_manifest_owns_nothing(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"1"})
    (tmp_path / MANIFEST).write_bytes(b"\xff{")
    assert read_manifest(tmp_path).files == {}
    assert Writer(tmp_path).clean() == ()
    assert (tmp_path / "index.html").exists()


def test_a_killed_build_is_finished_by_the_next(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": b"1", "gone.html": b"g"})
    killed = Writer(tmp_path)
    killed.begin(["index.html", "new.html", "later.html"])
    killed.put(Output("new.html", b"n"))
    assert read_manifest(tmp_path).complete is False
    publish(tmp_path, {"index.html": b"2"})
    assert sorted(path.name for path in tmp_path.glob("*.html")) == ["index.html"]
    assert read_manifest(tmp_path).complete


def test_a_full_disk_leaves_the_old_page_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, {"index.html": b"old"})

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    writer = Writer(tmp_path)
    writer.begin(["index.html"])
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(WriteError, match="No space left") as caught:
        writer.put(Output("index.html", b"new"))
    assert "Free some space" in caught.value.hint
    assert (tmp_path / "index.html").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("")
    with pytest.raises(WriteError, match="is a file"):
        Writer(tmp_path / "public")
