"""An address on the web into the bytes of its page: politely, within limits, and never inside a private network.

Each name is resolved once; the connection goes to the address that was checked, so that a name which is made to mean
something else a moment later leads nowhere. Proxies of the environment are not used: they would resolve the name again.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from site_builder import __version__
from site_builder.errors import FetchError, PluginError
from site_builder.robots import Rules, rules_for

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import BaseHTTPResponse

PROGRAM = "dossier"
"""How `robots.txt` may call this program."""
PAUSE = 2.0
"""Seconds between two pages of one host; its `Crawl-delay` where that is longer, up to PAUSE_MAX."""
PAUSE_MAX = 30.0
SECONDS = 30.0
"""What one request may take from connecting to its last byte."""
QUIET = 10.0
"""Seconds of silence after which a request is given up."""
REDIRECTS = 5
ADDRESSES = 4
"""How many addresses of one host are tried."""
_ROBOTS_MAX = 500_000
_PIECE = 65_536
_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that lead to the IPv4 address in their last four bytes."""
_BROWSER = "Save the page from the browser, then add the file."
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


class Page(NamedTuple):
    """A page as it came: where from in the end, its bytes, what is said of their encoding, and the suffix of its file."""

    url: str
    data: bytes
    charset: str | None
    suffix: str


class _EndlessError(FetchError):
    """One redirection leads to the next."""


class _Target(NamedTuple):
    """The parts of an address. `host`: in ASCII; `path`: with the query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Scheme, host and port, as in an address and in the Host header."""
        return f"{self.scheme}://{self.named}"

    @property
    def named(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


class _Answer(NamedTuple):
    status: int
    data: bytes
    kind: str
    location: str


class Courier:
    """Fetches pages one after the other. `private`: addresses of this machine and of private networks too."""

    def __init__(
        self,
        size: int,
        *,
        private: bool = False,
        pause: float = PAUSE,
        seconds: float = SECONDS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._size = size
        self._private = private
        self._pause = pause
        self._seconds = seconds
        self._tls = tls
        self._rules: dict[str, Rules] = {}
        self._last: dict[str, float] = {}

    def fetch(self, url: str) -> Page:
        """The page at an address, behind at most REDIRECTS redirections. Raises FetchError, which says why there is none."""
        return _page(*self._followed(url, self._size, self._permitted))

    def _permitted(self, target: _Target) -> None:
        """Waits until the site may be asked again. Raises FetchError where it does not want to be."""
        rules = self._rules_of(target)
        if not rules.allows(target.path):
            raise FetchError("the site's robots.txt asks programs not to fetch this page", target.url, _BROWSER)
        self._wait(target.host, rules.delay)

    def _followed(self, url: str, size: int, before: Callable[[_Target], None]) -> tuple[str, _Answer]:
        """What stands behind at most REDIRECTS redirections, and where; `before` is told of each place first."""
        at = url
        for _ in range(REDIRECTS + 1):
            target = target_of(at)
            before(target)
            answer = self._ask(target, size)
            if not answer.location:
                return target.url, answer
            at = urljoin(target.url, answer.location)
        raise _EndlessError(f"more than {REDIRECTS} redirections", url, _BROWSER)

    def _rules_of(self, target: _Target) -> Rules:
        """What the site's `robots.txt` says; a site without one allows everything, one that fails to answer nothing."""
        if target.site not in self._rules:
            self._rules[target.site] = self._read_rules(f"{target.site}/robots.txt")
        return self._rules[target.site]

    def _read_rules(self, url: str) -> Rules:
        try:
            url, answer = self._followed(url, _ROBOTS_MAX, lambda _: None)
        except _EndlessError:
            return Rules()
        if answer.status >= 500:
            hint = f"Try again later, or: {_BROWSER[0].lower()}{_BROWSER[1:]}"
            raise FetchError(f"the site's robots.txt cannot be read ({answer.status})", url, hint)
        return rules_for(PROGRAM, answer.data.decode("utf-8", "replace")) if answer.status == 200 else Rules()

    def _wait(self, host: str, delay: float) -> None:
        """One request at a time, and a pause between two to the same host."""
        pause = max(self._pause, min(delay, PAUSE_MAX))
        since = time.monotonic() - self._last.get(host, -PAUSE_MAX)
        if since < pause:
            time.sleep(pause - since)
        self._last[host] = time.monotonic()

    def _ask(self, target: _Target, size: int) -> _Answer:
        """One request, without following where it leads; to the next address of the host where one cannot be reached."""
        failed: Exception = OSError()
        for address in self._addresses(target):
            connection = self._connection(target, address)
            try:
                with _until(self._seconds, connection):
                    try:
                        connection.connect()
                    except Exception as error:  # no way there, or nobody who can prove to be the host
                        failed = error
                        continue
                    return _answer(connection, target, size)
            except FetchError:
                raise
            except TimeoutError as error:
                raise FetchError("no answer in time", target.url, "Try again later.") from error
            except Exception as error:  # whatever a stranger's server makes of the protocol
                failed = error
                break
            finally:
                connection.close()
        raise FetchError(f"cannot be fetched: {_reason(failed)}", target.url, _BROWSER) from failed

    def _addresses(self, target: _Target) -> tuple[str, ...]:
        """The addresses behind a name, once all of them may be asked."""
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"no such site: {target.host}", target.url, "Check the address.") from error
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        inner = [address for address in addresses if not is_public(address)]
        if inner and not self._private:
            message = f"{target.host} is {inner[0]}, an address of this machine or of a private network"
            raise FetchError(message, target.url, "If you mean it, add --allow-private.")
        return addresses[:ADDRESSES]

    def _connection(self, target: _Target, address: str) -> HTTPConnection:
        try:
            from urllib3.connection import HTTPConnection, HTTPSConnection  # noqa: PLC0415
        except ImportError as error:
            hint = "Install it: pip install 'deal-dossier[html]'"
            raise PluginError("addresses need the package `urllib3`", target.url, hint) from error
        if target.scheme == "http":
            return HTTPConnection(address, target.port, timeout=QUIET)
        tls = self._tls or ssl.create_default_context()
        return HTTPSConnection(address, target.port, timeout=QUIET, ssl_context=tls, server_hostname=target.host)


def target_of(url: str) -> _Target:
    """The parts of an address. Raises FetchError for what is no address of a page."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        if ":" not in host:
            host = host.encode("idna").decode()
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:  # UnicodeError is one
        raise FetchError("not an address of a page", url, "Write it as https://example.org/page.") from error
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        raise FetchError("not an address of a page", url, "Write it as https://example.org/page, without a password.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    target = _Target("", parts.scheme, host, port, path + query)
    return target._replace(url=f"{target.site}{path}{query}")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, also where it wraps another one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


def _answer(connection: HTTPConnection, target: _Target, size: int) -> _Answer:
    """Asks for a page over an open connection."""
    headers = {
        "Host": target.named,
        "User-Agent": f"{PROGRAM}/{__version__}",
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.5",
        "Accept-Language": "fr, en;q=0.8",
        "Accept-Encoding": "gzip",
    }
    connection.request("GET", target.path, headers=headers, preload_content=False)
    with contextlib.closing(connection.getresponse()) as response:
        location = response.headers.get("Location", "") if response.status in (301, 302, 303, 307, 308) else ""
        data = b"" if location else b"".join(_pieces(response, size, target.url))
        return _Answer(response.status, data, response.headers.get("Content-Type", ""), location)


@contextlib.contextmanager
def _until(seconds: float, connection: HTTPConnection) -> Iterator[None]:
    """Ends a request that lasts too long, however it is spun out. Raises TimeoutError."""
    ended = threading.Event()

    def end() -> None:
        ended.set()
        sock: socket.socket | None = connection.sock
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(seconds, end)
    clock.daemon = True
    clock.start()
    try:
        yield
    except FetchError:
        raise
    except Exception:
        if ended.is_set():
            raise TimeoutError from None
        raise
    finally:
        clock.cancel()
    if ended.is_set():  # what was cut off may look like an end
        raise TimeoutError


def _pieces(response: BaseHTTPResponse, size: int, url: str) -> Iterator[bytes]:
    """The body as it comes, unpacked. Raises FetchError once there is too much of it."""
    read: Callable[[int], bytes] = response.read1
    got = 0
    while piece := read(_PIECE):
        got += len(piece)
        if got > size:
            hint = "Save the article alone, or raise `file_size` under [limits] in dossier.toml."
            raise FetchError(f"larger than {size:,} bytes", url, hint)
        yield piece


def _page(url: str, answer: _Answer) -> Page:
    """The page of a last answer. Raises FetchError where it holds none."""
    if answer.status in (404, 410):
        raise FetchError(f"there is no such page ({answer.status})", url, "Check the address.")
    if answer.status in (429, 503):
        raise FetchError(f"the site asks to come later ({answer.status})", url, f"Wait, or: {_BROWSER}")
    if answer.status != 200:
        raise FetchError(f"the site does not give the page to programs ({answer.status})", url, _BROWSER)
    kind = answer.kind.partition(";")[0].strip().lower()
    suffix = _KINDS.get(kind or "text/html")
    if suffix is None:
        raise FetchError(f"not a page but {kind}", url, "Save its text as .txt, then add the file.")
    charset = _CHARSET.search(answer.kind)
    return Page(url, answer.data, charset[1] if charset else None, suffix)


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "its certificate is not valid" if isinstance(error, ssl.SSLCertVerificationError) else "no secure connection"
    inner = error.__cause__ or error.__context__
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return f"it does not answer as a web site does ({type(error).__name__})"
