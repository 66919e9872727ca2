"""Corrections of a whole dossier: names joined and parted, statements, deadlines, events, and what cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import Options
from site_builder.draft import drafted
from site_builder.model import Diagnostic, Dossier

TEXTS = {
    "a.txt": " date 2020-09-14\nPremier titre\n\n"
    "« Nous irons très vite dans cette affaire difficile », a déclaré Paul Martin. "
    "Paul Martin dirige Oracle. Martin a vu Redmond. L'accord doit être signé au plus tard le 15 octobre 2020.\n",
    "b.txt": " date 2020-09-15\nDeuxième titre\n\n"
    "« Nous irons très vite dans cette affaire difficile », répète Paul Martin. "
    "« La Chine attendra son heure longtemps encore », a dit Oracle. Redmond se tait. Martin aussi.\n",
}

Linked = Callable[[str], tuple[Dossier, list[Diagnostic]]]


@pytest.fixture
def linked(tmp_path: Path) -> Linked:
    """The dossier of the texts with these corrections, and the problems."""
    (tmp_path / "seeds").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "seeds" / name).write_text(text, "utf-8")

    def run(corrections: str) -> tuple[Dossier, list[Diagnostic]]:
        (tmp_path / "corrections.toml").write_text(corrections, "utf-8")
        with drafted(Options(config=tmp_path / "dossier.toml", executor="serial")) as draft:
            return draft.site.dossier, [item for item in draft.diagnostics if item.code.startswith("E4")]

    return run


def names(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    return {entity.name: entity.aliases for entity in dossier.entities}


def test_names_are_joined(linked: Linked) -> None:
    before, _ = linked("")
    assert "Redmond" in names(before)
    assert "Oracle" in names(before)
    after, problems = linked('[[entities]]\nname = "Redmond"\nsame_as = "Oracle"\nreason = "rachat"\n')
    assert problems == []
    assert "Redmond" not in names(after)
    assert "Redmond" in names(after)["Oracle"]
    joined = next(entity for entity in after.entities if entity.name == "Oracle")
    assert len(joined.mentions) == sum(len(e.mentions) for e in before.entities if e.name in ("Oracle", "Redmond"))
    assert [(one.name, one.changes[0].after, one.reason) for one in after.corrections] == [("Redmond", "Oracle", "rachat")]


def test_names_are_parted(linked: Linked) -> None:
    before, _ = linked("")
    assert "Martin" in names(before)["Paul Martin"]
    after, problems = linked('[[entities]]\nname = "Martin"\napart_from = "Paul Martin"\nlabel = "Claude Martin"\n')
    assert problems == []
    assert "Martin" not in names(after)["Paul Martin"]
    assert names(after)["Claude Martin"] == ("Martin",)


def test_kind_and_end_of_a_name(linked: Linked) -> None:
    after, _ = linked('[[entities]]\nname = "Oracle"\nkind = "person"\n[[entities]]\nname = "Redmond"\naction = "drop"\n')
    assert next(entity.kind for entity in after.entities if entity.name == "Oracle") == "person"
    assert "Redmond" not in names(after)


def test_a_speaker_is_whom_the_dossier_knows_by_this_name(linked: Linked) -> None:
    after, problems = linked('[[quotes]]\narticle = "b"\nexact = "La Chine attendra"\nspeaker = "martin"\n')
    assert problems == []
    assert [quote.name for quote in after.quotes if quote.quote.rule == "author"] == ["Paul Martin"]


def test_statements_are_parted_and_joined(linked: Linked) -> None:
    before, _ = linked("")
    assert len(before.statements) == 1
    words = 'exact = "Nous irons très vite"'
    after, problems = linked(f'[[statements]]\narticle = "a"\n{words}\napart_from = {{ article = "b", {words} }}\n')
    assert problems == []
    assert after.statements == ()
    more, problems = linked(
        f'[[statements]]\narticle = "a"\n{words}\nsame_as = {{ article = "b", exact = "La Chine attendra" }}\n'
    )
    assert problems == []
    assert [len(one.quotes) for one in more.statements] == [3]


def test_the_status_of_a_deadline(linked: Linked) -> None:
    before, _ = linked("")
    assert [(d.history[-1].value, d.status) for d in before.deadlines] == [("2020-10-15", "open")]
    words = 'article = "a"\nexact = "L\'accord doit être signé"'
    after, problems = linked(f'[[deadlines]]\n{words}\nstatus = "met"\nlabel = "être signé"\n')
    assert problems == []
    assert [(d.status, d.why) for d in after.deadlines] == [("met", "author")]
    label = after.deadlines[0].label
    assert label.span.end - label.span.start == len("être signé")
    change = after.corrections[0].changes[0]
    assert (change.field, change.before, change.after) == ("status", "open", "met")
    none, _ = linked(f'[[deadlines]]\n{words}\naction = "drop"\n')
    assert none.deadlines == ()


def test_an_event_is_dropped(linked: Linked) -> None:
    before, _ = linked("")
    after, problems = linked('[[events]]\narticle = "a"\nexact = "15 octobre 2020"\naction = "drop"\n')
    assert problems == []
    assert len(after.events) == len(before.events) - 1


@pytest.mark.parametrize(
    ("corrections", "told"),
    [
        ('[[entities]]\nname = "Oracel"\nkind = "place"\n', "E403 nothing is called “Oracel”: Did you mean “Oracle”?"),
        ('[[entities]]\nname = "Oracle"\nsame_as = "oracle"\n', "E403 “Oracle” and “oracle” are one already"),
        ('[[entities]]\nname = "Redmond"\napart_from = "Oracle"\n', "E403 “Redmond” is no other name of “Oracle”"),
        (
            '[[titles]]\narticle = "seeds/c.txt"\ntitle = "x"\n',
            "E404 there is no article `seeds/c.txt`: Did you mean `seeds/",
        ),
        ('[[deadlines]]\narticle = "a"\nexact = "aucun mot"\nstatus = "met"\n', "E401"),
        ('[[deadlines]]\narticle = "a"\nexact = "Paul Martin dirige"\nstatus = "met"\n', "E403 no deadline is told"),
        (
            '[[statements]]\narticle = "a"\nexact = "dirige"\nsame_as = { article = "b", exact = "se tait" }\n',
            "E403 no quote",
        ),
    ],
)
def test_what_cannot_be_done_is_told(linked: Linked, corrections: str, told: str) -> None:
    before, _ = linked("")
    after, problems = linked(corrections)
    assert told in " / ".join(f"{item.code} {item.message}: {item.hint}" for item in problems)
    assert after.corrections == ()
    assert (after.entities, after.quotes, after.deadlines) == (before.entities, before.quotes, before.deadlines)
