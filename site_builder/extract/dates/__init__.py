"""Date expressions of a text, resolved to intervals of days against the article's own date."""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec.structs import replace

from site_builder import lang
from site_builder.extract.dates import days, guards
from site_builder.extract.dates.counting import Direction, When
from site_builder.extract.dates.days import Days, NoSuchDayError
from site_builder.extract.dates.direction import Directions
from site_builder.extract.dates.fields import Context
from site_builder.extract.dates.grammar import Grammar, Node, grammar
from site_builder.extract.dates.modality import Cues
from site_builder.extract.dates.resolve import resolve
from site_builder.model import DateMention, Edtf, Mod, Precision, Span
from site_builder.scan import Scan

_PRECISION: dict[str, Precision] = {"DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year", "PERIOD": "range"}


def find_dates(scan: Scan, published: Edtf | None) -> tuple[DateMention, ...]:
    """All date expressions in order; `published` may be a day, a month, a year, or None (relative ones stay unresolved)."""
    rules = grammar(scan.language)
    reader = _Reader(scan, rules, days.parse(published))
    for node in rules.read(scan):
        if node.rule.sense == "pair":
            reader.pair(node)
        elif node.rule.sense != "nothing":
            reader.take(node)
    return tuple(reader.found)


@cache
def _cues(language: str) -> Cues:
    table = grammar(language).table
    return Cues(table.lead, table.trail)


class _Reader:
    """Resolves the expressions of one text in order; each may be counted from the one before it."""

    def __init__(self, scan: Scan, rules: Grammar, article: Days | None) -> None:
        self.scan, self.table, self.article = scan, rules.table, article
        self.cues = _cues(scan.language)
        self.articles = frozenset(rules.table.articles)
        self.directions = Directions(scan, self.table.tense, rules.cues)
        self.text: Days | None = None
        self.told = False
        self.found: list[DateMention] = []

    def pair(self, node: Node) -> None:
        """Two dates of one phrase; the first takes from the last what it lacks: `entre août et septembre 2019`."""
        first, last = node.fields.get("first"), node.fields["last"]
        if first is None and isinstance(last, Node):  # les 19 et 20 août
            first = Node(msgspec.structs.replace(last.rule, sense="day_of_month"), node.start, node.start + 1, node.fields)
        if not isinstance(first, Node) or not isinstance(last, Node):
            raise TypeError(f"rule {node.rule.name!r}: first and last must be expressions")
        end = self._resolve(last)
        at = end.days.first if end and end.days else None
        if at and last.kind == "DAY" and first.rule.sense == "day_of_month" and "period" not in first.fields:
            if guards.holds("between", self.scan, node, self.table):
                row = msgspec.structs.replace(node.rule, sense="between")
                self.take(Node(row, node.start, node.end, {**first.fields, "period": last}))
                return
            row = msgspec.structs.replace(first.rule, sense="calendar")
            first = replace(first, rule=row, fields={"day": first.fields["day"], "month": at.month, "year": at.year})
        elif at and "month" in first.fields and "year" not in first.fields and "period" not in first.fields:
            later = first.fields["month"] > at.month  # type: ignore[operator]
            first = replace(first, fields={**first.fields, "year": at.year - later})
        self.take(first)
        self.take(last)

    def take(self, node: Node) -> None:
        """Adds the mention of an expression; what the calendar does not have is no date."""
        when = self._resolve(node)
        if when is None or ("ahead" in node.fields and self.directions.of(node.start, node.end) < 0):
            return
        skip = node.fields.get("skip", 0)
        start, end = node.start + (skip if isinstance(skip, int) else 0), node.end
        lower = self.scan.lower
        if start and node.kind != "NOTHING" and self._article_before(start):
            start -= 2 if lower[start - 1] in ("'", "’") else 1
        mod = self._mod(node, start, when)
        span = Span(self.scan.starts[start], self.scan.ends[end - 1])
        self.found.append(_mention(span, node, when, mod))
        if when.days:
            self._remember(when.days, start, mod)

    def _remember(self, found: Days, start: int, mod: Mod | None) -> None:
        """What `la veille` counts from: the last date on which something is told to happen.

        A date that only names a thing (`le décret du 14 août`) or bounds one (`jusqu'au 12 novembre`) does not move the
        story, and serves only as long as no other date does.
        """
        moves = mod is None and not (start and self.scan.lower[start - 1] in self.table.of_the)
        if moves or not self.told:
            self.text, self.told = found, moves

    def _article_before(self, start: int) -> bool:
        word = self.scan.lower[start - 1]
        gap = self.scan.text[self.scan.ends[start - 1] : self.scan.starts[start]]
        if "\n" in gap:
            return False
        if word in ("'", "’"):
            return start > 1 and self.scan.lower[start - 2] + "'" in self.articles
        return word in self.articles

    def _mod(self, node: Node, start: int, when: When) -> Mod | None:
        lower = self.scan.lower
        given = node.fields.get("mod")
        if given:
            return given  # type: ignore[return-value]
        mod = self.cues.behind(lower, node.end) or self.cues.before(lower, start)
        return mod or ("approx" if when.approx else None)

    def _resolve(self, node: Node) -> When | None:
        context = Context(self.article, self.text, lambda: self._direction(node), resolve)
        try:
            return resolve(node, context)
        except NoSuchDayError:
            return None

    def _direction(self, node: Node) -> Direction:
        named = node.start and self.scan.lower[node.start - 1] in self.table.of_the
        told = 0 if named else self.directions.of(node.start, node.end)
        if told == 0 and self._to_the_day() and self._alone(node):
            return 2  # a text that is nothing but a date is an entry of a diary: it looks ahead
        return told

    def _alone(self, node: Node) -> bool:
        lower = self.scan.lower
        if len(lower) >= 20:
            return False
        small = lang.words(self.scan.language).function_words | self.cues.words
        rest = (*lower[: node.start], *lower[node.end :])
        return all(word in small or word.isdigit() or not word.isalnum() for word in rest)

    def _to_the_day(self) -> bool:
        return self.article is not None and self.article.first == self.article.last


def _mention(span: Span, node: Node, when: When, mod: Mod | None) -> DateMention:
    if when.days is None:
        known = _PRECISION[node.kind]
        return DateMention(span, node.rule.name, precision=known, mod=mod, part=when.part, anchor=when.anchor)
    return DateMention(
        span=span,
        rule=node.rule.name,
        value=days.edtf(when.days),
        first=when.days.first,
        last=when.days.last,
        precision=when.days.precision,
        mod=mod,
        part=when.part,
        anchor=when.anchor,
        counted_from=when.counted_from,
        alternatives=when.alternatives,
    )
