"""A gold dossier (tests/corpus/deals/<name>) into the records that link reads, and into what link should find."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from site_builder import sources
from site_builder.config import Config
from site_builder.edtf import interval
from site_builder.extract import extract
from site_builder.extract.fingerprints import seal
from site_builder.extract.happenings import find_happenings
from site_builder.link import link
from site_builder.link.statements import link_statements
from site_builder.link.timeline import link_timeline
from site_builder.model import (
    Annotations,
    Article,
    ArticleId,
    Card,
    DateMention,
    Deadline,
    Edtf,
    Entity,
    EntityId,
    Event,
    LinkedName,
    LinkedQuote,
    NameMention,
    Precision,
    Quote,
    QuoteId,
    Span,
    Statement,
)
from site_builder.read import plain
from site_builder.read.article import article_of_plain
from site_builder.scan import Scan

DEALS = Path(__file__).parent / "corpus" / "deals"


@cache
def gold(name: str) -> dict[str, Any]:
    return json.loads((DEALS / name / "gold.json").read_text("utf-8"))


class GoldDossier:
    """Everything that link needs, made from the gold: perfect dates, names and quotes, so that only link is judged."""

    def __init__(self, name: str, until: str = "9999", *, real: bool = False) -> None:
        self.gold = gold(name)
        self.real = real
        self.articles: dict[str, Article] = {}
        self.offsets: dict[str, Any] = {}
        self.annotations: dict[ArticleId, Annotations] = {}
        self.names: dict[ArticleId, tuple[LinkedName, ...]] = {}
        self.quotes: list[LinkedQuote] = []
        self._linked: tuple[tuple[LinkedQuote, ...], tuple[Statement, ...]] | None = None
        self.cards: list[Card] = []
        aliases = self._aliases()
        for row in self.gold["articles"]:
            if row["date"] <= until:
                self._add(name, row, aliases)
        if real:
            self._extract()
            return
        self.cards.sort(key=lambda card: (card.published or "", card.id))
        rank = {card.id: at for at, card in enumerate(self.cards)}
        self.quotes.sort(key=lambda quote: (rank[quote.article], quote.index))
        kinds = {linked.entity: linked.kind for found in self.names.values() for linked in found}
        self.entities = tuple(
            Entity(id=entity, kind=kind, name=entity, aliases=(), mentions=(), articles=())
            for entity, kind in sorted(kinds.items())
        )

    def _extract(self) -> None:
        """Replaces the gold's dates, names and quotes by what is found in the texts."""
        found = {card.id: extract(self.articles[card.source]) for card in self.cards}
        dossier = link(self.cards, found, Config())
        self.cards, self.annotations, self.names = list(dossier.articles), dict(dossier.annotations), dict(dossier.names)
        self.entities, self.quotes = dossier.entities, list(dossier.quotes)
        self._linked = dossier.quotes, dossier.statements  # the quotes of a linked dossier have no sentences left to compare

    def _aliases(self) -> dict[str, str]:
        return {alias: group[0] for row in self.gold["articles"] for group in row.get("same", ()) for alias in group}

    def _add(self, name: str, row: dict[str, Any], aliases: dict[str, str]) -> None:
        raw = (DEALS / name / "articles" / row["file"]).read_text("utf-8")
        parsed = plain.parse(raw)
        article = article_of_plain(
            parsed,
            id=ArticleId(row["file"]),
            source=row["file"],
            sha256=hashlib.sha256(raw.encode()).hexdigest(),
            language=row["lang"],
        )
        # Raw offsets to canonical ones: the first canonical offset whose raw offset is not before it.
        places = [parsed.offsets.raw(at) for at in range(len(article.text) + 1)]
        where = {raw_at: at for at, raw_at in reversed(list(enumerate(places)))}

        def span(found: dict[str, Any]) -> Span:
            made = Span(where[found["start"]], where[found["start"]] + len(found["text"]))
            assert made.of(article.text) == found["text"], found
            return made

        dates = tuple(sorted((_date(span(found), found) for found in row["dates"]), key=lambda date: date.span))
        quotes = tuple(
            Quote(
                parts=tuple(Span(where[first], where[first] + last - first) for first, last in found["parts"]),
                kind=found["kind"],
                rule="gold",
                speaker_text=found["speaker_name"],
                certain=True,
            )
            for found in row["quotes"]
        )
        scan = Scan.of(article)
        names = tuple(_names(article, row["names"], aliases))
        article_id = article.id
        self.articles[row["file"]] = article
        self.cards.append(sources.card_of(article))
        quotes = seal(scan, quotes)
        self.annotations[article_id] = Annotations(
            dates=dates,
            quotes=quotes,
            names=tuple(NameMention(linked.span, str(linked.entity), "gold") for linked in names),
            happenings=find_happenings(scan, dates, article.published),
        )
        self.names[article_id] = names
        for index, quote in enumerate(quotes):
            speaker = aliases.get(quote.speaker_text or "", quote.speaker_text)
            self.quotes.append(LinkedQuote(QuoteId(f"{row['file'][:3]}-{index}"), article_id, index, quote, name=speaker))

    def timeline(self) -> tuple[tuple[Event, ...], tuple[Deadline, ...]]:
        return link_timeline(self.cards, self.annotations, self.names, self.entities)

    def statements(self) -> tuple[tuple[LinkedQuote, ...], tuple[Statement, ...]]:
        return self._linked or link_statements(self.cards, tuple(self.quotes))


def _date(span: Span, found: dict[str, Any]) -> DateMention:
    value = found["value"]
    days = interval(value)
    return DateMention(
        span=span,
        rule="gold",
        value=Edtf(value) if value else None,
        first=days.first if days else None,
        last=days.last if days else None,
        precision=_precision(value or ""),
        mod=found["mod"],
    )


def _precision(value: str) -> Precision:
    if "/" in value:
        return "range"
    if "W" in value:
        return "week"
    if re.fullmatch(r"\d{4}-(2[1-4])", value):
        return "season"
    if re.fullmatch(r"\d{4}-(3[3-6])", value):
        return "quarter"
    return {4: "year", 7: "month"}.get(len(value), "day")  # type: ignore[return-value]


def _names(article: Article, known: dict[str, list[str]], aliases: dict[str, str]) -> Iterator[LinkedName]:
    kinds = {name: kind for kind, names in known.items() for name in names}
    if not kinds:
        return
    pattern = "|".join(re.escape(name) for name in sorted(kinds, key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", article.text):
        name = match.group()
        yield LinkedName(Span(*match.span()), EntityId(aliases.get(name, name)), kinds[name])
