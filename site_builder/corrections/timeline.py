"""Events and deadlines into what the author says became of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from site_builder.corrections.changes import NothingToCorrectError
from site_builder.corrections.file import DeadlineTable, EventTable
from site_builder.model import AUTHOR, Change, Deadline, Event, Ref


def change_event(events: list[Event], table: EventTable, ref: Ref, label: Ref | None) -> tuple[Change, ...]:
    """Changes or removes the one event that `ref` is about, in place. Raises NothingToCorrectError where it is not one."""
    at = _the_one("event", [event.dates for event in events], [event.refs for event in events], ref)
    event = events[at]
    if table.action == "drop":
        del events[at]
        return (Change("dropped", event.value, ""),)
    changes = []
    if table.kind is not None:
        changes.append(Change("kind", event.kind, table.kind))
        event = replace(event, kind=table.kind, why=AUTHOR)
    if label is not None:
        told = [number for number, other in enumerate(event.refs) if other.article == label.article]
        first = next((number for number in told if _touch(event.refs[number], label)), told[0])
        order = [first, *(number for number in range(len(event.refs)) if number != first)]
        refs, dates = [event.refs[number] for number in order], [event.dates[number] for number in order]
        event = replace(event, refs=(label, *refs[1:]), dates=tuple(dates))
        changes.append(Change("label", "", table.label or ""))
    events[at] = event
    return tuple(changes)


def change_deadline(deadlines: list[Deadline], table: DeadlineTable, ref: Ref, label: Ref | None) -> tuple[Change, ...]:
    """Changes or removes the one deadline that `ref` is about, in place. Raises NothingToCorrectError as above."""
    told = [[deadline.label, *(one for step in deadline.history for one in step.refs)] for deadline in deadlines]
    at = _the_one("deadline", [()] * len(deadlines), told, ref)
    deadline = deadlines[at]
    if table.action == "drop":
        del deadlines[at]
        return (Change("dropped", deadline.history[-1].value, ""),)
    changes = []
    if table.status is not None:
        changes.append(Change("status", deadline.status, table.status))
        deadline = replace(deadline, status=table.status, why=AUTHOR, status_ref=None)
    if label is not None:
        deadline = replace(deadline, label=label)
        changes.append(Change("label", "", table.label or ""))
    deadlines[at] = deadline
    return tuple(changes)


def _the_one(kind: str, dates: Sequence[Sequence[Ref]], sentences: Sequence[Sequence[Ref]], ref: Ref) -> int:
    """The entry that a passage is about, told by its date expressions, or else by its sentences."""
    here = [at for at, refs in enumerate(sentences) if any(_touch(ref, other) for other in refs)]
    dated = [at for at in here if any(_touch(ref, other) for other in dates[at])]
    if len(dated) == 1 or len(here) == 1:
        return dated[0] if len(dated) == 1 else here[0]
    if not here:
        raise NothingToCorrectError(f"no {kind} is told at these words", f"Quote words of a sentence that tells the {kind}.")
    raise NothingToCorrectError(
        f"{len(here)} {kind}s are told at these words", "Quote the date expression, or a sentence, of one of them only."
    )


def _touch(one: Ref, other: Ref) -> bool:
    return one.article == other.article and one.span.start < other.span.end and other.span.start < one.span.end
