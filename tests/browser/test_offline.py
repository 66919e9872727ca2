"""A dossier built for a folder: opened by file address it reads, links, is styled and searches, and asks no server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.build import Options, build
from tests.browser.conftest import ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    shutil.copy(ROOT / "dossier.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    report = build(Options(config=folder / "dossier.toml", executor="serial", search=True, offline=True))
    assert report.remarks == ()
    return folder / "public"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    # What a page had not loaded when the next one was opened is aborted; that is no failure.
    page.on("requestfailed", lambda request: None if "ABORTED" in (request.failure or "") else errors.append(request.url))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else errors.append(request.url))
    yield page
    context.close()
    assert errors == []


def test_every_link_of_every_page_names_a_file(page: Page, folder: Path) -> None:
    for path in sorted(folder.rglob("*.html")):
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        links = page.evaluate("() => [...document.links].map((link) => link.href)")
        assert links
        for link in links:
            parts = urlsplit(link)
            if parts.scheme == "file":
                assert Path(unquote(parts.path)).is_file(), (path, link)


def test_it_is_styled_read_and_searched_from_the_folder(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    assert page.evaluate("() => document.fonts.ready.then((fonts) => [...fonts].some((font) => font.status === 'loaded'))")
    page.get_by_role("link", name="ByteDance ne vendra pas").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ByteDance ne vendra pas")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("securite nationale")
    page.locator(".results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
