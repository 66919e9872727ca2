"""Fetching a page: what is asked of a site and what is not, against a server on loopback that misbehaves as told."""

from __future__ import annotations

import gzip
import http.server
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder import fetch
from site_builder.cli import main
from site_builder.errors import FetchError
from site_builder.fetch import Courier, is_public, target_of

ARTICLE = """<html lang="fr"><head><title>Borel relève son offre</title>
<meta property="article:published_time" content="2021-04-02"></head><body><article><h1>Borel relève son offre</h1>
<p>Le groupe Borel a relevé vendredi son offre de rachat sur Alvéa, à 31 euros par action contre 28 euros auparavant.</p>
<p>Le conseil d’administration se réunira le 9 avril 2021 pour l’examiner, a indiqué la société dans un communiqué publié
après la clôture de la Bourse.</p></article></body></html>"""


class Site:
    """A site on loopback; `pages`: a path to status, headers and body. Each request is written down."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.slow: dict[str, Callable[[socket.socket], None]] = {}
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                if self.path in site.slow:
                    site.slow[self.path](self.connection)
                    return
                status, headers, body = site.pages.get(self.path, (404, {}, b"none"))
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def courier(**settings: object) -> Courier:
    return Courier(200_000, **{"private": True, "pause": 0.0, "seconds": 5.0, **settings})  # type: ignore[arg-type]


def refusal(url: str, **settings: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        courier(**settings).fetch(url)
    assert caught.value.hint
    assert caught.value.where
    return caught.value


def test_a_page_and_what_was_asked(site: Site) -> None:
    site.pages["/a?b=c"] = (200, {"Content-Type": "text/html; charset=windows-1252"}, "é".encode("cp1252"))
    page = courier().fetch(f"{site.url}/a?b=c#part")
    assert page == (f"{site.url}/a?b=c", b"\xe9", "windows-1252", ".html")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a?b=c"]
    headers = site.asked[1][1]
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert headers["user-agent"].startswith("dossier/")
    assert not {"cookie", "referer"} & headers.keys()


def test_a_compressed_page_and_one_that_unpacks_without_end(site: Site) -> None:
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"<p>a"))
    assert courier().fetch(f"{site.url}/a").data == b"<p>a"
    site.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 50_000_000))
    assert "larger than 200,000 bytes" in refusal(f"{site.url}/bomb").message


def test_redirections_are_followed_and_counted(site: Site) -> None:
    site.pages["/old"] = (301, {"Location": "/new"}, b"")
    site.pages["/new"] = (200, {}, b"<p>new")
    assert courier().fetch(f"{site.url}/old").url == f"{site.url}/new"
    site.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    assert "more than 5 redirections" in refusal(f"{site.url}/loop").message
    assert len([path for path, _ in site.asked if path == "/loop"]) == 6


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://e.example/", "javascript:x", "http://a:b@e.org/"])
def test_a_redirection_to_what_is_no_page(site: Site, where: str) -> None:
    site.pages["/a"] = (302, {"Location": where}, b"")
    assert "not an address of a page" in refusal(f"{site.url}/a").message


def test_robots_are_asked_once_and_obeyed_behind_a_redirection_too(site: Site) -> None:
    site.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /closed")
    site.pages["/a"] = (200, {}, b"<p>a")
    site.pages["/b"] = (302, {"Location": "/closed/b"}, b"")
    same = courier()
    assert same.fetch(f"{site.url}/a")
    for path in ("/closed", "/b"):
        with pytest.raises(FetchError, match=r"robots\.txt asks"):
            same.fetch(f"{site.url}{path}")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"]


def test_a_site_whose_robots_fail_is_left_alone(site: Site) -> None:
    site.pages["/robots.txt"] = (500, {}, b"")
    assert "robots.txt cannot be read (500)" in refusal(f"{site.url}/a").message
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_one_page_at_a_time_with_a_pause(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(fetch.time, "sleep", waits.append)
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7")
    site.pages["/a"] = (200, {}, b"<p>a")
    same = courier(pause=2.0)
    same.fetch(f"{site.url}/a")
    assert waits == []
    same.fetch(f"{site.url}/a")
    assert len(waits) == 1
    assert 6 < waits[0] <= 7


@pytest.mark.parametrize(
    ("status", "message"),
    [(404, "no such page"), (410, "no such page"), (403, "does not give"), (429, "come later"), (500, "does not give")],
)
def test_what_is_no_page(site: Site, status: int, message: str) -> None:
    site.pages["/a"] = (status, {}, b"<p>no")
    assert message in refusal(f"{site.url}/a").message


def test_a_file_of_another_kind(site: Site) -> None:
    site.pages["/a.pdf"] = (200, {"Content-Type": "application/pdf"}, b"%PDF")
    assert "not a page but application/pdf" in refusal(f"{site.url}/a.pdf").message


def test_too_large_a_page_is_given_up_early(site: Site) -> None:
    site.pages["/a"] = (200, {}, b"x" * 5_000_000)
    assert "larger than" in refusal(f"{site.url}/a").message


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"])
def test_a_site_that_spins_its_answer_out(site: Site, head: bytes) -> None:
    """A byte every 0.1 s, in the headers or in the body: never silent, and never done."""

    def drip(connection: socket.socket) -> None:
        try:
            connection.sendall(head or b"HTTP/1.1 200 OK\r\nX: ")
            for _ in range(200):
                connection.sendall(b"x")
                time.sleep(0.1)
        except OSError:
            pass

    site.slow["/a"] = drip
    started = time.monotonic()
    assert "no answer in time" in refusal(f"{site.url}/a", seconds=1.0).message
    assert time.monotonic() - started < 6


BROKEN = [
    b"",
    b"not http\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n<p>cut",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
]


@pytest.mark.parametrize("said", BROKEN)
def test_a_site_that_breaks_off(site: Site, said: bytes) -> None:
    site.slow["/a"] = lambda connection: connection.sendall(said)
    assert "cannot be fetched" in refusal(f"{site.url}/a").message


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "cannot be fetched" in refusal(f"http://127.0.0.1:{port}/").message


# --- private networks --------------------------------------------------------------------------------------------

INNER = [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "192.0.2.1", "2001:db8::1", "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_addresses_that_are_nobody_s_business(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:220:1::1", "::ffff:93.184.215.14"])
def test_addresses_of_the_public_network(address: str) -> None:
    assert is_public(address)


LOCAL = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"]


@pytest.mark.parametrize("host", LOCAL)
def test_no_private_address_unless_it_is_allowed(site: Site, host: str) -> None:
    with pytest.raises(FetchError, match=r"private network|no such site|not an address"):
        Courier(1_000, pause=0.0).fetch(f"http://{host}:{site.port}/")
    assert site.asked == []


def resolver(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[list[str]]]) -> list[str]:
    """Makes names mean addresses, another list at each question where there are several; what was asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def fake(host: str, port: int, *rest: object, **named: object) -> object:
        if host not in names:
            return real(host, port, *rest, **named)  # type: ignore[arg-type]
        asked.append(host)
        answers = names[host][min(asked.count(host), len(names[host])) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers]

    monkeypatch.setattr(socket, "getaddrinfo", fake)
    return asked


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, {"mixed.example": [["93.184.215.14", "10.0.0.1"]]})
    with pytest.raises(FetchError, match=r"mixed\.example is 10\.0\.0\.1"):
        Courier(1_000).fetch("http://mixed.example/")


def test_a_redirection_into_a_private_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, {"outside.example": [["127.0.0.1"]], "inside.example": [["10.0.0.1"]]})
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    site.pages["/a"] = (302, {"Location": "http://inside.example/"}, b"")
    with pytest.raises(FetchError, match=r"inside\.example is 10\.0\.0\.1"):
        Courier(1_000, pause=0.0).fetch(f"http://outside.example:{site.port}/a")


def test_a_name_that_is_rebound_leads_nowhere(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each request asks the resolver once and connects to what was checked: a third answer would be a private address."""
    asked = resolver(monkeypatch, {"rebound.example": [["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]]})
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    site.pages["/a"] = (200, {}, b"<p>a")
    assert Courier(1_000, pause=0.0).fetch(f"http://rebound.example:{site.port}/a").data == b"<p>a"
    assert asked == ["rebound.example"] * 2  # robots.txt and the page, never a third time behind the check
    assert site.asked[1][1]["host"] == f"rebound.example:{site.port}"


def test_the_next_address_is_tried_where_the_first_is_dead(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, {"two.example": [["127.0.0.2", "127.0.0.1"]]})
    site.pages["/a"] = (200, {}, b"<p>a")
    assert courier().fetch(f"http://two.example:{site.port}/a").data == b"<p>a"


# --- addresses and certificates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://Example.org", "https://example.org/"),
        ("https://e.example/à bientôt?q=é#x", "https://e.example/%C3%A0%20bient%C3%B4t?q=%C3%A9"),
        ("https://e.example/%C3%A0", "https://e.example/%C3%A0"),
        ("https://société.example:443/", "https://xn--socit-esab.example/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_an_address_is_written_in_one_way(url: str, known: str) -> None:
    assert target_of(url).url == known


@pytest.mark.parametrize("url", ["http://", "https://a:b@e.org/", "http://e.org:x/", "http://[", f"http://{'a' * 70}.org"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(FetchError, match="not an address"):
        target_of(url)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_a_certificate_is_for_the_name_although_the_connection_goes_to_an_address(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=secure.example"]
    command += ["-addext", "subjectAltName=DNS:secure.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    site.server.socket = server.wrap_socket(site.server.socket, server_side=True)
    site.pages["/a"] = (200, {}, b"<p>a")
    resolver(monkeypatch, {"secure.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]})
    trusting = ssl.create_default_context(cafile=str(certificate))
    assert courier(tls=trusting).fetch(f"https://secure.example:{site.port}/a").data == b"<p>a"
    assert "certificate" in refusal(f"https://other.example:{site.port}/a", tls=trusting).message
    assert "certificate" in refusal(f"https://secure.example:{site.port}/a").message


# --- the command -------------------------------------------------------------------------------------------------


def test_add_takes_an_address(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/eco/borel-releve-son-offre"] = (200, {"Content-Type": "text/html; charset=utf-8"}, ARTICLE.encode())
    url = f"{site.url}/eco/borel-releve-son-offre"
    config = str(tmp_path / "dossier.toml")
    assert main(["add", url, "-c", config]) == 1
    assert "add --allow-private" in capsys.readouterr().err
    assert site.asked == []
    assert main(["add", url, "-c", config, "--allow-private"]) == 0
    assert "1 article added" in capsys.readouterr().err
    (saved,) = (tmp_path / "seeds").iterdir()
    assert saved.name == "2021-04-02-borel-releve-son-offre.md"
    assert f'url: "{url}"' in saved.read_text("utf-8")
    assert (tmp_path / "originals" / "borel-releve-son-offre.html").read_bytes() == ARTICLE.encode()
    before = len(site.asked)
    assert main(["add", f"{url}?utm_source=x", "-c", config, "--allow-private"]) == 1
    assert "error E202" in capsys.readouterr().err
    assert len(site.asked) == before  # an address that is known is not asked for again
