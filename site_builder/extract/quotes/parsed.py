"""A frame into what the sieves look at: its cues, its views, and the words around each quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress

import msgspec

from site_builder.extract.quotes.antecedents import antecedent
from site_builder.extract.quotes.cues import Cue, CueFinder
from site_builder.extract.quotes.frames import Frame
from site_builder.extract.quotes.lexicon import Form, Lexicon, Role, Tag
from site_builder.extract.quotes.mention import Mention

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FRONTED = 5
"""Units of what is merely put before a quote."""
_SHORT = 3
_LONG_ADVERB = 8
"""Letters: what is shorter and ends like an adverb is mostly a noun."""
_SPOKEN = 3
"""A piece of a sentence has so many words at least."""
_FIRST = re.compile(r"\W*(?P<first>[^\W\d_]+)[^\w]*(?P<second>\w+)?")


class Attribution(msgspec.Struct, frozen=True, gc=False):
    """Who says a quote. `cue`: units of the cue, first and last (excluded); `sure` 0 to 100, of the sieve as such."""

    rule: str
    mention: Mention | None
    cue: tuple[int, int] | None
    sure: int


class Parsed:
    """A frame with all that the sieves look at. `spoken`: it is the inside of a pair of marks."""

    def __init__(self, frame: Frame, lexicon: Lexicon, *, spoken: bool = False) -> None:
        self.frame = frame
        self.lexicon = lexicon
        self.tags = frame.tags
        self.words = frame.words
        finder = CueFinder(frame, lexicon, spoken=spoken)
        self.cues: list[Cue] = finder.find()
        self.main_subject = finder.main_subject
        self.phrases = finder.phrases
        self.views = self._views()

    def _views(self) -> list[tuple[int, int, Mention]]:
        """'Selon X' and its like: first unit of the phrase, unit after it, and who is named."""
        found = []
        weak, viewing = self.lexicon.table.cues.weak_according, self.lexicon.viewing
        for i in compress(range(len(self.words)), map(viewing.__contains__, self.words)):
            word = self.words[i]
            for phrase in self.lexicon.according.get(word, ()):
                if tuple(self.words[i : i + len(phrase)]) == phrase:
                    mention = self._viewer(i + len(phrase))
                    if mention is not None and self._may_say(mention):
                        found.append((i, i + len(phrase), mention))
                    break
            if word in weak and (
                i == 0
                or self.words[i - 1] in ",.:;"
                or self.tags[i - 1] & Tag.COORD
                or (i == 1 and self.tags[0] & Tag.ADVERB)
            ):
                mention = self._viewer(i + 1)
                if mention is not None and self._may_view(mention):
                    found.append((i, i + 1, mention))
        return found

    def _viewer(self, at: int) -> Mention | None:
        if at < len(self.tags) and self.tags[at] & Tag.SUBJECT and not self.tags[at] & (Tag.NAME | Tag.DET):
            return Mention(at, at + 1, -1, pronoun=True)
        if 0 < at < len(self.tags) and self.tags[at] & Tag.RELATIVE:
            # 'X, pour qui « … »': the relative pronoun is whoever stands before the phrase.
            return antecedent(self.phrases, at - 1)
        if at < len(self.tags) and self.tags[at] & Tag.QUOTE and self.phrases.is_name_in_marks(at):
            return Mention(at, at + 1, -1)  # 'Selon « Quotidien », « … »'
        return self.phrases.phrase_at(at)

    def _may_say(self, mention: Mention) -> bool:
        """'selon ses avocats', but not 'selon leur âge', nor 'selon un « mode … »'."""
        if not mention.pronoun and all(self.tags[k] & Tag.DET for k in range(mention.first, mention.last)):
            return False
        viewers = self.lexicon.table.cues.no_viewers
        if mention.name < 0 and any(
            self.words[k] in viewers for k in range(mention.first, min(mention.first + 3, mention.last))
        ):
            return False
        if mention.pronoun or mention.name >= 0 or self.words[mention.first] not in self.lexicon.table.speakers.possessives:
            return True
        return any(
            self.tags[k] & (Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS) for k in range(mention.first, mention.last)
        )

    def _may_view(self, mention: Mention) -> bool:
        """Behind 'pour' stands a viewer only when it is somebody, or a body, and its clause ends there."""
        if mention.last >= len(self.tags) or self.tags[mention.first] & Tag.HAVING:
            return False  # nor 'pour avoir communiqué'
        after = self.words[mention.last]
        if after not in (",", ":") and not self.tags[mention.last] & (Tag.QUOTE | Tag.SUBJECT | Tag.DET | Tag.PUNCT):
            return False
        if mention.pronoun or mention.name >= 0:
            return True
        nobody = self.lexicon.table.cues.no_viewers
        if self.tags[mention.first] & (Tag.HAVE | Tag.HAVING | Tag.BE) or not nobody.isdisjoint(
            self.words[mention.first : mention.last]
        ):
            return False  # 'pour avoir communiqué une information', 'pour sa défense'
        return any(
            self.tags[k] & (Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS) for k in range(mention.first, mention.last)
        )

    def may_speak(self, mention: Mention) -> bool:
        """Whether a mention is somebody or some body by its words: a name, a pronoun, or a noun for people or bodies."""
        speaking = Tag.NAME | Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS | Tag.SUBJECT
        for tag in self.tags[mention.first : mention.last]:  # noqa: SIM110 - a loop is twice as fast
            if tag & speaking:
                return True
        return False

    def is_phrase(self, mention: Mention) -> bool:
        """Whether a mention is a noun with what belongs to it, and no piece of a sentence: 'les enveloppes arrivaient'."""
        first, plurals = self.tags[mention.first], self.lexicon.table.grammar.sure_plurals
        several = mention.last - mention.first > 1
        if first & Tag.PREP or (several and first & Tag.SUBJECT and not first & Tag.DET):
            return False
        for k in range(mention.first, mention.last):
            tag, word = self.tags[k], self.words[k]
            verb = k > mention.first + 1 and tag & ~Tag.CUE == Tag.WORD and plurals and word.endswith(plurals)
            if verb or (tag & Tag.BE and not tag & Tag.NAME):
                return False
        return True

    def is_retold(self, p: int, said: Attribution) -> bool:
        """'M. Z dénonce des « … », selon X', 'Selon X, il lui avait demandé « … »': a second one speaks in the view of X."""
        cue = self.cue_before(p)
        if said.mention is None or cue is None or cue.subject is None or cue.passive or not cue.roles & Role.SPEECH:
            return False
        return (said.rule != "selon" or cue.first >= said.mention.last) and self.gap(cue.last, p) <= 1

    def is_so_called(self, cue: Cue) -> bool:
        """'ce qu’il nomme une « … »': somebody's own name for it, but not 'ce qu’on nomme'."""
        subject, table = cue.subject, self.lexicon.table
        if subject is None or not subject.pronoun or subject.first < _SHORT - 1 or cue.inverted:
            return False
        own = self.words[subject.first] not in table.speakers.neuter_pronouns
        relative = self.tags[subject.first - 1] & Tag.THAT and self.words[subject.first - 2] in table.grammar.demonstratives
        return own and bool(relative)

    def cue_before(self, p: int) -> Cue | None:
        """The nearest cue that ends before unit `p`."""
        return self.cues[last - 1] if (last := self._cues_before(p)) else None

    def cues_before(self, p: int) -> Iterator[Cue]:
        """The cues that end before unit `p`, the nearest first."""
        return (self.cues[at] for at in range(self._cues_before(p) - 1, -1, -1))

    def _cues_before(self, p: int) -> int:
        """How many of the cues end before unit `p`."""
        for at, cue in enumerate(self.cues):
            if cue.last > p:
                return at
        return len(self.cues)

    def is_purpose(self, p: int) -> bool:
        """'se rendre sur place pour un « … »': what follows 'pour' is nobody's words more than another's."""
        k = p - 1
        while k > 0 and self.tags[k] & Tag.DET and not self.tags[k] & Tag.PREP:
            k -= 1
        return k > 0 and self.words[k] in self.lexicon.table.grammar.purpose

    def opens_with_verb(self, p: int) -> bool:
        """Whether the first word inside the marks is a finite verb, or what stands before one."""
        frame, lexicon = self.frame, self.lexicon
        match = _FIRST.match(frame.text, frame.starts[p], frame.ends[p])
        if match is None:
            return False
        word, following = match["first"].lower(), (match["second"] or "").lower()
        if word in lexicon.table.grammar.negations or word in lexicon.table.grammar.reflexives:
            return True
        use = lexicon.uses.get(word)
        verb = use is not None and use.form & Form.FINITE and not match["first"][0].isupper()
        return bool(verb or lexicon.tags.get(word, 0) & (Tag.HAVE | Tag.BE)) and not following.endswith("-")

    def opens_with(self, p: int, tags: int) -> bool:
        """Whether the first word inside the marks has one of these tags, or is large."""
        match = _FIRST.match(self.frame.text, self.frame.starts[p], self.frame.ends[p])
        if match is None:
            return True
        return match["first"][0].isupper() or bool(self.lexicon.tags.get(match["first"].lower(), 0) & tags)

    def is_aside(self, p: int) -> bool:
        """Whether a quote stands between two commas."""
        return self.words[p - 1 : p] == [","] and self.words[p + 1 : p + 2] == [","]

    def sounds_said(self, p: int) -> bool:
        """Whether words in marks are a piece of a sentence, as one speaks it: no bare noun opens them, or they say 'I'."""
        words = [word.lower() for word in _WORD.findall(self.frame.text, self.frame.starts[p], self.frame.ends[p])]
        lexicon, tags = self.lexicon, self.lexicon.tags
        if not words or self.opens_with(p, 0):
            return False
        if len(words) < _SPOKEN:
            # 'La maire, « sidérée », a déposé plainte.'
            felt = words[0].endswith(lexicon.table.grammar.participles) or tags.get(words[0], 0) & Tag.ADVERB
            return bool(felt) and self.is_aside(p) and len(words[0]) > _SHORT
        first = tags.get(words[0], 0)
        linking = (
            Tag.PREP | Tag.ADVERB | Tag.NEGATION | Tag.SUBJECT | Tag.SUBORD | Tag.RELATIVE | Tag.THAT | Tag.HAVE | Tag.BE
        )
        if first & linking and not first & Tag.GENITIVE:
            return True
        if (
            len(words[0]) > _SHORT
            and words[0].endswith(lexicon.table.grammar.infinitives)
            and not first & (Tag.DET | Tag.PERSON | Tag.ORGANISATION)
        ):
            return True
        if not lexicon.table.speakers.first_person.isdisjoint(words):
            return True
        if (
            len(words[0]) > _SHORT
            and words[0].endswith(lexicon.table.grammar.participles)
            and not first & ~Tag.CUE & ~Tag.WORD
        ):
            # 'habituée au vent', 'fatiguée mais contente'
            return bool(tags.get(words[1], 0) & (Tag.PREP | Tag.COORD))
        verbal = Tag.HAVE | Tag.BE | Tag.RELATIVE | Tag.THAT | Tag.NEGATION
        return bool(first & Tag.DET) and any(tags.get(word, 0) & verbal for word in words[2:])

    def stands_alone(self, p: int) -> bool:
        """Whether nothing but marks, or 'Malgré tout,', stands before a quote in its sentence."""
        tags = self.tags[:p]
        if all(tag & (Tag.QUOTE | Tag.PUNCT) for tag in tags):
            return True
        if len(tags) > _FRONTED or self.words[p - 1] != ",":
            return False
        telling = Tag.QUOTE | Tag.NAME | Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS | Tag.VERB | Tag.CUE
        return not any(tag & telling or (tag & Tag.SUBJECT and not tag & (Tag.DET | Tag.CLITIC)) for tag in tags)

    def is_adverb(self, word: str) -> bool:
        """Whether a word says how something is done: systématiquement."""
        grammar = self.lexicon.table.grammar
        return len(word) > _LONG_ADVERB and word.endswith(grammar.adverb_ending) and word not in grammar.no_adverbs

    def gap(self, first: int, last: int) -> int:
        """How many of the units `first` to `last` are words that are neither small nor quotes."""
        small = Tag.DET | Tag.PREP | Tag.ADVERB | Tag.QUOTE | Tag.PUNCT | Tag.COORD | Tag.CLITIC
        return sum(1 for k in range(first, last) if not self.tags[k] & small)
