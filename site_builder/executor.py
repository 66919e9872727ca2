"""Runs a function over items in order: serially, on processes or on a cluster, behind one protocol (`contracts.Map`)."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar, cast

import msgspec

from site_builder.cluster import Cluster
from site_builder.contracts import Aside, Map, at_once
from site_builder.errors import WorkerError

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

WORTH_FORKING = 48
"""Below so many items, starting processes costs more than they save."""


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serial(function: Callable[[S, T], R], shared: S, items: Iterable[T]) -> Iterator[R]:
    """One after the other, in this process."""
    for item in items:
        yield function(shared, item)


class Processes:
    """A map over `jobs` processes: items go in batches, results come back in order, an exception is raised here.

    Where processes can be forked they simply see `shared` as it was when the map began; elsewhere it is sent once to each.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def __call__(self, function: Callable[[S, T], R], shared: S, items: Iterable[T]) -> Iterator[R]:
        todo = list(items)
        if self.jobs < 2 or len(todo) < WORTH_FORKING:
            yield from serial(function, shared, todo)
            return
        forks = "fork" in multiprocessing.get_all_start_methods()
        batch = max(1, min(64, len(todo) // (self.jobs * 4)))
        context = multiprocessing.get_context("fork" if forks else "spawn")
        if forks:
            _set(function, shared)
            # What is here stays until the map ends: nobody has to look through it, nor copy the pages it lies on.
            gc.freeze()
        pool = ProcessPoolExecutor(self.jobs, context, _begin, () if forks else (function, shared))
        try:
            yield from cast("Iterator[R]", pool.map(_call, todo, chunksize=batch))
        except BrokenProcessPool as error:
            raise _ended() from error
        finally:
            pool.shutdown(cancel_futures=True)
            gc.unfreeze()


def _begin(*work: Any) -> None:  # noqa: ANN401 - what `_set` takes, or nothing
    """Readies a worker: an interrupt is the parent's to handle, and it outlives the parent by no moment.

    An orphan would hold the build's lock, which a fork inherits, and go on writing pages behind the next build's back.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if work:
        _set(*work)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


_work: tuple[Callable[[Any, Any], Any], Any] | None = None


def _set(function: Callable[[Any, Any], Any], shared: object) -> None:
    global _work  # noqa: PLW0603  -- a process pool hands nothing else down to its workers
    _work = (function, shared)


def _call(item: object) -> object:
    assert _work is not None  # noqa: S101  -- set before the pool is made
    function, shared = _work
    return function(shared, item)


def beside(function: Callable[..., R], arguments: tuple[object, ...], kind: type[R]) -> Callable[[], R]:
    """In a process of its own, which sees everything as it is now; its result comes back encoded."""
    context = multiprocessing.get_context("fork")
    answer, told = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(told, function, arguments))
    process.start()
    told.close()

    def result() -> R:
        try:
            done, raw = answer.recv_bytes(1) == b"\1", answer.recv_bytes()
        except EOFError as error:
            raise _ended() from error
        finally:
            process.join()
        if done:
            return msgspec.msgpack.decode(raw, type=kind)
        raise pickle.loads(raw)  # noqa: S301 -- our own child's error

    return result


def _answer(
    told: multiprocessing.connection.Connection, function: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    _begin()
    try:
        good, raw = b"\1", msgspec.msgpack.encode(function(*arguments))
    except Exception as error:
        good, raw = b"\0", pickle.dumps(error)
    told.send_bytes(good)
    told.send_bytes(raw)


def _ended() -> WorkerError:
    hint = "Build again; with --jobs 1 where memory is short."
    return WorkerError("a process of the build was ended from outside", "", hint)


def aside(name: str, jobs: int) -> Aside:
    """What works beside this process under an `--executor`: another one, where there is a core for it to fork into."""
    forks = "fork" in multiprocessing.get_all_start_methods()
    return beside if name == "processes" and forks and (jobs or cores()) > 1 else at_once


def chosen(name: str, jobs: int, scheduler: str = "") -> Map:
    """The map that `--executor` names: `serial`, `processes` on `jobs` processes (0: one for each core), or `dask`."""
    if name == "dask":
        return Cluster(scheduler)
    return serial if name == "serial" else Processes(jobs or cores())
