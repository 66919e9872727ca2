"""Quotes, sources and articles as any page shows them: the words, who says them, and the way to where they stand."""

from __future__ import annotations

import re
from functools import cache

from site_builder.model import ArticleId, Card, EntityId, LinkedQuote, QuoteKind, Record, Ref, Span
from site_builder.render.here import Here
from site_builder.render.site import Site
from site_builder.render.typography import display, marks, quoted
from site_builder.render.views.frame import Link
from site_builder.render.when import When, published
from site_builder.render.words import Words

SHORTEST_OPENING = 50
SHORTEST_CUT = 60
LONG_LABEL = 320
"""A sentence of the timeline is cut behind this many characters; the source shows the rest."""


class Source(Record, frozen=True):
    """Where something is written: '20 sept. 2020, § 4', with the article's title."""

    href: str
    text: str
    title: str


class ArticleLine(Record, frozen=True):
    """An article in a list. `quotes` and `dates` count what was found in it."""

    href: str
    title: str
    inferred: bool
    lang: str | None
    when: When
    publisher: str
    quotes: int
    dates: int


class QuoteLine(Record, frozen=True):
    """A quote in a list. `open` and `close` are its marks, '' for reported speech; `told` names its kind in words.

    `speaker` is '' in text where nobody is named; `note` what was deduced about the speaker, with the words of the text.
    `permalink` leads to the quote's own address, `source` to its highlighted words.
    """

    id: str
    open: str
    text: str
    close: str
    lang: str | None
    kind: str
    told: str
    speaker: Link
    role: str
    note: str
    doubtful: bool
    when: When
    source: Source
    permalink: str
    month: str
    group: str


def source(here: Here, ref: Ref, anchor: str = "") -> Source:
    """The way to a passage; without an anchor, to the sentence that begins there."""
    site = here.site
    card = site.cards[ref.article]
    when = published(card.published, site.language)
    number = site.paragraph(ref)
    place = f"{when.short}, §\u00a0{number}" if number else when.short
    shown = site.publish(ref.article) != "metadata"
    href = here.to(site.addresses.article[ref.article], (anchor or f"s-{ref.span.start}") if shown else "")
    return Source(href, place, display(card.title, card.lang))


def article_line(here: Here, card: Card) -> ArticleLine:
    """An article as lists show it."""
    return here.line("article", card.id, lambda: _article_line(here, card))


def _article_line(here: Here, card: Card) -> ArticleLine:
    site = here.site
    quotes, dates = site.counts_in(card.id)
    return ArticleLine(
        href=here.to(site.addresses.article[card.id]),
        title=display(card.title, card.lang),
        inferred=card.title_inferred,
        lang=site.foreign(card.lang),
        when=published(card.published, site.language),
        publisher=card.publisher or "",
        quotes=quotes,
        dates=dates,
    )


def opening_of(here: Here, card: Card) -> str:
    """The beginning of an article's first paragraph that is no dateline; '' where its text may not be shown."""
    if here.site.publish(card.id) == "metadata":
        return ""
    article = here.site.article(card.id)
    spans = [block.span for block in article.blocks if block.kind not in ("title", "heading")]
    whole = Span(0, len(article.text))
    first = next((span for span in spans if span.end - span.start >= SHORTEST_OPENING), spans[0] if spans else whole)
    return shortened(display(first.of(article.text)[:400].replace("\n", " "), article.lang), 200)


def party_link(here: Here, entity: EntityId) -> Link:
    """A party by name, with its page where it has one."""
    return here.line("party", entity, lambda: _party_link(here, entity))


def _party_link(here: Here, entity: EntityId) -> Link:
    target = here.site.addresses.entity.get(entity)
    return Link(display(here.site.called[entity].name, here.site.language), here.to(target) if target else "")


def role(here: Here, entity: EntityId | None) -> str:
    """The role that the author or the dossier gives a party, in the site's language."""
    if entity is None:
        return ""
    site = here.site
    party = site.party.get(entity)
    if party and party.role and party.role != "other":
        return site.words.pgettext("role", party.role)
    return display(site.called[entity].role, site.language)


def quote_href(here: Here, quote: LinkedQuote) -> str:
    """A quote's permanent link: its page, or its passage in a dossier of many quotes."""
    site = here.site
    target = site.addresses.quote.get(quote.id)
    return here.to(target) if target else here.to(site.addresses.article[quote.article], f"q-{quote.id}")


def quote_line(here: Here, quote: LinkedQuote) -> QuoteLine:
    """A quote with its words, its speaker, and how sure that is."""
    site = here.site
    article = site.article(quote.article)
    card = site.cards[quote.article]
    told = quote.quote
    words = " ".join(part.of(article.text).strip().replace("\n", " ") for part in told.parts)
    if site.publish(quote.article) == "metadata":
        words = site.words.gettext("[text not republished]")
    opens, closes = ("", "") if told.kind == "indirect" else marks(article.lang)
    when = published(card.published, site.language)
    ref = Ref(quote.article, told.parts[0])
    month = (card.published or "")[:7]
    return QuoteLine(
        id=quote.id,
        open=opens,
        text=display(words, article.lang),
        close=closes,
        lang=site.foreign(article.lang),
        kind=told.kind,
        told=kind_in_words(here, quote),
        speaker=speaker(here, quote),
        role=role(here, quote.entity),
        note=speaker_note(here, quote),
        doubtful=not told.certain,
        when=when,
        source=source(here, ref, f"q-{quote.id}"),
        permalink=quote_href(here, quote),
        month=month,
        group=speaker_key(quote),
    )


def speaker_key(quote: LinkedQuote) -> str:
    """What quotes of one speaker have in common."""
    return quote.entity or quote.name or ""


def speaker(here: Here, quote: LinkedQuote) -> Link:
    """Who speaks: a party, the words of the text, or 'speaker not named'."""
    site = here.site
    if quote.entity:
        return party_link(here, quote.entity)
    if quote.name:
        text = display(quote.name, site.language)
        return Link(text[:1].upper() + text[1:])
    return Link(site.words.gettext("speaker not named"))


def kind_in_words(here: Here, quote: LinkedQuote) -> str:
    """Said, reported or anonymous: what the words are, never by colour alone."""
    return _told(here.site.words, quote.quote.kind, quote.quote.source == "anonymous", quote.quote.via)


@cache
def _told(says: Words, kind: QuoteKind, anonymous: bool, via: str | None) -> str:
    kinds = {
        "direct": says.gettext("in quotation marks"),
        "fragment": says.gettext("a few words in quotation marks"),
        "indirect": says.gettext("reported speech, not word for word"),
    }
    told = kinds[kind]
    if anonymous:
        told = f"{told}, {says.gettext('anonymous source')}"
    if via:
        told = f"{told}, {says.pgettext('via', via)}"
    return told


def speaker_note(here: Here, quote: LinkedQuote) -> str:
    """How the speaker was found where the text does not name them beside the words; '' where it does."""
    site = here.site
    told = quote.quote
    name = quote.name or ""
    if told.speaker is not None and told.why != "continued" and site.publish(quote.article) != "metadata":
        written = told.speaker.of(site.article(quote.article).text).strip().replace("\n", " ")
        if not name or written.casefold() == name.casefold():
            return ""
        shown = quoted(written, site.language)
        said = site.words.gettext("%(words)s in the text") % {"words": shown}
        return (
            "; ".join(part for part in (said, reason(here, told.why)) if part)
            if site.language == "en"
            else (display(" ; ".join(part for part in (said, reason(here, told.why)) if part), "fr"))
        )
    if not name:
        return ""
    return reason(here, told.why)


def reason(here: Here, why: str) -> str:
    """How a speaker was found, in words; '' where the text names them beside the words."""
    if why in PLAIN:
        return ""
    told = here.site.words.pgettext("why", why)
    return told if told != why or here.site.language == "en" else here.site.words.gettext("speaker deduced")


PLAIN = frozenset({"named", "anonymous", "as written", "nobody", "spokesperson", ""})
"""Reasons that need no word: the text itself names the speaker beside the words."""


def shortened(text: str, most: int = LONG_LABEL) -> str:
    """The text, or its first words and an ellipsis."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.\u202f\u00a0") + _GONE


_GONE = "\u00a0…"
_PAUSE = re.compile(r"[;:,)–—](?=\s)")
"""Where a sentence may be cut: behind its clauses."""


def label(site: Site, ref: Ref, most: int = LONG_LABEL, keep: Span | None = None) -> str:
    """The sentence of an event or deadline, or whole clauses of it in at most `most` characters, `keep` in them.

    A sentence that is a little longer is not cut for it.
    """
    span = ref.span
    if span.end - span.start <= most * 1.1 or site.publish(ref.article) == "metadata":
        return site.words_of(ref)
    text = site.article(ref.article).text
    pauses = [span.start + found.end() for found in _PAUSE.finditer(span.of(text))]
    inside = keep is not None and span.start <= keep.start < span.end
    needed = min(keep.end, span.end) if keep and inside else span.start + most // 2
    start = span.start
    if needed - start > most:  # what must be kept stands too far behind: begin at one of its own clauses
        begins = [pause for pause in pauses if pause < needed and needed - pause <= most]
        start = begins[0] if begins else needed - most + 40
    ends = [pause for pause in pauses if needed <= pause <= start + most]
    # Where little room is given, the first clauses that say enough; elsewhere as many as there is room for.
    enough = [pause for pause in ends if most < LONG_LABEL and pause - start >= SHORTEST_CUT]
    end = (enough or ends[-1:] or [span.end if span.end - start <= most else 0])[0]
    words = site.words_of(Ref(ref.article, Span(start, end or span.end)))
    if start > span.start:
        words = f"…\u00a0{words if begins else words.split(' ', 1)[-1]}"
    if end == span.end:
        return words
    return words.rstrip(" ,;:–—\u202f\u00a0") + _GONE if end else shortened(words, most)


def cards_of(here: Here, articles: tuple[ArticleId, ...]) -> tuple[ArticleLine, ...]:
    """Articles by id, as lists show them."""
    return tuple(article_line(here, here.site.cards[article]) for article in articles)
