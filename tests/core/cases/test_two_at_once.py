"""Two people write to one case in the same moment: the second waits, and sees what the first has written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from handrail.core.access import acting_as
from handrail.core.cases import actions
from handrail.core.cases.domain.merging import merge
from handrail.core.cases.models import Case
from handrail.core.cases.views import editing
from handrail.core.cases.writing import change_case
from handrail.core.dates import PartialDate
from handrail.core.milestones.models import CascadeRow, Milestone
from tests.cast import NOW, Cast, client_for, make_cast, open_case
from tests.core.cases.pages import filled
from tests.houses import new_house

WHY = "test: what the database holds"
DAY = PartialDate.from_text("2026-02-20")
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer, who holds everything"
)


@contextmanager
def somebody_writes(case: Case) -> Iterator[None]:
    """Have another connection hold the case as a writer does, and nobody here wait for it."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            other.set_autocommit(False)
            cursor.execute("SELECT 1 FROM core_case WHERE id = %s FOR NO KEY UPDATE", [case.id])
            assert cursor.fetchone() == (1,)
            with transaction.atomic(), connection.cursor() as here:
                here.execute("SET LOCAL lock_timeout = '1ms'")
                yield
        other.rollback()
    finally:
        other.close()


WRITES: dict[str, Any] = {
    "a step": lambda case, by: actions.record_step(
        case, kind="screened", when=DAY, shown_by="A form.", by=by, at=NOW
    ),
    "a step taken back": lambda case, by: actions.take_back_step(case, "detected", why="No.", by=by, at=NOW),
    "the status": lambda case, by: actions.set_status(
        case, {"status": "FollowUp", "version": case.version}, by=by, at=NOW
    ),
}


@pytest.fixture
def cast_that_stays(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Cast]:
    """People in a database of their own that commits, so that a second connection sees them."""
    with django_db_blocker.unblock(), new_house(tmp_path / "house") as house, house.lived_in():
        yield make_cast()


@on_postgresql
@pytest.mark.parametrize("what", WRITES)
def test_who_writes_a_step_or_the_status_waits_for_another_writer(cast_that_stays: Cast, what: str) -> None:
    dao = cast_that_stays.dao
    case = open_case(dao)
    with pytest.raises(OperationalError, match="lock timeout"), somebody_writes(case), acting_as(dao):
        WRITES[what](case, dao)


@on_postgresql
def test_who_adds_a_note_waits_for_nobody(cast_that_stays: Cast) -> None:
    dao = cast_that_stays.dao
    case = open_case(dao)
    with somebody_writes(case), acting_as(dao):
        actions.add_note(case, "Called.", by=dao, at=NOW)


@pytest.mark.django_db
def test_a_step_by_who_holds_an_old_copy_of_the_case_leaves_the_cascade_with_its_owner_of_now(
    cast: Cast,
) -> None:
    with acting_as(cast.minh):
        old = open_case(cast.dao)
        actions.assign(Case.objects.editable_by(cast.minh).get(id=old.id), cast.minh, by=cast.minh, at=NOW)
        actions.record_step(old, kind="screened", when=DAY, shown_by="A form.", by=cast.minh, at=NOW)
    row = CascadeRow.objects.unscoped(WHY).get(case_id=old.id)
    assert row.owner_id == cast.minh.id
    assert row.screened_on == DAY.latest
    assert Milestone.objects.unscoped(WHY).filter(case=old, kind="screened").count() == 1


@pytest.mark.django_db
def test_who_saves_while_two_others_save_is_not_refused(cast: Cast, monkeypatch: Any) -> None:
    """Another saves between reading and writing: once more, and this time nobody comes in between."""
    with acting_as(cast.dao):
        case = open_case(cast.dao)
    held: list[Any] = []
    monkeypatch.setattr(editing, "hold", held.append)
    monkeypatch.setattr(editing, "merge", _after(case, cast, merge))
    browser = client_for(cast.minh)
    url = f"/cases/{case.id}/edit/?part=person"
    answer = browser.post(url, {**filled(browser.get(url)), "hr_Nickname": "Ri"})
    assert answer.status_code == 302
    assert [one.id for one in held] == [case.id]
    with acting_as(cast.dao):
        assert Case.objects.visible_to(cast.dao).get(id=case.id).version == 3


def _after(case: Case, cast: Cast, merging: Any) -> Any:
    """Merge, but have somebody else save first, the first time."""
    came: list[int] = []

    def merging_late(**given: Any) -> Any:
        if not came:
            came.append(1)
            theirs = Case.objects.unscoped(WHY).get(id=case.id)
            change_case(
                theirs, changes={"hr_FatherName": "Som"}, by=cast.dao, at=NOW, expected_version=theirs.version
            )
        return merging(**given)

    return merging_late
