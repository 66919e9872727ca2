"""The preview under stress: floods, stalled clients, requests that are none, other sites' sockets; it goes on answering."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.test_serve import Preview

resource = pytest.importorskip("resource", reason="limits of a process are set so on POSIX only")


@pytest.fixture
def preview(dossier: Path) -> Iterator[Preview]:
    """A preview that may open few files, so that a flood that it did not bound would end it soon."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        server = Preview(dossier)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    yield server
    server.stop()


def log(preview: Preview) -> str:
    return (preview.folder / "serve.log").read_text("utf-8")


def answers(preview: Preview) -> bool:
    started = time.monotonic()
    return preview.get("/")[0] == 200 and time.monotonic() - started < 5


@contextlib.contextmanager
def clients(preview: Preview, count: int, first: bytes) -> Iterator[list[socket.socket]]:
    """So many connections that each say something and then nothing more."""
    opened = []
    try:
        for _ in range(count):
            client = socket.create_connection(("127.0.0.1", preview.port), timeout=10)
            opened.append(client)
            client.sendall(first)
        yield opened
    finally:
        for client in opened:
            client.close()


@pytest.mark.parametrize(
    "first",
    [b"", b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"],
)
def test_a_flood_of_clients_that_stall_shuts_nobody_out(preview: Preview, first: bytes) -> None:
    with clients(preview, 600, first):
        assert answers(preview)
        open_files = Path(f"/proc/{preview.process.pid}/fd")
        assert not open_files.is_dir() or len(list(open_files.iterdir())) < 200
    assert answers(preview)
    assert "Traceback" not in log(preview)


def test_a_flood_of_sockets_shuts_nobody_out(preview: Preview) -> None:
    host = f"localhost:{preview.port}"
    upgrade = (
        f"GET /livereload HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    with clients(preview, 300, upgrade.encode()):
        assert answers(preview)
        (preview.folder / "seeds" / "new.txt").write_text(" date 2020-10-01\nUn titre\n\nUn texte.\n", "utf-8")
        preview.wait(r"(?s)changed: building.*built in")
        assert answers(preview)
    assert "Traceback" not in log(preview)


def test_a_client_that_reads_nothing_stops_nobody(preview: Preview) -> None:
    with clients(preview, 20, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2000):
        assert answers(preview)
    assert answers(preview)


REQUESTS = {
    "a head of 100 kB": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "a path of 10 kB": b"GET /" + b"a/" * 5_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a name of 300 characters": b"GET /" + b"x" * 300 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a body of 100 GB": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
    "a negative body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a length and pieces": b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
    "another version": b"GET / HTTP/9.9\r\n\r\n",
    "no request": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    "a host that is none": b"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
    "a socket's host that is none": b"GET /livereload HTTP/1.1\r\nHost: [::1\r\n\r\n",
    "a path that is no text": b"GET /%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a delete": b"DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an option": b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a proxy's request": b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a tunnel": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


def test_requests_that_are_none_are_refused(preview: Preview) -> None:
    for name, raw in REQUESTS.items():
        with socket.create_connection(("127.0.0.1", preview.port), timeout=10) as client:
            answer = b""
            with contextlib.suppress(ConnectionError):
                client.sendall(raw)
                client.shutdown(socket.SHUT_WR)
                answer = client.recv(200)
        assert not answer or b" 40" in answer[:13], (name, answer)
    assert answers(preview)
    assert "Traceback" not in log(preview)


ORIGINS = [
    "http://evil.example",
    "http://localhost.evil.example",
    "http://localhost",  # another port of this machine is another site
    "https://evil.example:{port}",
    "http://127.0.0.1:{port}.evil.example",
    "http://127.0.0.1:{port}@evil.example",
    "http://[::1",
    "null",
    "file://",
]


def test_other_sites_get_no_socket(preview: Preview) -> None:
    upgrade = {
        "Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }  # fmt: skip
    for origin in ORIGINS:
        assert preview.get("/livereload", Origin=origin.format(port=preview.port), **upgrade)[0] == 403, origin
    for host in ("evil.example", f"localhost.evil.example:{preview.port}", "[::1", ""):
        assert preview.get("/livereload", Host=host, Origin=f"http://{host}", **upgrade)[0] in (400, 403), host
    assert "Traceback" not in log(preview)
