"""Laws of the build: it repeats itself, order and processes do not matter, and a rebuild equals a clean build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.build import Options, Report, build
from tests.conftest import tree

TEXTS = {
    "premier.txt": " date 2020-08-03\nUn premier titre\n\n"
    "Microsoft a annoncé lundi une offre. « Nous irons vite », a déclaré Satya Nadella.\n",
    "deuxieme.txt": " date 2020-09\n"
    "Selon Oracle, l'accord sera signé au plus tard le 15 septembre 2020. ByteDance se tait.\n",
    "note.md": "---\ntitle: Une note\ndate: 2020-08-15\n---\n\nLe **15 septembre**, Oracle a dit « non » à ByteDance.\n",
    "anglais.txt": " date 2020-08-04\nA headline in English\n\n"
    "“We will go fast,” Satya Nadella said on Monday. Oracle declined to comment.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "d"
    (made / "seeds").mkdir(parents=True)
    (made / "dossier.toml").write_text('title = "Un dossier"\n', "utf-8")
    for name, text in TEXTS.items():
        (made / "seeds" / name).write_text(text, "utf-8")
    return made


def clean_build(folder: Path, name: str = "clean") -> dict[str, bytes]:
    """The site as a build without any memory makes it."""
    build(Options(config=folder / "dossier.toml", output=folder / name, cache=False, executor="serial"))
    return tree(folder / name)


def test_a_second_build_writes_nothing(folder: Path, built: Callable[..., Report]) -> None:
    built(folder)
    before = tree(folder / "public")
    again = built(folder)
    assert (again.changed, again.removed) == (0, 0)
    assert tree(folder / "public") == before


def test_processes_write_what_serial_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = clean_build(folder)
    monkeypatch.setattr("site_builder.executor.WORTH_FORKING", 1)
    build(Options(config=folder / "dossier.toml", output=folder / "forked", cache=False, jobs=2))
    assert tree(folder / "forked") == expected


def test_what_works_beside_the_build_writes_what_serial_writes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, built: Callable[..., Report]
) -> None:
    expected = clean_build(folder)
    for room in ("gathering", "build"):
        monkeypatch.setattr(f"site_builder.{room}.WORTH_PARTING", 1)
    options = Options(config=folder / "dossier.toml", jobs=2)
    build(options)
    assert tree(folder / "public") == expected
    note = folder / "seeds" / "note.md"
    note.write_text(note.read_text("utf-8") + "\nLe 16 octobre 2020, Oracle a signé.\n", "utf-8")
    build(options)
    assert tree(folder / "public") == clean_build(folder)


def test_the_order_of_the_files_does_not_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from site_builder import read

    expected = clean_build(folder)
    found = read.find
    monkeypatch.setattr(read, "find", lambda seeds: (list(reversed(found(seeds)[0])), found(seeds)[1]))
    assert clean_build(folder, "reversed") == expected


def test_where_it_is_built_does_not_matter(folder: Path, tmp_path: Path) -> None:
    expected = clean_build(folder)
    shutil.copytree(folder, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("clean", ".dossier"))
    assert clean_build(tmp_path / "elsewhere") == expected


EDITS = st.lists(
    st.tuples(
        st.sampled_from([*TEXTS, "neuf.txt"]),
        st.sampled_from(["append", "remove", "retitle", "create"]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_a_build_after_any_edits_equals_a_clean_one(folder: Path, edits: list[tuple[str, str, int]]) -> None:
    for name, text in TEXTS.items():
        (folder / "seeds" / name).write_text(text, "utf-8")
    (folder / "seeds" / "neuf.txt").unlink(missing_ok=True)
    options = Options(config=folder / "dossier.toml", executor="serial")
    build(options)
    for name, what, number in edits:
        path = folder / "seeds" / name
        old = path.read_text("utf-8") if path.exists() else " date 2020-10\n"
        match what:
            case "append":
                path.write_text(f"{old}\nLe {number + 1} octobre 2020, Oracle a annoncé « un accord ».\n", "utf-8")
            case "remove":
                path.unlink(missing_ok=True)
            case "retitle":
                path.write_text(old.replace("titre", f"intitulé {number}"), "utf-8")
            case "create":
                path.write_text(f" date 2020-1{number % 3}\nUn texte neuf numéro {number}\n\nMicrosoft se tait.\n", "utf-8")
        build(options)
    assert tree(folder / "public") == clean_build(folder)
    shutil.rmtree(folder / "clean")
