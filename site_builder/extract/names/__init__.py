"""Candidate names of people, organisations and places, each with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from site_builder.extract.names.evidence import Weigher
from site_builder.extract.names.lexicon import lexicon
from site_builder.extract.names.runs import Runs
from site_builder.model import NameMention, Span
from site_builder.scan import Scan


def find_names(scan: Scan) -> tuple[tuple[NameMention, ...], Mapping[str, tuple[int, int]]]:
    """The candidates in order, and how often their first words are written small and large (`Annotations.cases`)."""
    known = lexicon(scan.language)
    runs = Runs(scan, known)
    weigher = Weigher(runs, known)
    mentions: list[NameMention] = []
    large: Counter[str] = Counter()
    for run in runs.find():
        found = weigher.weigh(run)
        if found is None:
            continue
        span = Span(scan.starts[run.first], scan.ends[run.last - 1])
        large[scan.lower[run.first]] += not run.opens
        mentions.append(
            NameMention(
                span,
                key_of(span.of(scan.text)),
                found.rule,
                max(0, found.person),
                max(0, found.organisation),
                max(0, found.place),
                found.doubt,
            )
        )
    small = Counter(scan.words)
    return tuple(mentions), {word: (small[word], times) for word, times in large.items()}


def key_of(surface: str) -> str:
    """What a mention is known by: the surface with straight apostrophes and single blanks; link evens its case."""
    return " ".join(surface.replace("’", "'").split())
