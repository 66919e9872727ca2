"""Where a slip stands in a TOML file."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.config import load
from site_builder.errors import ConfigError


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('title = "x"\n\n[[merges]]\nname = "a"\n', 3),
        ('title = "x"\n\n[dael]\nsentence = "a"\n', 3),
        ('[deal]\nsentence = "a"\nsentance = "b"\n', 3),
        ('[[parties]]\nname = "a"\n\n[[parties]]\nname = "b"\nrloe = "target"\n', 6),
    ],
)
def test_an_unknown_key_is_named_on_its_own_line(tmp_path: Path, source: str, line: int) -> None:
    (tmp_path / "dossier.toml").write_text(source, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "dossier.toml")
    assert caught.value.where.endswith(f"dossier.toml:{line}")
