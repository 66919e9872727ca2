"""A few broken inputs through every reader and the extractors; `make fuzz` goes on as long as one likes."""

from __future__ import annotations

import pytest

from tests.fuzz.run import SUFFIXES, fuzz


@pytest.mark.parametrize("kind", sorted(SUFFIXES))
def test_broken_inputs_break_no_law(kind: str) -> None:
    done, crashes = fuzz(kind, seed=1, rounds=60)
    assert crashes == []
    assert done == 60
