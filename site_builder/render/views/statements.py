"""One statement in several articles: its wordings side by side, with the words that differ."""

from __future__ import annotations

import difflib

from site_builder.model import Record, Statement
from site_builder.render.annotate import escape
from site_builder.render.here import Here
from site_builder.render.views.frame import Link
from site_builder.render.views.passages import QuoteLine, quote_line, speaker

MOST_VERSIONS = 6


class Version(Record, frozen=True):
    """One wording of a statement; in `html` the words that differ from the first are marked."""

    line: QuoteLine
    html: str


class StatementView(Record, frozen=True):
    """One statement in several articles. `label` and `note`: how alike the wordings are, and what that proves."""

    id: str
    speaker: Link
    relation: str
    label: str
    note: str
    versions: tuple[Version, ...]


def statement_view(here: Here, statement: Statement) -> StatementView:
    """The wordings of a statement, differences from the first one marked."""
    site, says = here.site, here.site.words
    quotes = [site.quote(quote) for quote in statement.quotes[:MOST_VERSIONS]]
    lines = [quote_line(here, quote) for quote in quotes]
    labels = {
        "identical": says.gettext("same words"),
        "near": says.gettext("nearly the same words"),
        "translation": says.gettext("other translation"),
        "mixed": says.gettext("several wordings"),
    }
    notes = {
        "identical": says.gettext(
            "Word for word: possibly one and the same source. Two articles are not two confirmations."
        ),
        "near": says.gettext("The words that differ from the first version are underlined."),
        "translation": says.gettext("Probably one statement, translated more than once."),
        "mixed": says.gettext("The words that differ from the first version are underlined."),
    }
    texts = [_passage(here, statement, index) or line.text for index, line in enumerate(lines)]
    versions = [Version(lines[0], escape(texts[0]))]
    for line, text in zip(lines[1:], texts[1:], strict=True):
        versions.append(Version(line, differences(texts[0], text) if line.lang == lines[0].lang else escape(text)))
    return StatementView(
        id=f"st-{statement.quotes[0]}" + (f"-{statement.passages[0].span.start}" if statement.passages else ""),
        speaker=speaker(here, quotes[0]),
        relation=statement.relation,
        label=labels[statement.relation],
        note=notes[statement.relation],
        versions=tuple(versions),
    )


def _passage(here: Here, statement: Statement, index: int) -> str:
    """The sentence of a quote that reports the statement; '' where that is the whole quote."""
    return here.site.words_of(statement.passages[index]) if index < len(statement.passages) else ""


def differences(first: str, other: str) -> str:
    """`other` as HTML, with the runs of words that `first` does not have underlined."""
    ours, theirs = first.split(), other.split()
    keys = [word.strip(".,;:!?«»“”\u202f").casefold().replace("\u2019", "'") for word in theirs]
    known = [word.strip(".,;:!?«»“”\u202f").casefold().replace("\u2019", "'") for word in ours]
    out = []
    for tag, _, _, low, high in difflib.SequenceMatcher(None, known, keys, autojunk=False).get_opcodes():
        words = escape(" ".join(theirs[low:high]))
        if words:
            out.append(words if tag == "equal" else f'<span class="differs">{words}</span>')
    return " ".join(out)
