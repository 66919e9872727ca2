"""What every page shows around its own content: title, addresses, navigation, the state of the dossier."""

from __future__ import annotations

from site_builder.model import Record
from site_builder.render.here import Here
from site_builder.render.pages import PageKind, PageSpec
from site_builder.render.typography import display
from site_builder.render.when import When


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
        as_of=site.as_of,
        period=site.period,
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
    key = (here.root, kind if kind == "lost" else _ROOM.get(kind, kind))
    made = here.site.navigation.get(key)
    if made is None:
        made = tuple(Link(text, here.to(target), current=kind in kinds) for target, text, kinds in rooms)
        here.site.navigation[key] = made
    return made


_ROOM: dict[PageKind, PageKind] = {"article": "articles", "quote": "quotes", "party": "parties"}
