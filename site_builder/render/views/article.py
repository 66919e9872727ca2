"""One article into its view: the text with quotes, dates and names marked, notes beside it, and where to go next."""

from __future__ import annotations

from site_builder.model import Article, ArticleId, Card, LinkedQuote, Reason, Record, Ref
from site_builder.render import structured
from site_builder.render.annotate import web_address
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.typography import display, marks, quoted
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import (
    ArticleLine,
    article_line,
    opening_of,
    party_link,
    speaker,
)
from site_builder.render.views.text import Passage, passages_of
from site_builder.render.when import published

_KEY_SHORTEST, _KEY_LONGEST = 40, 260


class KeyQuote(Record, frozen=True):
    """Words to begin with."""

    href: str
    open: str
    text: str
    close: str
    speaker: str


class Neighbour(Record, frozen=True):
    """A related article, and why."""

    article: ArticleLine
    reasons: tuple[str, ...]


class Endnote(Record, frozen=True):
    """A quote as it is noted on paper, where nothing can be followed: who, where, and its permanent address."""

    speaker: str
    paragraph: int
    address: str


class ArticleView(Record, frozen=True):
    """`text_lang`: the article's language where it is not the site's. `shown`: full, excerpt or metadata.

    `title`: the title as the text has it, marked and ready to show; empty where it is stated elsewhere or inferred.
    """

    frame: Frame
    line: ArticleLine
    text_lang: str | None
    author: str
    url: str
    origin: str
    key_quotes: tuple[KeyQuote, ...]
    title: str
    passages: tuple[Passage, ...]
    shown: str
    quotes: int
    dates: int
    names: int
    neighbours: tuple[Neighbour, ...]
    previous: ArticleLine | None
    next: ArticleLine | None
    source: str
    sha256: tuple[str, ...]
    cite: str
    address: str
    endnotes: tuple[Endnote, ...]


def view(here: Here, spec: PageSpec) -> ArticleView:
    """The view of the article that `spec.key` names."""
    site = here.site
    card = site.card(ArticleId(spec.key))
    article = site.article(card.id)
    found = site.found_in(card.id)
    quotes = site.quotes_in.get(card.id, [])
    line = article_line(here, card)
    shown = site.publish(card.id)
    passages = passages_of(here, article, card, found, quotes) if shown != "metadata" else ()
    title = next((passage.html for passage in passages[:1] if passage.kind == "title"), "")
    description = opening_of(here, card) or line.title
    before, after = site.beside(card.id)
    return ArticleView(
        frame=frame(
            here, spec, line.title, description, (Link(site.words.gettext("Articles"), here.to(site.addresses.articles)),),
            og_type="article",
            about=[structured.news(site, card)],
        ),
        line=line,
        text_lang=site.foreign(article.lang),
        author=card.author or "",
        url=web_address(card.url),
        origin=_origin(here, card),
        key_quotes=_key_quotes(here, article, quotes) if shown != "metadata" else (),
        title=title,
        passages=passages[1:] if title else passages,
        shown=shown,
        quotes=len(quotes),
        dates=len(found.dates),
        names=len(site.names_in(card.id)),
        neighbours=tuple(
            Neighbour(article_line(here, site.cards[other.article]), tuple(_reason(here, why) for why in other.reasons))
            for other in site.related_to(card.id)
        ),
        previous=article_line(here, before) if before else None,
        next=article_line(here, after) if after else None,
        source=card.source,
        sha256=tuple(card.sha256[i : i + 8] for i in range(0, len(card.sha256), 8)),
        cite=_cite(here, card),
        address=spec.permalink,
        endnotes=tuple(_endnote(here, quote) for quote in quotes) if shown != "metadata" else (),
    )  # fmt: skip


def _key_quotes(here: Here, article: Article, quotes: list[LinkedQuote]) -> tuple[KeyQuote, ...]:
    """At most two, of different speakers if possible: certain, in marks, long enough to say something, in text order."""
    best: list[tuple[int, int, LinkedQuote, str]] = []
    for number, quote in enumerate(quotes):
        told_quote = quote.quote
        if told_quote.kind != "direct" or quote.name is None or not told_quote.certain:
            continue
        words = " ".join(part.of(article.text).strip().replace("\n", " ") for part in told_quote.parts)
        if len(words) >= _KEY_SHORTEST:
            best.append((abs(len(words) - 140), number, quote, words))
    best.sort(key=lambda item: item[:2])
    chosen: list[tuple[int, int, LinkedQuote, str]] = []
    for wanted_new in (True, False):
        for item in best:
            known = {other[2].name for other in chosen}
            if len(chosen) < 2 and item not in chosen and (item[2].name not in known or not wanted_new):
                chosen.append(item)
    opens, closes = marks(article.lang)
    return tuple(
        KeyQuote(
            f"#q-{quote.id}", opens, _excerpt(display(words, article.lang)), closes, speaker(here, quote).text
        )
        for _, _, quote, words in sorted(chosen, key=lambda item: item[1])
    )  # fmt: skip


def _excerpt(words: str) -> str:
    """The words, or their first sentence or clause and a mark that some are left out."""
    if len(words) <= _KEY_LONGEST:
        return words
    cut = max(words.rfind(". ", 80, _KEY_LONGEST) + 1, 0) or words.rfind(" ", 0, _KEY_LONGEST)
    return f"{words[:cut].rstrip()} […]"


def _origin(here: Here, card: Card) -> str:
    """How the date of publication is known, where it is not the article's own header."""
    says = here.site.words
    if card.date_origin == "file name":
        return says.gettext("date taken from the file’s name")
    return ""


def _endnote(here: Here, quote: LinkedQuote) -> Endnote:
    site = here.site
    page = site.addresses.quote.get(quote.id) or f"{site.addresses.article[quote.article]}#q-{quote.id}"
    base = site.config.base_url.rstrip("/")
    number = site.paragraph(Ref(quote.article, quote.quote.parts[0]))
    return Endnote(speaker(here, quote).text, number, f"{base}/{page}" if base else page)


def _reason(here: Here, reason: Reason) -> str:
    says = here.site.words
    if reason.kind == "statement":
        return says.gettext("The same words")
    if reason.kind == "event":
        when = published(reason.value, here.site.language)
        return says.gettext("Same date: %(date)s") % {"date": when.text}
    names = ", ".join(party_link(here, entity).text for entity in reason.entities)
    return says.gettext("Both name %(names)s") % {"names": names}


def _cite(here: Here, card: Card) -> str:
    """How to cite the article in the dossier, with what is known and nothing else."""
    site, says = here.site, here.site.words
    title = quoted(card.title, site.language)
    if card.title_inferred:
        title += f" [{says.gettext('inferred title')}]"
    known = [card.author or "", title, card.publisher or "", published(card.published, site.language).text]
    head = ", ".join(part for part in known if part)
    return says.gettext("%(article)s, in %(dossier)s, press dossier.") % {"article": head, "dossier": site.config.title}
