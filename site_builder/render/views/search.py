"""Names and articles into an index from A to Z, and what the search of the page looks through."""

from __future__ import annotations

import unicodedata
from typing import Any

import msgspec

from site_builder.model import Output, Record
from site_builder.render import fulltext
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.site import Site
from site_builder.render.typography import display
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import shortened, speaker, speaker_key
from site_builder.render.when import published

MOST_NAMES = 600
MOST_QUOTES = 4000
"""Beyond this many quotes the search knows names and titles only: what it loads must stay small."""


class Letter(Record, frozen=True):
    """The names that begin with one letter."""

    letter: str
    names: tuple[Link, ...]


class SearchView(Record, frozen=True):
    """The index from A to Z, which needs no script, and the address of what the script searches.

    `full`: the folder of the full-text index, '' where the dossier was built without one.
    """

    frame: Frame
    heading: str
    letters: tuple[Letter, ...]
    index: str
    root: str
    full: str = ""


def view(here: Here, spec: PageSpec) -> SearchView:
    """The search page."""
    site, says = here.site, here.site.words
    heading = says.gettext("Search")
    return SearchView(
        frame=frame(here, spec, heading, says.gettext("All names of the dossier from A to Z, and a search.")),
        heading=heading,
        letters=_letters(here),
        index=here.to(path(site)),
        root=here.root,
        full=here.root + fulltext.folder(site) if site.full_text else "",
    )


def index(site: Site) -> Output:
    """What the search looks through: parties, articles, quotes; short keys, since it is loaded on the first search.

    Each row: `k` kind, `t` text, `s` what stands beside it, `u` address below the root, `y` year, `p` parties.
    """
    home = Here(site, site.addresses.home)
    rows: list[dict[str, Any]] = []
    for entity in site.dossier.entities:
        page = site.addresses.entity.get(entity.id)
        if page:
            beside = ", ".join(alias for alias in entity.aliases if alias != entity.name)
            rows.append({"k": "party", "t": entity.name, "s": beside, "u": page})
    for card in site.dossier.articles:
        when = published(card.published, site.language)
        rows.append({
            "k": "article", "t": card.title, "s": when.text, "u": site.addresses.article[card.id],
            "y": (card.published or "")[:4],
        })  # fmt: skip
    if len(site.dossier.quotes) <= MOST_QUOTES:
        for quote in site.dossier.quotes:
            card = site.cards[quote.article]
            if site.publish(card.id) == "metadata":
                continue
            text = " ".join(part.of(site.article(card.id).text) for part in quote.quote.parts).replace("\n", " ")
            address = site.addresses.quote.get(quote.id) or f"{site.addresses.article[card.id]}#q-{quote.id}"
            rows.append({
                "k": "quote", "t": shortened(text, 400), "s": speaker(home, quote).text if speaker_key(quote) else "",
                "u": address, "y": (card.published or "")[:4],
            })  # fmt: skip
    body = msgspec.json.encode(rows)
    return Output(path(site), b"globalThis.dossierIndex=" + body + b";\n" if site.offline else body)


def path(site: Site) -> str:
    """The small index; from a folder a page may run a script but not fetch a file, so there it is one."""
    return f"{site.addresses.search}index.{'js' if site.offline else 'json'}"


def _letters(here: Here) -> tuple[Letter, ...]:
    """Names with a page, by first letter without its accent; people by the name as it is known."""
    site = here.site
    shown = [entity for entity in site.dossier.entities if entity.id in site.addresses.entity]
    most = sorted(shown, key=lambda e: (not e.declared, -len(e.articles), e.name))[:MOST_NAMES]
    by_letter: dict[str, list[Link]] = {}
    for entity in sorted(most, key=lambda e: (_plain(e.name), e.name)):
        first = _plain(entity.name)[:1].upper()
        link = Link(display(entity.name, site.language), here.to(site.addresses.entity[entity.id]))
        by_letter.setdefault(first if first.isalpha() else "#", []).append(link)
    return tuple(Letter(letter, tuple(names)) for letter, names in sorted(by_letter.items()))


def _plain(name: str) -> str:
    """A name for sorting: without accents and case, ligatures taken apart."""
    folded = name.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
