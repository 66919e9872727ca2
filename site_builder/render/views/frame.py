"""What every page shows around its own content: title, addresses, navigation, the state of the dossier."""

from __future__ import annotations

from site_builder.model import Record
from site_builder.render.here import Here
from site_builder.render.pages import PageKind, PageSpec
from site_builder.render.site import Site
from site_builder.render.typography import display
from site_builder.render.when import When, interval, month, month_name, published


class Link(Record, frozen=True):
    """A text that leads somewhere; `href` is relative to the page, '' where there is nowhere to go."""

    text: str
    href: str = ""
    lang: str | None = None
    current: bool = False


class Frame(Record, frozen=True):
    """`root`: the way back to the home page, './' or '../../'. `canonical`: '' without a base_url."""

    lang: str
    kind: PageKind
    root: str
    home: str
    site_title: str
    title: str
    description: str
    canonical: str
    navigation: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    as_of: When | None
    period: str
    og_type: str = "website"
    robots: str = ""
    structured: str = ""


def frame(
    here: Here,
    spec: PageSpec,
    title: str,
    description: str,
    crumbs: tuple[Link, ...] = (),
    *,
    og_type: str = "website",
    structured: str = "",
) -> Frame:
    """The frame of a page; `title` is the page's own, plain text."""
    site = here.site
    base = site.config.base_url.rstrip("/")
    home = Link(display(site.config.title, site.language), here.to(""))
    return Frame(
        lang=site.language,
        kind=spec.kind,
        root=here.root,
        home=home.href,
        site_title=home.text,
        title=title,
        description=description,
        canonical=f"{base}/{spec.permalink}" if base and spec.kind != "lost" else "",
        navigation=_navigation(here, spec.kind),
        crumbs=(home, *crumbs, Link(title, current=True)) if spec.kind not in ("home", "lost") else (),
        as_of=as_of(site),
        period=period(site),
        og_type=og_type,
        robots="noindex" if spec.kind == "lost" else "",
        structured=structured,
    )


def _navigation(here: Here, kind: PageKind) -> tuple[Link, ...]:
    at, says = here.site.addresses, here.site.words
    rooms: tuple[tuple[str, str, tuple[PageKind, ...]], ...] = (
        (at.home, says.gettext("Front page"), ("home",)),
        (at.timeline, says.gettext("Timeline"), ("timeline",)),
        (at.articles, says.gettext("Articles"), ("articles", "article")),
        (at.quotes, says.gettext("Quotes"), ("quotes", "quote")),
        (at.parties, says.gettext("Who is who"), ("parties", "party")),
    )
    return tuple(Link(text, here.to(target), current=kind in kinds) for target, text, kinds in rooms)


def as_of(site: Site) -> When | None:
    """The date of the last dated article: what the dossier knows, it knows as of then."""
    dated = [card for card in site.dossier.articles if card.published]
    return published(dated[-1].published, site.language) if dated else None


def period(site: Site) -> str:
    """'août – novembre 2020', from the first article to the last; '' when none is dated."""
    known = [found for card in site.dossier.articles if card.published and (found := interval(card.published))]
    if not known:
        return ""
    first, last = known[0][0], known[-1][1]
    if all(precision == "year" for _, _, precision in known):
        return f"{first.year}–{last.year}" if first.year != last.year else str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return month(first.year, first.month, site.language)
    start = month_name(first.month, site.language)
    if first.year != last.year:
        start = month(first.year, first.month, site.language)
    return f"{start}\u00a0– {month(last.year, last.month, site.language)}"
