"""netlify.toml: the very command that it names, in a clean copy, and the result under its headers in a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Served, header_rules, netlify

BUILT_FROM = [
    "dossier.toml",
    "netlify.toml",
    "pyproject.toml",
    "README.md",
    "requirements.txt",
    "seeds",
    "site_builder",
    "static",
    "templates",
]


def copied(folder: Path) -> Path:
    for name in BUILT_FROM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    return folder


@pytest.mark.parametrize(("named", "variable"), [(None, "URL"), ("deploy-preview", "DEPLOY_PRIME_URL")])
def test_the_command_builds_and_the_headers_let_the_site_work(
    page: Page, tmp_path: Path, named: str | None, variable: str
) -> None:
    settings = netlify()
    command = settings["context"][named]["command"] if named else settings["build"]["command"]  # type: ignore[index]
    folder = copied(tmp_path)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("VIRTUAL_ENV", "PYTHON"))}
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}",
        variable: "https://example.org",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    public = folder / settings["build"]["publish"]  # type: ignore[index,operator]
    assert 'rel="canonical" href="https://example.org/"' in (public / "index.html").read_text("utf-8")
    served = Served(public)
    try:
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        answer = page.goto(served.url)
        assert answer is not None
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith(("Newsreader", '"Newsreader'))
        page.evaluate("() => document.fonts.ready.then(() => true)")
        page.goto(f"{served.url}chronologie/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert complaints == []
    finally:
        served.close()


def test_every_page_is_under_the_policy_and_fonts_stay_cached() -> None:
    rules = dict(header_rules())
    assert "frame-ancestors 'none'" in rules["/*"]["Content-Security-Policy"]
    assert "immutable" in rules["/*.woff2"]["Cache-Control"]
    assert netlify()["build"]["environment"]["PYTHON_VERSION"] == "3.11"  # type: ignore[index]
