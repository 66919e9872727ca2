"""What a page is about into JSON-LD (schema.org), with what is known and nothing else."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from site_builder.harmless import COMMANDS
from site_builder.model import Card, Entity, Event, LinkedQuote, Permalink
from site_builder.render.annotate import web_address
from site_builder.render.site import Called, Site
from site_builder.render.when import interval

Thing = dict[str, Any]
_ESCAPES = {code: f"\\u{code:04x}" for code in (*map(ord, "<>&\u2028\u2029"), *COMMANDS) if code >= 0x20}
_BARE = re.compile(f"[{''.join(map(chr, _ESCAPES))}]")
_KINDS = {"person": "Person", "organisation": "Organization", "place": "Place"}


def graph(site: Site, things: list[Thing], crumbs: list[tuple[str, Permalink]]) -> str:
    """A script's body: the things of a page and its breadcrumb. `<` is escaped, so that no text can end the script."""
    items = [_kept({"@type": "ListItem", "position": n, "name": name, "item": address(site, page)})
             for n, (name, page) in enumerate(crumbs, 1)]  # fmt: skip
    trail: list[Thing] = [{"@type": "BreadcrumbList", "itemListElement": items}] if items else []
    body = msgspec.json.encode({"@context": "https://schema.org", "@graph": [*things, *trail]}).decode()
    return body.translate(_ESCAPES) if _BARE.search(body) else body


def address(site: Site, page: Permalink) -> str | None:
    """The absolute address of a page; None without a base_url."""
    base = site.config.base_url.rstrip("/")
    return f"{base}/{page}" if base else None


def news(site: Site, card: Card) -> Thing:
    """An article of the press."""
    known = interval(card.published) if card.published else None
    named = [party(site, site.called[e]) for e in sorted(site.named_in(card.id)) if e in site.addresses.entity]
    return _kept({
        "@type": "NewsArticle",
        "headline": card.title,
        "inLanguage": card.lang,
        "datePublished": card.published if known else None,
        "author": {"@type": "Person", "name": card.author} if card.author else None,
        "publisher": {"@type": "Organization", "name": card.publisher} if card.publisher else None,
        "url": address(site, site.addresses.article[card.id]),
        "isBasedOn": web_address(card.url) or None,
        "identifier": f"sha256:{card.sha256}",
        "mentions": named[:12] or None,
    })  # fmt: skip


def quotation(site: Site, quote: LinkedQuote, words: str) -> Thing:
    """Somebody's words; a speaker only where one is known."""
    card = site.cards[quote.article]
    speaker: Thing | None = None
    if quote.entity:
        speaker = party(site, site.called[quote.entity])
    page = site.addresses.quote.get(quote.id)
    return _kept({
        "@type": "Quotation",
        "text": words,
        "inLanguage": card.lang,
        "creator": speaker,
        "isPartOf": _kept({
            "@type": "NewsArticle", "headline": card.title, "url": address(site, site.addresses.article[card.id]),
        }),
        "url": address(site, page) if page else None,
    })  # fmt: skip


def party(site: Site, entity: Entity | Called) -> Thing:
    """A person, an organisation or a place."""
    page = site.addresses.entity.get(entity.id)
    others = [alias for alias in entity.aliases if alias != entity.name]
    return _kept({
        "@type": _KINDS[entity.kind],
        "name": entity.name,
        "alternateName": others or None,
        "url": address(site, page) if page else None,
    })  # fmt: skip


def event(event_found: Event, label: str) -> Thing:
    """Something that happened; the start as precisely as it is known, and none where it is only bounded."""
    exact = interval(event_found.value) if event_found.mod is None else None
    return _kept({"@type": "Event", "name": label, "startDate": event_found.value if exact else None})


def dossier(site: Site, description: str) -> Thing:
    """The dossier itself, as a data set."""
    span = site.addresses.span
    return _kept({
        "@type": "Dataset",
        "name": site.config.title,
        "description": description,
        "inLanguage": site.language,
        "temporalCoverage": f"{span[0].isoformat()}/{span[1].isoformat()}" if span else None,
        "url": address(site, site.addresses.home),
    })  # fmt: skip


def _kept(thing: Thing) -> Thing:
    """Without what is not known."""
    return {name: value for name, value in thing.items() if value is not None}
