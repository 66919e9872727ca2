"""Input made to hang, to fill the memory, or to escape: each gets its article or a clear error, in bounded time."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from site_builder import read
from site_builder.config import Config
from site_builder.errors import SiteBuilderError

ROOT = Path("seeds")
SECONDS = 12.0
"""Generous, since the machine may be busy: what is guarded against takes minutes or for ever."""

MB = 1_000_000
CASES: dict[str, tuple[str, bytes]] = {
    "a line of 10 MB": (".txt", b"a " * (5 * MB)),
    "a line of 10 MB without blanks": (".txt", b"a" * (10 * MB)),
    "a million guillemets": (".txt", ("«" * MB).encode()),
    "a million closing guillemets after blanks": (".txt", ("a" + " " * MB + "»").encode()),
    "blank lines": (".txt", b"\n \n" * (MB // 2) + b"x"),
    "short lines": (".txt", b"Titre court\n\n" * 100_000),
    "only line ends": (".txt", b"\r\n" * MB),
    "combining marks in the worst order": (".txt", ("a" + "\u0301\u0316" * 500_000).encode()),
    "decomposed letters": (".txt", ("e\u0301 " * 400_000).encode()),
    "Hangul jamo": (".txt", ("\u1100\u1161\u11a8" * 200_000).encode()),
    "bidi overrides": (".txt", ("\u202e\u2066texte\u2069 " * 50_000).encode()),
    "headers": (".txt", b" date 2020-09 " * 100_000),
    "a header behind blanks": (".txt", b" " * MB + b"date 2020-09 texte"),
    "fences": (".md", b"---\n" * 200_000),
    "fences with keys": (".md", b"\n---\ntitle: x\n" * 50_000),
    "front matter of 1 MB": (".md", b"---\ntitle: " + b"x" * MB + b"\n---\ntexte"),
    "a YAML bomb": (
        ".md",
        b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c\n---\ntexte",
    ),
    "deep YAML": (".md", b"---\ntitle: " + b"[" * 30_000 + b"\n---\ntexte"),
    "a YAML tag": (".md", b"---\ntitle: !!python/object/apply:os.system ['true']\n---\ntexte"),
    "deep quotations": (".md", b">" * 100_000 + b" mot"),
    "deep lists": (".md", b"".join(b" " * (2 * n) + b"- x\n" for n in range(400))),
    "brackets": (".md", b"[" * 200_000),
    "brackets in paragraphs": (".md", (b"[" * 15_000 + b"\n\n") * 5),
    "images": (".md", (b"![" * 9_000 + b"\n\n") * 5),
    "footnotes": (".md", (b"[^a" * 6_000 + b"\n\n") * 4),
    "footnote definitions": (".md", b"".join(b"[^%d]: [^%d]\n\n" % (n, n + 1) for n in range(5_000))),
    "stars": (".md", (b"*a **b " * 2_500 + b"\n\n") * 10),
    "backticks": (".md", b"".join(b"`" * n + b" " for n in range(180)) * 5),
    "links to links": (".md", b"".join(b"[%d]: /x\n" % n for n in range(20_000))),
    "table cells": (".md", b"|" * 20_000 + b"\n" + b"|-" * 10_000 + b"\n" + b"|x" * 10_000),
    "autolinks": (".md", (b"<http:" * 3_000 + b"\n\n") * 5),
    "character references": (".md", b"&#x41;" * 100_000),
    "open tags": (".html", b"<div>" * 200_000 + b"texte"),
    "open styles": (".html", b"<style>" * 200_000),
    "open scripts and comments": (".html", b"<script><!--" * 100_000),
    "less-than signs": (".html", b"<" * (2 * MB)),
    "attributes": (".html", b"<p " + b" ".join(b"a%d=x" % n for n in range(200_000)) + b">texte</p>"),
    "attributes in many elements": (".html", (b"<p " + b" ".join(b"a%d=x" % n for n in range(2_000)) + b">texte</p>") * 50),
    "many paragraphs": (".html", b"<article>" + b"<p>Une phrase, et puis une autre encore.</p>" * 19_000),
    "many cells": (".html", b"<table>" + b"<tr><td>a" * 9_000),
    "JSON-LD that nests": (".html", b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>texte"),
    "a picture written into the page": (".html", b'<img src="data:image/png;base64,' + b"A" * (4 * MB) + b'"><p>texte'),
    "an export of nothing": (".html", b'<span class="DocPublicationName">' * 50_000),
    "an export of tables in tables": (".html", b'<table><tr><td><span class="DocPublicationName">x</span>' * 3_000),
    "Factiva in Factiva": (".html", b'<div class="article frArticle">' * 20_000),
    "LexisNexis marks": (".html", b"<!-- Hide XML section from browser\n<DOC NUMBER=1>" * 20_000),
    "XML entities": (".xml", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'),
    "an external entity": (
        ".xml",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><article><headline>&a;</headline></article>',
    ),
    "deep XML": (".xml", b"<a>" * 200_000),
    "nested articles": (
        ".xml",
        b"<article><headline>x</headline><leadParagraph><paragraph>y</paragraph></leadParagraph>" * 200,
    ),
    "random bytes": (".txt", bytes(range(256)) * 4_000),
    "legacy bytes": (".txt", b"\xe9t\xe9 " * 200_000),
    "all NUL": (".txt", b"\0" * MB),
    "half a surrogate": (".txt", b"\xff\xfe" + b"\x00\xd8" * 1000),
    "overlong UTF-8": (".txt", b"\xc0\xaf" * 10_000),
}


ODD_NAMES = [
    "CON.txt",
    "a b.txt",
    "é.txt",
    "e\u0301.txt",
    "A.txt",
    "..txt.txt",
    "-rf.txt",
    "a#b?.txt",
    "<b>.txt",
    "\u202e.txt",
    "a\nb.txt",
    "x" * 200 + ".txt",
]


def check_error(error: SiteBuilderError) -> None:
    assert error.where.startswith("seeds/a")
    assert error.hint


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    suffix, data = CASES[name]
    start = time.process_time()
    try:
        articles, _ = read.parse(data, ROOT / f"a{suffix}", ROOT, Config())
    except SiteBuilderError as error:
        check_error(error)
    else:
        assert all(article.text for article in articles)
        assert not any("root:" in article.text for article in articles)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(" date 2020-09 Le texte.", "utf-8")
    files, _ = read.find(tmp_path)
    for article in (article for file in files for article in read.read(file, tmp_path)):
        assert article.text == "Le texte."
        assert all(char.isprintable() and char not in "#?<> " for char in article.id)


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_not_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    path.write_text("Le texte.", "utf-8")
    (article,) = read.read(path, tmp_path)
    article.source.encode("utf-8")
    article.id.encode("utf-8")


def test_ten_thousand_articles_in_one_file() -> None:
    data = b"".join(b"---\ntitle: A%d\n---\n\nTexte.\n\n" % n for n in range(10_000))
    start = time.process_time()
    articles, problems = read.parse(data, ROOT / "a.md", ROOT, Config())
    assert time.process_time() - start < SECONDS
    assert len(articles) == Config().limits.articles_per_file
    assert {problem.severity for problem in problems} == {"error"}
    assert len({article.id for article in articles}) == len(articles)


def test_device_files_are_refused() -> None:
    for device in ("/dev/zero", "/dev/null"):
        if Path(device).exists():
            with pytest.raises(SiteBuilderError):
                read.load(Path(device), Path("/dev"), Config().limits)
