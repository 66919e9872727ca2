"""What every page shows around its own content: title, addresses, navigation, the state of the dossier."""

from __future__ import annotations

from site_builder.model import Permalink, Record
from site_builder.render import card, structured
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
    """`root`: the way back to the home page, './' or '../../'. `canonical`: '' without a base_url.

    `image`: the address of the picture that stands for the dossier elsewhere, '' where there is none.
    """

    lang: str
    kind: PageKind
    root: str
    home: str
    site_title: str
    title: str
    description: str
    canonical: str
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    feed: str
    search: Link
    crumbs: tuple[Link, ...]
    as_of: When | None
    period: str
    og_type: str = "website"
    robots: str = ""
    structured: str = ""
    manifest: str = ""
    image: str = ""


def frame(
    here: Here,
    spec: PageSpec,
    title: str,
    description: str,
    crumbs: tuple[Link, ...] = (),
    *,
    og_type: str = "website",
    about: list[structured.Thing] | None = None,
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
        footer=_footer(here),
        feed=here.to("feed.xml"),
        search=Link(site.words.gettext("Search"), here.to(site.addresses.search), current=spec.kind == "search"),
        crumbs=(home, *crumbs, Link(title, current=True)) if spec.kind not in ("home", "lost") else (),
        as_of=site.as_of,
        period=site.period,
        og_type=og_type,
        robots="noindex" if spec.kind == "lost" else "",
        structured=_structured(here, spec, about or [], (*crumbs, Link(title)) if spec.kind not in ("home", "lost") else ()),
        manifest="" if site.offline else here.to("manifest.webmanifest"),
        image=f"{base}/{card.PATH}" if card.wanted(site) else "",
    )


def _structured(here: Here, spec: PageSpec, about: list[structured.Thing], crumbs: tuple[Link, ...]) -> str:
    """JSON-LD of the page: what it is about, and its breadcrumb where the site has an address."""
    site = here.site
    trail = []
    if site.config.base_url and crumbs:
        rooms = {link.text: link.href for link in crumbs}
        trail = [(site.config.title, Permalink(""))]
        trail += [(text, here.permalink_of(href) if href else spec.permalink) for text, href in rooms.items()]
    return structured.graph(site, about, trail) if about or trail else ""


def _navigation(here: Here, kind: PageKind) -> tuple[Link, ...]:
    at, says = here.site.addresses, here.site.words
    rooms: tuple[tuple[str, str, tuple[PageKind, ...]], ...] = (
        (at.home, says.gettext("Front page"), ("home",)),
        (at.timeline, says.gettext("Timeline"), ("timeline",)),
        (at.articles, says.gettext("Articles"), ("articles", "article")),
        (at.quotes, says.gettext("Quotes"), ("quotes", "quote")),
        (at.parties, says.gettext("Who is who"), ("parties", "party")),
        *(((at.deadlines, says.gettext("Deadlines"), ("deadlines",)),) if "deadlines" in here.site.rooms else ()),
    )
    key = (here.root, kind if kind == "lost" else _ROOM.get(kind, kind))
    made = here.site.navigation.get(key)
    if made is None:
        made = tuple(Link(text, here.to(target), current=kind in kinds) for target, text, kinds in rooms)
        here.site.navigation[key] = made
    return made


def _footer(here: Here) -> tuple[Link, ...]:
    """The pages about the dossier itself."""
    made = here.site.navigation.get((here.root, "footer"))
    if made is None:
        at, says, rights = here.site.addresses, here.site.words, here.site.config.rights
        rooms = [(at.method, says.gettext("How this dossier is made")), (at.data, says.gettext("Data"))]
        if "figures" in here.site.rooms:
            rooms.insert(0, (at.figures, says.gettext("Figures")))
        if "corrections" in here.site.rooms:
            rooms.append((at.corrections, says.gettext("Corrections")))
        rooms.append((at.printed, says.gettext("To print")))
        if rights.publisher or rights.contact or rights.note:
            rooms.append((at.legal, says.gettext("Legal notice")))
        made = here.site.navigation[here.root, "footer"] = tuple(Link(text, here.to(target)) for target, text in rooms)
    return made


_ROOM: dict[PageKind, PageKind] = {"article": "articles", "quote": "quotes", "party": "parties"}
