"""What the database counts is what one would count by hand, for whoever may see it and for nobody else."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.core.access import acting_as
from handrail.core.cases.drafts import MilestoneDraft
from handrail.core.cases.writing import record_milestones
from handrail.core.consent.models import ConsentGrant
from handrail.core.dates import PartialDate
from handrail.core.milestones.domain.stages import PARENT, Stage
from handrail.core.milestones.models import CascadeRow
from handrail.core.organisations.models import Unit
from handrail.core.referrals.models import Referral
from handrail.measure import queries
from handrail.measure.domain.cohort import Cohort
from handrail.measure.domain.standing import HORIZONS
from handrail.measure.domain.steps import CHOICE, REACHED, STEP, STEPS, WAITING, Step
from handrail.measure.sql import OWN_CHOICE, AsOf
from tests.cast import NOW, Cast, open_case
from tests.measure.invented import TODAY, insert_rows, invent

pytestmark = pytest.mark.django_db

DEADLINES: dict[Stage, int | None] = dict.fromkeys(PARENT, 30)
VIEWS = [AsOf(TODAY), AsOf(date(2023, 6, 30), later_unknown=True)]


def by_hand(row: CascadeRow, step: Step, as_of: AsOf) -> tuple[int, str, bool] | None:
    """What became of one person at a step, told the slow way; None for who never stood before it."""

    def day(column: str) -> date | None:
        found: date | None = getattr(row, column)
        if found is None or (as_of.later_unknown and found > as_of.day):
            return None
        return min(found, as_of.day)

    begun = day(f"{step.from_stage.value}_on")
    if begun is None:
        return None
    due = (as_of.day - getattr(row, f"{step.from_stage.value}_on")).days > 30
    reached, ended = day(f"{step.to_stage.value}_on"), day("ended_on")
    chosen = day(f"{step.choice.value}_on") if step.choice else None
    counts = row.ended_because in {end.value for end in step.ends}
    if reached:
        return max(0, (reached - begun).days), REACHED, due
    if chosen and not (ended and counts and row.ended_on < getattr(row, f"{step.choice.value}_on")):  # type: ignore[union-attr]
        return max(0, (chosen - begun).days), CHOICE, due
    if chosen is None and step.choice and row.reasons.get(step.id) == OWN_CHOICE:
        return 0, CHOICE, due
    if ended and row.ended_because == "declined":
        return max(0, (ended - begun).days), CHOICE, due
    if ended and counts:
        return max(0, (ended - begun).days), row.ended_because, due
    return max(0, (as_of.day - begun).days), WAITING, due


@pytest.mark.parametrize("as_of", VIEWS, ids=["today", "as it stood"])
def test_the_database_counts_as_one_would_by_hand(cast: Cast, as_of: AsOf) -> None:
    invent(cast.shelter_house, 400, seed=11)
    with acting_as(cast.pim):
        rows = queries.cohort_rows(cast.pim, Cohort())
        people = list(rows)
        for step in STEPS:
            expected = Counter(found for row in people if (found := by_hand(row, step, as_of)))
            cells = queries._cells(rows, step, as_of, 30, [])[""]
            counted = Counter({(c.days, c.outcome, c.due): c.people for c in cells})
            assert counted == expected, step.id


def row(**days: Any) -> dict[str, Any]:
    return {
        "detected_on": date(2026, 1, 5),
        "screened_on": date(2026, 1, 6),
        "presumed_on": date(2026, 1, 7),
        **days,
    }


def one(cast: Cast, stage: Stage, **days: Any) -> Any:
    """The standing of a single invented person at a step, today."""
    insert_rows(cast.shelter_house, [row(**days)])
    with acting_as(cast.pim):
        found = queries.cascade(queries.cohort_rows(cast.pim, Cohort()), AsOf(TODAY), DEADLINES)
    return found.step(stage)


def test_who_declines_help_is_shown_as_choice_and_not_in_the_gap(cast: Cast) -> None:
    found = one(cast, Stage.ASSISTED, declined_assistance_on=date(2026, 1, 20))
    assert (found.now.choice, found.at_deadline.choice, found.at_deadline.missed) == (1, 1, 0)


def test_who_changed_her_mind_and_was_helped_has_been_helped(cast: Cast) -> None:
    found = one(cast, Stage.ASSISTED, declined_assistance_on=date(2026, 1, 8), assisted_on=date(2026, 1, 20))
    assert (found.now.reached, found.at_deadline.in_time) == (1, 1)


def test_who_gave_up_after_the_deadline_had_been_left_without_help(cast: Cast) -> None:
    found = one(cast, Stage.ASSISTED, declined_assistance_on=date(2026, 6, 1))
    assert (found.now.choice, found.at_deadline.missed, found.at_deadline.missed_choice_later) == (1, 1, 1)


def test_a_choice_recorded_only_as_a_reason_is_a_choice(cast: Cast) -> None:
    found = one(cast, Stage.ASSISTED, reasons={"assisted": OWN_CHOICE})
    assert (found.now.choice, found.at_deadline.missed) == (1, 0)


def test_a_choice_on_the_day_on_which_the_case_was_closed_is_still_a_choice(cast: Cast) -> None:
    day = date(2026, 1, 20)
    found = one(cast, Stage.ASSISTED, declined_assistance_on=day, ended_on=day, ended_because="completed")
    assert (found.now.choice, found.now.ended_total) == (1, 0)


def test_whoever_chose_is_not_in_the_list_of_those_who_wait(cast: Cast) -> None:
    by_reason = row(reasons={"assisted": OWN_CHOICE})
    by_day = row(declined_assistance_on=date(2026, 1, 20))
    (waits,) = insert_rows(cast.shelter_house, [row(reasons={"screened": "no_staff"})])
    insert_rows(cast.shelter_house, [by_reason, by_day])
    with acting_as(cast.pim):
        rows = queries.cohort_rows(cast.pim, Cohort())
        listed = queries.cases_in_gap(rows, Stage.ASSISTED, AsOf(TODAY), 30, newest=False, after=None, size=9)
        reasons = queries.reasons(rows, AsOf(TODAY), DEADLINES)
    assert [found.case.id for found in listed] == [waits]
    assert reasons[Stage.ASSISTED] == {}


def test_an_acquittal_does_not_end_the_wait_for_help(cast: Cast) -> None:
    found = one(cast, Stage.ASSISTED, ended_on=date(2026, 1, 20), ended_because="acquitted")
    assert (found.now.waiting_late, found.at_deadline.missed) == (1, 1)


def test_help_given_before_anybody_was_presumed_a_victim_counts_and_is_shown_as_out_of_order(
    cast: Cast,
) -> None:
    found = one(cast, Stage.ASSISTED, assisted_on=date(2026, 1, 5))
    assert (found.at_deadline.in_time, found.out_of_order) == (1, 1)


def test_who_came_to_the_shelter_without_being_screened_is_shown_as_skipped(cast: Cast) -> None:
    found = one(cast, Stage.PRESUMED, screened_on=None)
    assert (found.n, found.stage, found.skipped) == (0, 1, 1)


def test_a_date_that_is_only_known_as_this_month_does_not_make_a_person_vanish(cast: Cast) -> None:
    later = TODAY + timedelta(days=6)
    found = one(cast, Stage.SCREENED, detected_on=later, screened_on=later, presumed_on=None)
    assert (found.n, found.now.reached) == (1, 1)


def test_a_case_without_a_day_of_detection_is_in_no_cohort_and_is_told_apart(cast: Cast) -> None:
    insert_rows(cast.shelter_house, [row(), row(detected_on=None)])
    with acting_as(cast.pim):
        counted = queries.cascade(queries.cohort_rows(cast.pim, Cohort()), AsOf(TODAY), DEADLINES)
        assert (counted.detected, queries.undated_cases(cast.pim)) == (1, 1)


def test_everybody_counts_only_what_the_door_lets_through(cast: Cast) -> None:
    invent(cast.shelter_house, 30, seed=1)
    invent(cast.border_post, 20, seed=2, owner=cast.kham)
    seen = {}
    for who, account in cast.everybody().items():
        with acting_as(account):
            rows = queries.cohort_rows(account, Cohort())
            seen[who] = queries.cascade(rows, AsOf(TODAY), DEADLINES).detected
    assert (seen["dao"], seen["pim"], seen["kham"], seen["sothea"]) == (30, 30, 20, 20)
    assert (seen["nok"], seen["vichai"], seen["anan"]) == (0, 0, 0)


def test_the_groups_of_a_split_add_up_to_everybody(cast: Cast) -> None:
    invent(cast.shelter_house, 300, seed=3)
    with acting_as(cast.pim):
        rows = queries.cohort_rows(cast.pim, Cohort())
        whole = queries.cascade(rows, AsOf(TODAY), DEADLINES)
        for dimension in ("province", "origin", "sex", "age_band", "purpose", "quarter", "agency"):
            groups = queries.cascades(rows, AsOf(TODAY), DEADLINES, by=dimension)
            assert sum(group.detected for group in groups.values()) == whole.detected
            split = queries.split(rows, AsOf(TODAY), DEADLINES, by=dimension)
            for standing in whole.steps:
                stage = standing.step.to_stage
                parts = [steps[stage].at_deadline for steps in split.values() if stage in steps]
                assert sum(at.missed for at in parts if at) == standing.at_deadline.missed  # type: ignore[union-attr]
                assert sum(at.due for at in parts if at) == standing.at_deadline.due  # type: ignore[union-attr]


def test_quarters_and_groups_narrow_the_cohort(cast: Cast) -> None:
    invent(cast.shelter_house, 200, seed=4)
    cohort = Cohort("2023Q1", "2023Q4", {"sex": "female"})
    with acting_as(cast.pim):
        people = list(queries.cohort_rows(cast.pim, cohort))
    assert people and all(p.sex == "female" and p.quarter[:4] == "2023" for p in people)


def test_the_number_of_queries_does_not_depend_on_the_caseload(cast: Cast) -> None:
    def asked() -> int:
        with acting_as(cast.pim), CaptureQueriesContext(connection) as captured:
            rows = queries.cohort_rows(cast.pim, Cohort())
            queries.cascade(rows, AsOf(TODAY), DEADLINES)
            queries.cascades(rows, AsOf(TODAY), DEADLINES, by="province")
            queries.split(rows, AsOf(TODAY), DEADLINES, by="sex")
            queries.reasons(rows, AsOf(TODAY), DEADLINES)
        return len(captured)

    invent(cast.shelter_house, 10, seed=5)
    asked()  # the account's own roles are read once
    few = asked()
    invent(cast.shelter_house, 200, seed=6)
    assert asked() == few


def test_reasons_are_counted_for_those_who_still_wait_past_the_deadline(cast: Cast) -> None:
    waits = row(reasons={"assisted": "no_place"})
    helped = row(assisted_on=date(2026, 1, 9), reasons={"assisted": "no_place"})
    early = row(presumed_on=TODAY, reasons={"assisted": "no_place"})
    insert_rows(cast.shelter_house, [waits, waits, helped, early])
    with acting_as(cast.pim):
        found = queries.reasons(queries.cohort_rows(cast.pim, Cohort()), AsOf(TODAY), DEADLINES)
    assert found[Stage.ASSISTED] == {"no_place": 2}


@pytest.mark.parametrize("newest", [False, True], ids=["longest wait first", "newest first"])
def test_the_list_of_a_gap_shows_every_waiting_case_once_page_after_page(cast: Cast, newest: bool) -> None:
    invent(cast.shelter_house, 150, seed=7)
    stage, as_of = Stage.ASSISTED, AsOf(TODAY)
    with acting_as(cast.pim):
        rows = queries.cohort_rows(cast.pim, Cohort())
        expected = [
            r.case_id for r in rows if (f := by_hand(r, STEP[stage], as_of)) and f[1] == WAITING and f[2]
        ]
        seen: list[queries.OpenCase] = []
        after = None
        while True:
            page = queries.cases_in_gap(rows, stage, as_of, 30, newest=newest, after=after, size=7)
            seen += page[:7]
            if len(page) <= 7:
                break
            after = (page[6].since.isoformat(), str(page[6].case.id))
    assert sorted(found.case.id for found in seen) == sorted(expected)
    waits = [found.days for found in seen]
    assert waits == sorted(waits, reverse=not newest)


def test_the_list_of_a_gap_is_one_query(cast: Cast) -> None:
    invent(cast.shelter_house, 60, seed=8)
    with acting_as(cast.pim):
        rows = queries.cohort_rows(cast.pim, Cohort())
        with CaptureQueriesContext(connection) as captured:
            queries.cases_in_gap(rows, Stage.ASSISTED, AsOf(TODAY), 30, newest=False, after=None, size=20)
    assert len(captured) == 1


def test_how_many_were_followed_so_far_is_counted_from_their_own_beginning(cast: Cast) -> None:
    for name, days in HORIZONS.items():
        begun = TODAY - timedelta(days=days)
        assert _followed(cast, begun)[name] == 1
        assert _followed(cast, begun + timedelta(days=1))[name] == 0


def _followed(cast: Cast, begun: date) -> dict[str, int]:
    with acting_as(cast.pim):
        CascadeRow.objects.unscoped("test").delete()
    insert_rows(cast.shelter_house, [row(detected_on=begun, screened_on=None, presumed_on=None)])
    with acting_as(cast.pim):
        found = queries.cascade(queries.cohort_rows(cast.pim, Cohort()), AsOf(TODAY), DEADLINES)
    return {horizon.id: horizon.followed for horizon in found.step(Stage.SCREENED).horizons}


MARCH = PartialDate.month(2026, 3)


def told(cast: Cast, **when: PartialDate) -> None:
    open_case(cast.dao, milestones=tuple(MilestoneDraft(kind, day) for kind, day in when.items()))


def now_counted(cast: Cast, stage: Stage) -> Any:
    with acting_as(cast.pim):
        return queries.cascade(queries.cohort_rows(cast.pim, Cohort()), AsOf(TODAY), DEADLINES).step(stage)


def test_a_day_known_only_to_the_month_counts_as_its_last_day_and_is_told(cast: Cast) -> None:
    told(cast, screened=PartialDate.from_text("2026-02-20"), presumed=MARCH)
    found = now_counted(cast, Stage.PRESUMED)
    assert (found.n, found.rough, found.at_deadline.missed) == (1, 1, 1)  # 20 February to 31 March
    assert now_counted(cast, Stage.SCREENED).rough == 0


def test_a_rough_day_does_not_make_a_step_look_out_of_order(cast: Cast) -> None:
    told(cast, screened=MARCH, presumed=PartialDate.from_text("2026-03-05"))
    told(cast, screened=PartialDate.from_text("2026-03-09"), presumed=PartialDate.from_text("2026-03-05"))
    found = now_counted(cast, Stage.PRESUMED)
    assert (found.now.reached, found.rough, found.out_of_order) == (2, 1, 1)


def test_a_day_that_becomes_known_is_no_longer_rough(cast: Cast) -> None:
    case = open_case(cast.dao, milestones=(MilestoneDraft("screened", MARCH),))
    assert now_counted(cast, Stage.SCREENED).rough == 1
    day = PartialDate.from_text("2026-03-05")
    with acting_as(cast.dao):
        told = [MilestoneDraft("screened", day)]
        record_milestones(case, told, by=cast.dao, source_kind="intake", source_id=None, at=NOW)
    assert now_counted(cast, Stage.SCREENED).rough == 0


@pytest.mark.parametrize(
    ("fields", "counted"), [(["*"], 1), (["prs_FirstName"], 0), ([], 0)], ids=["all", "the name", "nothing"]
)
def test_who_is_shared_only_in_part_is_not_counted_because_a_grouping_would_tell_the_rest(
    cast: Cast, fields: list[str], counted: int
) -> None:
    (case_id,) = insert_rows(cast.border_post, [row()])
    refer(cast, case_id, cast.shelter_house, fields)
    with acting_as(cast.pim):
        assert CascadeRow.objects.visible_to(cast.pim).count() == 1
        assert queries.cohort_rows(cast.pim, Cohort()).count() == counted
        assert queries.cases_shared_in_part(cast.pim) is (counted == 0)


def refer(cast: Cast, case_id: UUID, to: Unit, fields: list[str]) -> None:
    (consent,) = ConsentGrant.objects.insert(
        [
            ConsentGrant(
                case_id=case_id,
                purpose="assistance",
                recipient_id=to.organisation_id,
                fields=fields,
                starts_on=date(2026, 1, 1),
                ends_on=date(2099, 1, 1),
                recorded_at=NOW,
            )
        ]
    )
    Referral.objects.insert(
        [
            Referral(
                case_id=case_id, to_unit=to, consent=consent, status="accepted", sent_at=NOW, answered_at=NOW
            )
        ]
    )
