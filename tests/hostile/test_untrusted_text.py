"""Payloads wherever an input can stand: nothing of them becomes markup, an address, a formula or a line of a format."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import bibtexparser
import html5lib
import icalendar
import pytest
import rispy
from lxml import etree, html

from site_builder.build import Options, Report, build
from tests.arsenal import ARSENAL
from tests.payloads import HOST, PAYLOADS, PLAIN, make

ROOT = Path(__file__).resolve().parents[2]
ALL = [*PAYLOADS, *ARSENAL]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that command a terminal or turn the line around: none may reach a reader."""


def built(folder: Path, payloads: list[str]) -> tuple[Path, Report]:
    make(folder, payloads)
    report = build(Options(config=folder / "dossier.toml", cache=False))
    return folder / "public", report


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    return built(tmp_path_factory.mktemp("hostile"), ALL)


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
    errors = {item.where.partition(":")[0] for item in report.diagnostics if item.severity == "error"}
    have = {article["source"] for article in json.loads(next(public.rglob("dossier.json")).read_bytes())["articles"]}
    there = {f"seeds/{path.name}" for path in (public.parent / "seeds").iterdir()}
    assert len(have) == report.articles
    assert not have & errors
    # What no article can be: a NUL, a page that is all comment or frames, a front matter of 100 kB.
    assert len(there) - len(have) == len(there - have) <= 25, there - have
    lost = {name.partition(":")[0] for name in there - have}
    assert lost <= errors, lost - errors
    text = "\n".join(page.text_content() for _, page in pages(public))
    for payload in PAYLOADS[:30]:
        assert payload[:24] in text, payload


def theme() -> set[tuple[str, str]]:
    """The elements and attributes that are written in templates and in the code that draws."""
    found: set[tuple[str, str]] = set()
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "site_builder" / "render").rglob("*.py")]
    sources = [path for path in sources if path.name != "card.py"]  # its drawing becomes a picture
    for tag in (
        tag for path in sources for tag in re.finditer(r"<([a-z][a-z0-9]*)\b([^<>]*)", path.read_text("utf-8"), re.I)
    ):
        name = tag[1].lower()
        found |= {(name, ""), *((name, attribute.lower()) for attribute in re.findall(r"""[\s"'}]([\w:-]+)=""", tag[2]))}
    return found


def test_no_element_and_no_attribute_comes_from_an_input(public: Path, tmp_path: Path) -> None:
    plain, _ = built(tmp_path / "plain", [f"{PLAIN[number % 2]} {number}" for number in range(40)])
    # What Markdown and pages may bring: emphasis, code, and links to the web.
    brought = {("em", ""), ("strong", ""), ("s", ""), ("code", ""), ("a", ""), ("a", "rel"), ("a", "href"), ("a", "class")}
    allowed = shape(plain) | brought | theme()
    assert not [name for _, name in allowed if name.startswith("on") or name == "style"]
    assert not {"img", "iframe", "object", "embed", "base", "style"} & {name for name, _ in allowed}
    assert shape(public) - allowed == set()
    # As a browser reads it: where two parsers disagree, an attacker has room.
    for path in sorted(public.rglob("*.html"))[::15]:
        for element in html5lib.parse(path.read_bytes(), namespaceHTMLElements=False, transport_encoding="utf-8").iter():
            if not isinstance(element.tag, str):
                assert ("comment", "") in allowed, path
                continue
            name = element.tag.rpartition("}")[2].lower()  # of SVG a browser keeps the case
            assert (name, "") in allowed, (path, name)
            assert {(name, str(key)) for key in element.attrib} <= allowed, (path, name, dict(element.attrib))


def test_every_address_is_of_this_site_or_of_the_web(public: Path) -> None:
    there = {path.as_posix() for path in public.rglob("*") if path.is_file()}
    for path, page in pages(public):
        for element, attribute, address, _ in page.iterlinks():
            parts = urlsplit(address)
            place = (path, element.tag, address)
            assert parts.scheme in ("", "http", "https", "mailto"), place
            if parts.scheme or address.startswith("https://dossier.example/"):
                assert element.tag in ("a", "link"), place
                continue
            assert not parts.netloc, place
            assert attribute in ("href", "src", "data-copy", "action"), place
            inner = unquote(parts.path)
            target = os.path.normpath(path.parent / inner) if inner else path.as_posix()
            if path.name != "404.html":
                assert target in there or f"{target}/index.html" in there, place


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
        assert not re.search(r"(?<![0-9a-f])1337(?![0-9a-f])", page.text_content()), path


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
    events = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert len(events) == raw.count(b"\r\nBEGIN:VEVENT\r\n") > 0
    assert not [event for event in events if event.errors or "ATTACH" in event or "ATTENDEE" in event]
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
    for sign in re.findall("[{}@]", bib):  # BibTeX counts a brace behind a backslash too
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    library = bibtexparser.parse_string(bib)
    assert len(library.entries) == articles
    assert [*library.failed_blocks, *library.comments, *library.strings, *library.preambles] == []
    assert {field.key for entry in library.entries for field in entry.fields} <= {
        "title", "author", "journal", "date", "url", "langid", "note",
    }  # fmt: skip
    ris = next(public.rglob("*.ris")).read_text("utf-8")
    assert ris.count("\nER  - ") == articles
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in ris.replace("\r\n", "\n").split("\n"))
    entries = rispy.loads(ris)
    assert len(entries) == articles
    assert {entry["type_of_reference"] for entry in entries} == {"NEWS"}
    assert not [entry for entry in entries if "unknown_tag" in entry]
    assert len(json.loads(next(public.rglob("*.csl.json")).read_bytes())) == articles


def test_the_database_is_whole_and_holds_every_word_as_a_word(public: Path, hostile: tuple[Path, Report]) -> None:
    (path,) = public.rglob("*.sqlite")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM articles").fetchone() == (hostile[1].articles,)
        found = database.execute("SELECT count(*) FROM articles WHERE title LIKE '%DROP TABLE article%'").fetchone()
        assert found >= (3,)
    database.close()


def test_file_names_are_plain(public: Path) -> None:
    for path in (path for path in public.rglob("*") if "static" not in path.parts):
        assert re.fullmatch(r"[a-z0-9._-]+", path.name), path
        assert len(path.name) <= 120, path
