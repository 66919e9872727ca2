"""Verbs into their forms, by the models that a language's table gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How verbs that end alike are inflected; all endings replace that end.

    `present` and `past` (simple past) in their persons' order; `imperfect` and `future` are stems; `participle`
    and `gerund` as they stand, the participle without agreement.
    """

    present: tuple[str, ...]
    imperfect: str
    past: tuple[str, ...]
    future: str
    participle: str
    gerund: str = ""


class Forms(NamedTuple):
    """All forms of a verb, by what they can do in a clause."""

    finite: frozenset[str]
    participles: frozenset[str]
    gerund: frozenset[str]
    infinitive: str


_IMPERFECT = ("ais", "ait", "ions", "iez", "aient")
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont", "ais", "ait", "ions", "iez", "aient")
_AGREEMENT = ("", "e", "s", "es")
_DOUBLES = ("appeler", "peler", "jeter")
_ACCENTS = (("é", "è"), ("e", "è"))


def french(infinitive: str, models: Mapping[str, Model]) -> Forms:
    """The forms of a French verb: by the longest model whose key it ends in, else as one in -er with its stem changes."""
    key = next((infinitive[i:] for i in range(len(infinitive)) if infinitive[i:] in models), "")
    if not key:
        return _first_group(infinitive)
    model, root = models[key], infinitive[: len(infinitive) - len(key)]
    finite = {root + ending for ending in (*model.present, *model.past)}
    finite |= {root + model.imperfect + ending for ending in _IMPERFECT}
    finite |= {root + model.future + ending for ending in _FUTURE}
    gerund = root + (model.gerund or model.imperfect + "ant")
    return Forms(frozenset(finite), _agreed(root + model.participle), frozenset({gerund}), infinitive)


def _first_group(infinitive: str) -> Forms:
    stem = infinitive[:-2]
    broad = stem
    if stem.endswith("c"):
        broad = stem[:-1] + "ç"
    elif stem.endswith("g"):
        broad = stem + "e"
    finite = {stem + "ez", broad + "ons", stem + "ions", stem + "iez", stem + "èrent"}
    finite |= {broad + ending for ending in ("ais", "ait", "aient", "ai", "as", "a", "âmes", "âtes")}
    # The second person of the present (annonces, notes) is left out: in the press these are nouns.
    for weak in _weak(infinitive, stem):
        finite |= {weak + ending for ending in ("e", "ent")}
        finite |= {weak + "er" + ending for ending in _FUTURE}
    finite |= {infinitive + ending for ending in _FUTURE}
    return Forms(frozenset(finite), _agreed(stem + "é"), frozenset({broad + "ant"}), infinitive)


def _weak(infinitive: str, stem: str) -> Iterator[str]:
    """The stems that stand before a mute e: répéter, répète; appeler, appelle; appuyer, appuie."""
    if infinitive.endswith(_DOUBLES):
        yield stem + stem[-1]
    elif stem.endswith(("oy", "uy")):
        yield stem[:-1] + "i"
    elif stem.endswith("ay"):
        yield from (stem, stem[:-1] + "i")
    elif len(stem) > 2 and stem[-2] in "eé" and stem[-1] not in "aeiouyéèx":
        yield stem[:-2] + "è" + stem[-1]
    else:
        yield stem


def _agreed(participle: str) -> frozenset[str]:
    ends = [""] if participle.endswith("s") else ["", "s"]
    return frozenset({participle + a for a in ends} | {participle + "e", participle + "es"})


def english(verb: str, irregular: Mapping[str, tuple[str, str, str]], doubled: frozenset[str]) -> Forms:
    """The forms of an English verb. `irregular`: past, participle, -ing form; `doubled`: verbs whose last letter doubles."""
    third = verb + "s"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        third = verb + "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        third = verb[:-1] + "ies"
    if verb in irregular:
        past, participle, gerund = irregular[verb]
        return Forms(frozenset({verb, third, past}), frozenset({participle}), frozenset({gerund}), verb)
    stem = verb + verb[-1] if verb in doubled else verb[:-1] if verb.endswith("e") else verb
    past = verb[:-1] + "ied" if third.endswith("ies") and not verb.endswith("e") else stem + "ed"
    gerund = verb + "ing" if verb.endswith(("y", "ee")) else stem + "ing"
    return Forms(frozenset({verb, third, past}), frozenset({past}), frozenset({gerund}), verb)
