"""The stages in order: what only all the articles of a dossier show together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from site_builder.build import Report


def test_an_article_of_two_exports_is_one(tmp_path: Path, built: Callable[..., Report]) -> None:
    export = (Path(__file__).parents[1] / "golden" / "inputs" / "factiva_xml" / "export.xml").read_bytes()
    (tmp_path / "seeds").mkdir()
    for name in ("a.xml", "b.xml"):
        (tmp_path / "seeds" / name).write_bytes(export)
    report = built(tmp_path)
    assert report.articles == 2
    assert [d.where for d in report.diagnostics if d.code == "N207"] == ["seeds/b.xml", "seeds/b.xml"]
