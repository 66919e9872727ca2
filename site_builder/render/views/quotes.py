"""Quotes into their pages: who said what, the same words side by side, and one page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from site_builder.model import LinkedQuote, QuoteId, Record, Span, Statement
from site_builder.render import structured
from site_builder.render.annotate import Mark, annotate
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.typography import display, quoted
from site_builder.render.views.frame import Frame, Link, frame
from site_builder.render.views.passages import QuoteLine, quote_line, role, shortened, speaker, speaker_key
from site_builder.render.views.sheets import Month, month_title, months, sheet_title, steps
from site_builder.render.views.statements import StatementView, statement_view

MOST_SPEAKERS = 40
MOST_AT_ONCE = 12
MOST_STATEMENTS = 12


class Speaker(Record, frozen=True):
    """Somebody who is quoted: how often, as a share of the most quoted (0 to 100), and where the quotes are."""

    id: str
    name: str
    href: str
    role: str
    count: int
    share: int


class Group(Record, frozen=True):
    """The quotes of one speaker."""

    id: str
    speaker: Link
    role: str
    count: str
    quotes: tuple[QuoteLine, ...]


class QuotesView(Record, frozen=True):
    """`speakers`: the most quoted; `other_speakers`: those who come next. `months`: where a long list goes on."""

    frame: Frame
    heading: str
    lead: str
    speakers: tuple[Speaker, ...]
    other_speakers: tuple[Speaker, ...]
    statements: tuple[StatementView, ...]
    groups: tuple[Group, ...]
    months: tuple[Month, ...]
    periods: tuple[tuple[str, str], ...]
    total: int
    previous: Link | None = None
    next: Link | None = None


class QuoteView(Record, frozen=True):
    """One quote: its words, the paragraph it stands in as marked HTML, and who else reports it."""

    frame: Frame
    line: QuoteLine
    article: Link
    article_lang: str | None
    context: str
    statement: StatementView | None
    cite: str
    address: str


def view(here: Here, spec: PageSpec) -> QuotesView:
    """The list of quotes, or one month of it: `spec.key` is the number of the sheet."""
    site, says = here.site, here.site.words
    shelf = site.addresses.quote_shelf
    number = int(spec.key)
    sheet = site.sheet(shelf, number)
    root = number == 0
    heading = says.gettext("Quotes")
    crumbs: tuple[Link, ...] = ()
    if not root:
        crumbs = (Link(heading, here.to(site.addresses.quotes)),)
        heading = sheet_title(here, sheet)
    quotes = [quote for section in sheet.sections for quote in section.entries]
    lead = _lead(here) if root else ""
    groups = groups_of(here, quotes)
    speakers = _speakers(here) if root else ()
    first = len(speakers) if len(speakers) <= MOST_AT_ONCE + 4 else MOST_AT_ONCE
    previous, following = steps(here, shelf, number)
    return QuotesView(
        frame=frame(here, spec, heading, lead or heading, crumbs),
        heading=heading,
        lead=lead,
        speakers=speakers[:first],
        other_speakers=speakers[first:],
        statements=tuple(statement_view(here, statement) for statement in _widest(here)) if root else (),
        groups=groups,
        months=months(here, shelf, "%(num)s quote", "%(num)s quotes") if root else (),
        periods=_periods(here, groups),
        total=len(quotes),
        previous=previous,
        next=following,
    )  # fmt: skip


def quote_view(here: Here, spec: PageSpec) -> QuoteView:
    """The page of one quote, `spec.key` its id."""
    site, says = here.site, here.site.words
    quote = site.quote(QuoteId(spec.key))
    line = quote_line(here, quote)
    card = site.cards[quote.article]
    title = f"{line.speaker.text}{says.gettext(': ')}{line.open}{shortened(line.text, 70)}{line.close}"
    crumbs = (Link(says.gettext("Quotes"), here.to(site.addresses.quotes)),)
    statement = site.statement_of(quote)
    return QuoteView(
        frame=frame(
            here, spec, title, shortened(line.text, 200), crumbs, about=[structured.quotation(site, quote, line.text)]
        ),
        line=line,
        article=Link(display(card.title, card.lang), here.to(site.addresses.article[card.id])),
        article_lang=site.foreign(card.lang),
        context=_context(here, quote),
        statement=statement_view(here, statement) if statement else None,
        cite=_cite(here, line, card.title),
        address=spec.permalink,
    )


def _widest(here: Here) -> list[Statement]:
    """The statements that most articles report, in the order of the dossier."""
    statements = here.site.dossier.statements
    widest = sorted(range(len(statements)), key=lambda number: (-len(statements[number].quotes), number))
    return [statements[number] for number in sorted(widest[:MOST_STATEMENTS])]


def _lead(here: Here) -> str:
    site, says = here.site, here.site.words
    voices = {speaker_key(quote) for quote in site.dossier.quotes if speaker_key(quote)}
    quotes = says.count("%(num)s quote", "%(num)s quotes", len(site.dossier.quotes))
    speakers = says.count("%(num)s speaker", "%(num)s speakers", len(voices))
    return says.gettext("%(quotes)s, %(speakers)s. A speaker whom the text does not name beside the words is given "
                        "with the words of the text.") % {"quotes": quotes, "speakers": speakers}  # fmt: skip


def _speakers(here: Here) -> tuple[Speaker, ...]:
    site = here.site
    counts = Counter(speaker_key(quote) for quote in site.dossier.quotes if speaker_key(quote))
    first: dict[str, LinkedQuote] = {}
    for quote in site.dossier.quotes:
        first.setdefault(speaker_key(quote), quote)
    top = max(counts.values(), default=1)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_SPEAKERS]
    on_page = not site.addresses.quote_shelf.split
    speakers = []
    for key, count in ranked:
        who = speaker(here, first[key])
        href = f"#{_group_id(here, first[key])}" if on_page else who.href
        speakers.append(
            Speaker(
                _group_id(here, first[key]),
                who.text[:1].upper() + who.text[1:],
                href,
                role(here, first[key].entity),
                count,
                round(count / top * 100),
            )
        )
    return tuple(speakers)


def _group_id(here: Here, quote: LinkedQuote) -> str:
    """The id of a speaker's group: the party's slug, or the first quote's id."""
    if quote.entity and (page := here.site.addresses.entity.get(quote.entity)):
        return "by-" + page.rstrip("/").rsplit("/", 1)[-1]
    return f"by-{quote.id}"


def groups_of(here: Here, quotes: Sequence[LinkedQuote]) -> tuple[Group, ...]:
    """Quotes by speaker, the most quoted first, those of nobody last."""
    by_speaker: dict[str, list[LinkedQuote]] = {}
    for quote in quotes:
        by_speaker.setdefault(speaker_key(quote), []).append(quote)
    ranked = sorted(by_speaker.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
    says = here.site.words
    return tuple(
        Group(
            id=_group_id(here, members[0]),
            speaker=speaker(here, members[0]),
            role=role(here, members[0].entity),
            count=says.count("%(num)s quote", "%(num)s quotes", len(members)),
            quotes=tuple(quote_line(here, quote) for quote in members),
        )
        for _, members in ranked
    )


def _periods(here: Here, groups: tuple[Group, ...]) -> tuple[tuple[str, str], ...]:
    """The months of the listed quotes, for the filter: (month, its name)."""
    found = sorted({line.month for group in groups for line in group.quotes if len(line.month) == 7})
    return tuple((key, month_title(here, key)) for key in found)


def _context(here: Here, quote: LinkedQuote) -> str:
    """The paragraph around a quote, its words marked; '' where it may not be republished."""
    if here.site.publish(quote.article) != "full":
        return ""
    article = here.site.article(quote.article)
    parts = quote.quote.parts
    blocks = [b.span for b in article.blocks if b.span.end > parts[0].start and b.span.start < parts[-1].end]
    around = blocks[0] if blocks else Span(parts[0].start, parts[-1].end)
    marks = [Mark(part.start, part.end, 0, "mark", "") for part in parts]
    if quote.quote.cue is not None:
        marks.append(Mark(quote.quote.cue.start, quote.quote.cue.end, 1, "span", ' class="cue"'))
    return annotate(article.text, around, marks, article.lang)


def _cite(here: Here, line: QuoteLine, title: str) -> str:
    says = here.site.words
    shown = quoted(title, here.site.language)
    return says.gettext("%(speaker)s, %(words)s, in %(article)s, %(date)s; %(dossier)s, press dossier.") % {
        "speaker": line.speaker.text,
        "words": f"{line.open}{line.text}{line.close}" if line.open else line.text,
        "article": shown,
        "date": line.when.text,
        "dossier": here.site.config.title,
    }
