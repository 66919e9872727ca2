"""Bytes into text: valid UTF-8 wins, then a byte order mark, what the file declares, and what its letters look like."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from site_builder.errors import EncodingError
from site_builder.model import Diagnostic

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_DECLARED = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?(?P<page>[\w.:-]{2,40})|\A\s{0,9}<\?xml[^<>]{0,200}?encoding\s{0,9}=\s{0,9}["'](?P<xml>[\w.:-]{2,40})""",
    re.IGNORECASE,
)
# Browsers read these names as the Windows code page, which holds all that the narrower ones do (WHATWG Encoding).
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_WESTERN = ("cp1252", "iso8859-15", "mac_roman", "cp850")
_GUESSED = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_5",
    "iso8859_7", "iso8859_8", "koi8_r", "koi8_u", "cp852", "cp866", "mac_roman", "cp437", "cp850", "shift_jis",
    "euc_jp", "gb18030", "big5", "euc_kr", "cp949", "tis_620",
]  # fmt: skip
"""What texts are found in; the rarer ones only win by mistake."""
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_EXPECTED = re.compile(r"[àâäæçèéêëîïôöœùûüÿñÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜŸÑßáíóúÁÍÓÚ«»‹›“”„‘’‚–—…€£©®°§²³ºª·•™\u00a0\u00ad\u202f]")
_COMMON = re.compile(r"[éèêàçùîô’«»\u00a0]")
_EURO_LETTERS = str.maketrans("¤¦¨´¸¼½¾", "€ŠšŽžŒœŸ")
_TAKEN_APART = re.compile(r"[½¼][^\W\d_]|\d[ \u00a0]?¤")
# What no word of French or English holds between two letters: it shows that another code page was meant.
_TORN = re.compile(r"[a-z][³¹²¿ŸŽ‡†ºª¼½¾][a-z]")
_UTF7 = re.compile(r"\+(?:[A-Za-z0-9+/]{3}|[A-Za-z0-9+/]{6}|[A-Za-z0-9+/]{8})-")
_UTF7_LEAST = 2
_WESTERN_LETTERS = re.compile("[\u00a0-\u024f\u2010-\u206f\u20ac]+")
_WIDE_LEAST = 40
_HINT = "Save the file again as UTF-8 text."


class Decoded(NamedTuple):
    """Text without its byte order mark, the encoding that gave it, and a note when it was not UTF-8."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes, where: str = "", charset: str | None = None) -> Decoded:
    """The text of a file. Raises EncodingError for bytes that are not text in any encoding that is tried.

    `charset`: what is said of the bytes by whoever sent them; it goes before what they say of themselves.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A false byte deep in a text is a better hint than the first letter of another encoding.
        return _guessed(data, where, data.count(b"\n", 0, error.start) + 1, charset)
    if "\0" not in text:
        return _spelled(data, where) or Decoded(text, "utf-8")
    return _wide(data, where, data.count(b"\n", 0, data.index(b"\0")) + 1)


def _spelled(data: bytes, where: str) -> Decoded | None:
    """Text that is written in ASCII alone by the encodings of mail: UTF-7 and ISO-2022-JP, which nothing else looks like."""
    if not data.isascii():
        return None
    if b"\x1b$" in data:
        encoding = "iso2022_jp"
    elif _is_utf7(data.decode("ascii")):
        encoding = "utf-7"
    else:
        return None
    try:
        text = data.decode(encoding)
        text.encode("utf-8")
    except UnicodeError:
        return None
    if "\0" in text or _CONTROLS.search(text):
        return None
    return Decoded(text, encoding, (_note(encoding, "by how it spells its letters", where),))


def _is_utf7(text: str) -> bool:
    """Whether a text spells letters as UTF-7 does: every such piece of it is a letter or mark of the West."""
    pieces = {piece.encode("ascii").decode("utf-7", "replace") for piece in _UTF7.findall(text)}
    return len(pieces) >= _UTF7_LEAST and all(map(_WESTERN_LETTERS.fullmatch, pieces))


def declared(data: bytes) -> str | None:
    """The codec that a page or an XML file says it is in, as Python names it; None when it says none that is known."""
    found = _DECLARED.search(data[:4096])
    return _codec((found["page"] or found["xml"]).decode("ascii", "replace")) if found else None


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
        "".encode(name)  # codecs that do not make text (base64, rot13) are refused here
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WIDER.get(name, name)


def _marked(data: bytes, encoding: str, where: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _guessed(data, where, data.count(b"\n", 0, error.start) + 1)
        raise EncodingError(f"the byte order mark says {encoding}, but byte {error.start} is not", where, _HINT) from error
    line = text.count("\n", 0, text.find("\0")) + 1
    if "\0" in text:
        raise EncodingError("not text: a NUL character", f"{where}:{line}", _HINT)
    return Decoded(text, encoding, () if encoding == "utf-8" else (_note(encoding, "by its byte order mark", where),))


def _wide(data: bytes, where: str, line: int) -> Decoded:
    """Text with NUL bytes is UTF-16 or UTF-32 without its mark, or no text at all."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    latin = max(even, odd) > 4 * min(even, odd) and max(even, odd) > len(sample) // 4
    # Hardly any bytes but those of UTF-32 are UTF-32; of the two ways to read UTF-16, one has blanks and line ends.
    for encoding in ("utf-32-le", "utf-32-be", *(("utf-16-le", "utf-16-be") if odd > even else ("utf-16-be", "utf-16-le"))):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not _CONTROLS.search(text) and (latin or _is_prose(text)):
            return Decoded(text, encoding, (_note(encoding, "by where its NUL bytes stand", where),))
    raise EncodingError("not text: NUL bytes", f"{where}:{line}", _HINT)


def _is_prose(text: str) -> bool:
    """Whether a text of any script reads as one: long enough, with blanks or line ends, and every character assigned."""
    sample = text[:_SAMPLE]
    blanks = sum(map(sample.count, " \n"))
    known = all(unicodedata.category(char) not in ("Cn", "Co", "Cs") for char in set(sample))
    return len(text) >= _WIDE_LEAST and blanks * 200 >= len(sample) and known


def _guessed(data: bytes, where: str, line: int, charset: str | None = None) -> Decoded:
    if b"\0" in data:
        return _wide(data, where, line)
    said = (_codec(charset) if charset else None) or declared(data)
    if said is not None and said != "utf-8":
        try:
            text = data.decode(said)
        except (UnicodeError, ValueError, LookupError):
            pass
        else:
            if not _CONTROLS.search(text) and "\0" not in text:
                return Decoded(_mended(text, said), said, (_note(said, "as the file declares", where),))
    western = _western(data)
    encoding = western or _detected(data)
    try:
        text = data.decode(encoding) if encoding else ""
    except (UnicodeError, ValueError, LookupError):
        text = ""
    if encoding is None or not text or "\0" in text or len(_CONTROLS.findall(text[:_SAMPLE])) * 100 > len(text[:_SAMPLE]):
        raise EncodingError("not text in any encoding that is known: not valid UTF-8", f"{where}:{line}", _HINT)
    note = _note(encoding, "by its letters", where) if western else _doubt(encoding, where)
    return Decoded(text, encoding, (note,))


def _western(data: bytes) -> str | None:
    """The Western code page in which nearly all that is not ASCII is a letter or mark of French or English, and rare."""
    data = data[:_SAMPLE]
    sample = bytes(byte for byte in data if byte > 0x7F)
    if not sample or len(sample) * 4 > len(data) + 8:
        return None
    texts = {name: sample.decode(name, "replace") for name in _WESTERN}
    torn = {name: len(_TORN.findall(data.decode(name, "replace"))) for name in _WESTERN}
    best = max(
        _WESTERN, key=lambda name: len(_EXPECTED.findall(texts[name])) + len(_COMMON.findall(texts[name])) - 3 * torn[name]
    )
    expected = len(_EXPECTED.findall(texts[best])) - torn[best]
    return best if expected >= 0.9 * len(sample) else None


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed, and slow to import

    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSED).best()
    return codecs.lookup(best.encoding).name if best is not None else None


def _mended(text: str, encoding: str) -> str:
    """A text read as Windows-1252 whose `½` stands in words (`c½ur`) is ISO 8859-15."""
    if encoding == "cp1252" and _TAKEN_APART.search(text):
        return text.translate(_EURO_LETTERS)
    return text


def _note(encoding: str, why: str, where: str) -> Diagnostic:
    return Diagnostic("N220", "note", f"read as {encoding}, {why}", where, "Save it as UTF-8 to be sure of every letter.")


def _doubt(encoding: str, where: str) -> Diagnostic:
    hint = "Look whether its letters are right; if not, save it again as UTF-8."
    return Diagnostic("W221", "warning", f"read as {encoding}, which is a guess", where, hint)
