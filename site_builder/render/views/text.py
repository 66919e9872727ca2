"""An article's text into passages: each block as marked HTML, with the notes that stand beside it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from site_builder.model import Annotations, Article, ArticleId, Block, Card, DateMention, LinkedQuote, Record, Span
from site_builder.render.annotate import Mark, annotate, escape, web_address
from site_builder.render.here import Here
from site_builder.render.typography import display
from site_builder.render.views.passages import kind_in_words, quote_href, speaker, speaker_note
from site_builder.render.when import told

# Outer to inner, where several begin and end together.
SENTENCE, QUOTE, PART, TERM, DATE, NAME, FORMAT = range(7)


class Note(Record, frozen=True):
    """A note in the margin. `label` the words it is about, `number` for a quote's note, '' otherwise."""

    href: str
    number: str
    label: str
    text: str
    deduced: str


class Passage(Record, frozen=True):
    """A block of the text. `number` is the paragraph's, 0 for title and headings; `html` its marked text, ready to show."""

    kind: str
    id: str
    number: int
    html: str
    notes: tuple[Note, ...] = ()


def passages_of(
    here: Here, article: Article, card: Card, found: Annotations, quotes: list[LinkedQuote]
) -> tuple[Passage, ...]:
    marks = [*_marks(here, article.text, card, found, quotes), *_formatting(article)]
    # Marks are sorted once; each block looks only at those that can touch it, and at the few long ones before it.
    marks.sort(key=lambda mark: mark.start)
    starts = [mark.start for mark in marks]
    longest = max((mark.end - mark.start for mark in marks), default=0)
    notes = _notes(here, article, found, quotes)
    places = [place for place, _ in notes]
    whole = here.site.publish(card.id) == "full"
    passages = []
    number = 0
    for block in article.blocks:
        low = bisect.bisect_left(starts, block.span.start - longest)
        high = bisect.bisect_left(starts, block.span.end)
        touching = marks[low:high]
        pieces = (
            [block.span]
            if whole or block.kind == "title" or (number == 0 and block.kind != "heading")
            else _excerpts(block.span, touching)
        )
        html = " […] ".join(annotate(article.text, piece, touching, article.lang) for piece in pieces)
        if block.kind in ("heading", "title"):
            passages.append(Passage(block.kind, "", 0, html))
            continue
        number += 1
        if not pieces:
            continue
        beside = tuple(
            note
            for piece in pieces
            for _, note in notes[bisect.bisect_left(places, piece.start) : bisect.bisect_left(places, piece.end)]
        )
        passages.append(Passage(_kind(block), f"p-{number}", number, html, beside))
    return tuple(passages)


def _excerpts(block: Span, marks: Sequence[Mark]) -> list[Span]:
    """Of a block that may only be quoted, the passages that the dossier points at: dated sentences, quotes, figures."""
    pieces: list[Span] = []
    for mark in sorted(marks):
        start, end = max(mark.start, block.start), min(mark.end, block.end)
        if not mark.first or mark.layer > TERM or start >= end:
            continue
        if pieces and start <= pieces[-1].end:
            pieces[-1] = Span(pieces[-1].start, max(end, pieces[-1].end))
        else:
            pieces.append(Span(start, end))
    return pieces


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
        element, name = ("span", "told") if quote.quote.kind == "indirect" else ("q", "quoted")
        marks.extend(Mark(part.start, part.end, PART, element, f' class="{name}"') for part in parts)
    marks.extend(Mark(term.span.start, term.span.end, TERM, "span", ' class="term"') for term in found.terms)
    marks.extend(
        Mark(figure.span.start, figure.span.end, TERM, "span", ' class="figure"', f' id="f-{index}"')
        for index, figure in enumerate(found.figures)
    )
    for index, mention in enumerate(found.dates):
        marks.append(_date_mark(here, card.id, index, mention))
    seen = set()
    for index, name_mention in enumerate(site.names_in(card.id)):
        target = site.addresses.entity.get(name_mention.entity)
        first = "" if name_mention.entity in seen else f' id="n-{index}"'
        seen.add(name_mention.entity)
        span = name_mention.span
        if target:
            marks.append(Mark(span.start, span.end, NAME, "a", f' class="name" href="{here.to(target)}"', first))
        else:
            marks.append(Mark(span.start, span.end, NAME, "span", ' class="name"', first))
    return marks


def _formatting(article: Article) -> list[Mark]:
    """What the article's own mark-up says, in as few elements: emphasis, code, and links that lead to the web."""
    marks = []
    for mark in article.marks:
        if mark.kind != "link":
            marks.append(Mark(mark.span.start, mark.span.end, FORMAT, mark.kind, ""))
        elif address := web_address(mark.href):
            every = f' class="out" href="{escape(address)}" rel="external noreferrer"'
            marks.append(Mark(mark.span.start, mark.span.end, FORMAT, "a", every))
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
    event = site.events_at.get(article, {}).get(span)
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
