"""Candidate names of people, organisations and places, each with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from site_builder.extract.names.context import Around, share
from site_builder.extract.names.evidence import Evidence, Inside
from site_builder.extract.names.lexicon import lexicon
from site_builder.extract.names.runs import Run, Runs
from site_builder.extract.names.tokens import Tokens
from site_builder.model import NameMention, Span
from site_builder.scan import Scan


def find_names(scan: Scan) -> tuple[tuple[NameMention, ...], Mapping[str, tuple[int, int]]]:
    """The candidates in order, and how often their first words are written small and large (`Annotations.cases`)."""
    tokens = Tokens(scan, lexicon(scan.language))
    inside, around = Inside(tokens), Around(tokens)
    found: list[tuple[Run, Evidence]] = []
    for run in Runs(tokens).find():
        if inside.is_no_name(run) or around.is_thing(run):
            continue
        evidence = Evidence()
        inside.weigh(run, evidence)
        around.weigh(run, evidence)
        evidence.doubt = inside.doubt(run, evidence)
        found.append((run, evidence))
    share(tokens, found)
    return tuple(_mention(scan, run, evidence) for run, evidence in found), _cases(scan, found)


def _mention(scan: Scan, run: Run, evidence: Evidence) -> NameMention:
    start, end = scan.starts[run.first], scan.ends[run.last - 1]
    return NameMention(
        Span(start, end),
        scan.words[run.first] if run.last - run.first == 1 else key_of(scan.text[start:end]),
        evidence.rule,
        evidence.person if evidence.person > 0 else 0,
        evidence.organisation if evidence.organisation > 0 else 0,
        evidence.place if evidence.place > 0 else 0,
        evidence.doubt,
    )


def _cases(scan: Scan, found: list[tuple[Run, Evidence]]) -> dict[str, tuple[int, int]]:
    large: dict[str, int] = {}
    for run, _ in found:
        word = scan.lower[run.first]
        large[word] = large.get(word, 0) + (not run.opens)
    small = Counter(filter(large.__contains__, scan.words))
    return {word: (small[word], times) for word, times in large.items()}


def key_of(surface: str) -> str:
    """What a mention is known by: the surface with straight apostrophes and single blanks; link evens its case."""
    return " ".join(surface.replace("’", "'").split())
