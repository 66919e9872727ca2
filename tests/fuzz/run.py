"""Each target fuzzed for a while, guided by the code it reaches: `python -m tests.fuzz.run --seconds 600 --target dates`.

The corpus in `.fuzz/corpus` grows from run to run. An input that breaks a law is kept in `.fuzz/crashes`; it becomes a test.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.breaking import WORDS, known
from tests.fuzz.laws import SIZE_MAX, TARGETS

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / ".fuzz" / "corpus"
CRASHES = ROOT / ".fuzz" / "crashes"
WORDS_FILE = ROOT / ".fuzz" / "words"
HANG_SECONDS = 20
"""Of wall time, for one input, on a busy machine; the law allows less, of the processor's."""
MEMORY = 4096
"""MB of one fuzzer."""

_DONE = re.compile(rb"Done (?P<runs>\d+) runs in (?P<seconds>\d+) second")
_STATS = re.compile(rb"cov: (?P<reached>\d+).*? corp: (?P<corpus>\d+)")


def planted(target: str) -> Path:
    """The corpus of a target, with the project's own files in it."""
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    for data in known(target):
        place = folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()
        if not place.exists():
            place.write_bytes(data)
    return folder


def dictionary() -> None:
    """The words that articles are made of, as libFuzzer reads them."""
    WORDS_FILE.parent.mkdir(exist_ok=True)
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()[:60]) for word in WORDS)
    WORDS_FILE.write_text("".join(f'"{line}"\n' for line in lines), "ascii")


def fuzz(target: str, seconds: int, runs: int, seed: int) -> tuple[str, list[Path]]:
    """One target for so many seconds, or inputs if that is sooner: what was done, and the inputs that broke a law."""
    CRASHES.mkdir(parents=True, exist_ok=True)
    before = set(CRASHES.glob(f"{target}-*"))
    flags = [
        f"-max_total_time={seconds}", f"-runs={runs}", f"-max_len={SIZE_MAX}", f"-timeout={HANG_SECONDS}",
        f"-rss_limit_mb={MEMORY}", f"-seed={seed}", f"-dict={WORDS_FILE}",
        f"-artifact_prefix={CRASHES}/{target}-", "-report_slow_units=600",
    ]  # fmt: skip
    command = [sys.executable, "-m", "tests.fuzz.guided", target, str(planted(target)), *flags]
    steady = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=seconds + 300, env=steady)
    said = done.stdout + done.stderr
    crashes = sorted(set(CRASHES.glob(f"{target}-*")) - before)
    if done.returncode and not crashes:
        sys.stderr.write(said.decode("utf-8", "replace")[-4000:])
        raise SystemExit(f"{target}: the fuzzer itself failed")
    if crashes:
        sys.stderr.write(said.decode("utf-8", "replace").partition("=== Uncaught")[2].partition("\n==")[0][:4000] + "\n")
    runs, stats = _DONE.search(said), list(_STATS.finditer(said))
    reached = f", {stats[-1]['reached'].decode()} places, {stats[-1]['corpus'].decode()} kept" if stats else ""
    tried = f"{runs['runs'].decode()} inputs in {runs['seconds'].decode()} s" if runs else "stopped"
    return f"{target}: {tried}{reached}, {len(crashes)} broke a law", crashes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30, help="for all targets together")
    parser.add_argument("--runs", type=int, default=-1, help="inputs for each target; with a seed, the same ones each time")
    parser.add_argument("--seed", type=int, default=0, help="0: another one at each run")
    parser.add_argument("--target", choices=sorted(TARGETS), action="append", help="this one alone; may be given again")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many targets at once")
    options = parser.parse_args()
    targets = options.target or list(TARGETS)
    dictionary()
    share = max(1, options.seconds * min(options.jobs, len(targets)) // len(targets))
    broke = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for said, crashes in pool.map(lambda target: fuzz(target, share, options.runs, options.seed), targets):
            broke += crashes
            print(said, *(f"\n  {path.relative_to(ROOT)}" for path in crashes), flush=True)
    return int(bool(broke))


if __name__ == "__main__":
    sys.exit(main())
