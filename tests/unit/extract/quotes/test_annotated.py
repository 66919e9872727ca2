"""Whole annotated articles of tests/corpus/fr: how many quotes have the right words and speaker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder import annotations

CORPUS = Path(__file__).parents[3] / "corpus" / "fr"
FLOORS = {"quotes_more.jsonl": (0.92, 0.96, 0.78), "quotes_written.jsonl": (0.84, 0.94, 0.65)}
"""Least shares of a file: quotes with the right words and speaker, certain ones that are right, and certain ones of all."""


def rows(name):
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]


def touches(one, other):
    return one[0] < other[1] and other[0] < one[1]


def found_in(row, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({key: row[key] for key in ("id", "lang", "text")}), "utf-8")
    (got,) = annotations.rows_of_jsonl(path)
    return [quote for quote in got["quotes"] if quote["kind"] != "indirect"]


@pytest.fixture(scope="module", params=sorted(FLOORS))
def measured(request, tmp_path_factory):
    """For each quote found: whether it is certain, and whether words and speaker are those of the annotation."""
    folder = tmp_path_factory.mktemp("quotes")
    found, wanted = [], 0
    for row in rows(request.param):
        gold = {tuple(span): quote for quote in row["quotes"] for span in quote["marked"]}
        wanted += len(gold)
        for quote in found_in(row, folder):
            for part in quote["parts"]:
                if any(touches(part, span) for span in row["ignore"]):
                    continue
                told = next((one for span, one in gold.items() if touches(part, span)), None)
                speaker = quote["speaker"] and (quote["speaker"]["start"], quote["speaker"]["end"])
                right = told is not None and (
                    (speaker is not None and told["speaker_span"] is not None and touches(speaker, told["speaker_span"]))
                    or (told["speaker"] is None and speaker is None and quote["speaker_name"] is None)
                    or (told["speaker_name"] is not None and quote["speaker_name"] == told["speaker_name"])
                )
                found.append((quote["certain"], right))
    return found, wanted, FLOORS[request.param]


def test_most_quotes_have_the_right_words_and_speaker(measured):
    found, wanted, (least, _, _) = measured
    right = sum(right for _, right in found)
    assert right / wanted >= least
    assert right / len(found) >= least


def test_what_is_certain_is_right(measured):
    found, wanted, (_, right, share) = measured
    certain = [right for sure, right in found if sure]
    assert sum(certain) / len(certain) >= right
    assert sum(certain) / wanted >= share
