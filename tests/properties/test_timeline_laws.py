"""Laws of the timeline: nothing depends on the order of input, every label is words of a text, nothing is told twice."""

from functools import cache

import pytest
from gold import GoldDossier
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.config import Config
from site_builder.extract.fingerprints import fingerprint, words_only
from site_builder.extract.happenings import find_happenings
from site_builder.link import link
from site_builder.model import DateMention, Edtf, Span
from site_builder.scan import Scan

DEALS = ("calliste_2023", "tiktok_2020")


@cache
def dossier(name: str) -> GoldDossier:
    return GoldDossier(name)


@given(data=st.data(), name=st.sampled_from(DEALS))
@settings(max_examples=15, deadline=None)
def test_order_of_articles_does_not_matter(data: st.DataObject, name: str) -> None:
    deal = dossier(name)
    cards = data.draw(st.permutations(deal.cards))
    found = link(cards, deal.annotations, Config())
    wanted = link(deal.cards, deal.annotations, Config())
    assert (found.events, found.deadlines, found.statements) == (wanted.events, wanted.deadlines, wanted.statements)


@pytest.mark.parametrize("name", DEALS)
def test_every_label_is_a_sentence_of_an_article_and_stands_once(name: str) -> None:
    deal = dossier(name)
    sentences = {(card.id, span) for card in deal.cards for span in Scan.of(deal.articles[card.source]).sentences}
    events, deadlines = deal.timeline()
    for event in events:
        assert len(event.refs) == len(event.dates) == len(set(event.refs))
        assert {(ref.article, ref.span) for ref in event.refs} <= sentences
        for ref, date in zip(event.refs, event.dates, strict=True):
            assert ref.article == date.article
            assert ref.span.start <= date.span.start
            assert date.span.end <= ref.span.end
    for deadline in deadlines:
        refs = {ref for step in deadline.history for ref in step.refs}
        assert deadline.label in refs
        assert {(ref.article, ref.span) for ref in refs} <= sentences
        assert list(deadline.history) == sorted(deadline.history, key=lambda step: step.first)


@pytest.mark.parametrize("name", DEALS)
def test_events_are_in_order_and_ids_of_deadlines_differ(name: str) -> None:
    events, deadlines = dossier(name).timeline()
    assert [(event.first, event.last) for event in events] == sorted((event.first, event.last) for event in events)
    assert len({deadline.id for deadline in deadlines}) == len(deadlines)


@pytest.mark.parametrize("name", DEALS)
def test_a_passage_lies_in_its_quote(name: str) -> None:
    quotes, statements = dossier(name).statements()
    by_id = {quote.id: quote for quote in quotes}
    for statement in statements:
        assert len(statement.quotes) == len(statement.passages) == len(statement.relations) > 1
        for quote_id, passage in zip(statement.quotes, statement.passages, strict=True):
            parts = by_id[quote_id].quote.parts
            assert parts[0].start <= passage.span.start
            assert passage.span.end <= parts[-1].end


@given(text=st.text(max_size=300), language=st.sampled_from(["fr", "en"]), at=st.integers(0, 300), size=st.integers(1, 20))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str, language: str, at: int, size: int) -> None:
    scan = Scan(text, language)
    assert list(fingerprint(scan.words, language)) == sorted(set(fingerprint(scan.words, language)))
    assert list(words_only(scan.words, language)) == sorted(set(words_only(scan.words, language)))
    end = min(len(text), at + size)
    dates = [DateMention(Span(at, end), "t")] if at < end and scan.sentences and at >= scan.sentences[0].start else []
    for happening in find_happenings(scan, dates, Edtf("2021-03")):
        assert len(happening.dates) == len(happening.roles) == len(happening.matters)
        assert happening.sentence in scan.sentences
