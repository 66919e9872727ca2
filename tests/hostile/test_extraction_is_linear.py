"""Walls of one phrase, without any end of a sentence: twice the text takes about twice the time, and never minutes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from site_builder import read
from site_builder.config import Config
from site_builder.gathering import dossier_of_one

SECONDS = 5.0
"""Of one processor, generous: what was quadratic took minutes."""

WALLS = [
    "« a » ", "il a dit que ", "« oui », a dit Anna Durand, ", "il a dit « oui » ", "“yes,” he said, ", "3 mai ", '" ',
    "Anna ", "Anna Durand ", "Alvea SA ", "de ", "M. ", "12 % ", "1 ", "1 000 ", "2020-", "a’", "a-", "A.", "a, ", "— ",
    '= """', '"@type": ', "qui a dit « non » et ", "X a annoncé vouloir ", "il a ajouté que « oui », ", "mercredi ",
    "le 3 mars 2020, ", "reporté au 3 mars du 2 mars ", "repoussé reporté annulé ", "trois semaines plus tard ",
    "selon Anna Durand ", "…; ", "(a) ",
]  # fmt: skip


@pytest.mark.parametrize("phrase", WALLS)
def test_a_wall_of_one_phrase(phrase: str) -> None:
    text = (phrase * 10_000)[:50_000]
    articles, _ = read.parse(f" date 2020-09-01 {text}".encode(), Path("seeds/a.txt"), Path("seeds"), Config())
    start = time.process_time()
    dossier_of_one(articles[0])
    assert time.process_time() - start < SECONDS


SIGNS = list(" .!?…,;:'\"’»«“”‘()[]-–—/&%$€1aAé\u00a0\u202f\u200b\u0301\u3000")


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_line_of_one_sign(sign: str) -> None:
    """As long as a line may be, and closed by what ends no sentence."""
    text = f"Un début {sign * 190_000}x"
    articles, _ = read.parse(f" date 2020-09-01 {text}".encode(), Path("seeds/a.txt"), Path("seeds"), Config())
    start = time.process_time()
    dossier_of_one(articles[0])
    assert time.process_time() - start < SECONDS
