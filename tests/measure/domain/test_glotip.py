"""UNODC's tables: every row is a fact or is dropped with its reason, and a masked count is never a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.measure.domain.glotip import (
    COLUMNS,
    DROPPED_BECAUSE,
    LARGEST,
    Figure,
    add_intervals,
    read_cells,
    read_count,
    read_rows,
)

INVENTED = {
    "Iso3_code": "XXA",
    "Country": "Aruvia",
    "Region": "Nowhere",
    "Subregion": "Middle Nowhere",
    "Indicator": "Detected trafficking victims",
    "Dimension": "Total",
    "Category": "Total",
    "Sex": "Total",
    "Age": "Total",
    "Year": "2020",
    "Unit of measurement": "Counts",
    "txtVALUE": "1,541",
    "Source": "GLOTIP",
}


def row(**changes: str) -> dict[str, str]:
    return INVENTED | changes


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("1,541", (1541, 1541)),
        ("0", (0, 0)),
        ("<5", (0, 4)),
        ("< 5", (0, 4)),
        ("12", (12, 12)),
        ("<0", None),
        ("1,54", None),
        ("1.541", None),
        ("-3", None),
        ("", None),
        ("n/a", None),
        ("٣", None),
        ("9" * 30, None),
    ],
)
def test_a_published_count_is_an_interval_or_nothing(text: str, means: tuple[int, int] | None) -> None:
    assert read_count(text) == means


@given(st.integers(0, 10**9))
def test_a_count_with_or_without_commas_is_the_same(count: int) -> None:
    assert read_count(f"{count:,}") == read_count(str(count)) == (count, count)


@given(st.integers(1, 999))
def test_a_masked_count_is_every_number_below_its_limit(limit: int) -> None:
    assert read_count(f"<{limit}") == (0, limit - 1)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9)).map(lambda p: (p[0], p[0] + p[1]))))
def test_adding_masked_counts_gives_every_sum_that_is_possible(pairs: list[tuple[int, int]]) -> None:
    low, high = add_intervals(pairs)
    assert low == sum(a for a, _ in pairs) and high - low == sum(b - a for a, b in pairs)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"txtVALUE": "61,102,019"}, "too-large"),
        ({"txtVALUE": str(LARGEST + 1)}, "too-large"),
        ({"txtVALUE": "many"}, "not-a-count"),
        ({"Iso3_code": ""}, "no-country"),
        ({"Iso3_code": "Thailand"}, "no-country"),
        ({"Year": "2o20"}, "no-year"),
        ({"Sex": ""}, "cells-missing"),
    ],
)
def test_a_row_that_is_no_fact_is_dropped_with_its_reason(changes: dict[str, str], because: str) -> None:
    reading = read_rows([row(**changes)])
    assert (reading.rows_in, reading.figures, reading.dropped_by_reason) == (1, [], {because: 1})


def test_the_largest_believable_count_is_kept() -> None:
    assert read_rows([row(txtVALUE=str(LARGEST))]).figures[0].high == LARGEST


def test_a_row_that_is_there_twice_counts_once_and_is_reported() -> None:
    reading = read_rows([row(), row(), row(Year="2021")])
    assert len(reading.figures) == 2
    assert [(entry.row, entry.because) for entry in reading.dropped] == [(2, "exact-duplicate")]


def test_two_different_counts_for_the_same_thing_are_both_kept() -> None:
    reading = read_rows([row(txtVALUE="<5"), row(txtVALUE="11")])
    assert [(figure.low, figure.high) for figure in reading.figures] == [(0, 4), (11, 11)]


def test_a_place_without_a_code_in_the_file_gets_the_one_reserved_for_it() -> None:
    (figure,) = read_rows([row(Iso3_code="", Country="Sark")]).figures
    assert figure.iso3 == "CRQ"


@pytest.mark.parametrize("category", ["", "N/A"])
def test_a_citizenship_that_is_not_stated_is_kept_as_not_stated(category: str) -> None:
    (figure,) = read_rows([row(Dimension="by citizenship", Category=category)]).figures
    assert figure.category == ""


def test_a_name_that_lost_a_letter_is_kept_and_marked() -> None:
    (figure,) = read_rows([row(Category="Espa\ufffda")]).figures
    assert figure.category == "Espa\ufffda" and figure.damaged


@given(
    st.lists(
        st.fixed_dictionaries({}, optional={column: st.text(max_size=8) for column in COLUMNS}), max_size=20
    )
)
def test_whatever_stands_in_a_table_every_row_is_accounted_for(rows: list[dict[str, str]]) -> None:
    reading = read_rows(rows)
    assert reading.rows_in == len(rows) == len(reading.figures) + len(reading.dropped)
    assert set(reading.dropped_by_reason) <= set(DROPPED_BECAUSE)


@given(st.tuples(*[st.text(max_size=6)] * len(COLUMNS)))
def test_no_row_can_break_the_reader(cells: tuple[str, ...]) -> None:
    found = read_cells(cells)
    assert isinstance(found, Figure) or found in DROPPED_BECAUSE
