"""The outcomes of all articles into what link must respect, and what link leaves to do into the corrected dossier."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from site_builder.corrections.article import Outcome
from site_builder.corrections.changes import NothingToCorrectError
from site_builder.corrections.file import (
    Correction,
    Corrections,
    DeadlineTable,
    EntityTable,
    EventTable,
    Passage,
    StatementTable,
    TitleTable,
    selectors,
)
from site_builder.corrections.timeline import change_deadline, change_event
from site_builder.model import (
    Card,
    Change,
    Constraints,
    Corrected,
    Diagnostic,
    Dossier,
    EntityWish,
    Ref,
    StatementWish,
    Unmet,
)


class Settled(NamedTuple):
    """Where every correction stands once all articles were read: by number and slot, what was applied; and what is wrong."""

    applied: Mapping[tuple[int, int], Outcome]
    problems: tuple[Diagnostic, ...]


def settle(
    corrections: Corrections, outcomes: Iterable[Outcome], drafts: Iterable[Outcome], cards: Sequence[Card]
) -> Settled:
    """Each correction must have found its words in exactly one article; those of drafts that are left out are left alone."""
    found: dict[tuple[int, int], list[Outcome]] = defaultdict(list)
    lost: dict[tuple[int, int], Diagnostic] = {}
    for outcome in outcomes:
        key = outcome.number, outcome.slot
        if outcome.problem is None:
            found[key].append(outcome)
        else:
            lost.setdefault(key, outcome.problem)
    left_out = {(outcome.number, outcome.slot) for outcome in drafts}
    known = [name for card in cards for name in (card.id, card.source)]
    applied: dict[tuple[int, int], Outcome] = {}
    problems: list[Diagnostic] = []
    for one in corrections:
        for slot, said in _articles(one):
            here = found.get((one.number, slot), [])
            if len(here) == 1:
                applied[one.number, slot] = here[0]
            elif here:
                message = f"`{said}` names {len(here)} articles with these words"
                problems.append(Diagnostic("E404", "error", message, one.where, "Name its file instead of its id."))
            elif (one.number, slot) in lost:
                problems.append(lost[one.number, slot])
            elif (one.number, slot) not in left_out:
                problems.append(_no_article(one, said, known))
    return Settled(applied, tuple(problems))


def constraints(corrections: Corrections, settled: Settled) -> Constraints:
    """What link must respect: names that are one or not, passages that report the same words or do not."""
    entities, statements = [], []
    for one in corrections:
        table = one.table
        if isinstance(table, EntityTable):
            entities.append(
                EntityWish(one.number, table.name, table.same_as or "", table.apart_from or "", table.kind,
                           table.label or "", table.action == "drop")
            )  # fmt: skip
        elif isinstance(table, StatementTable):
            both = settled.applied.get((one.number, 0)), settled.applied.get((one.number, 1))
            refs = [_ref(item) for item in both if item is not None]
            if len(refs) == 2:
                statements.append(StatementWish(one.number, refs[0], refs[1], table.same_as is not None))
    return Constraints(tuple(entities), tuple(statements))


def finish(dossier: Dossier, corrections: Corrections, settled: Settled) -> Dossier:
    """The linked dossier with the author's statuses and labels, the record of what was corrected, and what could not be."""
    dossier, changes = _retell(dossier, corrections, settled)
    problems = [
        Diagnostic("E403", "error", item.message, corrections[item.number].where, item.hint) for item in dossier.unmet
    ]
    failed = {item.number for item in dossier.unmet}
    told = [
        record
        for one in corrections
        if one.number not in failed and (record := _record(one, settled, changes.get(one.number, ()))) is not None
    ]
    return replace(dossier, corrections=tuple(told), diagnostics=(*dossier.diagnostics, *problems), unmet=())


def _articles(one: Correction) -> list[tuple[int, str]]:
    if isinstance(one.table, TitleTable):
        return [(0, one.table.article)]
    return [(slot, selector.article) for slot, selector in selectors(one)]


def _no_article(one: Correction, said: str, known: Sequence[str]) -> Diagnostic:
    near = difflib.get_close_matches(said, known, n=1, cutoff=0.4)
    hint = f"Did you mean `{near[0]}`?" if near else "Name the file of the article, as seeds/2020-09-14.txt does."
    return Diagnostic("E404", "error", f"there is no article `{said}`", one.where, hint)


def _ref(applied: Outcome) -> Ref:
    assert applied.span is not None  # noqa: S101 -- only titles have none
    return Ref(applied.article, applied.span)


def _record(one: Correction, settled: Settled, late: Sequence[Change]) -> Corrected | None:
    """What the site tells of a correction; None where a passage that it names was not found."""
    table = one.table
    kind = type(table).__name__.removesuffix("Table").lower()
    if isinstance(table, EntityTable):
        return Corrected(kind, _entity_changes(table), None, None, table.name, table.reason, table.day)
    slots = [settled.applied.get((one.number, slot)) for slot, _ in _articles(one)]
    first = slots[0]
    if first is None or None in slots:
        return None
    changes = first.changes or tuple(late)
    if isinstance(table, StatementTable):
        changes = (Change("same_as" if table.same_as else "apart_from"),)
    ref = _ref(first) if isinstance(table, Passage) else None
    return Corrected(kind, changes, ref, first.article, "", table.reason, table.day)


def _entity_changes(table: EntityTable) -> tuple[Change, ...]:
    if table.action == "drop":
        return (Change("dropped", table.name, ""),)
    wishes = (("same_as", table.same_as), ("apart_from", table.apart_from), ("kind", table.kind), ("label", table.label))
    return tuple(Change(field, "" if field == "kind" else table.name, value) for field, value in wishes if value)


def _retell(dossier: Dossier, corrections: Corrections, settled: Settled) -> tuple[Dossier, dict[int, tuple[Change, ...]]]:
    """The dossier with events and deadlines as the author tells them, and what changed, by correction."""
    events, deadlines, unmet = list(dossier.events), list(dossier.deadlines), list(dossier.unmet)
    changes: dict[int, tuple[Change, ...]] = {}
    for one in corrections:
        table = one.table
        if not isinstance(table, EventTable | DeadlineTable):
            continue
        places = [settled.applied.get((one.number, slot)) for slot, _ in selectors(one)]
        refs = [_ref(place) for place in places if place is not None]
        if len(refs) < len(places):
            continue
        label = refs[1] if len(refs) > 1 else None
        try:
            if isinstance(table, EventTable):
                changes[one.number] = change_event(events, table, refs[0], label)
            else:
                changes[one.number] = change_deadline(deadlines, table, refs[0], label)
        except NothingToCorrectError as nothing:
            unmet.append(Unmet(one.number, nothing.message, nothing.hint))
    return replace(dossier, events=tuple(events), deadlines=tuple(deadlines), unmet=tuple(unmet)), changes
