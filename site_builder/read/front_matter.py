"""YAML front matter into the fields that it states; anything but a small flat mapping is refused."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, get_args

import yaml

from site_builder.config import Limits
from site_builder.errors import FrontMatterError
from site_builder.model import Diagnostic, Edtf, Publish
from site_builder.read.fields import Fields
from site_builder.read.stated_date import iso_date, whole_date

_FENCE = re.compile(
    r"""^---[ \t]*\n(?=\s*(?:\#[^\n]*\n\s*)*["']?[A-Za-z_][\w-]{0,40}["']?[ \t]*:(?:[ \t\n]|\Z))""", re.MULTILINE
)
"""A line `---` with a key behind it: without one it is a rule across the text."""

_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_AFTER_BLANK = re.compile(r"\n[ \t]*\n\Z")
_TELLING = re.compile(r"^(?:title|date|publisher|author|url|id)[ \t]*:", re.MULTILINE)
_URL = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f/][^\s\x00-\x20\x7f-\x9f]*", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Part(NamedTuple):
    """A stretch of a file that is one article: its front matter (None where there is none), its body, their first lines."""

    matter: str | None
    matter_line: int
    body: str
    body_line: int


def split(text: str, where: str, limits: Limits) -> Iterator[Part]:
    """The articles of a file: one, or one for each block of front matter. Raises FrontMatterError on an open block."""
    fences = list(_blocks(text, where, limits))
    if not fences or text[: fences[0][0]].strip("\ufeff \t\n"):
        yield Part(None, 1, text[: fences[0][0]] if fences else text, 1)
    ends = [*(start for start, _, _ in fences), len(text)][1:]
    line = 1
    at = 0
    for (start, inner, close), end in zip(fences, ends, strict=True):
        line += text.count("\n", at, start)
        body_at = _line_end(text, close)
        matter_line = line + 1
        line += text.count("\n", start, body_at)
        at = body_at
        yield Part(text[inner:close], matter_line, text[body_at:end], line)


def _blocks(text: str, where: str, limits: Limits) -> Iterator[tuple[int, int, int]]:
    """Each block of front matter: offsets of its opening fence, of its YAML, and of its closing fence."""
    at = 0
    while fence := _FENCE.search(text, at):
        start, at = fence.span()
        first = not text[max(0, start - 200) : start].strip("\ufeff \t\n")
        if not first and not _AFTER_BLANK.search(text[max(0, start - 200) : start]):
            continue
        close = _CLOSE.search(text, at, at + limits.front_matter + 4)
        if close is not None and (first or _is_matter(text[at : close.start()])):
            yield start, at, close.start()
            at = close.end()
        elif first:
            line = text.count("\n", 0, start) + 1
            hint = "Close it with a line that holds only `---`."
            raise FrontMatterError("the front matter has no end", f"{where}:{line}", hint)


def _is_matter(block: str) -> bool:
    """Between two articles a block must say at least one thing that front matter says, so that a rule stays a rule."""
    return _TELLING.search(block) is not None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def parse(matter: str, where: str, first_line: int, limits: Limits) -> tuple[Fields, tuple[Diagnostic, ...]]:
    """The fields of one block. Raises FrontMatterError, with the line, for YAML that is wrong and for wrong values."""
    place = _Place(where, first_line)
    if len(matter) > limits.front_matter:
        raise place.error(0, f"the front matter is longer than {limits.front_matter} characters", "Shorten it.")
    values: dict[str, Any] = {}
    notes: list[Diagnostic] = []
    for key, line, node in _pairs(matter, place):
        if key in values:
            raise place.error(line, f"`{key}` is given twice", "Keep one of the two.")
        if key not in _READERS:
            near = difflib.get_close_matches(key, _READERS, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known keys: {', '.join(_READERS)}."
            notes.append(Diagnostic("W210", "warning", f"unknown key `{_shown(key)}`", place.at(line), hint))
            continue
        if isinstance(node, yaml.ScalarNode) and not node.value.strip():
            continue
        try:
            values[key] = _READERS[key](node)
        except ValueError as error:
            raise place.error(line, f"`{key}` {error.args[0]}", error.args[1]) from None
    if "date" in values:
        values["date_origin"] = "front matter"
    return Fields(**values), tuple(notes)


class _Place(NamedTuple):
    """Where a block stands, to name its lines."""

    where: str
    first_line: int

    def at(self, line: int) -> str:
        return f"{self.where}:{self.first_line + line}"

    def error(self, line: int, message: str, hint: str) -> FrontMatterError:
        return FrontMatterError(message, self.at(line), hint)


def _pairs(matter: str, place: _Place) -> Iterator[tuple[str, int, yaml.Node]]:
    """The mapping's pairs. Aliases, and nesting beyond a list in it, are refused before anything is built."""
    depth = 0
    try:
        for event in yaml.parse(matter, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
                raise place.error(_line(event), "anchors and aliases are not allowed", "Write the value out.")
            if depth > 3:
                raise place.error(_line(event), "too deeply nested", "Use plain values and lists of words.")
        node = yaml.compose(matter, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "characters that YAML does not allow"
        hint = "Put a value that holds `: `, `#` or quotes in quotation marks."
        raise place.error(mark.line if mark else 0, f"not valid YAML: {problem}", hint) from error
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        raise place.error(_line(node), "not a list of keys with values", "Write lines such as `title: …`.")
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        yield name.strip(), _line(key), value


def _line(what: yaml.Event | yaml.Node) -> int:
    return what.start_mark.line if what.start_mark else 0


def _shown(value: str) -> str:
    return " ".join(_CONTROLS.sub(" ", value).split())[:60]


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("must be one line of text", "Write it behind the colon, in quotation marks if need be.")
    return " ".join(_CONTROLS.sub(" ", node.value).split())


def _people(node: yaml.Node) -> str:
    return ", ".join(_words(node)) if isinstance(node, yaml.SequenceNode) else _text(node)


def _words(node: yaml.Node) -> tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(word for word in map(_text, node.value) if word)
    return tuple(word.strip() for word in _text(node).split(",") if word.strip())


def _date(node: yaml.Node) -> Edtf:
    text = _text(node)
    value = iso_date(text) or whole_date(text)
    if value is None:
        raise ValueError(f"is not a date: `{_shown(text)}`", "Write it as 2020-09-14, 2020-09 or 2020.")
    return value


def _url(node: yaml.Node) -> str:
    value = _text(node)
    if not _URL.fullmatch(value) or len(value) > 2000:
        raise ValueError("must begin with http:// or https://", "Give the article's address on the web, or leave it out.")
    return value


def _lang(node: yaml.Node) -> str:
    value = _text(node)
    if not _LANG.fullmatch(value):
        raise ValueError("is not a language code", "Write `fr` or `en`.")
    return value[:3].rstrip("-_").lower()


def _id(node: yaml.Node) -> str:
    value = _text(node)
    if not _ID.fullmatch(value) or ".." in value:
        raise ValueError("must be letters, digits, `-`, `_` and dots", "Choose a short name such as `lemonde-2020-09-14`.")
    return value


def _flag(node: yaml.Node) -> bool:
    value = _text(node).lower()
    if value not in ("true", "yes", "on", "false", "no", "off"):
        raise ValueError("must be true or false", "Write `draft: true`, or leave it out.")
    return value in ("true", "yes", "on")


def _publish(node: yaml.Node) -> str:
    value = _text(node)
    if value not in get_args(Publish):
        raise ValueError(f"must be one of {', '.join(get_args(Publish))}", "Write one of these, or leave it out.")
    return value


_READERS: dict[str, Callable[[yaml.Node], Any]] = {
    "title": _text,
    "date": _date,
    "publisher": _text,
    "author": _people,
    "url": _url,
    "lang": _lang,
    "rights": _text,
    "tags": _words,
    "draft": _flag,
    "id": _id,
    "publish": _publish,
}
"""The keys that front matter may hold, each with what reads its value."""

KEYS = tuple(_READERS)
