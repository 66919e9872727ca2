"""Corrections of one article: each changes what it names and nothing else, or says why it cannot."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from site_builder import read
from site_builder.config import Config
from site_builder.corrections import correct
from site_builder.corrections.article import CorrectedArticle
from site_builder.corrections.file import parse
from site_builder.extract import derive, extract
from site_builder.model import Annotations, Article

OFFER = "L'offre expire le 15 septembre 2020."
TEXT = f""" date 2020-09-14
Un titre

« Nous irons vite », a déclaré Satya Nadella. {OFFER}

« Nous irons loin », a ajouté Jean Martin, qui rencontrera Oracle cette semaine.
"""


@pytest.fixture(scope="module")
def article() -> Article:
    path = Path("seeds/a.txt").resolve()
    articles, _ = read.parse(TEXT.encode(), path, path.parent, Config())
    return articles[0]


@pytest.fixture(scope="module")
def found(article: Article) -> Annotations:
    return extract(article)


def applied(article: Article, found: Annotations, table: str, **keys: str) -> CorrectedArticle:
    lines = "".join(f'{key} = "{value}"\n' for key, value in keys.items())
    return correct(article, found, parse(f'[[{table}]]\narticle = "seeds/a.txt"\n{lines}'.encode()))


def problem(done: CorrectedArticle) -> str:
    (outcome,) = done.outcomes
    assert outcome.problem is not None
    return f"{outcome.problem.where} {outcome.problem.code} {outcome.problem.message}\n{outcome.problem.hint}"


def speakers(article: Article, annotations: Annotations) -> list[tuple[str, str | None]]:
    return [
        (" ".join(part.of(article.text) for part in quote.parts), quote.speaker_key or quote.speaker_text)
        for quote in annotations.quotes
    ]


def test_the_rules_find_what_these_tests_correct(article: Article, found: Annotations) -> None:
    assert speakers(article, found) == [("Nous irons vite", "Satya Nadella"), ("Nous irons loin", "Jean Martin")]
    assert [date.span.of(article.text) for date in found.dates] == ["le 15 septembre 2020", "cette semaine"]


def test_without_corrections_nothing_changes(article: Article, found: Annotations) -> None:
    assert correct(article, found, ()).annotations == found
    assert derive(article, found) == found


def test_a_speaker_is_changed_and_told(article: Article, found: Annotations) -> None:
    done = applied(article, found, "quotes", exact="irons loin", speaker="Oracle")
    assert speakers(article, done.annotations) == [("Nous irons vite", "Satya Nadella"), ("Nous irons loin", "Oracle")]
    (outcome,) = done.outcomes
    assert [(c.field, c.before, c.after) for c in outcome.changes] == [("speaker", "Jean Martin", "Oracle")]
    assert done.annotations.quotes[1].certain
    assert done.annotations.quotes[0] == found.quotes[0]


def test_nobody_says_it(article: Article, found: Annotations) -> None:
    quote = applied(article, found, "quotes", exact="irons loin", speaker="").annotations.quotes[1]
    assert (quote.source, quote.speaker_text, quote.speaker_key) == ("none", None, None)


def test_kind_and_extent(article: Article, found: Annotations) -> None:
    done = applied(article, found, "quotes", exact="Nous irons loin", kind="fragment", words="irons loin")
    quote = derive(article, done.annotations).quotes[1]
    assert (quote.kind, [part.of(article.text) for part in quote.parts]) == ("fragment", ["irons loin"])
    assert quote.digest != found.quotes[1].digest
    assert [c.field for c in done.outcomes[0].changes] == ["kind", "words"]


def test_a_quote_is_dropped_or_added(article: Article, found: Annotations) -> None:
    less = applied(article, found, "quotes", exact="Nous irons loin", action="drop").annotations
    assert len(less.quotes) == 1
    more = applied(
        article, found, "quotes", exact="rencontrera Oracle", action="add", kind="indirect", speaker="Jean Martin"
    )
    assert speakers(article, more.annotations)[2] == ("rencontrera Oracle", "Jean Martin")


def test_a_date_is_changed_and_counted_again(article: Article, found: Annotations) -> None:
    done = applied(article, found, "dates", exact="cette semaine", value="2020-09-16", mod="before")
    date = done.annotations.dates[1]
    assert (date.value, date.precision, date.mod, date.anchor) == ("2020-09-16", "day", "before", "none")
    gone = derive(article, applied(article, found, "dates", exact="15 septembre", action="drop").annotations)
    assert [date.span.of(article.text) for date in gone.dates] == ["cette semaine"]
    told = [at for happening in gone.happenings for at in happening.dates]
    assert all(at < len(gone.dates) for at in told)


def test_a_name_changes_kind_and_bearer(article: Article, found: Annotations) -> None:
    done = applied(article, found, "names", exact="Jean Martin", kind="organisation", entity="Martin SA")
    name = next(name for name in done.annotations.names if name.key == "Martin SA")
    assert name.organisation > name.person
    assert speakers(article, done.annotations)[1] == ("Nous irons loin", "Martin SA")
    gone = applied(article, found, "names", exact="Oracle", action="drop").annotations
    assert "Oracle" not in {name.key for name in gone.names}
    assert "Oracle" in {name.key for name in found.names}


def test_a_title_is_changed(article: Article, found: Annotations) -> None:
    assert applied(article, found, "titles", title="Autre").title == "Autre"


@pytest.mark.parametrize(
    ("table", "keys", "told"),
    [
        ("quotes", {"exact": "Nous iront vite", "speaker": "A"}, "E401 “Nous iront vite” is nowhere in seeds/a.txt"),
        ("quotes", {"exact": "Nous iront vite", "speaker": "A"}, "Nous irons vite"),  # the nearest passage
        ("quotes", {"exact": "Nous irons", "speaker": "A"}, "E402 “Nous irons” stands 2 times"),
        ("quotes", {"exact": "Nous irons", "speaker": "A"}, 'suffix = "vite'),
        ("quotes", {"exact": "irons", "prefix": "vite", "speaker": "A"}, "not between this prefix and suffix"),
        ("quotes", {"exact": "L'offre", "speaker": "A"}, "E403 there is no quote at these words"),
        ("quotes", {"exact": f"vite », a déclaré Satya Nadella. {OFFER} « Nous", "kind": "direct"},
         "E403 these words touch 2 quotes"),
        ("quotes", {"exact": "irons loin", "action": "add", "kind": "direct"}, "E403 there is a quote at these words"),
        ("quotes", {"exact": "irons loin", "words": "irons ailleurs"}, "E403 the new words stand nowhere"),
        ("dates", {"exact": "Oracle", "action": "drop"}, "E403 there is no date at these words"),
    ],
)  # fmt: skip
def test_what_cannot_be_corrected_is_told_and_left_alone(
    article: Article, found: Annotations, table: str, keys: dict[str, str], told: str
) -> None:
    done = applied(article, found, table, **keys)
    assert done.annotations == found
    assert problem(done).startswith("corrections.toml:1 ")
    assert told in problem(done)


def test_the_source_is_not_touched(article: Article) -> None:
    assert article.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
