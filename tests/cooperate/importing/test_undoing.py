"""An import can be taken back whole; what moved on since stays and is named."""

from __future__ import annotations

from typing import Any

import pytest

from handrail.cooperate.actions import undoing
from handrail.cooperate.actions.settling import decide
from handrail.cooperate.actions.undoing import Undone, begin_undo, may_undo, undo_at_once, undo_import
from handrail.cooperate.models import Decision, ImportRun, RunStatus
from handrail.core import vault
from handrail.core.access import Refused, acting_as
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.actions import add_note
from handrail.core.cases.models import Entry, ExternalReference
from handrail.core.cases.writing import MilestoneDraft, change_case, record_milestones
from handrail.core.clock import now
from handrail.core.dates import PartialDate
from handrail.core.milestones.models import CascadeRow, Milestone
from handrail.core.vault.models import BlindIndex, PersonKey
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


def take_back(account: Account, run: ImportRun) -> Undone:
    with acting_as(account):
        return undo_import(run, by=account, at=now())


def test_what_an_import_made_is_gone_with_its_keys_and_search_words(cast: Cast) -> None:
    run, _ = bring(cast.dao, table(PEOPLE))
    persons = [case.case.person_id for case in cases_of(cast.dao)]

    result = take_back(cast.dao, run)

    assert len(result.removed) == 3
    assert cases_of(cast.dao) == []
    assert not PersonKey.objects.filter(person__in=persons, erased_at__isnull=True).exists()
    assert not BlindIndex.objects.filter(person__in=persons).exists()
    assert all(not row.sealed for row in rows_of(cast.dao, run))
    _, again = bring(cast.dao, table(PEOPLE))
    assert outcomes(again) == ["created"] * 3


def test_what_an_import_changed_is_as_it_was_before(cast: Cast) -> None:
    bring(cast.dao, table(PEOPLE))
    before = {c.case.id: c.values for c in cases_of(cast.dao)}
    changed = [
        {**PEOPLE[0], "Helped on": "2026-02-01", "Met on": "2026-01-04", "Note": "New.", "Name": "Rin Suwan"},
        *PEOPLE[1:],
    ]
    run, result = bring(cast.dao, table(changed))
    assert outcomes(result)[0] == "updated"

    take_back(cast.dao, run)

    assert {c.case.id: c.values for c in cases_of(cast.dao)} == before
    rin = case_named(cast.dao, "Rin Suwannamali").case
    with acting_as(cast.dao):
        steps = Milestone.objects.visible_to(cast.dao).filter(case=rin)
        assert [(m.kind, m.earliest.isoformat()) for m in steps] == [("detected", "2026-01-05")]
        assert Entry.objects.visible_to(cast.dao).filter(case=rin).count() == 1
        assert CascadeRow.objects.visible_to(cast.dao).get(case=rin).assisted_on is None


@pytest.mark.parametrize("what", ["edited", "note", "step"])
def test_what_moved_on_since_stays_and_is_named(cast: Cast, what: str) -> None:
    run, _ = bring(cast.dao, table(PEOPLE))
    rin = case_named(cast.dao, "Rin Suwannamali").case
    with acting_as(cast.dao):
        if what == "edited":
            change_case(rin, changes={"hr_Nickname": "Nong"}, by=cast.dao, at=now(), expected_version=1)
        elif what == "note":
            add_note(rin, "Called her mother.", by=cast.dao, at=now())
        else:
            step = MilestoneDraft("screened", PartialDate.from_text("2026-02-02"))
            record_milestones(rin, [step], by=cast.dao, source_kind="intake", source_id=None, at=now())

    result = take_back(cast.dao, run)

    assert [(row.case_id, row.kept_because) for row in result.kept] == [(rin.id, what)]
    assert [case.name for case in cases_of(cast.dao)] == ["Rin Suwannamali"]
    assert len(result.removed) == 2


def test_an_earlier_import_is_not_taken_back_from_under_a_later_one(cast: Cast) -> None:
    run, _ = bring(cast.dao, table(PEOPLE))
    bring(cast.dao, table([{**PEOPLE[0], "Helped on": "2026-02-01"}, *PEOPLE[1:]]))

    result = take_back(cast.dao, run)

    assert [row.kept_because for row in result.kept] == ["edited"]
    assert len(result.removed) == 2


def test_undo_is_for_ones_own_import_or_by_role_and_only_once(cast: Cast) -> None:
    from tests.cast import make_account

    mai = make_account("mai", cast.shelter_house, "case_worker")
    run, _ = bring(cast.dao, table(PEOPLE))

    for account, may in (
        (cast.dao, True),
        (mai, False),
        (cast.minh, True),
        (cast.pim, True),
        (cast.nok, False),
    ):
        with acting_as(account):
            assert may_undo(account, run, at=now()) is may, account.username
    with pytest.raises(Refused):
        take_back(mai, run)
    take_back(cast.minh, run)
    run.status = RunStatus.DONE
    with pytest.raises(Refused):
        take_back(cast.minh, run)


def test_a_row_decided_as_somebody_else_goes_with_its_import(cast: Cast) -> None:
    bring(cast.dao, table(PEOPLE), mapping=BY_NOTHING)
    edited = [PEOPLE[0], {**PEOPLE[1], "Helped on": "2026-01-10"}, PEOPLE[2]]
    run, _ = bring(cast.dao, table(edited), mapping=BY_NOTHING)
    (row,) = rows_of(cast.dao, run, outcome="possible_update")
    with acting_as(cast.dao):
        decide(row, Decision.NEW, by=cast.dao, at=now())
    assert len(cases_of(cast.dao)) == 4

    result = take_back(cast.dao, run)

    assert len(result.removed) == 1
    assert len(cases_of(cast.dao)) == 3


def test_nothing_of_the_former_ids_stays_behind(cast: Cast) -> None:
    run, _ = bring(cast.dao, table(PEOPLE))
    take_back(cast.dao, run)
    with acting_as(cast.dao):
        assert not ExternalReference.objects.visible_to(cast.dao).exists()
    with pytest.raises(vault.NoKey):
        vault.seal_for_organisation(run.id, "x", 1)


def test_a_large_import_is_taken_back_by_chunks_and_goes_on_where_it_was_stopped(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "CHUNK", 2)
    monkeypatch.setattr(undoing, "AT_ONCE", 2)
    bring(cast.dao, table(PEOPLE[:1]))
    before = [case.values for case in cases_of(cast.dao)]
    more = [{"No": f"M-{number}", "Name": f"Mali {number}", "Met on": "2026-03-01"} for number in range(4)]
    run, _ = bring(cast.dao, table([{**PEOPLE[0], "Helped on": "2026-02-01"}, *PEOPLE[1:], *more]))
    edited = case_named(cast.dao, "Mali 2").case
    with acting_as(cast.dao):
        change_case(edited, changes={"hr_Nickname": "Nong"}, by=cast.dao, at=now(), expected_version=1)
        assert not undo_at_once(run)
        begin_undo(run, by=cast.dao, at=now())
        with pytest.raises(Refused):
            begin_undo(run, by=cast.dao, at=now())

    class PowerCut(BaseException):
        pass

    real, calls = undoing._remove, []

    def cut(*args: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise PowerCut
        real(*args)

    with monkeypatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(undoing, "_remove", cut)
        undoing.take_back(run.id, cast.dao, at=now())
    assert ImportRun._base_manager.get(id=run.id).status == RunStatus.UNDOING
    assert len(cases_of(cast.dao)) == 6, "the first chunk: one is gone, and the edited one stays"

    undoing.take_back(run.id, cast.dao, at=now())

    done = ImportRun._base_manager.get(id=run.id)
    assert (done.status, done.file_id) == (RunStatus.UNDONE, None)
    assert [row.kept_because for row in rows_of(cast.dao, run) if row.kept_because] == ["edited"]
    left = cases_of(cast.dao)
    assert [case.values for case in left if case.case.id != edited.id] == before
    assert len(left) == 2
    removed = AuditEvent.objects.filter(action="core:case:removed") | AuditEvent.objects.filter(
        action="cooperate:case:removed"
    )
    assert sorted(len(event.ids) for event in removed) == [1, 2, 2]


def test_who_was_taking_an_import_back_and_is_believed_dead_takes_nothing_more_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "CHUNK", 2)
    run, _ = bring(cast.dao, table(PEOPLE))
    with acting_as(cast.dao):
        begin_undo(run, by=cast.dao, at=now())
    real = undoing._beat

    def slow(given: ImportRun, *args: Any) -> None:
        if args[-1]:
            ImportRun._base_manager.filter(id=run.id).update(attempt=9)
        real(given, *args)

    monkeypatch.setattr(undoing, "_beat", slow)
    with pytest.raises(Refused, match="import-overtaken"):
        undoing.take_back(run.id, cast.dao, at=now())
    assert len(cases_of(cast.dao)) == 1
