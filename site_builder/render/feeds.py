"""The dossier into what machines follow: an Atom feed, a sitemap, robots.txt, a web manifest."""

from __future__ import annotations

import re

import msgspec

from site_builder.model import Card, Permalink
from site_builder.render import annotate
from site_builder.render.site import Site
from site_builder.render.when import interval
from site_builder.slugs import slug

MOST_ENTRIES = 50


# What XML 1.0 cannot say, whatever it is escaped as.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    """Text for XML."""
    return annotate.escape(_UNSAYABLE.sub("", text))


def atom(site: Site) -> bytes:
    """The newest articles. Without a base_url ids are tag URIs and links stay relative to the feed.

    Atom asks for a timestamp: it is the first day that the article can have, and is nowhere shown as its date.
    """
    base = site.config.base_url.rstrip("/")
    cards = [card for card in reversed(site.dossier.articles) if card.published and interval(card.published)][:MOST_ENTRIES]
    updated = _stamp(cards[0]) if cards else "1970-01-01T00:00:00Z"
    home = f"{base}/" if base else "./"
    title = escape(site.config.title)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.language}">',
        f"<title>{title}</title>",
        f"<id>{escape(_id(site, Permalink('')))}</id>",
        f"<updated>{updated}</updated>",
        f'<link rel="alternate" type="text/html" href="{escape(home)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{escape(home if base else "")}feed.xml"/>',
        f"<author><name>{escape(site.config.rights.publisher) or title}</name></author>",
    ]
    lines += [_entry(site, card, base) for card in cards]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _entry(site: Site, card: Card, base: str) -> str:
    page = site.addresses.article[card.id]
    quotes = site.words.count("%(num)s quote", "%(num)s quotes", len(site.quotes_in.get(card.id, ())))
    author = f"<author><name>{escape(card.author)}</name></author>" if card.author else ""
    return (
        f'<entry xml:lang="{card.lang}"><title>{escape(card.title)}</title><id>{escape(_id(site, page))}</id>'
        f"<updated>{_stamp(card)}</updated>{author}"
        f'<link rel="alternate" type="text/html" href="{escape(f"{base}/{page}" if base else page)}"/>'
        f'<summary xml:lang="{site.language}">{escape(quotes)}</summary></entry>'
    )


def _stamp(card: Card) -> str:
    known = interval(card.published) if card.published else None
    return f"{known[0].isoformat()}T00:00:00Z" if known else "1970-01-01T00:00:00Z"


def _id(site: Site, page: Permalink) -> str:
    base = site.config.base_url.rstrip("/")
    if base:
        return f"{base}/{page}"
    # RFC 4151: who mints the id, and since when; a dossier without an address has only its name.
    year = site.addresses.span[0].year if site.addresses.span else 1970
    return f"tag:{slug(site.config.title, 'dossier')}.invalid,{year}:/{page}"


def sitemap(site: Site, pages: list[Permalink]) -> bytes:
    """All pages by absolute address; only for a site with a base_url."""
    base = site.config.base_url.rstrip("/")
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<url><loc>{escape(f'{base}/{page}')}</loc></url>" for page in pages]
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def robots(site: Site) -> bytes:
    """Everything may be read; the sitemap is named where there is one."""
    base = site.config.base_url.rstrip("/")
    return ("User-agent: *\nAllow: /\n" + (f"Sitemap: {base}/sitemap.xml\n" if base else "")).encode()


def manifest(site: Site) -> bytes:
    """The web manifest: a name and an icon for who keeps the site on a phone."""
    body = {
        "name": site.config.title, "short_name": site.config.title[:24], "lang": site.language, "start_url": "./",
        "display": "browser", "background_color": "#fcfcfa", "theme_color": "#fcfcfa",
        "icons": [{"src": "static/icon.svg", "type": "image/svg+xml", "sizes": "any"}],
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(body), indent=2) + b"\n"
