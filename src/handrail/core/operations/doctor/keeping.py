"""Damage in what is kept beside the records: the log, keys, files, jobs, the disk."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length
from django_tasks_db.models import DBTaskResult

from handrail.core import vault
from handrail.core.audit import queue_unsealed, seal_pending, write_log
from handrail.core.audit.models import Checkpoint, PendingEvent
from handrail.core.audit.sealing import unsealed_events
from handrail.core.audit.standalone.verify_log import verify
from handrail.core.clock import now
from handrail.core.jobs.worker import lost_jobs, take_back
from handrail.core.operations.checks.machine import disk_fills_up
from handrail.core.operations.health import JOB_ENDS_WITHIN, log_is_sealed
from handrail.core.registry import Examination, Gravity
from handrail.core.vault.files import files_unknown, files_without_content
from handrail.core.vault.keys import keys_that_do_not_open

LEAVINGS_AFTER = timedelta(days=1)  # no upload runs as long


def log_is_damaged() -> Iterator[str]:
    """Follow the whole chain as an outsider would, and compare it with every checkpoint that was signed."""
    folder = Path(settings.HANDRAIL_HOME) / "tmp"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        log, signed = Path(name) / "log", []
        with log.open("wb") as file:
            write_log(file)
        for checkpoint in Checkpoint.objects.order_by("position").iterator():
            signed.append(Path(name) / f"checkpoint-{checkpoint.id}")
            signed[-1].write_text(json.dumps(checkpoint.document))
        report = verify(str(log), [str(path) for path in signed])
    yield from (f"{finding.kind}, line {finding.line}: {finding.text}" for finding in report.findings)


def events_wait() -> Iterator[str]:
    if not log_is_sealed():
        yield f"{PendingEvent.objects.count()} events wait"


def events_out_of_the_queue() -> Iterator[str]:
    waiting = PendingEvent.objects.filter(event=OuterRef("id"))
    count = unsealed_events().filter(~Exists(waiting)).count()
    if count:
        yield f"{count} events"


def queue_and_seal() -> int:
    found = queue_unsealed()
    seal_pending()
    return found


def closed_keys() -> Iterator[str]:
    yield from (f"organisation {organisation}" for organisation in keys_that_do_not_open())


def missing_files() -> Iterator[str]:
    yield from (f"file {id}" for id in files_without_content())


def orphaned_files() -> Iterator[str]:
    count = files_unknown(older_than=now() - LEAVINGS_AFTER)
    if count:
        yield f"{count} files"


def sweep() -> int:
    return vault.sweep_files(older_than=now() - LEAVINGS_AFTER)


def lost_work() -> Iterator[str]:
    yield from (f"{job.task_path}, begun {job.started_at:%Y-%m-%d %H:%M}" for job in lost_jobs())


def endless_work() -> Iterator[str]:
    lost = {job.id for job in lost_jobs()}
    for job in DBTaskResult.objects.running().filter(started_at__lt=now() - JOB_ENDS_WITHIN):
        if job.id not in lost:
            yield f"{job.task_path}, begun {job.started_at:%Y-%m-%d %H:%M}"


def ended_sessions() -> Iterator[str]:
    count = Session.objects.filter(expire_date__lt=now()).count()
    if count:
        yield f"{count} sessions"


def clear_sessions() -> int:
    return Session.objects.filter(expire_date__lt=now()).delete()[0]


def told_failures() -> Iterator[str]:
    """Jobs that failed under a version that kept the text of errors, which may hold names."""
    count = DBTaskResult.objects.failed().filter(traceback__contains="Traceback (most recent").count()
    if count:
        yield f"{count} jobs"


def forget_failures() -> int:
    texts = DBTaskResult.objects.failed().annotate(length=Length("traceback"))
    return texts.filter(traceback__contains="Traceback (most recent").update(traceback="")


EXAMINATIONS = (
    Examination(
        "log-damaged",
        Gravity.BAD,
        "The log was changed, or part of it is gone.",
        "Keep everything as it is. Tell whoever holds your checkpoints, and compare with a backup.",
        log_is_damaged,
        10,
    ),
    Examination(
        "log-unsealed",
        Gravity.WARNING,
        "Events wait for their seal.",
        "Run with --mend, or start the sealer.",
        events_wait,
        20,
        seal_pending,
    ),
    Examination(
        "log-queue",
        Gravity.BAD,
        "Events were taken out of the sealer's queue.",
        "Run with --mend, which seals them; then find out who took them out.",
        events_out_of_the_queue,
        21,
        queue_and_seal,
    ),
    Examination(
        "keys-closed",
        Gravity.BAD,
        "An organisation's key does not open with the master key at hand.",
        "Put the right master key back, or restore it: handrail recover-key.",
        closed_keys,
        30,
    ),
    Examination(
        "files-missing",
        Gravity.BAD,
        "A file that a record knows is not on the disk.",
        "Copy it back from a backup: the folder files, same name.",
        missing_files,
        40,
    ),
    Examination(
        "files-unknown",
        Gravity.WARNING,
        "Files lie on the disk that no record knows.",
        "Run with --mend, which removes those older than a day: nobody could read them.",
        orphaned_files,
        41,
        sweep,
    ),
    Examination(
        "jobs-lost",
        Gravity.WARNING,
        "The process that did a job ended before the job did.",
        "Run with --mend, which puts it back into the queue; so does the next worker that starts.",
        lost_work,
        50,
        take_back,
    ),
    Examination(
        "jobs-endless",
        Gravity.BAD,
        "A job has been in work for more than twelve hours.",
        "Look whether its worker still does anything; end that process, then run with --mend.",
        endless_work,
        51,
    ),
    Examination(
        "jobs-texts",
        Gravity.WARNING,
        "Failed jobs of an earlier version keep texts that may hold names.",
        "Run with --mend, which empties those texts.",
        told_failures,
        52,
        forget_failures,
    ),
    Examination(
        "sessions-ended",
        Gravity.NOTE,
        "Ended sessions are still kept.",
        "Run with --mend, which removes them.",
        ended_sessions,
        60,
        clear_sessions,
    ),
    Examination(
        "disk",
        Gravity.WARNING,
        "The disk fills up.",
        "Free space, or give the folder a larger disk.",
        disk_fills_up,
        70,
    ),
)
