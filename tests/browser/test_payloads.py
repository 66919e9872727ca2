"""Payloads in every place that an input can fill, in a real browser: nothing runs, and nothing is asked of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_builder.build import Options, build
from tests.arsenal import ARSENAL, HANDLERS
from tests.browser.conftest import Served
from tests.payloads import MARK, PAYLOADS, make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("payloads")
    make(made, [*PAYLOADS, *ARSENAL])
    build(Options(config=made / "dossier.toml"))
    return made / "public"


@pytest.fixture(scope="module", params=["policy", "bare"])
def served(folder: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    """The site under its headers, where a missed escape is harmless; and without, where only the escapes stand."""
    here = Served(folder, bare=request.param == "bare")
    yield here
    here.close()


PROVOKED = f"""names => {{
  for (const element of [...document.querySelectorAll("body *:not(a):not(button)")].slice(0, 400))
    for (const name of names) element.dispatchEvent(new Event(name, {{cancelable: true}}));
  return Object.keys(window).every(name => !name.startsWith("{MARK[:6]}")) && !document.querySelector("[autofocus]");
}}"""
"""Every element of a page is given every event that a handler could wait for."""


@pytest.mark.parametrize("step", [120, pytest.param(3, marks=pytest.mark.slow)])
def test_nothing_runs_and_nobody_is_called(page: Page, served: Served, folder: Path, step: int) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    paths = sorted(path.relative_to(folder).parent.as_posix() for path in folder.rglob("index.html"))
    # Many pages are made by one template with one payload: of these a part, under the headers fewer.
    many = [path for path in paths if path.startswith(("citations/", "articles/2", "articles/u"))]
    rest = set(many[:: step if served.bare else 4 * step])
    for path in (path for path in paths if path in rest or path not in many):
        page.goto(f"{served.url}{'' if path == '.' else path + '/'}", wait_until="load")
        assert page.evaluate(PROVOKED, HANDLERS[::6]), path
    assert [url for url in asked if not url.startswith((served.url, "data:"))] == []
    assert said == []


def test_the_search_shows_payloads_as_text(page: Page, served: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for words in (
        "script",
        "onerror",
        "javascript",
        "<img src=x onerror=window.broken_in=1>",
        '"',
        "{{7*191}}",
        "__proto__",
    ):
        page.goto(f"{served.url}recherche/")
        page.locator("input[name=q]").fill(words)
        page.locator(".results li").first.wait_for()
        assert page.evaluate(f"() => window.{MARK} === undefined")
        assert page.locator(".results script, .results img").count() == 0
    assert [url for url in asked if not url.startswith((served.url, "data:"))] == []
