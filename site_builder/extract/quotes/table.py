"""`quotes.toml` of a language as it is written: its small words, cues, and nouns, by what they are for."""

from __future__ import annotations

import msgspec

from site_builder.extract.quotes import conjugate


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Small words by their place in a clause; see `Tag`."""

    determiners: frozenset[str]
    indefinite: frozenset[str]
    prepositions: frozenset[str]
    genitive: frozenset[str]
    subjects: frozenset[str]
    relatives: frozenset[str]
    that: frozenset[str]
    clitics: frozenset[str]
    reflexives: frozenset[str]
    negations: frozenset[str]
    have: frozenset[str]
    having: frozenset[str]
    be: frozenset[str]
    other_verbs: frozenset[str]
    adverbs: frozenset[str]
    interposed: tuple[str, ...]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    times: frozenset[str]
    by: frozenset[str]
    as_words: frozenset[str]
    adverb_ending: str
    no_adverbs: frozenset[str]
    """Nouns that end like adverbs."""
    after_de: frozenset[str]
    impersonal: frozenset[str]
    restrictive: frozenset[str]
    interrogatives: frozenset[str]
    infinitives: tuple[str, ...]
    modal: frozenset[str]
    going_on: frozenset[str]
    """Verbs, as infinitives, by which one who spoke goes on."""
    neutral: frozenset[str]
    """Verbs, as infinitives, whose object in marks is rather the name of a thing than somebody's word for it."""
    seeing: frozenset[str]
    """Verbs, as infinitives, by which whoever reads or looks finds something: on constate que."""
    denying: frozenset[str]
    """Verbs, as infinitives, behind which an infinitive is what their subject does not say: démentir avoir dit."""
    asking: frozenset[str]
    """Verbs, as infinitives, of offering and asking: what they have as their object may be named so by others too."""
    judging: frozenset[str]
    """Verbs, as infinitives, of praise and blame: their object in marks is the word of who judges."""
    intent: frozenset[str]
    """Verbs, as infinitives, of what somebody means to do."""
    causative: frozenset[str]
    transitive: frozenset[str]
    bare_clauses: bool
    premodified: bool
    purpose: frozenset[str]
    with_reason: frozenset[str]
    participles: tuple[str, ...]
    """How a participle ends."""
    placed: frozenset[str]
    """Participles and adjectives that go on with a preposition, and are part of a description: basé à, chargé de."""
    office_prepositions: frozenset[str]
    weak_subjects: frozenset[str]
    """Pronouns that may be subjects, but are objects behind a noun."""
    gendered: dict[str, str]
    """Articles and what they say of the noun behind them: 'm' or 'f'."""
    unaccented: dict[str, str]
    """Words that are often written without their accent where they are large: A for À."""
    copulas: frozenset[str]
    """Verbs, as written, that say how somebody is: rester « vigilant »."""
    finite_endings: tuple[str, ...]
    """How verbs end, of whatever kind, in the third person of the past, the future and the conditional."""
    relative_subordinators: frozenset[str]
    """Conjunctions that open a clause about a noun: où, dont, lequel."""
    gerund_endings: tuple[str, ...]
    """How participles of the present end: se tournant."""
    placing: tuple[str, ...]
    """What stands before the body that 'on' means, the longest first: du côté de, chez."""
    imperfect_endings: tuple[str, ...]
    """How verbs of the imperfect end, which no noun does behind its article: le défendait."""
    author_endings: tuple[str, ...]
    """How verbs end by which the author speaks to the reader: rappelons que."""
    relative_subjects: frozenset[str]
    """Relative pronouns that may be subjects, behind a comma: lequel."""
    plural_endings: tuple[str, ...]
    """How finite verbs end in the plural."""
    sure_plurals: tuple[str, ...]
    singular_lemmas: tuple[str, ...]
    """How infinitives end whose singular may end like a plural (il tient, il dément), and how their plurals end."""
    singular_openers: frozenset[str]
    plural_openers: frozenset[str]
    """What a phrase for one, or for several, begins with."""
    emphatic: frozenset[str]
    """'Lui-même regrette': pronouns that are subjects at the head of a sentence."""
    dative: frozenset[str]
    """What stands before the one to whom a verb allows, or orders, an infinitive; and what before the infinitive itself."""
    infinitive_markers: frozenset[str]
    pointers: frozenset[str]
    """Pronouns for somebody whom a relative clause tells: celui qui."""
    demonstratives: frozenset[str]
    """Before 'que' they make it a relative pronoun: ce que."""
    towards: frozenset[str]
    """Prepositions that lead to no listener: a 'que' behind their noun is a relative pronoun."""
    necessity: frozenset[str]
    """Impersonal verbs before an infinitive that nobody says: il faut dire que."""
    contrast: frozenset[str]
    whereas: frozenset[str]
    """Before 'que' they begin the clause of somebody else: tandis que."""
    aside: frozenset[str]
    """Pairs of words that begin, behind a comma, what the speaker does while saying it: tout en."""
    pronominal: frozenset[str]
    """Words that end a phrase which points back: ce dernier, celle-ci."""
    absolute: frozenset[str]


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cues that are no verbs; see the table."""

    according: tuple[str, ...]
    weak_according: frozenset[str]
    no_viewers: frozenset[str]
    """Nouns behind 'selon' that view nothing: selon les critères."""
    nouns: frozenset[str]
    wordings: frozenset[str]
    voices: frozenset[str]


class TermWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside which marked words are nobody's speech; see the table."""

    triggers: frozenset[str]
    """Words that make a sentence without marks worth a frame."""
    loose_triggers: frozenset[str]
    """Those of them that are common words too: nommés « dans les meilleurs délais »."""
    genitive_triggers: frozenset[str]
    """Those of them that are followed by a name only behind 'de': en état de « … »."""
    using: frozenset[str]
    """Verbs, as infinitives, by which people in general use a word: on dit « … »."""
    christening: frozenset[str]
    """Verbs, as infinitives, that give a name and nothing else."""
    carriers: frozenset[str]
    charges: frozenset[str]
    charge_prepositions: frozenset[str]
    answering: frozenset[str]
    """Words of the law that name the charge behind 'de': répondre de, coupable de."""
    places: frozenset[str]
    sung: frozenset[str]
    """Verbs, as infinitives, whose object in marks is a work: entonner « … »."""
    references: frozenset[str]


class SpeakerWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns and pronouns by who they can stand for; see the table."""

    anonymous: frozenset[str]
    spokesperson: frozenset[str]
    organisation_nouns: frozenset[str]
    masculine_pronouns: frozenset[str]
    feminine_pronouns: frozenset[str]
    neuter_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    personal_pronouns: frozenset[str]
    thing_pronouns: frozenset[str]
    some: frozenset[str]
    """Words that stand by themselves for somebody, and for nobody in particular: certains, beaucoup."""
    one_of_them: frozenset[str]
    """Words that stand for somebody with an article alone: l'un, l'autre, un troisième."""
    spoken_of: frozenset[str]
    """Nouns that mean whom others speak of, and not who spoke last: l'intéressé."""
    demonyms: frozenset[str]
    """Adjectives of countries, which tell one body from another: le groupe chinois."""
    possessives: frozenset[str]
    first_person: frozenset[str]
    letters: frozenset[str]
    institutions: frozenset[str]
    placed_offices: frozenset[str]
    """Offices that say where behind a preposition: professeur à X."""


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people are called, by gender: in the singular, and the titles that stand before a name."""

    women: frozenset[str]
    men: frozenset[str]
    anyone: frozenset[str]
    ranks: frozenset[str]
    """Words that mean somebody in the singular, and are adjectives in the plural: le dernier, but 'les derniers jeux'."""
    unisex: frozenset[str]
    """Given names, as written, that say nothing of who bears them."""
    other_words: dict[str, tuple[str, ...]]
    """Offices, and other words for who holds them: président, 'le chef de l’État'."""
    exclusive: frozenset[str]
    """What one person is, another in the same article is not: the judge, the accused."""
    feminine_titles: frozenset[str]
    masculine_titles: frozenset[str]


class Supported(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb that speaks only with one of the words after it."""

    verb: str
    by: frozenset[str]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`quotes.toml` as written."""

    verbs: dict[str, tuple[str, ...]]
    grammar: Grammar
    cues: Cues
    terms: TermWords
    speakers: SpeakerWords
    people: People
    models: dict[str, conjugate.Model] = {}
    irregular: dict[str, tuple[str, str, str]] = {}
    doubled: frozenset[str] = frozenset()
    supported: tuple[Supported, ...] = ()
