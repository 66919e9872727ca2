"""The repository's own dossier into the pictures of README.md: `python tools/take_pictures.py`, with a Chromium here.

Each page as a desk (1280 px, light) and a phone (390 px, dark) show it at first, as WebP without any further tool. Together
they must stay under 500 KB.
"""

from __future__ import annotations

import base64
import functools
import http.server
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from site_builder.build import Options, build  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 500_000
QUALITY = 62
SHOWN = (("desk", 1280, 900, "light"), ("phone", 390, 844, "dark"))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site to the browser on this machine."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def main() -> None:
    """Builds, looks, and writes the pictures."""
    path = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if path is None:
        sys.exit("no Chromium here: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        build(Options(config=ROOT / "dossier.toml", output=site / "public", cache=False))
        article = max((site / "public" / "articles").glob("*/"), key=lambda path: path.name)
        pages = {"home": "", "timeline": "chronologie/", "article": f"articles/{article.name}/", "quotes": "citations/"}
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site / "public")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            for name, page in pages.items():
                for shape in SHOWN:
                    take(browser, f"http://127.0.0.1:{server.server_address[1]}/{page}", name, shape)
            browser.close()
        server.shutdown()
    total = sum(picture.stat().st_size for picture in PICTURES.glob("*.webp"))
    if total > MOST_BYTES:
        sys.exit(f"{total} bytes of pictures: lower QUALITY or the heights")


def take(browser: Browser, address: str, name: str, shape: tuple[str, int, int, str]) -> None:
    """One page as one screen shows it."""
    label, width, height, scheme = shape
    shown: Any = scheme
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=shown, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.evaluate("() => document.fonts.ready")
    session = context.new_cdp_session(page)
    answer = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    (PICTURES / f"{name}-{label}.webp").write_bytes(base64.b64decode(answer["data"]))
    context.close()


if __name__ == "__main__":
    main()
