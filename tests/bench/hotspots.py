"""A whole build into a table of where its time goes, by room and by function.

One process builds serially with an empty cache under cProfile, which makes small functions look dearer than they are: a hint
where to look, not a measure. The raw profile is left in .bench/build.prof.

usage: python -m tests.bench.hotspots [--size 1000] [--top 40]
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
from collections import Counter
from pathlib import Path

from site_builder.build import Options, build
from tests.bench.builders import ROOT
from tests.bench.corpus import Corpus

WORK = ROOT / ".bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1000, metavar="N", help="articles")
    parser.add_argument("--top", type=int, default=40, metavar="N", help="functions shown")
    options = parser.parse_args()
    site = _site(options.size, WORK / "profile")
    profile = cProfile.Profile()
    profile.enable()
    report = build(Options(config=site / "dossier.toml", executor="serial"))
    profile.disable()
    profile.dump_stats(WORK / "build.prof")
    print(f"{report.articles:,} articles, {report.pages:,} pages, one process, under the profiler")
    for stage, seconds in report.seconds.items():
        print(f"  {stage}: {seconds:.2f} s")
    _print(pstats.Stats(profile), options.top)


def _site(count: int, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "seeds").mkdir(parents=True)
    (folder / "dossier.toml").write_text('base_url = "https://example.org/"\n', "utf-8")
    corpus = Corpus()
    for made in map(corpus.article, range(count)):
        (folder / "seeds" / f"{made.name}.txt").write_text(made.seed(), "utf-8")
    return folder


def _print(stats: pstats.Stats, top: int) -> None:
    rows = [
        (own, total, calls, _room(file), f"{line} {name}" if line else name)
        for (file, line, name), (_, calls, own, total, _) in stats.stats.items()
    ]
    whole = sum(row[0] for row in rows)
    rooms: Counter[str] = Counter()
    for own, _, _, room, _ in rows:
        rooms[room] += own
    print(f"\n{'own, s':>8} {'share':>6}  room")
    for room, own in rooms.most_common(20):
        print(f"{own:8.2f} {own / whole:6.1%}  {room}")
    print(f"\n{'own, s':>8} {'share':>6} {'with all below, s':>18} {'calls':>10}  function")
    for own, total, calls, room, name in sorted(rows, reverse=True)[:top]:
        print(f"{own:8.2f} {own / whole:6.1%} {total:18.2f} {calls:10,}  {room}:{name}")


def _room(file: str) -> str:
    """A file of ours by its path in the package, a library's by its package; what is not Python is `built in`."""
    if file == "~" or file.startswith("<frozen"):
        return "built in"
    parts = Path(file).parts
    if "site_builder" in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index("site_builder") :])
    return parts[parts.index("site-packages") + 1] if "site-packages" in parts else Path(file).name


if __name__ == "__main__":
    main()
