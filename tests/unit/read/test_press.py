"""Press-database exports: every article, title, date, source and author comes out, whatever the interface leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from site_builder import read
from site_builder.config import Config
from site_builder.model import Article
from tests.exports import (
    ENGLISH,
    FRENCH,
    GERMAN,
    SPANISH,
    Interface,
    Piece,
    europresse_new,
    europresse_old,
    factiva_coded,
    factiva_uncoded,
    factiva_xml,
    lexisnexis,
)

Maker = Callable[[Sequence[Piece], Interface], str]
HTML = [europresse_old, europresse_new, factiva_coded, factiva_uncoded, lexisnexis]
EVERY = [*HTML, factiva_xml]
TEXT = (
    "Le groupe Borel a relevé vendredi son offre de rachat sur Alvéa, à 31 euros par action.",
    "« C’est notre dernier mot », a déclaré son président, Marc Tessier.",
    "L’offre court jusqu’au 30 avril 2021.",
)
PLAIN = Piece(
    "Borel relève son offre sur Alvéa", "vendredi 2 avril 2021", "2021-04-02", "La Gazette du Rhône", "Claire Dumont", TEXT
)  # fmt: skip


def keyed(pieces: Sequence[Piece], make: Maker) -> list[Piece]:
    """The articles with the identifiers of a database of this kind."""
    return [
        piece._replace(
            key=f"news·{piece.day.replace('-', '')[:8]:0<8}·GR·{number:04d}"
            if make in (europresse_old, europresse_new)
            else f"GAZRHO00{20210402 + number}eh42000{number:02d}"
        )
        for number, piece in enumerate(pieces)
    ]


def read_back(data: bytes, make: Maker) -> list[Article]:
    suffix = ".xml" if make is factiva_xml else ".html"
    return list(read.parse(data, Path(f"seeds/export{suffix}"), Path("seeds"), Config())[0])


def check(pieces: Sequence[Piece], words: Interface, make: Maker, encoding: str = "utf-8") -> list[Article]:
    pieces = keyed(pieces, make)
    articles = read_back(make(pieces, words).encode(encoding), make)
    assert len(articles) == len(pieces)
    for article, piece in zip(articles, pieces, strict=True):
        assert (article.published, article.publisher, article.author) == (piece.day, piece.source, piece.author or None)
        if piece.title:
            assert (article.title, article.title_inferred) == (piece.title, False)
        else:
            assert article.title_inferred
        assert article.text == "\n\n".join(piece.text)
        if make is not lexisnexis:
            assert article.key == piece.key
    return articles


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize(
    ("words", "when"),
    [
        (FRENCH, "vendredi 2 avril 2021"),
        (ENGLISH, "Friday, April 2, 2021"),
        (GERMAN, "2. April 2021"),
        (SPANISH, "2 de abril de 2021"),
    ],
)
def test_interfaces(make: Maker, words: Interface, when: str) -> None:
    rights = {GERMAN: "© 2021 Gazette. Alle Rechte vorbehalten.", SPANISH: "© 2021 Gazette. Todos los derechos reservados."}
    said = rights.get(words, "© 2021 La Gazette du Rhône. All rights reserved.")
    (article,) = check([PLAIN._replace(when=when, rights=said)], words, make)
    assert article.rights == said


AUTHORS = [
    "", "Claire Dumont", "Claire Dumont et Paul Petit", "CLAIRE DUMONT", "Anne-Sophie Le Guen, Hervé de La Tour",
    "Reuters Staff", "François-Xavier Müller (à Bruxelles)",
    "Virginie Malingre et Philippe Ricard (avec Cécile Ducourtieux)", "É. D.", "AFP", "Reuters",
]  # fmt: skip


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("author", AUTHORS)
def test_authors(make: Maker, author: str) -> None:
    check([PLAIN._replace(author=author)], FRENCH, make)


def test_europresse_of_today() -> None:
    """Where else it appeared is no section, the line below the title is text, and the author has a place of its own."""
    page = """<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><article><header>
    <div class="rdp__DocPublicationName"><span class="DocPublicationName"> La Croix, no. 42001 </span></div>
    <div><span class="DocHeader"> Économie, vendredi 2 avril 2021 432 mots, p. 8 </span></div>
    <div class="apd-wrapper"><div class="apd-title">Aussi paru dans</div><ul class="apd-sources-list">
    <li>1 avril 2021 - La Croix (site web)</li></ul></div>
    <div class="titreArticle"><div><p class="rdp__subtitle">ENTREPRISES</p></div>
    <p class="titreArticleVisu rdp__articletitle">Borel relève son offre</p>
    <p class="rdp__subtitle">Alvéa vaut 31 euros</p></div>
    <div class="docAuthors"><p class="sm-margin-bottomNews">DUMONT Claire</p></div></header>
    <section><div class="DocText clearfix"><div class="docOcurrContainer"><p>Le groupe a relevé son offre.</p></div></div>
    </section>
    <footer><small>© 2021 La Croix. Tous droits réservés.</small><div class="publiC-lblNodoc">news·20210402·LC·42001x7</div>
    </footer></article></body></html>"""
    (article,) = read_back(page.encode(), europresse_new)
    assert (article.title, article.published, article.publisher) == ("Borel relève son offre", "2021-04-02", "La Croix")
    assert (article.author, article.key) == ("DUMONT Claire", "news·20210402·LC·42001x7")
    assert article.text == "Alvéa vaut 31 euros\n\nLe groupe a relevé son offre."
    assert article.tags == ("ENTREPRISES", "Économie")


WHEN = [
    ("vendredi 2 avril 2021", "2021-04-02"), ("Friday, April 2, 2021", "2021-04-02"), ("2 April 2021", "2021-04-02"),
    ("April 2, 2021 Friday", "2021-04-02"), ("2 avril 2021 vendredi", "2021-04-02"),
    ("jeudi 1er avril 2021", "2021-04-01"), ("2 avr. 2021", "2021-04-02"), ("Apr 2, 2021", "2021-04-02"),
    ("avril 2021", "2021-04"), ("April 2, 2021 Friday 10:12 AM EST", "2021-04-02"),
    ("vendredi 2 avril 2021 - 10:30 UTC +02:00", "2021-04-02"),
    ("vendredi 2 avril 2021 1234 mots, p. 12", "2021-04-02"), ("2021-04-02 10:30", "2021-04-02"),
]  # fmt: skip


@pytest.mark.parametrize("make", HTML)
@pytest.mark.parametrize(("when", "day"), WHEN)
def test_dates(make: Maker, when: str, day: str) -> None:
    check([PLAIN._replace(when=when, day=day)], ENGLISH, make)


@pytest.mark.parametrize("make", EVERY)
def test_what_is_left_out_is_left_out(make: Maker) -> None:
    check([PLAIN._replace(title=""), PLAIN._replace(author="", section="Économie")], FRENCH, make)


TITLES = [
    "« C’est notre dernier mot », dit Borel", "Borel : « non » à Alvéa", "A", "2 avril 2021",
    "Alvéa & Borel <fusion>", "LE FEUILLETON ALVÉA", "Qui veut d’Alvéa ?",
    "Alvéa, Borel et les autres. Une histoire de famille.", "Jean Petit contre Marc Tessier",
]  # fmt: skip


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("title", TITLES)
def test_titles(make: Maker, title: str) -> None:
    check([PLAIN._replace(title=title, section="Économie")], FRENCH, make)


SOURCES = [
    "Le Monde", "l'Humanité", "Les Echos", "Reuters - Les actualités en français", "Le Figaro.fr", "AFP",
    "20 Minutes", "Agence France Presse (Français)",
]  # fmt: skip


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("source", SOURCES)
def test_sources(make: Maker, source: str) -> None:
    check([PLAIN._replace(source=source)], FRENCH, make)


@pytest.mark.parametrize("make", EVERY)
def test_many_articles_in_one_file(make: Maker) -> None:
    pieces = [
        PLAIN._replace(title=f"Épisode {number} de l’affaire", text=(f"Le texte {number} dit ceci, et rien d’autre.", *TEXT))
        for number in range(60)
    ]
    check(pieces, FRENCH, make)


@pytest.mark.parametrize("make", EVERY)
def test_short_paragraphs_are_text(make: Maker) -> None:
    text = ("Lyon", "Marc Tessier l’a dit.", "Un fonds suisse", "Par ici la sortie.", "2 avril 2021", "(1) Une note.")
    check([PLAIN._replace(text=(TEXT[0], *text))], FRENCH, make)


@pytest.mark.parametrize("make", HTML)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "iso-8859-15", "utf-8-sig", "utf-16"])
def test_encodings_declared_truly_or_not(make: Maker, encoding: str) -> None:
    """Each maker declares one encoding; the bytes are in another: valid UTF-8 wins, then a mark, then the letters."""
    piece = PLAIN._replace(text=("L'œuvre a coûté 31 € à l'État français, d'après Noël Ménard.", "Été, hiver : à vélo."))
    check([piece], FRENCH, make, encoding)
