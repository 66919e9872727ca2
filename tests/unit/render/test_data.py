"""data: what is published can be checked against the sources, and opens in the programs it is meant for."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from lxml import etree

from site_builder.config import Config, Rights
from site_builder.model import Article, ArticleId, Dossier
from site_builder.render import Site, parts
from site_builder.render.cells import Table
from site_builder.render.pages import plan
from site_builder.render.published import DossierData
from site_builder.render.sections import dossier_data
from site_builder.render.theme import Theme
from site_builder.render.views import page_of

from .conftest import extras

Articles = Mapping[ArticleId, Article]


@pytest.fixture(scope="module")
def outputs(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return extras(site, tmp_path_factory.mktemp("room"))


def test_each_part_makes_what_it_says(site: Site, outputs: Mapping[str, bytes]) -> None:
    assert sorted(outputs) == sorted(path for part in parts(site) for path in part.paths)


def test_quotes_stand_where_the_data_says(site: Site, articles: Articles) -> None:
    for quote in dossier_data(site).quotes:
        text = articles[ArticleId(quote.article)].text
        words = " ".join(text[start:end] for start, end in quote.parts)
        assert quote.words == words
        assert quote.words_sha256 == hashlib.sha256(words.encode()).hexdigest()


def test_json_reads_back_and_has_a_schema(outputs: Mapping[str, bytes]) -> None:
    read = msgspec.json.decode(outputs["donnees/dossier.json"], type=DossierData)
    schema = json.loads(outputs["donnees/dossier.schema.json"])
    assert len(read.quotes) == 3
    assert "QuoteData" in schema["$defs"]


def test_csv_has_a_row_for_each_quote(outputs: Mapping[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(outputs["donnees/quotes.csv"].decode(), newline="")))
    assert [row["speaker"] for row in rows] == ["Boréal"] * 3


def test_a_cell_is_never_a_formula() -> None:
    class Row(msgspec.Struct):
        text: str

    file = io.BytesIO()
    Table(Row, file).add([Row("=1+1")])
    assert file.getvalue().decode() == "text\r\n'=1+1\r\n"


class Cells(msgspec.Struct):
    """Every kind of field that a table has."""

    text: str
    maybe: str | None
    kind: Literal["a", "b"]
    number: int
    amount: float
    count: int | None
    sure: bool
    day: dt.date
    names: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def test_cells_are_those_of_the_csv_module() -> None:
    texts = ["a", "", "é", "a,b", 'a "b" c', '"', "a\nb", "\r", " blank", "'", "«", "١"]
    texts += ["=1", " =1", "-", "\u3000＝1", "\t", "@x"]
    rows = [
        Cells(text, None if n % 3 == 0 else text, "ab"[n % 2], n - 2, (n - 2) / 3, n if n % 4 else None, sure=n % 2 == 0,
              day=dt.date(2020, 1, n + 1), names=(text, "x") if n % 5 else (), spans=((n, n + 1),))
        for n, text in enumerate(texts)
    ]  # fmt: skip
    file = io.BytesIO()
    table = Table(Cells, file)
    for at in range(0, len(rows), 5):
        table.add(rows[at : at + 5])
    plain = io.StringIO(newline="")
    writer = csv.writer(plain, lineterminator="\r\n")
    writer.writerow(Cells.__struct_fields__)
    for row in rows:
        writer.writerow(map(one_cell, msgspec.structs.astuple(row)))
    assert file.getvalue().decode() == plain.getvalue()


def one_cell(value: object) -> object:
    """A cell by itself, as the rules say."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return value
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode().strip('"')
    return f"'{text}" if text[:1] in ("\t", "\r", "\n") or text.strip()[:1] in tuple("=+-@＝＋－＠") else text


def test_each_text_is_read_once(dossier: Dossier, site: Site, articles: Articles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.render.site.RECENT", 1)
    read: list[ArticleId] = []

    class Counting(dict[ArticleId, Article]):
        def __getitem__(self, article: ArticleId) -> Article:
            read.append(article)
            return super().__getitem__(article)

    counted = Site(dossier, site.config, Counting(articles))
    made = dossier_data(counted)
    assert len(read) == len(set(read))
    labels = [event.refs[0] for event in dossier.events]
    assert [event.text for event in made.events] == [ref.span.of(articles[ref.article].text) for ref in labels]


def test_the_feed_is_atom(outputs: Mapping[str, bytes]) -> None:
    feed = etree.fromstring(outputs["feed.xml"])
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert len(feed.findall("a:entry", space)) == 2
    for entry in (feed, *feed.findall("a:entry", space)):
        assert entry.findtext("a:id", namespaces=space).startswith("tag:l-affaire-ambre.invalid,2020:/")
        assert entry.findtext("a:updated", namespaces=space).endswith("T00:00:00Z")


def test_the_calendar_has_the_certain_day(outputs: Mapping[str, bytes]) -> None:
    calendar = outputs["echeances/calendar.ics"].decode()
    assert "DTSTART;VALUE=DATE:20200915\r\nDTEND;VALUE=DATE:20200916\r\n" in calendar
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def test_bibliographies_say_what_is_known(outputs: Mapping[str, bytes]) -> None:
    items = json.loads(outputs["donnees/articles.csl.json"])
    assert [item.get("issued") for item in items] == [{"date-parts": [[2020, 8]]}, {"date-parts": [[2020, 9, 14]]}, None]
    assert outputs["donnees/articles.bib"].decode().count("@article{") == 3
    assert "DA  - 2020/08//\r\n" in outputs["donnees/articles.ris"].decode()


def test_a_site_with_an_address_has_a_sitemap_and_canonical_links(
    dossier: Dossier, theme: Theme, articles: Articles, tmp_path: Path
) -> None:
    config = Config(title="T", base_url="https://example.org/d")
    site = Site(dossier, config, articles)
    outputs = extras(site, tmp_path)
    assert b"<loc>https://example.org/d/chronologie/</loc>" in outputs["sitemap.xml"]
    spec = next(spec for spec in plan(dossier, config) if spec.kind == "quote")
    page = theme.render(page_of(site, spec)).decode()
    assert '<link rel="canonical" href="https://example.org/d/citations/c0/">' in page
    body = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    kinds = [thing["@type"] for thing in body["@graph"]]
    assert kinds == ["Quotation", "BreadcrumbList"]
    assert body["@graph"][1]["itemListElement"][-1]["item"] == "https://example.org/d/citations/c0/"


@pytest.mark.parametrize("publish", ["metadata", "excerpt"])
def test_what_is_not_to_be_republished_is_nowhere(
    dossier: Dossier, theme: Theme, site: Site, articles: Articles, tmp_path: Path, *, publish: str
) -> None:
    config = msgspec.structs.replace(site.config, rights=Rights(publish=publish))  # type: ignore[arg-type]
    limited = Site(dossier, config, articles)
    pages = [theme.render(page_of(limited, spec)) for spec in plan(dossier, config)]
    everything = b"\n".join([*pages, *extras(limited, tmp_path).values()]).decode("utf-8", "replace")
    secret = "mariage de raison" if publish == "excerpt" else "Nous irons vite"
    assert secret not in everything.replace("\u202f", " ").replace("\u00a0", " ")
