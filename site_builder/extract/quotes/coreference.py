"""A speaker as written into the name that it stands for in its article, with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from site_builder.extract.quotes.attention import Attention
from site_builder.extract.quotes.cast import Cast
from site_builder.extract.quotes.frames import Frame
from site_builder.extract.quotes.impersonal import body_meant
from site_builder.extract.quotes.lexicon import Lexicon, Tag
from site_builder.extract.quotes.marks import Marked
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.neighbours import Neighbours
from site_builder.extract.quotes.phrases import MARKS, Phrases
from site_builder.extract.quotes.signatures import Signature
from site_builder.model import Kind, SpeakerSource
from site_builder.scan import Scan

_WORD = re.compile(r"[^\W_]+")
_SMALL = 3
_OPENING = 24
_NEAR = 90
_SURE = 84
_BACK = 4
"""How many sentences back a pronoun looks."""

REASONS = {
    "named": "the speaker is named beside the words",
    "fuller name": "a short form of a name that the article gives in full",
    "pronoun": "the pronoun stands for the last one who spoke or was spoken of",
    "office": "the article says who holds this office",
    "description": "the description fits one name of the article only",
    "described elsewhere": "another article calls this party so, and this one names it",
    "spokesperson": "a spokesperson speaks for the organisation",
    "continued": "the words go on from the quote before",
    "sentence before": "the sentence before says who speaks",
    "sentence behind": "the sentence behind says who speaks",
    "same words": "the text gives these words to this speaker",
    "interview": "the words answer the question before them",
    "as written": "the article does not say who it is",
    "anonymous": "the article gives no name",
    "nobody": "no speaker is told",
}
"""Codes of `Quote.why`, and what they mean; the site translates them."""


class Resolution(msgspec.Struct, frozen=True, gc=False):
    """Who a mention is: key and surface of the name, or the phrase; `sure` 0 to 100."""

    key: str | None
    text: str | None
    source: SpeakerSource
    why: str
    via: str | None = None
    sure: int = 100


class _Salient(msgspec.Struct, frozen=True, gc=False):
    """Whom a pronoun most likely means, and whether that is clear; or somebody of whom the article tells no name."""

    key: str | None
    clear: bool = False
    nameless: Resolution | None = None


class Resolver(Attention):
    """Resolves the speakers of one article in reading order."""

    def __init__(self, scan: Scan, lexicon: Lexicon, cast: Cast, neighbours: Neighbours) -> None:
        super().__init__(scan, lexicon, cast)
        self.all = cast.names
        self.neighbours = neighbours
        self.called: dict[str, set[str]] = {}
        """The nouns that meant a name so far."""

    def resolve(self, frame: Frame, mention: Mention | None) -> Resolution:
        """Who `mention` of `frame` is."""
        if mention is None:
            return Resolution(None, None, "none", "nobody")
        alone = mention.last - mention.first == 1 and frame.tags[mention.first] & (Tag.SUBJECT | Tag.NAME) == Tag.SUBJECT
        if mention.pronoun or alone:
            return self._pronoun(frame, mention)
        spoken_for = self._spokesperson(frame, mention)
        if spoken_for is not None:
            return spoken_for
        if mention.name >= 0:
            return self._named(frame, mention.name)
        if frame.tags[mention.first] & Tag.QUOTE:  # a paper, by its name in marks
            return Resolution(None, frame.surface(mention.first, mention.last).strip(MARKS), "named", "named", sure=80)
        return self._phrase(frame, mention, frame.surface(mention.first, mention.last))

    def signed(self, by: Signature) -> Resolution:
        """Who signs a quote."""
        name = by.name
        if name is None or (name.span != by.span and not self.cast.is_mostly(self.cast.key(name), "person")):
            return Resolution(None, by.span.of(self.text), "anonymous", "as written", sure=85)
        key = self.cast.key(name)
        return Resolution(key, self.cast.surface(key), "named", "named" if key == name.key else "fuller name")

    def _named(self, frame: Frame, unit: int) -> Resolution:
        if frame.refs[unit] < 0:
            return Resolution(None, frame.surface(unit, unit + 1), "named", "named", sure=92)
        key = self.cast.key(self.all[frame.refs[unit]])
        why = "named" if key == self.all[frame.refs[unit]].key else "fuller name"
        return Resolution(key, self.cast.surface(key), "named", why)

    def _spokesperson(self, frame: Frame, mention: Mention) -> Resolution | None:
        words = frame.words[mention.first : mention.last]
        at = next((i for i, word in enumerate(words) if word in self.speakers.spokesperson), -1)
        if at < 0:
            return None
        if mention.name >= 0 and frame.refs[mention.name] >= 0:
            key = self.cast.key(self.all[frame.refs[mention.name]])
            if self.cast.may_be(key, "person") and not frame.tags[mention.name - 1] & Tag.GENITIVE:
                return None
        text = frame.surface(mention.first, mention.last)
        inner = next((k for k in range(mention.first + at + 1, mention.last) if frame.tags[k] & Tag.DET), -1)
        if inner > 0 and inner + 1 < mention.last and not any(frame.tags[k] & Tag.NAME for k in range(inner, mention.last)):
            body = self._phrase(frame, Mention(inner, mention.last), text)
            if body.key is not None and not self.cast.is_mostly(body.key, "person"):
                return replace(body, why="spokesperson", via="spokesperson")
        for i in range(mention.first + at + 1, mention.last):
            if frame.tags[i] & Tag.NAME and frame.refs[i] >= 0:
                key = self.cast.key(self.all[frame.refs[i]])
                return Resolution(key, self.cast.surface(key), "named", "spokesperson", via="spokesperson")
        return Resolution(None, text, "anonymous", "spokesperson", via="spokesperson", sure=90)

    # --- pronouns --------------------------------------------------------------------------------------------------

    def _pronoun(self, frame: Frame, mention: Mention) -> Resolution:
        word, speakers = frame.words[mention.first], self.speakers
        if word in speakers.neuter_pronouns:
            return self._impersonal(frame, mention) or Resolution(None, None, "anonymous", "anonymous", sure=90)
        several = self._several(frame.starts[mention.first]) if word in speakers.plural_pronouns else None
        if several is not None:
            return several
        if word in speakers.plural_pronouns or word in speakers.first_person:
            return Resolution(None, None, "none", "as written", sure=85)
        if word in speakers.some:
            return Resolution(None, frame.surface(mention.first, mention.last), "anonymous", "anonymous", sure=90)
        gender = "m" if word in speakers.masculine_pronouns else "f" if word in speakers.feminine_pronouns else ""
        at = frame.starts[mention.first]
        key = self._nearest(at, person=word in self.lexicon.table.grammar.emphatic) if "-" in word else None
        kind: Kind | None = (
            "person" if word in speakers.personal_pronouns else "organisation" if word in speakers.thing_pronouns else None
        )
        clear = key is not None
        if key is None:
            meant = self._salient(at, gender, kind)
            if meant.nameless is not None:
                return replace(meant.nameless, why="pronoun", sure=min(_SURE, meant.nameless.sure))
            key, clear = meant.key, meant.clear
        key = key or self._protagonist(at, gender, kind or "person")
        if key is None:
            key, clear = self._named_behind(at, gender), False
        if key is None:
            return Resolution(None, None, "none", "as written", sure=85)
        return Resolution(key, self.cast.surface(key), "named", "pronoun", sure=84 if clear else 80)

    def _several(self, before: int) -> Resolution | None:
        """Whom 'ils' means where a name tells: 'Jean et Anne X ont écrit … ils', 'les rebelles shebab … ils'."""
        since = self.sentence_starts[max(0, self._sentence(before) - 1)]
        told, grammar = self.cast.told(since, before), self.lexicon.table.grammar
        for at in range(len(told) - 1, -1, -1):
            name, left = told[at], told[at - 1] if at else None
            key = self.cast.key(name)
            joined = self.text[left.span.end : name.span.start].strip() if left is not None else ""
            if left is not None and joined in grammar.coordinators and self.cast.is_mostly(key, "person"):
                text = self.text[left.span.start : name.span.end]
                return Resolution(None, text, "named", "pronoun", sure=_SURE) if self._is_subject(left) else None
            words = _WORD.findall(self.text[max(since, name.span.start - _OPENING) : name.span.start].lower())[-2:]
            if (
                not grammar.plural_openers.isdisjoint(words)
                and self._fits(key, "", "organisation")
                and self._is_subject(name)
            ):
                return Resolution(key, self.cast.surface(key), "named", "pronoun", sure=80)
        return None

    def _impersonal(self, frame: Frame, mention: Mention) -> Resolution | None:
        """'répond-on à la CGT': the body that 'on' stands for."""
        body = body_meant(Phrases(frame, self.lexicon), mention.first)
        if body is None:
            return None
        contracted = body.last - body.first > 1 and frame.tags[body.first] & Tag.DET and frame.tags[body.first] & Tag.PREP
        found = self.resolve(frame, body)
        if found.key is None and contracted:
            found = replace(found, text=frame.surface(body.first + 1, body.last))
        if found.key is not None and self.cast.is_mostly(found.key, "place"):
            return None
        return replace(found, sure=min(found.sure, _SURE)) if found.source != "anonymous" else None

    def _nearest(self, before: int, *, person: bool) -> str | None:
        """Whom 'lui-même' (a person, where one is near) or 'celui-ci' (no place) means: the one named last before it."""
        near = [self.cast.key(name) for name in self.cast.mentions(before - _NEAR, before)]
        near = [key for key in reversed(near) if not self.cast.is_mostly(key, "place")] or near[-1:]
        people = [key for key in near if person and self.cast.is_mostly(key, "person")]
        return next(iter(people or near), None)

    def _salient(self, before: int, gender: str, kind: Kind | None) -> _Salient:
        """Whom a pronoun most likely means: who spoke in the nearest sentence, or is its first subject; people first.

        And whether that is clear: it spoke, or nobody else fits from there to the pronoun. A sentence about somebody by a
        noun only ('Le président a exclu tout sursis.') is about whomever the noun means, where that is known.
        """
        quoted = self.cast.quoted(before)
        about: set[str] = set()
        if quoted is not None and not self._told(quoted.close, before):
            about = self._quoted_about(quoted)
            before = quoted.open  # who speaks is told before the quote, however many sentences it has
        here = self._sentence(before)
        other: str | None = None
        sentence, left = here, _BACK
        while sentence >= 0 and left >= 0:
            start = self.sentence_starts[sentence]
            end = before if sentence == here else self.sentence_starts[sentence + 1]
            spoke = self.centre.get(sentence)
            if spoke is not None and spoke not in about and self._fits(spoke, gender, kind):
                return _Salient(spoke, clear=True)
            if other is not None:
                return _Salient(other)
            goes_on = sentence != here and self._opens_with_pronoun(start, gender)
            described = None if goes_on or sentence == here else self._described(sentence, gender)
            if described is not None and described.key is not None:
                return _Salient(described.key, clear=described.sure >= _SURE)
            if described is not None and sentence == here - 1:
                return _Salient(None, nameless=described)
            subjects = [] if goes_on else [key for key in self._subjects(start, end, gender, kind) if key not in about]
            if sentence == here and not subjects:
                described = self._described(here, gender, before)
                if described is not None and described.key is not None:
                    return _Salient(described.key, clear=described.sure >= _SURE)
            people = [key for key in subjects if self.cast.is_mostly(key, "person")]
            if people or subjects:
                found = (people or subjects)[0]
                return _Salient(found, clear=not set(people or subjects) - {found})
            if sentence == here or (sentence == here - 1 and not goes_on):
                # '… publique par le préfet X. « … », a-t-il déclaré': governed, but the only one there.
                near = [key for key in self._told(start, end) if self._fits(key, gender, kind or "person")]
                others = near if sentence == here else [key for key in near if self.cast.is_mostly(key, "person")]
                other = others[-1] if others else None
            # A sentence about 'il' speaks of whom the one before it is about, whoever else it names.
            sentence, left = sentence - 1, left - (not goes_on)
        return _Salient(other)

    def _quoted_about(self, quoted: Marked) -> set[str]:
        """'X « est sur place », a-t-il rappelé': whoever does what a quote tells is not who tells it."""
        if not self.text[quoted.start : quoted.start + 1].islower():
            return set()
        near = self.cast.told(quoted.open - _NEAR, quoted.open)
        beside = near and not self.text[near[-1].span.end : quoted.open].strip(" ,\u00a0")
        return {self.cast.key(near[-1])} if beside else set()

    def _described(self, sentence: int, gender: str, before: int | None = None) -> Resolution | None:
        """Who a sentence is about when it begins with one person by a noun: 'La ministre a …'; `before`: up to where."""
        about = self.neighbours.about(sentence)
        if about is None or about.mention.pronoun or about.mention.name >= 0:
            return None
        frame, first, last = about.frame, about.mention.first, about.mention.last
        if before is not None and frame.ends[last - 1] > before:
            return None
        noun = next((frame.words[k] for k in range(first, last) if frame.tags[k] & Tag.PERSON), None)
        known = self.lexicon.gender.get(noun, "") if noun is not None else ""
        if noun is None or (gender and known and gender != known):
            return None
        return self._phrase(frame, about.mention, frame.surface(first, last))

    def _named_behind(self, at: int, gender: str) -> str | None:
        """'« … », a-t-elle dit. María Contreras, …': whom the sentence behind names first, where nobody was named before."""
        sentence = self._sentence(at) + 1
        about = self.neighbours.about(sentence) if sentence < len(self.sentence_starts) else None
        if about is None or about.mention.name < 0 or about.frame.refs[about.mention.name] < 0:
            return None
        key = self.cast.key(self.all[about.frame.refs[about.mention.name]])
        return key if self.cast.is_mostly(key, "person") and self.cast.gender(key) == gender else None

    def _opens_with_pronoun(self, start: int, gender: str) -> bool:
        first = _WORD.search(self.text, start, start + _OPENING)
        wanted = self.speakers.feminine_pronouns if gender == "f" else self.speakers.masculine_pronouns
        return first is not None and first.group().lower() in wanted

    # --- descriptions ----------------------------------------------------------------------------------------------

    def _phrase(self, frame: Frame, mention: Mention, text: str) -> Resolution:
        first, last = mention.first, mention.last
        tags, words = frame.tags, frame.words
        head = next((k for k in range(first, last) if tags[k] & (Tag.PERSON | Tag.ORGANISATION)), -1)
        determined = bool(tags[first] & Tag.DET)
        contracted = first > 0 and bool(tags[first - 1] & Tag.DET and tags[first - 1] & Tag.PREP)  # 'réponse du | maire'
        definite = (determined or contracted) and not tags[first] & Tag.INDEFINITE
        nameless = any(tags[k] & Tag.ANONYMOUS for k in range(first, min(first + 3, last))) and head < 0
        if any(tags[k] & Tag.INDEFINITE for k in range(first, min(first + 2, last))) or nameless:
            return Resolution(None, text, "anonymous", "anonymous", sure=95)
        if words[last - 1] in self.lexicon.table.grammar.pronominal:
            return self._pointing(frame, mention, text)
        if head >= 0 and not tags[head] & Tag.PERSON and frame.surface(head, head + 1)[0].isupper():
            return Resolution(None, text, "none", "as written", sure=92)  # 'la Société des …' is a name, and no description
        if definite and head >= 0 and not self._is_other(words[first:last]):
            key = self._by_office(words[head], frozenset(words[head:last])) or self._by_other_words(
                words[first + determined : last]
            )
            if key is not None:
                return Resolution(key, self.cast.surface(key), "named", "office", sure=88)
            key, clear = self._by_description(frame, mention, head)
            if key is not None:
                if clear:
                    self.called.setdefault(key, set()).add(words[head])
                return Resolution(key, self.cast.surface(key), "named", "description", sure=84 if clear else 80)
        return Resolution(None, text, "none", "as written", sure=92)

    def _pointing(self, frame: Frame, mention: Mention, text: str) -> Resolution:
        """'ce dernier': the somebody named last before it."""
        before = frame.starts[mention.first]
        word = frame.words[mention.last - 1]
        gender = "f" if word.endswith(("ère", "ères", "celle-ci")) else "m"
        since = self.sentence_starts[max(0, self._sentence(before) - 1)]
        near = [key for key in reversed(self._told(since, before)) if self._fits(key, gender)]
        key = next((key for key in near if self.cast.is_mostly(key, "person")), near[0] if near else None)
        if key is None:
            return Resolution(None, text, "none", "as written", sure=85)
        return Resolution(key, self.cast.surface(key), "named", "pronoun", sure=80)

    def _is_other(self, words: Sequence[str]) -> bool:
        """'son avocat', 'l'ancien ministre' of somebody: the possessive means another one than who was spoken of."""
        return words[0] in self.speakers.possessives

    def _by_office(self, noun: str, words: frozenset[str]) -> str | None:
        """The name that begins with the noun or holds the office: one only, or the one whose office shares most words."""
        own = {key for key in self.cast.full if key.lower().split(" ", 1)[0] == noun}
        if len(own) == 1:
            return self.cast.full[own.pop()].key
        more = {word for word in words if len(word) > _SMALL} - {noun}
        shared: dict[str, int] = {}
        for office in self.cast.offices:
            if office.noun == noun:
                known = {word for word in office.words if len(word) > _SMALL} - {noun}
                if not more or not known or more & known:
                    shared[office.key] = max(shared.get(office.key, 0), len(more & known))
        ranked = sorted(shared.items(), key=lambda item: -item[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def _by_other_words(self, words: Sequence[str]) -> str | None:
        """'le chef de l’État', of whom the article speaks as the president: by an office that has other words for it."""
        said, demonyms = " ".join(words) + " ", self.speakers.demonyms
        for office, others in self.lexicon.table.people.other_words.items():
            if not any(said.startswith(" ".join(other.replace("'", " ").split()) + " ") for other in others):
                continue
            wanted = set(office.split())
            holders = {one.key: one.words - wanted for one in self.cast.offices if wanted <= one.words}
            plain = [key for key, more in holders.items() if all(len(word) <= _SMALL or word in demonyms for word in more)]
            found = plain if plain else list(holders)
            if len(found) == 1:
                return found[0]
        return None

    def _by_description(self, frame: Frame, mention: Mention, head: int) -> tuple[str | None, bool]:
        """'la société', 'le géant du logiciel', 'le monarque': the one body, or person, that the article speaks of.

        And whether that is clear: there is no other near, or this one spoke last.
        """
        tags = frame.tags[head]
        kind: Kind = "person" if tags & Tag.PERSON and not tags & Tag.ORGANISATION else "organisation"
        before = frame.starts[mention.first]
        word = frame.words[head]
        gender = self.lexicon.gender.get(word, "")
        if word in self.speakers.institutions:
            return None, False
        own = {frame.refs[k] for k in range(mention.first, mention.last) if frame.tags[k] & Tag.NAME}
        if kind == "person":
            if any(ref >= 0 for ref in own):
                return None, False
            near = [key for key in self._near(before, gender, kind) if self.cast.is_evident(key, kind)]
            near = [
                key
                for key in near
                if not self._is_another(key, word) and not self._has_other_office(frame, mention, head, key)
            ]
            if len(near) == 1 and (word not in self.speakers.spoken_of or near[0] != self._last_spoken(before, "", None)):
                return near[0], True
            spoke = self._last_spoken(before, gender, kind)
            others = self._third_persons(before)
            if spoke is not None and word in self.speakers.spoken_of:
                others = others | {spoke}
            elif spoke is not None and self._has_other_office(frame, mention, head, spoke):
                return None, False
            elif spoke is not None and not self._is_another(spoke, word):
                since = next(at for at, key in reversed(self.spoken) if at < before and key == spoke)
                later = {key for key in self._subjects(since, before, gender, kind) if self.cast.is_mostly(key, kind)}
                later.discard(spoke)
                return (later.pop(), False) if len(later) == 1 else (spoke, not later)
            best, _ = self._best(before, kind, others, gender)
            return (None if best is not None and self._is_another(best, word) else best), False
        others = {self.cast.key(self.all[ref]) for ref in own if ref >= 0} | self._third_persons(before)
        best, clear = self._best(before, kind, others)
        if best is not None and self._tells_apart(frame, mention, head, best, clear=clear):
            return None, False
        return best, clear

    def _tells_apart(self, frame: Frame, mention: Mention, head: int, key: str, *, clear: bool) -> bool:
        """'le groupe chinois', 'l’éditeur de Windows': words that choose one of several bodies, and not this one."""
        own = {word for office in self.cast.offices if office.key == key for word in office.words}
        more = {
            frame.words[k] for k in range(head + 1, mention.last) if frame.tags[k] & ~Tag.CAPITAL in (Tag.WORD, Tag.NAME)
        }
        return (not clear or bool(more & self.speakers.demonyms)) and bool(more) and not more & own

    def _is_another(self, key: str, noun: str) -> bool:
        """Whether the article calls somebody what excludes the noun: the judge is not the accused."""
        exclusive = self.lexicon.table.people.exclusive
        if noun not in exclusive:
            return False
        known = {office.noun for office in self.cast.offices if office.key == key} | self.called.get(key, set())
        return bool(known & exclusive) and noun not in known

    def _has_other_office(self, frame: Frame, mention: Mention, head: int, key: str) -> bool:
        """'le président de la région', of whom the article calls the director of a company: that is somebody else."""
        if not any(frame.tags[k] & Tag.GENITIVE for k in range(head + 1, mention.last)):
            return False
        known = {office.noun for office in self.cast.offices if office.key == key}
        return bool(known) and frame.words[head] not in known

    def agrees(self, word: str, key: str | None) -> bool:
        """Whether a pronoun may mean a name by its gender."""
        told = "m" if word in self.speakers.masculine_pronouns else "f" if word in self.speakers.feminine_pronouns else ""
        known = self.cast.gender(key) if key in self.cast.full else ""
        return not (told and known and told != known)
