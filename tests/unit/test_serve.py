"""The preview server: whom it answers, what it shows, and that no save is lost."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from site_builder.serve import is_local_name

ROOT = Path(__file__).resolve().parents[2]


class Preview:
    """`dossier build --serve` in a process of its own, as an author runs it."""

    def __init__(self, folder: Path, *flags: str) -> None:
        self.folder = folder
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        command = [sys.executable, "-m", "site_builder", "build", "--serve", "--port", "0", *flags]
        self.log = (folder / "serve.log").open("w+")
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stderr=self.log)
        self.port = int(self.wait(r"Serving on http://[^:]+:(\d+)/").group(1))

    def wait(self, pattern: str, seconds: float = 20) -> re.Match[str]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, (self.folder / "serve.log").read_text())
            if found:
                return found
            assert self.process.poll() is None, (self.folder / "serve.log").read_text()
            time.sleep(0.03)
        raise AssertionError(f"{pattern} never came:\n{(self.folder / 'serve.log').read_text()}")

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, body, {name.lower(): value for name, value in answer.getheaders()}

    def stop(self, how: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(timeout=10)
        finally:
            self.log.close()


@pytest.fixture
def preview(dossier: Path) -> Iterator[Preview]:
    server = Preview(dossier)
    yield server
    server.stop()


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("192.168.1.5", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example:8000", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_a_name_that_can_be_rebound_is_not_local(host: str, local: bool) -> None:
    assert is_local_name(host) is local


def test_it_serves_the_site_with_the_script_and_never_publishes_it(preview: Preview) -> None:
    status, body, headers = preview.get("/")
    assert status == 200
    assert f"/livereload.js?port={preview.port}" in body
    assert headers["cache-control"] == "no-store"
    for page in (preview.folder / "public").rglob("*.html"):
        assert "livereload" not in page.read_text()
    assert preview.get("/livereload.js")[0] == 200
    status, _, headers = preview.get("/chronologie")
    assert (status, headers["location"]) == (301, "/chronologie/") or status == 302
    assert preview.get("/no-such-page/")[0] == 404


TRAVERSALS = [
    "/../dossier.toml",
    "/..%2fdossier.toml",
    "/%2e%2e/dossier.toml",
    "/%2e%2e%2fdossier.toml",
    "/..%5cdossier.toml",
    "/..\\dossier.toml",
    "/%252e%252e/dossier.toml",
    "/.%2e/dossier.toml",
    "/static/../../../dossier.toml",
    "/static/..%2f..%2f..%2fdossier.toml",
    "//dossier.toml",
    "///etc/passwd",
    "/%2fetc/passwd",
    "/etc/passwd%00.html",
    "/index.html%00",
    "/%00",
    "/.dossier-manifest.json",
    "/%2edossier-manifest.json",
    "/./.dossier-manifest.json",
    "/articles/.%00./x",
    "/....//....//etc/passwd",
    "/%c0%ae%c0%ae/dossier.toml",
    "/index.html/../../dossier.toml",
    "/C:/Windows/win.ini",
    "/file:///etc/passwd",
]


def test_nothing_outside_and_no_dotfile_is_served(preview: Preview) -> None:
    for path in TRAVERSALS:
        status, body, _ = preview.get(path)
        assert status in (400, 403, 404), (path, status)
        assert "root:" not in body, path
        assert "[[parties]]" not in body, path
        assert '"complete"' not in body, path


def test_only_names_of_this_machine_are_answered(preview: Preview) -> None:
    assert preview.get("/", Host="evil.example")[0] == 403
    assert preview.get("/", Host=f"localhost:{preview.port}")[0] == 200
    assert preview.get("/livereload.js", Host="evil.example")[0] == 403
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    assert preview.get("/livereload", Origin="http://evil.example", **upgrade)[0] == 403
    assert preview.get("/livereload", Host="evil.example", Origin="http://evil.example", **upgrade)[0] == 403


def test_a_client_that_stalls_does_not_matter(preview: Preview) -> None:
    stalled = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(20)]
    for client in stalled:
        client.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
    assert preview.get("/")[0] == 200
    for client in stalled:
        client.close()


def test_an_error_is_shown_in_the_page_and_the_next_save_recovers(preview: Preview) -> None:
    config = preview.folder / "dossier.toml"
    good = config.read_text()
    config.write_text('tilte = "x"\n')
    preview.wait("not built")
    status, body, _ = preview.get("/")
    assert status == 200
    assert "unknown key `tilte`" in body
    assert "dossier.toml:1" in body
    assert "Did you mean `title`?" in body
    config.write_text(good.replace("L’affaire TikTok", "Un autre titre"))
    preview.wait(r"(?s)not built.*\nbuilt in")
    status, body, _ = preview.get("/")
    assert "dossier-problems" not in body
    assert "Un autre titre" in body


def test_new_files_folders_and_renames_count(preview: Preview) -> None:
    seeds = preview.folder / "seeds"
    (seeds / "more").mkdir()
    (seeds / "more" / "late.txt").write_text(" date 2020-10\nUn titre tout neuf\n\nLe texte dit ceci.\n")
    preview.wait("late.txt changed")
    preview.wait(r"(?s)late.txt changed.*\nbuilt in")
    assert "Un titre tout neuf" in preview.get("/")[1]
    (seeds / "more" / "late.txt").rename(seeds / "renamed.txt")
    preview.wait(r"(?s)late.txt changed.*changed.*\nbuilt in")
    shutil.rmtree(seeds / "more")
    assert "Un titre tout neuf" in preview.get("/")[1]


def test_a_taken_port_is_told_and_the_next_one_used(dossier: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = Preview(dossier, "--port", str(port))
        try:
            assert server.port > port
            assert f"Port {port} is taken" in (dossier / "serve.log").read_text()
        finally:
            server.stop()


def test_interrupting_it_ends_it_quietly(preview: Preview) -> None:
    assert preview.stop(signal.SIGINT) in (0, 130)
    assert "Traceback" not in (preview.folder / "serve.log").read_text()


def test_an_interrupt_that_comes_before_the_loop_is_not_lost(dossier: Path) -> None:
    """At the very line that says that it serves, before anything listens for signals."""
    program = (
        "import os, signal, sys\nfrom site_builder.commands import reporting\nfrom site_builder.cli import main\n"
        "say = reporting.Reporter.say\n"
        "def interrupted(self, line):\n    say(self, line)\n"
        "    if line.startswith('Serving'):\n        os.kill(os.getpid(), signal.SIGINT)\n"
        "reporting.Reporter.say = interrupted\nsys.exit(main(['build', '--serve', '--port', '0']))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=dossier, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 130)
    assert "Serving on" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_open_page_is_told_to_reload_after_every_save(preview: Preview) -> None:
    """Speaks livereload's protocol by hand, twice within the three seconds in which it would by itself stay silent."""
    from tornado.httpclient import HTTPRequest
    from tornado.websocket import websocket_connect

    async def two_saves() -> list[float]:
        address = f"ws://127.0.0.1:{preview.port}/livereload"
        socket_ = await websocket_connect(HTTPRequest(address, headers={"Origin": f"http://127.0.0.1:{preview.port}"}))
        await socket_.write_message(json.dumps({"command": "hello"}))
        await socket_.read_message()
        await socket_.write_message(json.dumps({"command": "info", "url": f"http://127.0.0.1:{preview.port}/"}))
        waits = []
        for number in range(2):
            seed = preview.folder / "seeds" / "003_7bbe6de97dbcbe08.txt"
            started = time.monotonic()
            seed.write_text(seed.read_text() + f"\n\nUn ajout, le {number}.\n")
            message = json.loads(await socket_.read_message())
            assert message["command"] == "reload"
            waits.append(time.monotonic() - started)
        await hang_up(socket_)
        return waits

    # In a thread of its own: a browser test may have left its loop in this one.
    with ThreadPoolExecutor(1) as thread:
        waits = thread.submit(asyncio.run, two_saves()).result(timeout=30)
    assert len(waits) == 2


async def hang_up(socket_: Any) -> None:
    """Closes a page's socket and waits until the server has too: nothing is left for a later test to stumble over."""
    socket_.close()
    while await socket_.read_message() is not None:
        pass


def listens(preview: Preview, *, page: str = "/") -> list[str]:
    """What an open page is told that connects now, within two seconds."""
    from tornado.httpclient import HTTPRequest
    from tornado.websocket import websocket_connect

    async def told() -> list[str]:
        origin = f"http://127.0.0.1:{preview.port}"
        socket_ = await websocket_connect(HTTPRequest(f"ws{origin[4:]}/livereload", headers={"Origin": origin}))
        await socket_.write_message(json.dumps({"command": "hello"}))
        await socket_.read_message()
        await socket_.write_message(json.dumps({"command": "info", "url": f"{origin}{page}"}))
        try:
            return [json.loads(await asyncio.wait_for(socket_.read_message(), 2))["command"]]
        except TimeoutError:
            return []
        finally:
            await hang_up(socket_)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, told()).result(timeout=30)


def slow(dossier: Path) -> None:
    """A template that takes seconds: the build of a large dossier, in little."""
    (dossier / "templates").mkdir()
    loop = "{% for i in range(3000) %}{% for j in range(1500) %}{% endfor %}{% endfor %}"
    text = f'{{% extends "default/404.html" %}}{{% block content %}}{loop}{{% endblock %}}'
    (dossier / "templates" / "404.html").write_text(text, "utf-8")


def test_a_page_that_was_loaded_before_a_build_and_connects_after_it_is_told(preview: Preview) -> None:
    preview.get("/")
    assert listens(preview) == []
    (preview.folder / "seeds" / "neuf.txt").write_text(" date 2020-10\nUn titre neuf\n\nLe texte dit ceci.\n", "utf-8")
    preview.wait(r"(?s)neuf.txt changed.*\nbuilt in")
    assert listens(preview) == ["reload"]
    preview.get("/")
    assert listens(preview) == []


def test_pages_are_served_while_a_build_runs_and_a_save_meanwhile_is_not_lost(dossier: Path) -> None:
    slow(dossier)
    preview = Preview(dossier)
    try:
        seed = dossier / "seeds" / "neuf.txt"
        seed.write_text(" date 2020-10\nUn premier titre\n\nLe texte dit ceci.\n", "utf-8")
        preview.wait("neuf.txt changed")
        waits = []
        while not re.search(r"(?s)neuf.txt changed.*\nbuilt in", (dossier / "serve.log").read_text()):
            started = time.monotonic()
            assert preview.get("/")[0] == 200
            waits.append(time.monotonic() - started)
            if len(waits) == 1:
                seed.write_text(" date 2020-10\nUn second titre\n\nLe texte dit cela.\n", "utf-8")
            assert len(waits) < 2_000
            time.sleep(0.02)
        assert len(waits) > 5
        assert sorted(waits)[len(waits) // 2] < 0.5
        preview.wait(r"(?s)neuf.txt changed.*neuf.txt changed.*\nbuilt in")
        assert "Un second titre" in preview.get("/articles/")[1]
    finally:
        preview.stop()


def test_many_files_saved_at_once_are_few_builds(preview: Preview) -> None:
    for number in range(30):
        text = f" date 2020-10\nTitre numéro {number}\n\nLe texte {number} dit ceci.\n"
        (preview.folder / "seeds" / f"lot-{number}.txt").write_text(text, "utf-8")
    preview.wait(r"(?s)lot-\d+.txt changed.*\nbuilt in")
    time.sleep(1)
    assert len(re.findall("changed: building", (preview.folder / "serve.log").read_text())) <= 3
    assert "Titre numéro 29" in preview.get("/articles/")[1]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find the build in")
def test_a_build_that_is_killed_is_told_and_the_next_save_builds(dossier: Path) -> None:
    slow(dossier)
    preview = Preview(dossier)
    try:
        seed = dossier / "seeds" / "neuf.txt"
        seed.write_text(" date 2020-10\nUn titre neuf\n\nLe texte dit ceci.\n", "utf-8")
        preview.wait("neuf.txt changed")
        children = Path(f"/proc/{preview.process.pid}/task/{preview.process.pid}/children")
        end = time.monotonic() + 5
        while not children.read_text().split() and time.monotonic() < end:
            time.sleep(0.02)
        for child in children.read_text().split():
            os.kill(int(child), signal.SIGKILL)
        preview.wait("error E998")
        assert "E998" in preview.get("/")[1]
        (dossier / "templates" / "404.html").unlink()
        preview.wait(r"(?s)E998.*404.html changed.*\nbuilt in")
        assert "E998" not in preview.get("/")[1]
        assert "Un titre neuf" in preview.get("/articles/")[1]
    finally:
        preview.stop()


@pytest.mark.parametrize("name", ["dossier.toml", "corrections.toml", "templates/404.html", "static/mine.css"])
def test_everything_that_the_site_is_made_of_is_watched(preview: Preview, name: str) -> None:
    path = preview.folder / name
    path.parent.mkdir(exist_ok=True)
    old = path.read_text("utf-8") if path.exists() else ""
    path.write_text(old + {"404.html": '{% extends "default/404.html" %}\n'}.get(path.name, "# \n"), "utf-8")
    preview.wait(rf"(?s){path.name} changed.*\nbuilt in")


def test_no_script_stands_in_the_page_itself(preview: Preview) -> None:
    """A strict Content-Security-Policy, which a page may set for itself, lets only files in."""
    page = preview.get("/")[1]
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*ld\+json)[^>]*>", page) == []
