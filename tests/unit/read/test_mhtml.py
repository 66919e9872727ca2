"""Pages saved into one file: the page, its encoding and its address come out, and nothing else does any harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder import read
from site_builder.config import Config
from site_builder.errors import ReadError
from site_builder.read.mhtml import unpacked

HEAD = b"""From: <Saved by Blink>\r
Snapshot-Content-Location: https://e.example/eco/accord\r
Subject: =?utf-8?Q?Un_accord?=\r
MIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="----x"\r
\r
"""
PAGE = """<html lang=3D"fr"><head><title>Un accord est trouv=C3=A9</title></head><body><h1>Un accord est trouv=C3=A9</h1>
<p>La soci=C3=A9t=C3=A9 a accept=C3=A9 mardi l=E2=80=99offre de son rival, apr=C3=A8s trois mois de n=C3=A9gociations =
entre les deux conseils.</p><p>Le prix n=E2=80=99a pas =C3=A9t=C3=A9 d=C3=A9voil=C3=A9, mais il serait proche de trois =
milliards d=E2=80=99euros, selon une source proche du dossier.</p></body></html>"""
CHROME = (
    HEAD
    + b"------x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + PAGE.encode()
    + b"\r\n------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x--\r\n"
)


def test_a_page_saved_by_a_browser() -> None:
    articles, problems = read.parse(CHROME, Path("seeds/a.mhtml"), Path("seeds"), Config())
    assert [(article.title, article.url, article.lang) for article in articles] == [
        ("Un accord est trouvé", "https://e.example/eco/accord", "fr")
    ]
    assert "l’offre de son rival" in articles[0].text
    assert not problems


def test_the_part_says_its_encoding() -> None:
    part = b'MIME-Version: 1.0\nContent-Type: text/html; charset="iso-8859-15"\n\n<p>\xbduvre \xe9crite'
    assert unpacked(part, "a") == (b"<p>\xbduvre \xe9crite", "iso-8859-15")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MIME-Version: 1.0\n\ntext",
        b"Content-Type: multipart/related\n\nno boundary",
        HEAD + b"------x\r\nContent-Type: image/png\r\n\r\n\r\n------x--",
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3_000)),
    ],
    ids=range(5),
)
def test_files_that_hold_no_page(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        unpacked(data, "a.mhtml")
    assert caught.value.where == "a.mhtml:1"
    assert caught.value.hint
