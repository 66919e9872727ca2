"""Known articles into broken ones: what the fuzzers begin with, and how they break it."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from tests.fuzz.laws import SIZE_MAX, TARGETS
from tests.payloads import PAYLOADS

ROOT = Path(__file__).resolve().parents[2]

WORDS = [
    "« ", " »", "“", "”", "\"", "'", "\u2019", "\u00a0", "\u202f", "\n\n", "\r\n", "\u2028", "\0", "\ufeff", "\u0301",
    " date 2020-02-30 ", "le 31 février 2020", "le 29 février", "1er", "du 3 au", "d'ici fin", "en 99999", "0000-00-00",
    "mi-septembre", "T4 2020", "la veille", "trois semaines plus tard", "before", "by the end of", "within 0 days",
    "a déclaré", "selon", "estime-t-il", "according to", "M. ", "de la ", "Mme de", "SA", "& Co", "12,5 %", "1e309 euros",
    "9" * 400, "milliards de dollars", "€", "£1.2.3bn", "---\n", "title: ", "date: ", "[a](b)", "![", "`", "> ", "- ", "# ",
    "<p>", "</p>", "<article>", "<table>", "<!--", "&#x110000;", "&amp;", "<![CDATA[", "\ud7ff", "\U0010ffff",
    "<div class=\"article frArticle\">", "<span class=\"DocPublicationName\">", "<meta charset=", "encoding=", "\"@type\": ",
    "[[parties]]\n", "[quote]\n", "match = ", "= \"\"\"", "{", "}", "[[", "[^1]: ", "|---|", "&#x301;", "\t",
]  # fmt: skip


@cache
def known(target: str) -> tuple[bytes, ...]:
    """The project's own files of the kinds that a target reads, and the payloads."""
    suffixes = TARGETS[target][1]
    folders = (ROOT / "seeds", ROOT / "tests" / "golden" / "inputs", ROOT / "tests" / "corpus", ROOT / "dossier.toml")
    paths = [path for folder in folders for path in sorted((folder, *folder.rglob("*"))) if path.suffix in suffixes]
    return (*(path.read_bytes()[:SIZE_MAX] for path in paths), *(payload.encode() for payload in PAYLOADS))


def broken(inputs: tuple[bytes, ...], chance: random.Random, most: int = SIZE_MAX) -> bytes:
    """One of the inputs, or two joined, with a few things cut, doubled, flipped and put in."""
    data = bytearray(chance.choice(inputs))
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(data))
        match chance.randrange(6):
            case 0:
                data[at:at] = chance.choice(WORDS).encode() * chance.choice((1, 1, 1, 2, 50))
            case 1:
                del data[at : at + chance.choice((1, 3, 20, 400))]
            case 2:
                data[at : at + 1] = bytes((chance.randrange(256),))
            case 3:
                data[at:at] = data[at : at + chance.randint(1, 300)] * chance.choice((1, 2, 30))
            case 4:
                other = chance.choice(inputs)
                cut = chance.randint(0, len(other))
                data[at:] = other[cut:]
            case _:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 12)))
    return bytes(data[:most])
