"""Previews: what a link leads to is shown to the pointer and to the keyboard, can be sent away, and costs nothing before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def article(page: Page, site: str) -> None:
    page.goto(f"{site}articles/")
    page.get_by_role("link", name="ByteDance ne vendra pas").first.click()


def test_a_party_is_shown_to_the_pointer_and_goes_with_it(page: Page, site: str) -> None:
    article(page, site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "fetch" else None)
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert asked == []
    page.locator("a.name", has_text="Oracle").first.hover()
    shown = page.get_by_role("tooltip")
    expect(shown).to_contain_text("partenaire")
    expect(shown).to_contain_text("Choisie par ByteDance")
    assert [url.removeprefix(site) for url in asked] == ["acteurs/oracle/"]
    shown.hover()  # one may go and read it
    page.wait_for_timeout(300)
    expect(shown).to_be_visible()
    page.mouse.move(5, 5)
    expect(shown).to_be_hidden()


def test_a_source_is_shown_with_its_words_marked(page: Page, site: str) -> None:
    page.goto(f"{site}echeances/")
    source = page.locator(".rail a.source").first
    source.hover()
    shown = page.get_by_role("tooltip")
    expect(shown.locator("mark")).to_contain_text("15\u00a0septembre")
    assert source.get_attribute("aria-describedby") == shown.get_attribute("id")


def test_the_keyboard_opens_it_and_escape_closes_it(page: Page, site: str) -> None:
    article(page, site)
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.classList.contains('call')"):
            break
    shown = page.get_by_role("tooltip")
    expect(shown).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".one-quote")).to_be_visible()


def test_it_stays_inside_the_window(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 700, "height": 500})
    article(page, site)
    for link in page.locator("a.name").all()[:12]:
        link.hover()
        shown = page.get_by_role("tooltip")
        expect(shown).to_be_visible()
        box = shown.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 700
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
