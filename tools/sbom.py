"""The hash locks into a bill of materials (CycloneDX 1.6, JSON): `python -m tools.sbom > sbom.json`."""

from __future__ import annotations

import json
import re
import sys
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

from site_builder import __version__

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"requirements.txt": "required", "requirements-dev.txt": "excluded"}
"""Each lock with the scope of what only it names: what runs, and what only builds and tests."""

_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:(?P<digest>[0-9a-f]{64})")


def locked(lock: Path) -> dict[tuple[str, str], list[str]]:
    """The packages of a lock, by name and version, with the digests that an installation accepts."""
    found: dict[tuple[str, str], list[str]] = {}
    current: list[str] = []
    for line in lock.read_text("utf-8").splitlines():
        if pinned := _PINNED.match(line):
            current = found.setdefault((pinned["name"].lower(), pinned["version"]), [])
        current.extend(match["digest"] for match in _HASH.finditer(line))
    return found


def licences(name: str) -> list[dict[str, Any]]:
    """What an installed package says of its licence; nothing where it says nothing or is not installed."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    expression = said.get("License-Expression")
    if expression:
        return [{"expression": expression}]
    prefix = "License :: OSI Approved :: "
    named = [value.removeprefix(prefix) for value in said.get_all("Classifier") or () if value.startswith(prefix)]
    return [{"license": {"name": value}} for value in named]


def component(name: str, version: str, digests: list[str], scope: str) -> dict[str, Any]:
    address = f"pkg:pypi/{name}@{version}"
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "scope": scope,
        "purl": address,
        # One package is published as several files: each accepted digest stands for one of them.
        "properties": [{"name": "dossier:accepted-sha256", "value": digest} for digest in sorted(digests)],
    }
    said = licences(name)
    return {**made, "licenses": said} if said else made


def bill() -> dict[str, Any]:
    """The whole bill; the same locks give the same bill, so it has no time and a number made from its content."""
    found: dict[str, dict[str, Any]] = {}
    for lock, scope in LOCKS.items():
        for (name, version), digests in locked(ROOT / lock).items():
            made = component(name, version, digests, scope)
            found.setdefault(made["bom-ref"], made)
    components = [found[key] for key in sorted(found)]
    own = f"pkg:pypi/deal-dossier@{__version__}"
    required = [made["bom-ref"] for made in components if made["scope"] == "required"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(components))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": own, "name": "deal-dossier", "version": __version__, "purl": own,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": required}],
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1)
    sys.stdout.write("\n")
