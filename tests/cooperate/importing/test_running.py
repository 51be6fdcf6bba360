"""A file comes in whole, once, and only for who may see it."""

from __future__ import annotations

import pytest

from handrail.cooperate.models import ImportRun, RunStatus
from handrail.core.access import acting_as
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.cases.writing import change_case
from handrail.core.clock import now
from handrail.core.milestones.models import CascadeRow, Milestone
from tests.cast import Cast
from tests.cooperate.importing.bringing import (
    BY_COLUMNS,
    BY_NOTHING,
    PEOPLE,
    bring,
    case_named,
    cases_of,
    outcomes,
    rows_of,
    table,
    upload,
)


def test_a_file_becomes_cases_with_their_milestones_notes_and_source(cast: Cast) -> None:
    run, result = bring(cast.dao, table(PEOPLE))

    assert outcomes(result) == ["created"] * 3
    assert run.status == RunStatus.DONE
    rin, somchai, mali = cases_of(cast.dao)
    assert rin.name == "Rin Suwannamali"
    assert rin.values["vic_TypeOfExploitation"] == ["ForcedLabour"]
    with acting_as(cast.dao):
        helped = Milestone.objects.visible_to(cast.dao).get(case=somchai.case, kind="assisted")
        row = CascadeRow.objects.visible_to(cast.dao).get(case=mali.case)
    assert (helped.source_kind, helped.source_id, helped.source_row) == ("import", run.id, 3)
    assert row.detected_on.isoformat() == "2026-02-28"
    assert rin.case.import_run == run.id


def test_a_second_import_of_the_same_file_changes_nothing(cast: Cast) -> None:
    bring(cast.dao, table(PEOPLE))
    before = [(c.case.id, c.case.version, c.case.updated_at) for c in cases_of(cast.dao)]
    events = AuditEvent.objects.exclude(action__startswith="cooperate:import").count()

    _, result = bring(cast.dao, table(PEOPLE))

    assert outcomes(result) == ["unchanged"] * 3
    assert [(c.case.id, c.case.version, c.case.updated_at) for c in cases_of(cast.dao)] == before
    assert AuditEvent.objects.exclude(action__startswith="cooperate:import").count() == events
    assert AuditEvent.objects.filter(action="cooperate:import:finished").count() == 2


@pytest.mark.parametrize("mapping", [BY_COLUMNS, BY_NOTHING])
def test_a_second_import_without_ids_changes_nothing_either(cast: Cast, mapping: str) -> None:
    bring(cast.dao, table(PEOPLE), mapping=mapping)
    _, result = bring(cast.dao, table(PEOPLE), mapping=mapping)

    assert outcomes(result) == ["unchanged"] * 3
    assert len(cases_of(cast.dao)) == 3


def test_equal_rows_without_ids_are_as_many_persons(cast: Cast) -> None:
    twins = [{"Sex": "F", "Met on": "2026", "Kind": "Begging"}] * 4
    _, first = bring(cast.dao, table(twins), mapping=BY_NOTHING)
    _, second = bring(cast.dao, table([*twins, *twins[:1]]), mapping=BY_NOTHING)

    assert outcomes(first) == ["created"] * 4
    assert outcomes(second) == ["unchanged"] * 4 + ["created"]


def test_a_changed_row_with_an_id_updates_its_case_and_no_other_field(cast: Cast) -> None:
    bring(cast.dao, table(PEOPLE))
    changed = [{**PEOPLE[0], "Helped on": "2026-02-01", "Note": "Wants to go home.", "Sex": ""}, *PEOPLE[1:]]
    run, result = bring(cast.dao, table(changed))

    assert outcomes(result) == ["updated", "unchanged", "unchanged"]
    rin = case_named(cast.dao, "Rin Suwannamali")
    assert rin.values["hr_Sex"] == "female", "an empty cell empties nothing"
    with acting_as(cast.dao):
        kinds = set(
            Milestone.objects.visible_to(cast.dao).filter(case=rin.case).values_list("kind", flat=True)
        )
    assert kinds == {"detected", "assisted"}
    assert [row.outcome for row in rows_of(cast.dao, run)] == ["updated", "unchanged", "unchanged"]


def test_what_somebody_edited_since_is_not_set_back_by_the_same_file(cast: Cast) -> None:
    bring(cast.dao, table(PEOPLE))
    rin = case_named(cast.dao, "Rin Suwannamali").case
    with acting_as(cast.dao):
        change_case(
            rin, changes={"hr_FullName": "Rin S. Suwannamali"}, by=cast.dao, at=now(), expected_version=1
        )

    _, result = bring(cast.dao, table(PEOPLE))

    assert outcomes(result) == ["unchanged"] * 3
    assert cases_of(cast.dao)[0].name == "Rin S. Suwannamali"


def test_what_changed_both_here_and_in_the_file_waits_for_a_person(cast: Cast) -> None:
    bring(cast.dao, table(PEOPLE))
    rin = case_named(cast.dao, "Rin Suwannamali").case
    with acting_as(cast.dao):
        change_case(
            rin, changes={"hr_FullName": "Rin S. Suwannamali"}, by=cast.dao, at=now(), expected_version=1
        )

    changed = [{**PEOPLE[0], "Name": "Rin Suwannamalee"}, *PEOPLE[1:]]
    _, result = bring(cast.dao, table(changed))

    assert outcomes(result) == ["possible_update", "unchanged", "unchanged"]
    assert cases_of(cast.dao)[0].name == "Rin S. Suwannamali"


def test_an_edited_row_without_an_id_is_a_possible_update_even_where_rows_moved(cast: Cast) -> None:
    bring(cast.dao, table(PEOPLE), mapping=BY_NOTHING)
    edited = {**PEOPLE[1], "Helped on": "2026-01-10"}
    new = {"Name": "Dara Keo", "Sex": "M", "Met on": "2026-03-01"}
    _, result = bring(cast.dao, table([new, PEOPLE[0], edited, PEOPLE[2]]), mapping=BY_NOTHING)

    assert outcomes(result) == ["created", "unchanged", "possible_update", "unchanged"]
    assert result.plans[2].case.id == case_named(cast.dao, "Somchai Thongdee").case.id


def test_two_rows_with_the_same_chosen_columns_are_refused_not_merged(cast: Cast) -> None:
    twice = [PEOPLE[0], {**PEOPLE[0], "Met on": "2026-05-01"}]
    _, result = bring(cast.dao, table(twice), mapping=BY_COLUMNS)

    assert outcomes(result) == ["created", "refused"]
    (problem,) = result.plans[1].problems
    assert (problem.row, problem.code, problem.column) == (3, "same-person-twice", "Name, Sex")


def test_the_same_ids_in_another_organisation_are_other_cases(cast: Cast) -> None:
    from tests.cast import make_account

    ben = make_account("ben", cast.police_head, "data_steward")
    bring(cast.dao, table(PEOPLE))
    _, result = bring(ben, table(PEOPLE))

    assert outcomes(result) == ["created"] * 3
    assert len(cases_of(cast.dao)) == 3


def test_an_account_imports_over_a_case_that_it_must_not_notice_as_if_it_were_not_there(cast: Cast) -> None:
    from handrail.core.access.models import Exclusion
    from tests.roles import as_role

    bring(cast.pim, table(PEOPLE))
    hidden = case_named(cast.pim, "Rin Suwannamali").case
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=hidden.id, account_id=cast.dao.id, starts_at=now(), decided_by=cast.anan.id
        )

    _, first = bring(cast.dao, table(PEOPLE[:1]))
    _, second = bring(cast.dao, table(PEOPLE[:1]))

    assert outcomes(first) == ["created"]
    assert outcomes(second) == ["unchanged"]
    assert [c.case.id for c in cases_of(cast.dao) if c.name.startswith("Rin")] != [hidden.id]
    with acting_as(cast.pim):
        assert Case.objects.visible_to(cast.pim).count() == 4


def test_the_file_itself_is_let_go_of_once_it_is_in(cast: Cast, settings) -> None:
    run = upload(cast.dao, table(PEOPLE))
    assert run.file_id is not None
    run, _ = bring(cast.dao, table(PEOPLE))
    assert run.file_id is None


def test_imports_are_seen_by_the_unit_that_may_import_and_by_nobody_else(cast: Cast) -> None:
    bring(cast.dao, table(PEOPLE))

    def seen(name: str) -> int:
        account = getattr(cast, name)
        with acting_as(account):
            return ImportRun.objects.visible_to(account).count()

    assert {name for name in cast.everybody() if seen(name)} == {"dao", "minh", "pim"}
