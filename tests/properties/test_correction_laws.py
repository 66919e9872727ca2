"""Laws of corrections: they survive an edit elsewhere in the article, and without any the build is what it was."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import read
from site_builder.build import Options, build
from site_builder.config import Config
from site_builder.corrections import correct
from site_builder.corrections.file import Correction, DateTable, NameTable, QuoteTable
from site_builder.corrections.selector import Folded, selector_of
from site_builder.extract import extract
from site_builder.model import Article
from tests.conftest import tree

SENTENCES = [
    "« Nous irons vite », a déclaré Satya Nadella.",
    "Oracle n'a pas répondu.",
    "« Nous irons vite et loin », a répondu Jean Martin.",
    "L'offre expire le 15 septembre 2020.",
    "Selon Oracle, « rien n'est signé ».",
]
OTHER = st.lists(
    st.sampled_from(["Une", "phrase", "neuve,", "d'ailleurs", "écrite", "« ici »", "le 3 mai 2020"]), max_size=8
)
AUTHOR = "Personne d'autre"


def article_of(sentences: list[str]) -> Article:
    path = Path("seeds/a.txt").resolve()
    text = " date 2020-09-14\nUn titre\n\n" + " ".join(sentences) + "\n"
    return read.parse(text.encode(), path, path.parent, Config())[0][0]


@settings(max_examples=60, deadline=None)
@given(
    which=st.integers(0, 2), at=st.integers(0, 5), new=OTHER, end=st.sampled_from([".", " ?", "…"]), replace=st.booleans()
)
def test_corrections_survive_an_edit_elsewhere(which: int, at: int, new: list[str], end: str, replace: bool) -> None:
    """A sentence is put in anywhere, or stands instead of another one: the quote that was corrected stays corrected."""
    before = article_of(SENTENCES)
    quotes = extract(before).quotes
    quote = quotes[which]
    selector = selector_of(Folded.of(before.text), quote.parts[0], "a")
    table = QuoteTable(article="a", exact=selector.exact, prefix=selector.prefix, suffix=selector.suffix, speaker=AUTHOR)
    words = quote.parts[0].of(before.text)
    kept = next(index for index, sentence in enumerate(SENTENCES) if words in sentence and f"« {words}" in sentence)
    edited = list(SENTENCES)
    sentence = " ".join(new) + end
    if replace and at != kept and at < len(edited) and selector.suffix == selector.prefix == "":
        edited[at] = sentence
    else:
        edited.insert(at, sentence)
    if selector.prefix or selector.suffix:
        # What stands around the words belongs to what is quoted: the edit is elsewhere only if it is no part of it.
        around = f"{selector.prefix} {selector.exact} {selector.suffix}".strip()
        if "".join(around.split()) not in "".join(article_of(edited).text.split()):
            return
    after = article_of(edited)
    done = correct(after, extract(after), [Correction(0, "corrections.toml:1", table)])
    assert [outcome.problem for outcome in done.outcomes] == [None]
    corrected = [quote.parts[0].of(after.text) for quote in done.annotations.quotes if quote.speaker_text == AUTHOR]
    assert corrected == [words]


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(["date", "name"]), at=st.integers(0, 5), new=OTHER, end=st.sampled_from([".", " ?", "…"]))
def test_corrections_of_dates_and_names_survive_an_edit_elsewhere(kind: str, at: int, new: list[str], end: str) -> None:
    """The only date and one name of a sentence are set right; another sentence comes in anywhere."""
    exact = "le 15 septembre 2020" if kind == "date" else "Satya Nadella"
    table: DateTable | NameTable = (
        DateTable(article="a", exact=exact, value="2020-09-20")
        if kind == "date"
        else NameTable(article="a", exact=exact, entity="Le patron")
    )
    edited = list(SENTENCES)
    edited.insert(at, " ".join(new) + end)
    after = article_of(edited)
    done = correct(after, extract(after), [Correction(0, "corrections.toml:1", table)])
    assert [outcome.problem for outcome in done.outcomes] == [None]
    if kind == "date":
        corrected = [date.span.of(after.text) for date in done.annotations.dates if date.value == "2020-09-20"]
    else:
        corrected = [name.span.of(after.text) for name in done.annotations.names if name.key == "Le patron"]
    assert corrected == [exact]


def test_no_corrections_no_change(dossier: Path) -> None:
    options = Options(config=dossier / "dossier.toml", executor="serial")
    build(options)
    before = tree(dossier / "public")
    (dossier / "corrections.toml").write_text("# none yet\n", "utf-8")
    build(options)
    assert tree(dossier / "public") == before


def test_a_correction_comes_and_goes_without_a_trace(dossier: Path) -> None:
    """The cache holds what was found: a build with corrections and one without do not disturb each other."""
    options = Options(config=dossier / "dossier.toml", executor="serial")
    build(options)
    before = tree(dossier / "public")
    corrections = dossier / "corrections.toml"
    corrections.write_text('[[entities]]\nname = "Oracle"\nlabel = "Oracle Corporation"\n', "utf-8")
    assert build(options).diagnostics == ()
    assert tree(dossier / "public") != before
    corrections.unlink()
    build(options)
    assert tree(dossier / "public") == before
