"""The executors: the same results in the same order, and an exception of a worker is raised here."""

from __future__ import annotations

import os

import pytest

from site_builder.errors import ReadError
from site_builder.executor import WORTH_FORKING, Processes, chosen, cores, serial


def times(factor: int, item: int) -> int:
    return factor * item


def home(_: None, __: int) -> int:
    return os.getpid()


def fails(_: None, item: int) -> int:
    if item == 50:
        raise ReadError("broken", "seeds/x.txt:3", "Mend it.")
    return item


def test_processes_give_what_serial_gives() -> None:
    items = range(WORTH_FORKING * 3)
    assert list(Processes(2)(times, 3, items)) == list(serial(times, 3, items)) == [3 * item for item in items]


def test_many_items_run_elsewhere_and_few_here() -> None:
    assert os.getpid() not in set(Processes(2)(home, None, range(WORTH_FORKING)))
    assert set(Processes(2)(home, None, range(3))) == {os.getpid()}


def test_an_error_of_a_worker_keeps_its_place_and_fix() -> None:
    with pytest.raises(ReadError) as caught:
        list(Processes(2)(fails, None, range(100)))
    assert (caught.value.message, caught.value.where, caught.value.hint) == ("broken", "seeds/x.txt:3", "Mend it.")


def test_the_name_chooses() -> None:
    assert chosen("serial", 4) is serial
    assert isinstance(chosen("processes", 0), Processes)
    assert chosen("processes", 0).jobs == cores()  # type: ignore[attr-defined]
