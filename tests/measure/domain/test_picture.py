"""The picture tells the truth: as thick as there are people, nobody drawn twice."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.milestones.domain.stages import PARENT, Stage
from handrail.measure.domain.cohort import Cohort, CohortProblem, in_natural_order, quarters_between
from handrail.measure.domain.picture import HEIGHT, TALLEST, THINNEST, WIDTH, people_by_part, picture, shares
from handrail.measure.domain.standing import Count, Counts, Standing, standing
from handrail.measure.domain.steps import OUTCOMES, STEPS, WAITING

counts = st.dictionaries(st.sampled_from(OUTCOMES), st.integers(0, 500), max_size=5)


def way(people: dict[str, dict[str, int]]) -> list[Standing]:
    made = []
    for step in STEPS:
        cells = [Count(40, outcome, True, n) for outcome, n in people.get(step.id, {}).items() if n]
        reached = people.get(step.id, {}).get("reached", 0)
        made.append(
            standing(step, cells, Counts({}, stage=reached, skipped=0, out_of_order=0), deadline_days=30)
        )
    return made


@given(st.dictionaries(st.sampled_from([step.id for step in STEPS]), counts))
def test_every_person_at_a_step_is_in_exactly_one_part(people: dict[str, dict[str, int]]) -> None:
    for step in way(people):
        assert sum(people_by_part(step).values()) == step.n


@given(st.integers(1, 100_000), st.dictionaries(st.sampled_from([step.id for step in STEPS]), counts))
def test_a_part_is_as_high_as_there_are_people_but_never_too_thin_to_see(
    detected: int, people: dict[str, dict[str, int]]
) -> None:
    for column in picture(detected, way(people)).columns:
        for part in column.parts:
            assert part.height == pytest.approx(max(part.people * TALLEST / detected, THINNEST))
        assert column.bottom - column.top == pytest.approx(sum(part.height for part in column.parts))


def test_every_stage_has_its_column_and_every_step_with_people_its_band() -> None:
    people = {step.id: {"reached": 10, WAITING: 5} for step in STEPS}
    drawn = picture(100, way(people))
    assert {column.stage for column in drawn.columns} == set(Stage)
    assert {band.stage for band in drawn.bands} == set(PARENT)
    assert [column.x for column in drawn.columns if column.stage in (Stage.PRESUMED, Stage.INVESTIGATED)] == [
        pytest.approx(400),
        pytest.approx(400),
    ]


def test_a_whole_country_fits_on_the_sheet() -> None:
    people = {step.id: {"reached": 900, WAITING: 100} for step in STEPS}
    for column in picture(1000, way(people)).columns:
        assert 0 <= column.x <= WIDTH - 150 and column.top > 0 and column.bottom + 60 < HEIGHT


def test_a_band_is_a_closed_outline_of_numbers_only() -> None:
    people = {step.id: {"reached": 9} for step in STEPS}
    for band in picture(10, way(people)).bands:
        assert re.fullmatch(r"[MCVZ0-9. ]+", band.path) and band.path.endswith("Z")


def test_nobody_at_all_can_be_drawn() -> None:
    drawn = picture(0, way({}))
    assert drawn.bands == () and all(column.parts == () for column in drawn.columns)


@given(st.lists(st.integers(0, 999), min_size=1, max_size=6))
def test_the_parts_of_a_bar_lie_end_to_end(parts: list[int]) -> None:
    placed = shares(parts, of=max(sum(parts), 1), width=100)
    for (x, width), (after, _) in pairwise(placed):
        assert x + width == pytest.approx(after, abs=0.02)
    if sum(parts):
        assert sum(width for _, width in placed) == pytest.approx(100, abs=0.1)


def test_a_bar_of_nobody_has_no_length() -> None:
    assert shares([0, 0], of=0, width=100) == [(0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("first", "last", "where", "code"),
    [
        ("2024", "", {}, "not-a-quarter"),
        ("", "2024Q5", {}, "not-a-quarter"),
        ("2024Q2", "2024Q1", {}, "ends-before-it-begins"),
        ("", "", {"number": "7"}, "not-a-grouping"),
    ],
)
def test_a_cohort_that_cannot_be_is_refused_with_the_reason(
    first: str, last: str, where: dict[str, str], code: str
) -> None:
    with pytest.raises(CohortProblem) as refused:
        Cohort(first, last, where)
    assert refused.value.code == code


def test_quarters_run_on_over_the_year() -> None:
    assert quarters_between("2023Q3", "2024Q2") == ["2023Q3", "2023Q4", "2024Q1", "2024Q2"]
    assert quarters_between("2024Q2", "2024Q1") == []


def test_ages_sort_as_people_grow() -> None:
    bands = ["18-20", "unknown", "0-8", "48+", "9-17"]
    assert sorted(bands, key=in_natural_order) == ["0-8", "9-17", "18-20", "48+", "unknown"]
    assert Counter(bands) == Counter(sorted(bands, key=in_natural_order))
