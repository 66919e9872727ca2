"""A frame's units into the noun phrases that can be subjects: before a verb, behind it, and behind a preposition."""

from __future__ import annotations

from site_builder.extract.quotes.antecedents import antecedent, pointed_at
from site_builder.extract.quotes.appositions import are_titles, is_acronym, is_full, named_behind, titled_name
from site_builder.extract.quotes.frames import Frame
from site_builder.extract.quotes.lexicon import Form, Lexicon, Tag
from site_builder.extract.quotes.mention import Mention

_BARRIER = Tag.STOP | Tag.QUOTE
_SKIP_BACK = Tag.NEGATION | Tag.ADVERB | Tag.CLITIC
_SMALL = 3
MARKS = '«»“”" \u00a0\u202f'
_NAMING = 4
_ASIDE = 8
"""Units of an aside between commas that ends with a quote."""
_RELATIVE = 24
"""Units of a relative clause within which its pronoun is looked for."""
_LONGEST = 14
"""A subject of more units than this is no phrase but a misread sentence."""


class Phrases:
    """Reads noun phrases of one frame."""

    def __init__(self, frame: Frame, lexicon: Lexicon) -> None:
        self.frame = frame
        self.lexicon = lexicon
        self.tags = frame.tags
        self.words = frame.words

    # --- before the verb -------------------------------------------------------------------------------------------

    def before(self, verb: int) -> Mention | None:
        """The subject that stands before the verb group beginning at unit `verb`; None where a clause opens there."""
        j = self._back(verb - 1)
        if j < 0:
            return None
        tag = self.tags[j]
        if tag & Tag.SUBJECT and not tag & Tag.INVERTED and not tag & (Tag.NAME | Tag.QUOTE):
            return Mention(j, j + 1, -1, pronoun=True)
        if j == 0 and self.words[0] in self.lexicon.table.grammar.emphatic:
            return Mention(0, 1, -1, pronoun=True)
        if tag & Tag.RELATIVE:
            return antecedent(self, j)
        if self.words[j] in self.lexicon.table.grammar.relative_subjects and j and self.words[j - 1] == ",":
            return antecedent(self, j)
        if tag & _BARRIER or tag & (Tag.COORD | Tag.THAT | Tag.SUBORD):
            return None
        if tag & Tag.PUNCT:
            return self._apposed(j) if self.words[j] in ",)–—-" else None
        start = self.segment_start(j)
        pointed = pointed_at(self, j)
        if pointed is not None:
            return pointed
        found = self._determined(self.in_segment(start, j + 1))
        joined = start > 1 and self.tags[start - 1] & Tag.COORD and not self.lexicon.table.grammar.premodified
        if found is None and joined:
            # 'le juge chargé d’un procès pour fraude et abus de confiance a dit': what 'et' joins may end the subject.
            found = self._determined(self.in_segment(self.segment_start(start - 2), j + 1))
        return self._in_apposition(found)

    def _determined(self, found: Mention | None) -> Mention | None:
        """A subject, or None for a bare word that is none: 'force est de constater', 'd’une courte avance'."""
        if found is None or self.lexicon.table.grammar.premodified:
            return found
        opens = Tag.DET | Tag.NAME | Tag.SUBJECT | Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS | Tag.GENITIVE | Tag.NUMBER
        bare = not self.tags[found.first] & opens and self.words[found.first].islower() and found.name < 0
        return None if bare and not self.frame.surface(found.first, found.first + 1)[0].isupper() else found

    def _in_apposition(self, found: Mention | None) -> Mention | None:
        """'X, président de la station explique': a phrase without article behind a name and a comma is its apposition."""
        if found is None or found.first < 2 or not self.tags[found.first] & Tag.PERSON or self.tags[found.first] & Tag.NAME:
            return found
        if self.words[found.first - 1] == "," and self.tags[found.first - 2] & Tag.NAME:
            return Mention(found.first - 2, found.first - 1, found.first - 2)
        return found

    def _back(self, j: int) -> int:
        """Past the clitics, negations and adverbs before a verb."""
        tags = self.tags
        while j >= 0 and tags[j] & _SKIP_BACK and not tags[j] & (Tag.NAME | Tag.QUOTE):
            if tags[j] & Tag.SUBJECT and not tags[j] & Tag.NEGATION:
                before = tags[j - 1] if j else 0
                weak = self.words[j] in self.lexicon.table.grammar.weak_subjects
                if not weak or not (self._is_nominal(before) or self._is_behind_quote(j)):
                    return j
            j -= 1
        emphatic = j < 0 and len(tags) > 0 and self.words[0] in self.lexicon.table.grammar.emphatic
        return 0 if emphatic else j

    def _is_behind_quote(self, j: int) -> bool:
        """« … », lui a répondu X: a pronoun right behind a quote is no subject."""
        while j > 0 and self.tags[j - 1] & Tag.PUNCT:
            j -= 1
        return j > 0 and bool(self.tags[j - 1] & Tag.QUOTE)

    def _is_nominal(self, tag: int) -> bool:
        """Whether a unit may end a subject, so that a pronoun behind it is none: 'un homme lui a dit'."""
        if tag & (Tag.SUBJECT | Tag.NAME | Tag.RELATIVE | Tag.NEGATION | Tag.PERSON | Tag.ANONYMOUS | Tag.ORGANISATION):
            return True
        return tag == Tag.WORD

    def is_within(self, k: int) -> bool:
        """Whether a quote stands in the middle of a clause: 'X, qui demande des « … » depuis un an, parle'."""
        if not self.tags[k] & Tag.QUOTE or k == 0:
            return False
        goes_on = k + 1 < len(self.tags) and not self.tags[k + 1] & (Tag.PUNCT | Tag.QUOTE | Tag.COORD)
        return goes_on or self._is_naming(k) or self._is_in_relative(k) or self._is_in_aside(k)

    def _is_in_aside(self, k: int) -> bool:
        """'X, surnommé « … », a reconnu': a quote that ends what begins with a participle, between commas."""
        if k + 1 >= len(self.tags) or self.words[k + 1] != ",":
            return False
        opens = next((i + 1 for i in range(k - 1, max(0, k - _ASIDE), -1) if self.tags[i] & Tag.PUNCT), 0)
        if opens < _SMALL - 1 or self.words[opens - 1] != ",":
            return False
        participles = self.lexicon.table.grammar.participles
        return not self.tags[opens] & (Tag.DET | Tag.NAME) and self.words[opens].endswith(participles)

    def _is_in_relative(self, k: int) -> bool:
        """'X, qui a signé un « … », se dit': a quote that ends a relative clause between commas."""
        for i in range(k - 1, max(0, k - _RELATIVE), -1):
            if self.tags[i] & _BARRIER:
                return False
            if self.tags[i] & Tag.RELATIVE:
                return self.words[i - 1] == ","
        return False

    def _is_naming(self, k: int) -> bool:
        """Whether a quote is the name of the noun before it: 'le collectif « Grand large »'."""
        if not self.tags[k] & Tag.QUOTE or k == 0 or self.lexicon.table.grammar.premodified:
            return False
        before = self.tags[k - 1]
        noun = before == Tag.WORD or before & (Tag.DET | Tag.ORGANISATION | Tag.PERSON)
        return self.is_name_in_marks(k) and bool(noun) and not before & (Tag.CUE | Tag.VERB | Tag.PUNCT)

    def is_name_in_marks(self, k: int) -> bool:
        """Whether the words of a quote are few, and begin large as a name does."""
        inner = self.frame.surface(k, k + 1).strip(MARKS)
        return inner[:1].isupper() and inner.count(" ") < _NAMING and inner[-1:] not in ".!?…"

    def segment_start(self, j: int) -> int:
        """The first unit of the stretch without mark or conjunction that ends at `j`."""
        while j > 0:
            tag = self.tags[j - 1]
            if self.words[j - 1] == ")":
                opened = next((k for k in range(j - 2, max(-1, j - 14), -1) if self.words[k] == "("), -1)
                if opened >= 0:
                    j = opened
                    continue
            if tag & (Tag.PUNCT | Tag.QUOTE | Tag.THAT | Tag.RELATIVE) and not self._is_naming(j - 1):
                return j
            # 'bien', 'alors' join clauses only with a 'que' behind them; by themselves they are adverbs.
            if tag & Tag.SUBORD and not tag & (Tag.PREP | Tag.ADVERB):
                return j
            if tag & Tag.COORD and not (self.tags[j] & Tag.NAME and j > 1 and self.tags[j - 2] & Tag.NAME):
                return j
            j -= 1
        return j

    def in_segment(self, start: int, end: int) -> Mention | None:
        """The subject within units without commas: what is not governed by a preposition and tells no time."""
        tags, k = self.tags, start
        while k < end and tags[k] & (Tag.ADVERB | Tag.COORD | Tag.SUBORD | Tag.NUMBER) and not tags[k] & Tag.NAME:
            k += 1
        while k < end:
            tag = tags[k]
            if tag & Tag.NAME or (tag & Tag.DET and not self._is_time(k, end)) or self._is_partitive(k, end):
                break
            if tag & Tag.PREP and not (tag & Tag.DET and self.words[k] in ("des", "du") and k == start):
                k = self._past_prepositional(k, end)
            elif tag & Tag.DET:
                k = self._past_time(k, end)
            elif tag & (Tag.ADVERB | Tag.TIME | Tag.NUMBER | Tag.CLITIC):
                k += 1
            else:
                break
        if k >= end:
            return self._last_name(start, end)
        nominal = self.tags[k] & Tag.NAME or not all(self.tags[i] & (Tag.DET | Tag.VERB | Tag.ADVERB) for i in range(k, end))
        return self._phrase(k, end) if nominal else None

    def _phrase(self, k: int, end: int) -> Mention | None:
        if self.tags[k] & Tag.SUBJECT and not self.tags[k] & (Tag.NAME | Tag.DET):
            return Mention(k, k + 1, -1, pronoun=True)
        # 'X a vivement réagi', 'X est plus explicite': the auxiliary of a group that was not seen as one ends its subject.
        end = next((i for i in range(k + 1, end) if self.is_auxiliary(i) or self._is_sure_verb(i)), end)
        if end - k > _LONGEST:
            cut = next((i for i in range(k + 1, end) if self.tags[i] & (Tag.PREP | Tag.VERB)), k + _LONGEST)
            end = min(cut, k + _LONGEST)
        return Mention(k, end, self.head_name(k, end))

    def is_auxiliary(self, i: int) -> bool:
        tag = self.tags[i]
        return bool(tag & (Tag.HAVE | Tag.BE)) and not tag & Tag.NAME and self.words[i] != "été"

    def is_finite(self, k: int) -> bool:
        """Whether a unit is the finite verb of its clause, as far as the word before it tells."""
        use = self.frame.uses[k]
        return use is not None and bool(use.form & Form.FINITE) and k > 0 and not self.tags[k - 1] & (Tag.DET | Tag.PREP)

    def _is_sure_verb(self, k: int) -> bool:
        """Whether a unit behind a name is the verb of which the name is the subject: 'X confirme l’appel'."""
        return self.is_finite(k) and bool(self.tags[k - 1] & Tag.NAME) and not self.tags[k] & (Tag.PERSON | Tag.ORGANISATION)

    def head_name(self, first: int, last: int) -> int:
        """The unit of the name that a phrase is about: 'le ministre X', 'l’agence X'; -1 for 'le maire de X'."""
        tags, governing = self.tags, (Tag.PREP | Tag.GENITIVE)
        found = -1
        for i in range(first, last):
            if tags[i] & Tag.NAME:
                found = i
            elif tags[i] & governing and i > first:
                if found >= 0:
                    return found
                for later in range(last - 1, i + 1, -1):
                    # 'le ministre de la Santé Xavier X': a name right behind a governed word is the head after all.
                    if not tags[later] & Tag.NAME:
                        continue
                    people = self.lexicon.table.people
                    before = later - 1 - (self.words[later - 1] in people.masculine_titles | people.feminine_titles)
                    if not tags[before] & (governing | Tag.DET | Tag.COORD):
                        return later
                return -1
            elif found >= 0 and tags[i] & (Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS):
                found = -1
        return found

    def _last_name(self, start: int, end: int) -> Mention | None:
        for i in range(end - 1, start, -1):
            if self.tags[i] & Tag.NAME and not self.tags[i - 1] & Tag.PREP:
                return Mention(i, i + 1, i)
        return None

    def _is_partitive(self, k: int, end: int) -> bool:
        """'de nombreux X', 'd'autres X' at the head of a phrase."""
        return bool(self.tags[k] & Tag.GENITIVE) and k + 1 < end and self.words[k + 1] in self.lexicon.table.grammar.after_de

    def _is_time(self, k: int, end: int) -> bool:
        return any(self.tags[i] & Tag.TIME for i in range(k + 1, min(k + 3, end)))

    def _past_time(self, k: int, end: int) -> int:
        k += 1
        while k < end and not self.tags[k] & (Tag.DET | Tag.NAME | Tag.PREP):
            k += 1
        return k

    def _past_prepositional(self, k: int, end: int) -> int:
        """Past 'dans son discours', 'au cours de la nuit': up to the next determiner or name that begins anew."""
        k += 1
        while k < end and self.tags[k] & (Tag.PREP | Tag.DET | Tag.NUMBER):
            k += 1
        if k < end:
            k += 1
        while k < end:
            tag = self.tags[k]
            if tag & (Tag.NAME | Tag.THAT | Tag.RELATIVE) or (tag & Tag.DET and not tag & Tag.GENITIVE):
                break
            if tag & Tag.PREP:
                return self._past_prepositional(k, end)
            k += 1
        return k

    def _apposed(self, comma: int) -> Mention | None:
        """The subject of a verb behind a comma: what stands before the apposition, or the name that is one."""
        start, depth = comma, 0
        while (
            start > 0 and self.words[start - 1] != ":" and (not self.tags[start - 1] & _BARRIER or self.is_within(start - 1))
        ):
            start -= 1
        segments: list[tuple[int, int]] = []
        at = start
        for i in range(start, comma + 1):
            word = self.words[i]
            depth += (word == "(") - (word == ")")
            if (word in ",–—-" and self.tags[i] & Tag.PUNCT and depth <= 0) or i == comma:
                if i > at:
                    segments.append((at, i))
                at = i + 1
        found: Mention | None = None
        for begin, end in segments:
            head = begin
            while head < end and self.tags[head] & (Tag.COORD | Tag.ADVERB) and not self.tags[head] & Tag.NAME:
                head += 1
            that = max((i + 1 for i in range(head, end) if self.tags[i] & Tag.THAT), default=head)
            if that > head and found is not None:
                continue  # '…, plus applaudi qu’il ne s’y attendait,': an aside
            head = that
            if head >= end:
                continue
            tag = self.tags[head]
            if found is not None:
                named = end - head <= 3 and self.tags[end - 1] & Tag.NAME and not is_acronym(self, end - 1)
                if named and are_titles(self, head, end - 1):
                    return Mention(head, end, end - 1)
                body = not self._is_person(found) and found.name < 0 and self.tags[found.first + 1] & Tag.ORGANISATION
                if body and end - head == 2 and tag & Tag.DET and self.tags[end - 1] & Tag.NAME:
                    return Mention(head, end, end - 1)  # 'La fédération du secteur, l’X, regrette'
                bracket = next((i for i in range(head, end) if self.words[i] == "("), end)
                titled = titled_name(self, head, bracket) if found.name < 0 and self._is_person(found) else None
                if titled is not None:
                    return titled
                if tag & Tag.NAME and self.words[head + 1] == "(":
                    return Mention(head, head + 1, head)
                continue
            if tag & Tag.RELATIVE or (tag & (Tag.SUBORD | Tag.PREP) and not tag & Tag.DET) or self._is_time(head, end):
                continue
            if any(self.tags[i] & (Tag.BE | Tag.HAVE) for i in range(head, end)):
                relative = next((i for i in range(head + 1, end) if self.tags[i] & (Tag.RELATIVE | Tag.SUBORD)), 0)
                if not relative:
                    continue
                cut = relative
            else:
                cut = end
            if tag & (Tag.DET | Tag.NAME) or (tag & Tag.WORD and not tag & (Tag.CUE | Tag.VERB | Tag.TIME)):
                cut = next((i for i in range(head, cut) if self.words[i] == "("), cut)
                found = Mention(head, cut, self.head_name(head, cut))
        return found

    def _is_person(self, found: Mention) -> bool:
        return any(self.tags[k] & Tag.PERSON for k in range(found.first, min(found.first + 4, found.last)))

    # --- behind the verb -------------------------------------------------------------------------------------------

    def behind(self, at: int) -> Mention | None:
        """The subject that stands behind an inverted verb whose group ends before unit `at`."""
        at = self.past_interposed(at)
        if at >= len(self.tags):
            return None
        tag = self.tags[at]
        if tag & Tag.SUBJECT and (tag & Tag.INVERTED or not tag & Tag.CLITIC) and not tag & Tag.NAME:
            return Mention(at, at + 1, -1, pronoun=True)
        if tag & Tag.PREP and not tag & Tag.NAME and self.words[at] != "des":
            return None  # 'a écrit au groupe'
        return self.phrase_at(at)

    def phrase_at(self, at: int) -> Mention | None:
        """The noun phrase that begins at unit `at`: to its first mark, verb or preposition, 'de' and the like apart."""
        tags, count = self.tags, len(self.tags)
        if at >= count or tags[at] & (Tag.QUOTE | Tag.STOP | Tag.THAT | Tag.RELATIVE):
            return None
        if tags[at] & Tag.NAME and not self._modifies(at):
            return named_behind(self, Mention(at, at + 1, at))
        partitive = self._is_partitive(at, count)
        if not tags[at] & (Tag.DET | Tag.WORD | Tag.NAME) or (
            tags[at] & Tag.PREP and not tags[at] & Tag.DET and not partitive
        ):
            return None
        k = at + 1 + partitive
        while k < count:
            tag = tags[k]
            if tag & Tag.NAME:
                k += 1
                continue
            if tag & (Tag.PUNCT | Tag.QUOTE | Tag.THAT | Tag.RELATIVE | Tag.BE | Tag.HAVE | Tag.HAVING | Tag.NEGATION):
                break
            if tag & Tag.COORD:
                if not (k + 1 < count and tags[k + 1] & (Tag.NAME | Tag.DET)):
                    break
            elif tag & Tag.PREP and not tag & Tag.GENITIVE:
                if not self._governs(k) and not (tags[k - 1] & Tag.GENITIVE and k + 1 < count and tags[k + 1] & Tag.SUBJECT):
                    break  # but 'l’un d’entre eux'
            elif tag & (Tag.ADVERB | Tag.SUBORD | Tag.TIME | Tag.SUBJECT) and not tag & (
                Tag.DET | Tag.PERSON | Tag.ORGANISATION
            ):
                k += bool(tag & Tag.SUBJECT and tags[k - 1] & (Tag.GENITIVE | Tag.PREP))  # 'l’un d’eux'
                break
            k += 1
        if k - at > _LONGEST:
            k = at + _LONGEST
        while k > at + 1 and tags[k - 1] & (Tag.PREP | Tag.DET | Tag.COORD) and not tags[k - 1] & Tag.NAME:
            if tags[k - 1] & Tag.INDEFINITE and tags[k - 2] & Tag.DET:
                break  # 'l’un'
            k -= 1
        return named_behind(self, Mention(at, k, self.head_name(at, k)))

    def _modifies(self, at: int) -> bool:
        """Whether a name only opens a phrase, where a language puts it first: 'the X chief executive Jane Y'."""
        if not self.lexicon.table.grammar.premodified:
            return False
        for k in range(at + 1, min(at + 7, len(self.tags))):
            if self.tags[k] & (Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS):
                return True
            if not self.tags[k] & Tag.WORD or self.tags[k] & (Tag.PREP | Tag.VERB | Tag.CUE | Tag.COORD | Tag.ADVERB):
                return False
        return False

    def _governs(self, k: int) -> bool:
        """Whether a preposition belongs to the phrase before it: behind a participle (basé à), or an office (chez)."""
        if self.words[k - 1] in self.lexicon.table.grammar.placed:
            return True
        office = self.tags[k - 1] & (Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS)
        return (
            bool(office)
            and self.words[k] in self.lexicon.table.grammar.office_prepositions
            and k - 1 > 0
            and self.words[k - 1] in self.lexicon.table.speakers.placed_offices
        )

    def past_interposed(self, at: int) -> int:
        """Past what may stand between an inverted verb and its subject: adverbs, 'pour sa part', ', à Reuters,', a day."""
        tags, words, count = self.tags, self.words, len(self.tags)
        moved = True
        while moved and at < count:
            moved = False
            for phrase in self.lexicon.interposed.get(words[at], ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    at += len(phrase)
                    moved = True
                    break
            if moved:
                continue
            tag = tags[at]
            if (
                (tag & Tag.ADVERB and not tag & (Tag.DET | Tag.NAME))
                or (tag & Tag.TIME and not tag & Tag.NAME)
                or tag & Tag.NUMBER
            ):
                at, moved = at + 1, True
            elif words[at] == ",":
                if at + 1 < count and tags[at + 1] & Tag.NAME and is_full(self, at + 1):
                    return at + 1  # 'raconte mardi sur franceinfo, Jean X': a full name is the subject
                close = next((i for i in range(at + 1, min(at + 12, count)) if words[i] == ","), -1)
                if close < 0 or any(tags[i] & (Tag.QUOTE | Tag.STOP) for i in range(at, close)):
                    return at + 1 if at + 1 < count and tags[at + 1] & (Tag.DET | Tag.NAME) and close < 0 else at
                at, moved = close + 1, True
            elif tag & Tag.PREP and not tag & Tag.NAME and not (tag & Tag.DET and words[at] == "des"):
                past = self._past_prepositional(at, count)
                if past < count and tags[past] & Tag.NAME and tags[past - 1] & (Tag.ORGANISATION | Tag.PERSON):
                    past += 1  # 'au quotidien X': the name is the listener's
                if past < count and words[past - 1] == "," and tags[past] & Tag.NAME and is_full(self, past):
                    return past if not any(tags[i] & Tag.PUNCT for i in range(at, past - 1)) else at
                if (
                    past >= count
                    or not tags[past] & (Tag.DET | Tag.NAME)
                    or any(tags[i] & Tag.PUNCT for i in range(at, past))
                ):
                    return at
                at, moved = past, True
            elif tag & Tag.DET and self._is_time(at, count):
                at, moved = self._past_time(at, count), True
        return at
