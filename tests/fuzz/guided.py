"""One target under atheris: libFuzzer keeps every input that reaches new code. `run.py` starts it; it ends at a crash."""

from __future__ import annotations

import random
import sys

import atheris

with atheris.instrument_imports(include=["site_builder"]):
    from tests.fuzz.breaking import broken
    from tests.fuzz.laws import check


def main() -> None:
    target = sys.argv.pop(1)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        """Half by libFuzzer's own ways, half by ours, which know what articles are made of."""
        chance = random.Random(seed)
        if chance.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return broken((data,), chance, most)

    atheris.Setup(sys.argv, lambda data: check(target, data), custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
