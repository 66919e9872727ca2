"""What a sentence does with a date, and what turns it tells: one example and one counter-example a rule.

In the sentences a date stands in brackets, with its value (and modality) behind a bar: `le [3 mars|2021-03-03]`.
"""

import re

import pytest

from site_builder.edtf import interval
from site_builder.extract.happenings import find_happenings
from site_builder.model import Block, DateMention, Edtf, Happening, Span, Term
from site_builder.scan import Scan

MARKED = re.compile(r"\[(?P<text>[^|\]]+)\|(?P<value>[^|\]]+)(?:\|(?P<mod>[a-z_]+))?\]")


def read(marked: str, language: str, published: str | None, terms: tuple[Term, ...] = ()) -> tuple[Happening, ...]:
    text, dates, at = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        span = Span(len(text), len(text) + len(match["text"]))
        text += match["text"]
        at = match.end()
        days = interval(match["value"])
        assert days
        precision = {4: "year", 7: "month", 10: "day"}.get(len(match["value"]), "week")
        dates.append(
            DateMention(span, "t", Edtf(match["value"]), days.first, days.last, precision, match["mod"])  # type: ignore[arg-type]
        )
    text += marked[at:]
    scan = Scan(text, language, (Block("paragraph", Span(0, len(text))),))
    return find_happenings(scan, dates, Edtf(published) if published else None, terms)


def roles(marked: str, language: str = "fr", published: str | None = "2021-03-10") -> list[str]:
    return [role for happening in read(marked, language, published) for role in happening.roles]


@pytest.mark.parametrize(
    ("role", "sentence", "language"),
    [
        ("event", "Le groupe a signé [lundi|2021-03-08] un accord avec son rival.", "fr"),
        ("event", "The company signed a deal with its rival on [Monday|2021-03-08].", "en"),
        ("background", "Le groupe, fondé en [1987|1987], compte vingt usines.", "fr"),
        ("background", "L’entreprise n’a pas réagi [mardi|2021-03-09] à cette annonce.", "fr"),
        ("background", "La foire se tient chaque année en [mars|2021-03] dans la ville.", "fr"),
        ("background", "Le groupe compte [désormais|2021-03-10] deux cents salariés.", "fr"),
        ("background", "Il dirigeait la maison depuis le [2 avril 2014|2014-04-02|since] sans partage.", "fr"),
        ("background", "Il avait dès le [lendemain|2021-03-11] appelé ses soutiens.", "fr"),
        ("planned", "Le groupe présentera ses comptes le [lendemain|2021-03-11] devant la presse.", "fr"),
        ("planned", "Une audience est fixée au [4 avril|2021-04-04] devant la cour.", "fr"),
        ("planned", "A hearing is set for [April 4|2021-04-04] in the same court.", "en"),
        ("planned", "Le conseil doit se prononcer [aujourd’hui|2021-03-10] sur ce texte.", "fr"),
        ("reference", "L’ordonnance du [14 février|2021-02-14] reste en vigueur.", "fr"),
        ("reference", "The [February 14|2021-02-14] order still stands for the whole group.", "en"),
        ("event", "Le groupe a vendu l’usine lors de la vente du [14 février|2021-02-14] à Lyon.", "fr"),
        ("deadline", "Les parties doivent conclure d’ici le [30 avril|2021-04-30|on_or_before].", "fr"),
        ("deadline", "The parties must close the deal by [April 30|2021-04-30|on_or_before].", "en"),
        ("deadline", "Les actionnaires ont jusqu’au [30 avril|2021-04-30|on_or_before] pour apporter leurs titres.", "fr"),
        ("planned", "L’exposition dure jusqu’au [30 avril|2021-04-30|on_or_before] dans la grande halle.", "fr"),
        ("deadline", "La date limite est fixée au [30 avril|2021-04-30] par le tribunal.", "fr"),
        ("deadline", "Toute vente sera interdite à partir du [30 avril|2021-04-30|since] dans le pays.", "fr"),
        ("planned", "Le service sera ouvert à partir du [30 avril|2021-04-30|since] dans le pays.", "fr"),
        ("deadline", "The plant will close on [April 30|2021-04-30] unless a buyer is found.", "en"),
        ("background", "Avant [2010|2010|before], la société comptait deux mille salariés.", "fr"),
    ],
)
def test_role(role: str, sentence: str, language: str) -> None:
    assert roles(sentence, language) == [role]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("L’audience, prévue le [4 mars|2021-03-04], est reportée au [18 mars|2021-03-18].", "fr", ["old", "new"]),
        ("La décision a été repoussée du [4 mars|2021-03-04] au [18 mars|2021-03-18].", "fr", ["old", "new"]),
        ("The court has extended the deadline from [March 4|2021-03-04] to [March 18|2021-03-18].", "en", ["old", "new"]),
        ("Le régulateur a prolongé [lundi|2021-03-08] le délai jusqu’au [18 mars|2021-03-18].", "fr", ["event", "new"]),
        ("Le tribunal a repoussé la demande le [4 mars|2021-03-04], sans fixer d’audience.", "fr", ["event"]),
    ],
)
def test_moved_dates(sentence: str, language: str, expected: list[str]) -> None:
    assert roles(sentence, language) == expected


@pytest.mark.parametrize(
    ("turns", "sentence", "language"),
    [
        ([("void", "deal")], "Les deux groupes ont renoncé à leur projet de fusion.", "fr"),
        ([("void", "deal")], "Le conseil a écarté l’offre de son rival.", "fr"),
        ([("void", "deal")], "Le conseil a repoussé l’offre de son rival.", "fr"),
        ([("void", "deal")], "The board turned down the offer of its rival.", "en"),
        ([("void", "measure")], "Le tribunal a suspendu les sanctions.", "fr"),
        ([], "Le conseil n’a pas écarté l’offre de son rival.", "fr"),
        ([], "Le fonds réclame la suspension des sanctions.", "fr"),
        ([], "The board could turn down the offer of its rival.", "en"),
        ([("done", "deal")], "Le groupe a finalisé le rachat.", "fr"),
        ([], "Le groupe espère finaliser le rachat.", "fr"),
        ([("moved", "case")], "L’audience est reportée à une date inconnue.", "fr"),
        ([], "L’audience ne sera pas reportée.", "fr"),
    ],
)
def test_turns(turns: list[tuple[str, str]], sentence: str, language: str) -> None:
    found = [(turn.kind, turn.matter) for happening in read(sentence, language, "2021-03-10") for turn in happening.turns]
    assert list(dict.fromkeys(found)) == turns


@pytest.mark.parametrize("line", ["[10 mars 2021|2021-03-10].", "[10 mars 2021|2021-03-10], Paris, 15:37 (UTC)."])
def test_a_date_line_is_no_sentence(line: str) -> None:
    assert read(line, "fr", "2021-03-10") == ()


def test_a_date_in_a_title_dates_nothing() -> None:
    sentence = "L’auteur de « [Vendredi|2021-03-12] ou la vie sauvage » est mort à son domicile."
    title = Term(Span(13, 46), "title", "t")
    assert len(roles(sentence)) == 1
    assert read(sentence, "fr", "2021-03-10", (title,)) == ()


def test_two_days_of_one_night_are_one_date() -> None:
    assert roles("L’accord a été signé dans la nuit de [lundi|2021-03-08] à [mardi|2021-03-09] à Lyon.") == ["event"]
    assert roles("L’accord a été signé [lundi|2021-03-08] et publié [mardi|2021-03-09] à Lyon.") == ["event", "event"]


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("planned", "Le ministre devrait se prononcer sur le projet – une fusion [cette semaine|2021-03|approx]."),
        ("event", "Dans une annonce faite [cette semaine|2021-03|approx], le groupe a rejeté l’offre."),
    ],
)
def test_this_week_may_lie_ahead_of_an_article_of_which_only_the_month_is_known(role: str, sentence: str) -> None:
    assert roles(sentence, published="2021-03") == [role]


def test_without_a_date_of_its_own_an_article_knows_no_future() -> None:
    assert roles("Le groupe a signé le [3 mars|2021-03-03] un accord.", published=None) == ["event"]
    assert roles("Le groupe va mal depuis [2010|2010] ou presque.", published=None) == ["background"]
