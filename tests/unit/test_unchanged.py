"""Nothing to do is told from file times alone; anything that changed is noticed."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import build as stages
from site_builder.build import Report


class WorkedError(Exception):
    """Raised in place of the work itself."""


@pytest.fixture
def settled(dossier: Path, built: Callable[..., Report], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier that was built once, all its files taken for old; the next build that does any work raises WorkedError."""
    monkeypatch.setattr("site_builder.stamps._settled", lambda _: 0)
    built(dossier)
    monkeypatch.setattr(stages, "gather", _worked)
    return dossier


def test_nothing_changed_is_nothing_done_and_the_report_is_the_same(settled: Path, built: Callable[..., Report]) -> None:
    again = built(settled)
    assert (again.articles, again.changed, again.removed) == (2, 0, 0)
    assert again.pages > 10


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "seeds" / "new.txt").write_text(" date 2020-10\nUn texte.\n"),
        lambda folder: next((folder / "seeds").iterdir()).unlink(),
        lambda folder: os.utime(next((folder / "seeds").iterdir())),
        lambda folder: (folder / "dossier.toml").write_text('title = "Autre"\n'),
        lambda folder: (folder / "corrections.toml").write_text(""),
        lambda folder: (folder / "templates").mkdir() or (folder / "templates" / "404.html").write_text("x"),
        lambda folder: (folder / "public" / "index.html").unlink(),
        lambda folder: (folder / "public" / "index.html").write_text("by hand"),
        lambda folder: shutil.rmtree(folder / "public"),
        lambda folder: shutil.rmtree(folder / ".dossier"),
    ],
)
def test_every_change_is_noticed(settled: Path, built: Callable[..., Report], change: Callable[[Path], object]) -> None:
    change(settled)
    with pytest.raises(WorkedError):
        built(settled)


@pytest.mark.parametrize("said", [{"base_url": "https://example.org/"}, {"drafts": True}, {"cache": False}])
def test_what_the_command_line_says_counts(settled: Path, built: Callable[..., Report], said: dict[str, object]) -> None:
    with pytest.raises(WorkedError):
        built(settled, **said)


def _worked(*_: object, **__: object) -> None:
    raise WorkedError


def test_a_file_that_was_saved_just_now_is_not_trusted(
    dossier: Path, built: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(next((dossier / "seeds").iterdir()))
    built(dossier)
    monkeypatch.setattr(stages, "gather", _worked)
    with pytest.raises(WorkedError):
        built(dossier)


def test_a_moment_later_it_is_trusted_unless_the_clock_is_coarse(
    dossier: Path, built: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = next((dossier / "seeds").iterdir())
    time.sleep(0.2)
    built(dossier)
    with monkeypatch.context() as patch:
        patch.setattr(stages, "gather", _worked)
        assert built(dossier).changed == 0
    os.utime(seed, ns=(time.time_ns(), time.time_ns() // 10**9 * 10**9))
    time.sleep(0.2)
    built(dossier)
    monkeypatch.setattr(stages, "gather", _worked)
    with pytest.raises(WorkedError):
        built(dossier)
