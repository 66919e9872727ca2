"""A real browser on a site that is served under the headers of netlify.toml."""

from __future__ import annotations

import fnmatch
import http.server
import os
import shutil
import threading
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from site_builder.build import Options, build

ROOT = Path(__file__).resolve().parents[2]
CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path() -> str | None:
    """The Chromium of this machine; DOSSIER_CHROMIUM names another."""
    named = os.environ.get("DOSSIER_CHROMIUM")
    return named or next((found for name in CANDIDATES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser these tests are skipped and say how to get one; continuous integration must have one."""
    if browser_path() is None and os.environ.get("CI") != "true":
        skip = pytest.mark.skip(reason="no Chromium here: apt-get install chromium, or set DOSSIER_CHROMIUM to one")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    path = browser_path()
    assert path, "no Chromium: apt-get install chromium, or set DOSSIER_CHROMIUM to one"
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


class Headers(http.server.SimpleHTTPRequestHandler):
    """Static files with the headers that netlify.toml gives their path, and its 404 page."""

    rules: tuple[tuple[str, dict[str, str]], ...] = ()

    def end_headers(self) -> None:
        path = self.path.split("?")[0]
        for pattern, values in self.rules:
            if fnmatch.fnmatch(path, pattern):
                for name, value in values.items():
                    # The preview of a test speaks http: only this one directive would send it to https.
                    self.send_header(name, value.replace("; upgrade-insecure-requests", ""))
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing: the tests look at the pages."""


def netlify() -> dict[str, object]:
    return tomllib.loads((ROOT / "netlify.toml").read_text("utf-8"))


def header_rules() -> tuple[tuple[str, dict[str, str]], ...]:
    return tuple((rule["for"], rule["values"]) for rule in netlify()["headers"])  # type: ignore[index,union-attr]


class Served:
    """A folder on a port of its own, until `close`; `bare`: without the headers of netlify.toml."""

    def __init__(self, folder: Path, *, bare: bool = False, handler: type[Headers] = Headers) -> None:
        self.bare = bare
        ruled = type("Handler", (handler,), {"rules": () if bare else header_rules()})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(ruled, directory=str(folder)))
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the project's own dossier."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "dossier.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    report = build(Options(config=folder / "dossier.toml", executor="serial", search=True))
    assert report.articles == 2
    served = Served(folder / "public")
    yield served.url
    served.close()
