import time

import pytest

from site_builder.extract.quotes import find_quotes
from site_builder.extract.quotes.marks import pair
from site_builder.model import Block, Span
from site_builder.scan import Scan


def blocks_of(text):
    found, at = [], 0
    for part in text.split("\n\n"):
        found.append(Block("paragraph", Span(at, at + len(part))))
        at += len(part) + 2
    return tuple(found)


def outer(text):
    found, odd = pair(text, blocks_of(text))
    return [[text[s:e] for s, e in one.parts] for one in found if one.depth == 0], odd


@pytest.mark.parametrize(
    "text",
    [
        "Il dit « oui ».",
        "Il dit «\u202foui\u202f».",
        "Il dit “oui”.",
        "Il dit „oui“.",
        'Il dit "oui".',
        'Il dit " oui ".',
        "Il dit ‹ oui ›.",
        "Il dit ‘oui’.",
        "Il dit 'oui'.",
        "Il dit « oui«.",
        "Il dit ”oui”.",
    ],
)
def test_every_pair_of_marks(text):
    found, odd = outer(text)
    assert found == [["oui"]]
    assert not odd


@pytest.mark.parametrize(
    "text", ["L’un et l'autre d’accord.", "The workers' union and the firms’ plans.", 'En 46"97, il bat le record.']
)
def test_apostrophes_and_seconds_are_no_marks(text):
    assert outer(text) == ([], [])


def test_nested_marks_belong_to_the_outer_ones():
    text = "Il dit « le mot “oui” suffit »."
    found, odd = pair(text, blocks_of(text))
    assert [(text[one.start : one.end], one.depth) for one in found] == [("le mot “oui” suffit", 0), ("oui", 1)]
    assert not odd


def test_one_odd_mark_spoils_nothing_but_itself():
    text = "Un mot « perdu ici.\n\nIl dit « oui ». Puis » vient « non »."
    found, odd = outer(text)
    assert found == [["oui"], ["non"]]
    assert [(one.side, text[one.at]) for one in odd] == [("open", "«"), ("close", "»")]


def test_marks_over_paragraphs():
    assert outer("Il écrit : « Un.\n\n« Deux.\n\n« Trois. » Fin.") == ([["Un.", "Deux.", "Trois."]], [])
    assert outer("Il écrit : « Un.\n\nDeux. » Fin.") == ([["Un.", "Deux."]], [])
    assert pair("He wrote: “One.\nTwo.” End.", (Block("paragraph", Span(0, 14)), Block("paragraph", Span(15, 25))))[0][
        0
    ].parts == ((11, 20),)


def test_a_mark_behind_a_colon_without_end_holds_to_the_paragraphs_end():
    found, odd = outer("Il a prévenu : « C’est fini !\n\nPuis rien.")
    assert found == [["C’est fini !"]]
    assert len(odd) == 1


def test_odd_marks_are_diagnostics_with_a_hint():
    text = "Il a dit « oui.\n\nPuis « non » encore."
    _, _, doubts = find_quotes(Scan(text, "fr", blocks_of(text)), ())
    assert [doubt.code for doubt in doubts] == ["W301"]
    assert all(doubt.hint for doubt in doubts)


@pytest.mark.parametrize("text", ["«" * 1_000_000, "« » " * 100_000, '"' * 200_001, "‘" * 200_000, "« a\n\n" * 50_000])
def test_a_million_marks_are_not_slow(text):
    start = time.perf_counter()
    found, odd = pair(text, blocks_of(text))
    assert len(found) + len(odd) > 0 or "‘" in text
    assert time.perf_counter() - start < 30
