"""A frame into the clauses that stand in somebody's view, or before the verb that reports them: selon X, …; …, a dit X."""

from __future__ import annotations

from site_builder.extract.quotes.clauses import FEWEST_BEFORE, Reported, clause_begin, clause_end, has_verb, is_complete
from site_builder.extract.quotes.cues import Cue
from site_builder.extract.quotes.lexicon import Form, Role, Tag
from site_builder.extract.quotes.mention import Mention
from site_builder.extract.quotes.parsed import Parsed

_SMALL = Tag.DET | Tag.PREP | Tag.THAT | Tag.ADVERB | Tag.NEGATION


def by_view(parsed: Parsed) -> list[Reported]:
    """Selon X, …; …, selon X."""
    out = []
    count = len(parsed.tags)
    for first, last, mention in parsed.views:
        head = _past_apposition(parsed, mention.last)
        if _at_head(parsed, first):
            if parsed.words[head : head + 1] == [":"]:
                continue
            start = next((k for k in range(head, len(parsed.tags)) if parsed.words[k] == ","), head - 1) + 1
            start = start if start - head < 10 else head
            end = clause_end(parsed, start, None)
            opens = end + 1 < len(parsed.tags) and parsed.words[end] == ":" and parsed.tags[end + 1] & Tag.QUOTE
            weak = parsed.words[first] in parsed.lexicon.table.cues.weak_according
            if start < len(parsed.tags) and not opens and not (weak and not has_verb(parsed, start, end, least=count)):
                out.append(Reported(start, end, "selon", mention, (first, last), 82))
        elif parsed.tags[first - 1] & Tag.COORD and parsed.words[mention.last : mention.last + 1] == [","]:
            # 'et, selon X, …': what follows is X's view, what stands before is not.
            end = clause_end(parsed, mention.last + 1, None)
            if has_verb(parsed, mention.last + 1, end):
                out.append(Reported(mention.last + 1, end, "selon", mention, (first, last), 78))
        elif parsed.words[first] not in parsed.lexicon.table.cues.weak_according and _closes(parsed, mention.last):
            end = first - (parsed.words[first - 1] == ",")
            begin = clause_begin(parsed, end)
            if end - begin >= FEWEST_BEFORE and not _hangs(parsed, end - 1) and has_verb(parsed, begin, end):
                out.append(Reported(begin, end, "selon after", mention, (first, last), 74))
    return out


def _at_head(parsed: Parsed, first: int) -> bool:
    """Whether a view opens its sentence, a word or a short remark before it put aside."""
    if first == 0 or (first == 1 and parsed.tags[0] & (Tag.COORD | Tag.ADVERB | Tag.PUNCT)):
        return True
    short = first <= 5 and parsed.words[first - 1] == ","
    return short and not any(parsed.tags[k] & (Tag.VERB | Tag.NAME | Tag.SUBJECT | Tag.DET) for k in range(first - 1))


def _past_apposition(parsed: Parsed, at: int) -> int:
    """Past ', un scientifique associé au projet,' behind a viewer."""
    tags, words, count, grammar = parsed.tags, parsed.words, len(parsed.tags), parsed.lexicon.table.grammar
    if at + 2 >= count or words[at] != ",":
        return at
    close = next((k for k in range(at + 1, min(at + 12, count - 1)) if words[k] == ","), -1)
    if close > 0 and tags[at + 1] & Tag.RELATIVE:
        return close
    verbal = Tag.BE | Tag.HAVE | Tag.SUBJECT | Tag.REFLEXIVE
    if close < 0 or any(tags[k] & verbal and not tags[k] & Tag.DET for k in range(at + 1, close)):
        return at
    role = tags[at + 1] & (Tag.PERSON | Tag.ANONYMOUS | Tag.ORGANISATION)
    role |= tags[at + 1] & Tag.DET and tags[at + 2] & (Tag.PERSON | Tag.ANONYMOUS)
    participle = words[at + 1].endswith(("é", "ée", "és", "ées", "ed"))
    # 'Selon un témoin, la conductrice téléphonait, ce que …': what the comma ends was a clause already.
    goes_on = not (
        words[close + 1] in grammar.demonstratives and tags[min(close + 2, count - 1)] & (Tag.THAT | Tag.RELATIVE)
    )
    return close if (role and goes_on) or participle else at


def _closes(parsed: Parsed, at: int) -> bool:
    if at >= len(parsed.tags):
        return True
    return bool(parsed.tags[at] & (Tag.STOP | Tag.COORD | Tag.PUNCT)) and parsed.words[at] != ":"


def before_cue(parsed: Parsed) -> list[Reported]:
    """…, a expliqué X: a clause without marks, its cue and subject inverted at its end."""
    out = []
    for cue in parsed.cues:
        if (
            cue.first < FEWEST_BEFORE
            or cue.passive
            or cue.form & (Form.GERUND | Form.INFINITIVE)
            or not cue.roles & Role.SPEECH
        ):
            continue
        comma = cue.first - 1
        while comma > 0 and parsed.tags[comma] & Tag.CLITIC:
            comma -= 1
        if parsed.words[comma] != ",":
            continue
        begin = clause_begin(parsed, comma)
        subject = cue.subject if cue.inverted else _behind(parsed, cue, begin, comma)
        if subject is None or parsed.tags[subject.first - 1] & Tag.THAT:
            continue
        behind = max(cue.last, subject.last)
        goes_on = parsed.words[behind : behind + 1] == [","]
        # '…, poursuit X, « … »', '… aura pour effet, dit-il, de « … »': what stands before the incise goes on in marks.
        quote = next(
            (k for k in range(behind + 1, min(behind + FEWEST_BEFORE, len(parsed.tags))) if parsed.tags[k] & Tag.QUOTE), 0
        )
        broken = goes_on and quote and all(tag & _SMALL for tag in parsed.tags[behind + 1 : quote])
        whole = not goes_on or comma - begin > FEWEST_BEFORE
        told = (whole and parsed.may_speak(subject)) or is_complete(parsed, begin, comma)
        if told and not broken and not _hangs(parsed, comma - 1):
            out.append(Reported(begin, comma, "incise", subject, (cue.first, cue.last), 84))
    return out


def _hangs(parsed: Parsed, last: int) -> bool:
    """Whether a stretch that ends with this unit goes on: 'un texte qui serait, d’après X, …'."""
    tag, word, grammar = parsed.tags[last], parsed.words[last], parsed.lexicon.table.grammar
    if tag & (Tag.NAME | Tag.ADVERB) or (last and parsed.tags[last - 1] & Tag.DET):
        return False  # 'cet été, selon X'
    small = word in grammar.genitive or word in grammar.purpose or word in grammar.dative
    return small or bool(tag & (Tag.THAT | Tag.HAVE | Tag.BE | Tag.COORD | Tag.RELATIVE))


def _behind(parsed: Parsed, cue: Cue, begin: int, comma: int) -> Mention | None:
    """'Ce chiffre pourrait doubler, a prévenu le ministre.': a whole clause before the comma has its own subject already."""
    grammar, tags = parsed.lexicon.table.grammar, parsed.tags
    if cue.lemma in grammar.going_on or not cue.roles & Role.SAID or cue.last >= len(tags):
        return None
    subject = parsed.phrases.phrase_at(cue.last)
    if subject is None or subject.pronoun or not tags[subject.first] & (Tag.DET | Tag.NAME):
        return None
    # 'Il a vu les élus, a prévenu le préfet et a annoncé la fin': in a row of verbs, what follows is an object.
    row = any(parsed.words[k] == "," for k in range(begin, comma))
    if row and (cue.lemma in grammar.transitive or not parsed.may_speak(subject)):
        return None
    ends = subject.last >= len(tags) or tags[subject.last] & (Tag.PUNCT | Tag.STOP | Tag.PREP | Tag.TIME)
    return subject if ends and parsed.is_phrase(subject) and is_complete(parsed, begin, comma) else None
