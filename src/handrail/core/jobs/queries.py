"""The queue as a page shows it: what waits, what is done now, what failed; never what a job is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django_tasks_db.models import DBTaskResult

from handrail.core.registry import job_kinds

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Job:
    """One job: what kind, when it came, when its work began and ended, how often it was begun."""

    label: str
    status: str
    came: datetime
    began: datetime | None
    ended: datetime | None
    attempts: int
    problem: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The first jobs of each state; `more_wait` when others wait behind those shown."""

    running: list[Job]
    waiting: list[Job]
    more_wait: bool
    failed: list[Job]


def queue() -> Queue:
    """Return the queue in three queries, whatever its length."""
    jobs = DBTaskResult.objects.all()
    waiting = list(jobs.filter(status="READY").order_by("enqueued_at")[: SHOWN + 1])
    return Queue(
        running=[_job(row) for row in jobs.running().order_by("started_at")[:SHOWN]],
        waiting=[_job(row) for row in waiting[:SHOWN]],
        more_wait=len(waiting) > SHOWN,
        failed=[_job(row) for row in jobs.failed().order_by("-finished_at")[:SHOWN]],
    )


def _job(row: DBTaskResult[Any, Any]) -> Job:
    labels = {kind.id: kind.label for kind in job_kinds}
    return Job(
        label=str(labels.get(row.task_path, row.task_path)),
        status=row.status,
        came=row.enqueued_at,
        began=row.started_at,
        ended=row.finished_at,
        attempts=len(row.worker_ids),
        problem=row.exception_class_path.rpartition(".")[2],
    )
