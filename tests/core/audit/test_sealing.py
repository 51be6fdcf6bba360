"""The sealer: every event once, in one order, in one chain, whoever else is sealing."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from handrail.core import audit
from handrail.core.audit.models import AuditEvent, PendingEvent, Seal
from handrail.core.audit.standalone.verify_log import verify

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def event_at(minutes: int, id: UUID | None = None) -> AuditEvent:
    return AuditEvent.objects.create(
        id=id or uuid.uuid4(),
        at=NINE + timedelta(minutes=minutes),
        action="core:case:opened",
        kind="case",
        ids=[],
    )


def order() -> list[UUID]:
    return list(Seal.objects.order_by("position").values_list("event", flat=True))


def test_events_are_sealed_in_the_order_of_their_time_then_their_id(db: None) -> None:
    late, early = event_at(5), event_at(1)
    second, first = event_at(3, UUID(int=2)), event_at(3, UUID(int=1))
    assert audit.seal_pending() == 4
    assert order() == [early.id, first.id, second.id, late.id]
    assert list(Seal.objects.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4]


def test_an_event_that_comes_late_is_sealed_later_and_moves_nothing(db: None) -> None:
    known = event_at(5)
    audit.seal_pending()
    late = event_at(1)
    assert audit.seal_pending() == 1
    assert order() == [known.id, late.id]


def test_sealing_again_does_nothing(db: None) -> None:
    event_at(1)
    assert (audit.seal_pending(), audit.seal_pending()) == (1, 0)
    assert not PendingEvent.objects.exists()


def test_small_batches_make_one_chain(db: None) -> None:
    for minute in range(7):
        event_at(minute)
    assert audit.seal_pending(batch=3) == 7
    seals = list(Seal.objects.order_by("position"))
    assert [seal.previous for seal in seals[1:]] == [seal.hash for seal in seals[:-1]]


def test_an_event_taken_out_of_the_queue_is_still_called_unsealed_and_can_be_brought_back(
    db: None, tmp_path: Path
) -> None:
    event_at(1)
    PendingEvent.objects.all().delete()
    assert audit.seal_pending() == 0
    with (tmp_path / "log.jsonl").open("wb") as file:
        audit.write_log(file)
    assert verify(str(tmp_path / "log.jsonl"), []).unsealed == 1
    assert (audit.queue_unsealed(), audit.seal_pending(), audit.queue_unsealed()) == (1, 1, 0)


def test_what_was_recorded_sealed_signed_and_written_out_verifies(db: None, tmp_path: Path) -> None:
    ids = [uuid.uuid4() for _ in range(700)]
    for id in ids:
        audit.record(
            action="core:case:opened", kind="case", ids=[id], actor=id, organisation=id, reason="handover"
        )
    audit.seal_pending()
    (tmp_path / "checkpoint.json").write_text(json.dumps(audit.make_checkpoint()))
    audit.record(action="core:case:closed", kind="case", ids=ids[:2], actor=None, organisation=None)
    audit.seal_pending()
    event_at(0)
    with (tmp_path / "log.jsonl").open("wb") as file:
        assert audit.write_log(file) == 701
    report = verify(str(tmp_path / "log.jsonl"), [str(tmp_path / "checkpoint.json")])
    assert not report.findings
    assert (report.entries, report.covered, report.unsealed) == (701, 700, 1)
    state = audit.log_state()
    assert (state.sealed, state.checkpoint, state.waiting) == (701, 700, 1)


def test_the_log_of_nothing_verifies_too(db: None, tmp_path: Path) -> None:
    with (tmp_path / "log.jsonl").open("wb") as file:
        assert audit.write_log(file) == 0
    assert not verify(str(tmp_path / "log.jsonl"), []).findings


def test_a_sealed_event_that_vanished_is_not_hidden_by_the_export(db: None, tmp_path: Path) -> None:
    event_at(1)
    Seal.objects.create(position=1, event=uuid.uuid4(), previous="0" * 64, hash="1" * 64)
    with (tmp_path / "log.jsonl").open("wb") as file:
        audit.write_log(file)
    assert "bad-entry" in {found.kind for found in verify(str(tmp_path / "log.jsonl"), []).findings}


def test_reading_and_writing_the_log_do_not_wait_for_the_sealer_but_another_sealer_does(db: None) -> None:
    event_at(1)
    with transaction.atomic():
        audit.seal_pending()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
                assert cursor.fetchone() == (1,)


START = "import django, sys; django.setup(); from handrail.core import audit"
MIGRATE = "from django.core.management import call_command; call_command('migrate', 'audit', verbosity=0)"
WRITE = "audit.write_log(sys.stdout.buffer)"
SEAL = """
for _ in range(20):
    audit.record(action="core:case:opened", kind="case", ids=[], actor=None, organisation=None)
    audit.seal_pending(batch=3)
"""


def test_three_processes_that_seal_at_once_make_one_chain(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    environment |= {"HANDRAIL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "handrail.site.settings"}

    def start(program: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", f"{START}\n{program}"]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finished(*processes: subprocess.Popen[bytes]) -> bytes:
        answers = [process.communicate() for process in processes]
        assert [process.returncode for process in processes] == [0] * len(processes), answers
        return answers[0][0]

    finished(start(MIGRATE))
    finished(*[start(SEAL) for _ in range(3)])
    (tmp_path / "log.jsonl").write_bytes(finished(start(WRITE)))
    report = verify(str(tmp_path / "log.jsonl"), [])
    assert (report.findings, report.entries, report.unsealed) == ([], 60, 0)


def test_the_export_reads_the_log_in_parts(db: None, django_assert_num_queries: Any) -> None:
    for minute in range(1_201):
        event_at(minute)
    audit.seal_pending()
    out = io.BytesIO()
    with django_assert_num_queries(
        3 + 3 * 2 + 1
    ):  # the header, three parts of seals and events, an empty part
        audit.write_log(out)
    assert len(out.getvalue().splitlines()) == 1_202
