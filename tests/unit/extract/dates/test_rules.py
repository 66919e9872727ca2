"""Every rule of every language does what stands beside it, and leaves alone what it must."""

from __future__ import annotations

import pytest

from site_builder import lang
from site_builder.extract.dates import find_dates
from site_builder.extract.dates.grammar import grammar
from site_builder.extract.dates.resolve import SENSES
from site_builder.extract.dates.table import Example, RuleRow
from site_builder.model import Edtf
from site_builder.scan import Scan

RULES = [(code, rule) for code in lang.LANGUAGES for rule in grammar(code).table.rules]
EXAMPLES = [(code, rule, example) for code, rule in RULES for example in rule.examples]
COUNTER = [(code, rule, text) for code, rule in RULES for text in rule.not_in]


@pytest.mark.parametrize(("code", "rule", "example"), EXAMPLES, ids=lambda part: getattr(part, "name", None))
def test_a_rule_reads_its_examples(code: str, rule: RuleRow, example: Example) -> None:
    found = find_dates(Scan(example.text, code), None if example.date is None else Edtf(example.date))
    hit = {mention.span.of(example.text): mention for mention in found}.get(example.found)
    assert hit, [mention.span.of(example.text) for mention in found]
    assert (hit.value, hit.mod, hit.part) == (example.value, example.mod, example.part or hit.part)


@pytest.mark.parametrize(("code", "rule", "text"), COUNTER, ids=lambda part: getattr(part, "name", None))
def test_a_rule_leaves_its_counter_examples(code: str, rule: RuleRow, text: str) -> None:
    found = find_dates(Scan(text, code), Edtf("2020-09-16"))
    assert [mention.span.of(text) for mention in found if rule.sense == "nothing" or mention.rule == rule.name] == []


@pytest.mark.parametrize("code", lang.LANGUAGES)
def test_rules_have_their_own_names_examples_and_a_known_sense(code: str) -> None:
    rules = grammar(code).table.rules
    assert len({rule.name for rule in rules}) == len(rules)
    assert [rule.name for rule in rules if rule.sense not in SENSES] == []
    assert [rule.name for rule in rules if not rule.not_in or not (rule.examples or rule.sense == "nothing")] == []
