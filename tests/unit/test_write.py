"""The writer: changed files only, never torn, and nothing removed that it did not make."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from site_builder.errors import WriteError
from site_builder.model import Output, Ready
from site_builder.write import MANIFEST, Writer, digest_of, read_manifest


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


def test_a_refusal_says_where_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "index.html").write_text("mine")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "a").symlink_to(tmp_path / "taken")
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "a").write_text("a file")
    elsewhere = "Choose another folder with --output, or move that file away."
    told = {
        ("file", ""): ("the output folder is a file", "file", "Choose another folder with --output."),
        ("taken", "index.html"): (
            "a file that dossier did not make stands where a page belongs", "taken/index.html", elsewhere,
        ),
        ("taken", "../x"): ("a page asks for the path '../x', outside the output folder", "taken", ""),
        ("linked", "a/index.html"): (
            "a folder of the site is a symbolic link", "linked/a", "Remove the link; the build makes a folder there.",
        ),
        ("linked", "a"): ("something that is no plain file stands where a page belongs", "linked/a", elsewhere),
        ("blocked", "a/b/index.html"): ("a file stands where the site needs a folder", "blocked/a", elsewhere),
    }  # fmt: skip
    for (folder, path), (message, where, hint) in told.items():
        with pytest.raises(WriteError) as caught:
            Writer(tmp_path / folder).begin(["a.html", path, "z.html"])
        assert (caught.value.message, caught.value.where, caught.value.hint) == (message, str(tmp_path / where), hint)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "taken", "linked", "blocked"}
    assert not list(tmp_path.rglob(MANIFEST))


def test_a_folder_below_folders_that_are_not_there(tmp_path: Path) -> None:
    assert publish(tmp_path / "a" / "b" / "out", {"c/d/index.html": b"x", "c/index.html": b"y"})[0]
    assert (tmp_path / "a" / "b" / "out" / "c" / "d" / "index.html").read_bytes() == b"x"


def test_the_first_manifest_keeps_what_is_known_of_each_file(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": b"1", "gone.html": b"2"})
    known = read_manifest(tmp_path)
    assert known.complete
    Writer(tmp_path).begin(["a.html", "new.html"])
    begun = read_manifest(tmp_path)
    assert not begun.complete
    assert begun.files == {**known.files, "new.html": ()}
    assert all(len(digest) == 32 for digests in known.files.values() for digest in digests)
    # What a killed build promised and never wrote is new to the next one; what is there is not.
    again = Writer(tmp_path)
    assert [again.published(path) for path in ("a.html", "gone.html", "new.html", "other.html")] == [
        True,
        True,
        False,
        False,
    ]


def test_an_output_that_was_taken_away_is_said_and_the_next_build_mends_it(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "out")
    writer.begin(["a.html", "b.html"])
    written = {item.path: item.digest for item in (writer.put(Output("a.html", b"a")), writer.put(Output("b.html", b"b")))}
    (tmp_path / "out" / "b.html").unlink()
    with pytest.raises(WriteError, match="was changed while") as caught:
        writer.finish(written)
    assert caught.value.where == str(tmp_path / "out" / "b.html")
    assert caught.value.hint.startswith("Build again")
    assert not read_manifest(tmp_path / "out").complete
    assert publish(tmp_path / "out", {"a.html": b"a", "b.html": b"b"}) == (["b.html"], ())


def test_what_is_told_of_a_file_that_was_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": b"1"})
    writer = Writer(tmp_path)
    writer.begin(["a.html"])
    same = writer.put(Output("a.html", b"1"))
    assert (same.path, same.changed) == ("a.html", False)
    assert (same.digest,) == writer.before.files["a.html"]
    assert writer.put(Output("a.html", b"2")).changed is True


def test_nothing_is_removed_through_a_link(tmp_path: Path) -> None:
    site, mine = tmp_path / "site", tmp_path / "mine"
    for name in ("a", "b/c", "d"):
        publish(site, {f"{part}/index.html": b"same" for part in ("a", "b/c", "d")})
        mine.mkdir(exist_ok=True)
        (mine / "index.html").write_bytes(b"same")
        (mine / "c").mkdir(exist_ok=True)
        (mine / "c" / "index.html").write_bytes(b"same")
        first = site / name.split("/")[0]
        (tmp_path / "aside").mkdir(exist_ok=True)
        first.rename(tmp_path / "aside" / first.name)
        first.symlink_to(mine)
        removed = Writer(site).clean()
        assert f"{name}/index.html" not in removed
        assert (mine / "index.html").read_bytes() == (mine / "c" / "index.html").read_bytes() == b"same"
        first.unlink()


def test_a_page_that_became_a_link_or_a_folder_is_not_removed(tmp_path: Path) -> None:
    publish(tmp_path / "out", {"a.html": b"1", "b.html": b"2", "c/index.html": b"3", "z.html": b"4"})
    (tmp_path / "mine").write_bytes(b"1")
    for name in ("a.html", "b.html"):
        (tmp_path / "out" / name).unlink()
    (tmp_path / "out" / "a.html").symlink_to(tmp_path / "mine")
    (tmp_path / "out" / "b.html").mkdir()
    assert publish(tmp_path / "out", {"z.html": b"4"})[1] == ("c/index.html",)
    assert (tmp_path / "mine").read_bytes() == b"1"
    assert (tmp_path / "out" / "b.html").is_dir()
    assert read_manifest(tmp_path / "out").files.keys() == {"z.html"}


def test_the_manifest_is_the_same_in_whatever_order_files_were_written(tmp_path: Path) -> None:
    files = {"b.html": b"1", "a.html": b"2", "c/index.html": b"3"}
    publish(tmp_path / "one", files)
    publish(tmp_path / "other", dict(reversed(files.items())))
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "other" / MANIFEST).read_bytes()


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        (errno.ENOSPC, "Free some space and build again."),
        (errno.EIO, "Check the disk and build again; what was written stays whole."),
        (errno.EACCES, "Check the folder's owner and mode."),
    ],
)
def test_a_disk_that_refuses_is_named_and_nothing_is_left_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, hint: str
) -> None:
    writer = Writer(tmp_path)
    writer.begin(["a.html"])

    def refuses(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuses)
        with pytest.raises(WriteError) as caught:
            writer.put(Output("a.html", b"x"))
    assert caught.value.where == str(tmp_path / "a.html")
    assert caught.value.hint == hint
    assert os.strerror(code) in caught.value.message
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]


def publish_big(folder: Path, body: bytes) -> tuple[bool, str]:
    """One build of a file that is too big to be held: whether it was touched, and its digest."""
    writer = Writer(folder)
    writer.begin(["data/big.json"])
    with writer.room() as room:
        ready = Ready("data/big.json", room("data/big.json"))
        ready.file.write_bytes(body)
        written = writer.put(ready)
    writer.finish({written.path: written.digest})
    assert [path.name for path in (folder / "data").iterdir()] == ["big.json"]
    return written.changed, written.digest


def test_a_file_that_lies_ready_takes_its_place_where_it_is_another_one(tmp_path: Path) -> None:
    target = tmp_path / "data" / "big.json"
    assert publish_big(tmp_path, b"1" * 1_000_000) == (True, digest_of(b"1" * 1_000_000))
    os.utime(target, ns=(1, 1))
    assert publish_big(tmp_path, b"1" * 1_000_000)[0] is False
    assert target.stat().st_mtime_ns == 1
    assert publish_big(tmp_path, b"2") == (True, digest_of(b"2"))
    assert target.read_bytes() == b"2"
    target.write_bytes(b"edited by hand")
    assert publish_big(tmp_path, b"2")[0] is True
    assert target.read_bytes() == b"2"
    assert Writer(tmp_path).clean() == ("data/big.json",)


def test_what_is_not_put_is_not_left_in_the_room(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.begin(["data/big.json", "data/other.json"])

    def ends(error: BaseException) -> None:
        with writer.room() as room:
            room("data/big.json").write_bytes(b"half")
            room("data/other.json")  # nothing was written there yet
            raise error

    with pytest.raises(WriteError, match="No space left") as caught:
        ends(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert (caught.value.where, caught.value.hint) == (str(tmp_path), "Free some space and build again.")
    with pytest.raises(KeyboardInterrupt):
        ends(KeyboardInterrupt())
    assert list((tmp_path / "data").iterdir()) == []


def test_a_room_left_by_a_killed_build_is_swept(tmp_path: Path) -> None:
    killed = Writer(tmp_path)
    killed.begin(["data/big.json"])
    with killed.room() as room:
        left = room("data/big.json")
    left.write_bytes(b"half")
    assert publish_big(tmp_path, b"whole")[0] is True


def test_no_room_in_an_output_that_was_taken_away(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "out")
    writer.begin(["data/big.json"])
    shutil.rmtree(tmp_path / "out")
    with pytest.raises(WriteError, match="was changed while"), writer.room() as room:
        room("data/big.json")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="files have no modes there")
def test_no_file_of_a_site_is_a_program(tmp_path: Path) -> None:
    publish(tmp_path / "site", {"index.html": b"1"})
    publish_big(tmp_path / "data", b"2")
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(made) == 4
    assert not any(path.stat().st_mode & 0o111 for path in made)
