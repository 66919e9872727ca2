"""pages: which there are, where they are, and that every link and anchor on them leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

import pytest
from lxml import html

from site_builder.config import Config
from site_builder.model import Dossier, Permalink
from site_builder.render import Site, parts
from site_builder.render.pages import output_path, plan
from site_builder.render.theme import Theme
from site_builder.render.views import page_of


@pytest.fixture(scope="module")
def rendered(site: Site, theme: Theme) -> dict[str, html.HtmlElement]:
    pages = plan(site.dossier, site.config)
    return {output_path(spec.permalink): html.document_fromstring(theme.render(page_of(site, spec))) for spec in pages}


def test_addresses_are_in_the_language_of_the_site(dossier: Dossier) -> None:
    french = {spec.permalink for spec in plan(dossier, Config())}
    english = {spec.permalink for spec in plan(dossier, Config(language="en"))}
    assert {"", "chronologie/", "citations/", "citations/c0/", "acteurs/boreal/", "404.html"} <= french
    assert {"timeline/", "quotes/c0/", "who-is-who/boreal/"} <= english


def test_output_path() -> None:
    paths = [output_path(Permalink(permalink)) for permalink in ("", "a/b/", "404.html")]
    assert paths == ["index.html", "a/b/index.html", "404.html"]


def test_every_link_and_anchor_resolves(rendered: Mapping[str, html.HtmlElement], site: Site, theme: Theme) -> None:
    files = {*(path for part in parts(site) for path in part.paths), *(output.path for output in theme.assets())}
    ids = {path: set(page.xpath("//@id")) for path, page in rendered.items()}
    broken = []
    for path, page in rendered.items():
        if path == "404.html":
            continue
        for href in page.xpath("//@href[not(starts-with(., 'https:'))] | //@src"):
            target, _, anchor = href.partition("?")[0].partition("#")
            to = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            to = "index.html" if to == "." else to if to.endswith(".html") else f"{to}/index.html"
            if posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) in files:
                continue
            if to not in ids or (anchor and anchor not in ids[to]):
                broken.append((path, href))
    assert broken == []


def test_ids_are_unique(rendered: Mapping[str, html.HtmlElement]) -> None:
    for path, page in rendered.items():
        found = page.xpath("//@id")
        assert len(found) == len(set(found)), path


def test_no_inline_style_or_script(rendered: Mapping[str, html.HtmlElement]) -> None:
    for path, page in rendered.items():
        assert page.xpath("//@style | //style | //@onclick") == [], path
        assert page.xpath("//script[not(@src) and not(@type='application/ld+json')]") == [], path


def test_the_article_marks_its_quote_date_and_names(rendered: Mapping[str, html.HtmlElement]) -> None:
    page = rendered["articles/2020-08-boreal-confirme-discuter-du-rachat-d-ambre/index.html"]
    quote = page.get_element_by_id("q-c0")
    assert quote.find_class("quoted")[0].text_content() == "Nous irons vite, au plus tard le 15\u00a0septembre 2020"
    assert page.get_element_by_id("d-0").text_content() == "le 15\u00a0septembre 2020"
    assert page.get_element_by_id("n-0").get("href") == "../../acteurs/boreal/"
    assert page.find_class("term")[0].text_content() == "mariage de raison"
    assert page.find_class("call")[0].getprevious() is not None
    assert [h.text_content() for h in page.xpath("//div[@class='text']/h2")] == ["Une suite attendue"]


def test_the_deduced_is_marked(rendered: Mapping[str, html.HtmlElement]) -> None:
    page = rendered["articles/2020-08-boreal-confirme-discuter-du-rachat-d-ambre/index.html"]
    deduced = {element.text_content() for element in page.find_class("deduced")}
    assert {"titre déduit", "«\u202fla société\u202f» dans le texte", "d\u2019après la date de l\u2019article"} <= deduced


def test_an_uncertain_date_is_no_day(rendered: Mapping[str, html.HtmlElement]) -> None:
    event = rendered["chronologie/index.html"].get_element_by_id("e-2020-08")
    assert "is-fuzzy" in event.get("class")
    assert event.xpath(".//time") == []
    assert "vers août" in event.text_content()
    assert "Dans le mois, jour inconnu" in rendered["chronologie/index.html"].text_content()


def test_foreign_articles_carry_their_language(rendered: Mapping[str, html.HtmlElement]) -> None:
    page = rendered["articles/boreal-said-on-monday-that-the-talks-are-over/index.html"]
    assert page.xpath("//h1/@lang") == ["en"]
    assert page.xpath("//div[@class='text']/@lang") == ["en"]


def test_the_same_words_are_set_side_by_side(rendered: Mapping[str, html.HtmlElement]) -> None:
    page = rendered["citations/index.html"]
    statement = page.get_element_by_id("st-c0")
    assert len(statement.find_class("versions")[0].findall("li")) == 2
    assert "peut-être une seule et même source" in statement.text_content()


def test_the_page_for_lost_readers_has_absolute_links(dossier: Dossier, site: Site) -> None:
    spec = next(spec for spec in plan(dossier, site.config) if spec.kind == "lost")
    below = Site(dossier, Config(base_url="https://example.org/deals"), {})
    assert {link.href for link in page_of(below, spec).view.frame.navigation} >= {"/deals/", "/deals/chronologie/"}  # type: ignore[attr-defined]


def test_offline_links_name_their_file(dossier: Dossier, site: Site) -> None:
    spec = next(spec for spec in plan(dossier, site.config) if spec.kind == "lost")
    offline = Site(dossier, site.config, {}, offline=True)
    assert all(link.href.endswith("index.html") for link in page_of(offline, spec).view.frame.navigation)  # type: ignore[attr-defined]


def test_formatting_and_safe_links_of_the_article_are_kept(rendered: Mapping[str, html.HtmlElement]) -> None:
    text = rendered["articles/2020-09-14-ambre-a-choisi-un-autre-acquereur/index.html"].find_class("text")[0]
    assert [element.text_content() for element in text.iter("em")] == ["un autre"]
    assert [element.get("href") for element in text.find_class("out")] == ["https://example.org/a"]


def test_no_address_but_of_the_web_reaches_a_page(rendered: Mapping[str, html.HtmlElement]) -> None:
    assert not any("javascript:" in href for page in rendered.values() for href in page.xpath("//@href | //@src"))


def test_a_printed_article_has_its_quotes_as_notes(rendered: Mapping[str, html.HtmlElement]) -> None:
    page = rendered["articles/2020-08-boreal-confirme-discuter-du-rachat-d-ambre/index.html"]
    assert [note.text_content() for note in page.xpath("//section[@class='endnotes']//li")] == ["Boréal, § 2. citations/c0/"]
