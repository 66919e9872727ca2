"""Bad input gets file, reason and fix on standard error, and never costs another article its page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import Report
from site_builder.model import Annotations, Article


def pages(folder: Path) -> int:
    return len(list((folder / "public" / "articles").glob("*/index.html")))


def problem(report: Report, name: str) -> tuple[str, str, str]:
    """Severity, message and fix of the one diagnostic that names a file."""
    found = [item for item in report.diagnostics if name in item.where]
    assert found, [item.where for item in report.diagnostics]
    assert all(item.hint for item in found)
    return found[0].severity, found[0].message, found[0].hint


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t\n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("nul.txt", b" date 2020-09\nUn texte\0\0 avec des NUL.\n"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\x01\x02" * 300),
        ("only-a-date.txt", b" date 2020-09"),
    ],
)
def test_what_is_no_article_is_named_and_left_out(
    dossier: Path, built: Callable[..., Report], name: str, data: bytes
) -> None:
    (dossier / "seeds" / name).write_bytes(data)
    report = built(dossier)
    severity, message, _ = problem(report, name)
    assert severity == "error"
    assert message
    assert pages(dossier) == 2


def test_a_folder_named_like_an_article_is_named(dossier: Path, built: Callable[..., Report]) -> None:
    (dossier / "seeds" / "folder.txt").mkdir()
    report = built(dossier)
    assert problem(report, "folder.txt")[0] in ("error", "warning")
    assert pages(dossier) == 2


def test_an_undated_article_has_its_page_and_a_warning(dossier: Path, built: Callable[..., Report]) -> None:
    (dossier / "seeds" / "undated.txt").write_text("Microsoft a parlé. Personne ne sait quand.\n", "utf-8")
    report = built(dossier)
    assert problem(report, "undated.txt")[0] == "warning"
    assert pages(dossier) == 3


def test_a_date_that_does_not_exist_is_a_warning_with_its_line(dossier: Path, built: Callable[..., Report]) -> None:
    (dossier / "seeds" / "thirty.txt").write_text(" date 2020-02-30\nMicrosoft a parlé. Personne ne sait quand.\n", "utf-8")
    report = built(dossier)
    found = [item for item in report.diagnostics if "thirty.txt:1" in item.where]
    assert found
    assert "2020-02-30" in found[0].message
    assert pages(dossier) == 3


def test_two_articles_with_one_title_and_day_both_have_a_page(dossier: Path, built: Callable[..., Report]) -> None:
    text = " date 2020-10-02\nLe même titre\n\nUn texte qui dit {}.\n"
    (dossier / "seeds" / "a.txt").write_text(text.format("ceci"), "utf-8")
    (dossier / "seeds" / "b.txt").write_text(text.format("cela"), "utf-8")
    report = built(dossier)
    assert pages(dossier) == 4
    assert any("b.txt" in item.where and item.severity == "warning" and item.hint for item in report.diagnostics)


def test_two_files_with_one_id_both_have_a_page(dossier: Path, built: Callable[..., Report]) -> None:
    (dossier / "seeds" / "same.txt").write_text(" date 2020-10-02\nUn titre\n\nUn texte qui dit ceci.\n", "utf-8")
    (dossier / "seeds" / "same.md").write_text(
        "---\ntitle: Un autre\ndate: 2020-10-03\n---\n\nUn texte qui dit cela.\n", "utf-8"
    )
    report = built(dossier)
    assert pages(dossier) == 4
    assert any("same" in item.where and item.severity == "warning" for item in report.diagnostics)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(dossier: Path, built: Callable[..., Report]) -> None:
    path = dossier / "seeds" / "secret.txt"
    path.write_text(" date 2020-10\nSecret.\n")
    path.chmod(0)
    assert problem(built(dossier), "secret.txt")[0] == "error"


def test_a_file_that_the_system_refuses_is_named(
    dossier: Path, built: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for whoever may read everything: the refusal is the system's."""
    (dossier / "seeds" / "secret.txt").write_text(" date 2020-10\nSecret.\n")
    real = os.open

    def refuses(path: str, *args: int, **named: int) -> int:
        if str(path).endswith("secret.txt"):
            raise PermissionError(13, os.strerror(13), str(path))
        return real(path, *args, **named)

    monkeypatch.setattr(os, "open", refuses)
    severity, message, _ = problem(built(dossier), "secret.txt")
    assert (severity, message) == ("error", f"cannot be read: {os.strerror(13)}")
    assert pages(dossier) == 2


def test_links_out_loops_and_pipes_do_not_hang_the_build(
    dossier: Path, built: Callable[..., Report], tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(" date 2020-10\nHors du dossier\n\nCe texte n'est pas à publier.\n", "utf-8")
    (dossier / "seeds" / "out.txt").symlink_to(outside)
    (dossier / "seeds" / "loop").symlink_to(dossier / "seeds")
    (dossier / "seeds" / "self.txt").symlink_to(dossier / "seeds" / "self.txt")
    os.mkfifo(dossier / "seeds" / "pipe.txt")
    report = built(dossier)
    for name in ("out.txt", "self.txt", "pipe.txt"):
        assert problem(report, name)[0] in ("error", "warning")
    assert pages(dossier) == 2


def test_an_odd_mark_is_named_with_the_line_and_column_of_its_file(dossier: Path, built: Callable[..., Report]) -> None:
    text = " date 2020-10-02\nUn titre\n\nUn premier paragraphe.\n\nIl a dit ceci », puis rien.\n"
    (dossier / "seeds" / "odd.txt").write_text(text, "utf-8")
    found = [item for item in built(dossier).diagnostics if "odd.txt" in item.where]
    assert [item.where.rpartition("odd.txt")[2] for item in found] == [":6:15"]


def test_a_defect_costs_its_article_and_no_other(
    dossier: Path, built: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    from site_builder import sources

    real = sources.extract

    def fails_on_one(article: Article) -> Annotations:
        if "broken" in article.text:
            raise IndexError("no such\nthing")
        return real(article)

    parts = (f"---\ntitle: Un titre\ndate: 2020-10-0{day}\n---\n\n{text}.\n" for day, text in ((1, "broken"), (2, "Sain")))
    (dossier / "seeds" / "two.md").write_text("\n".join(parts), "utf-8")
    monkeypatch.setattr(sources, "extract", fails_on_one)
    for _ in range(2):  # what failed is not remembered as an article that has nothing
        report = built(dossier)
        defects = [item for item in report.diagnostics if item.code == "E999"]
        assert [(item.where, item.message, item.severity) for item in defects] == [
            ("seeds/two.md", "IndexError: no such thing", "error")
        ]
        assert pages(dossier) == 3
    monkeypatch.undo()
    assert built(dossier).articles == 4


def test_a_defect_of_a_reader_names_the_file(
    dossier: Path, built: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    from site_builder import read

    def fails(*_: object) -> None:
        raise RecursionError("too deep")

    (dossier / "seeds" / "page.html").write_text("<p>Un texte.</p>", "utf-8")
    monkeypatch.setattr(read, "_of_page", fails)
    severity, message, _ = problem(built(dossier), "page.html")
    assert (severity, message) == ("error", "RecursionError: too deep")
    assert pages(dossier) == 2
