"""Known articles into broken ones, and each through a reader and the extractors: `python -m tests.fuzz.run --seconds 60`."""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path

from site_builder import read
from site_builder.config import Config
from site_builder.errors import SiteBuilderError
from site_builder.extract import extract
from site_builder.gathering import dossier_of_one
from site_builder.model import Annotations, Article, Span
from tests.payloads import PAYLOADS

ROOT = Path(__file__).resolve().parents[2]
CRASHES = ROOT / ".fuzz"
"""Where an input that broke something is kept; it goes from there into a test."""

SUFFIXES = {"text": (".txt",), "markdown": (".md",), "page": (".html", ".htm"), "export": (".xml",)}
SECONDS_MAX = 5.0
"""Of one processor, for one input of at most 200 kB."""
SIZE_MAX = 200_000

WORDS = [
    "« ", " »", "“", "”", "\"", "'", "\u2019", "\u00a0", "\u202f", "\n\n", "\r\n", "\u2028", "\0", "\ufeff", "\u0301",
    " date 2020-02-30 ", "le 31 février 2020", "le 29 février", "1er", "du 3 au", "d'ici fin", "en 99999", "0000-00-00",
    "mi-septembre", "T4 2020", "la veille", "trois semaines plus tard", "before", "by the end of", "within 0 days",
    "a déclaré", "selon", "estime-t-il", "according to", "M. ", "de la ", "Mme de", "SA", "& Co", "12,5 %", "1e309 euros",
    "9" * 400, "milliards de dollars", "€", "£1.2.3bn", "---\n", "title: ", "date: ", "[a](b)", "![", "`", "> ", "- ", "# ",
    "<p>", "</p>", "<article>", "<table>", "<!--", "&#x110000;", "&amp;", "<![CDATA[", "\ud7ff", "\U0010ffff",
]  # fmt: skip


def corpus(kind: str) -> list[bytes]:
    """The project's own articles of one kind, and the payloads."""
    folders = (ROOT / "seeds", ROOT / "tests" / "golden" / "inputs")
    paths = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES[kind])
    return [*(path.read_bytes()[:SIZE_MAX] for path in paths), *(payload.encode() for payload in PAYLOADS)]


def broken(seeds: list[bytes], chance: random.Random) -> bytes:
    """One of the inputs, or two joined, with a few things cut, doubled, flipped and put in."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(data))
        match chance.randrange(6):
            case 0:
                data[at:at] = chance.choice(WORDS).encode() * chance.choice((1, 1, 1, 2, 50))
            case 1:
                del data[at : at + chance.choice((1, 3, 20, 400))]
            case 2:
                data[at : at + 1] = bytes((chance.randrange(256),))
            case 3:
                data[at:at] = data[at : at + chance.randint(1, 300)] * chance.choice((1, 2, 30))
            case 4:
                other = chance.choice(seeds)
                cut = chance.randint(0, len(other))
                data[at:] = other[cut:]
            case _:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 12)))
    return bytes(data[:SIZE_MAX])


def check(data: bytes, suffix: str) -> None:
    """Raises where a law is broken: only errors that can be mended, in bounded time, and spans that lie in their text."""
    start = time.process_time()
    folder = Path("seeds")
    try:
        articles, problems = read.parse(data, folder / f"a{suffix}", folder, Config())
    except SiteBuilderError as error:
        if not error.hint or not error.where:
            raise AssertionError("an error without its place or its fix") from error
        return
    assert all(problem.hint for problem in problems)
    for article in articles[:20]:
        check_spans(article, extract(article))
        dossier_of_one(article)
    took = time.process_time() - start
    assert took < SECONDS_MAX, f"{took:.1f} s"


def check_spans(article: Article, found: Annotations) -> None:
    """Every span lies in the text and is not empty; those of one kind stand in order."""
    kinds: dict[str, Iterable[Span]] = {
        "dates": (item.span for item in found.dates),
        "terms": (item.span for item in found.terms),
        "names": (item.span for item in found.names),
        "figures": (item.span for item in found.figures),
        "quotes": (quote.parts[0] for quote in found.quotes),
    }
    for kind, spans in kinds.items():
        last = 0
        for span in spans:
            assert 0 <= span.start < span.end <= len(article.text), (kind, span)
            assert last <= span.start, (kind, span)
            last = span.start
    for quote in found.quotes:
        for span in (*quote.parts, *((quote.speaker,) if quote.speaker else ())):
            assert 0 <= span.start < span.end <= len(article.text), ("quote", span)


def fuzz(kind: str, seed: int, *, rounds: int | None = None, seconds: float | None = None) -> tuple[int, list[Path]]:
    """Tries broken inputs of one kind; returns how many, and the files that hold those which broke a law."""
    chance = random.Random(f"{kind} {seed}")
    seeds = corpus(kind)
    until = None if seconds is None else time.monotonic() + seconds
    done, crashes = 0, []
    while (rounds is None or done < rounds) and (until is None or time.monotonic() < until):
        data, suffix = broken(seeds, chance), chance.choice(SUFFIXES[kind])
        done += 1
        try:
            check(data, suffix)
        except Exception:
            crashes.append(keep(data, suffix))
            traceback.print_exc(limit=-4)
            print(f"^ {crashes[-1]}", file=sys.stderr)
            if len(crashes) >= 10:
                break
    return done, crashes


def keep(data: bytes, suffix: str) -> Path:
    CRASHES.mkdir(exist_ok=True)
    path = CRASHES / f"{hashlib.sha256(data).hexdigest()[:16]}{suffix}"
    path.write_bytes(data)
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="for all kinds together")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other inputs")
    parser.add_argument("--kind", choices=sorted(SUFFIXES), action="append", help="one reader alone")
    options = parser.parse_args()
    kinds = options.kind or sorted(SUFFIXES)
    broke = 0
    for kind in kinds:
        done, crashes = fuzz(kind, options.seed, seconds=options.seconds / len(kinds))
        broke += len(crashes)
        print(f"{kind}: {done} inputs, {len(crashes)} broke a law")
    return int(broke > 0)


if __name__ == "__main__":
    sys.exit(main())
