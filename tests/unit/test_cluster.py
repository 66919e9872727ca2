"""A build on a Dask cluster on this machine: the bytes of a serial build, also when a worker is killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.build import Options, Report, build
from site_builder.cluster import Cluster
from site_builder.errors import ReadError, WorkerError
from tests.conftest import tree

SECONDS = 60


class Running:
    """A scheduler and two workers, each started by its own command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self._log = folder / "scheduler.log"
        self.scheduler = self._start("scheduler", self._log, "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._said(self._log, r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")
        self.workers = [self._worker(number) for number in range(2)]

    def _start(self, name: str, log: Path, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", name, *arguments]
        with log.open("wb") as said:
            return subprocess.Popen(command, cwd=self.folder, stdout=said, stderr=said, start_new_session=True)

    def _worker(self, number: int) -> subprocess.Popen[bytes]:
        log = self.folder / f"worker{number}.log"
        local = str(self.folder / f"worker{number}")
        options = ("--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", local)
        worker = self._start("worker", log, self.address, *options)
        self._said(log, r"(Registered to)")
        return worker

    @staticmethod
    def _said(log: Path, what: str) -> str:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            if found := re.search(what, log.read_text("utf-8")):
                return found[1]
            time.sleep(0.05)
        raise AssertionError(log.read_text("utf-8"))

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait(SECONDS)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("cluster"))
    yield running
    running.stop()


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Running]:
    """A cluster that a test may harm."""
    (tmp_path / "cluster").mkdir()
    running = Running(tmp_path / "cluster")
    yield running
    running.stop()


def times(factor: int, item: int) -> int:
    return factor * item


def fails(_: None, item: int) -> int:
    if item == 50:
        raise ReadError("broken", "seeds/x.txt:3", "Mend it.")
    return item


def test_results_come_in_order_and_errors_keep_their_place(cluster: Running) -> None:
    assert list(Cluster(cluster.address)(times, 3, range(300))) == [3 * item for item in range(300)]
    assert list(Cluster(cluster.address)(times, 3, ())) == []
    with pytest.raises(ReadError) as caught:
        list(Cluster(cluster.address)(fails, None, range(100)))
    assert (caught.value.message, caught.value.where, caught.value.hint) == ("broken", "seeds/x.txt:3", "Mend it.")


def test_a_cluster_writes_what_one_process_writes(dossier: Path, cluster: Running, built: Callable[..., Report]) -> None:
    built(dossier, output=dossier / "serial", cache=False)
    options = Options(config=dossier / "dossier.toml", executor="dask", scheduler=cluster.address)
    assert build(options).articles == 2
    assert tree(dossier / "public") == tree(dossier / "serial")
    seed = next((dossier / "seeds").iterdir())
    seed.write_text(seed.read_text("utf-8") + "\nUne phrase de plus.\n", "utf-8")
    build(options)  # a second build reads what the first one kept
    built(dossier, output=dossier / "serial", cache=False)
    assert tree(dossier / "public") == tree(dossier / "serial")


def slowly(place: str, item: int) -> int:
    """Says that it has begun, so that a test knows when to kill."""
    Path(place, f"{os.getpid()}-{item}").touch()
    time.sleep(0.02)
    return item


def test_a_worker_that_dies_costs_time_and_nothing_else(mortal: Running, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    begun.mkdir()
    results = Cluster(mortal.address)(slowly, str(begun), range(200))
    assert next(results) == 0
    victim = mortal.workers[0]
    until = time.monotonic() + SECONDS
    while not list(begun.glob(f"{victim.pid}-*")) and time.monotonic() < until:
        time.sleep(0.02)
    assert list(begun.glob(f"{victim.pid}-*"))
    victim.kill()
    assert list(results) == list(range(1, 200))


@pytest.mark.slow
def test_a_build_survives_a_worker(mortal: Running, tmp_path: Path, built: Callable[..., Report]) -> None:
    """Killed while it makes pages, of enough articles that it has not made them all."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for day in range(1, 29):
        for number in range(8):
            said = f"« Nous irons au bout {day} fois {number} », a déclaré Anna Durand, directrice d'Alvea.\n\n"
            (seeds / f"{day}-{number}.txt").write_text(
                f" date 2020-08-{day:02}\nTitre {day}-{number}\n\n{said * 9}", "utf-8"
            )
    (tmp_path / "dossier.toml").write_text('title = "Un dossier"\n', "utf-8")
    built(tmp_path, output=tmp_path / "serial", cache=False)
    killed = []

    def kill_in_the_middle(stage: str, done: int, total: int) -> None:
        if stage == "pages" and done > total // 4 and not killed:
            killed.append(done)
            mortal.workers[1].kill()

    build(Options(config=tmp_path / "dossier.toml", executor="dask", scheduler=mortal.address), kill_in_the_middle)
    assert killed
    assert tree(tmp_path / "public") == tree(tmp_path / "serial")


def test_what_is_missing_is_said() -> None:
    with pytest.raises(WorkerError, match="no scheduler is named"):
        list(Cluster("")(times, 3, range(3)))


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.cluster.SECONDS", 1)
    with pytest.raises(WorkerError, match="no scheduler with workers answers") as caught:
        list(Cluster("tcp://127.0.0.1:9")(times, 3, range(3)))
    assert caught.value.where == "tcp://127.0.0.1:9"
