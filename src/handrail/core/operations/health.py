"""Is the house well? Each part answers yes or no; nothing of what is in it is told.

Every question has a fixed cost: none counts records.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.models import Exists, OuterRef

from handrail.core.clock import now
from handrail.core.operations.versions import waiting_migrations

SEAL_WITHIN = timedelta(minutes=5)
JOB_BEGINS_WITHIN = timedelta(minutes=15)
JOB_ENDS_WITHIN = timedelta(hours=12)
DISK_NEEDED = 200 * 1024 * 1024
DISK_WARNING = 2 * 1024 * 1024 * 1024

# Without these nobody can be served. The others are late work: pages still answer.
NEEDED = ("database", "migrations", "disk")
_up_to_date: set[str] = set()


def parts() -> dict[str, bool]:
    """Return each part of the house and whether it is well. Never raises."""
    return {name: _asked(question) for name, question in QUESTIONS.items()}


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_applied() -> bool:
    """Whether no migration waits. Asked until it is so: code does not change while a process runs."""
    if not _up_to_date:
        if waiting_migrations():
            return False
        _up_to_date.add("yes")
    return True


def log_is_sealed() -> bool:
    """Whether no event waits for its seal longer than the sealer takes."""
    from handrail.core.audit.models import AuditEvent, PendingEvent

    late = AuditEvent.objects.filter(id=OuterRef("event"), at__lt=now() - SEAL_WITHIN)
    return not PendingEvent.objects.filter(Exists(late)).exists()


def jobs_move() -> bool:
    """Whether no job waits long while nothing is done, and none has been at it since yesterday."""
    from django_tasks_db.models import DBTaskResult

    at = now()
    running = DBTaskResult.objects.filter(status="RUNNING")
    if running.filter(started_at__lt=at - JOB_ENDS_WITHIN).exists():
        return False
    waits = DBTaskResult.objects.ready().filter(enqueued_at__lt=at - JOB_BEGINS_WITHIN).exists()
    return not waits or running.exists()


def disk_has_room() -> bool:
    return free_bytes() >= DISK_NEEDED


def free_bytes() -> int:
    """Return what is free where the installation lives."""
    return shutil.disk_usage(Path(settings.HANDRAIL_HOME)).free


def clock_is_plausible() -> bool:
    """Whether the last event that was sealed was not logged later than now (two minutes are forgiven)."""
    from handrail.core.audit.models import AuditEvent, Seal

    last = Seal.objects.order_by("-position").values_list("event", flat=True).first()
    return (
        last is None or not AuditEvent.objects.filter(id=last, at__gt=now() + timedelta(minutes=2)).exists()
    )


QUESTIONS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_applied,
    "log": log_is_sealed,
    "jobs": jobs_move,
    "disk": disk_has_room,
    "clock": clock_is_plausible,
}


def _asked(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (Error, OSError):
        return False
