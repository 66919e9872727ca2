"""A scanned text and its names into quotes, terms and doubts: marks, frames, sieves and resolution in their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import compress

import msgspec
from msgspec.structs import replace

from site_builder.extract.quotes.alone import Alone, Voice
from site_builder.extract.quotes.callings import callings, descriptions
from site_builder.extract.quotes.cast import Cast
from site_builder.extract.quotes.clauses import Reported
from site_builder.extract.quotes.coreference import Resolver
from site_builder.extract.quotes.decide import Decision, decide, joined
from site_builder.extract.quotes.frames import Framer, spans_of_interest
from site_builder.extract.quotes.headlines import headlines, resolve_headlines, within
from site_builder.extract.quotes.incises import Inside, find_incise
from site_builder.extract.quotes.indirect import find_reported
from site_builder.extract.quotes.introduced import goes_on
from site_builder.extract.quotes.lexicon import Lexicon, lexicon
from site_builder.extract.quotes.marks import Marked, Odd, pair, turns
from site_builder.extract.quotes.neighbours import Neighbours
from site_builder.extract.quotes.parsed import Attribution, Parsed
from site_builder.extract.quotes.signatures import signature
from site_builder.extract.quotes.speakers import attribute
from site_builder.model import Calling, Diagnostic, NameMention, Quote, Span, Term
from site_builder.scan import Scan

_CERTAIN = 84
_PLAIN = 92
"""A sieve this sure needs no noun for people to know who speaks."""
_VIEWS = frozenset({"selon", "selon after"})
_MOST_DOUBTS = 20
_REACH = 16
"""Within so many tokens behind a verb its conjunction stands."""
_BACK = 6
"""Within so many tokens before an incise's verb its comma stands: ', a-t-elle promis'."""


class Speech(msgspec.Struct, frozen=True, gc=False):
    """What is found of speech in one text: quotes and terms in order, what is odd, and how its people are called."""

    quotes: tuple[Quote, ...]
    terms: tuple[Term, ...]
    doubts: tuple[Diagnostic, ...]
    callings: tuple[Calling, ...]
    described: tuple[Calling, ...]


def find_speech(scan: Scan, names: tuple[NameMention, ...]) -> Speech:
    """The same as `find_quotes`, and what tells in other articles whom a description means."""
    finder = _Finder(scan, names)
    quotes, terms, doubts = finder.run()
    known = finder.lexicon
    return Speech(quotes, terms, doubts, callings(finder.resolver.cast, known), descriptions(quotes, known))


def find_quotes(
    scan: Scan, names: tuple[NameMention, ...]
) -> tuple[tuple[Quote, ...], tuple[Term, ...], tuple[Diagnostic, ...]]:
    """Quotes and terms in order, with a diagnostic for each odd mark. `names` are the candidates of the same text."""
    return _Finder(scan, names).run()


class _Finder:
    def __init__(self, scan: Scan, names: tuple[NameMention, ...]) -> None:
        self.scan = scan
        self.text = scan.text
        self.lexicon: Lexicon = lexicon(scan.language)
        marked, self.odd = pair(scan.text, scan.blocks)
        self.marked: list[Marked] = [turn for one in marked if one.depth == 0 for turn in turns(scan.text, one)]
        cast = Cast(scan, self.lexicon, names, self.marked)
        self.framer = Framer(scan.text, scan.language, self.lexicon, self.marked, cast.names)
        self.neighbours = Neighbours(scan, self.framer, cast, self.lexicon)
        self.resolver = Resolver(scan, self.lexicon, cast, self.neighbours)
        self.alone = Alone(scan, self.resolver, self.neighbours)
        self.quotes: list[Quote] = []
        self.terms: list[Term] = []
        self.weak: frozenset[str] = frozenset()
        self.heads = headlines(scan.text, scan.blocks)
        self.hits: list[int] = []
        self.spoken_at: list[int] = []
        """Where a verb stands that may be an incise's."""

    def run(self) -> tuple[tuple[Quote, ...], tuple[Term, ...], tuple[Diagnostic, ...]]:
        self.hits = hits = self._hits()
        sentences = [(s.start, s.end) for s in self.scan.sentences]
        frames = spans_of_interest(sentences, self.marked, hits, self.text) if sentences else []
        parsed = [Parsed(self.framer.frame(start, end), self.lexicon) for start, end in frames]
        self.neighbours.parsed = dict(zip(frames, parsed, strict=True))
        said = {p: found for one in parsed for p, found in self._attributed(one)}
        self.weak = self._weakly_said(said)
        for one in parsed:
            self._frame(one, said)
        self.quotes.sort(key=lambda quote: quote.parts)
        self.terms.sort(key=lambda term: term.span)
        self.quotes, self.terms = resolve_headlines(self.text, self.scan.blocks, self.quotes, self.terms)
        return tuple(self.quotes), tuple(self.terms), self._doubts()

    def _hits(self) -> list[int]:
        """Where something stands that may report speech without marks: a view, or a verb with its clause."""
        lexicon, grammar = self.lexicon, self.lexicon.table.grammar
        clausal, views, weak = lexicon.triggers, lexicon.view_words, lexicon.table.cues.weak_according
        opens = grammar.that | grammar.interrogatives
        scan = self.scan
        starts, words, lower = scan.starts, scan.words, scan.lower
        hits = []
        speaking = lexicon.speaking
        for i in compress(range(len(lower)), map(lexicon.watched.__contains__, lower)):
            word = lower[i]
            if word in speaking:
                self.spoken_at.append(starts[i])
            if word in views or (word in weak and (words[i][0].isupper() or words[i - 1] == ",")):
                hits.append(starts[i])
                continue
            if word not in clausal:
                continue
            after = lower[i + 1 : i + _REACH]
            infinitive = not grammar.infinitives or any(map(lexicon.infinitive.__getitem__, after[:4]))
            if not (infinitive or "," in lower[max(0, i - _BACK) : i] or not opens.isdisjoint(after)):
                continue
            hits.append(starts[i])
        return hits

    def _attributed(self, parsed: Parsed) -> Iterator[tuple[int, Attribution | None]]:
        """Each quote of a frame, by its index, with who says it."""
        for p in parsed.frame.quotes:
            yield parsed.frame.refs[p], attribute(parsed, p)

    def _weakly_said(self, said: dict[int, Attribution | None]) -> frozenset[str]:
        """The words that stand in marks more than once, at least once without a speaker near them: a term of the article."""
        seen: dict[str, list[Attribution | None]] = {}
        for index, found in said.items():
            one = self.marked[index]
            if within(Span(one.start, one.end), self.heads):
                continue  # a headline has the words of the text
            seen.setdefault(self.text[one.start : one.end].lower(), []).append(found)
        return frozenset(
            words
            for words, found in seen.items()
            if len(found) > 1 and any(one is None or one.sure < _CERTAIN + 3 for one in found)
        )

    def _frame(self, parsed: Parsed, said: dict[int, Attribution | None]) -> None:
        frame = parsed.frame
        decisions: dict[int, Decision] = {}
        for at, p in enumerate(frame.quotes):
            decisions[p] = self._decide(parsed, p, said[frame.refs[p]])
            before = frame.quotes[at - 1]
            if (
                at
                and decisions[before].kind == "term"
                and joined(parsed, p, self._inner(frame.refs[p]), before, decisions[before])
            ):
                decisions[p] = decisions[before]
        spoken = frozenset(p for p, decision in decisions.items() if decision.kind != "term")
        work: list[tuple[int, int | Reported]] = [(frame.starts[p], p) for p in decisions]
        work += [(frame.starts[one.first], one) for one in find_reported(parsed, spoken)]
        for _, item in sorted(work, key=lambda pair_: pair_[0]):
            if isinstance(item, Reported):
                self._reported(parsed, item)
            else:
                self._marked(parsed, item, said[frame.refs[item]], decisions[item])

    def _inner(self, index: int) -> str:
        return self.text[self.marked[index].start : self.marked[index].end]

    def _decide(self, parsed: Parsed, p: int, said: Attribution | None) -> Decision:
        inner = self._inner(parsed.frame.refs[p])
        return decide(parsed, p, said, inner, inner.lower() in self.weak)

    def _marked(self, parsed: Parsed, p: int, said: Attribution | None, decision: Decision) -> None:
        one = self.marked[parsed.frame.refs[p]]
        inside = self._inside(one)
        if inside is not None:
            self._quote(inside.parsed, replace(one, parts=inside.parts), inside.said, Decision("direct", "", 96))
        elif decision.kind != "term":
            self._quote(parsed, one, said, decision, opens=parsed.stands_alone(p))
        elif one.end > one.start:
            self.terms.append(Term(Span(one.start, one.end), decision.why, said.rule if said else "no cue"))

    def _inside(self, one: Marked) -> Inside | None:
        hits = self.spoken_at[bisect_left(self.spoken_at, one.start) : bisect_left(self.spoken_at, one.end)]
        return find_incise(self.framer, self.lexicon, one, hits) if hits else None

    def _quote(
        self, parsed: Parsed, one: Marked, said: Attribution | None, decision: Decision, *, opens: bool = False
    ) -> None:
        frame = parsed.frame
        signed = signature(self.text, one, self.resolver.all) if said is None else None
        if signed is not None:
            voice = Voice(self.resolver.signed(signed), signed.span)
        elif said is None:
            voice = self.alone.speaker(one, opens=opens, direct=decision.kind == "direct")
        else:
            voice = self._again(parsed, one, said) or Voice(
                self.alone.going_on(one, parsed, said) or self.resolver.resolve(frame, said.mention)
            )
        resolution = voice.resolution
        told = resolution.why in ("continued", "sentence before", "interview")
        alone = said is None and decision.kind == "direct" and (signed or told)
        sure = min(86 if alone else decision.sure, said.sure if said else 86, resolution.sure, 100 if one.closed else 60)
        mention = said.mention if said else None
        if said is not None and _is_doubtful(parsed, one, said, resolution.why):
            sure = min(sure, _CERTAIN - 2)
        cue = said.cue if said else None
        written = Span(frame.starts[mention.first], frame.ends[mention.last - 1]) if mention else None
        speaker = voice.mention or written
        self.quotes.append(
            Quote(
                parts=tuple(Span(s, e) for s, e in one.parts),
                kind="direct" if decision.kind == "direct" else "fragment",
                rule=said.rule if said else "signature" if signed else resolution.why,
                cue=Span(frame.starts[cue[0]], frame.ends[cue[1] - 1]) if cue else None,
                speaker=speaker,
                speaker_key=resolution.key,
                speaker_text=resolution.text,
                source=resolution.source,
                via=resolution.via,
                why=resolution.why,
                confidence=sure,
                certain=sure >= _CERTAIN,
            )
        )
        self.resolver.heard(one.close, resolution.key)
        self.alone.quoted(one, Voice(resolution, speaker))

    def _again(self, parsed: Parsed, one: Marked, said: Attribution) -> Voice | None:
        """Who goes on, where the words before a quote say only that somebody does."""
        large = self.text[one.start : one.start + 1].isupper()
        return self.alone.again(one) if goes_on(parsed, said, large=large) else None

    def _reported(self, parsed: Parsed, one: Reported) -> None:
        frame = parsed.frame
        start, end = frame.starts[one.first], frame.ends[one.last - 1]
        resolution = self.resolver.resolve(frame, one.mention)
        sure = min(one.sure, resolution.sure)
        mention = one.mention
        speaker = Span(frame.starts[mention.first], frame.ends[mention.last - 1]) if mention else None
        self.quotes.append(
            Quote(
                parts=(Span(start, end),),
                kind="indirect",
                rule=one.rule,
                cue=Span(frame.starts[one.cue[0]], frame.ends[one.cue[1] - 1]),
                speaker=speaker,
                speaker_key=resolution.key,
                speaker_text=resolution.text,
                source=resolution.source,
                via=resolution.via,
                why=resolution.why,
                confidence=sure,
                certain=sure >= _CERTAIN,
            )
        )
        self.resolver.heard(end, resolution.key)
        self.alone.reported(frame.end, Voice(resolution, speaker))

    def _doubts(self) -> tuple[Diagnostic, ...]:
        """One diagnostic for each odd mark, up to a limit, and one for those beyond it."""
        found = [self._doubt(odd) for odd in self.odd[:_MOST_DOUBTS]]
        if len(self.odd) > _MOST_DOUBTS:
            more = len(self.odd) - _MOST_DOUBTS
            found.append(
                Diagnostic("W303", "warning", f"{more} more marks without partner", "", "Check the marks of this text.")
            )
        return tuple(found)

    def _doubt(self, odd: Odd) -> Diagnostic:
        line = self.text.count("\n", 0, odd.at) + 1
        where = f"{line}:{odd.at - self.text.rfind(chr(10), 0, odd.at)}"
        mark = self.text[odd.at]
        if odd.side == "open":
            hint = "Add the closing mark, or take this one out; until then the words are not taken for a whole quote."
            return Diagnostic("W301", "warning", f"the mark {mark} is opened and not closed", where, hint)
        return Diagnostic(
            "W302",
            "warning",
            f"the mark {mark} closes what was not opened",
            where,
            "Add the opening mark, or take this one out.",
        )


def _is_doubtful(parsed: Parsed, one: Marked, said: Attribution, why: str) -> bool:
    """Whether who speaks is told by words for no people and no bodies, or some other verb is nearer to the quote.

    Of an incise inside the marks, whose frame has no quotes, nothing is asked.
    """
    mention = said.mention
    p = next((p for p in parsed.frame.quotes if parsed.frame.starts[p] == one.open), -1)
    if mention is None or p < 0:
        return False
    if said.sure < _PLAIN and not parsed.may_speak(mention):
        return True
    return (why == "as written" and not parsed.is_phrase(mention)) or (said.rule in _VIEWS and parsed.is_retold(p, said))
