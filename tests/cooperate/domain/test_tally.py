"""A tally counts like a dictionary, in a fraction of its memory."""

from __future__ import annotations

import tracemalloc
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from handrail.cooperate.domain.tally import Tally


@given(st.lists(st.text(max_size=3) | st.integers(0, 2_000).map(str), max_size=3_000))
def test_it_counts_as_a_counter_does(texts: list[str]) -> None:
    tally, counter = Tally(), Counter[str]()
    for text in texts:
        assert (text in tally) == (text in counter)
        counter[text] += 1
        assert tally.add(text) == counter[text]
    assert len(tally) == len(counter)
    assert all(text in tally for text in counter)


def test_it_grows_and_forgets_nothing() -> None:
    tally = Tally()
    assert all(tally.add(f"case {number}") == 1 for number in range(20_000))
    assert all(tally.add(f"case {number}") == 2 for number in range(20_000))
    assert len(tally) == 20_000
    assert "case 20000" not in tally


def test_it_holds_at_most_54_bytes_a_text_however_long_the_text_is() -> None:
    tracemalloc.start()
    try:
        tally = Tally()
        for number in range(50_000):
            tally.add(f"{number} " * 40)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held <= 54 * 50_000
