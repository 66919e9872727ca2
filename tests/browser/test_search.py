"""The full-text search in a real browser: what it finds, how it is narrowed, where it leads, and what it must not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.build import NO_ADDRESS, Options, build
from tests.browser.conftest import Served

pytest.importorskip("pagefind", reason="the extra `search` is not installed")

OPEN = """ date 2019-03-12
Le canal attend son repreneur

Devant l’écluse du canal, la société Boréal a présenté son offre. Le prix n’est pas connu.

« Cette œuvre commune nous survivra », a déclaré Jeanne Morin, présidente de Boréal.
"""
LATER = """ date 2020-06-02
La société Boréal renonce au chantier

« Nous fermons le chantier », a déclaré Jeanne Morin. Le cœur du projet reste à Boréal.
"""
CLOSED = """---
title: Un article que l'on ne republie pas
date: 2020-06-03
publish: metadata
---
Le mot xylophone ne doit se trouver nulle part, disait Jeanne Morin : « un zeugma ».
"""


@pytest.fixture(scope="module", params=["alone", "together"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site, its quotes and events each a record of its own, or together as in a large dossier."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "together":
            patch.setattr("site_builder.render.records.MOST_ALONE", 0)
        yield from _served(tmp_path_factory)


def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("search")
    (folder / "seeds").mkdir()
    for name, text in (("a.txt", OPEN), ("b.txt", LATER), ("c.md", CLOSED)):
        (folder / "seeds" / name).write_text(text, "utf-8")
    (folder / "dossier.toml").write_text('title = "Le canal"\nlanguage = "fr"\n[[parties]]\nname = "Boréal"\n', "utf-8")
    report = build(Options(config=folder / "dossier.toml", executor="serial", search=True))
    assert report.articles == 3
    assert report.remarks == (NO_ADDRESS,)
    _nowhere(folder / "public", b"xylophone", b"zeugma")
    served = Served(folder / "public")
    yield served.url
    served.close()


def _nowhere(folder: Path, *words: bytes) -> None:
    import gzip

    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
            assert not [word for word in words if word in raw.lower()], path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [("ecluse", "l’écluse"), ("écluse", "l’écluse"), ("l’écluse", "l’écluse"), ("l'ecluse", "l’écluse"),
     ("ÉCLUSE", "l’écluse"), ("oeuvre", "œuvre"), ("œuvre", "œuvre"), ("oeuvres", "œuvre"),
     ("cœur", "cœur"), ("coeur", "cœur")],
)  # fmt: skip
def test_words_are_found_however_they_are_typed(page: Page, address: str, typed: str, words: str) -> None:
    page.goto(f"{address}recherche/")
    page.locator("#q").fill(typed)
    expect(page.locator(".results mark").first).to_have_text(words)


def test_nothing_is_loaded_before_the_first_use(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}recherche/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "pagefind" in url]
    page.locator("#q").fill("canal")
    expect(page.locator(".results li").first).to_be_visible()
    assert [url for url in asked if "pagefind" in url]


def test_a_result_leads_to_its_paragraph(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("survivra")
    article = page.locator(".results li", has_text="Le canal attend").first
    article.get_by_role("link").click()
    expect(page.locator(":target")).to_contain_text("nous survivra")


def test_results_are_grouped_and_narrowed_and_the_choice_stands_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}recherche/")
    page.locator("#q").fill("chantier")
    headings = page.locator(".results h2")
    expect(headings).to_contain_text(["Articles", "Citations"])
    page.locator("select[name=y]").select_option("2019")
    expect(page.get_by_role("status").first).to_contain_text("Rien")
    page.locator("select[name=y]").select_option("2020")
    page.locator("select[name=p]").select_option("Boréal")
    expect(headings.first).to_contain_text("Articles")
    page.reload()
    expect(page.locator("select[name=y]")).to_have_value("2020")
    expect(page.locator("select[name=p]")).to_have_value("Boréal")
    expect(page.locator(".results li").first).to_contain_text("renonce")


def test_a_search_can_be_sent_to_somebody(page: Page, address: str) -> None:
    page.goto(f"{address}recherche/?q=chantier")
    expect(page.locator(".results li").first).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_what_is_not_republished_is_not_found_by_its_words(page: Page, address: str) -> None:
    page.goto(f"{address}recherche/")
    page.locator("#q").fill("republie")
    expect(page.locator(".results li")).to_contain_text(["Un article que l’on ne republie pas"])
    page.locator("#q").fill("xylophone")
    expect(page.get_by_role("status").first).to_contain_text("Rien")


def test_a_quote_is_found_at_its_own_place(page: Page, address: str) -> None:
    for typed, date in (("survivra", "12 mars 2019"), ("fermons", "2 juin 2020")):
        page.goto(f"{address}recherche/")
        page.locator("#q").fill(typed)
        found = page.locator(".results h2", has_text="Citations").locator("+ ul li").first
        expect(found).to_contain_text("Jeanne Morin")
        expect(found).to_contain_text(date.replace(" ", "\u00a0", 1))
        found.get_by_role("link").click()
        expect(page.locator(".one-quote blockquote").first).to_contain_text(typed)
