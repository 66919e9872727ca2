"""What the view of a page reads of the dossier, noted while it is made.

Facts are numbered, domain by domain, in the order of the dossier, so that every process has the same numbers
(`render.facts` says what each of them holds). Whoever asks for the dossier as a whole has read everything.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from typing import Any, TypeVar, overload

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")

DOMAINS = ("article", "card", "cast", "ties", "name", "party", "event", "sheet")
"""Of an article: `card`, what lists show of it; `cast`, whom it names; `ties`, what its own page leads to, events and other
articles; `article`, all else, the text with what was found in it. Of a party: `name`, what it is called and where its page
is; `party`, all else, where it is named and what it says. An event; a sheet of a long list."""


Read = tuple[int, ...] | None
"""Numbers of the facts that were read; None where that was the whole dossier."""


class Notes:
    """The facts that were read since the last `begin`.

    `keys`: those of each domain, in order; a range where facts are known by their index. Sets of keys are filled first and
    numbered later: most facts of a page are read many times.
    """

    __slots__ = ("_numbers", "_places", "_seen", "whole")

    def __init__(self, keys: Mapping[str, Sequence[Any]]) -> None:
        self._places: dict[str, Mapping[Any, int] | range] = {}
        first = 0
        for domain in DOMAINS:
            known = keys[domain]
            numbers = range(first, first + len(known))
            self._places[domain] = numbers if isinstance(known, range) else dict(zip(known, numbers, strict=True))
            first = numbers.stop
        self._seen: dict[str, set[Any]] = {domain: set() for domain in DOMAINS}
        self._numbers: set[int] = set()
        self.whole = False

    def noting(self, domain: str) -> Callable[[Any], None]:
        """What notes that a fact of a domain is read, by its key."""
        return self._seen[domain].add

    def begin(self) -> None:
        """Forgets everything: another page begins."""
        for seen in self._seen.values():
            seen.clear()
        self._numbers = set()
        self.whole = False

    def read(self) -> Read:
        """The facts that were read since the last `begin`, in order."""
        self._number()
        return None if self.whole else tuple(sorted(self._numbers))

    def within(self, make: Callable[[], T]) -> tuple[T, Read]:
        """What `make` gives, and the facts that were read for it; they count for the page as well."""
        self._number()
        numbers, whole = self._numbers, self.whole
        self._numbers, self.whole = set(), False
        made = make()
        self._number()
        mine = None if self.whole else tuple(self._numbers)
        self._numbers |= numbers
        self.whole |= whole
        return made, mine

    def again(self, facts: Read) -> None:
        """Notes facts that were read for something that was kept since."""
        if facts is None:
            self.whole = True
        else:
            self._numbers.update(facts)

    def _number(self) -> None:
        for domain, seen in self._seen.items():
            if seen:
                try:
                    self._numbers.update(map(self._places[domain].__getitem__, seen))
                except LookupError:  # of what the dossier does not know, no fact will tell when it does
                    self.whole = True
                seen.clear()


class Noting(dict[K, V]):
    """A mapping of the site that notes each key that it is asked for, and that it was read as a whole when it was."""

    __slots__ = ("_note", "_notes")

    def __init__(self, known: Mapping[K, V], notes: Notes, domain: str) -> None:
        super().__init__(known)
        self._notes = notes
        self._note = notes.noting(domain)

    def __getitem__(self, key: K) -> V:
        self._note(key)
        return dict.__getitem__(self, key)

    @overload
    def get(self, key: K, default: None = None, /) -> V | None: ...
    @overload
    def get(self, key: K, default: V | T, /) -> V | T: ...
    def get(self, key: K, default: object = None, /) -> object:
        self._note(key)
        return dict.get(self, key, default)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return dict.__contains__(self, key)

    def __iter__(self) -> Iterator[K]:
        self._notes.whole = True
        return dict.__iter__(self)

    def keys(self) -> KeysView[K]:  # type: ignore[override]
        self._notes.whole = True
        return dict.keys(self)

    def values(self) -> ValuesView[V]:  # type: ignore[override]
        self._notes.whole = True
        return dict.values(self)

    def items(self) -> ItemsView[K, V]:  # type: ignore[override]
        self._notes.whole = True
        return dict.items(self)
