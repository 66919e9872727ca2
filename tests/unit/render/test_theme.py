"""theme: what a dossier can put over the default theme, and what a wrong template says."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.config import Config
from site_builder.errors import RenderError
from site_builder.render import Site
from site_builder.render.pages import PageSpec, plan
from site_builder.render.theme import Theme
from site_builder.render.views import page_of


def lost(site: Site) -> PageSpec:
    return next(spec for spec in plan(site.dossier, site.config) if spec.kind == "lost")


def written(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, "utf-8")
    return folder


def test_a_template_extends_the_one_it_replaces(tmp_path: Path, site: Site) -> None:
    root = written(
        tmp_path,
        "templates/404.html",
        '{% extends "default/404.html" %}{% block content %}{{ super() }}<p>&lt;our own&gt;</p>{% endblock %}',
    )
    page = Theme(root, Config()).render(page_of(site, lost(site))).decode()
    assert "<p>&lt;our own&gt;</p>" in page
    assert "Cette page n’existe pas" in page


def test_a_static_file_replaces_the_default_one_and_new_styles_come_last(tmp_path: Path) -> None:
    written(tmp_path, "static/icon.svg", "<svg/>")
    written(tmp_path, "static/styles/zz-mine.css", ".mine{}")
    assets = {output.path: output.body for output in Theme(tmp_path, Config()).assets()}
    assert assets["static/icon.svg"] == b"<svg/>"
    assert assets["static/dossier.css"].endswith(b".mine{}\n")
    assert not any(path.startswith("static/styles/") for path in assets)


def test_the_fonts_come_with_their_licences() -> None:
    assets = {output.path: len(output.body) for output in Theme(None, Config()).assets()}
    assert {"static/fonts/OFL-Newsreader.txt", "static/fonts/OFL-LibreFranklin.txt"} <= assets.keys()
    assert sum(size for path, size in assets.items() if path.endswith(".woff2")) <= 120_000


@pytest.mark.parametrize(
    ("body", "message"),
    [("{% block %}", "404.html:1"), ("{{ page.no_such_field }}", "no_such_field"), ('{% extends "no.html" %}', "no.html")],
)
def test_a_wrong_template_is_named(tmp_path: Path, site: Site, body: str, message: str) -> None:
    root = written(tmp_path, "templates/404.html", body)
    with pytest.raises(RenderError) as caught:
        Theme(root, Config()).render(page_of(site, lost(site)))
    assert message in str(caught.value)


def test_text_is_escaped_and_words_are_written_once(tmp_path: Path, site: Site) -> None:
    root = written(tmp_path, "templates/404.html", '{{ _("Timeline") }} {{ "<b>" }} {{ 12345 | grouped }}')
    assert Theme(root, Config()).render(page_of(site, lost(site))).decode() == "Chronologie &lt;b&gt; 12\u202f345"


def test_the_digest_changes_with_a_template(tmp_path: Path) -> None:
    before = Theme(tmp_path, Config()).digest
    written(tmp_path, "templates/404.html", "other")
    assert Theme(tmp_path, Config()).digest != before


def test_a_piece_stands_where_it_is_included_and_is_blamed_there(tmp_path: Path, site: Site) -> None:
    written(tmp_path, "templates/parts/mine.html", "{% set x = 2 %}<i>{{ x }}{{ name }}{{ page.frame.lang }}</i>")
    body = '{% set x = 1 %}{% for name in ["<", "b"] %}\n{% include "parts/mine.html" %}\n{% endfor %}{{ x }}'
    root = written(tmp_path, "templates/404.html", body)
    page = page_of(site, lost(site))
    assert Theme(root, Config()).render(page).decode() == "<i>2&lt;fr</i><i>2bfr</i>1"
    written(tmp_path, "templates/parts/mine.html", "\n\n\n{{ page.no_such_field }}")
    with pytest.raises(RenderError) as caught:
        Theme(root, Config()).render(page)
    assert "404.html:2" in str(caught.value)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('{{ "a" if page.frame.robots == "x" }}|', "|"),
        ('{{ "<b>" | safe }}{{ "<b>" }}{{ "<b>" | safe }}', "<b>&lt;b&gt;<b>"),
        ('{{ ngettext("%(num)s quote", "%(num)s quotes", 2) }}', "2 citations"),
        ('{% import "parts/words.html" as words %}{{ words.lang("<") }}', ' lang="&lt;"'),
        ("{% block a %}x{% endblock %}{{ self.a() }}", "xx"),
        ('{{ ["<", ">"] | join("&") }}{{ none }}{{ 3 }}', "&lt;&amp;&gt;None3"),
        ('{% include "parts/none.html" ignore missing %}.', "."),
        ("{% set sign = ['\u202e'] %}{{ sign[0] }}", "\ufffd"),
    ],
)
def test_what_templates_may_say_is_shown_as_jinja_shows_it(tmp_path: Path, site: Site, body: str, shown: str) -> None:
    root = written(tmp_path, "templates/404.html", body)
    assert Theme(root, Config()).render(page_of(site, lost(site))).decode() == shown
