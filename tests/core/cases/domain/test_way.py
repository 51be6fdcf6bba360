"""Where one case stands on its way."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.core.cases.domain.way import State, WayBranch, furthest, late_steps, way_of
from handrail.core.dates import PartialDate
from handrail.core.milestones.domain.stages import PARENT, Choice, End, Stage

TODAY = date(2026, 3, 2)


def a_week(stage: Stage, start: date) -> date:
    return start + timedelta(days=7)


def way(*reached: str, **more: object) -> dict[Stage, State]:
    days = dict(one.split("=") for one in reached)
    drawn = way_of(
        {Stage(stage): PartialDate.from_text(day) for stage, day in days.items()},
        due_on=a_week,
        today=TODAY,
        **more,  # type: ignore[arg-type]
    )
    return states(drawn)


def states(drawn: tuple[WayBranch, ...]) -> dict[Stage, State]:
    return {step.stage: step.state for branch in drawn for step in branch.steps}


def test_a_step_is_late_on_the_day_after_its_last_day_and_not_before() -> None:
    assert way("detected=2026-02-23")[Stage.SCREENED] is State.WAITING
    assert way("detected=2026-02-22")[Stage.SCREENED] is State.LATE


def test_a_vague_day_gives_the_benefit_of_the_doubt() -> None:
    assert way("detected=2026-02")[Stage.SCREENED] is State.WAITING


def test_a_step_waits_without_a_deadline_while_the_step_before_it_is_not_taken() -> None:
    assert way("detected=2020")[Stage.ASSISTED] is State.WAITING


def test_a_client_who_was_never_screened_shows_screening_as_skipped() -> None:
    drawn = way("detected=2026-01", "assisted=2026-02")
    assert drawn[Stage.SCREENED] is State.SKIPPED
    assert drawn[Stage.PRESUMED] is State.SKIPPED


def test_declining_help_is_shown_as_choice_and_never_excuses_the_decision_on_reasonable_grounds() -> None:
    drawn = way("detected=2025-01", "screened=2025-02", choices=[Choice.DECLINED_ASSISTANCE])
    assert drawn[Stage.ASSISTED] is State.CHOICE
    assert drawn[Stage.PRESUMED] is State.LATE
    assert drawn[Stage.INVESTIGATED] is State.LATE


def test_declining_justice_takes_nothing_from_protection() -> None:
    drawn = way("detected=2025-01", "screened=2025-02", choices=[Choice.DECLINED_JUSTICE])
    assert drawn[Stage.PROSECUTED] is State.CHOICE
    assert drawn[Stage.ASSISTED] is State.WAITING


def test_an_acquittal_ends_the_way_to_a_judgment_and_not_the_right_to_help() -> None:
    drawn = way("detected=2025-01", "screened=2025-02", ended=End.ACQUITTED)
    assert drawn[Stage.CONVICTED] is State.ENDED
    assert drawn[Stage.PRESUMED] is State.LATE


def test_after_a_death_nothing_is_late() -> None:
    assert State.LATE not in way("detected=2024", ended=End.DIED).values()


def test_the_longest_overdue_step_comes_first() -> None:
    drawn = way_of(
        {Stage.DETECTED: PartialDate.from_text("2025-01"), Stage.SCREENED: PartialDate.from_text("2025-06")},
        due_on=lambda stage, start: start + timedelta(days=90 if stage is Stage.IDENTIFIED else 7),
        today=TODAY,
    )
    assert [step.stage for step in late_steps(drawn)][-1] is Stage.IDENTIFIED


def test_the_furthest_stage_is_told_of_each_branch_and_of_the_trunk_only_alone() -> None:
    drawn = way_of(
        {s: PartialDate.exact(TODAY) for s in (Stage.DETECTED, Stage.PRESUMED, Stage.PROSECUTED)},
        due_on=a_week,
        today=TODAY,
    )
    assert furthest(drawn) == [Stage.PRESUMED, Stage.PROSECUTED]


REACHED = st.dictionaries(
    st.sampled_from(Stage), st.dates(date(2020, 1, 1), TODAY).map(PartialDate.exact), max_size=10
)


@given(
    reached=REACHED,
    choices=st.sets(st.sampled_from(Choice)),
    ended=st.none() | st.sampled_from(End),
    days=st.integers(0, 900),
)
def test_whatever_happened_each_stage_stands_once_and_late_means_due_and_not_done(
    reached: dict[Stage, PartialDate], choices: set[Choice], ended: End | None, days: int
) -> None:
    drawn = way_of(
        reached, choices=choices, ended=ended, due_on=lambda _s, d: d + timedelta(days=days), today=TODAY
    )
    steps = [step for branch in drawn for step in branch.steps]
    assert sorted(step.stage for step in steps) == sorted(Stage)
    for step in steps:
        assert (step.state is State.DONE) == (step.stage in reached)
        if step.state is State.LATE:
            before = reached[PARENT[step.stage]]
            assert before.latest + timedelta(days=days) < TODAY
