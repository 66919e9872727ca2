"""`dossier build --serve`: build, preview on a local server, build again at every save, reload the open page.

livereload brings the WebSocket protocol and the browser's side of it. What it leaves open is closed here: the build runs in
a process of its own so that the page never freezes, every save that changes something ends in a reload, an error is shown in
the open page, and only names of this machine are answered (DNS rebinding), nothing outside the preview, no dotfile.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import ipaddress
import logging
import mimetypes
import multiprocessing
import os
import re
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec
from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.iostream import IOStream
from tornado.netutil import bind_sockets

from site_builder.build import Options, build
from site_builder.config import load
from site_builder.contracts import Progress
from site_builder.errors import DEFECT, PortError, SiteBuilderError, defect, near
from site_builder.extract import prepare
from site_builder.harmless import in_a_line
from site_builder.lang import LANGUAGES
from site_builder.model import Diagnostic
from site_builder.state import STATE

POLL = 0.15
"""Seconds between two looks at the watched files; more when looking itself takes long."""
PORTS = 20
"""How many ports are tried, from the one that was asked for."""

_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)

CONNECTIONS = 100
"""How many connections are held at once."""
SERVED = 10_000
"""Of how many addresses it is remembered which build they were served from."""

Snapshot = dict[str, tuple[int, int]]
_BODY = re.compile(rb"<body\b[^>]*>")


class Speaker(Protocol):
    """Where the server says what happens."""

    def say(self, line: str) -> None: ...

    def diagnostics(self, found: tuple[Diagnostic, ...]) -> None: ...

    def progress(self, stage: str, done: int, total: int) -> None: ...

    def close(self) -> None: ...


class Outcome(msgspec.Struct, frozen=True):
    """What a build in another process came to."""

    problems: tuple[Diagnostic, ...]
    seconds: float
    done: bool


def serve(options: Options, speaker: Speaker, *, bind: str, port: int, open_browser: bool) -> int:
    """Builds the site, then a preview of it in the state folder, and serves that until interrupted.

    Raises PortError where nothing can listen. What the preview shows never reaches the output folder.
    """
    first = _outcome(options, speaker.progress)
    speaker.close()
    speaker.diagnostics(first.problems)
    preview = options.config.resolve().parent / STATE / "preview"
    server = PreviewServer(msgspec.structs.replace(options, output=preview, search=False), speaker, bind, port)
    server.rebuild_now()
    for language in LANGUAGES:
        prepare(language)  # each build is forked from here, and has one article to read
    with contextlib.suppress(ValueError):  # not the main thread, which alone is interrupted
        for number in _INTERRUPTS:
            signal.signal(number, server.watcher.interrupt)
    speaker.say(f"Serving on {server.address} (Ctrl-C stops)")
    if open_browser:
        webbrowser.open(server.address)
    server.serve(port=server.port, host=bind, root=str(preview))
    for child in multiprocessing.active_children():
        child.terminate()
    return 0


class PreviewServer(Server):  # type: ignore[misc]  # livereload has no types
    """livereload's server with guarded handlers and a watcher that never misses a save."""

    def __init__(self, options: Options, speaker: Speaker, bind: str, port: int) -> None:
        self.options = options
        self.speaker = speaker
        self.problems: tuple[Diagnostic, ...] = ()
        self.generation = 0
        self.served: dict[str, int] = {}
        self.sockets, self.port = _listen(bind, port, speaker)
        host = f"[{bind}]" if ":" in bind else bind
        self.address = f"http://{host}:{self.port}/"
        super().__init__(watcher=SaveWatcher(options, self._saved))

    def _setup_logging(self) -> None:
        logging.getLogger("tornado.access").setLevel(logging.CRITICAL)
        logging.getLogger("livereload").setLevel(logging.ERROR)

    def application(self, *_: object, **__: object) -> None:
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        here: dict[str, Any] = {"server": self}
        routes: list[Any] = [
            (r"/livereload", _Socket, here),
            (r"/livereload\.js", _Script, here),
            (r"/(.*)", _Files, {**here, "root": Path(self.root or ".")}),
        ]
        # Small bounds: this serves one reader's pages, and a client that stalls or shouts must not matter.
        http = _Bounded(web.Application(routes), max_header_size=16_384, max_body_size=65_536, idle_connection_timeout=120)
        http.add_sockets(self.sockets)

    def rebuild_now(self) -> None:
        """The first build of the preview, before anything listens."""
        self._take(_outcome(self.options))

    async def _saved(self, path: str) -> None:
        self.speaker.say(f"{near(path)} changed: building")
        outcome = await _built_aside(self.options)
        self._take(outcome)
        LiveReloadHandler.reload_waiters("*")

    def _take(self, outcome: Outcome) -> None:
        self.generation += 1
        self.problems = tuple(problem for problem in outcome.problems if problem.severity == "error")
        self.speaker.diagnostics(outcome.problems)
        state = "built" if outcome.done else "not built: the page shows the last site that was"
        self.speaker.say(f"{state} in {outcome.seconds:.2f} s")


class _Bounded(HTTPServer):
    """Holds so many connections; beyond, the one that has been open longest gives way: a flood shuts nobody out."""

    def initialize(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what tornado's own takes
        super().initialize(*args, **kwargs)
        self._held: list[IOStream] = []

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        if len(self._held) >= CONNECTIONS:
            self._held = [held for held in self._held if not held.closed()]
        if len(self._held) >= CONNECTIONS:
            self._held.pop(0).close()
        self._held.append(stream)
        super().handle_stream(stream, address)


class SaveWatcher(Watcher):  # type: ignore[misc]  # livereload has no types
    """Looks at what the site is made of and reports every change once, however close to the last one."""

    def __init__(self, options: Options, on_change: Callable[[str], Any]) -> None:
        super().__init__()
        self._config = options.config.resolve()
        self._on_change = on_change
        self._seen = self.snapshot()
        self._task: asyncio.Task[None] | None = None
        self._interrupted = False

    def interrupt(self, *_: object) -> None:
        """Ends the preview once its loop is there: what comes before has no end of its own."""
        self._interrupted = True

    def start(self, callback: object) -> bool:
        """Called by livereload once its loop is there; True tells it not to poll by itself."""
        del callback
        loop = IOLoop.current().asyncio_loop  # type: ignore[attr-defined]  # every loop of tornado 6 has one
        self._task = loop.create_task(self._watch())
        # An interrupt that strikes as an exception can be lost in a callback; as an event it cannot.
        for number in _INTERRUPTS:
            try:
                loop.add_signal_handler(number, loop.stop)
            except NotImplementedError:
                signal.signal(number, signal.default_int_handler)
        if self._interrupted:
            loop.call_soon(loop.stop)
        return True

    def watched(self) -> Iterator[Path]:
        """The files and folders of the dossier; the configuration is read anew, since it names them."""
        root = self._config.parent
        yield self._config
        yield root / "corrections.toml"
        try:
            paths = load(self._config).paths
        except SiteBuilderError:
            return
        for folder in (paths.seeds, paths.templates, paths.static):
            yield root / folder

    def snapshot(self) -> Snapshot:
        """Modification time and size of every watched file."""
        found: Snapshot = {}
        for place in self.watched():
            for path in _files_below(place):
                try:
                    stat = path.stat()
                except OSError:
                    continue
                found[str(path)] = (stat.st_mtime_ns, stat.st_size)
        return found

    async def _watch(self) -> None:
        while True:
            started = time.perf_counter()
            now = self.snapshot()
            looking = time.perf_counter() - started
            if now != self._seen:
                changed = next(path for path in {**self._seen, **now} if self._seen.get(path) != now.get(path))
                # Taken before the build: what is saved while it runs makes the next look differ, and builds again.
                self._seen = now
                self.filepath = changed
                await self._on_change(changed)
            await asyncio.sleep(max(POLL, 10 * looking))


def _files_below(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for folder, folders, files in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if not name.startswith(".") and not name.endswith("~"):
                yield Path(folder, name)


# --- building aside ----------------------------------------------------------------------------------------------


def _outcome(options: Options, progress: Progress = lambda _stage, _done, _total: None) -> Outcome:
    """A build as an outcome: what goes wrong is shown in the page and never ends the server."""
    started = time.perf_counter()
    try:
        report = build(options, progress)
    except SiteBuilderError as error:
        problem = Diagnostic.of(error)
        return Outcome((problem,), time.perf_counter() - started, done=False)
    except Exception as error:  # a defect of ours: the author's preview must survive it
        message, fix = defect(error)
        problem = Diagnostic(DEFECT, "error", message, "", fix)
        return Outcome((problem,), time.perf_counter() - started, done=False)
    return Outcome(report.diagnostics, time.perf_counter() - started, done=True)


async def _built_aside(options: Options) -> Outcome:
    """Builds in a forked process, so that the loop goes on serving; in a thread where there is no fork."""
    loop = asyncio.get_running_loop()
    if "fork" not in multiprocessing.get_all_start_methods():
        return await loop.run_in_executor(None, _outcome, options)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_build_and_tell, args=(options, theirs))
    process.start()
    theirs.close()
    arrived = asyncio.Event()
    loop.add_reader(ours.fileno(), arrived.set)
    try:
        await arrived.wait()
        return _receive(ours)
    finally:
        loop.remove_reader(ours.fileno())
        ours.close()
        process.join(1)


def _build_and_tell(options: Options, pipe: Connection) -> None:
    # The server's handlers are not this process's: an interrupt ends it, as a kill would, and the next build goes on.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    pipe.send_bytes(msgspec.msgpack.encode(_outcome(options)))


def _receive(pipe: Connection) -> Outcome:
    try:
        return msgspec.msgpack.decode(pipe.recv_bytes(), type=Outcome)
    except EOFError:
        return Outcome(
            (Diagnostic("E998", "error", "the build was killed", "", "Save again to build again."),), 0.0, done=False
        )


# --- answering ---------------------------------------------------------------------------------------------------


def _listen(bind: str, port: int, speaker: Speaker) -> tuple[list[socket.socket], int]:
    """Sockets on the first free port from `port` on, and that port. Raises PortError."""
    last: OSError | None = None
    for candidate in range(port, min(port + PORTS, 65_536)):
        try:
            sockets = bind_sockets(candidate, address=bind)
        except OSError as error:
            last = error
            continue
        got = int(sockets[0].getsockname()[1])
        if port and got != port:
            speaker.say(f"Port {port} is taken, using {got}")
        return sockets, got
    reason = last.strerror if last else "no such port"
    raise PortError(
        f"cannot listen on {bind}, ports {port} to {port + PORTS - 1}: {reason}", "", "Choose another with --port or --bind."
    )


def is_local_name(host: str) -> bool:
    """Whether a Host header, its port aside, is `localhost` or a bare address: a name can be rebound, these cannot."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _Guarded(web.RequestHandler):
    """Answers only what was asked of this machine by one of its own names."""

    preview: PreviewServer

    def initialize(self, server: PreviewServer) -> None:
        self.preview = server

    def prepare(self) -> None:
        if not is_local_name(self.request.headers.get("Host", "")):
            raise web.HTTPError(403)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: object) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class _Socket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's socket, for pages of this server only."""

    def initialize(self, server: PreviewServer) -> None:
        self.preview = server

    def prepare(self) -> None:
        headers = self.request.headers
        origin = headers.get("Origin") or headers.get("Sec-WebSocket-Origin") or ""
        # Before tornado looks at it, which stumbles over what is no address.
        if not is_local_name(headers.get("Host", "")) or (origin and not self.check_origin(origin)):
            raise web.HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        try:
            return bool(urlsplit(origin).netloc == self.request.headers.get("Host"))
        except ValueError:
            return False

    def on_message(self, message: str | bytes) -> None:
        try:
            told = msgspec.json.decode(message, type=dict[str, Any])
            super().on_message(message)
        except (msgspec.DecodeError, AttributeError, TypeError):
            self.close()
            return
        # A page that was loaded before the last build and connects after it would wait for a reload that has gone by.
        path = urlsplit(str(told.get("url", ""))).path
        if (
            told.get("command") == "info"
            and self.preview.served.get(path, self.preview.generation) < self.preview.generation
        ):
            self.send_message({"command": "reload", "path": "*", "liveCSS": False})


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]  # livereload has no types
    """The browser's side of livereload."""


class _Files(_Guarded):
    """Files of the preview, with the reload script in pages; read whole, so that one replaced meanwhile is old or new."""

    root: Path

    def initialize(self, server: PreviewServer, root: Path) -> None:  # type: ignore[override]
        super().initialize(server)
        self.root = root.resolve()

    def get(self, path: str) -> None:
        file = self._file(path)
        if file is None:
            self.set_status(404)
            file = self.root / "404.html"
            if not file.is_file():
                raise web.HTTPError(404)
        elif file.is_dir():
            self.redirect(f"{self.request.path}/")
            return
        try:
            body = file.read_bytes()
        except OSError as error:
            raise web.HTTPError(404) from error
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
            kind += "; charset=utf-8"
        if file.suffix == ".html":
            if len(self.preview.served) > SERVED:
                self.preview.served.clear()  # an address can be spelled in endless ways
            self.preview.served[self.request.path] = self.preview.generation
            body = self._with_script(body)
        self.set_header("Content-Type", kind)
        self.write(body)

    def head(self, path: str) -> None:
        self.get(path)

    def _file(self, path: str) -> Path | None:
        """The file that a path names, None where it names none or one that is nobody's business."""
        parts = path.split("/")
        if parts[-1] == "":
            parts[-1] = "index.html"
        if any(not part or part.startswith(".") or any(char in part for char in "\\\0:") for part in parts):
            return None
        try:
            file = self.root.joinpath(*parts).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            return None
        return file if file.is_relative_to(self.root) else None

    def _with_script(self, body: bytes) -> bytes:
        script = f'<script src="/livereload.js?port={self.preview.port}" defer></script>'.encode()
        body = body.replace(b"</head>", script + b"</head>", 1)
        if not self.preview.problems:
            return body
        panel = _panel(self.preview.problems)
        return _BODY.sub(lambda tag: tag.group() + panel, body, count=1)


def _told(text: str) -> str:
    return html.escape(in_a_line(text))


def _panel(problems: tuple[Diagnostic, ...]) -> bytes:
    """What went wrong, above the last page that was built; as text, since it quotes the author's files."""
    items = "".join(
        f"<li><b>{_told(near(problem.where))}</b> {_told(problem.code)} {_told(problem.message)}"
        f"<br>{_told(problem.hint)}</li>"
        for problem in problems
    )
    style = (
        "position:sticky;top:0;z-index:99;margin:0;padding:1rem 2rem;background:#8a1228;color:#fff;font:15px/1.5 monospace"
    )
    return f'<div id="dossier-problems" role="alert" style="{style}"><ul>{items}</ul></div>'.encode()


if sys.platform == "win32":  # pragma: no cover -- tornado needs the selector loop there
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
