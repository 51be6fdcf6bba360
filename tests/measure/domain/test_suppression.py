"""What everybody may see: small counts are hidden, and none of them can be worked out from the rest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.measure.domain.suppression import Block, Hidden, Rule, hide, hide_totals, reach

RULE = Rule(threshold=10, base=5)
counts = st.integers(0, 30)
lines = st.lists(counts, min_size=1, max_size=7).map(np.array)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    return np.array(
        draw(st.lists(st.lists(counts, min_size=width, max_size=width), min_size=height, max_size=height))
    )


def hidden_of(block: Block) -> Hidden:
    return hide(
        block, RULE, rows=hide_totals(block.sum(axis=1), RULE), columns=hide_totals(block.sum(axis=0), RULE)
    )


def subtractable(block: Block, hidden: Hidden) -> list[tuple[int, int]]:
    """The hidden cells that follow from the published numbers by adding and subtracting alone.

    A cell follows when its unit vector lies in the row space of the published sums: checked by rank.
    """
    height, width = block.shape
    unit = np.eye(height * width)
    known = [unit[i * width + j] for i in range(height) for j in range(width) if not hidden.cells[i, j]]
    known += [unit.reshape(height, width, -1)[i].sum(axis=0) for i in range(height) if not hidden.rows[i]]
    known += [
        unit.reshape(height, width, -1)[:, j].sum(axis=0) for j in range(width) if not hidden.columns[j]
    ]
    known += [] if hidden.total else [np.ones(height * width)]
    if not known:
        return []
    matrix = np.array(known)
    rank = np.linalg.matrix_rank(matrix)
    return [
        (i, j)
        for i in range(height)
        for j in range(width)
        if hidden.cells[i, j] and np.linalg.matrix_rank(np.vstack([matrix, unit[i * width + j]])) == rank
    ]


@given(block=blocks())
def test_no_hidden_cell_follows_from_the_published_numbers_by_subtraction(block: Block) -> None:
    assert subtractable(block, hidden_of(block)) == []


@given(block=blocks())
def test_no_small_cell_is_shown_and_none_can_be_pinned_down_even_by_reasoning_from_zero(block: Block) -> None:
    hidden = hidden_of(block)
    small = (block > 0) & (block < RULE.threshold)
    assert not (small & ~hidden.cells).any()
    for i, j in np.argwhere(hidden.cells):
        low, high = reach(block, hidden, ((int(i), int(j)),))
        assert low <= block[i, j] <= high
        assert high - low >= 1


@given(block=blocks())
def test_a_hidden_total_cannot_be_added_up_from_the_inside_of_the_table(block: Block) -> None:
    hidden = hidden_of(block)
    for line in np.flatnonzero(hidden.rows):
        low, high = reach(block, hidden, tuple((int(line), j) for j in range(block.shape[1])))
        assert high - low >= 1
    for line in np.flatnonzero(hidden.columns):
        low, high = reach(block, hidden, tuple((i, int(line)) for i in range(block.shape[0])))
        assert high - low >= 1


@given(line=lines)
def test_in_a_table_of_one_variable_a_small_count_is_never_alone(line: Block) -> None:
    hidden = hide_totals(line, RULE)
    small = (line > 0) & (line < RULE.threshold)
    assert not (small & ~hidden).any()
    if hidden.any() and line.sum() >= RULE.threshold:
        assert hidden.sum() >= 2
        assert line[hidden].sum() >= RULE.threshold


def test_the_remainder_of_a_published_total_is_hidden_with_the_small_count() -> None:
    assert hide_totals(np.array([4, 30, 50]), RULE).tolist() == [True, True, False]


def test_small_is_from_one_up_to_the_threshold() -> None:
    assert [RULE.small(count) for count in (0, 1, 9, 10)] == [False, True, True, False]
    assert not hidden_of(np.array([[10, 0, 40]])).cells.any()


def test_a_gap_is_hidden_for_others_only_when_nothing_else_can_be() -> None:
    assert hide_totals(np.array([4, 30, 50]), RULE, keep=frozenset({1})).tolist() == [True, False, True]
    assert hide_totals(np.array([4, 30]), RULE, keep=frozenset({1})).tolist() == [True, True]


@pytest.mark.parametrize(
    ("block", "cells"),
    [
        pytest.param([[13], [4], [6]], ["-", "x", "x"], id="two-small-that-reach-the-threshold-are-enough"),
        pytest.param([[13], [4], [5]], ["x", "x", "x"], id="two-small-below-it-are-not"),
        pytest.param([[14, 4, 12]], ["-xx"], id="the-smaller-neighbour"),
        pytest.param(
            [[2, 0], [14, 11]], ["x-", "x-"], id="people-in-line-before-a-zero-and-before-fewer-elsewhere"
        ),
        pytest.param([[17, 9], [19, 0]], ["xx", "--"], id="in-the-row-where-the-column-has-only-a-zero"),
        pytest.param([[13, 16, 8], [22, 0, 0]], ["-xx", "---"], id="what-could-be-worked-out-is-shown"),
    ],
)
def test_no_more_is_hidden_than_protects(block: list[list[int]], cells: list[str]) -> None:
    hidden = hidden_of(np.array(block)).cells
    assert ["".join("x" if cell else "-" for cell in row) for row in hidden] == cells


def test_a_shown_grand_total_tells_something_where_every_other_total_is_hidden() -> None:
    every = np.array([True, True])
    hidden = Hidden(np.ones((2, 2), dtype=bool), every, every, False)
    assert reach(np.array([[6, 5], [4, 7]]), hidden, ((0, 0),)) == (0, 22)


def test_nothing_is_hidden_where_everything_is_large() -> None:
    assert not hidden_of(np.array([[40, 50], [60, 70]])).cells.any()


def test_a_zero_that_would_give_a_small_count_away_is_hidden_with_it() -> None:
    # 25 - 20 = 5, and the 20 is the column's own total because of the zero under it.
    hidden = hidden_of(np.array([[5, 20], [10, 0]]))
    assert hidden.cells.all()


def test_a_small_total_hides_itself() -> None:
    hidden = hidden_of(np.array([[1, 2], [3, 1]]))
    assert hidden.total and hidden.rows.all() and hidden.columns.all() and hidden.cells.all()


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (2, 0), (3, 5), (12, 10), (13, 15), (1038, 1040)])
def test_what_is_shown_is_rounded_to_the_nearest_five(count: int, shown: int) -> None:
    assert RULE.rounded(count) == shown


@given(st.integers(10, 10_000))
def test_rounding_never_makes_a_count_look_small_and_moves_it_by_half_a_base_at_most(count: int) -> None:
    assert RULE.rounded(count) >= RULE.threshold
    assert abs(RULE.rounded(count) - count) <= RULE.base / 2


def test_a_reader_who_knows_nothing_of_a_table_can_say_nothing() -> None:
    block = np.array([[3]])
    every = np.array([True])
    assert reach(block, Hidden(np.array([[True]]), every, every, True), ((0, 0),)) == (0, float("inf"))
