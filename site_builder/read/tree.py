"""Pages and XML files into trees, and elements of a tree into lines of text; needs the `html` extra."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from site_builder.errors import PluginError, ReadError
from site_builder.read.canonical import canonical

if TYPE_CHECKING:
    from types import ModuleType

_DATA_URI = re.compile(r"data:[\w/+.;=-]{0,100},[^\s\"'<>)]{100,}", re.IGNORECASE)
_LONG_TAG = re.compile(r"<(?P<name>[A-Za-z][\w:-]{0,20})[^<>]{20000,}>?")
_UNREAD = ("style", "svg", "noscript", "template", "iframe", "object", "canvas", "script")
_OPENING = re.compile(rf"<(?P<name>{'|'.join(_UNREAD)})\b(?P<with>[^<>]*)>", re.IGNORECASE)
_CLOSING = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _UNREAD}
_DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,200}\?>")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_APART = re.compile(
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main"
    "|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
"""Elements that stand on lines of their own."""
_LABELS = frozenset({"span", "a", "time", "abbr", "em", "strong", "b", "i"})
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "button", "select", "textarea"})


class Element(Protocol):
    """A node of a page or XML tree, as far as the readers use it (lxml has no types of its own)."""

    tag: str
    text: str | None
    tail: str | None
    sourceline: int | None

    def get(self, name: str) -> str | None: ...
    def find(self, path: str) -> Element | None: ...
    def getprevious(self) -> Element | None: ...
    def getnext(self) -> Element | None: ...
    def iter(self, *tags: str) -> Iterator[Element]: ...
    def iterancestors(self, *tags: str) -> Iterator[Element]: ...
    def itertext(self) -> Iterator[str]: ...
    def __iter__(self) -> Iterator[Element]: ...
    def __reversed__(self) -> Iterator[Element]: ...


def extra(module: str) -> ModuleType:
    """A module of the `html` extra, imported now. Raises PluginError with the command that installs it."""
    import importlib  # noqa: PLC0415

    try:
        return importlib.import_module(module)
    except ImportError as error:
        hint = "Install it: pip install 'deal-dossier[html]'"
        raise PluginError(f"saved pages need the package `{module.split('.', maxsplit=1)[0]}`", "", hint) from error


def page(text: str, where: str) -> Element:
    """The tree of an HTML page, best a `lightened` one. Raises ReadError for what is no page."""
    html = extra("lxml.html")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree: Element = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, extra("lxml.etree").LxmlError) as error:
        hint = "Save the page again, or paste its text into a .txt file."
        raise ReadError("not a page that can be read", f"{where}:1", hint) from error
    return tree


def xml(text: str, where: str) -> Element:
    """The tree of an XML file. Raises ReadError for XML that is wrong; declared entities are refused unread."""
    etree = extra("lxml.etree")
    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ReadError("an XML file with a document type", where, "Export the articles again, without one.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        tree: Element = etree.fromstring(_NOT_XML.sub("\ufffd", text).encode("utf-8", "replace"), parser)
    except (ValueError, etree.LxmlError) as error:
        line = getattr(error, "lineno", None) or 1
        hint = "Export the articles again; the file may have been cut."
        raise ReadError("not valid XML", f"{where}:{line}", hint) from error
    return tree


def lightened(text: str) -> str:
    """A page without what holds no words: styles, drawings, scripts, pictures written into it. Linear in its length."""
    text = _LONG_TAG.sub(r"<\g<name>>", _DATA_URI.sub("data:,", text))
    kept: list[str] = []
    at = 0
    endless: set[str] = set()
    for opening in _OPENING.finditer(text):
        name = opening["name"].lower()
        if opening.start() < at or name in endless or "ld+json" in opening["with"].lower():
            continue
        closing = _CLOSING[name].search(text, opening.end())
        if closing is None:
            endless.add(name)
            continue
        kept.append(text[at : opening.start()])
        at = closing.end()
    return _NOT_XML.sub("\ufffd", " ".join([*kept, text[at:]]))


def lines_of(element: Element, without: Iterable[Element] = (), *, apart: bool = False) -> list[str]:
    """The text of an element, one entry for each line or block of it, canonical, blanks evened, empty ones left out.

    `apart`: a blank between labels that only the page's style sets apart; running text would fall into pieces.
    """
    left_out = set(without)
    pieces: list[str] = []
    # A stack of its own: pages may be nested deeper than Python allows functions to be.
    stack: list[tuple[Element, bool]] = [(element, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag.lower().rpartition("}")[2] if isinstance(node.tag, str) else ""
        if _APART.fullmatch(tag):
            pieces.append("\n")
        elif apart and tag in _LABELS:
            pieces.append(" ")
        if closing:
            if node is not element and node.tail:
                pieces.append(node.tail.replace("\n", " ").replace("\r", " "))
            continue
        stack.append((node, True))
        if tag and tag not in _SILENT and node not in left_out:
            pieces.append((node.text or "").replace("\n", " ").replace("\r", " "))
            stack.extend((child, False) for child in reversed(node))
    return [line for line in map(_evened, canonical("".join(pieces))[0].split("\n")) if line]


_BLANKS = re.compile(r"[ \t]+")


def _evened(line: str) -> str:
    return _BLANKS.sub(" ", line).strip()


def text_of(element: Element) -> str:
    """The text of an element on one line."""
    return _evened(" ".join(lines_of(element)))
