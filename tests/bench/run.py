"""The same articles into a site by Dossier, Hugo and Pelican in turn, and a table of what each took.

Each round builds with every builder once, so that what else the machine does meets all of them alike; figures are medians
over the rounds. First cold builds (no output, no cache), then second builds with nothing changed, then builds after one
article got a sentence more. Memory of all processes is taken in a run of its own. Search is left out on all sides.

usage: python -m tests.bench.run [--sizes 100 1000 10000] [--runs 3] [--write]
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
from collections import defaultdict

from tests.bench import report
from tests.bench.builders import OURS, ROOT, Builder, install, prepare
from tests.bench.machine import described
from tests.bench.measure import Cost, cost, memory_of_all, written
from tests.bench.report import Figures, Result

WORK = ROOT / ".bench"
_STAGE = re.compile(r"^  (?P<stage>[^:\n]+): (?P<seconds>[\d.]+) s$", re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000], metavar="N", help="articles")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds, of which the median is taken")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only builders whose name begins so")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    options = parser.parse_args()
    load = os.getloadavg()[0]  # before we make any ourselves
    tools = install(WORK / "peers")
    machine = described(tools, load)
    print(machine)
    speed = _extraction_speed(options.runs)
    results = [_size(count, options.runs, prepare(count, WORK / "sites", tools), options.only) for count in options.sizes]
    text = report.tables(results, speed, machine, options.runs)
    print("\n" + text)
    (WORK / "results.json").write_text(json.dumps([result.plain() for result in results], indent=1), "utf-8")
    if options.write:
        report.into(ROOT / "docs" / "performance.md", text)
    return 0


def _size(count: int, runs: int, builders: list[Builder], only: list[str] | None) -> Result:
    """All rounds with one number of articles."""
    if only:
        builders = [builder for builder in builders if builder.name.startswith(tuple(only))]
    seen: dict[str, dict[str, list[Cost]]] = defaultdict(lambda: defaultdict(list))
    copies: list[Cost] = []
    for turn in range(runs):
        for builder in builders:
            builder.clear()
            _take(seen, "cold", builder, builder.build, turn)
        copies.append(_copied(builders[0]))
    sites = {builder.name: written(builder.folder / builder.output) for builder in builders}
    for builder in builders:
        if builder.prime:
            cost(builder.prime, builder.folder)
    for scenario in ("again", "changed"):
        for turn in range(runs):
            for builder in builders:
                if scenario == "changed":
                    builder.change_one(turn)
                _take(seen, scenario, builder, builder.again, turn)
    figures = []
    for builder in builders:
        builder.clear()
        _say(f"{builder.name}: memory of all processes")
        together = memory_of_all(builder.build, builder.folder)
        figures.append(_figures(builder, sites[builder.name], seen[builder.name], together))
    return Result(count, tuple(figures), _stages(seen[OURS]), statistics.median(copy.wall for copy in copies))


def _take(seen: dict[str, dict[str, list[Cost]]], scenario: str, builder: Builder, argv: tuple[str, ...], turn: int) -> None:
    taken = cost(argv, builder.folder)
    seen[builder.name][scenario].append(taken)
    _say(f"{builder.name}: {scenario}, round {turn + 1}: {taken.wall:.2f} s")


def _copied(builder: Builder) -> Cost:
    """What it costs to copy the output: less than this no builder can take."""
    taken = cost(("cp", "-R", builder.output, "copy"), builder.folder)
    subprocess.run(["rm", "-rf", str(builder.folder / "copy")], check=True)
    return taken


def _figures(builder: Builder, site: object, seen: dict[str, list[Cost]], together: int) -> Figures:
    def median(scenario: str, field: str) -> float:
        return statistics.median(getattr(taken, field) for taken in seen[scenario])

    return Figures(
        name=builder.name,
        site=site,
        cold=median("cold", "wall"),
        again=median("again", "wall"),
        changed=median("changed", "wall"),
        cpu=median("cold", "cpu"),
        largest=max(taken.largest for taken in seen["cold"]),
        together=max(together, *(taken.largest for taken in seen["cold"])),
        walls=tuple(round(taken.wall, 3) for taken in seen["cold"]),
    )


def _stages(seen: dict[str, list[Cost]]) -> dict[str, dict[str, float]]:
    """Our stages, as the build itself reports them: seconds by stage for each scenario."""
    found: dict[str, dict[str, float]] = {}
    for scenario, costs in seen.items():
        times = defaultdict(list)
        for taken in costs:
            for match in _STAGE.finditer(taken.said):
                times[match["stage"]].append(float(match["seconds"]))
        found[scenario] = {stage: statistics.median(values) for stage, values in times.items()}
    return found


def _extraction_speed(runs: int) -> float:
    """Articles of 400 words a second on one core, by a process of its own."""
    _say("extraction on one core")
    argv = [sys.executable, "-m", "tests.bench.stages", str(runs)]
    return float(subprocess.run(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
