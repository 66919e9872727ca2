"""Records into the files of a full-text index, which Pagefind makes and the search page loads when it is first used.

Pagefind is given a copy of the words with plain apostrophes and without ligatures, since it splits words at `'` and not at
`’`, and does not find `œ` by `oe`; afterwards each of its fragments gets the real words back. The two copies have the same
blanks, so that what it marks is what is shown. Its own filters are not used: they are written in the order of a hash map,
other at each run; a small file of ours says the kind, year and parties of each fragment, and the same records give the same
bytes. Its program is run rather than its Python interface, which waits a tenth of a second for each record.
"""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

from site_builder.errors import RenderError
from site_builder.model import Output
from site_builder.render.annotate import escape
from site_builder.render.records import KINDS, Found, narrowing
from site_builder.render.site import Site

FORM = "2"
"""Version of the form of the fragments and of `facets.json`; scripts/fulltext.js reads them."""
_INSTALL = "Install it with `pip install 'deal-dossier[search]'`, or say --no-search."
_SIGNATURE = b"pagefind_dcd"
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
_SECONDS = 1800
_NEEDED = ("index/", "wasm.", "pagefind.", "pagefind-entry.", "pagefind-worker.")
"""What the search page loads; the rest are ready-made interfaces."""


def folder(site: Site) -> str:
    """Where the index lies, below the root."""
    return f"{site.addresses.search}pagefind/"


def version() -> str:
    """The version of Pagefind. Raises RenderError where it is not installed."""
    try:
        return metadata.version("pagefind")
    except metadata.PackageNotFoundError:
        raise RenderError("Pagefind is not installed", hint=_INSTALL) from None


def index(site: Site, found: Sequence[Found]) -> tuple[Output, ...]:
    """The files of the index, by path; the same records give the same bytes. Raises RenderError where it cannot be made."""
    if not found:
        return ()
    base = folder(site)
    with tempfile.TemporaryDirectory(prefix="dossier-search-") as temporary:
        source, target = Path(temporary, "records"), Path(temporary, "index")
        source.mkdir()
        by_name = {_name(record): record for record in found}
        for name, record in by_name.items():
            (source / name).write_text(_page(record, site.language), "utf-8")
        _run(source, target, site.language)
        files = {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    outputs, rows = [], {}
    for name, body in sorted(files.items()):
        if name.startswith("fragment/"):
            record, restored = _restored(body, by_name)
            rows[Path(name).stem] = (KINDS.index(record.kind), record.year, record.parties)
            outputs.append(Output(base + name, restored))
        elif name.startswith(_NEEDED):
            outputs.append(Output(base + name, body))
    facets = {"parties": [site.entities[entity].name for entity in narrowing(site)], "rows": rows}
    return (*outputs, Output(f"{base}facets.json", msgspec.json.encode(facets)))


def _page(record: Found, language: str) -> str:
    """A record as the page that Pagefind reads."""
    title, text = escape(plain(record.title)), escape(plain(record.text or record.title))
    return (
        f'<!doctype html><html lang="{language}"><head><meta data-pagefind-meta="title[content]" content="{title}"></head>'
        f"<body data-pagefind-body><p>{text}</p></body></html>"
    )


def plain(text: str) -> str:
    """The text as it is searched: as many words, in the same places."""
    return text.translate(_PLAIN)


def _run(source: Path, target: Path, language: str) -> None:
    try:
        from pagefind.service import get_executable  # noqa: PLC0415  -- an extra

        program = get_executable()
    except ImportError:
        program = None
    if program is None:
        raise RenderError("Pagefind's program is not installed", hint=_INSTALL)
    command = [str(program), "--site", str(source), "--output-path", str(target), "--force-language", language, "--silent"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  -- its own program
    except (OSError, subprocess.SubprocessError) as error:
        raise RenderError(f"Pagefind cannot be run ({error})", hint=_INSTALL) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1]
        raise RenderError(f"Pagefind failed ({said})", hint="Say --no-search to build without it.")


def _name(record: Found) -> str:
    """A record's file, from what it is and not from its number: what has not changed keeps its fragment."""
    return hashlib.blake2b(f"{record.kind} {record.page}".encode(), digest_size=12).hexdigest() + ".html"


def _restored(body: bytes, by_name: Mapping[str, Found]) -> tuple[Found, bytes]:
    """The record of a fragment, and the fragment with the record's real words."""
    fragment: dict[str, Any] = msgspec.json.decode(gzip.decompress(body).removeprefix(_SIGNATURE))
    record = by_name[fragment["url"].removeprefix("/")]
    real = _as_indexed(record.text or record.title, fragment["content"])
    meta = {"title": record.title, "beside": record.beside, "lang": record.lang}
    if record.paragraphs:
        meta["paragraphs"] = " ".join(map(str, record.paragraphs))
    if record.places:
        meta["places"] = "\n".join(f"{start}\t{page}\t{label}" for start, page, label in record.places)
    if not record.text:
        meta["bare"] = "1"  # nothing but a title: there is no excerpt to show
    restored = {**fragment, "url": f"/{record.page}", "content": real, "meta": {k: v for k, v in meta.items() if v}}
    return record, gzip.compress(_SIGNATURE + msgspec.json.encode(restored), mtime=0)


def _as_indexed(text: str, content: str) -> str:
    """The real words in the places of those indexed; the indexed ones where the places do not agree."""
    words = text.split()
    return " ".join(words) if len(words) == len(content.split()) else content
