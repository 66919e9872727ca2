"""A word finds its sense by the whole word, the longest beginning, or a phrase; a wrong table is refused."""

import pytest

from site_builder import lang
from site_builder.errors import LanguageDataError
from site_builder.extract.senses import Lexicon, fold, lexicon


def senses(text: str, language: str = "fr") -> list[str]:
    told = lexicon(language)
    known = told.known(text.split())
    return [word.sense for word in told.joined(known, told.phrases_in(known))]


@pytest.mark.parametrize("language", lang.LANGUAGES)
def test_tables_load_and_share_their_names(language: str) -> None:
    names = set(lexicon(language).whole.values()) | set(lexicon(language).stems.values())
    assert {"sell", "deadline", "postpone", "extend", "cancel", "must"} <= names


def test_no_entry_stands_under_two_senses() -> None:
    for language in lang.LANGUAGES:
        table = lang.table(language, "senses", dict[str, tuple[str, ...]])
        entries = [entry for group in table.values() for entry in group]
        assert sorted({entry for entry in entries if entries.count(entry) > 1}) == []


def test_longest_beginning_wins() -> None:
    assert senses("vendra vendredi repoussée") == ["sell", "", "postpone"]


def test_phrase_wins_and_ends_where_it_ends() -> None:
    assert senses("la date limite approche") == ["", "deadline", ""]
    assert senses("deal called off today", "en") == ["deal", "cancel", "today"]


def test_fold() -> None:
    assert fold("Œuvre") == "oeuvre"
    assert fold("DÉCÉDÉ") == "decede"


def test_wrong_entry_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lang, "table", lambda *_: {"sell": ("Vendre",)})
    with pytest.raises(LanguageDataError, match="Vendre"):
        Lexicon("fr")
