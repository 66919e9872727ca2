"""The site's own words, from gettext catalogues: `locales/<language>/site.po`, read without a compile step."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files

from babel.messages import pofile

from site_builder.render.typography import display

Key = tuple[str, str]
"""(context, message); the context is '' where there is none."""


class Words:
    """The words of one language. English is the language of the messages themselves and needs no catalogue."""

    def __init__(self, language: str, messages: Mapping[Key, tuple[str, ...]]) -> None:
        self.language = language
        self._messages = messages
        self._counts: dict[tuple[str, str, int], str] = {}

    @cached_property
    def digest(self) -> str:
        """A digest of all words: what was made with other words is another thing."""
        return hashlib.blake2b(repr(sorted(self._messages.items())).encode(), digest_size=8).hexdigest()

    def gettext(self, message: str) -> str:
        found = self._messages.get(("", message))
        return found[0] if found else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        found = self._messages.get(("", singular))
        few = number < 2 if self.language == "fr" else number == 1
        if found and len(found) > 1:
            return found[0] if few else found[1]
        return singular if few else plural

    def pgettext(self, context: str, message: str) -> str:
        found = self._messages.get((context, message))
        return found[0] if found else message

    def count(self, singular: str, plural: str, number: int) -> str:
        """`ngettext` with `%(num)s` filled in, digits grouped as the language does."""
        key = singular, plural, number
        found = self._counts.get(key)
        if found is None:
            found = self._counts[key] = self.ngettext(singular, plural, number) % {"num": grouped(number, self.language)}
        return found


def grouped(number: int, language: str) -> str:
    """12345 as '12 345' (U+202F) in French and '12,345' in English."""
    return f"{number:,}".replace(",", "\u202f") if language == "fr" else f"{number:,}"


@cache
def words(language: str) -> Words:
    """The catalogue of a language; its French typography is made here, so that translators type plain spaces."""
    path = files("site_builder").joinpath("locales", language, "site.po")
    messages: dict[Key, tuple[str, ...]] = {}
    if path.is_file():
        with path.open("rb") as source:
            catalogue = pofile.read_po(source, locale=language)
        for message in catalogue:
            if not message.id or message.fuzzy:
                continue
            first = message.id if isinstance(message.id, str) else message.id[0]
            strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            if all(strings):
                context = message.context or ""
                shown = strings if context == "url" else tuple(display(text, language) for text in strings)
                messages[(context, first)] = shown
    return Words(language, messages)
