"""What must hold around an expression for it to be a date: named checks that rules ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from site_builder import lang
from site_builder.extract.dates.table import DateTable
from site_builder.scan import Scan

if TYPE_CHECKING:
    from site_builder.extract.dates.grammar import Node

Check = Callable[[Scan, "Node", DateTable], bool]

_STICKS = frozenset("-/.,:_@#+*=&%°")
"""Signs that, touching a number on both sides, make it part of something longer: a decimal, a score, an address."""


def in_a_chain(scan: Scan, at: int) -> bool:
    """Whether a number comes late in a chain of numbers and signs that touch: no date begins there, as in 1/2/3/4/5."""
    if at < 4 or not scan.words[at][0].isdigit():
        return False
    return all(scan.ends[k] == scan.starts[k + 1] for k in range(at - 4, at)) and scan.words[at - 2].isdigit()


def one_piece(scan: Scan, start: int, end: int) -> bool:
    """No paragraph ends inside; a single line break is a wrapped line when a small letter or a digit follows."""
    text = scan.text
    at = text.find("\n", scan.starts[start], scan.ends[end - 1])
    while at >= 0:
        follows = text[at + 1 : at + 2]
        if not (follows.islower() or follows.isdigit()):
            return False
        at = text.find("\n", at + 1, scan.ends[end - 1])
    return True


def _stands_alone(scan: Scan, node: Node, table: DateTable) -> bool:
    """No digit or letter is tied to the expression by a sign, as in 12,5 or 650-650-6500."""
    text, first, last = scan.text, scan.starts[node.start], scan.ends[node.end - 1]
    before = text[max(0, first - 2) : first]
    if node.start > 1 and before[-1:] == "-" and scan.lower[node.start - 2] in table.year_leads:
        before = ""  # mi-2021
    if before and (before[-1] in "_$€£#" or (before[-1] in _STICKS and before[:1].isalnum() and len(before) == 2)):
        return False
    behind = text[last : last + 2]
    return not behind or not (behind[0] in "_%$€£°" or (behind[0] in _STICKS and behind[1:].isalnum()))


def _touching(scan: Scan, node: Node, table: DateTable) -> bool:
    """The parts of a numeric date touch, and nothing else touches them."""
    first = next(at for at in range(node.start, node.end) if scan.words[at][0].isdigit())
    joined = all(scan.ends[at] == scan.starts[at + 1] for at in range(first, node.end - 1))
    return joined and _stands_alone(scan, node, table)


def _same_signs(scan: Scan, node: Node, table: DateTable) -> bool:
    """A numeric date has one kind of sign: 15/09/2020, not 15/09-2020."""
    del table
    signs = [word for word in scan.words[node.start : node.end] if not word.isalnum()]
    return signs[-1] == signs[-2]


def _year_place(scan: Scan, node: Node, table: DateTable) -> bool:
    """A bare number that is a year: led by a word that asks for a date, or not followed by what it counts."""
    if not _stands_alone(scan, node, table):
        return False
    before = scan.lower[node.start - 1] if node.start else ""
    if before == "-" and node.start > 1:
        before = scan.lower[node.start - 2]
    after = scan.lower[node.end] if node.end < len(scan.words) else ""
    same_line = "\n" not in scan.text[scan.ends[node.end - 1] : scan.starts[node.end]] if after else False
    counts = bool(after) and same_line and after[0].isalpha() and after not in lang.words(scan.language).function_words
    number = node.fields["year"]
    if not isinstance(number, int):
        return False
    if before in table.year_leads:
        return number >= 1000 and not (counts and scan.words[node.end][0].islower() and (number % 100 == 0 or number < 1500))
    if not 1900 <= number < 2100:
        return False
    if counts and before in table.determiners:  # the 2016 elections, but the 2000 workers
        return number % 100 != 0 or not after.endswith("s")
    if counts and (after.endswith(("s", "x")) or number % 100 == 0):
        return False
    return not before.isdigit() and not (after.isdigit() and same_line)


def _day_place(scan: Scan, node: Node, table: DateTable) -> bool:
    """A bare day number after the article: the sentence must go on as it does behind a date."""
    if not _stands_alone(scan, node, table):
        return False
    if node.end >= len(scan.words):
        return True
    after = scan.lower[node.end]
    if after == "," and node.end + 1 < len(scan.words) and scan.lower[node.end + 1] in table.streets:
        return False
    return (not after[0].isalnum() and after not in '«“"%°') or after in table.day_followers


def _begins(scan: Scan, at: int) -> bool:
    """Whether a token stands where any word is written large."""
    if at == 0 or scan.words[at - 1] in '.!?:;…«“"(-–—':
        return True
    return "\n" in scan.text[scan.ends[at - 1] : scan.starts[at]]


def _own_capital(scan: Scan, node: Node, table: DateTable) -> bool:
    """A month whose name is also something else (Mars, May) counts when it is written as the language writes months."""
    word = scan.words[node.end - 1]
    if word.lower() not in table.verbs:
        return True
    if scan.language == "en":
        return word[0].isupper() and (not _begins(scan, node.start) or node.end - node.start > 1)
    return word[0].islower() or _begins(scan, node.start)


def _word_before(scan: Scan, node: Node) -> str:
    return scan.lower[node.start - 1].replace("’", "'") if node.start else ""


def _word_behind(scan: Scan, node: Node) -> str:
    return scan.lower[node.end].replace("’", "'") if node.end < len(scan.words) else ""


def _month_small(scan: Scan, node: Node, table: DateTable) -> bool:
    """A month written small that is also a verb needs more than a number beside it: the 3rd of may, not we may 12."""
    words = scan.words[node.start : node.end]
    if scan.language != "en" or table.verbs.isdisjoint(words):
        return True
    return any(word in table.of or (word[0].isdigit() and (len(word) == 4 or not word.isdigit())) for word in words)


def _upper_or_alone(scan: Scan, node: Node, table: DateTable) -> bool:
    """Written large, or all that the text says."""
    return _upper(scan, node, table) or len(scan.words) <= node.end - node.start + 2


def _positive(scan: Scan, node: Node, table: DateTable) -> bool:
    """Counted from the start: the second quarter, not the last quarter."""
    del scan, table
    number = node.fields.get("quarter", 1)
    return isinstance(number, int) and 0 < number <= 4


def _month_unit(scan: Scan, node: Node, table: DateTable) -> bool:
    """The month is told by its place (next month), not by its name."""
    del scan, table
    inner = node.fields["period"]
    return not isinstance(inner, (int, str)) and "unit" in inner.fields


def _yearless(scan: Scan, node: Node, table: DateTable) -> bool:
    """A month or a day of one that lacks its year, and a year that is told by its place (next year)."""
    del scan, table
    year = node.fields["period"]
    has_year = "year" in node.fields or "month" not in node.fields
    return not has_year and not isinstance(year, (int, str)) and "unit" in year.fields


def _whole_date(scan: Scan, node: Node, table: DateTable) -> bool:
    """The day that ends a range has a month."""
    del scan, table
    inner = node.fields["period"]
    return not isinstance(inner, (int, str)) and inner.rule.sense == "calendar"


def _no_record(scan: Scan, node: Node, table: DateTable) -> bool:
    """No superlative before it: the lowest level in six years looks back over six years."""
    near = scan.lower[max(0, node.start - 8) : node.start]
    return not any(word in table.records or (word.endswith("est") and len(word) > 4) for word in near)


def _not_a_name(scan: Scan, node: Node, table: DateTable) -> bool:
    """The feast itself, and not what is named after it: à Noël, not the marché de Noël."""
    if _word_before(scan, node) in table.articles and node.start > 1 and scan.lower[node.start - 2] in table.feast:
        return True
    tied = node.start > 1 and (_word_before(scan, node) in table.of or scan.lower[node.start - 2] in table.of)
    return not tied or not table.feast.isdisjoint(scan.lower[max(0, node.start - 4) : node.start])


def _late_year(scan: Scan, node: Node, table: DateTable) -> bool:
    """Two digits behind a month that are no day: mai 68."""
    number = node.fields["short_year"]
    return isinstance(number, int) and number > 31 and _stands_alone(scan, node, table)


def _yearless_period(scan: Scan, node: Node, table: DateTable) -> bool:
    del scan, table
    return "year" not in node.fields


def _led_by_article(scan: Scan, node: Node, table: DateTable) -> bool:
    """Led by the article itself: la veille, not elle veille."""
    word = _word_before(scan, node)
    return word in table.articles or word == "'"


def _once(scan: Scan, node: Node, table: DateTable) -> bool:
    """Not led by a word that makes it something recurring: every Monday, le lundi."""
    return _word_before(scan, node) not in table.each


def _singular(scan: Scan, node: Node, table: DateTable) -> bool:
    """The unit is one: the last quarter, not the last days."""
    units = table.values["unit"]
    words = scan.lower[node.start : node.end]
    return not any(word in units and word.endswith("s") and word != "mois" for word in words)


def _long_unit(scan: Scan, node: Node, table: DateTable) -> bool:
    """The unit is longer than a day: the end of the month, not the end of the day."""
    return node.fields.get("unit") != "day" and _singular(scan, node, table)


def _not_of(scan: Scan, node: Node, table: DateTable) -> bool:
    """Not followed by what it is the eve, or the morrow, of."""
    return _word_behind(scan, node) not in table.of


def _bare_later(scan: Scan, node: Node, table: DateTable) -> bool:
    """Three days after, and no noun that it is after: the clause ends, or its verb follows."""
    if scan.lower[node.end - 1] not in table.sides:
        return True
    behind = _word_behind(scan, node)
    return not behind or not behind[0].isalnum() or "\n" in scan.text[scan.ends[node.end - 1] : scan.starts[node.end]]


def _upper(scan: Scan, node: Node, table: DateTable) -> bool:
    """Written large."""
    del table
    word = scan.words[node.start]
    return word[:1].isupper() or (word[:1].isdigit() and word.isupper())


def _with(sense: str) -> Check:
    """The inner expression that lends its fields is of a sense: a weekday by itself, a duration."""

    def check(scan: Scan, node: Node, table: DateTable) -> bool:
        del scan, table
        inner = node.fields["with"]
        if isinstance(inner, (int, str)) or inner.rule.sense != sense:
            return False
        return sense != "nothing" or "unit" in inner.fields

    return check


def _between(scan: Scan, node: Node, table: DateTable) -> bool:
    """« et », "and": a range only behind the word that announces one."""
    joined = not table.conjunctions.isdisjoint(scan.lower[node.start : node.end])
    return not joined or not table.between.isdisjoint(scan.lower[max(0, node.start - 2) : node.start])


_CHECKS: dict[str, Check] = {
    "stands_alone": _stands_alone,
    "touching": _touching,
    "same_signs": _same_signs,
    "year_place": _year_place,
    "day_place": _day_place,
    "own_capital": _own_capital,
    "month_small": _month_small,
    "upper_or_alone": _upper_or_alone,
    "positive": _positive,
    "with_month_unit": _month_unit,
    "yearless": _yearless,
    "with_whole_date": _whole_date,
    "with_quarter": _with("quarter"),
    "with_half": _with("half"),
    "no_record": _no_record,
    "not_a_name": _not_a_name,
    "late_year": _late_year,
    "yearless_period": _yearless_period,
    "led_by_article": _led_by_article,
    "once": _once,
    "singular": _singular,
    "long_unit": _long_unit,
    "not_of": _not_of,
    "bare_later": _bare_later,
    "upper": _upper,
    "with_weekday": _with("weekday"),
    "with_duration": _with("nothing"),
    "with_day_of_month": _with("day_of_month"),
    "with_calendar": _with("calendar"),
    "between": _between,
}


def holds(name: str, scan: Scan, node: Node, table: DateTable) -> bool:
    """Whether a guard holds; an unknown name is a mistake in the table and raises KeyError."""
    return _CHECKS[name](scan, node, table)
