"""What is remembered of words: each answer is made once, and memory stays bounded."""

from site_builder import lang


def test_an_answer_is_made_once_and_kept() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    known = lang.Remembered(length)
    assert list(map(known.__getitem__, ["un", "deux", "un"])) == [2, 4, 2]
    assert asked == ["un", "deux"]


def test_neither_many_words_nor_a_long_one_fill_the_memory() -> None:
    known = lang.Remembered(len)
    assert known["a" * 1_000_000] == 1_000_000
    assert len(known) == 0
    for number in range(lang.KEPT + 10):
        assert known[str(number)] == len(str(number))
    assert 0 < len(known) <= lang.KEPT
