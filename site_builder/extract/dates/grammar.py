"""Tokens into date expressions: a cascade of three stages, each over the letters that the one before it left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from site_builder.extract.dates import guards, pattern
from site_builder.extract.dates.lexicon import Lexicon
from site_builder.extract.dates.table import DateTable, RuleRow, Stage, Value, of
from site_builder.scan import Scan

STAGES: tuple[Stage, ...] = ("atom", "compound", "range")

_KIND_OF_UNIT = {"day": "DAY", "week": "WEEK", "weekend": "WEEK", "month": "MONTH", "year": "YEAR"}
_KIND_OF_FIELD = (
    ("weekday", "DAY"),
    ("day", "DAY"),
    ("offset", "DAY"),
    ("holiday", "DAY"),
    ("month", "MONTH"),
    ("period", "PERIOD"),
    ("season", "PERIOD"),
    ("quarter", "PERIOD"),
    ("half", "PERIOD"),
    ("decade", "PERIOD"),
    ("century", "PERIOD"),
    ("year", "YEAR"),
)


class Rule(NamedTuple):
    """A row of the table, and its pattern ready to match."""

    row: RuleRow
    pattern: pattern.Pattern


class Node(NamedTuple):
    """An expression as read, not yet resolved: tokens `start` to `end` (excluded), and what its rule captured."""

    rule: RuleRow
    start: int
    end: int
    fields: Mapping[str, Value | Node]

    @property
    def kind(self) -> str:
        if self.rule.sense == "nothing":
            return "NOTHING"
        if "weekday" in self.fields:
            return "DAY"
        unit = self.fields.get("unit")
        if isinstance(unit, str):
            return _KIND_OF_UNIT.get(unit, "PERIOD")
        return next((kind for field, kind in _KIND_OF_FIELD if field in self.fields), "PERIOD")


class Row(NamedTuple):
    """A text between two stages: its letters, where each begins (one more for the end), and the nodes by token."""

    letters: str
    starts: list[int]
    nodes: dict[int, Node]


class Grammar:
    """The rules of a language, ready to run."""

    def __init__(self, language: str) -> None:
        self.table, calendar = of(language)
        self.lexicon = Lexicon(self.table, calendar)
        for row in self.table.rules:
            self.lexicon.ask_for(pattern.words_of(row.pattern))
        self.lexicon.close()
        where = f"lang/{language}/dates.toml"
        self._stages = [self._by_letter(self.table, stage, where) for stage in STAGES]

    def _by_letter(self, table: DateTable, stage: Stage, where: str) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = defaultdict(list)
        for row in table.rules:
            if row.stage == stage:
                read = pattern.read(row.pattern, self.lexicon, f"{where}, rule {row.name!r}")
                for letter in read.first:
                    found[letter].append(Rule(row, read))
        return {letter: tuple(rules) for letter, rules in found.items()}

    def read(self, scan: Scan) -> list[Node]:
        """All expressions of a text in order, those that are no dates included."""
        letters = self.lexicon.spell(scan.lower)
        row = Row(letters, list(range(len(letters) + 1)), {})
        for rules in self._stages:
            row = self._stage(scan, row, rules)
        return [row.nodes[at] for at in sorted(row.nodes)]

    def _stage(self, scan: Scan, row: Row, rules: Mapping[str, tuple[Rule, ...]]) -> Row:
        letters, starts, nodes = row
        out: list[str] = []
        begins: list[int] = []
        kept = 0
        next_free = 0
        for at, letter in enumerate(letters):
            if at < next_free or letter not in rules:
                continue
            found = self._best(scan, row, at, rules[letter])
            if not found:
                continue
            node, after = found
            out += (letters[kept:at], self.lexicon.letters(node.kind))
            begins += starts[kept:at]
            begins.append(node.start)
            kept = next_free = after
            for inside in starts[at:after]:
                nodes.pop(inside, None)
            nodes[node.start] = node
        out.append(letters[kept:])
        return Row("".join(out), begins + starts[kept:], nodes)

    def _best(self, scan: Scan, row: Row, at: int, rules: tuple[Rule, ...]) -> tuple[Node, int] | None:
        """The longest match at a letter whose guard holds, the first rule among equals; and the letter behind it."""
        tries = [(found.end(), rule, found) for rule in rules if (found := rule.pattern.regex.match(row.letters, at))]
        tries.sort(key=lambda found: -found[0])
        for after, rule, found in tries:
            start, end = row.starts[at], row.starts[after]
            if not guards.one_piece(scan, start, end):
                continue
            fields = self._fields(scan, row, rule, {name: found.span(name) for name in found.re.groupindex})
            node = Node(rule.row, start, end, {**rule.row.fixed, **fields})
            if not rule.row.guard or all(guards.holds(name, scan, node, self.table) for name in rule.row.guard.split()):
                return node, after
        return None

    def _fields(self, scan: Scan, row: Row, rule: Rule, spans: Mapping[str, tuple[int, int]]) -> dict[str, Value | Node]:
        """What the groups stand for. `month_` is another way to write `month`; `with` lends its own fields."""
        fields: dict[str, Value | Node] = {}
        for name, (first, after) in spans.items():
            if first < 0:
                continue
            start = row.starts[first]
            if start in row.nodes and after == first + 1:
                fields[name] = row.nodes[start]
                if name == "with":
                    fields = {**row.nodes[start].fields, **fields}
                continue
            words = [word.replace("’", "'") for word in scan.lower[start : row.starts[after]]]
            for kind in rule.pattern.captures[name]:
                value = self.lexicon.value(kind, words) if not kind.isupper() else None
                if value is not None:
                    fields[name.rstrip("_")] = value
                    break
        return fields


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language, made once."""
    return Grammar(language)
