"""Jobs that fail tell no name; jobs that lost their worker are done by the next one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from handrail.core.jobs import worker
from handrail.core.jobs.worker import ATTEMPTS, LOST, HouseWorker, lost_jobs, take_back, worker_name
from tests.cast import Cast, client_for

pytestmark = pytest.mark.django_db
MARKER = "Qwertzamali"


def job(**more: Any) -> DBTaskResult[Any, Any]:
    said = {
        "args_kwargs": {"args": [], "kwargs": {}},
        "task_path": "handrail.cooperate.jobs.check",
        "backend_name": "default",
        "run_after": get_date_max(),
    }
    return DBTaskResult.objects.create(**{**said, **more})


@pytest.fixture(scope="module")
def gone() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def named(pid: int) -> str:
    return worker_name().replace(f":{os.getpid()}:", f":{pid}:")


def a_worker() -> HouseWorker:
    return HouseWorker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=worker_name(),
        excluded_queue_names=[],
    )


def test_a_failure_keeps_its_kind_and_place_and_no_text(caplog: Any) -> None:
    broken = job(args_kwargs={"args": [MARKER, MARKER], "kwargs": {}})
    a_worker().run_task(broken)
    kept = DBTaskResult.objects.get(id=broken.id)
    assert kept.status == "FAILED"
    assert kept.exception_class_path.rpartition(".")[2]
    assert "handrail/cooperate/jobs.py" in kept.traceback
    assert MARKER not in kept.traceback + kept.exception_class_path


def test_a_job_whose_worker_is_gone_goes_back_into_the_queue(gone: int) -> None:
    lost = job(status="RUNNING", started_at=timezone.now(), worker_ids=[named(gone)])
    assert take_back() == 1
    kept = DBTaskResult.objects.get(id=lost.id)
    assert (kept.status, kept.started_at) == ("READY", None)
    assert take_back() == 0


def test_a_job_that_ends_its_worker_again_and_again_is_given_up(gone: int) -> None:
    lost = job(status="RUNNING", started_at=timezone.now(), worker_ids=[named(gone)] * ATTEMPTS)
    take_back()
    kept = DBTaskResult.objects.get(id=lost.id)
    assert (kept.status, kept.exception_class_path) == ("FAILED", LOST)


@pytest.fixture
def at_work() -> Iterator[int]:
    """The number of a process that is a worker by its command, and lives until the test ends."""
    command = [sys.executable, "-c", "print(flush=True); input()", "-m", "handrail.site.worker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes) as living:
        assert living.stdout is not None
        living.stdout.readline()  # from here on the system knows its command: before, it may know none
        yield living.pid
        living.communicate(b"\n")


def test_a_job_in_the_hands_of_a_living_worker_is_left_alone(at_work: int) -> None:
    job(status="RUNNING", worker_ids=[named(at_work)])
    job(status="RUNNING", worker_ids=["another-machine:1:abcd"])
    job(status="RUNNING", worker_ids=["a name of another make"])
    assert lost_jobs() == []


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="this system does not tell")
def test_a_job_whose_worker_left_its_number_to_another_program_is_taken_back() -> None:
    """Numbers of processes come round again: a web process may have that of a worker that was killed."""
    job(status="RUNNING", worker_ids=[named(os.getppid())])
    assert take_back() == 1


@pytest.mark.parametrize("problem", [OperationalError, InterfaceError])
def test_a_job_whose_database_was_away_is_done_again(problem: type[Exception], caplog: Any) -> None:
    again = do_and_break(problem, [named(os.getpid())])
    assert (again.status, again.started_at, again.exception_class_path) == ("READY", None, "")
    assert [line.message for line in caplog.records if line.name == "handrail.jobs"] == ["job-put-back"]


def test_a_job_that_loses_its_database_again_and_again_is_given_up() -> None:
    given_up = do_and_break(OperationalError, [named(os.getpid())] * ATTEMPTS)
    assert given_up.status == "FAILED"


def test_a_job_that_breaks_by_itself_is_not_done_again() -> None:
    assert do_and_break(IntegrityError, [named(os.getpid())]).status == "FAILED"


def do_and_break(problem: type[Exception], workers: list[str]) -> DBTaskResult[Any, Any]:
    """Have a worker do a job that ends with a problem; return what is kept of the job."""
    one = job(
        status="RUNNING",
        started_at=timezone.now(),
        worker_ids=workers,
        task_path="handrail.cooperate.jobs.check",
        args_kwargs={"args": [], "kwargs": {"run_id": MARKER, "account_id": MARKER}},
    )
    with patch("handrail.core.accounts.models.Account.objects.get", side_effect=problem(MARKER)):
        a_worker().run_task(one)
    return DBTaskResult.objects.get(id=one.id)


def test_what_a_worker_with_the_same_number_left_is_taken_back(monkeypatch: Any) -> None:
    """In a container every worker has the same number."""
    job(status="RUNNING", worker_ids=[named(os.getpid())])
    assert take_back() == 1


def test_the_queue_shows_kind_and_state_of_jobs_and_no_argument(cast: Cast) -> None:
    job(args_kwargs={"args": [MARKER], "kwargs": {}})
    job(status="RUNNING", started_at=timezone.now(), worker_ids=[named(os.getpid())])
    job(status="FAILED", finished_at=timezone.now(), exception_class_path=LOST, traceback=MARKER)
    page = client_for(cast.nok).get("/system/").content.decode()
    assert page.count("Checking a file") == 3
    for words in ("in work", "waits", "failed", "WorkerLost"):
        assert words in page
    assert MARKER not in page
    assert worker.__name__ not in page


@pytest.mark.parametrize("problem", [OperationalError, InterfaceError])
def test_a_worker_without_its_database_ends_with_a_line_for_whoever_starts_it_again(
    problem: type[Exception], caplog: Any
) -> None:
    with (
        patch.object(HouseWorker, "run", side_effect=problem(MARKER)),
        patch.object(HouseWorker, "configure_signals"),
        pytest.raises(SystemExit) as ended,
    ):
        worker.work()
    assert ended.value.code == 1
    assert [line.message for line in caplog.records if line.name == "handrail.jobs"] == [
        "worker-lost-database"
    ]
