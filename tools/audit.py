"""The hash locks against a database of known vulnerabilities (OSV), in one question: `python -m tools.audit`.

Says which locked packages have one, and ends with 1; where no database can be had it says so plainly, and ends with 0:
a machine without a network must not fail for it. `DOSSIER_OSV` names another database of the same form.
"""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping

import msgspec

from tools.sbom import LOCKS, ROOT, locked

DATABASE = "https://api.osv.dev"
SECONDS = 20


class Vulnerability(msgspec.Struct):
    """What the database answers of one: enough to look it up."""

    id: str


class Found(msgspec.Struct):
    """What is known of one package; nothing where nothing is."""

    vulns: list[Vulnerability] = []


class Answer(msgspec.Struct):
    """One entry for each question, in their order."""

    results: list[Found]


def packages() -> list[tuple[str, str]]:
    """Name and version of everything that an installation from a lock may bring."""
    locks = (*LOCKS, "tests/fuzz/requirements.txt")
    return sorted({package for lock in locks for package in locked(ROOT / lock)})


def asked(database: str, wanted: list[tuple[str, str]]) -> Mapping[tuple[str, str], list[str]]:
    """The known vulnerabilities by package. Raises OSError, MsgspecError or ValueError where no database answers."""
    queries = [{"package": {"ecosystem": "PyPI", "name": name}, "version": version} for name, version in wanted]
    body = msgspec.json.encode({"queries": queries})
    request = urllib.request.Request(f"{database}/v1/querybatch", body, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - http or https, as the author says
        found = msgspec.json.decode(answer.read(), type=Answer).results
    return {
        package: [item.id for item in result.vulns] for package, result in zip(wanted, found, strict=True) if result.vulns
    }


def main() -> int:
    database = os.environ.get("DOSSIER_OSV", DATABASE).rstrip("/")
    wanted = packages()
    if not database.startswith(("http://", "https://")):
        sys.stderr.write(f"audit: DOSSIER_OSV must begin with http:// or https://, not {database}\n")
        return 2
    try:
        known = asked(database, wanted)
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        sys.stdout.write(f"audit: SKIPPED, no database of known vulnerabilities can be had ({reason})\n")
        return 0
    for (name, version), ids in known.items():
        sys.stdout.write(f"{name} {version}: {', '.join(ids)}\n")
    sys.stdout.write(f"audit: {len(wanted)} locked packages, {len(known)} with known vulnerabilities\n")
    return int(bool(known))


if __name__ == "__main__":
    sys.exit(main())
