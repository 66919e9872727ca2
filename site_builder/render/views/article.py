"""One article into its view: the text with quotes, dates and names marked, notes beside it, and where to go next."""

from __future__ import annotations

import bisect
import re

from site_builder.model import Annotations, Article, ArticleId, Block, Card, DateMention, LinkedQuote, Reason, Record
from site_builder.render.annotate import Mark, annotate, escape
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.typography import display
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import (
    ArticleLine,
    article_line,
    kind_in_words,
    party_link,
    quote_href,
    shortened,
    speaker,
    speaker_note,
)
from site_builder.render.when import published, told

# Outer to inner, where several begin and end together.
SENTENCE, QUOTE, PART, TERM, DATE, NAME = range(6)
_KEY_SHORTEST, _KEY_LONGEST = 40, 260


class Note(Record, frozen=True):
    """A note in the margin. `label` the words it is about, `number` for a quote's note, '' otherwise."""

    href: str
    number: str
    label: str
    text: str
    deduced: str


class Passage(Record, frozen=True):
    """A block of the text. `number` is the paragraph's, 0 for headings; `html` its marked text, ready to show."""

    kind: str
    id: str
    number: int
    html: str
    notes: tuple[Note, ...] = ()


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


class ArticleView(Record, frozen=True):
    """`text_lang`: the article's language where it is not the site's. `shown`: full, excerpt or metadata."""

    frame: Frame
    line: ArticleLine
    text_lang: str | None
    author: str
    url: str
    origin: str
    key_quotes: tuple[KeyQuote, ...]
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


def view(here: Here, spec: PageSpec) -> ArticleView:
    """The view of the article that `spec.key` names."""
    site = here.site
    card = site.cards[ArticleId(spec.key)]
    article = site.article(card.id)
    found = site.dossier.annotations[card.id]
    quotes = site.quotes_in.get(card.id, [])
    line = article_line(here, card)
    passages = _passages(here, article, card, found, quotes)
    description = shortened(display(article.text[_first_paragraph(article)][:400].replace("\n", " "), article.lang), 200)
    place = site.rank[card.id]
    cards = site.dossier.articles
    return ArticleView(
        frame=frame(
            here, spec, line.title, description, (Link(site.words.gettext("Articles"), here.to(site.addresses.articles)),),
            og_type="article",
        ),
        line=line,
        text_lang=site.foreign(article.lang),
        author=card.author or "",
        url=card.url or "",
        origin=_origin(here, card),
        key_quotes=_key_quotes(here, article, quotes),
        passages=passages,
        shown=card.publish or site.config.rights.publish,
        quotes=len(quotes),
        dates=len(found.dates),
        names=len(site.dossier.names.get(card.id, ())),
        neighbours=tuple(
            Neighbour(article_line(here, site.cards[other.article]), tuple(_reason(here, why) for why in other.reasons))
            for other in site.dossier.related.get(card.id, ())
        ),
        previous=article_line(here, cards[place - 1]) if place else None,
        next=article_line(here, cards[place + 1]) if place + 1 < len(cards) else None,
        source=card.source,
        sha256=tuple(card.sha256[i : i + 8] for i in range(0, len(card.sha256), 8)),
        cite=_cite(here, card),
        address=spec.permalink,
    )  # fmt: skip


def _first_paragraph(article: Article) -> slice:
    for block in article.blocks:
        if block.kind not in ("title", "heading"):
            return slice(block.span.start, block.span.end)
    return slice(0, len(article.text))


def _passages(
    here: Here, article: Article, card: Card, found: Annotations, quotes: list[LinkedQuote]
) -> tuple[Passage, ...]:
    marks = _marks(here, article.text, card, found, quotes)
    # Marks are sorted once; each block looks only at those that can touch it, and at the few long ones before it.
    marks.sort(key=lambda mark: mark.start)
    starts = [mark.start for mark in marks]
    longest = max((mark.end - mark.start for mark in marks), default=0)
    notes = _notes(here, article, found, quotes)
    passages = []
    number = 0
    for block in article.blocks:
        if block.kind == "title":
            continue
        low = bisect.bisect_left(starts, block.span.start - longest)
        high = bisect.bisect_left(starts, block.span.end)
        html = annotate(article.text, block.span, marks[low:high], article.lang)
        if block.kind == "heading":
            passages.append(Passage("heading", "", 0, html))
            continue
        number += 1
        beside = tuple(note for place, note in notes if block.span.start <= place < block.span.end)
        passages.append(Passage(_kind(block), f"p-{number}", number, html, beside))
    return tuple(passages)


def _kind(block: Block) -> str:
    return block.kind if block.kind in ("quotation", "list_item", "code") else "paragraph"


def _marks(here: Here, text: str, card: Card, found: Annotations, quotes: list[LinkedQuote]) -> list[Mark]:
    """All that is marked in an article, as elements."""
    site = here.site
    marks = [
        Mark(span.start, span.end, SENTENCE, "span", ' class="sentence"', f' id="s-{start}"')
        for start, span in site.sentences.get(card.id, {}).items()
    ]
    for number, quote in enumerate(quotes, 1):
        parts = quote.quote.parts
        who = escape(speaker(here, quote).text)
        label = escape(site.words.gettext("Quote %(number)s, %(speaker)s") % {"number": number, "speaker": who})
        note = f'<a class="call" href="{escape(quote_href(here, quote))}" aria-label="{label}" data-n="{number}"></a>'
        start, end = _with_marks(text, parts[0].start, parts[-1].end)
        outer = Mark(start, end, QUOTE, "span", ' class="said"', f' id="q-{quote.id}"', note)
        marks.append(outer)
        name = "told" if quote.quote.kind == "indirect" else "quoted"
        marks.extend(Mark(part.start, part.end, PART, "span", f' class="{name}"') for part in parts)
    marks.extend(Mark(term.span.start, term.span.end, TERM, "span", ' class="term"') for term in found.terms)
    for index, mention in enumerate(found.dates):
        marks.append(_date_mark(here, card.id, index, mention))
    seen = set()
    for index, name_mention in enumerate(site.dossier.names.get(card.id, ())):
        target = site.addresses.entity.get(name_mention.entity)
        first = "" if name_mention.entity in seen else f' id="n-{index}"'
        seen.add(name_mention.entity)
        span = name_mention.span
        if target:
            marks.append(Mark(span.start, span.end, NAME, "a", f' class="name" href="{here.to(target)}"', first))
        else:
            marks.append(Mark(span.start, span.end, NAME, "span", ' class="name"', first))
    return marks


_CLOSING = re.compile(r"\s?[»”\"]")
_OPENING = re.compile(r"[«“\"]\s?\Z")


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A quote with its own marks and the spaces inside them, so that its note stands behind the closing one."""
    before, after = _OPENING.search(text[max(0, start - 2) : start]), _CLOSING.match(text, end)
    return start - (len(before[0]) if before else 0), after.end() if after else end


def _date_mark(here: Here, article: ArticleId, index: int, mention: DateMention) -> Mark:
    site = here.site
    fuzzy = " fuzzy" if mention.value is None or mention.mod is not None or mention.precision != "day" else ""
    span = mention.span
    event = site.event_of_date.get((article, span))
    first = f' id="d-{index}"'
    if event is None or event not in site.event_page:
        return Mark(span.start, span.end, DATE, "span", f' class="date{fuzzy}"', first)
    href = here.to(site.event_page[event], site.event_anchor[event])
    return Mark(span.start, span.end, DATE, "a", f' class="date{fuzzy}" href="{href}"', first)


def _notes(here: Here, article: Article, found: Annotations, quotes: list[LinkedQuote]) -> list[tuple[int, Note]]:
    """What the margin says, by where it belongs: who speaks and why, what a date was counted from, whose a term is not."""
    says = here.site.words
    notes: list[tuple[int, Note]] = []
    for number, quote in enumerate(quotes, 1):
        doubt = "" if quote.quote.certain else says.gettext("uncertain")
        why = ", ".join(part for part in (speaker_note(here, quote), doubt) if part)
        note = Note(f"#q-{quote.id}", str(number), speaker(here, quote).text, kind_in_words(here, quote), why)
        notes.append((quote.quote.parts[0].start, note))
    for index, mention in enumerate(found.dates):
        deduced = _deduced(here, mention)
        if deduced is not None:
            meaning = _meaning(here, mention)
            label = display(mention.span.of(article.text).replace("\n", " "), article.lang)
            notes.append((mention.span.start, Note(f"#d-{index}", "", label, meaning, deduced)))
    for term in found.terms:
        label = display(term.span.of(article.text).replace("\n", " "), article.lang)
        notes.append((term.span.start, Note("", "", label, says.gettext("a term in quotation marks, nobody’s words"), "")))
    return sorted(notes, key=lambda item: item[0])


def _meaning(here: Here, mention: DateMention) -> str:
    if mention.first is None or mention.last is None:
        return here.site.words.gettext("cannot be dated")
    return told(mention.first, mention.last, mention.precision, mention.mod, here.site.language).text


def _deduced(here: Here, mention: DateMention) -> str | None:
    """What a date was counted from; None for a date that says everything itself."""
    says = here.site.words
    if mention.anchor == "none" and mention.first is not None:
        return None if mention.mod is None and mention.precision == "day" else ""
    if mention.first is None:
        return ""
    if mention.anchor == "article":
        return says.gettext("counted from the article’s date")
    return says.gettext("counted from a date before it in the text")


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
    marks = ("«\u202f", "\u202f»") if article.lang == "fr" else ("“", "”")
    return tuple(
        KeyQuote(
            f"#q-{quote.id}", marks[0], _excerpt(display(words, article.lang)), marks[1], speaker(here, quote).text
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
    title = display(f"« {card.title} »", "fr") if site.language == "fr" else f"“{card.title}”"
    if card.title_inferred:
        title += f" [{says.gettext('inferred title')}]"
    known = [card.author or "", title, card.publisher or "", published(card.published, site.language).text]
    head = ", ".join(part for part in known if part)
    return says.gettext("%(article)s, in %(dossier)s, press dossier.") % {"article": head, "dossier": site.config.title}
