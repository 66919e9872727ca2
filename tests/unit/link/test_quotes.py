"""Quotes in the dossier: whose each is, by the names of its own article, by the author's word, or by nobody's."""

from __future__ import annotations

from site_builder.link.quotes import link_quotes
from site_builder.model import (
    BY_AUTHOR,
    Annotations,
    ArticleId,
    Card,
    Entity,
    EntityId,
    LinkedName,
    NameMention,
    Quote,
    QuoteId,
    Span,
)

ONE, TWO = ArticleId("one"), ArticleId("two")
ANNA, ALVEA, OTHER = EntityId("anna"), EntityId("alvea"), EntityId("other")
ENTITIES = [
    Entity(ANNA, "person", "Anna Durand", ("Durand", "A. D."), (), (ONE, TWO)),
    Entity(ALVEA, "organisation", "Alvea", ("le groupe",), (), (ONE,)),
    Entity(OTHER, "person", "Paul Durand", ("Durand", "Le Groupe"), (), (TWO,)),
]


def card(name: ArticleId) -> Card:
    return Card(name, f"seeds/{name}.txt", "", "fr", "t", False, (), 1)


def quote(at: int, key: str | None = None, text: str | None = None, why: str = "as written") -> Quote:
    return Quote((Span(at, at + 5),), "direct", "r", speaker_key=key, speaker_text=text, why=why)


def named(at: int, key: str) -> NameMention:
    return NameMention(Span(at, at + len(key)), key, "r")


def linked(one: Annotations, two: Annotations, names: dict[ArticleId, tuple[LinkedName, ...]]) -> list[tuple[object, ...]]:
    ids = {name: tuple(QuoteId(f"{name}-{n}") for n in range(len(found.quotes))) for name, found in ((ONE, one), (TWO, two))}
    found = link_quotes([card(ONE), card(TWO)], {ONE: one, TWO: two}, ENTITIES, names, ids)
    return [(item.id, item.article, item.index, item.entity, item.name) for item in found]


def test_a_speaker_is_whom_the_own_article_calls_so() -> None:
    mentions = (named(0, "Durand"), named(10, "Alvea"), named(20, "rien"))
    one = Annotations(quotes=(quote(30, "Durand"), quote(40, "Alvea"), quote(50, "rien", "rien"), quote(60)), names=mentions)
    two = Annotations(quotes=(quote(30, "Durand", "M. Durand"),), names=(named(0, "Durand"),))
    names = {
        ONE: (LinkedName(Span(0, 6), ANNA, "person"), LinkedName(Span(10, 15), ALVEA, "organisation")),
        TWO: (LinkedName(Span(0, 6), OTHER, "person"),),
    }
    assert linked(one, two, names) == [
        ("one-0", ONE, 0, ANNA, "Anna Durand"),
        ("one-1", ONE, 1, ALVEA, "Alvea"),
        ("one-2", ONE, 2, None, "rien"),
        ("one-3", ONE, 3, None, None),
        ("two-0", TWO, 0, OTHER, "Paul Durand"),
    ]


def test_an_article_without_names_keeps_the_words_as_written() -> None:
    one = Annotations(quotes=(quote(0, "Durand", "Mme Durand"),), names=(named(9, "Durand"),))
    assert linked(one, Annotations(), {}) == [("one-0", ONE, 0, None, "Mme Durand")]


def test_the_author_s_word_is_looked_up_in_the_article_then_in_the_dossier() -> None:
    def says(*texts: str) -> Annotations:
        return Annotations(
            quotes=tuple(quote(10 * n, "Alvea", text, BY_AUTHOR) for n, text in enumerate(texts)),
            names=(named(90, "Alvea"), named(100, "Durand")),
        )

    names = {ONE: (LinkedName(Span(90, 95), ALVEA, "organisation"), LinkedName(Span(100, 106), OTHER, "person"))}
    told = ("durand", "ANNA DURAND", "a. d.", "le groupe", "paul durand", "quelqu'un")
    found = [(entity, name) for *_, entity, name in linked(says(*told), says("Durand", "alvea"), names)]
    assert found == [
        (OTHER, "Paul Durand"),  # whom this article calls so
        (ANNA, "Anna Durand"),  # whose own name it is
        (ANNA, "Anna Durand"),  # whose other name it is
        (None, "le groupe"),  # the other name of two
        (OTHER, "Paul Durand"),
        (None, "quelqu'un"),
        (None, "Durand"),  # the other name of two, and the article links none
        (ALVEA, "Alvea"),
    ]
    # Without the author's word the words as written are nobody's name.
    plain = Annotations(quotes=(quote(0, None, "Anna Durand"),))
    assert linked(plain, Annotations(), {}) == [("one-0", ONE, 0, None, "Anna Durand")]
