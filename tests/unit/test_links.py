"""Links inside the site: what leads nowhere is found, and nothing else."""

from __future__ import annotations

import pytest

from site_builder.links import broken
from site_builder.model import Output

SITE = {
    "index.html": '<h1 id="top">x</h1><a href="a/">a</a>',
    "a/index.html": '<p id="é 1">x</p>',
    "a/data.json": "{}",
    "404.html": "",
}


@pytest.mark.parametrize(
    ("href", "missing"),
    [
        ("../", ""), ("./", ""), ("", ""), ("#%C3%A9%201", ""), ("../#top", ""), ("../a/?x=1#é 1", ""), ("data.json", ""),
        ("https://e.org/deal/a/", ""), ("https://e.org/other/", ""), ("mailto:a@b", ""), ("data:text/plain,x", ""),
        ("b/", "a/b/index.html"), ("../b.html", "b.html"), ("#top", "#top"), ("../#none", "#none"),
        ("https://e.org/deal/b/", "b/index.html"), ("..", ""),
    ],
)  # fmt: skip
def test_links(href: str, missing: str) -> None:
    page = f'{SITE["a/index.html"]}\n<a href="{href}">x</a>'
    outputs = [Output(path, body.encode()) for path, body in {**SITE, "a/index.html": page}.items()]
    found = [(one.page, one.line, one.missing) for one in broken(outputs, "https://e.org/deal/")]
    assert found == ([("a/index.html", 2, missing)] if missing else [])
