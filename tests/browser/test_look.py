"""The look: no sideways scroll, no script needed, marks that show, a search that finds, a page that prints."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

PAGES = [
    "", "chronologie/", "articles/", "citations/", "acteurs/", "acteurs/microsoft/", "echeances/", "recherche/", "methode/",
    "donnees/", "imprimer/",
]  # fmt: skip
ARTICLE = "ByteDance ne vendra pas les activités américaines de TikTok à Microsoft"


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        has_touch=True,
        is_mobile=True,
        color_scheme=request.param,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_no_page_scrolls_sideways_on_a_small_phone(phone: Page, site: str) -> None:
    for path in PAGES:
        phone.goto(site + path)
        assert phone.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_every_control_can_be_touched(phone: Page, site: str) -> None:
    phone.goto(site)
    small = phone.evaluate(
        """() => [...document.querySelectorAll("nav a, .head > a, .sources a, .deadlines a, button")]
        .filter((link) => link.offsetParent && link.getBoundingClientRect().height < 43.5).map((link) => link.outerHTML)"""
    )
    assert small == []


def test_highlights_are_switched_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_role("link", name=ARTICLE).first.click()
    words = page.locator(".quoted").first
    before = words.evaluate("node => getComputedStyle(node).backgroundColor")
    page.locator("label", has=page.locator("#show-quotes")).click()
    assert words.evaluate("node => getComputedStyle(node).backgroundColor") != before
    context.close()


def test_the_words_that_a_link_leads_to_are_highlighted(desk: Page, site: str) -> None:
    desk.goto(f"{site}citations/")
    desk.locator("figure.quote a.source").first.click()
    target = desk.locator(".said:target")
    expect(target).to_have_count(1)
    background = target.locator(".quoted, .told").first.evaluate("node => getComputedStyle(node).backgroundColor")
    assert background != "rgba(0, 0, 0, 0)"


def test_the_search_finds_through_apostrophes_accents_and_case(desk: Page, site: str) -> None:
    desk.goto(site)
    desk.keyboard.press("/")
    expect(desk.locator("#q")).to_be_focused()
    for typed in ("l'implication", "L’IMPLICATION", "securite nationale"):
        desk.locator("#q").fill(typed)
        expect(desk.locator(".results li").first).to_contain_text("Microsoft")


def test_the_keys_are_listed(desk: Page, site: str) -> None:
    desk.goto(site)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_be_hidden()


def test_a_filter_stands_in_the_address(desk: Page, site: str) -> None:
    desk.goto(f"{site}citations/")
    desk.locator("select[name=kind]").select_option("direct")
    assert desk.url.endswith("?kind=direct")
    shown = desk.locator("figure.quote:visible").count()
    desk.reload()
    expect(desk.locator("select[name=kind]")).to_have_value("direct")
    assert desk.locator("figure.quote:visible").count() == shown > 0


def test_print_leaves_the_navigation_out(desk: Page, site: str) -> None:
    desk.goto(site)
    desk.get_by_role("link", name=ARTICLE).first.click()
    desk.emulate_media(media="print")
    expect(desk.locator("nav.rooms")).to_be_hidden()
    expect(desk.locator("fieldset.highlight")).to_be_hidden()
    expect(desk.locator(".text")).to_be_visible()


def test_a_link_and_a_reference_can_be_copied(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}citations/")
    page.locator("figure.quote a.permalink").first.click()
    for name, copied in (("Copier le lien", page.url), ("Copier la référence", page.locator("#cite").inner_text())):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name="Copié").first).to_be_visible()
        assert page.evaluate("() => navigator.clipboard.readText()") == copied
    context.close()
