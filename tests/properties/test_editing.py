"""A dossier under any series of edits, builds, kills and cleans: after each build it is what a clean build makes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from site_builder.build import Options, build
from site_builder.model import Output
from site_builder.write import Writer
from tests.conftest import tree

NAMES = st.sampled_from(["a.txt", "b.txt", "c.md", "d/e.txt"])
TEXTS = st.sampled_from([
    " date 2020-08-03\nUn titre\n\n« Nous irons vite », a déclaré lundi Anna Durand, directrice d'Alvea.\n",
    " date 2020-09\nSelon Alvea, l'accord sera signé au plus tard le 15 septembre 2020 pour 3 milliards d'euros.\n",
    "---\ntitle: Un titre\ndate: 2020-08-03\n---\n\nAlvea a dit « non » à Anna Durand le 15 septembre.\n",
    "---\ntitel: faux\n---\n\nUn texte sans date.\n",
    "---\ndate: jamais\n---\n\nUn texte.\n",
    "",
])  # fmt: skip


class Editing(RuleBasedStateMachine):
    """One dossier; `mine` is a file of the author's in the output folder."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="editing-"))
        (self.root / "seeds").mkdir()
        (self.root / "dossier.toml").write_text('title = "Un dossier"\n', "utf-8")
        self.mine: bytes | None = None

    @rule(name=NAMES, text=TEXTS)
    def write(self, name: str, text: str) -> None:
        path = self.root / "seeds" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        (self.root / "seeds" / name).unlink(missing_ok=True)

    @rule(title=st.sampled_from(["Un dossier", "Autre titre"]))
    def configure(self, title: str) -> None:
        (self.root / "dossier.toml").write_text(f'title = "{title}"\n', "utf-8")

    @rule(title=st.sampled_from(["", "{{ page.frame.title }}|", "{{ super() }}!"]))
    def theme(self, title: str) -> None:
        path = self.root / "templates" / "404.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'{{% extends "default/404.html" %}}{{% block title %}}{title}{{% endblock %}}', "utf-8")

    @rule(name=st.sampled_from(["index.html", "chronologie/index.html", "articles/index.html"]))
    def harm_a_page(self, name: str) -> None:
        path = self.root / "public" / name
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"<html", b"<HTML"))

    @rule()
    def put_a_file_of_mine(self) -> None:
        self.mine = b"mine"
        (self.root / "public").mkdir(exist_ok=True)
        (self.root / "public" / "notes.txt").write_bytes(self.mine)

    @rule()
    def lose_the_cache(self) -> None:
        shutil.rmtree(self.root / ".dossier", ignore_errors=True)

    @rule()
    def begin_and_be_killed(self) -> None:
        """What a kill leaves: a manifest that promises pages, one of them written, another half."""
        killed = Writer(self.root / "public")
        killed.begin(["articles/perdu/index.html", "jamais.html"])
        killed.put(Output("articles/perdu/index.html", b"lost"))
        (self.root / "public" / "articles" / "perdu" / ".index.html.7.dossier-part").write_bytes(b"los")

    @rule()
    def clean(self) -> None:
        if (self.root / "public").is_dir():
            Writer(self.root / "public").clean()
            left = tree(self.root / "public") if (self.root / "public").is_dir() else {}
            assert left == ({} if self.mine is None else {"notes.txt": self.mine})

    @rule()
    def publish(self) -> None:
        config = self.root / "dossier.toml"
        build(Options(config=config, executor="serial"))
        fresh = self.root / "fresh"
        build(Options(config=config, output=fresh, cache=False, executor="serial"))
        expected = tree(fresh)
        shutil.rmtree(fresh)
        if self.mine is not None:
            expected["notes.txt"] = self.mine
        assert tree(self.root / "public") == expected
        again = build(Options(config=config, executor="serial"))
        assert (again.changed, again.removed) == (0, 0)

    @invariant()
    def my_file_is_there(self) -> None:
        if getattr(self, "mine", None) is not None:
            assert (self.root / "public" / "notes.txt").read_bytes() == self.mine

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=5, stateful_step_count=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
