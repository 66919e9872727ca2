"""A few broken inputs through every reader and extractor, blindly; `make fuzz` goes on, guided by the code it reaches."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.breaking import broken, known
from tests.fuzz.laws import TARGETS, check

ROUNDS = 30


@pytest.mark.parametrize("target", TARGETS)
def test_broken_inputs_break_no_law(target: str) -> None:
    chance = random.Random(f"{target} 1")
    for _ in range(ROUNDS):
        check(target, broken(known(target), chance))


@pytest.mark.parametrize("target", TARGETS)
def test_known_inputs_break_no_law(target: str) -> None:
    assert len(known(target)) > 50
    for data in known(target):
        check(target, data)
