"""What was found in each article, kept as it was stored: memory holds the bytes, and what is asked for is decoded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, cast

import msgspec

from site_builder.model import Annotations, ArticleId


class Kept(Mapping[ArticleId, Annotations]):
    """Annotations by article, each encoded. Nothing decoded is kept here: whoever needs a part again, decodes it again."""

    def __init__(self) -> None:
        self._raw: dict[ArticleId, bytes] = {}

    def keep(self, article: ArticleId, raw: bytes) -> None:
        """Keeps what was found in an article: an encoded Annotations."""
        self._raw[article] = raw

    def __getitem__(self, article: ArticleId) -> Annotations:
        return cast("Annotations", _Sealed(self._raw[article]))

    def __iter__(self) -> Iterator[ArticleId]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class _Sealed:
    """Stands for the Annotations of one article and decodes each of their fields when it is first asked for."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> object:
        if name not in Annotations.__struct_fields__:
            raise AttributeError(name)
        value = self.__dict__[name] = getattr(_decoder(name).decode(self._raw), name)
        return value


@cache
def _decoder(field: str) -> msgspec.msgpack.Decoder[Any]:
    """Decodes one field of an Annotations and skips all others."""
    known = next(known for known in msgspec.structs.fields(Annotations) if known.encode_name == field)
    fixed = known.default is not msgspec.NODEFAULT
    default = known.default if fixed else msgspec.field(default_factory=cast("Callable[[], object]", known.default_factory))
    return msgspec.msgpack.Decoder(msgspec.defstruct("Part", [(field, known.type, default)], gc=False))
