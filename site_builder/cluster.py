"""Runs a function over items in order on a Dask cluster, behind the same protocol as the other executors.

The workers share the dossier's folder with the build: they read seeds and cache there, and write pages where it would. A
batch whose worker dies is run again by another one; since the same input gives the same bytes, that costs time only.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from site_builder.code import code_digest
from site_builder.errors import WorkerError

if TYPE_CHECKING:
    from distributed import Client, Future

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

BATCH = 64
"""Most items that a worker takes at a time: what is lost when it dies."""
BATCHES = 8
"""Batches for each thread of the cluster, as far as there are items for them."""
RETRIES = 3
"""How often a batch whose worker died is begun again before the build gives up."""
SECONDS = 30
"""How long a scheduler, and a first worker, may take to answer."""
_ONE_AT_A_TIME = threading.Lock()
"""A worker that has several threads works with one of them at a time: `shared` is no more than one task's."""
_INSTALL = "Install it with `pip install 'deal-dossier[cluster]'`."


class Cluster:
    """A map over the workers of a scheduler: `address` as its own command prints it, tcp://host:port."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __call__(self, function: Callable[[S, T], R], shared: S, items: Iterable[T]) -> Iterator[R]:
        todo = list(items)
        if not todo:
            return
        with self._client() as client:
            threads = sum(client.nthreads().values())
            size = max(1, min(BATCH, len(todo) // (threads * BATCHES)))
            packed = pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)
            token = hashlib.blake2b(packed, digest_size=16).digest()
            everywhere = client.scatter(packed, broadcast=True, hash=False)
            rest = iter(todo)
            batches = iter(lambda: list(islice(rest, size)), [])
            running = [
                client.submit(_batch, function, everywhere, token, batch, code_digest(), pure=False, retries=RETRIES)
                for batch in batches
            ]
            while running:
                yield from _result(running.pop(0))

    def _client(self) -> Client:
        if not self.address:
            raise WorkerError("no scheduler is named", "", "Say --scheduler tcp://HOST:PORT, as `dask scheduler` prints it.")
        try:
            from distributed import Client  # noqa: PLC0415 -- an extra, and slow to import
        except ImportError as error:
            raise WorkerError("Dask is not installed", "", _INSTALL) from error
        try:
            client: Client = Client(self.address, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
            client.wait_for_workers(1, timeout=SECONDS)
        except (OSError, ValueError, TimeoutError) as error:
            hint = "Start `dask scheduler`, and `dask worker` on each machine, where dossier is installed."
            raise WorkerError(f"no scheduler with workers answers ({error})", self.address, hint) from error
        return client


_last: tuple[bytes, object] = (b"", None)


def _batch(function: Callable[[Any, Any], Any], packed: bytes, token: bytes, items: list[Any], code: bytes) -> list[Any]:
    """What a worker does: unpacks what all batches of a map share, once, and runs the function over its items."""
    global _last  # noqa: PLW0603 -- a worker keeps nothing else from one batch to the next
    if code != code_digest():
        hint = "Install the same one for the build and all workers."
        raise WorkerError("a worker runs another version of dossier", "", hint)
    with _ONE_AT_A_TIME:
        if _last[0] != token:
            _last = token, pickle.loads(packed)  # noqa: S301 -- from the build itself
        return [function(_last[1], item) for item in items]


def _result(future: Future[Any]) -> list[Any]:
    """What a batch came to; what its function raised is raised here."""
    from distributed import CancelledError, KilledWorker  # noqa: PLC0415 -- the same

    try:
        found: list[Any] = future.result()
    except (KilledWorker, CancelledError) as error:
        hint = "Look at the workers' logs: most often their memory is short."
        raise WorkerError("workers of the cluster died again and again", "", hint) from error
    return found
