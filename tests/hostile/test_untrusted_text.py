"""Payloads wherever an input can stand: nothing of them becomes markup, an address, a formula or a line of a format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from site_builder.build import Options, Report, build
from tests.payloads import HOST, MARK, PAYLOADS, PLAIN, make

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that command a terminal or turn the line around: none may reach a reader."""


def built(folder: Path, payloads: list[str]) -> tuple[Path, Report]:
    make(folder, payloads)
    report = build(Options(config=folder / "dossier.toml", cache=False))
    return folder / "public", report


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    return built(tmp_path_factory.mktemp("hostile"), PAYLOADS)


@pytest.fixture(scope="module")
def public(hostile: tuple[Path, Report]) -> Path:
    return hostile[0]


def pages(public: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    parser = html.HTMLParser(encoding="utf-8")
    for path in sorted(public.rglob("*.html")):
        yield path, html.document_fromstring(path.read_bytes(), parser=parser)


def shape(public: Path) -> set[tuple[str, str]]:
    """Every element and attribute that the pages have."""
    found: set[tuple[str, str]] = set()
    for _, page in pages(public):
        for element in page.iter(etree.Element):
            found.add((element.tag, ""))
            found.update((element.tag, name) for name in element.attrib)
        found.update(("comment", "") for _ in page.iter(etree.Comment))
    return found


def test_every_payload_has_its_article(hostile: tuple[Path, Report]) -> None:
    public, report = hostile
    assert not [item for item in report.diagnostics if item.code.startswith("E9")]
    costs = {item.where for item in report.diagnostics if item.severity == "error"}
    assert len(costs) <= 3, costs  # what no article can say: a date out of order, a file without a word
    assert report.articles >= 3 * len(PAYLOADS) - len(costs)
    text = "\n".join(page.text_content() for _, page in pages(public))
    for payload in PAYLOADS[:30]:
        assert payload[:24] in text, payload


def test_no_element_and_no_attribute_comes_from_an_input(public: Path, tmp_path: Path) -> None:
    plain, _ = built(tmp_path / "plain", (PLAIN * len(PAYLOADS))[: len(PAYLOADS)])
    # What Markdown and pages may bring: emphasis, code, and links to the web.
    brought = {("em", ""), ("strong", ""), ("code", ""), ("a", ""), ("a", "rel"), ("a", "href"), ("a", "class")}
    allowed = shape(plain) | brought
    assert shape(public) - allowed == set()


def test_every_address_is_of_this_site_or_of_the_web(public: Path) -> None:
    for path, page in pages(public):
        for element, attribute, address, _ in page.iterlinks():
            parts = urlsplit(address)
            place = (path, etree.tostring(element)[:200])
            assert parts.scheme in ("", "http", "https", "mailto"), place
            if parts.scheme or address.startswith("https://dossier.example/"):
                assert element.tag in ("a", "link"), place
                continue
            assert not parts.netloc, place
            assert attribute in ("href", "src", "data-copy", "action"), place
            inner = unquote(parts.path)
            target = (path.parent / inner).resolve() if inner else path
            if path.name != "404.html":
                assert target.is_relative_to(public.resolve()), place
                assert (target / "index.html").is_file() or target.is_file(), place


def test_scripts_are_the_theme_s_and_data_parses(public: Path) -> None:
    for path, page in pages(public):
        for script in page.iter("script"):
            if script.get("type") == "application/ld+json":
                assert json.loads(script.text)["@context"] == "https://schema.org", path
            else:
                assert not script.text
                assert HOST not in (script.get("src") or "")
        assert not any(name.startswith("on") for element in page.iter(etree.Element) for name in element.attrib), path
    for name in public.rglob("*.json"):
        json.loads(name.read_bytes())


def test_nothing_commands_a_terminal_or_turns_the_line_around(public: Path) -> None:
    for path in public.rglob("*"):
        if path.suffix in (".html", ".xml"):
            found = UNSEEN.search(path.read_text("utf-8").replace("\n", " "))
            assert not found, (path, found)


def test_templates_stay_text(public: Path) -> None:
    for path, page in pages(public):
        assert "1337" not in page.text_content(), path


def test_xml_parses_and_holds_no_foreign_element(public: Path) -> None:
    strict = etree.XMLParser(resolve_entities=False, recover=False)
    for path in public.rglob("*.xml"):
        root = etree.fromstring(path.read_bytes(), strict)
        assert root.getroottree().docinfo.doctype == ""
        assert {element.tag.partition("}")[2] for element in root.iter(etree.Element)} <= {
            "feed", "title", "id", "updated", "link", "author", "name", "entry", "summary", "urlset", "url", "loc",
        }  # fmt: skip
        for link in root.iter("{*}link"):
            assert link.get("href", "").startswith("https://dossier.example/")


def test_no_cell_is_a_formula_and_no_row_is_torn(public: Path) -> None:
    tables = list(public.rglob("*.csv"))
    assert tables
    for path in tables:
        head, *rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
        assert rows, path
        for row in rows:
            assert len(row) == len(head), path
            for cell in row:
                number = re.fullmatch(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", cell)
                assert number or not cell.lstrip().startswith(FORMULA), (path, cell)
                assert not cell.startswith(FORMULA) or number, (path, cell)


def test_the_calendar_has_only_lines_of_its_own(public: Path) -> None:
    (path,) = public.rglob("*.ics")
    raw = path.read_bytes()
    lines = raw.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), line
    whole = raw.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    names = {re.split("[:;]", line, maxsplit=1)[0] for line in whole}
    assert names <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL",
    }  # fmt: skip
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") > 0
    for line in whole:
        if line.startswith("SUMMARY:"):
            assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", line[8:]), line


def test_bibliographies_keep_one_entry_for_each_article(public: Path, hostile: tuple[Path, Report]) -> None:
    articles = hostile[1].articles
    bib = next(public.rglob("*.bib")).read_text("utf-8")
    assert len(re.findall(r"^@article\{", bib, re.MULTILINE)) == articles
    depth = 0
    for found in re.finditer(r"\\.|[{}]", bib):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        assert depth >= 0
    assert depth == 0
    ris = next(public.rglob("*.ris")).read_text("utf-8")
    assert ris.count("\nER  - ") == articles
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in ris.replace("\r\n", "\n").split("\n"))
    assert len(json.loads(next(public.rglob("*.csl.json")).read_bytes())) == articles


def test_file_names_are_plain(public: Path) -> None:
    for path in public.rglob("*"):
        assert re.fullmatch(r"[a-z0-9._-]+", path.name, re.IGNORECASE), path
        assert MARK not in path.name or path.is_dir()
