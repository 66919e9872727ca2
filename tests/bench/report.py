"""Figures of all builders into tables in Markdown."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.builders import OURS
from tests.bench.measure import Written

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
_STAGES = ("Time by stage of ours, wall:\n", "| articles | build | stage | s |", "|---:|---|---|---:|")


class Figures(NamedTuple):
    """One builder at one size: medians in seconds, `largest` and `together` in bytes, `walls` each cold build."""

    name: str
    site: Written
    cold: float
    again: float
    changed: float
    cpu: float
    largest: int
    together: int
    walls: tuple[float, ...]


class Result(NamedTuple):
    """All builders at one size; `stages` are ours; `copy` is how long copying our output takes."""

    articles: int
    figures: tuple[Figures, ...]
    stages: dict[str, dict[str, float]]
    copy: float

    @property
    def ours(self) -> Figures | None:
        return next((one for one in self.figures if one.name == OURS), None)

    def plain(self) -> dict[str, Any]:
        rows = [{**one._asdict(), "site": one.site._asdict()} for one in self.figures]
        return {"articles": self.articles, "figures": rows, "stages": self.stages, "copy": self.copy}


def tables(results: list[Result], speed: float, machine: str, runs: int) -> str:
    """Everything as Markdown."""
    head = f"{machine} Medians of {runs} rounds in turn.\n"
    parts = [head, *(_table(result) for result in results)]
    stages = [line for result in results for line in _stages(result)]
    if stages:
        parts.append("\n".join([*_STAGES, *stages, ""]))
    parts.extend(_growth(results))
    parts.append(f"Extraction of everything, one core: {speed:,.0f} articles of 400 words a second.\n")
    return "\n".join(parts)


def _table(result: Result) -> str:
    lines = [
        f"### {result.articles:,} articles\n",
        "| builder | pages | files | MB written | cold, s | ours ÷ this | second build, s | one article changed, s "
        "| processor, s | largest process, MB | all processes, MB |",
        "|---|" + "---:|" * 10,
    ]
    ours = result.ours
    for one in result.figures:
        ratio = f"{ours.cold / one.cold:.2f}" if ours else ""
        cells = [
            one.name,
            f"{one.site.pages:,}",
            f"{one.site.files:,}",
            _mega(one.site.bytes),
            f"{one.cold:.2f}",
            ratio,
            f"{one.again:.2f}",
            f"{one.changed:.2f}",
            f"{one.cpu:.1f}",
            _mega(one.largest),
            _mega(one.together),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    first = result.figures[0]
    lines.append(f"\nCopying the output of {first.name} alone: {result.copy:.2f} s.\n")
    return "\n".join(lines)


def _stages(result: Result) -> list[str]:
    return [
        f"| {result.articles:,} | {scenario} | {stage} | {seconds:.2f} |"
        for scenario, times in result.stages.items()
        for stage, seconds in times.items()
    ]


def _growth(results: list[Result]) -> list[str]:
    """How time grows from one size to the next."""
    lines = []
    for small, large in itertools.pairwise(results):
        if small.ours and large.ours:
            times = large.ours.cold / small.ours.cold
            lines.append(f"Cold, {large.articles:,} articles take {times:.1f} times as long as {small.articles:,}.\n")
    return lines


def _mega(size: int) -> str:
    return f"{size / 1e6:,.1f}" if size < 1e7 else f"{size / 1e6:,.0f}"


def into(path: Path, text: str) -> None:
    """Puts the tables between the two marks of a page."""
    page = path.read_text("utf-8")
    marked = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    if not marked.search(page):
        raise SystemExit(f"{path.name} lacks the marks {BEGIN} and {END}")
    path.write_text(marked.sub(lambda _: f"{BEGIN}\n{text}\n{END}", page), "utf-8")
