"""What a site's robots.txt lets this program fetch, as RFC 9309 says."""

from __future__ import annotations

import time

import pytest

from site_builder.robots import Rules, rules_for

EVERYBODY = """User-agent: *
Disallow: /prive/
Allow: /prive/presse
Disallow: /*?print=
Disallow: /*&print=
Disallow: /*.pdf$
Crawl-delay: 4
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/prive/a", False),
        ("/prive/presse/a", True),
        ("/article?print=1", False),
        ("/article?id=2&print=1", False),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/%70rive/a", False),
    ],
)
def test_the_longest_rule_decides(path: str, allowed: bool) -> None:
    assert rules_for("dossier", EVERYBODY).allows(path) is allowed


def test_a_group_of_our_own_wins_over_that_of_everybody() -> None:
    rules = rules_for("dossier", "User-Agent: *\nDisallow: /\n\nuser-agent: Other\nuser-agent: Dossier # us\nDisallow: /x\n")
    assert rules.allows("/a")
    assert not rules.allows("/x")


@pytest.mark.parametrize("text", ["", "Disallow: /", "User-agent: *\nDisallow:", "<p>no", "User-agent: other\nDisallow: /"])
def test_what_forbids_nothing(text: str) -> None:
    assert rules_for("dossier", text).allows("/any")


def test_rules_of_one_length_allow_and_the_end_is_the_end() -> None:
    assert Rules((("/a", False), ("/a", True))).allows("/a")
    assert Rules((("/a$", False),)).allows("/ab")
    assert Rules((("/*a*b$", False),)).allows("/ab/c")
    assert not Rules((("/*a*b$", False),)).allows("/xayb")
    assert Rules((("/ab*b$", False),)).allows("/ab")


def test_the_pause_that_a_site_asks_for() -> None:
    assert rules_for("dossier", EVERYBODY).delay == 4
    assert rules_for("dossier", "User-agent: *\nCrawl-delay: soon").delay == 0


def test_a_pattern_made_to_hang() -> None:
    started = time.process_time()
    assert Rules(((("/" + "*a" * 2_000 + "$"), False),)).allows("/" + "a" * 1_999 + "b" * 2_000)
    assert time.process_time() - started < 1
