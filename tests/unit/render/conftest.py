"""A small dossier with everything in it, built by hand: what the extractors and link would say of three short articles."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from site_builder.config import Config, Deal, Party
from site_builder.model import (
    Annotations,
    Article,
    ArticleId,
    Block,
    Card,
    DateMention,
    Deadline,
    DeadlineStep,
    Dossier,
    Edtf,
    Entity,
    EntityId,
    Event,
    InlineMark,
    LinkedName,
    LinkedQuote,
    Output,
    Quote,
    QuoteId,
    Reason,
    Ref,
    Related,
    Span,
    Statement,
    Term,
)
from site_builder.render import Site, made, parts
from site_builder.render.theme import Theme

FIRST = (
    "Boréal confirme discuter du rachat d'Ambre, malgré des obstacles.\n\n"
    "« Nous irons vite, au plus tard le 15 septembre 2020 », a déclaré la société ! "
    "La direction espère un « mariage de raison ».\n\n"
    "Une suite attendue\n\n"
    "Selon des proches, l'accord <provisoire> tiendrait & serait annoncé cette semaine."
)
SECOND = (
    "Ambre a choisi un autre acquéreur.\n\n"
    "« Nous irons vite, au plus tard le 15 septembre 2020 », répète Boréal. L'échéance du 15 septembre demeure."
)
THIRD = "Boreal said on Monday that “the talks are over”. Ambre declined to comment."


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where `words` stand in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


# As Markdown would have them: emphasis, a link that is safe, and one that is not.
MARKS = {
    "a2": (
        InlineMark("em", span(SECOND, "un autre")),
        InlineMark("link", span(SECOND, "acquéreur"), "https://example.org/a"),
        InlineMark("link", span(SECOND, "demeure"), "javascript:alert(1)"),
    )
}


def article(name: str, text: str, published: str | None, lang: str = "fr") -> Article:
    blocks, place = [], 0
    for piece in text.split("\n\n"):
        heading = len(piece) < 40 and piece[-1] not in ".!?"
        blocks.append(Block("heading" if heading else "paragraph", Span(place, place + len(piece)), 2 if heading else 0))
        place += len(piece) + 2
    return Article(
        id=ArticleId(name),
        source=f"seeds/{name}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        lang=lang,
        title=text.split(",", maxsplit=1)[0].split(".", maxsplit=1)[0],
        title_inferred=True,
        text=text,
        blocks=tuple(blocks),
        published=Edtf(published) if published else None,
        url="javascript:alert(1)",
        marks=MARKS.get(name, ()),
    )


def card(read: Article) -> Card:
    return Card(
        read.id, read.source, read.sha256, read.lang, read.title, read.title_inferred,
        tuple(b.span.start for b in read.blocks if b.kind == "paragraph"), read.text.count(" ") + 1, read.published,
    )  # fmt: skip


ARTICLES = {
    a.id: a for a in (article("a1", FIRST, "2020-08"), article("a2", SECOND, "2020-09-14"), article("a3", THIRD, None, "en"))
}
DAY = dt.date(2020, 9, 15)
BOREAL, AMBRE = EntityId("boreal"), EntityId("ambre")
WORDS = "Nous irons vite, au plus tard le 15 septembre 2020"


def _annotations() -> dict[ArticleId, Annotations]:
    return {
        ArticleId("a1"): Annotations(
            dates=(
                DateMention(span(FIRST, "le 15 septembre 2020"), "day", Edtf("2020-09-15"), DAY, DAY, "day", "on_or_before"),
                DateMention(
                    span(FIRST, "cette semaine"), "week", Edtf("2020-08"), dt.date(2020, 8, 1), dt.date(2020, 8, 31),
                    "month", "approx", anchor="article",
                ),
            ),
            quotes=(
                Quote((span(FIRST, WORDS),), "direct", "r", span(FIRST, "a déclaré"), span(FIRST, "la société"),
                      source="named", certain=True),
            ),
            terms=(Term(span(FIRST, "mariage de raison"), "scare", "r"),),
        ),
        ArticleId("a2"): Annotations(
            dates=(
                DateMention(span(SECOND, "le 15 septembre 2020"), "r", Edtf("2020-09-15"), DAY, DAY, "day", "on_or_before"),
                DateMention(span(SECOND, "15 septembre", 1), "day", Edtf("2020-09-15"), DAY, DAY, anchor="article"),
            ),
            quotes=(Quote((span(SECOND, WORDS),), "direct", "r", span(SECOND, "répète"), span(SECOND, "Boréal"),
                          source="named", certain=True),),
        ),
        ArticleId("a3"): Annotations(
            quotes=(Quote((span(THIRD, "the talks are over"),), "fragment", "r", span(THIRD, "said"), span(THIRD, "Boreal"),
                          source="named"),),
        ),
    }  # fmt: skip


def make_dossier() -> Dossier:
    found = _annotations()
    one, two, three = ArticleId("a1"), ArticleId("a2"), ArticleId("a3")
    order = {one: (FIRST, ("Boréal", "Ambre")), two: (SECOND, ("Ambre", "Boréal")), three: (THIRD, ("Boreal", "Ambre"))}
    names = {
        name: tuple(LinkedName(span(text, word), AMBRE if word == "Ambre" else BOREAL, "organisation") for word in said)
        for name, (text, said) in order.items()
    }
    mentions = {e: tuple(Ref(a, n.span) for a, ns in names.items() for n in ns if n.entity == e) for e in (BOREAL, AMBRE)}
    quotes = tuple(
        LinkedQuote(QuoteId(f"c{n}"), a, 0, found[a].quotes[0], BOREAL, "Boréal", None if a == three else 0)
        for n, a in enumerate((one, two, three))
    )
    sentence = Ref(one, Span(FIRST.index("« Nous"), FIRST.index(" ! La") + 2))
    again = Ref(two, Span(SECOND.index("L'échéance"), len(SECOND)))
    return Dossier(
        articles=tuple(card(read) for read in ARTICLES.values()),
        annotations=found,
        entities=(
            Entity(BOREAL, "organisation", "Boréal", ("Boréal", "Boreal"), mentions[BOREAL], tuple(order), declared=True),
            Entity(AMBRE, "organisation", "Ambre", ("Ambre",), mentions[AMBRE], tuple(order)),
        ),
        names=names,
        quotes=quotes,
        statements=(Statement((QuoteId("c0"), QuoteId("c1")), "identical", BOREAL, "Boréal"),),
        events=(
            Event(Edtf("2020-08"), dt.date(2020, 8, 1), dt.date(2020, 8, 31), "month",
                  (Ref(one, Span(FIRST.index("Selon"), len(FIRST))),), (Ref(one, span(FIRST, "cette semaine")),), "approx"),
            Event(Edtf("2020-09-15"), DAY, DAY, "day", (sentence, again), (Ref(one, span(FIRST, "le 15 septembre 2020")),),
                  "on_or_before", "deadline", (BOREAL,)),
        ),
        deadlines=(
            Deadline("d1", (DeadlineStep(Edtf("2020-09-15"), DAY, DAY, (sentence, again), "on_or_before"),), "open",
                     sentence, parties=(BOREAL,)),
        ),
        related={one: (Related(two, 3.0, (Reason("statement"), Reason("entities", (BOREAL, AMBRE)))),)},
    )  # fmt: skip


CONFIG = Config(
    title="L'affaire Ambre",
    deal=Deal(sentence="Boréal veut Ambre : qui l'emportera ?"),
    parties=(Party("Boréal", role="acquirer", description="Éditeur de logiciels."),),
)


def extras(site: Site, folder: Path) -> dict[str, bytes]:
    """All files beside the pages, by path; the big ones are made in `folder`."""
    found = {}
    for part in parts(site):
        for file in made(site, part, lambda path: folder / path.replace("/", "-")):
            found[file.path] = file.body if isinstance(file, Output) else file.file.read_bytes()
    return found


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    return make_dossier()


@pytest.fixture(scope="session")
def articles() -> dict[ArticleId, Article]:
    return ARTICLES


@pytest.fixture(scope="session")
def site(dossier: Dossier) -> Site:
    return Site(dossier, CONFIG, ARTICLES)


@pytest.fixture(scope="session")
def theme() -> Theme:
    return Theme(None, CONFIG)
