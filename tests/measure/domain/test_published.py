"""The published snapshot: a fixed menu, the same bytes, and nothing hidden in one table shown by another."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.measure.domain.published import (
    OTHER,
    Table,
    Universe,
    last_whole_quarter,
    snapshot_bytes,
    tables,
)
from handrail.measure.domain.suppression import Rule

RULE = Rule(threshold=10, base=5)
person = st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from("12"))
crowd = st.lists(st.tuples(person, st.integers(1, 30)), min_size=1, max_size=12)


def universe(rows: list[tuple[tuple[str, str, str], int]]) -> Universe:
    def count(*places: int) -> Counter[tuple[str, ...]]:
        found: Counter[tuple[str, ...]] = Counter()
        for who, people in rows:
            found[tuple(who[place] for place in places)] += people
        return found

    return Universe(
        "people",
        {"province": count(0), "sex": count(1), "year": count(2)},
        {("province", "sex"): count(0, 1), ("year", "sex"): count(2, 1)},
    )


def by_id(made: list[Table]) -> dict[str, Table]:
    return {table.id: table for table in made}


@given(rows=crowd)
def test_what_one_table_hides_no_other_table_shows(rows: list[tuple[tuple[str, str, str], int]]) -> None:
    made = by_id(tables(universe(rows), RULE, frozenset({"province"})))
    for name in ("province-and-sex", "year-and-sex"):
        table = made[f"people-by-{name}"]
        for total, one in zip(table.cells[-1], made["people-by-sex"].cells, strict=True):
            assert total == one[0]
    assert [row[-1] for row in made["people-by-province-and-sex"].cells] == [
        cell for (cell,) in made["people-by-province"].cells
    ]


@given(rows=crowd)
def test_everything_shown_is_rounded_and_never_a_small_count(
    rows: list[tuple[tuple[str, str, str], int]],
) -> None:
    shown = [
        cell for table in tables(universe(rows), RULE, frozenset()) for row in table.cells for cell in row
    ]
    assert all(cell is None or (cell % 5 == 0 and (cell == 0 or cell >= 10)) for cell in shown)


@given(rows=st.lists(st.tuples(person, st.integers(1, 30)), min_size=1, max_size=4), seed=st.randoms())
def test_the_same_people_in_any_order_give_the_same_bytes(rows: list, seed) -> None:  # type: ignore[no-untyped-def,type-arg]
    shuffled = list(rows)
    seed.shuffle(shuffled)
    assert written(rows) == written(shuffled)


def written(rows: list[tuple[tuple[str, str, str], int]]) -> bytes:
    made = tables(universe(rows), RULE, frozenset({"province"}))
    return snapshot_bytes(
        made, rule=RULE, as_of=date(2026, 9, 30), first="2020Q1", last="2026Q3", deadlines={"assisted": 30}
    )


def test_where_the_gap_itself_must_be_hidden_no_other_table_shows_it() -> None:
    # Nothing but the gap could protect the two who were in time.
    stood = {("in_time",): 2, ("missed",): 40}
    sides: dict[tuple[str, ...], int] = {("2024", "missed"): 25, ("2025", "missed"): 15, ("2025", "rest"): 2}
    years = {("2024",): 25, ("2025",): 17}
    made = by_id(
        tables(
            Universe("x", {"outcome": stood, "year": years}, {("year", "missed"): sides}), RULE, frozenset()
        )
    )
    assert [cell for (cell,) in made["x-by-outcome"].cells] == [None, None, 0, 0, 0, 40]
    assert made["x-by-year-and-missed"].cells[-1] == (None, None, 40)


def test_the_gap_is_shown_where_something_else_can_be_hidden_in_its_place() -> None:
    stood = {("in_time",): 300, ("missed",): 20, ("choice",): 5}
    (table,) = tables(Universe("x", {"outcome": stood}, {}), RULE, frozenset())
    assert [cell for (cell,) in table.cells] == [None, 20, None, 0, 0, 325]


def test_a_place_with_few_people_is_not_even_named() -> None:
    made = tables(universe([(("a", "x", "1"), 40), (("b", "x", "1"), 3)]), RULE, frozenset({"province"}))
    assert by_id(made)["people-by-province"].row_values == ("a", OTHER)
    assert b'"b"' not in written([(("a", "x", "1"), 40), (("b", "x", "1"), 3)])


def test_a_snapshot_says_when_of_which_quarters_and_by_which_rule() -> None:
    document = json.loads(written([(("a", "x", "1"), 40)]))
    assert (document["as_of"], document["first_quarter"], document["last_quarter"]) == (
        "2026-09-30",
        "2020Q1",
        "2026Q3",
    )
    assert (document["threshold"], document["rounded_to"]) == (10, 5)


@pytest.mark.parametrize(
    ("today", "quarter", "last"),
    [
        (date(2026, 11, 24), "2026Q3", date(2026, 9, 30)),
        (date(2026, 10, 1), "2026Q3", date(2026, 9, 30)),
        (date(2026, 9, 30), "2026Q2", date(2026, 6, 30)),
        (date(2026, 1, 1), "2025Q4", date(2025, 12, 31)),
    ],
)
def test_only_quarters_that_are_over_are_published(today: date, quarter: str, last: date) -> None:
    assert last_whole_quarter(today) == (quarter, last)


def test_a_country_sized_menu_is_protected_in_a_moment() -> None:
    draw = np.random.default_rng(7)
    provinces = {f"p{i:02}": 40 * 0.7**i for i in range(20)}
    two = {
        (p, s): int(draw.poisson(m * w))
        for p, m in provinces.items()
        for s, w in zip("uvwxyz", (5, 3, 1, 1, 0.4, 0.1), strict=True)
    }
    rows: Counter[tuple[str, ...]] = Counter()
    columns: Counter[tuple[str, ...]] = Counter()
    for (p, s), people in two.items():
        rows[(p,)] += people
        columns[(s,)] += people
    made = tables(
        Universe("people", {"province": rows, "sex": columns}, {("province", "sex"): two}), RULE, frozenset()
    )
    assert len(made) == 3
