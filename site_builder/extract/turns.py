"""A sentence into the turns that it says a matter took: put off, off, done."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.extract.clauses import Reading
from site_builder.extract.roles import MOVED, matter_of
from site_builder.model import Matter, Turn

_ENDS = frozenset({"refuse", "abandon", "cancel", "withdraw", "fail"})
_STOPS = frozenset({"suspend", "block"})
_DOES = frozenset({"close_deal", "sign", "file", "pay", "sell", "buy", "approve", "vote", "rule"})
TURNING = MOVED | _ENDS | _STOPS | {"close_deal", "meet"}
"""Senses for which an undated sentence is read as well."""
_TELLING = TURNING | _DOES
_REACH = 8
"""How many tokens lie between a verb and its object."""
_SELF = {"file": "case", "pay": "pay", "sell": "divest", "vote": "vote", "sign": "deal", "close_deal": "deal", "buy": "deal"}


def turns_of(reading: Reading) -> tuple[Turn, ...]:
    """The turns, without repeats, in order; what is denied, feared or only thought of is none."""
    return () if _TELLING.isdisjoint(reading.senses) else tuple(dict.fromkeys(_turns(reading)))


def _turns(reading: Reading) -> Iterator[Turn]:
    for at, sense in reading.marks:
        if sense in MOVED:
            if _denied(reading, at) or _unreal(reading, at):
                continue
            follows = _object(reading, at, before=False)
            if sense == "postpone" and "offer" in follows and "deadline" not in follows:
                yield Turn("void", "deal")
            else:
                yield Turn("moved", matter_of(_object(reading, at)) or matter_of(reading.senses))
        elif sense in _ENDS and not _denied(reading, at) and not _unreal(reading, at):
            if matter := matter_of(_object(reading, at) - {"must", "give", "order", "deadline"}):
                yield Turn("void", "deal" if matter == "divest" else matter)
        elif sense in _STOPS and not _denied(reading, at) and not _unreal(reading, at):
            if matter_of(_object(reading, at) - {sense}) == "measure" or _object(reading, at) & {"order", "measure"}:
                yield Turn("void", "measure")
        elif sense == "meet" and not _denied(reading, at):
            yield Turn("met", matter_of(reading.senses))
        elif sense in _DOES and _happened(reading, at) and not _denied(reading, at) and not _unreal(reading, at):
            yield Turn("done", _done(reading, at, sense))


def _happened(reading: Reading, at: int) -> bool:
    """Whether a word of doing is a verb of the past, and no noun."""
    past = reading.scan.language == "en" and (reading.lower[at].endswith("ed") or reading.has((at,), "did"))
    return past or reading.has_before(at, "did", 3)


def _done(reading: Reading, at: int, sense: str) -> Matter:
    found: Matter = _SELF.get(sense) or matter_of(_object(reading, at))  # type: ignore[assignment]
    return found


def _object(reading: Reading, at: int, *, before: bool = True) -> frozenset[str]:
    """The senses around a verb, in its clause."""
    start, end = reading.clause(at, at + 1)
    return reading.within(max(start, at - _REACH) if before else at + 1, min(end, at + 1 + _REACH))


def _denied(reading: Reading, at: int) -> bool:
    return reading.has_before(at, "negations", 3) or reading.has(reading.after(at + 1, 1), "negations")


def _unreal(reading: Reading, at: int) -> bool:
    return reading.has_before(at, "unreal", 4)
