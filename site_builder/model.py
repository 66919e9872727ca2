"""Every noun of a dossier, as frozen records; nothing here acts.

Spans count code points, half-open, into the canonical text of one article. Surface text is never stored beside a
span: it is `span.of(text)`. What crosses the border between "one article" (extract) and "all articles" (link) is
compact: keys and fingerprints, never the text itself, so that memory grows with what was found and not with what
was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NewType

import msgspec

from site_builder.errors import SiteBuilderError

ArticleId = NewType("ArticleId", str)
EntityId = NewType("EntityId", str)
QuoteId = NewType("QuoteId", str)
Permalink = NewType("Permalink", str)
Edtf = NewType("Edtf", str)
"""A date in EDTF (ISO 8601-2) or an ISO week: '2020-09-15', '2020-09', '2020-W38', 'a/b', '2020-33' for a quarter."""

Kind = Literal["person", "organisation", "place"]
QuoteKind = Literal["direct", "fragment", "indirect"]
Mod = Literal["on_or_before", "before", "after", "since", "approx"]
Part = Literal["start", "mid", "end"]
Precision = Literal["day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century", "range"]
Anchor = Literal["none", "article", "text"]
"""What a date was counted from: nothing (it is complete), the article's own date, the date before it in the text."""
BlockKind = Literal["title", "heading", "paragraph", "quotation", "list_item", "table", "code"]
CANONICAL = 1
"""Version of the canonical text, written into the data: raised whenever the same bytes would give another text."""
Severity = Literal["error", "warning", "note"]
SpeakerSource = Literal["named", "anonymous", "none"]
Role = Literal["event", "planned", "deadline", "old", "new", "reference", "background"]
"""What a sentence does with one of its dates: tells what happened or is planned then; sets a limit; gives the limit that
is moved, or the one that it is moved to; names an act by its date ('the order of 14 August'); or looks back."""
Matter = Literal["", "deal", "divest", "measure", "case", "vote", "pay"]
"""What a dated sentence is about: closing a deal or its talks, a sale that is ordered, a ban or sanction, steps before a
court or an authority, a vote, a payment; '' when it does not say."""
Relation = Literal["identical", "near", "translation", "mixed"]
DeadlineStatus = Literal["open", "met", "passed", "extended", "void", "unknown"]
Publish = Literal["full", "excerpt", "metadata"]
EventKind = Literal["event", "planned", "deadline", "background"]
AUTHOR = "author"
"""The rule that found what the author added or changed; also the reason of a merge or a status that the author states."""
BY_AUTHOR = "corrected by the author"
"""`Quote.why` where the author says who speaks."""


class Record(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Base of all records: immutable, comparable, serialisable, invisible to the garbage collector."""


class Span(msgspec.Struct, frozen=True, gc=False, array_like=True, order=True):
    """Code points `start` (included) to `end` (excluded) of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Ref(msgspec.Struct, frozen=True, gc=False, array_like=True, order=True):
    """A passage: the provenance of everything that the site asserts."""

    article: ArticleId
    span: Span


class Diagnostic(Record, frozen=True):
    """An author's slip or a doubt: collected and reported, never raised."""

    code: str
    severity: Severity
    message: str
    where: str = ""
    hint: str = ""

    @classmethod
    def of(cls, error: SiteBuilderError, where: str = "") -> Diagnostic:
        """What an error says, as a finding; `where` serves when the error names no place."""
        return cls(error.code, "error", error.message, error.where or where, error.hint)


# --- read: one article -------------------------------------------------------------------------------------------


class Block(Record, frozen=True):
    """A piece of an article's structure. `level` is 1 to 6 for headings, nesting depth for list items, else 0."""

    kind: BlockKind
    span: Span
    level: int = 0


class InlineMark(Record, frozen=True):
    """Formatting inside a block (Markdown): `kind` strong, em, s, code or link; `href` only for links."""

    kind: Literal["strong", "em", "s", "code", "link"]
    span: Span
    href: str = ""


class Article(Record, frozen=True):
    """One article as read. `text` is canonical (NFC, `\\n`, no header line, blocks joined by a blank line).

    `line`: the line of its file on which the text begins; 0 where its lines are not the file's (Markdown, HTML).
    `key`: the identifier that a press database gives it; two articles with one key are the same article.
    """

    id: ArticleId
    source: str
    sha256: str
    lang: str
    title: str
    title_inferred: bool
    text: str
    blocks: tuple[Block, ...]
    published: Edtf | None = None
    date_origin: Literal["header", "front matter", "page", "file name", "none"] = "none"
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    rights: str | None = None
    publish: Publish | None = None
    tags: tuple[str, ...] = ()
    key: str | None = None
    draft: bool = False
    marks: tuple[InlineMark, ...] = ()
    line: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


# --- extract: what was found in one article ----------------------------------------------------------------------


class DateMention(Record, frozen=True):
    """A date expression. `first`/`last`: its interval of days, both None where it cannot be resolved.

    `counted_from` is the date that a relative expression was counted from; `alternatives` other readings that stay open.
    """

    span: Span
    rule: str
    value: Edtf | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    precision: Precision = "day"
    mod: Mod | None = None
    part: Part | None = None
    anchor: Anchor = "none"
    counted_from: Edtf | None = None
    alternatives: tuple[Edtf, ...] = ()


class NameMention(Record, frozen=True):
    """A candidate name with its evidence; the dossier decides whether it is one, of what kind, and whose.

    `key`: its words, article off, with straight apostrophes and single blanks; link groups keys without regard to case.
    `person`, `organisation`, `place`: weight of the evidence for each kind in and around this mention. `doubt`: 0 (surely
    a name) to 100 (likely none).
    """

    span: Span
    key: str
    rule: str
    person: int = 0
    organisation: int = 0
    place: int = 0
    doubt: int = 0


class Saying(Record, frozen=True):
    """One sentence of a quote: its place, a hash of its normalised words, and sorted hashes of its content words."""

    span: Span
    digest: str
    shingles: bytes


class Quote(Record, frozen=True):
    """Somebody's words. `parts` lie inside the marks; an incise inside the marks is cut out between two parts.

    `speaker`: the mention as written; `speaker_key`: key of the name it was resolved to in the article (`NameMention.key`),
    `speaker_text`: the noun phrase when it stays unresolved; `via`: 'spokesperson', 'letter'… ; `why`: the resolution in
    words (code of a reason, translated by the site). `confidence` 0 to 100; `certain`: shown without reservation.
    `digest`: hash of the normalised words; `sayings`: its sentences, by which link finds the same statement elsewhere.
    """

    parts: tuple[Span, ...]
    kind: QuoteKind
    rule: str
    cue: Span | None = None
    speaker: Span | None = None
    speaker_key: str | None = None
    speaker_text: str | None = None
    source: SpeakerSource = "none"
    via: str | None = None
    why: str = ""
    confidence: int = 0
    certain: bool = False
    digest: str = ""
    sayings: tuple[Saying, ...] = ()


class Calling(Record, frozen=True):
    """What somebody or some body is called: stems of the words that tell it from others, sorted.

    `key`: of the name beside it (`NameMention.key`), or the phrase itself where no name stands there (`Quote.speaker_text`).
    """

    key: str
    kind: Kind
    words: tuple[str, ...]


class Term(Record, frozen=True):
    """Words in marks that nobody says: `why` is title, nickname, scare, name, word."""

    span: Span
    why: str
    rule: str


class Figure(Record, frozen=True):
    """An amount. `low` and `high` are equal unless a range is given; `unit` an ISO 4217 code or '%'; `per` e.g. 'share'."""

    span: Span
    low: float
    high: float
    unit: str
    rule: str
    per: str = ""
    approx: bool = False


class Turn(Record, frozen=True):
    """What a sentence says became of a matter: its date moved, it is off, it was done, or done in time."""

    kind: Literal["moved", "void", "done", "met"]
    matter: Matter = ""


class Happening(Record, frozen=True):
    """A dated sentence, as far as link must know it; or an undated one that says that a matter took a turn.

    `dates`: indexes into the article's dates; `roles` and `matters` run parallel to them. `cues`: 'act' (it tells what
    readers would call an event: signed, bought, sued), 'matter', 'pronoun' (it opens with one). `shingles`: sorted hashes of
    its content words, packed, by which the same event is found elsewhere.
    """

    sentence: Span
    dates: tuple[int, ...]
    cues: tuple[str, ...] = ()
    shingles: bytes = b""
    roles: tuple[Role, ...] = ()
    matters: tuple[Matter, ...] = ()
    turns: tuple[Turn, ...] = ()


class Annotations(Record, frozen=True):
    """All that was found in one article; each tuple is sorted by span."""

    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    terms: tuple[Term, ...] = ()
    names: tuple[NameMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    happenings: tuple[Happening, ...] = ()
    cases: Mapping[str, tuple[int, int]] = {}
    """For each word that begins a candidate: how often this text writes it small, and how often large inside a sentence."""
    callings: tuple[Calling, ...] = ()
    """What the article calls its people and bodies beside their names."""
    described: tuple[Calling, ...] = ()
    """Speakers whom it describes and does not name."""
    diagnostics: tuple[Diagnostic, ...] = ()


class Card(Record, frozen=True):
    """An article without its text: what link and plan keep of it. `paragraphs`: where each numbered paragraph starts."""

    id: ArticleId
    source: str
    sha256: str
    lang: str
    title: str
    title_inferred: bool
    paragraphs: tuple[int, ...]
    words: int
    published: Edtf | None = None
    date_origin: str = "none"
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    rights: str | None = None
    publish: Publish | None = None
    tags: tuple[str, ...] = ()
    key: str | None = None


# --- link: the dossier -------------------------------------------------------------------------------------------


class Merge(Record, frozen=True):
    """Why two names are one entity: `alias` joined by `rule` ('last name', 'acronym', 'sub-name', 'declared'…)."""

    alias: str
    rule: str


class Entity(Record, frozen=True):
    """Somebody, some organisation or some place. `mentions` in dossier order; `articles` without repeats."""

    id: EntityId
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Ref, ...]
    articles: tuple[ArticleId, ...]
    role: str = ""
    description: str = ""
    declared: bool = False
    merges: tuple[Merge, ...] = ()


class LinkedName(Record, frozen=True):
    """A mention that the dossier took for a name, and whose."""

    span: Span
    entity: EntityId
    kind: Kind


class LinkedQuote(Record, frozen=True):
    """A quote in the dossier: where it stands, who speaks (`entity`, or `name` as written), and what it belongs to."""

    id: QuoteId
    article: ArticleId
    index: int
    quote: Quote
    entity: EntityId | None = None
    name: str | None = None
    statement: int | None = None


class Statement(Record, frozen=True):
    """What one speaker said once, and every quote that reports it, the earliest first.

    `passages` (parallel to `quotes`): the sentence that reports it, inside the quote. `relations` (parallel): how its words
    stand to those of the first one; `relation`: what holds of all of them, or 'mixed'. 'near': the same language, most words
    shared; 'translation': another language, or another rendering of what seems to be one original.
    """

    quotes: tuple[QuoteId, ...]
    relation: Relation
    entity: EntityId | None = None
    name: str | None = None
    passages: tuple[Ref, ...] = ()
    relations: tuple[Relation, ...] = ()


class Event(Record, frozen=True):
    """Something that happened or is due. `refs`: the sentences that say so; the first one is its label.

    `dates` (parallel to `refs`): the date expressions. `kind`: 'event' happened, as the texts tell it; 'planned' was to
    happen when last told of; 'deadline' is the last day (or the first day of a ban) for something; 'background' looks back
    or is too coarse for the timeline. `why`: the rule that chose the kind. `key`: among the few for the home page.
    """

    value: Edtf
    first: dt.date
    last: dt.date
    precision: Precision
    refs: tuple[Ref, ...]
    dates: tuple[Ref, ...]
    mod: Mod | None = None
    kind: EventKind = "event"
    parties: tuple[EntityId, ...] = ()
    why: str = ""
    key: bool = False


class DeadlineStep(Record, frozen=True):
    """One date that a deadline had, and the sentences that give it."""

    value: Edtf
    first: dt.date
    last: dt.date
    refs: tuple[Ref, ...]
    mod: Mod | None = None


class Deadline(Record, frozen=True):
    """What something must happen before; `history` ends with the date in force, `status` is as of the last article."""

    id: str
    history: tuple[DeadlineStep, ...]
    status: DeadlineStatus
    label: Ref
    why: str = ""
    status_ref: Ref | None = None
    parties: tuple[EntityId, ...] = ()
    set_by: EntityId | None = None


class Reason(Record, frozen=True):
    """Why two articles belong together: shared entities, the same statement, the same day."""

    kind: Literal["entities", "statement", "event"]
    entities: tuple[EntityId, ...] = ()
    value: Edtf | None = None


class Related(Record, frozen=True):
    """A neighbour of an article, with its weight and the reasons in order of weight."""

    article: ArticleId
    score: float
    reasons: tuple[Reason, ...]


# --- corrections: what the author says, and what became of it ----------------------------------------------------


class EntityWish(Record, frozen=True):
    """What the author says of a name in the whole dossier; `number` is that of the correction, `''` says nothing."""

    number: int
    name: str
    same_as: str = ""
    apart_from: str = ""
    kind: Kind | None = None
    label: str = ""
    drop: bool = False


class StatementWish(Record, frozen=True):
    """Two passages that report the same words, or that do not."""

    number: int
    passage: Ref
    other: Ref
    together: bool


class Constraints(Record, frozen=True):
    """What link must respect."""

    entities: tuple[EntityWish, ...] = ()
    statements: tuple[StatementWish, ...] = ()


class Unmet(Record, frozen=True):
    """A correction that has nothing to correct, and why."""

    number: int
    message: str
    hint: str


class Change(Record, frozen=True):
    """One thing that a correction changed: `field` is a key of its table, `added` or `dropped`."""

    field: str
    before: str = ""
    after: str = ""


class Corrected(Record, frozen=True):
    """A correction that was applied. `ref`: the passage it is about; `name`: the name, for names of the whole dossier."""

    table: str
    changes: tuple[Change, ...]
    ref: Ref | None = None
    article: ArticleId | None = None
    name: str = ""
    reason: str = ""
    day: str = ""


class Dossier(Record, frozen=True):
    """All articles, cross-linked. `articles` in order of publication, undated ones last.

    `unmet`: of the constraints, those that could not be respected. `corrections`: those that were applied.
    """

    articles: tuple[Card, ...]
    annotations: Mapping[ArticleId, Annotations]
    entities: tuple[Entity, ...]
    names: Mapping[ArticleId, tuple[LinkedName, ...]]
    quotes: tuple[LinkedQuote, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    deadlines: tuple[Deadline, ...]
    related: Mapping[ArticleId, tuple[Related, ...]]
    diagnostics: tuple[Diagnostic, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    corrections: tuple[Corrected, ...] = ()


# --- plan, render, write -----------------------------------------------------------------------------------------


class Page(Record, frozen=True):
    """A page to make: where, from which template, and the view that is all the template can see."""

    permalink: Permalink
    template: str
    view: Record


class Output(Record, frozen=True):
    """A file of the site: POSIX path below the output folder, and its bytes."""

    path: str
    body: bytes


class Ready(Record, frozen=True):
    """A file of the site that is too big to be held: `file` lies written on the disk of the output folder, to be moved."""

    path: str
    file: Path
