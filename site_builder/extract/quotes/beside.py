"""A quote and the words right beside it into who says it: incises behind it and before it, colons and brackets."""

from __future__ import annotations

from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.parsed import Attribution, Parsed

_SHORTEST_VERB = 3
_TAIL = 3
"""Units behind the subject of an incise, up to its comma."""
_REACH = 60
"""Units that a clause or a list of quotes has at most."""


def _closing(parsed: Parsed, p: int) -> int:
    """The unit behind a quote, past the marks that may follow it."""
    j = p + 1
    while j < len(parsed.tags) and parsed.words[j] in ",.-–—…" and parsed.tags[j] & Tag.PUNCT:
        j += 1
    return j


def incise(parsed: Parsed, p: int) -> Attribution | None:
    """« … », a déclaré X. And « A », mais « B », a affirmé X: both are X's."""
    j = _closing(parsed, p)
    hops = 0
    while hops < 6 and j < len(parsed.tags):
        if parsed.tags[j] & Tag.QUOTE:
            j, hops = _closing(parsed, j), hops + 1
        elif parsed.tags[j] & Tag.COORD and j + 1 < len(parsed.tags) and parsed.tags[j + 1] & Tag.QUOTE:
            j += 1
        else:
            break
    if j >= len(parsed.tags):
        return None
    signed = _in_brackets(parsed, j)
    if signed is not None:
        return Attribution("signed", signed, None, 80)
    if parsed.words[j] == ":" and p < _REACH and all(tag & (Tag.QUOTE | Tag.PUNCT | Tag.COORD) for tag in parsed.tags[:p]):
        # « … » : X n'en revient pas. Who is behind the colon has said it.
        behind = parsed.phrases.phrase_at(j + 1)
        return Attribution("colon behind", behind, None, 74) if behind is not None else None
    governed = _is_governed(parsed, p)
    if p and in_relative(parsed, p):
        return None
    for first, last, mention in parsed.views:
        if first == j and parsed.words[first] not in parsed.lexicon.table.cues.weak_according and not _is_given(parsed, p):
            return Attribution("selon after", mention, (first, last), 96)
    start = j
    while start < len(parsed.tags) and parsed.tags[start] & (Tag.ADVERB | Tag.CLITIC | Tag.TIME) and start < j + 3:
        start += 1
    for cue in parsed.cues:
        if j <= cue.first <= start and cue.subject is not None and cue.roles & (Role.SPEECH if cue.passive else ~Role.NAME):
            if p and not parsed.may_speak(cue.subject):
                break  # « choc », réclame une aide: what follows the verb is its object
            if p and cue.passive and parsed.tags[p - 1] & Tag.DET:
                break  # 'le « pacte », lancé par X': the name of a thing
            if cue.inverted and cue.subject.first >= cue.first and (cue.passive or not governed):
                return Attribution("incise", cue.subject, (cue.first, cue.last), (90 if cue.passive else 98) - 3 * hops)
        elif cue.first > start:
            break
    if governed:
        return None
    verb = j + 1 if parsed.tags[j] & Tag.CLITIC and not parsed.tags[j] & Tag.INVERTED else j
    pronoun = verb + 1
    if (
        pronoun < len(parsed.tags)
        and parsed.tags[pronoun] & Tag.INVERTED
        and not parsed.tags[verb] & (Tag.PUNCT | Tag.QUOTE)
    ):
        if parsed.words[pronoun] in parsed.lexicon.table.speakers.neuter_pronouns:
            # 'peut-on lire', 'lit-on': whoever reads it does not say it.
            return Attribution("read", _where(parsed, pronoun + 1), (j, pronoun + 1), 80)
        return Attribution("incise, other verb", Mention(pronoun, pronoun + 1, -1, pronoun=True), (j, pronoun + 1), 92)
    return _strange_verb(parsed, p, j) or _following(parsed, j)


def _is_given(parsed: Parsed, p: int) -> bool:
    """'Le jury a salué « … », selon la mairie': the verb that takes the words as its object has a subject who says them."""
    cue = parsed.cue_before(p)
    if cue is None or cue.subject is None or cue.passive or cue.inherited or not cue.form & (Form.FINITE | Form.PARTICIPLE):
        return False
    takes = cue.roles & (Role.FRAGMENT | Role.CALL) and cue.lemma not in parsed.lexicon.table.grammar.neutral
    return bool(takes) and parsed.may_speak(cue.subject) and parsed.gap(cue.last, p) == 0


def _in_brackets(parsed: Parsed, j: int) -> Mention | None:
    """« … » (X): a name alone in brackets right behind a quote."""
    if parsed.words[j] != "(" or j + 2 >= len(parsed.tags) or not parsed.tags[j + 1] & Tag.NAME:
        return None
    return Mention(j + 1, j + 2, j + 1) if parsed.words[j + 2] == ")" else None


def _where(parsed: Parsed, at: int) -> Mention | None:
    """'peut-on lire dans le communiqué': where it is read, which is who says it."""
    for k in range(at, min(at + 4, len(parsed.tags) - 1)):
        if parsed.tags[k] & (Tag.PUNCT | Tag.QUOTE | Tag.NAME):
            return None
        if parsed.tags[k] & Tag.PREP:
            return parsed.phrases.phrase_at(k + 1)
    return None


def in_relative(parsed: Parsed, p: int) -> bool:
    """'X, qui suit l’affaire « de près », a appelé Y': the verb behind the comma is the main one, and no incise's."""
    comma = next((k for k in range(p - 1, max(0, p - _REACH), -1) if parsed.words[k] == "," or parsed.tags[k] & Tag.STOP), 0)
    return comma > 0 and parsed.words[comma] == "," and bool(parsed.tags[comma + 1] & Tag.RELATIVE)


def _is_governed(parsed: Parsed, p: int) -> bool:
    """'l’organisation « X » revendique …': words that hang on the word before them, and no comma behind, are no speech."""
    if p == 0 or parsed.lexicon.table.grammar.premodified:
        return False
    if p + 1 < len(parsed.tags) and parsed.tags[p + 1] & Tag.PUNCT:
        return False
    if parsed.tags[p - 1] & Tag.THAT and any(cue.first == p + 1 and _names_its_own(parsed, cue) for cue in parsed.cues):
        return False
    return not parsed.tags[p - 1] & (Tag.PUNCT | Tag.QUOTE | Tag.COORD)


def _names_its_own(parsed: Parsed, cue: Cue) -> bool:
    """'…, explique X': a verb of saying with a name right behind it."""
    return bool(cue.roles & Role.SAID) and cue.last < len(parsed.tags) and bool(parsed.tags[cue.last] & Tag.NAME)


def _strange_verb(parsed: Parsed, p: int, j: int) -> Attribution | None:
    """« … », jubile X; « … », l’a coupé le juge: behind a quote, a verb of any kind before somebody is how it was said."""
    grammar, tags = parsed.lexicon.table.grammar, parsed.tags
    comma = parsed.words[j - 1] == ","
    ends = parsed.frame.text[: parsed.frame.ends[j - 1]].rstrip(' »”"\u00a0\u202f')[-1:] in "!?…"
    if not (comma or grammar.premodified or ends):
        return None
    k = j
    while (
        k < len(tags)
        and tags[k] & Tag.CLITIC
        and (not tags[k] & Tag.DET or (k + 1 < len(tags) and _is_surely_verb(parsed, k + 1)))
    ):
        k += 1
    auxiliary = k
    reflexive = k > j and bool(tags[k - 1] & Tag.REFLEXIVE)
    helping = Tag.HAVE | Tag.ADVERB | Tag.NEGATION | (Tag.BE if reflexive else 0)
    while k < len(tags) and tags[k] & helping and not tags[k] & (Tag.PREP | Tag.NAME):
        k += 1
    if k > auxiliary and k + 2 < len(tags) and tags[k + 1] == Tag.WORD and parsed.words[k + 1].endswith(grammar.infinitives):
        k += 1  # '« … », s’est laissé aller X'
    if k + 1 >= len(tags) or tags[k] & ~Tag.CUE & ~Tag.VERB != Tag.WORD:
        return None
    if k == auxiliary and (parsed.words[k].endswith(grammar.participles) or len(parsed.words[k]) < _SHORTEST_VERB):
        return None  # a participle without its auxiliary: '« … », réalisée par X'; and no « … », c’est X
    if tags[k + 1] & Tag.NAME:
        return Attribution("incise, other verb", parsed.phrases.phrase_at(k + 1), (j, k + 1), 86 if k > j else 85)
    subject = parsed.phrases.behind(k + 1)
    if subject is None or subject.pronoun or grammar.premodified or not tags[subject.first] & (Tag.DET | Tag.NAME):
        return None
    speaks = Tag.NAME | Tag.PERSON | Tag.ANONYMOUS
    if any(tags[i] & speaks for i in range(subject.first, min(subject.first + 3, subject.last))):
        return Attribution("incise, other verb", subject, (j, k + 1), 85)
    # '« … », maugrée un colistier.': a word for people that is not known, alone between the verb and the end.
    plain = comma and tags[subject.first] & Tag.INDEFINITE and parsed.opens_with(p, 0) and subject.last - subject.first > 1
    ends_clause = subject.last >= len(tags) or tags[subject.last] & Tag.PUNCT
    return Attribution("incise, other verb", subject, (j, k + 1), 70) if plain and ends_clause else None


def _is_surely_verb(parsed: Parsed, k: int) -> bool:
    """Whether a unit behind 'le' or 'la' is a verb and no noun: an auxiliary, or an imperfect (le défendait)."""
    use, endings = parsed.frame.uses[k], parsed.lexicon.table.grammar.imperfect_endings
    finite = use is not None and bool(use.form & Form.FINITE)
    return bool(parsed.tags[k] & Tag.HAVE) or (finite and bool(endings) and parsed.words[k].endswith(endings))


def _following(parsed: Parsed, j: int) -> Attribution | None:
    """ "…," X said: the subject stands between the quote and its verb, in order."""
    if parsed.lexicon.language == "fr":
        return None
    for cue in parsed.cues:
        if cue.first < j:
            continue
        subject = cue.subject
        if subject is None or cue.form & (Form.GERUND | Form.INFINITIVE) or cue.passive or not cue.roles & Role.SPEECH:
            return None
        if subject.first == j or (subject.first > j and subject.first - j <= 3 and not parsed.tags[j] & Tag.PUNCT):
            return Attribution("incise", subject, (cue.first, cue.last), 95)
        return None
    return None


def _ends_before(parsed: Parsed, end: int, comma: int) -> bool:
    """Whether an incise whose subject ends at `end` goes on to its comma with no more than 'publié lundi'."""
    if not comma - _TAIL <= end <= comma:
        return False
    other = Tag.PUNCT | Tag.QUOTE | Tag.VERB | Tag.CUE | Tag.RELATIVE | Tag.THAT | Tag.DET | Tag.NAME
    return not any(parsed.tags[k] & other for k in range(end, comma))


def incise_before(parsed: Parsed, p: int) -> Attribution | None:
    """…, poursuit X, « … »: an incise between commas right before the quote."""
    if p < _SHORTEST_VERB or parsed.words[p - 1] != ",":
        return None
    for cue in parsed.cues:
        subject = cue.subject
        if (
            subject is None
            or not cue.inverted
            or cue.passive
            or not _ends_before(parsed, max(cue.last, subject.last), p - 1)
        ):
            continue
        opens = cue.first - 1
        while opens > 0 and parsed.tags[opens] & Tag.CLITIC:
            opens -= 1
        if opens > 0 and parsed.words[opens] == "," and cue.roles & Role.SPEECH and parsed.may_speak(subject):
            return Attribution("incise before", subject, (cue.first, cue.last), 92)
    return None
