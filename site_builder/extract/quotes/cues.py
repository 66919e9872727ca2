"""A frame's units into its cues: the verb groups that say that somebody speaks, each with its subject."""

from __future__ import annotations

from itertools import compress

import msgspec
from msgspec.structs import replace

from site_builder.extract.quotes import number
from site_builder.extract.quotes.frames import Frame
from site_builder.extract.quotes.lexicon import Form, Lexicon, Role, Tag, Use
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.openings import narrated
from site_builder.extract.quotes.phrases import Phrases

_BETWEEN = Tag.ADVERB | Tag.NEGATION | Tag.CLITIC | Tag.INVERTED
_GROUP = 7
_FAR = 9


class Cue(msgspec.Struct, frozen=True, gc=False):
    """A verb group: units `first` to `last` (excluded), its verb at `head`. `form` is the one that it is used in.

    `subject`: who speaks; `inverted`: the subject stands behind; `inherited`: taken from another verb of the frame.
    """

    first: int
    head: int
    last: int
    form: int
    roles: int
    lemma: str
    passive: bool = False
    subject: Mention | None = None
    inverted: bool = False
    inherited: bool = False


class CueFinder:
    """Finds the cues of one frame. `spoken`: within marks any verb of an incise may be one, behind its comma."""

    def __init__(self, frame: Frame, lexicon: Lexicon, *, spoken: bool = False) -> None:
        self.spoken = spoken
        self.incising = Role.SPEECH if spoken else Role.SAID
        self.frame = frame
        self.lexicon = lexicon
        self.phrases = Phrases(frame, lexicon)
        self.tags = frame.tags
        self.words = frame.words

    def find(self) -> list[Cue]:
        """All cues in order, subjects resolved where the frame tells them."""
        bare: list[Cue] = []
        uses, words, support = self.frame.uses, self.words, self.lexicon.support
        for i in compress(range(len(words)), map(self.lexicon.verbal.__contains__, words)):
            use = uses[i] if not self.tags[i] & Tag.BE else None  # 'étaient' is of être, and not of étayer
            cue = self._group(i, use) if use is not None else None
            if cue is None and words[i] in support:
                cue = self._supported(i)
            if cue is not None and (not bare or cue.first >= bare[-1].last):
                bare.append(cue)
        cues: list[Cue] = []
        for cue in bare:
            cues.append(self._with_subject(cue, cues))
        return [self._late_subject(cue, cues) if cue.subject is None else cue for cue in cues]

    def _group(self, i: int, use: Use) -> Cue | None:
        tags = self.tags
        auxiliary, reflexive = self._auxiliary(i)
        if auxiliary >= 0 and (
            use.form & Form.PARTICIPLE or (use.form & Form.FINITE and auxiliary == i - 1 and tags[auxiliary] & Tag.HAVE)
        ):
            been = any(self.words[k] == "été" for k in range(auxiliary, i))
            passive = been or (bool(tags[auxiliary] & Tag.BE) and not reflexive)
            roles = use.reflexive if reflexive else use.roles
            form = Form.GERUND if tags[auxiliary] & Tag.HAVING else Form.PARTICIPLE
            return Cue(auxiliary, i, i + 1, form, roles, use.lemma, passive=passive) if roles else None
        before = i - 1
        reflexive = before >= 0 and bool(tags[before] & Tag.REFLEXIVE)
        roles = use.reflexive if reflexive else use.roles
        if not roles:
            return None
        by = use.form & Form.PARTICIPLE and i + 1 < len(tags) and self.words[i + 1] in self.lexicon.table.grammar.by
        if use.form & Form.FINITE and self._is_verb(i) and not by and not self._is_authors(i):
            return Cue(i, i, i + 1, Form.FINITE, roles, use.lemma)
        if use.form & Form.GERUND and not (before >= 0 and tags[before] & Tag.DET and not tags[before] & Tag.CLITIC):
            return Cue(i, i, i + 1, Form.GERUND, roles, use.lemma)
        if before >= 0 and self.words[before] in self.lexicon.table.grammar.causative:
            return None
        if use.form & Form.INFINITIVE and not (before >= 0 and tags[before] & Tag.DET and not tags[before] & Tag.CLITIC):
            return Cue(i, i, i + 1, Form.INFINITIVE, roles, use.lemma)
        noun = before >= 0 and tags[before] & Tag.DET and not tags[before] & Tag.CLITIC
        if use.form & Form.PARTICIPLE and not noun:
            return Cue(i, i, i + 1, Form.PARTICIPLE, roles, use.lemma, passive=True)
        return None

    def _auxiliary(self, i: int) -> tuple[int, bool]:
        """The unit of the auxiliary before a participle, else -1; and whether a reflexive pronoun stands before it."""
        tags = self.tags
        for k in range(i - 1, max(-1, i - _GROUP), -1):
            tag = tags[k]
            if tag & (Tag.HAVE | Tag.BE | Tag.HAVING) and self.words[k] != "été" and not tag & Tag.NAME:
                back = k - 1
                while back >= 0 and tags[back] & Tag.CLITIC and not tags[back] & Tag.REFLEXIVE:
                    back -= 1
                return k, back >= 0 and bool(tags[back] & Tag.REFLEXIVE)
            if (
                self.words[k] == ","
                and k > 1
                and self.words[k - 2] == ","
                and self.words[k - 1] in self.lexicon.table.grammar.emphatic
            ):
                continue  # 'a, lui, qualifié': the comma behind the pronoun
            if self.words[k] in self.lexicon.table.grammar.emphatic and self.words[k - 1] == ",":
                continue
            if self.words[k] == "," and self.words[k + 1] in self.lexicon.table.grammar.emphatic:
                continue
            if not (tag & _BETWEEN or self.words[k] in self.lexicon.between or self.words[k] == "été"):
                break
        return -1, False

    def _is_authors(self, i: int) -> bool:
        """'Rappelons que': a verb at the head of its clause in the form in which the author speaks to the reader."""
        ends = self.lexicon.table.grammar.author_endings
        heads = i == 0 or bool(self.tags[i - 1] & (Tag.PUNCT | Tag.COORD | Tag.QUOTE))
        return bool(ends) and heads and self.words[i].endswith(ends)

    def _is_verb(self, i: int) -> bool:
        """Whether a spelling that may be a noun (note, juge, annonce) is the verb here, by the word before it."""
        if i == 0:
            return i + 1 < len(self.tags) and bool(self.tags[i + 1] & (Tag.INVERTED | Tag.DET | Tag.NAME))
        if i + 1 < len(self.tags) and self.tags[i + 1] & Tag.INVERTED:
            return True
        tag, before = self.tags[i - 1], self.tags[i - 2] if i > 1 else 0
        if tag & Tag.NAME:
            return True
        if tag & Tag.CLITIC:
            if not tag & (Tag.DET | Tag.PREP) or tag & Tag.REFLEXIVE:
                return True
            joined = Tag.COORD if not self._may_be_noun(i) else 0  # 'mais le décrit', but 'et le juge'
            return bool(before & (Tag.SUBJECT | Tag.NEGATION | Tag.RELATIVE | Tag.NAME | Tag.CLITIC | Tag.SUBORD | joined))
        if tag & Tag.DET and tag & Tag.SUBJECT:
            return not self._may_be_noun(i)  # 'certains parlent'
        return not tag & (Tag.DET | Tag.PREP | Tag.NUMBER)

    def _may_be_noun(self, i: int) -> bool:
        return bool(self.tags[i] & (Tag.PERSON | Tag.ANONYMOUS | Tag.ORGANISATION))

    def _supported(self, i: int) -> Cue | None:
        """'fait valoir', 'met en garde', 'se dit convaincu': a plain verb that speaks with a word near behind it."""
        words, tags = self.words, self.tags
        wanted = self.lexicon.support[words[i]]
        for k in range(i + 1, min(i + 4, len(words))):
            if words[k] in wanted:
                auxiliary, reflexive = self._auxiliary(i)
                del reflexive
                first = auxiliary if auxiliary >= 0 else i
                form = Form.GERUND if words[i].endswith("ant") else Form.FINITE
                if words[i].endswith(("re", "er")):
                    form = Form.INFINITIVE
                been = any(words[n] == "été" for n in range(first, i))
                roles = Role.SAID | Role.INCISE | Role.FRAGMENT
                return Cue(first, k, k + 1, form, roles, words[k], passive=been)
            if (
                not tags[k] & (Tag.ADVERB | Tag.PREP | Tag.INVERTED | Tag.DET | Tag.CLITIC | Tag.NAME | Tag.WORD)
                or tags[k] & Tag.PUNCT
            ):
                break
        return None

    # --- subjects --------------------------------------------------------------------------------------------------

    def _with_subject(self, cue: Cue, known: list[Cue]) -> Cue:
        if cue.passive and cue.form & Form.PARTICIPLE:
            return self._passive(cue, known)
        inverted = self._inverted_pronoun(cue)
        if inverted is not None:
            return replace(cue, subject=inverted, inverted=True, last=max(cue.last, inverted.last))
        if cue.form & (Form.GERUND | Form.INFINITIVE):
            return self._of_its_own(cue) or self._inherit(cue, known)
        if self._is_incise(cue):
            behind = self.phrases.behind(cue.last)
            if behind is not None:
                return replace(cue, subject=behind, inverted=True)
        plural = number.of_verb(self.lexicon.table.grammar, self.words, cue.first, cue.head, cue.lemma)
        before = number.alone_behind_and(plural, self.tags, cue.first - 1) or self.phrases.before(cue.first)
        if before is not None and self._is_cut_off(cue, before):
            before = None
        if before is not None:
            return replace(cue, subject=before)
        at = self._back(cue.first)
        if (at >= 0 and self.tags[at] & Tag.COORD) or (
            at >= 0 and self.words[at] == "," and known and not self._after_quote(at)
        ):
            return self._inherit(cue, known)
        behind = self.phrases.behind(cue.last)
        if behind is not None and self._may_invert(at):
            return replace(cue, subject=behind, inverted=True)
        return cue

    def _is_incise(self, cue: Cue) -> bool:
        """'…, a expliqué X': behind a comma, a verb that takes no person as its object has a person right behind it."""
        at, after, tags = self._back(cue.first), cue.last, self.tags
        if at < 1 or self.words[at] != "," or cue.lemma in self.lexicon.table.grammar.transitive or after >= len(tags):
            return False
        if not cue.roles & self.incising and not (cue.roles & Role.SPEECH and self._is_between_commas(cue)):
            return False
        after = self.phrases.past_interposed(after)
        for k in range(cue.last, min(cue.last + 14, len(tags))):
            if tags[k] & Tag.STOP or (self.spoken and k > after and self.words[k] == ","):
                break
            if tags[k] & Tag.THAT or self.words[k] == ":":
                return False
        if after >= len(tags):
            return False
        speaks = Tag.PERSON | Tag.ORGANISATION | Tag.ANONYMOUS
        opens = tags[after] & Tag.DET and (not tags[after] & Tag.PREP or self.words[after] == "des")
        somebody = after + 1 < len(tags) and opens and tags[after + 1] & speaks
        if somebody or tags[after] & Tag.NAME:
            return True
        # '…, assure la CGT, …': a body's name with its article, closed by a comma too.
        named = after + 2 < len(tags) and opens and tags[after + 1] & Tag.NAME
        return bool(named and self.words[after + 2] == ",")

    def _is_between_commas(self, cue: Cue) -> bool:
        """'…, poursuit X, …': any verb of an incise with what follows it, closed by a comma too."""
        behind = self.phrases.behind(cue.last)
        end = behind.last if behind is not None else len(self.tags)
        while end < len(self.tags) and self.tags[end] & (Tag.TIME | Tag.NUMBER) and not self.tags[end] & Tag.NAME:
            end += 1  # 'poursuit le communiqué publié dimanche,'
        return end < len(self.tags) and self.words[end] == ","

    def _of_its_own(self, cue: Cue) -> Cue | None:
        """'…, le quotidien le qualifiant de': a gerund with a pronoun before it has the name before that as subject;
        « … », n'a cessé de répéter X: an infinitive right behind a quote has what follows."""
        at = cue.first - 1
        if cue.form & Form.GERUND:
            if self.tags[cue.first] & Tag.HAVING:
                # 'le ministre, X, ayant déclaré que': an absolute participle has the phrase right before it as its subject.
                own = self.phrases.before(cue.first)
                return None if own is None or own.pronoun else replace(cue, subject=own)
            if at >= 0 and (self.words[at] in self.lexicon.table.grammar.pronominal or self._is_some(at)):
                # 'les rebelles reculent, ces derniers affirmant que': the pronoun right before it.
                return replace(cue, subject=self.phrases.before(cue.first))
            if at > 0 and self.tags[at] & Tag.NAME and self.words[at - 1] == "," and self._is_resumed(cue):
                # '…, répond X, Y soulignant que': a name alone between comma and gerund.
                return replace(cue, subject=Mention(at, at + 1, at))
            if at > 0 and self.tags[at] & Tag.CLITIC and not self.tags[at] & Tag.PREP and self.tags[at - 1] & Tag.NAME:
                return replace(cue, subject=Mention(at - 1, at, at - 1))
            for k in range(at - 1, max(-1, at - 10), -1):
                if self.tags[k] & (Tag.PUNCT | Tag.QUOTE | Tag.VERB) and not self.tags[k] & Tag.NAME:
                    break
                if self.words[k] in self.lexicon.table.grammar.absolute:
                    return replace(cue, subject=self.phrases.phrase_at(k + 1))
            return None
        told = self._told_to(at) or narrated(self.phrases, at)
        if told is not None:
            return replace(cue, subject=told)
        while (
            at >= 0
            and cue.first - at < _GROUP
            and not self.tags[at] & (Tag.PUNCT | Tag.QUOTE | Tag.SUBJECT | Tag.NAME | Tag.DET)
        ):
            at -= 1
        if at < cue.first - 1 and self._after_quote(at):
            behind = self.phrases.behind(cue.last)
            if behind is not None:
                return replace(cue, first=at + 1, subject=behind, inverted=True)
        return None

    def _is_some(self, at: int) -> bool:
        """'certains craignant': a word for some of them, alone between comma and gerund."""
        return bool(self.tags[at] & Tag.INDEFINITE and self.tags[at] & Tag.SUBJECT) and at > 0 and self.words[at - 1] == ","

    def _is_resumed(self, cue: Cue) -> bool:
        """Whether a finite verb of saying stands before the gerund: its sentence has a subject already."""
        return any(use is not None and use.form & Form.FINITE for use in self.frame.uses[: cue.first - 2])

    def _told_to(self, at: int) -> Mention | None:
        """'permis à X de déclarer', 'conduit X à exprimer': the object before the infinitive's marker at unit `at`."""
        grammar, tags = self.lexicon.table.grammar, self.tags
        if at < 2 or self.words[at] not in grammar.infinitive_markers:
            return None
        to = self.words[at] in grammar.dative
        for k in range(at - 1, max(0, at - _FAR), -1):
            if tags[k] & (Tag.PUNCT | Tag.QUOTE | Tag.VERB | Tag.SUBORD | Tag.THAT) and not tags[k] & Tag.NAME:
                return None
            if to:
                opens = tags[k] & (Tag.DET | Tag.NAME) and not tags[k] & Tag.PREP and not tags[k - 1] & (Tag.PREP | Tag.DET)
            else:
                opens = self.words[k] in grammar.dative
            if opens:
                if self.frame.uses[self._back(k)] is not None:
                    return None  # 'demander à X de dire': what follows is what is asked, and who asks says it
                whom = self.phrases.phrase_at(k if to or tags[k] & Tag.DET else k + 1)
                if whom is None or whom.last < at:
                    return None
                return Mention(whom.first, at, self.phrases.head_name(whom.first, at)) if whom.last > at else whom
        return None

    def _back(self, first: int) -> int:
        j = first - 1
        weak = self.lexicon.table.grammar.weak_subjects
        while j >= 0 and self.tags[j] & (Tag.CLITIC | Tag.NEGATION | Tag.ADVERB):
            if self.tags[j] & Tag.SUBJECT and not (self.words[j] in weak and self._after_quote(j - 1)):
                break  # but « … », lui disait X
            j -= 1
        return j

    def _after_quote(self, at: int) -> bool:
        while at >= 0 and self.tags[at] & Tag.PUNCT:
            at -= 1
        return at >= 0 and bool(self.tags[at] & Tag.QUOTE)

    def _may_invert(self, before: int) -> bool:
        """An inverted subject follows a quote, a comma, a 'comme' or a relative; elsewhere what follows is an object."""
        if before < 0:
            return self._after_quote(before)
        tag = self.tags[before]
        return bool(tag & (Tag.QUOTE | Tag.PUNCT | Tag.THAT | Tag.SUBORD))

    def _is_cut_off(self, cue: Cue, subject: Mention) -> bool:
        """A phrase right behind a quote and a comma may be the subject; one with a quote between is none."""
        return any(self.tags[k] & Tag.QUOTE and not self.phrases.is_within(k) for k in range(subject.last, cue.first))

    def _inverted_pronoun(self, cue: Cue) -> Mention | None:
        for k in range(cue.first + 1, min(cue.last + 1, len(self.tags))):
            if self.tags[k] & Tag.INVERTED:
                return Mention(k, k + 1, -1, pronoun=True)
        return None

    def _inherit(self, cue: Cue, known: list[Cue]) -> Cue:
        """The subject of a gerund, an infinitive or a second verb: that of the finite verb before it."""
        finite = not cue.form & (Form.GERUND | Form.INFINITIVE)
        grammar = self.lexicon.table.grammar
        plural = number.of_verb(grammar, self.words, cue.first, cue.head, cue.lemma) if finite else None
        subject = self.main_subject(cue.first, known, plural)
        reporter = self._reporter(cue, subject, known) if finite and cue.roles & ~Role.NAME else None
        return replace(cue, subject=reporter or subject, inherited=True)

    def _reporter(self, cue: Cue, subject: Mention | None, known: list[Cue]) -> Mention | None:
        """'X rappelle que la sonde est restée … et indique que': the thing of the first clause says nothing, X goes on."""
        if subject is None or subject.pronoun:
            return None
        somebody, things = Tag.PERSON | Tag.ANONYMOUS | Tag.ORGANISATION, self.lexicon.table.speakers.institutions
        speaks = any(self.tags[k] & somebody and self.words[k] not in things for k in range(subject.first, subject.last))
        if self.tags[subject.first] & Tag.NAME or speaks:
            return None
        for other in reversed(known):
            told = other.subject is not None and not other.passive and other.roles & Role.CLAUSE
            if told and other.last <= subject.first and self.tags[other.last] & Tag.THAT and other.last < cue.first:
                return other.subject
        return None

    def main_subject(self, before: int, known: list[Cue], plural: bool | None = None) -> Mention | None:
        """The subject of the nearest finite verb before a unit, else the first phrase of the frame.

        `plural`: whether the verb at that unit is in the plural, where it shows; a subject of another number is passed over.
        """
        by_head = {cue.first: cue for cue in known}
        for k in range(before - 1, -1, -1):
            cue = by_head.get(k)
            if cue is not None and not cue.passive and cue.subject is not None:
                if number.agree(plural, number.of_phrase(self.lexicon.table.grammar, self.words, cue.subject)):
                    return cue.subject
                continue
            tag = self.tags[k]
            if tag & Tag.STOP:
                break
            if tag & Tag.VERB and not tag & Tag.NAME:
                found = self.phrases.before(k)
                if found is not None and not number.agree(
                    plural, number.of_phrase(self.lexicon.table.grammar, self.words, found)
                ):
                    continue
                aside = found is not None and found.first > 0 and self.tags[found.first - 1] & (Tag.SUBORD | Tag.RELATIVE)
                if found is not None and not (aside and any(one.subject for one in known)):
                    return found
            elif tag & Tag.SUBJECT and not tag & (Tag.CLITIC | Tag.INVERTED | Tag.NAME):
                return Mention(k, k + 1, -1, pronoun=True)
        return self._first_phrase(before)

    def _first_phrase(self, before: int) -> Mention | None:
        tags = self.tags
        k = 0
        while k < before:
            while k < before and tags[k] & (Tag.ADVERB | Tag.COORD | Tag.PUNCT) and not tags[k] & Tag.NAME:
                k += 1
            if k >= before:
                return None
            tag = tags[k]
            if tag & Tag.QUOTE:
                return None
            governed = tag & Tag.PREP and self.words[k] != "des"  # 'Au ministère, X a …'
            opens = tag & Tag.DET and not governed and not self.phrases._is_time(k, before)
            if tag & Tag.NAME or opens or not tag & ~Tag.WORD:
                return self.phrases.phrase_at(k)
            while k < before and not tags[k] & Tag.PUNCT:
                k += 1
        return None

    def _passive(self, cue: Cue, known: list[Cue]) -> Cue:
        """'qualifié de « … » par X'; a participle coordinated to an active one is active: 'a parlé … et rappelé que'."""
        by = self.lexicon.table.grammar.by
        quote_seen = 0
        for k in range(cue.last, min(cue.last + 12, len(self.tags))):
            quote_seen += bool(self.tags[k] & Tag.QUOTE)
            if self.words[k] in by:
                agent = self.phrases.phrase_at(k + 1)
                if agent is not None:
                    return replace(cue, subject=agent, inverted=True)
            if self.tags[k] & (Tag.STOP | Tag.CUE) or self.words[k] == ",":
                break
        before = cue.first - 1
        while before >= 0 and self.tags[before] & (Tag.ADVERB | Tag.CLITIC):
            before -= 1
        joined = before >= 0 and (self.tags[before] & Tag.COORD or self.words[before] == ",")
        if joined and known and cue.first == cue.head:
            for other in reversed(known):
                if other.form & Form.PARTICIPLE and not other.passive:
                    return replace(cue, subject=other.subject, passive=False, inherited=True)
        return cue

    def _late_subject(self, cue: Cue, cues: list[Cue]) -> Cue:
        """A gerund at the head of its sentence takes the subject that follows: 'Soulignant …, le pape a …'."""
        if cue.passive or not cue.form & (Form.GERUND | Form.INFINITIVE):
            return cue
        for other in cues:
            if (
                other.first > cue.last
                and other.subject is not None
                and not other.passive
                and other.form & (Form.FINITE | Form.PARTICIPLE)
            ):
                return replace(cue, subject=other.subject, inherited=True)
        comma = next((k for k in range(cue.last, len(self.tags)) if self.words[k] == ","), -1)
        while comma >= 0:
            if comma + 1 < len(self.tags) and self.tags[comma + 1] & (Tag.DET | Tag.NAME | Tag.SUBJECT):
                tag = self.tags[comma + 1]
                if tag & Tag.SUBJECT and not tag & Tag.DET:
                    return replace(cue, subject=Mention(comma + 1, comma + 2, -1, pronoun=True), inherited=True)
                return replace(cue, subject=self.phrases.phrase_at(comma + 1), inherited=True)
            comma = next((k for k in range(comma + 1, len(self.tags)) if self.words[k] == ","), -1)
        return cue
