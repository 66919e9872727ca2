"""What the checkers share: other people's programs, and the sites that they read."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.build import Options, build
from tests.browser.conftest import Headers, Served, browser_path, browser_type_launch_args

__all__ = ["browser_type_launch_args"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BASE = "https://example.org/"
YEAR = ROOT / "tests/eval/names/wikinews_fr_2016.jsonl"


@pytest.fixture(scope="session")
def checkers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the checkers in it."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm here: apt-get install npm")
    folder = tmp_path_factory.mktemp("checkers")
    for name in ("package.json", ".npmrc"):
        shutil.copy(HERE / name, folder)
    subprocess.run([npm, "install", "--silent"], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    path = browser_path()
    if path is None:
        pytest.skip("no Chromium here: apt-get install chromium, or set DOSSIER_CHROMIUM to one")
    return path


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of the project's own dossier."""
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copy(ROOT / "dossier.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    build(Options(config=folder / "dossier.toml", base_url=BASE, search=True))
    return folder / "public"


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of a year of news: 552 articles, every long list cut by month."""
    folder = tmp_path_factory.mktemp("year")
    (folder / "seeds").mkdir()
    for line in YEAR.read_text("utf-8").splitlines():
        row = json.loads(line)
        (folder / "seeds" / f"{row['id']}.txt").write_text(row["text"], "utf-8")
    (folder / "dossier.toml").write_text('title = "Une année"\nlanguage = "fr"\n', "utf-8")
    report = build(Options(config=folder / "dossier.toml", base_url=BASE))
    assert report.articles == 552
    return folder / "public"


class Compressed(Headers):
    """As hosts serve a site: text compressed."""

    TEXT = (".html", ".css", ".js", ".svg", ".json", ".webmanifest")

    def do_GET(self) -> None:  # noqa: N802  -- the name of the method that it overrides
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in self.TEXT or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def served(chromium: str) -> Iterator[Callable[[Path], str]]:
    """Serves a folder to the browser, compressed, until the test ends; gives its address."""
    running: list[Served] = []

    def serve(folder: Path) -> str:
        running.append(Served(folder, handler=Compressed))
        return running[-1].url

    yield serve
    for one in running:
        one.close()
