from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.extract.names import find_names
from site_builder.extract.quotes import find_quotes
from site_builder.scan import Scan

MARKS = ["« ", " »", "“", "”", '"', "'", "’", "«", "»", "(", ")", " — ", "\n\n", ", ", ". ", " : ", "…", " « oui » "]
WORDS = [
    " a déclaré ",
    " affirme que ",
    " selon ",
    " -t-il ",
    " dit-elle ",
    " qualifié de ",
    " par ",
    " et ",
    " qui ",
    " said ",
    " that ",
]
PEOPLE = [
    "Claire Lenoir",
    "le maire",
    "la société",
    "Et d’ajouter",
    "Altimage",
    "mardi ",
    "nous irons",
    "12 %",
    "l’",
    "aujourd’hui ",
]
PIECES = MARKS + WORDS + PEOPLE


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(["fr", "en"]))
def test_spans_lie_in_the_text_in_order_and_nothing_is_both_quote_and_term(text, language):
    scan = Scan(text, language)
    quotes, terms, _ = find_quotes(scan, find_names(scan)[0])
    marked = [part for quote in quotes if quote.kind != "indirect" for part in quote.parts]
    for span in [*marked, *(term.span for term in terms), *(quote.cue for quote in quotes if quote.cue)]:
        assert 0 <= span.start <= span.end <= len(text)
    spans = sorted([*marked, *(term.span for term in terms)])
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert list(quotes) == sorted(quotes, key=lambda quote: quote.parts)
    for quote in quotes:
        assert quote.certain is (quote.confidence >= 84)
        assert quote.why
