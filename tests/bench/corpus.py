"""A few hundred real articles into any number of distinct ones, in the seeds' form and as Markdown for the peers.

Sentences of real articles are recombined; persons are invented, organisations and places exchanged, nouns exchanged for
others of their gender and number and other words for such as begin and end alike, dates shifted, amounts changed, speech
put together anew: so neither a cache of equal strings nor the search for equal statements decides what is measured. About
every fourth article holds a passage of a press release that a few others hold word for word.

Article i depends on the seed and on i alone, so a corpus of 100 is the beginning of one of 10,000. Parties are drawn with a
long tail, and their number grows with the corpus, more slowly than it.

usage: python -m tests.bench.corpus N FOLDER
"""

from __future__ import annotations

import datetime as dt
import random
import re
import sys
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tests.bench.library import KINDS, Library
from tests.bench.slots import Amount, Day, Month, Name, Piece, Sentence, Speech, Word, Year, month_name, spelled

SEED = 2016
FIRST_DAY = dt.date(2014, 1, 1)
DAYS = 6 * 365
WORDS = (380, 620)
SPOKEN = 0.4
"""How many of the paragraphs hold speech."""
RELEASED = 0.25
RELEASE_SHARED_BY = 12
"""Of this many articles in a row, about a fourth holds the same passage of a press release."""
EXCHANGED = 0.85
TAGS_MAX = 8
TAIL = 20
"""The greater, the less the first parties stand out: they are drawn with a weight of 1 / (rank + TAIL)."""


class Made(NamedTuple):
    """One article: `blocks` are (kind, text) with kind heading or paragraph; `tags` the parties that it names most."""

    name: str
    day: dt.date
    title: str
    blocks: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]

    @property
    def words(self) -> int:
        return sum(len(text.split()) for _, text in self.blocks)

    def seed(self) -> str:
        """The form in which press archives save an article."""
        return f" date {self.day}\n{self.title}\n\n" + "\n\n".join(text for _, text in self.blocks) + "\n"

    def markdown(self) -> str:
        """The body as the peers read it."""
        return "\n\n".join(("## " if kind == "heading" else "") + _escaped(text) for kind, text in self.blocks) + "\n"


class Corpus:
    """Any number of articles; the same ones for the same seed."""

    def __init__(self, seed: int = SEED) -> None:
        self.seed = seed
        self.library = Library.load()
        self.parties = {kind: Parties(self.library, kind, seed) for kind in KINDS}

    def article(self, number: int) -> Made:
        rng = random.Random(f"{self.seed}:{number}")
        day = FIRST_DAY + dt.timedelta(rng.randrange(DAYS))
        pen = Pen(self, rng, day, number)
        title = pen.line(rng.choice(self.library.titles))
        target, words = rng.randint(*WORDS), 0
        blocks: list[tuple[str, str]] = []
        if rng.random() < RELEASED:
            passage = self._release(number // RELEASE_SHARED_BY, pen.named)
            blocks.append(("paragraph", passage))
            words = len(passage.split())
        next_heading = words + rng.randint(150, 260)
        while words < target:
            if words > next_heading and target - words > 60:
                blocks.append(("heading", pen.line(rng.choice(self.library.headings))))
                next_heading = words + rng.randint(150, 260)
            text = pen.paragraph(spoken=rng.random() < SPOKEN)
            blocks.append(("paragraph", text))
            words += len(text.split())
        tags = tuple(party for party, _ in pen.named.most_common(TAGS_MAX))
        return Made(f"{day}_{number:06d}", day, title, tuple(blocks), tags)

    def _release(self, number: int, named: Counter[str]) -> str:
        rng = random.Random(f"{self.seed}:release:{number}")
        pen = Pen(self, rng, FIRST_DAY + dt.timedelta(rng.randrange(DAYS)), number * RELEASE_SHARED_BY)
        text = pen.paragraph(spoken=True)
        named.update(pen.named)
        return text


class Parties:
    """Names of one kind in an order without end; the first ones are drawn the most."""

    def __init__(self, library: Library, kind: str, seed: int) -> None:
        self._library, self._kind = library, kind
        self._rng = random.Random(f"{seed}:{kind}")
        self._known: dict[str, None] = {}
        self._order: list[str] = []

    def draw(self, rng: random.Random, article: int) -> str:
        """A party for an article: the later the article, the more of them there are."""
        known = 40 + 2.5 * (article + 1) ** 0.75
        return self._at(int(TAIL * ((TAIL + known) / TAIL) ** rng.random() - TAIL))

    def _at(self, rank: int) -> str:
        while len(self._order) <= rank:
            name = self._library.invented(self._kind, self._rng)
            if name not in self._known:
                self._known[name] = None
                self._order.append(name)
        return self._order[rank]


class Pen:
    """Writes the sentences of one article: who is who in it, and how far its days are shifted."""

    def __init__(self, corpus: Corpus, rng: random.Random, day: dt.date, article: int) -> None:
        self.named: Counter[str] = Counter()
        self._corpus, self._rng, self._day, self._article = corpus, rng, day, article
        self._roles: dict[tuple[str, str], str] = {}

    @cached_property
    def _cast(self) -> dict[str, list[str]]:
        """The few persons and organisations that the article is about."""
        return {
            kind: [self._corpus.parties[kind].draw(self._rng, self._article) for _ in range(self._rng.randint(low, high))]
            for kind, (low, high) in KINDS.items()
        }

    def paragraph(self, *, spoken: bool) -> str:
        """Sentences that follow each other in one real article; with speech, the one that holds it among them."""
        library, rng = self._corpus.library, self._rng
        if spoken:
            sentences, at = rng.choice(library.spoken)
            start = max(0, at - rng.randint(0, 1))
            chosen = sentences[start : at + 1 + rng.randint(0, 1)]
        else:
            sentences = rng.choice(library.paragraphs)
            start = rng.randrange(len(sentences))
            chosen = sentences[start : start + rng.randint(2, 4)]
        return " ".join(map(self.sentence, chosen))

    def line(self, sentence: Sentence) -> str:
        """A title or a heading."""
        text = self.sentence(sentence)
        return text[:1].upper() + text[1:]

    def sentence(self, sentence: Sentence) -> str:
        moved = self._day - sentence.day
        return "".join(
            piece if isinstance(piece, str) else self._written(piece, sentence.day, moved) for piece in sentence.pieces
        )

    def _written(self, piece: Piece, day: dt.date, moved: dt.timedelta) -> str:
        match piece:
            case Name():
                return piece.joined(self._name(piece))
            case Word(word, group):
                return self._rng.choice(self._corpus.library.words[group]) if self._rng.random() < EXCHANGED else word
            case Day():
                return spelled(piece.date + moved, weekday=piece.weekday, year=piece.year)
            case Month(first):
                shifted = first + moved
                return f"{month_name(shifted.month)} {shifted.year}"
            case Year(year):
                return str(year + self._day.year - day.year)
            case Amount(value, most):
                return str(min(most, max(2, round(value * self._rng.uniform(0.6, 1.6)))))
            case Speech():
                return self._speech(piece)
            case _:
                return piece

    def _name(self, name: Name) -> str:
        """The same real name is the same other name all through the article; a last name goes with its full name."""
        if name.kind == "l":
            return self._role(("l", name.of), lambda: self._rng.choice(self._corpus.library.places_like(name.of)))
        cast = self._cast[name.kind]
        party = self._role((name.kind, name.of), lambda: cast[len(self._roles) % len(cast)])
        self.named[party] += 1
        return party.split(" ", 1)[1] if name.short else party

    def _role(self, key, chosen):
        if key not in self._roles:
            self._roles[key] = chosen()
        return self._roles[key]

    def _speech(self, speech: Speech) -> str:
        """Somebody's words, about as many as there were, from sentences that nobody said."""
        library, parts, words = self._corpus.library, [], 0
        while words < speech.words * 0.7:
            sentence = self._rng.choice(library.unsaid)
            parts.append(self.sentence(sentence))
            words += sentence.words
            if len(parts) == 1 and speech.small and isinstance(sentence.pieces[0], str):
                parts[0] = parts[0][:1].lower() + parts[0][1:]
        return " ".join(parts).rstrip(" .!?…") + speech.closing


def _escaped(text: str) -> str:
    text = re.sub(r"([\\`*_\[\]<>#])", r"\\\1", text)
    return re.sub(r"^([-+]|\d+(?=[.)]))", r"\\\1" if text[:1] in "-+" else r"\1\\", text)


def write(count: int, folder: Path) -> None:
    """The corpus under `folder`: seeds/, and for the peers hugo/ and pelican/ with the same content."""
    corpus = Corpus()
    targets = {form: folder / form for form in ("seeds", "hugo", "pelican")}
    for target in targets.values():
        target.mkdir(parents=True)
    for number in range(count):
        made = corpus.article(number)
        (targets["seeds"] / f"{made.name}.txt").write_text(made.seed(), "utf-8")
        (targets["hugo"] / f"{made.name}.md").write_text(hugo(made), "utf-8")
        (targets["pelican"] / f"{made.name}.md").write_text(pelican(made), "utf-8")


def hugo(made: Made) -> str:
    """With YAML front matter."""
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in (made.title, *made.tags)]
    tags = ", ".join(f'"{tag}"' for tag in quoted[1:])
    return f'---\ntitle: "{quoted[0]}"\ndate: {made.day}\ntags: [{tags}]\n---\n\n{made.markdown()}'


def pelican(made: Made) -> str:
    """With the header lines that Python-Markdown reads."""
    return f"Title: {made.title}\nDate: {made.day}\nSlug: {made.name}\nTags: {', '.join(made.tags)}\n\n{made.markdown()}"


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
