"""The bill of materials and the audit: made from the locks, honest where nothing can be known."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from tools import audit, sbom


class Database(http.server.BaseHTTPRequestHandler):
    """A database that knows one vulnerability of jinja2."""

    answer: ClassVar[bytes | None] = None
    asked: ClassVar[list[Any]] = []

    def do_POST(self) -> None:
        assert self.path == "/v1/querybatch"
        queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        self.asked[:] = queries
        bad = [
            {"vulns": [{"id": "GHSA-test", "modified": "x"}]} if query["package"]["name"] == "jinja2" else {}
            for query in queries
        ]
        body = self.answer if self.answer is not None else json.dumps({"results": bad}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Database]]:
    handler = type("Handler", (Database,), {"asked": [], "answer": None})
    server = http.server.HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("DOSSIER_OSV", f"http://127.0.0.1:{server.server_address[1]}/")
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_known_vulnerability_fails_and_is_named(database: type[Database], capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main() == 1
    said = capsys.readouterr().out
    assert "jinja2 " in said
    assert "GHSA-test" in said
    assert said.endswith(f"{len(database.asked)} locked packages, 1 with known vulnerabilities\n")
    assert {"jinja2", "lxml", "atheris"} <= {query["package"]["name"] for query in database.asked}


@pytest.mark.parametrize("answer", [b"", b"<html>sign in</html>", b'{"results": []}', b'{"results": 3}'])
def test_an_answer_that_is_none_is_no_clean_bill(
    database: type[Database], answer: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    database.answer = answer
    assert audit.main() == 0
    assert capsys.readouterr().out.startswith("audit: SKIPPED")


def test_without_a_database_it_is_skipped_plainly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOSSIER_OSV", "http://127.0.0.1:9")
    assert audit.main() == 0
    assert "SKIPPED, no database" in capsys.readouterr().out


def test_a_database_is_asked_by_http_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_OSV", "file:///etc")
    assert audit.main() == 2


def test_the_bill_names_every_locked_package_once() -> None:
    made = sbom.bill()
    assert made == sbom.bill()
    names = [(item["name"], item["version"]) for item in made["components"]]
    assert len(set(names)) == len(names)
    assert set(names) == {package for lock in sbom.LOCKS for package in sbom.locked(sbom.ROOT / lock)}
    assert {item["scope"] for item in made["components"]} == {"required", "excluded"}
    required = {item["name"] for item in made["components"] if item["scope"] == "required"}
    assert {"jinja2", "markdown-it-py", "msgspec"} <= required
    assert "pytest" not in required
    assert all(item["properties"] and item["purl"].startswith("pkg:pypi/") for item in made["components"])
