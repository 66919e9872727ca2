"""The page of corrections: before, after, reason and day, and nothing of texts that may not be republished."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from lxml import html
from msgspec.structs import replace

from site_builder.config import Config, Rights
from site_builder.model import Article, ArticleId, Change, Corrected, Dossier, Ref
from site_builder.render import Site
from site_builder.render.pages import plan
from site_builder.render.theme import Theme
from site_builder.render.views import page_of
from tests.unit.render.conftest import FIRST, span

A1 = ArticleId("a1")
CORRECTED = (
    Corrected("quote", (Change("speaker", "la société", "Boréal"), Change("kind", "direct", "fragment"),
                        Change("words", "Nous irons vite", "irons vite")),
              Ref(A1, span(FIRST, "Nous irons vite")), A1, "", "La phrase d'avant la nomme.", "2026-01-31"),
    Corrected("date", (Change("value", "approx 2020-08", "on_or_before 2020-09-15"),),
              Ref(A1, span(FIRST, "cette semaine")), A1),
    Corrected("entity", (Change("same_as", "Boreal", "Boréal"),), None, None, "Boreal"),
    Corrected("deadline", (Change("status", "open", "met"),), Ref(A1, span(FIRST, "15 septembre")), A1),
    Corrected("title", (Change("title", "Avant", "Après"),), None, A1),
)  # fmt: skip


def page(dossier: Dossier, articles: Mapping[ArticleId, Article], config: Config) -> html.HtmlElement | None:
    site = Site(replace(dossier, corrections=CORRECTED), config, articles)
    spec = next(spec for spec in plan(site.dossier, config) if spec.kind == "corrections")
    return html.document_fromstring(Theme(None, config).render(page_of(site, spec)))


def test_before_after_reason_and_day(dossier: Dossier, articles: Mapping[ArticleId, Article]) -> None:
    shown = page(dossier, articles, Config())
    items = [" ".join(item.text_content().split()) for item in shown.xpath("//ol[@class='corrections']/li")]
    assert len(items) == len(CORRECTED)
    for words in ("la société → Boréal", "31 janvier 2026", "La phrase d’avant la nomme.", "Nous irons vite → irons vite"):
        assert words in items[0]
    assert "vers août 2020 → au plus tard le 15 septembre 2020" in items[1]
    assert "Boreal → Boréal" in items[2]
    assert "ouverte → tenue" in items[3]
    assert "Avant → Après" in items[4]


def test_what_may_not_be_republished_is_not_in_the_log(dossier: Dossier, articles: Mapping[ArticleId, Article]) -> None:
    shown = page(dossier, articles, Config(rights=Rights(publish="metadata")))
    assert "irons vite" not in shown.text_content()
    assert "cette semaine" not in shown.text_content()
    assert "la société" not in shown.text_content()
    assert "Boréal" in shown.text_content()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_corrections_there_is_no_page(dossier: Dossier, language: str) -> None:
    config = Config(language="fr") if language == "fr" else Config(language="en")
    assert "corrections" not in {spec.kind for spec in plan(dossier, config)}
