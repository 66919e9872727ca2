"""Bytes in every encoding that press archives come in."""

from __future__ import annotations

import pytest

from site_builder.errors import EncodingError
from site_builder.read.encoding import decode

FRENCH = "La société a déclaré « qu’elle poursuivait » ; où Mme Cœur, à Bruxelles, a coûté 3 €…\n"
ASCII_MARKS = "Le général a été reçu à l'Élysée, où il a rencontré Noël et sa mère.\n"


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
@pytest.mark.parametrize("text", [FRENCH, ASCII_MARKS, FRENCH * 40])
def test_french(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec), "a.txt")
    assert decoded.text == text
    assert bool(decoded.diagnostics) is (codec not in ("utf-8", "utf-8-sig"))


@pytest.mark.parametrize("codec", ["latin-1", "iso8859-15", "cp850"])
def test_older_french(codec: str) -> None:
    assert decode(ASCII_MARKS.encode(codec)).text == ASCII_MARKS


def test_latin_9_is_told_from_latin_1_by_its_letters() -> None:
    text = "Mme Cœur a dit que l'œuvre coûtait 3 €.\n"
    assert decode(text.encode("iso8859-15")).text == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "Президент заявил о том, что сделка состоится в сентябре. " * 3),
        ("shift_jis", "これは日本語の記事です。会社は買収を発表した。" * 4),
        ("gb18030", "微软公司宣布收购交易，双方已经达成协议。" * 4),
    ],
)
def test_other_scripts(codec: str, text: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_utf8_wins_over_a_false_declaration() -> None:
    page = '<meta charset="iso-8859-1"><p>Été à l’Élysée</p>'
    assert decode(page.encode()).text == page


def test_a_true_declaration_is_believed() -> None:
    page = '<?xml version="1.0" encoding="windows-1250"?><p>Zażółć gęślą jaźń</p>'
    decoded = decode(page.encode("cp1250"), "a.xml")
    assert decoded.text == page
    assert [d.code for d in decoded.diagnostics] == ["N220"]


@pytest.mark.parametrize("label", ["no-such-thing", "base64", "rot13", "hex", "punycode", "undefined"])
def test_declarations_that_name_no_text_encoding(label: str) -> None:
    page = f'<meta charset="{label}"><p>{ASCII_MARKS}</p>'
    assert decode(page.encode("cp1252")).text == page


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"ab\nc\0d", 2), (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None), (b"\xff\xfe\0", None), (b"\xef\xbb\xbfa\n\n\0", 3)],
)
def test_what_is_not_text(data: bytes, line: int | None) -> None:
    with pytest.raises(EncodingError) as caught:
        decode(data, "a.txt")
    assert caught.value.where.startswith("a.txt:") or line is None
    if line is not None:
        assert caught.value.where == f"a.txt:{line}"
    assert caught.value.hint
