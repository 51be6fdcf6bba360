"""Where people stand at a step: each of them exactly once, and a choice never as a gap."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.milestones.domain.stages import PARENT, Choice, End, Stage
from handrail.measure.domain.gaps import difference, gap_of, gaps, side_by_side
from handrail.measure.domain.incidence import Share, wilson
from handrail.measure.domain.standing import Count, Counts, Standing, standing
from handrail.measure.domain.steps import OUTCOMES, REACHED, STEP, STEPS, WAITING

ASSISTED = STEP[Stage.ASSISTED]


def stand(cells: list[Count], *, deadline: int | None = 30, to: int = 50) -> Standing:
    counts = Counts({"year1": to, "year2": to, "year5": to}, stage=0, skipped=0, out_of_order=0)
    return standing(ASSISTED, cells, counts, deadline_days=deadline)


@st.composite
def people(draw: st.DrawFn) -> list[Count]:
    """Each person: an outcome on a day within their own follow-up; a wait lasts all of it."""
    cells: Counter[tuple[int, str, bool]] = Counter()
    for _ in range(draw(st.integers(0, 40))):
        follow = draw(st.integers(0, 100))
        outcome = draw(st.sampled_from(OUTCOMES))
        days = follow if outcome == WAITING else draw(st.integers(0, follow))
        cells[(days, outcome, follow > 30)] += 1
    return [Count(days, outcome, due, n) for (days, outcome, due), n in cells.items()]


def test_every_step_has_its_parent_and_there_is_one_for_each() -> None:
    assert {step.to_stage: step.from_stage for step in STEPS} == dict(PARENT)


def test_an_acquittal_ends_the_way_to_a_judgment_and_never_the_wait_for_help() -> None:
    assert End.ACQUITTED in STEP[Stage.CONVICTED].ends
    assert End.ACQUITTED not in STEP[Stage.ASSISTED].ends


def test_declining_help_is_a_choice_about_help_and_says_nothing_about_justice() -> None:
    assert STEP[Stage.ASSISTED].choice is Choice.DECLINED_ASSISTANCE
    assert STEP[Stage.PROSECUTED].choice is Choice.DECLINED_JUSTICE
    assert STEP[Stage.PRESUMED].choice is None and STEP[Stage.IDENTIFIED].choice is None


@given(cells=people())
def test_everybody_is_counted_once_now_and_once_at_the_deadline(cells: list[Count]) -> None:
    found = stand(cells)
    now, at = found.now, found.at_deadline
    assert at is not None
    assert now.reached + now.choice + now.ended_total + now.waiting_late + now.waiting_in_time == found.n
    assert at.in_time + at.choice + at.ended_total + at.missed == at.due <= found.n
    later = at.missed_reached_later + at.missed_waiting + at.missed_choice_later + at.missed_ended_later
    assert later == at.missed
    assert at.missed_waiting == now.waiting_late


@given(cells=people())
def test_when_everybodys_deadline_has_passed_the_curve_and_the_count_agree(cells: list[Count]) -> None:
    due = [cell for cell in cells if cell.due]
    found = stand(due)
    if found.n:
        assert found.deadline is not None and found.deadline.share is not None and found.at_deadline
        assert found.deadline.share.share == pytest.approx(found.at_deadline.in_time / found.n)
        assert found.at_deadline.in_time_share is not None
        assert found.deadline.share.low == pytest.approx(found.at_deadline.in_time_share.low, abs=1e-6)


@given(cells=people())
def test_the_shares_by_each_year_never_fall_and_add_up_with_the_others(cells: list[Count]) -> None:
    shown = [horizon for horizon in stand(cells).horizons if horizon.share]
    for horizon in shown:
        assert horizon.share is not None
        assert horizon.share.share + sum(horizon.others.values()) == pytest.approx(1)
    assert all(a.share.share <= b.share.share + 1e-12 for a, b in pairwise(shown) if a.share and b.share)


def test_412_of_1038_presumed_victims() -> None:
    found = stand(
        [
            Count(3, REACHED, True, 560),
            Count(30, REACHED, True, 40),  # the last day is in time
            Count(31, REACHED, True, 100),
            Count(400, WAITING, True, 300),
            Count(10, "choice", True, 20),
            Count(90, "choice", True, 12),
            Count(5, "died", True, 6),
            Count(12, WAITING, False, 70),
        ]
    )
    gap = gap_of(found)
    assert gap is not None
    assert (gap.missed, gap.due, gap.waiting) == (412, 1038, 300)
    assert found.at_deadline is not None and found.at_deadline.choice == 20
    assert found.now.waiting_in_time == 70


def test_a_survivor_who_declines_before_the_deadline_is_never_in_the_gap() -> None:
    gap = gap_of(stand([Count(10, "choice", True, 25), Count(3, REACHED, True, 5)]))
    assert gap is not None and gap.missed == 0


def test_who_has_not_been_followed_to_a_horizon_is_not_guessed() -> None:
    found = stand([Count(3, REACHED, True, 10), Count(200, WAITING, True, 10)])
    seen = {horizon.id: horizon.observable for horizon in found.horizons}
    assert seen == {"deadline": True, "year1": False, "year2": False, "year5": False}


def test_a_horizon_that_only_a_few_were_followed_to_is_not_shown() -> None:
    cells = [Count(3, REACHED, True, 50), Count(200, WAITING, True, 90), Count(2000, WAITING, True, 2)]
    assert [horizon.observable for horizon in stand(cells, to=2).horizons] == [True, False, False, False]
    assert all(horizon.observable for horizon in stand(cells, to=10).horizons)


def test_when_nobody_waits_any_more_the_later_years_are_known() -> None:
    found = stand([Count(3, REACHED, True, 10), Count(20, "died", True, 10)])
    assert all(horizon.observable for horizon in found.horizons)


def test_a_step_that_nobody_stands_before_says_so_without_a_number() -> None:
    found = stand([])
    assert found.n == 0 and gap_of(found) is None and found.median is None
    assert not any(horizon.observable for horizon in found.horizons)


def test_a_step_without_a_deadline_has_no_gap_but_its_years() -> None:
    found = stand([Count(3, REACHED, True, 10)], deadline=None)
    assert found.deadline is None and gap_of(found) is None
    assert [horizon.id for horizon in found.horizons] == ["year1", "year2", "year5"]


def test_the_gap_that_loses_most_people_comes_first() -> None:
    small = stand([Count(90, WAITING, True, 3)])
    large = standing(
        STEP[Stage.CONVICTED],
        [Count(900, WAITING, True, 30)],
        Counts({}, stage=0, skipped=0, out_of_order=0),
        deadline_days=730,
    )
    none = stand([Count(9, REACHED, True, 30)])
    assert [gap.missed for gap in gaps([small, none, large])] == [30, 3]


def test_the_difference_of_two_shares_is_that_of_the_textbook() -> None:
    # Newcombe (1998), Statistics in Medicine 17:873, method 10, examples (a) and (b).
    found = difference(wilson(56, 70), wilson(48, 80))
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))
    found = difference(wilson(9, 10), wilson(3, 10))
    assert (found.low, found.high) == (pytest.approx(0.1705, abs=5e-5), pytest.approx(0.8090, abs=5e-5))


@given(st.tuples(st.integers(0, 50), st.integers(0, 50)), st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_turning_the_two_groups_round_turns_the_difference_round(
    a: tuple[int, int], b: tuple[int, int]
) -> None:
    first, second = wilson(a[0], a[0] + a[1] + 1), wilson(b[0], b[0] + b[1] + 1)
    there, back = difference(first, second), difference(second, first)
    assert (there.low, there.high) == (pytest.approx(-back.high), pytest.approx(-back.low))
    assert -1 <= there.low <= there.difference <= there.high <= 1


def test_two_alike_groups_could_be_alike() -> None:
    assert difference(Share(0.5, 0.4, 0.6), Share(0.5, 0.4, 0.6)).could_be_none
    assert not difference(Share(0.9, 0.8, 0.95), Share(0.2, 0.1, 0.3)).could_be_none


def test_side_by_side_gives_no_difference_where_one_group_is_not_yet_observable() -> None:
    long = stand([Count(3, REACHED, True, 10), Count(900, WAITING, True, 10)])
    short = stand([Count(3, REACHED, True, 10), Count(200, WAITING, True, 10)])
    (pair,) = side_by_side([long], [short])
    assert [entry[2] is not None for entry in pair.at] == [True, False, False, False]


def test_different_steps_are_not_set_side_by_side() -> None:
    other = standing(
        STEP[Stage.SCREENED], [], Counts({}, stage=0, skipped=0, out_of_order=0), deadline_days=7
    )
    with pytest.raises(ValueError, match="cannot stand beside"):
        side_by_side([stand([])], [other])
