"""JSON-LD against the types of schema.org, the sitemap against its schema, the feed against RFC 4287; both languages."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree

from site_builder.build import Options, build

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BASE = "https://example.org/deal/"
SCRIPT = re.compile(r'<script type="application/ld\+json">(?P<body>.*?)</script>', re.DOTALL)
ATOM = {"a": "http://www.w3.org/2005/Atom"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["fr", "en"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    config = (ROOT / "dossier.toml").read_text("utf-8").replace('language = "fr"', f'language = "{request.param}"')
    (folder / "dossier.toml").write_text(config, "utf-8")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    build(Options(config=folder / "dossier.toml", executor="serial", base_url=BASE))
    return folder / "public"


def test_json_ld_has_the_types_of_schema_org(site: Path, checkers: Path) -> None:
    bodies = [m["body"] for path in sorted(site.rglob("*.html")) for m in SCRIPT.finditer(path.read_text("utf-8"))]
    assert len(bodies) > 20
    lines = ['import type { Graph } from "schema-dts";']
    lines += [f"export const page{n}: Graph = {body};" for n, body in enumerate(bodies)]
    source = checkers / "pages.ts"
    assert _compiled(source, lines) == ""
    # The check can fail: a property that schema.org does not know is refused.
    wrong = bodies[0].replace('"@type"', '"headlime":"x","@type"', 1)
    assert "headlime" in _compiled(source, [lines[0], f"export const page: Graph = {wrong};"])


def _compiled(source: Path, lines: list[str]) -> str:
    source.write_text("\n".join(lines), "utf-8")
    command = ["node", "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck", source.name]
    return subprocess.run(command, cwd=source.parent, capture_output=True, text=True, check=False).stdout


def test_the_sitemap_holds_its_schema_and_names_pages_that_exist(site: Path, checkers: Path) -> None:
    schema = etree.XMLSchema(etree.parse(checkers / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"))
    sitemap = etree.parse(site / "sitemap.xml")
    schema.assertValid(sitemap)
    places = [str(place) for place in sitemap.xpath("//*[local-name()='loc']/text()")]
    assert len(places) > 30
    for place in places:
        assert (site / place.removeprefix(BASE) / "index.html").is_file(), place


def test_the_feed_is_what_rfc_4287_asks_for(site: Path) -> None:
    feed = etree.parse(site / "feed.xml").getroot()
    assert feed.xpath("count(a:link[@rel='self'])", namespaces=ATOM) == 1
    ids = []
    for item in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(item.findall(f"a:{name}", ATOM)) == 1, name
        ids.append(item.findtext("a:id", namespaces=ATOM))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item.findtext("a:updated", namespaces=ATOM) or "")
        for link in item.findall("a:link", ATOM):
            place = urljoin(BASE, html.unescape(link.get("href") or "")).removeprefix(BASE)
            assert (site / place / ("index.html" if not place.endswith(".xml") else "")).is_file(), place
    assert feed.find("a:author/a:name", ATOM) is not None
    assert len(ids) == len(set(ids)) == 3
