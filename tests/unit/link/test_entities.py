"""Mentions of several articles into entities: what is joined, what stays apart, and the reasons."""

from __future__ import annotations

import random

from site_builder.config import Party
from site_builder.extract.names import find_names
from site_builder.link.entities import link_entities
from site_builder.model import Annotations, ArticleId, Card, Entity, LinkedName
from site_builder.scan import Scan

Linked = tuple[dict[str, Entity], dict[ArticleId, tuple[LinkedName, ...]]]


def card(name: str) -> Card:
    return Card(ArticleId(name), f"{name}.txt", "", "fr", name, True, (0,), 10)


def link(texts: dict[str, str], parties: tuple[Party, ...] = (), language: str = "fr") -> Linked:
    found = {}
    for name, text in texts.items():
        names, cases = find_names(Scan(text, language))
        found[ArticleId(name)] = Annotations(names=names, cases=cases)
    entities, names = link_entities([card(name) for name in texts], found, parties)
    return {entity.name: entity for entity in entities}, names


def reasons(entity: Entity) -> dict[str, str]:
    return {merge.alias: merge.rule for merge in entity.merges}


def test_last_name_is_joined_to_the_full_name_with_its_reason() -> None:
    entities, _ = link({"a": "Le PDG, Jean Castagnol, a démissionné. Castagnol part demain, selon Jean."})
    assert set(entities) == {"Jean Castagnol"}
    assert reasons(entities["Jean Castagnol"]) == {"Castagnol": "last name", "Jean": "first name"}


def test_last_name_is_joined_across_articles_when_only_one_bears_it() -> None:
    entities, _ = link({"a": "Jean Castagnol est parti.", "b": "M. Castagnol a signé."})
    assert entities["Jean Castagnol"].articles == ("a", "b")


def test_two_people_with_one_last_name_stay_two() -> None:
    entities, _ = link(
        {
            "a": "Jean Castagnol est parti. M. Castagnol a signé.",
            "b": "Marie Castagnol est partie. Mme Castagnol a signé.",
            "c": "M. Castagnol se tait.",
        }
    )
    assert {name: len(entity.mentions) for name, entity in entities.items()} == {
        "Jean Castagnol": 2,
        "Marie Castagnol": 2,
        "Castagnol": 1,
    }


def test_acronym_is_joined_to_its_expansion() -> None:
    entities, _ = link(
        {"a": "L'Office national des forêts (ONF) a réagi. L'ONF se tait.", "b": "Selon l'ONF, rien ne presse."}
    )
    assert len(entities) == 1
    assert next(iter(entities.values())).articles == ("a", "b")
    assert reasons(entities["Office national des forêts"]) == {"ONF": "acronym"}


def test_company_forms_accents_and_capitals_are_one_company() -> None:
    entities, _ = link(
        {"a": "La société Vectaria Group a acheté. Le PDG de Vectaria part.", "b": "La société VECTARIA vend."}
    )
    assert len(entities) == 1


def test_author_has_the_last_word() -> None:
    party = Party("Vectaria", role="acquirer", aliases=("Le Repaire",), description="Éditeur")
    entities, _ = link({"a": "Hier, Vectaria a signé à Londres. Les gens du Repaire et de Le Repaire sont là."}, (party,))
    assert entities["Vectaria"].role == "acquirer"
    assert entities["Vectaria"].declared
    assert reasons(entities["Vectaria"]) == {"Le Repaire": "declared"}


def test_declared_party_without_a_mention_is_there() -> None:
    entities, _ = link({"a": "Rien à signaler."}, (Party("Vectaria"),))
    assert entities["Vectaria"].articles == ()


def test_word_of_a_sentences_start_needs_another_sign() -> None:
    entities, _ = link({"a": "Triathlon : une belle course."})
    assert entities == {}


def test_country_is_one_in_both_languages() -> None:
    french, cases = find_names(Scan("Elle vit en Allemagne.", "fr"))
    english, others = find_names(Scan("She lives in Germany.", "en"))
    annotations = {
        ArticleId("a"): Annotations(names=french, cases=cases),
        ArticleId("b"): Annotations(names=english, cases=others),
    }
    entities, _ = link_entities([card("a"), card("b")], annotations, ())
    assert [(entity.name, entity.aliases) for entity in entities] == [("Allemagne", ("Germany",))]


def test_ids_do_not_depend_on_the_order_of_articles() -> None:
    texts = {f"a{n}": f"Jean Castagnol et Paul Dupré{n % 3} vont à Lyon. Washington Irving dort." for n in range(9)}
    expected = {name: entity.id for name, entity in link(texts)[0].items()}
    shuffled = list(texts.items())
    random.Random(1).shuffle(shuffled)
    assert {name: entity.id for name, entity in link(dict(shuffled))[0].items()} == expected
    assert len(set(expected.values())) == len(expected)


def test_common_word_is_a_last_name_where_somebody_bears_it() -> None:
    entities, _ = link({"a": "Le patron, Jean Porte, est parti. Porte a signé.", "b": "Porte fermée. La porte est là."})
    assert {name: entity.articles for name, entity in entities.items()} == {"Jean Porte": ("a",)}
