"""A row that waits is decided once: it is this case, it is somebody else, or it is left out."""

from __future__ import annotations

import pytest

from handrail.cooperate.actions.settling import decide, leave_out, waiting_difference
from handrail.cooperate.models import Decision, ImportRow, ImportRun, Outcome
from handrail.core.access import Refused, acting_as
from handrail.core.clock import now
from handrail.core.milestones.models import Milestone
from tests.cast import Cast
from tests.cooperate.importing.bringing import (
    BY_NOTHING,
    PEOPLE,
    bring,
    case_named,
    cases_of,
    outcomes,
    rows_of,
    table,
)

EDITED = [PEOPLE[0], {**PEOPLE[1], "Helped on": "2026-01-10"}, PEOPLE[2]]


def waiting(cast: Cast) -> tuple[ImportRun, ImportRow]:
    bring(cast.dao, table(PEOPLE), mapping=BY_NOTHING)
    run, _ = bring(cast.dao, table(EDITED), mapping=BY_NOTHING)
    (row,) = rows_of(cast.dao, run, outcome=Outcome.POSSIBLE_UPDATE)
    return run, row


def test_what_waits_shows_the_case_and_what_would_change(cast: Cast) -> None:
    _, row = waiting(cast)
    with acting_as(cast.dao):
        told, case, change = waiting_difference(row, cast.dao)
    assert case is not None and change is not None
    assert case.id == case_named(cast.dao, "Somchai Thongdee").case.id
    assert [draft.kind for draft in change.milestones] == ["assisted"]
    assert told.values["hr_FullName"] == "Somchai Thongdee"


@pytest.mark.parametrize(("decision", "cases"), [("update", 3), ("new", 4), ("skip", 3)])
def test_the_decision_is_carried_out_and_the_same_file_then_changes_nothing(
    cast: Cast, decision: str, cases: int
) -> None:
    _, row = waiting(cast)
    with acting_as(cast.dao):
        decide(row, decision, by=cast.dao, at=now())
    assert len(cases_of(cast.dao)) == cases
    if decision == "skip":
        return

    _, again = bring(cast.dao, table(EDITED), mapping=BY_NOTHING)
    assert outcomes(again) == ["unchanged"] * 3
    if decision == "update":
        somchai = case_named(cast.dao, "Somchai Thongdee").case
        with acting_as(cast.dao):
            helped = Milestone.objects.visible_to(cast.dao).get(case=somchai, kind="assisted")
        assert helped.latest.isoformat() == "2026-01-10"


def test_two_colleagues_cannot_decide_the_same_row(cast: Cast) -> None:
    _, row = waiting(cast)
    with acting_as(cast.dao):
        decide(row, Decision.SKIP, by=cast.dao, at=now())
    with acting_as(cast.minh), pytest.raises(Refused):
        decide(row, Decision.NEW, by=cast.minh, at=now())


def test_rows_that_nobody_will_mend_are_let_go_of(cast: Cast) -> None:
    run, _ = bring(cast.dao, table([{**PEOPLE[0], "Met on": "soon"}]))
    with acting_as(cast.dao):
        assert leave_out(run, by=cast.dao) == 1
    (row,) = rows_of(cast.dao, run)
    assert (row.decision, bytes(row.sealed)) == (Decision.SKIP, b"")
