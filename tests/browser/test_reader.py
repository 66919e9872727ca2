"""Reads the built site as a reader would: home page to article, quotes to their words, timeline, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

SEPTEMBER = "ByteDance ne vendra pas les activités américaines de TikTok à Microsoft"
AUGUST = "Microsoft a publié une déclaration pour confirmer les négociations de rachat de TikTok"
PAGES = ["", "chronologie/", "citations/", "acteurs/", "articles/", "no-such-page"]


def reader(browser: Browser, width: int, *, script: bool, scheme: str = "light") -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=script,
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )


@pytest.fixture(
    params=[(1280, True), (390, True), (1280, False), (390, False)], ids=["desk", "phone", "desk-noscript", "phone-noscript"]
)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page at desk and phone width, with and without JavaScript; it fails on any error and on any request elsewhere."""
    width, script = request.param
    context = reader(browser, width, script=script)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "request",
        lambda request: (
            errors.append(request.url) if "127.0.0.1" not in request.url and not request.url.startswith("data:") else None
        ),
    )
    yield page
    context.close()
    assert [error for error in errors if "404" not in error] == []


def test_from_the_home_page_to_the_words_and_back(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.get_by_role("link", name=SEPTEMBER).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SEPTEMBER)
    expect(page.get_by_role("heading", name="ByteDance est devenu insensible")).to_be_visible()
    expect(page.get_by_text("titre déduit", exact=True)).to_be_visible()

    page.get_by_role("link", name="Citations").first.click()
    expect(page).to_have_url(f"{site}citations/")
    quote = page.locator("figure", has_text="Microsoft apprécie l’implication personnelle")
    expect(quote).to_contain_text("Microsoft")
    quote.locator("a.source").click()
    words = page.locator(":target")
    expect(words).to_be_in_viewport()
    expect(words).to_contain_text("Microsoft apprécie")

    page.get_by_role("link", name="Chronologie").first.click()
    deadline = page.locator("li", has_text="15 septembre").first
    expect(deadline).to_be_visible()
    page.get_by_role("link", name="L’affaire TikTok").first.click()
    expect(page).to_have_url(site)


def test_one_deadline_with_two_sources(page: Page, site: str) -> None:
    page.goto(f"{site}chronologie/")
    entries = page.locator("main ol > li").filter(has_text=re.compile(r"au plus tard le\s15\sseptembre"))
    expect(entries).to_have_count(1)
    sources = entries.locator("a.source")
    expect(sources).to_have_count(2)
    for number in range(2):
        page.goto(f"{site}chronologie/")
        sources.nth(number).click()
        expect(page).to_have_url(re.compile("/articles/"))
        expect(page.locator(":target")).to_be_in_viewport()
        expect(page.locator(":target")).to_contain_text("15 septembre")


def test_a_week_without_a_day_is_shown_as_uncertain(page: Page, site: str) -> None:
    page.goto(f"{site}chronologie/")
    entry = page.locator("li", has_text="Dans une annonce faite cette semaine")
    expect(entry).to_be_visible()
    expect(entry).to_contain_text("incertaine")
    assert (
        entry.locator("time[datetime]").count() == 0 or len(str(entry.locator("time").first.get_attribute("datetime"))) == 7
    )


def test_the_six_quotes_and_the_term(page: Page, site: str) -> None:
    page.goto(f"{site}citations/")
    said = page.locator("figure.quote").filter(has=page.locator(".told-as, blockquote")).filter(has_not_text="rapporté")
    words = [text for text in said.locator("blockquote").all_inner_texts() if "«" in text]
    assert sum("partenaire technologique" in text for text in words) <= 1
    expect(page.get_by_text("Parmi les autres mesures, Microsoft garantirait").first).to_be_visible()
    speakers = {figure.locator(".speaker").first.inner_text() for figure in said.all() if figure.locator(".speaker").count()}
    assert "Oracle" not in speakers


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(browser: Browser, site: str, path: str, width: int) -> None:
    context = reader(browser, width, script=True)
    page = context.new_page()
    page.goto(site + path)
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    context.close()


def test_the_keyboard_alone_is_enough(browser: Browser, site: str) -> None:
    context = reader(browser, 1280, script=False)
    page = context.new_page()
    page.goto(site)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#content")
    expect(skip).to_be_in_viewport()
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and SEPTEMBER in (focused.text_content() or ""):
            break
    else:
        pytest.fail("the article cannot be reached with the Tab key")
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(SEPTEMBER)
    context.close()


def test_a_missing_page_helps_the_lost(browser: Browser, site: str) -> None:
    context = reader(browser, 390, script=True)
    page = context.new_page()
    answer = page.goto(f"{site}no/such/page/")
    assert answer is not None
    assert answer.status == 404
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_the_august_article_tells_what_is_inferred(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name=AUGUST).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(AUGUST)
    expect(page.get_by_role("heading", name="Annonce possible dans environ un mois")).to_be_visible()
