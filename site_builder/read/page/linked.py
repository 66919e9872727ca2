"""The JSON-LD of a page into the object that describes its article, however it is nested, named or broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from site_builder.read.page.values import letters, one_line
from site_builder.read.tree import Element

Object = dict[str, Any]

_ITEMS_MAX = 5_000
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher")
"""Keys under which the objects stand that are asked for."""
_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Review|Blog|LiveBlog|Satirical|Background|AskPublic|Advertiser|Tech|Scholarly)?"
    r"\w{0,12}(?:Article|Posting|Report|PressRelease)"
)
_WRAPPED = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*\Z|;\s*\Z"
)
_LAST_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_SAID = re.compile(r'"(?P<key>headline|datePublished|dateModified)"\s{0,9}:\s{0,9}"(?P<value>(?:[^"\\]|\\.){1,500})"')


class Linked(NamedTuple):
    """The article's object, the page's (where it says a date and the article does not), and objects by their `@id`."""

    article: Object
    page: Object
    by_id: dict[str, Object]

    def get(self, *keys: str) -> object:
        """The first of the keys that the article has, else the page; where several values stand, the first."""
        for held in (self.article, self.page):
            for key in keys:
                value = held.get(key)
                value = value[0] if isinstance(value, list) and value else value
                if value:
                    return value
        return None

    @property
    def sold(self) -> bool:
        """Whether the article says that only subscribers may read it."""
        return str(self.article.get("isAccessibleForFree")).rpartition("/")[2].lower() in ("false", "no")

    def name(self, key: str) -> str | None:
        """The names of a person or organisation, which come as text, object, list, or reference to another object."""
        return one_line(self._named(self.article.get(key), 0) or self._named(self.page.get(key), 0))

    def _named(self, value: object, depth: int) -> str | None:
        if isinstance(value, list) and depth < 3:
            found = [name for name in (self._named(inner, depth + 1) for inner in value[:12]) if name]
            return ", ".join(dict.fromkeys(found)) or None
        if isinstance(value, dict):
            inner = value.get("name") or self.by_id.get(str(value.get("@id")), {}).get("name")
            inner = inner[0] if isinstance(inner, list) and inner else inner
            return inner.strip() if isinstance(inner, str) else None
        return value.strip() if isinstance(value, str) and not value.startswith(("http://", "https://", "#")) else None


def linked_data(tree: Element, title: str | None) -> Linked:
    """What the page's JSON-LD says; of several articles the one that the page's title names, else the first."""
    found = [item for script in tree.iter("script") for item in _objects_of(script)]
    by_id: dict[str, Object] = {}
    for item in found:
        if isinstance(item.get("@id"), str) and "name" in item:
            by_id.setdefault(item["@id"], item)
    articles = [item for item in found if _is(item, _ARTICLE)]
    pages = [item for item in found if _is(item, re.compile(r"(?:Item|Collection)?(?:Web)?Page"))]
    wanted = letters(title or "")
    named = (item for item in articles if wanted and (said := letters(str(item.get("headline", "")))) and said in wanted)
    return Linked(next(named, articles[0] if articles else {}), pages[0] if pages else {}, by_id)


def _objects_of(script: Element) -> list[Object]:
    if "ld+json" not in (script.get("type") or "").lower():
        return []
    text = _WRAPPED.sub("", script.text or "")
    for form in (text, _LAST_COMMA.sub("", text)):
        try:
            return list(_items(json.loads(form, strict=False)))
        except (ValueError, RecursionError):
            continue
    # Broken beyond mending: what is looked for stands in it nevertheless.
    said: Object = {}
    for match in _SAID.finditer(text[:200_000]):
        said.setdefault(match["key"], match["value"].replace('\\"', '"').replace("\\/", "/"))
    return [{"@type": "Article", **said}] if said else []


def _items(data: object) -> Iterator[Object]:
    """The objects in reading order: the root, those of a list, of a `@graph`, and what a page is mainly about."""
    queue = [data]
    for held in queue:  # grows as it is read
        if len(queue) > _ITEMS_MAX:
            return
        if isinstance(held, list):
            queue.extend(held)
        elif isinstance(held, dict):
            yield held
            queue.extend(held[key] for key in _INNER if key in held)


def _is(item: Object, kind: re.Pattern[str]) -> bool:
    kinds = item.get("@type")
    return any(
        isinstance(said, str) and kind.fullmatch(said.rpartition("/")[2])
        for said in (kinds if isinstance(kinds, list) else [kinds])
    )
