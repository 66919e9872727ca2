"""Laws of the date reader: whatever the text, mentions lie in it, in order, and say what their intervals say."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from site_builder import lang
from site_builder.extract.dates import days, find_dates
from site_builder.extract.dates.grammar import grammar
from site_builder.model import Edtf
from site_builder.scan import Scan

_VALUE = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d)?|\d{3}X|\d\dXX|[\d-]+/[\d-]+")
_EXAMPLES = [example.text for code in lang.LANGUAGES for row in grammar(code).table.rules for example in row.examples]
_WORDS = sorted({word for text in _EXAMPLES for word in text.split()})
_SIGNS = ["/", "-", ".", " ", ", ", "2020", " le ", " mai ", "\n"]

texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join),
    st.lists(st.one_of(st.integers(0, 40).map(str), st.sampled_from(_SIGNS)), max_size=20).map("".join),
)
published = st.sampled_from(
    [None, "2020-09-15", "2020-02-29", "2020-09", "2020", "0001-01-01", "9999-12-31", "2020-13", "soon"],
)


@given(texts, st.sampled_from(lang.LANGUAGES), published)
def test_mentions_lie_in_the_text_in_order_and_agree_with_themselves(text: str, code: str, date: str | None) -> None:
    found = find_dates(Scan(text, code), None if date is None else Edtf(date))
    at = 0
    for mention in found:
        assert at <= mention.span.start < mention.span.end <= len(text)
        assert not text[mention.span.start].isspace()
        assert not text[mention.span.end - 1].isspace()
        at = mention.span.end
        assert (mention.value is None) == (mention.first is None) == (mention.last is None)
        if mention.first and mention.last and mention.value:
            assert mention.first <= mention.last
            assert _VALUE.fullmatch(mention.value), mention.value
            assert mention.value == days.edtf(days.Days(mention.first, mention.last, mention.precision))
        if mention.anchor == "none":
            assert mention.counted_from is None


@given(st.lists(st.sampled_from(_WORDS), max_size=20).map(" ".join), st.sampled_from(lang.LANGUAGES))
def test_the_kind_of_apostrophe_does_not_matter(text: str, code: str) -> None:
    straight, curly = text.replace("’", "'"), text.replace("'", "’")
    assert find_dates(Scan(straight, code), Edtf("2020-09-15")) == find_dates(Scan(curly, code), Edtf("2020-09-15"))
