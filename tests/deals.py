"""How much of the gold dossiers link finds.   usage: python tests/deals.py [--real] [--verbose] [NAME…]

By default dates, names and quotes are those of the gold, so that link alone is judged; with `--real` everything is extracted
from the texts. Deadlines: a gold row is found when a row has all its dates in order. Events: a pair (day, article) of the
gold; `merged` the days told by several articles that are one entry; statements: pairs of articles with their relation.
"""

from __future__ import annotations

import sys
from typing import Any

from gold import DEALS, GoldDossier

Counts = dict[str, tuple[int, int, int]]
"""Measure to found, wanted, given."""


def score(dossier: GoldDossier, *, verbose: bool = False) -> Counts:
    events, deadlines = dossier.timeline()
    _, statements = dossier.statements()
    gold = dossier.gold
    counts = {**_events(events, gold, verbose), **_deadlines(deadlines, gold, verbose)}
    counts["statements"] = _statements(statements, gold, verbose)
    return counts


def _events(events: Any, gold: dict[str, Any], verbose: bool) -> Counts:
    wanted = {(event["day"], source["file"]) for event in gold["events"] for source in event["sources"]}
    told = [event for event in events if event.kind == "event" and event.precision == "day"]
    given = {(event.value, ref.article) for event in told for ref in event.refs}
    several = [event for event in gold["events"] if len({source["file"] for source in event["sources"]}) > 1]
    whole = 0
    for event in several:
        files = {source["file"] for source in event["sources"]}
        one = any(files <= {ref.article for ref in entry.refs} for entry in told if entry.value == event["day"])
        whole += one
        if verbose and not one:
            print("  not one entry:", event["day"], event["label"])
    if verbose:
        print("  missed events:", sorted(wanted - given))
        print("  not in the gold:", sorted(given - wanted))
    return {"events": (len(wanted & given), len(wanted), len(given)), "merged": (whole, len(several), len(several))}


def _deadlines(deadlines: Any, gold: dict[str, Any], verbose: bool) -> Counts:
    free = list(deadlines)
    rows = status = 0
    wanted = [row for row in gold["deadlines"] if not row.get("optional")]
    for row in gold["deadlines"]:
        dates = [step["date"] for step in row["history"]]
        files = {s["file"] for step in row["history"] for s in step.get("sources", ())} | {
            file for step in row["history"] for file in step.get("files", ())
        }
        same = [one for one in free if [step.value for step in one.history] == dates]
        same.sort(key=lambda one: -len(files & {ref.article for step in one.history for ref in step.refs}))
        if same:
            free.remove(same[0])
        if row.get("optional"):
            continue
        rows += bool(same)
        good = bool(same) and same[0].status in (row["status_end"]["status"], *row["status_end"]["accept"])
        status += good
        if verbose and not good:
            got = same[0].status if same else None
            print("  deadline:", row["obligation"], dates, row["status_end"]["status"], "got", got)
    if verbose:
        print("  rows not in the gold:", [(one.id, [step.value for step in one.history]) for one in free])
    return {"deadlines": (rows, len(wanted), rows + len(free)), "status": (status, len(wanted), rows + len(free))}


def _statements(statements: Any, gold: dict[str, Any], verbose: bool) -> tuple[int, int, int]:
    wanted = {(row["relation"], tuple(sorted(quote["file"] for quote in row["quotes"]))) for row in gold["statements"]}
    given = {(one.relation, tuple(sorted(ref.article for ref in one.passages))) for one in statements}
    if verbose:
        print("  missed statements:", sorted(wanted - given))
        print("  statements not in the gold:", sorted(given - wanted))
    return len(wanted & given), len(wanted), len(given)


def main() -> None:
    names = [word for word in sys.argv[1:] if not word.startswith("--")] or sorted(path.name for path in DEALS.iterdir())
    for name in names:
        print(name)
        for measure, (found, wanted, given) in score(
            GoldDossier(name, real="--real" in sys.argv), verbose="--verbose" in sys.argv
        ).items():
            print(f"  {measure:11} found {found} of {wanted}, given {given}")


if __name__ == "__main__":
    main()
