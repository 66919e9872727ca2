"""Costs are taken from the right process, a failing builder is no figure, and tables say what was measured."""

from __future__ import annotations

import sys

import pytest

pytest.importorskip("psutil", reason="needs the extra `bench`")

from tests.bench import report
from tests.bench.builders import HUGO, OURS
from tests.bench.measure import CommandFailedError, Written, cost, memory_of_all, written
from tests.bench.report import Figures, Result
from tests.bench.run import _stages

HELD = 60_000_000


def figures(name, cold):
    return Figures(name, Written(10, 12, 3_000_000), cold, 0.5, 1.0, 3.0, 40_000_000, 90_000_000, (cold,))


def result(articles, ours, hugo):
    return Result(articles, (figures(OURS, ours), figures(HUGO, hugo)), {"cold": {"link": 0.25}}, 0.1)


def test_tables_give_ratios_stages_and_growth():
    text = report.tables([result(100, 2.0, 4.0), result(1000, 30.0, 40.0)], 512.4, "A machine.", 3)
    assert "| Hugo | 10 | 12 | 3.0 | 4.00 | 0.50 | 0.50 | 1.00 | 3.0 | 40 | 90 |" in text
    assert "| 1,000 | cold | link | 0.25 |" in text
    assert "1,000 articles take 15.0 times as long as 100" in text
    assert "512 articles of 400 words a second" in text


def test_tables_stand_without_ours():
    alone = Result(100, (figures(HUGO, 4.0),), {}, 0.1)
    assert "| Hugo | 10 | 12 | 3.0 | 4.00 |  |" in report.tables([alone, alone], 0, "A machine.", 1)


def test_tables_go_between_the_marks_and_leave_the_rest(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold \\1\n{report.END}\nafter\n", "utf-8")
    report.into(page, r"new \1")
    assert page.read_text("utf-8") == f"before\n{report.BEGIN}\nnew \\1\n{report.END}\nafter\n"
    page.write_text("no marks", "utf-8")
    with pytest.raises(SystemExit):
        report.into(page, "new")


def test_a_cost_is_that_of_the_command(tmp_path):
    code = f"import time; held = bytearray({HELD}); time.sleep(0.2); print('done')"
    taken = cost((sys.executable, "-c", code), tmp_path)
    assert taken.said == "done\n"
    assert taken.wall >= 0.2
    assert taken.largest > HELD


def test_memory_of_all_counts_children(tmp_path):
    child = f"import time; held = b'x' * {HELD}; time.sleep(0.6)"
    start = f"subprocess.Popen([sys.executable, '-c', {child!r}])"
    code = f"import subprocess, sys; started = [{start}, {start}]; [one.wait() for one in started]"
    assert memory_of_all((sys.executable, "-c", code), tmp_path) > 2 * HELD


def test_a_builder_that_fails_gives_no_figure(tmp_path):
    with pytest.raises(CommandFailedError, match=r"(?s)exit code 3.*went wrong"):
        cost((sys.executable, "-c", "import sys; print('it went wrong'); sys.exit(3)"), tmp_path)


def test_a_site_is_counted(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_bytes(b"12345")
    (tmp_path / "feed.xml").write_bytes(b"123")
    assert written(tmp_path) == Written(pages=1, files=2, bytes=8)


def test_stages_are_read_from_what_a_build_says(tmp_path):
    said = "100 articles, 285 pages in public (0 written), 3.00 s\n  read, extract, link: 1.50 s\n  render, write: 1.25 s\n"
    taken = cost((sys.executable, "-c", f"print({said!r}, end='')"), tmp_path)
    assert _stages({"cold": [taken]}) == {"cold": {"read, extract, link": 1.5, "render, write": 1.25}}
