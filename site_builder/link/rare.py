"""Sets of keys found again by the rarest of them: what two sets share says the more, the fewer other sets have it."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Set
from itertools import chain, repeat

Key = Hashable
RARE = 12
"""By how many of its rarest keys a set is found."""
KEPT = 12
"""How many sets are found by one key: the latest. The two caps keep all comparing linear."""


class Rarity:
    """The keys that several sets have, numbered from 1 on, the rarest first; 0 stands for any that only one set has.

    `place`: the number of each key; `weight`: by number, what it says that two of the `total` sets share the key. Numbers
    are small, most keys need none, and to sort by number is to sort by rarity. `lone`: keys of 0 are in `place` too, so that
    they are told from those that no set has.
    """

    def __init__(self, sets: Iterable[Iterable[Key]], total: int, *, lone: bool) -> None:
        counts = Counter(chain.from_iterable(sets))
        shared = sorted((key for key, count in counts.items() if count > 1), key=str)
        shared.sort(key=counts.__getitem__)
        self.place: dict[Key, int] = dict.fromkeys(counts, 0) if lone else {}
        self.place.update(zip(shared, range(1, len(shared) + 1), strict=True))
        by_count = {count: math.log(1 + total / count) for count in {1, *counts.values()}}
        self.weight = [by_count[1], *(by_count[counts[key]] for key in shared)]

    def numbers(self, keys: Iterable[Key]) -> tuple[int, ...]:
        """Those of the keys that several sets have."""
        return tuple(filter(None, map(self.place.get, keys)))

    def of(self, numbers: Iterable[int], lone: int = 0) -> float:
        """What several keys weigh, `lone` of them without a number; the same in whatever order they come."""
        return math.fsum(chain(map(self.weight.__getitem__, numbers), repeat(self.weight[0], lone)))

    def share(self, one: Set[Key], other: Set[Key]) -> float:
        """The weight of what two sets share over that of the lighter one; needs `lone`."""
        least = min(self._weigh(one), self._weigh(other))
        return self._weigh(one & other) / least if least else 0.0

    def _weigh(self, keys: Iterable[Key]) -> float:
        return math.fsum(self.weight[self.place[key]] for key in keys if key in self.place)


def telling(numbers: Iterable[int], lone: int) -> list[int]:
    """Of a set's RARE rarest keys those that some other set has; it has `lone` more, which lead to no other."""
    return sorted(numbers)[: max(0, RARE - lone)]


class Latest:
    """Sets by number, each found by a few keys (`telling`), and by each key only the latest KEPT of them.

    What a key leads to lies packed in one string of bytes: lists of numbers all over the memory took twice the time.
    """

    def __init__(self) -> None:
        self._by_key: dict[int, bytes] = {}

    def met(self, keys: Iterable[int]) -> array[int]:
        """The sets that have one of these keys, each as often as it has any."""
        known = self._by_key
        return array("Q", b"".join([known[key] for key in keys if key in known]))

    def add(self, keys: Iterable[int], at: int) -> None:
        known, packed = self._by_key, array("Q", (at,)).tobytes()
        for key in keys:
            known[key] = known.get(key, b"")[-len(packed) * (KEPT - 1) :] + packed
