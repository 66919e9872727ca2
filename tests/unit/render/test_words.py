"""words: every message of the templates and views has a French form, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages import extract, pofile

import site_builder
from site_builder.render.words import grouped, words

ROOT = Path(site_builder.__file__).parent
CATALOGUE = ROOT / "locales" / "fr" / "site.po"
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "count": (1, 2), "pgettext": ((1, "c"), 2), "_": None}


def used() -> set[str]:
    """The messages that are written out in the code and the templates."""
    found: set[str] = set()
    for path in sorted((ROOT / "render").rglob("*.py")):
        with path.open("rb") as source:
            for _, message, _, _ in extract.extract("python", source, keywords=KEYWORDS):
                found.add(message if isinstance(message, str) else message[0])
    for path in sorted((ROOT.parent / "templates").rglob("*.html")):
        with path.open("rb") as source:
            for _, message, _, _ in extract.extract("jinja2.ext:babel_extract", source, keywords=KEYWORDS):
                found.add(message if isinstance(message, str) else message[0])
    return found


def translated() -> dict[str, str]:
    with CATALOGUE.open("rb") as source:
        catalogue = pofile.read_po(source, locale="fr")
    return {
        (m.id if isinstance(m.id, str) else m.id[0]): (m.string if isinstance(m.string, str) else m.string[0])
        for m in catalogue
        if m.id
    }


def test_every_message_is_translated() -> None:
    assert used() - translated().keys() == set()


def test_placeholders_are_the_same() -> None:
    for message, string in translated().items():
        assert set(re.findall(r"%\(\w+\)s", string)) <= set(re.findall(r"%\(\w+\)s", message)), message


def test_french_has_its_spaces_and_plurals() -> None:
    says = words("fr")
    assert says.gettext("Sources:") == "Sources\u00a0:"
    counted = [says.count("%(num)s quote", "%(num)s quotes", number) for number in (0, 1, 2, 1500)]
    assert counted == ["0 citation", "1 citation", "2 citations", "1\u202f500 citations"]


def test_english_needs_no_catalogue() -> None:
    assert words("en").count("%(num)s quote", "%(num)s quotes", 0) == "0 quotes"
    assert words("en").pgettext("url", "timeline") == "timeline"


@pytest.mark.parametrize(("language", "shown"), [("fr", "12\u202f345"), ("en", "12,345")])
def test_digits_are_grouped(language: str, shown: str) -> None:
    assert grouped(12345, language) == shown
