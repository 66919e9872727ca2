"""Tokens into date expressions: a cascade of three stages, each over the letters that the one before it left."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache

import msgspec

from site_builder import lang
from site_builder.extract.dates import guards, pattern
from site_builder.extract.dates.direction import cues
from site_builder.extract.dates.lexicon import OTHER, Lexicon
from site_builder.extract.dates.table import RuleRow, StageName, Value, of
from site_builder.scan import Scan

STAGES: tuple[StageName, ...] = ("atom", "compound", "range")

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


class Rule(msgspec.Struct, frozen=True, gc=False):
    """A row of the table, and its pattern ready to match."""

    row: RuleRow
    pattern: pattern.Pattern
    guards: tuple[str, ...]


class Node(msgspec.Struct, frozen=True, gc=False):
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
        for field, kind in _KIND_OF_FIELD:
            if field in self.fields:
                return kind
        return "PERIOD"


class Row(msgspec.Struct, frozen=True, gc=False):
    """A text between two stages: its letters, where each begins (one more for the end), and the nodes by token."""

    letters: str
    starts: list[int]
    nodes: dict[int, Node]


Matcher = Callable[[str, int], re.Match[str] | None]


class Stage:
    """The rules of a stage, by the letter that they can begin with. `start` finds letters at which one may.

    `opens`: for a letter, what tells at once whether any rule begins there; `matchers`: its rules, each with what reads it.
    Both are made when a text first asks for them.
    """

    def __init__(self, rules: Mapping[str, tuple[Rule, ...]]) -> None:
        self.rules = rules
        alone = "".join(letter for letter, known in rules.items() if any(letter in rule.pattern.single for rule in known))
        # Most words that could begin a date stand before one that no rule asks for.
        whole = f"|(?<=[{alone}])" if alone else ""
        self.start = re.compile(f"[{''.join(rules)}](?:(?!{re.escape(OTHER)}){whole})")
        self.opens: lang.Remembered[Matcher] = lang.Remembered(self._open)
        self.matchers: lang.Remembered[list[tuple[Matcher, Rule]]] = lang.Remembered(self._matchers)

    def _open(self, letter: str) -> Matcher:
        sources = (pattern.without_names(rule.pattern.source) for rule in self.rules[letter])
        return re.compile("|".join(sources)).match

    def _matchers(self, letter: str) -> list[tuple[Matcher, Rule]]:
        return [(rule.pattern.regex.match, rule) for rule in self.rules[letter]]


class Grammar:
    """The rules of a language, ready to run."""

    def __init__(self, language: str) -> None:
        self.table, calendar = of(language)
        self.lexicon = Lexicon(self.table, calendar)
        for row in self.table.rules:
            self.lexicon.ask_for(pattern.words_of(row.pattern))
        self.lexicon.close()
        self.cues = cues(self.table.tense)
        where = f"lang/{language}/dates.toml"
        self._stages = [self._made(name, where) for name in STAGES]

    def _made(self, name: StageName, where: str) -> Stage:
        found: dict[str, list[Rule]] = defaultdict(list)
        for row in self.table.rules:
            if row.stage == name:
                read = pattern.read(row.pattern, self.lexicon, f"{where}, rule {row.name!r}")
                for letter in read.first:
                    found[letter].append(Rule(row, read, tuple(row.guard.split())))
        return Stage({letter: tuple(rules) for letter, rules in found.items()})

    def read(self, scan: Scan) -> list[Node]:
        """All expressions of a text in order, those that are no dates included."""
        letters = self.lexicon.spell(scan.lower)
        row = Row(letters, list(range(len(letters) + 1)), {})
        for stage in self._stages:
            row = self._run(scan, row, stage)
        return [row.nodes[at] for at in sorted(row.nodes)]

    def _run(self, scan: Scan, row: Row, stage: Stage) -> Row:
        letters, starts, nodes = row.letters, row.starts, row.nodes
        out: list[str] = []
        begins: list[int] = []
        free = 0  # all letters before it are read
        opens = stage.opens
        for start in stage.start.finditer(letters):
            at = start.start()
            if at < free or not opens[letters[at]](letters, at):
                continue
            found = self._best(scan, row, at, stage.matchers[letters[at]])
            if not found:
                continue
            node, after = found
            out += (letters[free:at], self.lexicon.letter_of_kind[node.kind])
            begins += starts[free:at]
            begins.append(node.start)
            free = after
            for inside in starts[at:after]:
                nodes.pop(inside, None)
            nodes[node.start] = node
        if not out:
            return row
        out.append(letters[free:])
        return Row("".join(out), begins + starts[free:], nodes)

    def _best(self, scan: Scan, row: Row, at: int, rules: list[tuple[Matcher, Rule]]) -> tuple[Node, int] | None:
        """The longest match at a letter whose guard holds, the first rule among equals; and the letter behind it."""
        if guards.in_a_chain(scan, row.starts[at]):
            return None
        letters = row.letters
        tries = [(found.end(), rule, found) for match, rule in rules if (found := match(letters, at))]
        tries.sort(key=lambda found: -found[0])
        for after, rule, found in tries:
            start, end = row.starts[at], row.starts[after]
            if not guards.one_piece(scan, start, end):
                continue
            fields = self._fields(scan, row, rule, found)
            node = Node(rule.row, start, end, {**rule.row.fixed, **fields})
            if all(guards.holds(name, scan, node, self.table) for name in rule.guards):
                return node, after
        return None

    def _fields(self, scan: Scan, row: Row, rule: Rule, found: re.Match[str]) -> dict[str, Value | Node]:
        """What the groups stand for. `month_` is another way to write `month`; `with` lends its own fields."""
        fields: dict[str, Value | Node] = {}
        for name in rule.pattern.captures:
            first, after = found.span(name)
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
