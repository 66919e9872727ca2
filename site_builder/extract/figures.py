"""Amounts of money, percentages and stakes, normalised: digits, scale and currency into numbers and ISO 4217 codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import compress

import msgspec

from site_builder import lang
from site_builder.model import Figure, Span
from site_builder.scan import Scan

SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH"}
DOLLARS = {"us": "USD", "ca": "CAD", "c": "CAD", "can": "CAD", "a": "AUD", "au": "AUD", "nz": "NZD", "hk": "HKD", "s": "SGD"}
"""Letters before or behind a dollar sign: "US$", "$ US", "A$"."""
CODES = frozenset(
    {"USD", "EUR", "GBP", "JPY", "CHF", "CNY", "CAD", "AUD", "HKD", "SGD", "NZD", "SEK", "NOK", "DKK", "INR", "BRL", "RUB"}
)
DASHES = frozenset("-–—‑")
APOSTROPHES = frozenset("'’")
MAX_DIGITS = 15
"""A longer number is a code, not an amount."""
_SUFFIXED = re.compile(r"(?P<digits>[0-9]{1,15})(?P<letters>[^\W\d_]{1,4})")


class FigureTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`words` of `figures.toml`: each list by what it is for; `percent` may hold two words."""

    of: frozenset[str]
    to: frozenset[str]
    # "and" is no name in Python
    and_: frozenset[str] = msgspec.field(name="and")
    between: frozenset[str]
    percent: frozenset[str]
    approx: frozenset[str]
    approx_skips: frozenset[str]
    per: frozenset[str]
    share: frozenset[str]
    stake: frozenset[str]
    stake_of: frozenset[str]


class FigureWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`figures.toml`. `currencies`: word to ISO 4217 code, empty where only an adjective tells which (`qualified`)."""

    decimals: frozenset[str]
    thousands: frozenset[str]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    short_scales: Mapping[str, float]
    currencies: Mapping[str, str]
    qualified: Mapping[str, Mapping[str, str]]
    words: FigureTerms


class _Amount(msgspec.Struct, gc=False):
    """Tokens `first` to `last` (excluded). `scale` is 0 while none is written."""

    first: int
    last: int
    value: float
    scale: float = 0.0
    unit: str = ""
    attached: str = ""
    """Letters that hang on the digits and are no scale of themselves: the "m" of "20m"."""


@cache
def _followers(language: str) -> frozenset[str]:
    """All words that may stand behind a number that is an amount."""
    table: FigureWords = lang.table(language, "figures", FigureWords)
    terms = table.words
    percent = {word.split(" ")[0] for word in terms.percent}
    qualifiers = {word for kinds in table.qualified.values() for word in kinds}
    codes = {code.lower() for code in CODES} | set(DOLLARS)
    words = {*table.scales, *table.short_scales, *table.currencies, *percent, *qualifiers, *codes}
    return frozenset(words) | terms.of | terms.to | terms.and_


@cache
def _begins(language: str) -> lang.Remembered[bool]:
    """Whether a figure may begin at a word: with a digit, or a number in letters."""
    numbers = lang.table(language, "figures", FigureWords).numbers
    return lang.Remembered(lambda word: word[0].isdigit() or word in numbers)


def find_figures(scan: Scan) -> tuple[Figure, ...]:
    """All figures in order; each begins at a number, or at the currency sign before it. Linear in tokens."""
    return tuple(_Reader(scan).figures())


class _Reader:
    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.table: FigureWords = lang.table(scan.language, "figures", FigureWords)
        self.terms = self.table.words
        self.words, self.lower, self.starts, self.ends = scan.words, scan.lower, scan.starts, scan.ends
        self.count = len(self.words)
        self.followers = _followers(scan.language)

    def figures(self) -> list[Figure]:
        found: list[Figure] = []
        done = 0
        numbers, scales, lower = self.table.numbers, self.table.scales, self.lower
        for at in compress(range(self.count), map(_begins(self.scan.language).__getitem__, lower)):
            if at < done or self._is_bare(at):
                continue
            if lower[at] in numbers and (at + 1 == self.count or lower[at + 1] not in scales):
                continue
            figure = self._figure(at, done)
            if figure is not None:
                done = figure[1]
                found.append(figure[0])
        return found

    def _figure(self, at: int, floor: int) -> tuple[Figure, int] | None:
        first = self._amount(at, floor)
        if first is None:
            return None
        second = self._second(first)
        low, high = (first, second) if second is not None else (first, first)
        unit = high.unit or low.unit
        if not unit:
            return None
        low_scale = low.scale or high.scale or 1.0
        a, b = low.value * low_scale, high.value * (high.scale or low_scale)
        if a > b or (second is not None and low.unit and low.unit != unit):
            if low.unit:
                second, a, b, high, unit = (
                    None,
                    low.value * (low.scale or 1.0),
                    low.value * (low.scale or 1.0),
                    low,
                    low.unit,
                )
            else:
                return None
        last, per = self._per(high.last) if unit != "%" else (high.last, "")
        rule = (
            "stake" if unit == "%" and self._is_stake(last) else "percent" if unit == "%" else "price" if per else "amount"
        )
        span = Span(self.starts[low.first], self.ends[last - 1])
        return Figure(span, a, b, unit, rule, per=per, approx=self._is_approx(low.first)), last

    def _is_bare(self, at: int) -> bool:
        """Whether nothing around a number can make it an amount: the many that only count something."""
        after = self.lower[at + 1] if at + 1 < self.count else ""
        return after.isalpha() and after not in self.followers and self.words[at].isdigit() and not self._is_signed(at)

    def _is_signed(self, at: int) -> bool:
        return at > 0 and (self.words[at - 1] in SYMBOLS or self.words[at - 1] in CODES)

    # --- one amount ----------------------------------------------------------------------------------------------

    def _amount(self, at: int, floor: int) -> _Amount | None:
        """Number, scale and unit from token `at`; without a unit where none is written."""
        number = self._number(at)
        if number is None:
            return None
        sign, unit = self._sign_before(at, floor)
        amount = _Amount(sign, number.last, number.value, unit=unit, attached=number.attached)
        self._scale(amount)
        if not amount.unit:
            self._unit(amount)
        if amount.attached and not amount.scale and amount.unit:
            amount.scale = self.table.short_scales[amount.attached]
        elif amount.attached and not amount.unit:
            return None
        if self.lower[at] in self.table.numbers and not amount.scale:
            return None
        return amount

    def _number(self, at: int) -> _Amount | None:
        word = self.words[at]
        if self.lower[at] in self.table.numbers:
            return _Amount(at, at + 1, self.table.numbers[self.lower[at]])
        if at > 1 and self._touches(at) and self.words[at - 1] in ".,":
            return None
        if not word.isascii() or not word.isdigit():
            match = _SUFFIXED.fullmatch(word)
            if match is None or match["letters"].lower() not in self.table.short_scales:
                return None
            return _Amount(at, at + 1, float(match["digits"]), attached=match["letters"].lower())
        digits, end = word, at + 1
        while end < self.count and len(word) <= 3 and self._goes_on(end):
            step = 1 if self.words[end].isdigit() else 2
            digits, end = digits + self.words[end + step - 1], end + step
        if len(digits) > MAX_DIGITS:
            return None
        attached = ""
        if end + 1 < self.count and self.words[end] in self.table.decimals and self._touches(end) and self._touches(end + 1):
            match = re.match(r"\d+", self.words[end + 1])
            letters = self.words[end + 1][match.end() :].lower() if match else ""
            if match and (not letters or letters in self.table.short_scales):
                digits, end, attached = f"{digits}.{match.group()}", end + 2, letters
        return _Amount(at, end, float(digits), attached=attached)

    def _goes_on(self, at: int) -> bool:
        """Whether a group of three digits at `at`, behind one blank or a thousands' mark, carries the number on."""
        if self.words[at] in self.table.thousands:
            return self._touches(at) and self._touches(at + 1) and self._three(at + 1)
        near = self.starts[at] - self.ends[at - 1] == 1 and self.scan.text[self.ends[at - 1]] in " \u00a0\u202f\u2009"
        return near and self.words[at].isascii() and self.words[at].isdigit() and self._three(at)

    def _three(self, at: int) -> bool:
        return at < self.count and len(self.words[at]) == 3 and self.words[at].isascii() and self.words[at].isdigit()

    def _touches(self, at: int) -> bool:
        return at < self.count and self.starts[at] == self.ends[at - 1]

    def _sign_before(self, at: int, floor: int) -> tuple[int, str]:
        """Where an amount with its sign before it begins, and its currency: "$", "US$", "EUR"."""
        if at > floor and self.words[at - 1] in SYMBOLS and self.starts[at] - self.ends[at - 1] <= 1:
            unit, letters = SYMBOLS[self.words[at - 1]], self.lower[at - 2] if at - 2 >= floor else ""
            if unit == "USD" and letters in DOLLARS and self._touches(at - 1):
                return at - 2, DOLLARS[letters]
            return at - 1, unit
        if at > floor and self.words[at - 1] in CODES:
            return at - 1, self.words[at - 1]
        return at, ""

    def _scale(self, amount: _Amount) -> None:
        while amount.last < self.count and self.lower[amount.last] in self.table.scales:
            amount.scale = (amount.scale or 1.0) * self.table.scales[self.lower[amount.last]]
            amount.last += 1
        if amount.scale or amount.last >= self.count:
            return
        short = self.table.short_scales.get(self.lower[amount.last])
        signed = amount.unit or (amount.last + 1 < self.count and self.words[amount.last + 1] in SYMBOLS)
        if short is not None and signed:
            amount.scale, amount.last = short, amount.last + 1

    def _unit(self, amount: _Amount) -> None:
        at, lower = amount.last, self.lower
        if at >= self.count:
            return
        if lower[at] in self.terms.percent or " ".join(lower[at : at + 2]) in self.terms.percent:
            amount.unit, amount.last = "%", at + (1 if lower[at] in self.terms.percent else 2)
            return
        if self.words[at] in SYMBOLS and self.starts[at] - self.ends[at - 1] <= 1:
            amount.unit, amount.last = SYMBOLS[self.words[at]], at + 1
            if amount.unit == "USD" and at + 1 < self.count and self.words[at + 1].isupper():
                amount.unit = DOLLARS.get(lower[at + 1], "USD")
                amount.last += lower[at + 1] in DOLLARS
            return
        if self.words[at] in CODES:
            amount.unit, amount.last = self.words[at], at + 1
            return
        if lower[at] in self.terms.of:
            at += 1
            at += at < self.count and self.words[at] in APOSTROPHES
        self._currency(amount, at)

    def _currency(self, amount: _Amount, at: int) -> None:
        """The currency in words at `at`, with its adjective behind it (French) or before it (English)."""
        if at >= self.count:
            return
        lower, table = self.lower, self.table
        following = lower[at + 1] if at + 1 < self.count else ""
        if lower[at] in table.currencies:
            kinds = table.qualified.get(lower[at].rstrip("s"), {})
            amount.unit = kinds.get(following, table.currencies[lower[at]])
            amount.last = at + 2 if following in kinds else at + 1 if amount.unit else amount.last
        elif following in table.currencies:
            unit = table.qualified.get(following.rstrip("sr"), {}).get(lower[at], "")
            if unit:
                amount.unit, amount.last = unit, at + 2

    # --- around --------------------------------------------------------------------------------------------------

    def _second(self, first: _Amount) -> _Amount | None:
        """The upper end of a range: "20 à 30 milliards", "entre 20 et 30 %", "20-30 %"."""
        at, lower = first.last, self.lower
        if at + 1 >= self.count:
            return None
        before = lower[first.first - 1] if first.first else ""
        joined = (
            lower[at] in self.terms.to
            or self.words[at] in DASHES
            or (lower[at] in self.terms.and_ and before in self.terms.between)
        )
        if not joined:
            return None
        start = at + 1
        start += self.words[start] in SYMBOLS or self.words[start] in CODES
        if start >= self.count or not (self.words[start][0].isdigit() or self.lower[start] in self.table.numbers):
            return None
        second = self._amount(start, at + 1)
        return second if second is not None and (second.unit or first.unit) else None

    def _per(self, last: int) -> tuple[int, str]:
        """With "par action" or "per share" behind an amount: where it ends, and what it is the price of."""
        at = last
        if at < self.count and self.lower[at] in self.terms.per:
            at += 1
            at += at < self.count and self.words[at] in APOSTROPHES
            if at < self.count and self.lower[at] in self.terms.share:
                return at + 1, "share"
        return last, ""

    def _is_stake(self, last: int) -> bool:
        """Whether a percentage is one of capital or votes: "20 % du capital"."""
        at = last
        while at < min(self.count, last + 3) and (self.lower[at] in self.terms.stake_of or self.words[at] in APOSTROPHES):
            at += 1
        return at < self.count and self.lower[at] in self.terms.stake

    def _is_approx(self, first: int) -> bool:
        at = first - 1
        while at > 0 and (self.lower[at] in self.terms.approx_skips or self.words[at] in APOSTROPHES):
            at -= 1
        return at >= 0 and self.lower[at] in self.terms.approx
