"""`build --serve` in a real browser: a save reaches the open page, an error is shown in it, and the next save recovers."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.unit.test_serve import Preview


def test_a_save_reaches_the_open_page(page: Page, dossier: Path) -> None:
    preview = Preview(dossier)
    try:
        page.goto(f"http://127.0.0.1:{preview.port}/")
        page.wait_for_timeout(300)  # the page's socket says hello
        (dossier / "seeds" / "neuf.txt").write_text(" date 2020-10\nUn titre tout neuf\n\nLe texte dit ceci.\n", "utf-8")
        started = time.monotonic()
        expect(page.get_by_role("link", name="Un titre tout neuf").first).to_be_visible(timeout=8000)
        assert time.monotonic() - started < 8

        config = dossier / "dossier.toml"
        good = config.read_text("utf-8")
        config.write_text(f"tilte = 1\n{good}", "utf-8")
        expect(page.get_by_role("alert")).to_contain_text("unknown key `tilte`", timeout=8000)
        expect(page.get_by_role("link", name="Un titre tout neuf").first).to_be_visible()

        config.write_text(good, "utf-8")
        expect(page.get_by_role("alert")).to_have_count(0, timeout=8000)
    finally:
        preview.stop()
