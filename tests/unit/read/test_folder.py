"""Finding and loading files: whatever stands in the folder, no hang and nothing from outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder.config import Limits
from site_builder.errors import ReadError
from site_builder.read.folder import find, load, shown


def test_find_is_recursive_sorted_and_skips_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.txt", "a/b.HTML", ".git/x.txt", ".hidden.txt", "photo.jpg", "c.xml", "notes", "d.markdown"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    files, problems = find(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in files] == [
        "a/b.HTML",
        "a/z.txt",
        "b.md",
        "c.xml",
        "d.markdown",
    ]
    assert not problems


def test_a_folder_with_an_articles_name_is_reported_and_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "b.txt").touch()
    files, problems = find(tmp_path)
    assert files == (tmp_path / "a.txt" / "b.txt",)
    assert [(d.code, d.severity, d.where) for d in problems] == [("E201", "error", f"{tmp_path.name}/a.txt")]


def test_links(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (seeds / "real.txt").write_text("x")
    (seeds / "in.txt").symlink_to(seeds / "real.txt")
    (seeds / "out.txt").symlink_to(tmp_path / "secret.txt")
    (seeds / "loop.txt").symlink_to(seeds / "loop.txt")
    (seeds / "folder").symlink_to(seeds)
    files, problems = find(seeds)
    assert [path.name for path in files] == ["in.txt", "out.txt", "real.txt"]
    assert sorted(d.where for d in problems) == ["seeds/folder", "seeds/loop.txt"]
    assert load(seeds / "in.txt", seeds, Limits()) == b"x"
    for name in ("out.txt", "loop.txt", "gone.txt"):
        with pytest.raises(ReadError):
            load(seeds / name, seeds, Limits())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert find(tmp_path)[0] == (tmp_path / "a.txt",)
    with pytest.raises(ReadError):
        load(tmp_path / "a.txt", tmp_path, Limits())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch(0o000)
    (tmp_path / "b").mkdir(0o000)
    assert [d.where for d in find(tmp_path)[1]] == [f"{tmp_path.name}/b"]
    with pytest.raises(ReadError):
        load(tmp_path / "a.txt", tmp_path, Limits())


def test_a_folder_is_no_article(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        load(tmp_path, tmp_path.parent, Limits())


def test_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("none", "file"):
        with pytest.raises(ReadError):
            find(tmp_path / name)


def test_size_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    assert load(tmp_path / "a.txt", tmp_path, Limits(file_size=11))
    with pytest.raises(ReadError):
        load(tmp_path / "a.txt", tmp_path, Limits(file_size=10))


def test_names_that_are_not_text_are_shown_as_text() -> None:
    assert shown(Path("seeds") / os.fsdecode(b"a\xff.txt"), Path("seeds")) == "seeds/a\ufffd.txt"


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path) -> None:
    for name in ("a.html", "a_files/frame.html", "b.htm", "b_fichiers/ad.html", "c_files/c.html", "d.txt", "d_files/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    names = [path.relative_to(tmp_path).as_posix() for path in find(tmp_path)[0]]
    assert names == ["a.html", "b.htm", "c_files/c.html", "d.txt", "d_files/e.txt"]


def test_a_document_that_is_not_read_is_told(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.DOCX", "photo.jpg", "notes"):
        (tmp_path / name).touch()
    files, problems = find(tmp_path)
    assert files == ()
    assert [(d.code, d.severity, d.where.split("/")[1]) for d in problems] == [
        ("W208", "warning", "a.pdf"),
        ("W208", "warning", "b.DOCX"),
    ]
    assert all("html" in d.hint for d in problems)
