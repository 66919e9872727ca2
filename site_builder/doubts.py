"""A dossier into what its author should look at first: by how sure the rule is, and how prominent what it found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from site_builder.corrections.file import Selector
from site_builder.corrections.selector import Folded, selector_of
from site_builder.corrections.write import Lines, table_text
from site_builder.edtf import Interval, interval
from site_builder.model import (
    AUTHOR,
    Article,
    ArticleId,
    DateMention,
    Diagnostic,
    EntityId,
    Event,
    LinkedQuote,
    Record,
    Ref,
    Span,
)
from site_builder.places import Places
from site_builder.render import Site
from site_builder.scan import Scan

LONGEST = 80
"""Characters of a quote that name it in a correction: some of its words are enough."""
WORTH = 8
"""What is less doubtful is not worth a look, however prominent."""
_MERGES = {"first name": 50, "sub-name": 45, "acronym": 30, "last name": 20, "initials": 15, "company form": 10}
"""How often, in a hundred, a rule that joins two names may be wrong."""
_STATUSES = {"unknown": 70, "void": 45, "met": 40, "extended": 35}
"""The same for what a deadline is said to have become."""
_LOST, _COARSE = 50, 15
"""The same for a date that cannot be counted, and for one whose other reading contains it."""
_SILENT = {"direct": 60, "fragment": 40, "indirect": 25}
"""The same for a quote that nobody is said to have spoken."""


class Doubt(Record, frozen=True):
    """One thing to look at. `score`: doubt (0 to 100) times prominence; `ref`: its words.

    `table` and `keys`: the correction that would settle it, as found, without the words that it quotes; `quoted` says
    whether it quotes them. Changing nothing in it confirms what was found.
    """

    code: str
    score: int
    message: str
    ref: Ref
    table: str
    keys: Lines
    quoted: bool = True


class Finder:
    """Looks through a dossier; the texts are asked for one article at a time."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.dossier = site.dossier
        self._files = Counter(card.source for card in site.dossier.articles)
        self._folded = lru_cache(maxsize=4)(self._fold)
        self._names = lru_cache(maxsize=None)(self._keys)
        self._scan = lru_cache(maxsize=4)(self._cut)

    def find(self) -> list[Doubt]:
        """All that is worth a look, what matters most first; the order is the same at every run."""
        found = [*self._quotes(), *self._dates(), *self._deadlines(), *self._merges(), *self._titles()]
        return sorted((doubt for doubt in found if doubt.score), key=lambda doubt: (-doubt.score, doubt.ref, doubt.code))

    def diagnostic(self, doubt: Doubt, places: Places) -> Diagnostic:
        """The doubt as `dossier check` reports it: with file, line and column."""
        where = places.of(self.site.article(doubt.ref.article), doubt.ref.span)
        return Diagnostic(doubt.code, "note", doubt.message, where, "`dossier review` has the correction ready to paste.")

    def correction(self, doubt: Doubt, day: str) -> str:
        """The correction ready to paste into `corrections.toml`, with the day on which it is made."""
        target = self._target(doubt.ref) if doubt.quoted else ()
        return table_text(doubt.table, (*target, *doubt.keys, ("reason", ""), ("day", day)))

    def sentence(self, doubt: Doubt) -> str:
        """The sentence, or sentences, in which its words stand, in one line."""
        span, article = doubt.ref.span, doubt.ref.article
        text, scan = self.site.article(article).text, self._scan(article)
        first, last = scan.sentence_at(span.start), scan.sentence_at(max(span.start, span.end - 1))
        return " ".join(text[scan.sentences[first].start : max(scan.sentences[last].end, span.end)].split())

    # --- what is doubtful ---

    def _quotes(self) -> Iterator[Doubt]:
        for linked in self.dossier.quotes:
            quote = linked.quote
            if quote.rule == AUTHOR or (quote.certain and quote.source != "none"):
                continue
            ref = Ref(linked.article, Span(quote.parts[0].start, quote.parts[-1].end))
            if quote.source == "none":
                code, doubt = "N411", _SILENT[quote.kind]
                message = "nobody is said to have spoken these words"
            else:
                code, doubt = "N410", max(10, 100 - quote.confidence)
                message = f"the speaker is not sure: {linked.name or 'somebody'} ({quote.why})"
            score = _score(doubt, self._prominence(linked))
            yield Doubt(code, score, message, ref, "quotes", (("speaker", linked.name or ""),))

    def _prominence(self, linked: LinkedQuote) -> int:
        """In how many articles the words stand, and whether somebody says them who matters."""
        reports = len(self.dossier.statements[linked.statement].quotes) if linked.statement is not None else 1
        return reports + (self._weight(linked.entity) if linked.entity else 0)

    def _weight(self, entity: EntityId) -> int:
        known = self.site.entities[entity]
        return 3 if known.declared else 1 if len(known.articles) > 2 else 0

    def _dates(self) -> Iterator[Doubt]:
        events = self.site.events_at
        for card in self.dossier.articles:
            for date in self.dossier.annotations[card.id].dates:
                if date.rule == AUTHOR or (date.value is not None and not date.alternatives):
                    continue
                ref = Ref(card.id, date.span)
                number = events.get(card.id, {}).get(date.span)
                event: Event | None = None if number is None else self.dossier.events[number]
                prominence = 1 if event is None else len(event.refs) + 3 * event.key
                if date.value is None:
                    message = "the date cannot be counted: the text does not say from when"
                else:
                    message = f"the date may be {date.value} or {', '.join(date.alternatives)}"
                keys = (("value", date.value or ""),)
                score = _score(date_doubt(date, interval(card.published)), prominence)
                yield Doubt("N412", score, message, ref, "dates", keys)

    def _deadlines(self) -> Iterator[Doubt]:
        for deadline in self.dossier.deadlines:
            doubt = _STATUSES.get(deadline.status, 0) if deadline.why != AUTHOR else 0
            ref = deadline.label
            prominence = 3 + len({ref.article for step in deadline.history for ref in step.refs})
            told = f"the deadline of {deadline.history[-1].value} is said to be {deadline.status} ({deadline.why})"
            keys = (("status", deadline.status),)
            yield Doubt("N413", _score(doubt, prominence), told, ref, "deadlines", keys)

    def _merges(self) -> Iterator[Doubt]:
        for entity in self.dossier.entities:
            doubtful = [merge for merge in entity.merges if merge.rule in _MERGES]
            if not doubtful or not entity.mentions:
                continue
            written = self._written(entity.mentions)
            for merge in doubtful:
                ref = written.get(merge.alias, entity.mentions[0])
                message = f"“{merge.alias}” is taken for {entity.name} ({merge.rule})"
                keys = (("name", merge.alias), ("apart_from", entity.name))
                prominence = len(entity.articles) + self._weight(entity.id)
                score = _score(_MERGES[merge.rule], prominence)
                yield Doubt("N414", score, message, ref, "entities", keys, quoted=False)

    def _written(self, mentions: Sequence[Ref]) -> dict[str, Ref]:
        """Where each spelling stands for the first time, as far as the first mentions of an entity tell."""
        found: dict[str, Ref] = {}
        for ref in mentions:
            name = self._names(ref.article).get(ref.span)
            if name is not None:
                found.setdefault(name, ref)
        return found

    def _keys(self, article: ArticleId) -> dict[Span, str]:
        return {name.span: name.key for name in self.dossier.annotations[article].names}

    def _titles(self) -> Iterator[Doubt]:
        for card in self.dossier.articles:
            if card.title_inferred:
                keys = (("article", card.source), ("title", card.title))
                message = "the article states no title: it was taken from the first sentence"
                start = card.paragraphs[0] if card.paragraphs else 0
                ref = Ref(card.id, Span(start, start + 1))
                yield Doubt("N415", _score(15, 1), message, ref, "titles", keys, quoted=False)

    # --- the words ---

    def _target(self, ref: Ref) -> Lines:
        """The keys that name a passage: as few words around it as tell it apart."""
        article = self.site.article(ref.article)
        said = article.source if self._files[article.source] == 1 else article.id
        span = _cut_to(ref.span, article.text)
        selector: Selector = selector_of(self._folded(ref.article), span, said)
        around = (("prefix", selector.prefix), ("suffix", selector.suffix))
        return (("article", said), ("exact", selector.exact), *(pair for pair in around if pair[1]))

    def _fold(self, article: ArticleId) -> Folded:
        return Folded.of(self.site.article(article).text)

    def _cut(self, article: ArticleId) -> Scan:
        found: Article = self.site.article(article)
        return Scan.of(found)


def _score(doubt: int, prominence: int) -> int:
    """Twice as prominent is worth one step more, not twice as much; 0 for what is not worth a look."""
    return round(doubt * (1 + math.log2(max(1, prominence)))) if doubt >= WORTH else 0


def date_doubt(date: DateMention, published: Interval | None) -> int:
    """How doubtful the reading of a date is: much where it cannot be counted, or where another reading lies hardly further
    from the day of the article; little where the others lie a year away, or only say the same less exactly."""
    if date.first is None or date.last is None or published is None:
        return _LOST
    chosen, doubt = _apart(Interval(date.first, date.last), published), 0
    for other in filter(None, map(interval, date.alternatives)):
        if other.first <= date.first and date.last <= other.last:
            doubt = max(doubt, _COARSE)
        else:
            doubt = max(doubt, _LOST * (chosen + 1) // (max(chosen, _apart(other, published)) + 1))
    return doubt


def _apart(one: Interval, other: Interval) -> int:
    """Days between two intervals; 0 where they touch."""
    return max(0, (max(one.first, other.first) - min(one.last, other.last)).days)


def _cut_to(span: Span, text: str) -> Span:
    """The first words of a passage, as many as name it."""
    if span.end - span.start <= LONGEST:
        return span
    end = text.rfind(" ", span.start + 1, span.start + LONGEST)
    return Span(span.start, end if end > span.start else span.start + LONGEST)
