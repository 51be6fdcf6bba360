"""The worker of the queue. What a failure says about anybody is kept out of the database and the log."""

from __future__ import annotations

import os
import secrets
import socket
import traceback
from functools import partial
from pathlib import Path
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from handrail.core.operations.domain.logline import error_of, place_of
from handrail.core.operations.logs import house_log

log = house_log("jobs")
ATTEMPTS = 3
LOST = "handrail.core.jobs.worker.WorkerLost"
MODULE = b"handrail.site.worker"


class WorkerLost(Exception):
    """The process that did a job ended before the job did, three times over."""


class HouseWorker(Worker):
    """Does jobs one after another; keeps where a failure arose and of what kind, never its text."""

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        db_task_result.set_failed = partial(_ended_badly, db_task_result)
        super().run_task(db_task_result)


def work(*, interval: float = 1) -> None:
    """Take back what died with an earlier worker of this machine, then work until asked to end."""
    take_back()
    worker = HouseWorker(
        queue_names=["default"],
        interval=interval,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name(),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    try:
        worker.run()
    except (OperationalError, InterfaceError):
        # Whoever keeps the worker running starts it again; it then takes back what this one had in hand.
        log.warning("worker-lost-database", exc_info=True)
        raise SystemExit(1) from None


def worker_name() -> str:
    """Return a name that says which process this is, so that others can see whether it lives."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def take_back() -> int:
    """Put jobs whose worker on this machine is gone back into the queue; return how many were dealt with.

    A job that lost its worker three times ends as failed: perhaps it is what ends the worker.
    """
    lost = lost_jobs()
    for job in lost:
        if len(job.worker_ids) >= ATTEMPTS:
            _keep_failure(job, WorkerLost())
        else:
            _put_back(job)
    return len(lost)


def lost_jobs() -> list[DBTaskResult[Any, Any]]:
    """Return the jobs in work whose worker ran on this machine and is gone."""
    return [job for job in DBTaskResult.objects.running() if job.worker_ids and _is_gone(job.worker_ids[-1])]


def _is_gone(worker: str) -> bool:
    host, _, rest = worker.partition(":")
    number = rest.partition(":")[0]
    if host != socket.gethostname()[:30] or not number.isdigit():
        return False
    if int(number) == os.getpid():
        return True  # asked by a worker that has not begun: an earlier one had the same number
    if os.name != "posix":
        return False  # elsewhere no process can be asked without ending it
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return not _is_worker(int(number))


def _is_worker(number: int) -> bool:
    """Whether a process is a worker, and not one that came by the number of a worker that is gone."""
    try:
        return MODULE in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return True  # a system that does not tell: believed


def _put_back(job: DBTaskResult[Any, Any]) -> None:
    DBTaskResult.objects.filter(id=job.id, status="RUNNING").update(status="READY", started_at=None)


def _ended_badly(job: DBTaskResult[Any, Any], problem: BaseException) -> None:
    """Put a job back that only lost its database, which was away or busy; keep any other as failed."""
    away = isinstance(problem, OperationalError | InterfaceError)
    if not away or len(job.worker_ids) >= ATTEMPTS:
        _keep_failure(job, problem)
        return
    _put_back(job)
    log.warning("job-put-back", exc_info=(type(problem), problem, problem.__traceback__))


def _keep_failure(job: DBTaskResult[Any, Any], problem: BaseException) -> None:
    """Mark a job as failed. An exception's text may hold a name: only its kind and its place are kept."""
    kind = f"{type(problem).__module__}.{type(problem).__qualname__}"
    frames = traceback.extract_tb(problem.__traceback__)
    places = [place_of(frame.filename, frame.lineno or 0, frame.name) for frame in frames]
    job.status, job.finished_at = "FAILED", timezone.now()
    job.exception_class_path, job.return_value = kind, None
    job.traceback = "\n".join(error_of([kind], places)["at"])
    job.save(update_fields=["status", "finished_at", "exception_class_path", "return_value", "traceback"])
    log.error("job-failed", exc_info=(type(problem), problem, problem.__traceback__))
