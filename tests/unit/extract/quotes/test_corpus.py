"""The sentences of tests/corpus/<lang>/quotes.toml: what must be found in each, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from site_builder.extract.quotes import find_quotes
from site_builder.model import NameMention, Span
from site_builder.scan import Scan

CORPUS = Path(__file__).parents[3] / "corpus"


def cases():
    for path in sorted(CORPUS.glob("*/quotes.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield pytest.param(path.parent.name, case, id=f"{path.parent.name}: {case['title']}")


def names_of(text, listed):
    found = []
    for entry in listed:
        name, _, kind = entry.partition("=")
        at = text.find(name)
        while at >= 0:
            if not any(other.span.start <= at < other.span.end for other in found):
                weight = {kind or "person": 80}
                found.append(NameMention(Span(at, at + len(name)), name.lower(), "given", **weight))
            at = text.find(name, at + 1)
    return tuple(sorted(found, key=lambda mention: mention.span))


def expected_matches(text, quote, wanted):
    if "speaker" in wanted and (quote.speaker is None or quote.speaker.of(text) != wanted["speaker"]):
        return False
    if "is" in wanted and (quote.speaker_key is None or quote.speaker_text != wanted["is"]):
        return False
    if "cue" in wanted and (quote.cue is None or quote.cue.of(text) != wanted["cue"]):
        return False
    return quote.kind == wanted.get("kind", quote.kind) and quote.source == wanted.get("source", quote.source)


@pytest.mark.parametrize(("language", "case"), list(cases()))
def test_case(language, case):
    text = case["text"]
    quotes, terms, doubts = find_quotes(Scan(text, language), names_of(text, case.get("names", ())))
    for kind, key in ((False, "said"), (True, "reported")):
        got = [quote for quote in quotes if (quote.kind == "indirect") is kind]
        wanted = case.get(key, [])
        assert ["…".join(part.of(text) for part in quote.parts) for quote in got] == [one["words"] for one in wanted]
        for quote, one in zip(got, wanted, strict=True):
            assert expected_matches(text, quote, one), (one, quote)
    assert [term.span.of(text) for term in terms] == case.get("terms", [])
    assert [doubt.code for doubt in doubts] == case.get("doubts", [])
