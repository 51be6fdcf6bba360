"""`handrail doctor`: damage is found, and what is safe to mend is mended."""

from __future__ import annotations

import io
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from handrail.core import vault
from handrail.core.audit import make_checkpoint, record, seal_pending
from handrail.core.audit.models import PendingEvent
from handrail.core.backup.models import Backup
from handrail.core.cases.models import Attachment
from handrail.core.clock import now
from handrail.core.milestones.models import CascadeRow
from handrail.core.operations import health
from handrail.core.operations.running import Found, examine
from handrail.core.registry import Gravity, examinations
from handrail.core.vault.models import OrganisationKey, PersonKey
from tests.cast import Cast, open_case
from tests.core.jobs.test_worker import gone, job, named
from tests.roles import as_role

__all__ = ["gone"]
pytestmark = pytest.mark.django_db
only_sqlite = pytest.mark.skipif(
    "sqlite3" not in connection.settings_dict["ENGINE"], reason="the web role cannot do that damage"
)


@pytest.fixture(autouse=True)
def house(cast: Cast, tmp_path: Path, settings: Any, monkeypatch: Any) -> Path:
    """A folder of its own: what other tests left in theirs is none of the doctor's business here."""
    monkeypatch.setenv("HANDRAIL_MASTER_KEY_FILE", str(vault.master_key_path()))
    settings.HANDRAIL_HOME = tmp_path
    backed_up(tmp_path)
    return tmp_path


def backed_up(home: Path) -> None:
    """Last night, and rehearsed: what the doctor says of backups is tested with them."""
    (home / "backup").mkdir()
    (home / "backup" / "recipients").write_text("age1example")
    known = {"verified_at": now(), "rehearsed_at": now(), "rehearsal": "sound"}
    with as_role("handrail_owner"):
        Backup.objects.create(name="last-night", at=now(), place=uuid4(), keys_place=uuid4(), **known)


def findings(*, mend: bool = False) -> dict[str, Found]:
    return {one.id: one for one in examine(mend=mend)}


def kept_file(cast: Cast, *, person: Any = None) -> vault.StoredFile:
    owner = ("person", person) if person else ("organisation", cast.shelter.id)
    return vault.store_file(io.BytesIO(b"a document"), owner)  # type: ignore[arg-type]


def test_a_whole_house_has_no_finding(cast: Cast) -> None:
    open_case(cast.dao)
    kept_file(cast)
    seal_pending()
    vault.create_signing_key()
    make_checkpoint()
    assert findings() == {}


def test_a_changed_log_is_found(cast: Cast) -> None:
    record(action="core:case:opened", kind="case", ids=[uuid4()], actor=None, organisation=None)
    seal_pending()
    assert "log-damaged" not in findings()
    with as_role("handrail_owner"), connection.cursor() as cursor:
        table = "audit_auditevent"
        guard = "audit_refuse" if connection.vendor == "postgresql" else f"{table}_no_UPDATE"
        cursor.execute(
            f"DROP TRIGGER {guard}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
        )
        cursor.execute(f"UPDATE {table} SET kind = 'person'")
    found = findings(mend=True)
    assert found["log-damaged"].gravity is Gravity.BAD
    assert found["log-damaged"].mended is None, "nobody mends a log"


def test_events_that_wait_or_fell_out_of_the_queue_are_sealed(cast: Cast, monkeypatch: Any) -> None:
    record(action="core:case:opened", kind="case", ids=[uuid4()], actor=None, organisation=None)
    PendingEvent.objects.all().delete()
    record(action="core:case:opened", kind="case", ids=[uuid4()], actor=None, organisation=None)
    monkeypatch.setattr(health, "SEAL_WITHIN", timedelta(seconds=-1))
    assert {"log-unsealed", "log-queue"} <= set(findings())
    mended = findings(mend=True)
    assert mended["log-unsealed"].mended == 1 and mended["log-queue"].mended == 1
    assert findings() == {}


def test_a_key_that_does_not_open_is_found(cast: Cast) -> None:
    with as_role("handrail_owner"):
        OrganisationKey.objects.filter(organisation=cast.shelter.id).update(master_key_id="0" * 16)
    vault.forget_keys()
    assert findings()["keys-closed"].details == [f"organisation {cast.shelter.id}"]


def test_a_file_that_is_gone_and_one_that_nobody_knows_are_found(cast: Cast, house: Path) -> None:
    gone = kept_file(cast)
    (house / "files" / gone.id.hex[:2] / str(gone.id)).unlink()
    stray = house / "files" / "ab" / str(uuid4())
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"x")
    fresh = stray.with_name(str(uuid4()))
    fresh.write_bytes(b"an upload that runs")
    before = time.time() - 2 * 86400
    os.utime(stray, (before, before))
    found = findings(mend=True)
    assert found["files-missing"].details == [f"file {gone.id}"]
    assert found["files-unknown"].mended == 1
    assert not stray.exists() and fresh.exists()


def test_an_attachment_that_the_vault_does_not_know_is_found_unless_the_person_was_erased(cast: Cast) -> None:
    case = open_case(cast.dao)
    Attachment.objects.insert(
        [Attachment(case=case, file_id=uuid4(), size=1, sha256="", sealed=b"", created_at=now())]
    )
    assert len(findings()["attachments-without-file"].details) == 1
    vault.erase_person(case.person_id)
    assert "attachments-without-file" not in findings()


def test_a_row_that_contradicts_its_milestones_is_found_and_written_anew(cast: Cast) -> None:
    wrong, missing, right = open_case(cast.dao), open_case(cast.dao), open_case(cast.dao)
    rows = CascadeRow.objects.unscoped("test")
    whole = rows.filter(case=wrong).values().get()
    rows.filter(case=wrong).update(assisted_on=now().date(), quarter="1999Q1")
    rows.filter(case=missing).delete()
    found = findings()["cascade-rows"]
    assert set(found.details) == {f"case {wrong.id}", f"case {missing.id}"}
    assert findings(mend=True)["cascade-rows"].mended == 2
    assert findings() == {}
    assert rows.filter(case=wrong).values().get() == whole
    assert rows.filter(case__in=[missing, right]).count() == 2


def test_a_person_without_key_is_found(cast: Cast) -> None:
    case = open_case(cast.dao)
    with as_role("handrail_owner"):
        PersonKey.objects.filter(person=case.person_id).delete()
    assert findings()["persons-without-key"].details == [f"person {case.person_id}"]


def test_lost_and_endless_jobs_are_found_and_lost_ones_given_back(gone: int) -> None:
    long_ago = timezone.now() - 2 * health.JOB_ENDS_WITHIN
    lost = job(status="RUNNING", started_at=timezone.now(), worker_ids=[named(gone)])
    job(status="RUNNING", started_at=long_ago, worker_ids=["another-machine:1:x"])
    told = job(status="FAILED", traceback="Traceback (most recent call last): Qwertzamali")
    found = findings(mend=True)
    assert found["jobs-lost"].mended == 1
    assert found["jobs-endless"].gravity is Gravity.BAD and len(found["jobs-endless"].details) == 1
    lost.refresh_from_db()
    told.refresh_from_db()
    assert (lost.status, told.traceback) == ("READY", "")


def test_ended_sessions_are_removed() -> None:
    Session.objects.create(session_key="a", session_data="", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="b", session_data="", expire_date=timezone.now() + timedelta(days=1))
    assert findings(mend=True)["sessions-ended"].mended == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["b"]


def test_every_examination_says_what_to_do() -> None:
    assert all(one.damage.endswith(".") and one.what_to_do for one in examinations)
