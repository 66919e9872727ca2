"""What all tests share: the project's own dossier in a folder of its own, and builds of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import Options, Report, build

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A copy of the project's dossier: configuration and seeds."""
    folder = tmp_path / "dossier"
    folder.mkdir()
    shutil.copy(ROOT / "dossier.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


@pytest.fixture
def built() -> Callable[..., Report]:
    """Builds the dossier in a folder, serially, into its `public`."""

    def run(folder: Path, **options: object) -> Report:
        return build(Options(config=folder / "dossier.toml", executor="serial", **options))  # type: ignore[arg-type]

    return run


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
