"""`quotes.toml` of a language into what the sieves ask of a word: its place in a clause, and whether it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from site_builder import lang
from site_builder.extract.quotes import conjugate
from site_builder.extract.quotes.table import People, Table

_PART = re.compile(r"[^\W_]+")
CLAUSE_MARKS = ".;:!?»«("
"""Marks behind which nothing belongs to what stands before them."""


class Tag:
    """What a unit of a clause can be; a word may be several things. Plain integers: flags of enum cost ten times more."""

    DET = 1 << 0
    INDEFINITE = 1 << 1
    PREP = 1 << 2
    GENITIVE = 1 << 3
    SUBJECT = 1 << 4
    RELATIVE = 1 << 5
    THAT = 1 << 6
    CLITIC = 1 << 7
    REFLEXIVE = 1 << 8
    NEGATION = 1 << 9
    HAVE = 1 << 10
    BE = 1 << 11
    VERB = 1 << 12
    ADVERB = 1 << 13
    COORD = 1 << 14
    SUBORD = 1 << 15
    TIME = 1 << 16
    CUE = 1 << 17
    NAME = 1 << 18
    QUOTE = 1 << 19
    PUNCT = 1 << 20
    STOP = 1 << 21
    CAPITAL = 1 << 22
    INVERTED = 1 << 23
    NUMBER = 1 << 24
    PERSON = 1 << 25
    ORGANISATION = 1 << 26
    ANONYMOUS = 1 << 27
    HAVING = 1 << 28
    ONLY_CLITIC = 1 << 29
    WORD = 1 << 30


class Telling:
    """What a token before a name may be: part of a word for a person or a body, or of one that tells a gender; else an
    article that does; else any word; else a mark that ends the clause."""

    NOTHING = 0
    WORD = 1
    ARTICLE = 2
    OFFICE = 3
    CLAUSE = 4


class Role:
    """What a cue verb can do with the words that it reports."""

    SAID = 1
    THOUGHT = 2
    INCISE = 4
    FRAGMENT = 8
    CALL = 16
    NAME = 32
    CLAUSE = SAID | THOUGHT
    SPEECH = SAID | THOUGHT | INCISE


class Form:
    """The forms that one spelling may be of a verb."""

    FINITE = 1
    PARTICIPLE = 2
    GERUND = 4
    INFINITIVE = 8


class Use(msgspec.Struct, frozen=True, gc=False):
    """What one spelling of a verb can be: its forms, its roles alone and with a reflexive pronoun, and its infinitive."""

    form: int
    roles: int
    reflexive: int
    lemma: str


class Lexicon(msgspec.Struct, frozen=True, gc=False):
    """A language as the sieves see it; built once."""

    table: Table
    language: str
    tags: dict[str, int]
    uses: dict[str, Use]
    gender: dict[str, str]
    """'m' or 'f' for what says of whom it is used."""
    according: dict[str, tuple[tuple[str, ...], ...]]
    view_words: frozenset[str]
    """The longest word of each phrase of `according`, by which it is looked for."""
    viewing: frozenset[str]
    """Words with which a view may begin."""
    interposed: dict[str, tuple[tuple[str, ...], ...]]
    between: frozenset[str]
    support: dict[str, frozenset[str]]
    verbal: frozenset[str]
    """Forms of verbs that may speak, alone or with a word behind them."""
    triggers: frozenset[str]
    """Words that make a sentence without marks worth a frame, with a clause behind them."""
    speaking: frozenset[str]
    """Finite forms and participles of verbs that may be an incise's."""
    watched: frozenset[str]
    """All words at which a report without marks, or an incise within them, may stand."""
    infinitive: lang.Remembered[bool]
    """Whether a word ends as an infinitive does."""
    telling: lang.Remembered[int]
    """What a token may tell of the name behind it (`Telling`)."""


_ROLES = {
    "said": Role.SAID | Role.INCISE | Role.FRAGMENT,
    "thought": Role.THOUGHT | Role.INCISE | Role.FRAGMENT,
    "incise": Role.INCISE,
    "fragment": Role.FRAGMENT,
    "clause": Role.SAID,
    "call": Role.CALL,
    "name": Role.NAME,
}


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; raises LanguageDataError when its table is wrong."""
    table: Table = lang.table(language, "quotes", Table)
    uses = _uses(table)
    tags, gender = _tags(table, uses), _gender(table.people)
    support = {form: frozenset(one.by) for one in table.supported for form in _forms(table, one.verb) if form not in ("",)}
    according, infinitives = _phrases(table.cues.according), table.grammar.infinitives
    clausal = {word for word, use in uses.items() if (use.roles | use.reflexive) & Role.CLAUSE}
    speaking = frozenset(
        word
        for word, use in uses.items()
        if (use.roles | use.reflexive) & Role.SPEECH and use.form & (Form.FINITE | Form.PARTICIPLE)
    )
    supporting = {word for one in table.supported for word in one.by}
    triggers = frozenset(clausal | supporting)
    view_words = frozenset(max(phrase, key=len) for phrases in according.values() for phrase in phrases)
    return Lexicon(
        table=table,
        language=language,
        tags=tags,
        uses=uses,
        gender=gender,
        according=according,
        view_words=view_words,
        viewing=frozenset(according) | table.cues.weak_according,
        interposed=_phrases(table.grammar.interposed),
        between=frozenset(word for phrase in table.grammar.interposed for word in phrase.replace("'", " ").split()),
        support=support,
        verbal=frozenset(uses.keys() | support.keys()),
        triggers=triggers,
        speaking=speaking,
        watched=triggers | speaking | view_words | table.cues.weak_according,
        infinitive=lang.Remembered(lambda word: word.endswith(infinitives)),
        telling=_telling(tags, gender, table.grammar.gendered),
    )


def _inflect(table: Table, verb: str) -> conjugate.Forms:
    if table.models:
        return conjugate.french(verb, table.models)
    return conjugate.english(verb, table.irregular, table.doubled)


def _forms(table: Table, verb: str) -> frozenset[str]:
    if verb in ("être", "be"):
        return table.grammar.be
    forms = _inflect(table, verb)
    return forms.finite | forms.participles | forms.gerund | {forms.infinitive}


def _uses(table: Table) -> dict[str, Use]:
    plain: dict[str, int] = {}
    reflexive: dict[str, int] = {}
    for name, verbs in table.verbs.items():
        for verb in verbs:
            bare = verb.removeprefix("se_").removeprefix("s_")
            into = plain if bare == verb else reflexive
            into[bare] = into.get(bare, 0) | _ROLES[name]
    uses: dict[str, Use] = {}
    for verb in sorted(plain.keys() | reflexive.keys()):
        alone, with_self = plain.get(verb, 0), reflexive.get(verb, 0)
        if not with_self and alone & Role.SAID:
            with_self = alone & (Role.INCISE | Role.FRAGMENT)
        forms = _inflect(table, verb)
        for kind, words in (
            (Form.FINITE, forms.finite),
            (Form.PARTICIPLE, forms.participles),
            (Form.GERUND, forms.gerund),
            (Form.INFINITIVE, {forms.infinitive}),
        ):
            for word in words:
                known = uses.get(word)
                if known is None:
                    uses[word] = Use(kind, alone, with_self, verb)
                else:
                    uses[word] = Use(known.form | kind, known.roles | alone, known.reflexive | with_self, known.lemma)
    return uses


def _gender(people: People) -> dict[str, str]:
    return dict.fromkeys(people.women | people.feminine_titles, "f") | dict.fromkeys(
        people.men | people.masculine_titles, "m"
    )


def _telling(tags: dict[str, int], gender: dict[str, str], articles: Iterable[str]) -> lang.Remembered[int]:
    wanted = {word for word, bits in tags.items() if bits & (Tag.PERSON | Tag.ORGANISATION)} | gender.keys()
    parts = frozenset(part for word in wanted for part in _PART.findall(word))
    articles = frozenset(articles)

    def tell(token: str) -> int:
        if not parts.isdisjoint(_PART.findall(token)):
            return Telling.OFFICE
        if token in articles:
            return Telling.ARTICLE
        if token[0].isalnum():
            return Telling.WORD
        return Telling.CLAUSE if token in CLAUSE_MARKS else Telling.NOTHING

    return lang.Remembered(tell)


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z")):
        return noun
    return noun[:-2] + "aux" if noun.endswith("al") else noun + "s"


def _tags(table: Table, uses: dict[str, Use]) -> dict[str, int]:
    grammar, speakers = table.grammar, table.speakers
    many = table.people.women | table.people.men | table.people.anyone
    people = many | table.people.ranks
    groups = (
        (Tag.DET, grammar.determiners),
        (Tag.INDEFINITE, grammar.indefinite),
        (Tag.PREP, grammar.prepositions),
        (Tag.GENITIVE, grammar.genitive),
        (Tag.SUBJECT, grammar.subjects),
        (Tag.RELATIVE, grammar.relatives),
        (Tag.THAT, grammar.that),
        (Tag.CLITIC, grammar.clitics),
        (Tag.REFLEXIVE, grammar.reflexives),
        (Tag.NEGATION, grammar.negations),
        (Tag.HAVE, grammar.have),
        (Tag.HAVING, grammar.having),
        (Tag.BE, grammar.be),
        (Tag.VERB, grammar.other_verbs | grammar.have | grammar.be),
        (Tag.ADVERB, grammar.adverbs),
        (Tag.COORD, grammar.coordinators),
        (Tag.SUBORD, grammar.subordinators),
        (Tag.TIME, grammar.times),
        (Tag.PERSON, people),
        (Tag.ORGANISATION, speakers.organisation_nouns),
        (Tag.ANONYMOUS, speakers.anonymous | (frozenset(map(_plural, many)) - people)),
        (Tag.CUE, frozenset(uses)),
    )
    tags: dict[str, int] = {}
    for tag, words in groups:
        for word in words:
            tags[word] = tags.get(word, 0) | int(tag)
    return tags


def _phrases(phrases: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, longest first, each as the words of a frame (apostrophes part them)."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.replace("’", "'").replace("'", " ").split())
        by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in by_first.items()}
