"""Never fewer than ten together, and no two views that differ by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from handrail.protect.voices.domain.batches import BASE, FEWEST, batches, quarter_of, rounded, tally

QUARTERS = [f"{year}-Q{number}" for year in (2024, 2025, 2026) for number in (1, 2, 3, 4)]
COUNTS = st.dictionaries(st.sampled_from(QUARTERS), st.integers(1, 25))
DAYS = st.dates(date(2024, 1, 1), date(2027, 3, 1))


@given(COUNTS, DAYS)
def test_no_batch_is_small_and_none_is_of_a_quarter_that_goes_on(
    counts: Mapping[str, int], day: date
) -> None:
    for batch in batches(counts, today=day):
        assert batch.size == sum(counts[quarter] for quarter in batch.quarters) >= FEWEST
        assert all(quarter < quarter_of(day) for quarter in batch.quarters)


@given(COUNTS, DAYS, st.integers(0, 40))
def test_a_batch_once_shown_never_changes(counts: Mapping[str, int], day: date, more: int) -> None:
    """Whatever is said later comes in later quarters; what was shown stands, so nothing can be subtracted."""
    now = quarter_of(day)
    before = batches({name: many for name, many in counts.items() if name < now}, today=day)
    later = {**counts, now: counts.get(now, 0) + more}
    after = batches(later, today=date(day.year + 1, 12, 31))
    assert list(after[: len(before)]) == list(before)


@given(COUNTS, DAYS)
def test_no_answer_is_in_two_batches(counts: Mapping[str, int], day: date) -> None:
    seen = [quarter for batch in batches(counts, today=day) for quarter in batch.quarters]
    assert len(seen) == len(set(seen))


@given(st.integers(0, 1000))
def test_numbers_are_multiples_of_five(count: int) -> None:
    assert rounded(count) % BASE == 0
    assert abs(rounded(count) - count) <= BASE / 2


def test_answers_are_counted_by_choice() -> None:
    given_ = [["a", "b"]] * 7 + [["a"]] * 6 + [[]] * 3
    assert tally(given_, ["a", "b", "c"]) == {"a": 15, "b": 5, "c": 0}


def test_quarters() -> None:
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 12)] == [
        "2026-Q1",
        "2026-Q1",
        "2026-Q2",
        "2026-Q4",
    ]
