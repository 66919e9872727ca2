"""What was found in each article, kept as it was stored: memory holds the bytes, and what is asked for is decoded."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

import msgspec

from site_builder.model import Annotations, ArticleId

_pieces = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
"""The fields of an Annotations, none of them decoded."""


class Kept(Mapping[ArticleId, Annotations]):
    """Annotations by article, each encoded. Nothing decoded is kept here: whoever needs a part again, decodes it again."""

    def __init__(self) -> None:
        self._raw: dict[ArticleId, bytes] = {}

    def keep(self, article: ArticleId, raw: bytes) -> None:
        """Keeps what was found in an article: an encoded Annotations."""
        self._raw[article] = raw

    def forget(self, fields: Sequence[str]) -> None:
        """Lets go of some fields: from then on they are as if nothing had been found."""
        for article, raw in self._raw.items():
            told = _pieces.decode(raw)
            self._raw[article] = msgspec.msgpack.encode({name: piece for name, piece in told.items() if name not in fields})
        _give_back()

    def __getitem__(self, article: ArticleId) -> Annotations:
        return cast("Annotations", _Sealed(self._raw[article]))

    def __iter__(self) -> Iterator[ArticleId]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def _give_back() -> None:
    """Hands what was freed in small pieces back to the system, where its C library (glibc) can: a fifth of all memory."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def encoded(annotations: Annotations) -> bytes:
    """What was found in an article as bytes, without decoding what is kept encoded."""
    return annotations.raw if isinstance(annotations, _Sealed) else msgspec.msgpack.encode(annotations)


class _Sealed:
    """Stands for the Annotations of one article and decodes each of their fields when it is first asked for."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def __getattr__(self, name: str) -> object:
        if name not in Annotations.__struct_fields__:
            raise AttributeError(name)
        value = self.__dict__[name] = getattr(_decoder(name).decode(self.raw), name)
        return value


@cache
def _decoder(field: str) -> msgspec.msgpack.Decoder[Any]:
    """Decodes one field of an Annotations and skips all others."""
    known = next(known for known in msgspec.structs.fields(Annotations) if known.encode_name == field)
    fixed = known.default is not msgspec.NODEFAULT
    default = known.default if fixed else msgspec.field(default_factory=cast("Callable[[], object]", known.default_factory))
    return msgspec.msgpack.Decoder(msgspec.defstruct("Part", [(field, known.type, default)], gc=False))
