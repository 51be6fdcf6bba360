"""Bringing a file in, a chunk at a time: what is in stays in, and what was stopped goes on where it was.

A chunk is one transaction: its cases, the row kept of each record, and how far the run is. So a record is in
exactly if the run's own count says so, wherever the process dies, and no record comes in twice. Two guards
are in the first statement of each chunk: the attempt, so that a process believed dead writes nothing more,
and the count, so that no chunk is written from another place than where the last one ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from handrail.cooperate.actions.checking import Tell, say_nothing, walked
from handrail.cooperate.actions.deciding import Deciding, Plan
from handrail.cooperate.actions.earlier_rows import chunks_of
from handrail.cooperate.actions.payload import About, about, keep_about
from handrail.cooperate.actions.progress import Progress
from handrail.cooperate.actions.reading import Place, PlainRow, opened_file, rows_to_mend
from handrail.cooperate.actions.rows import kept_rows, settle_mended
from handrail.cooperate.actions.uploads import let_go_of_file
from handrail.cooperate.actions.writing import write_plans
from handrail.cooperate.domain.mapping import MappingRefused
from handrail.cooperate.domain.records import IncomingRecord, ParsedFile, RefusedRow
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.models import RUN, ImportRun, RunStatus
from handrail.core.access import Refused, acting_as
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.clock import now

# A run that has said nothing for so long is taken for dead, and may be started again.
LEASE = timedelta(minutes=10)
# Why a run failed whose work was broken off, by a crash or a database that went away.
STOPPED = "stopped"

Outcomes = Sequence[IncomingRecord | RefusedRow]


def confirm_import(run: ImportRun, *, by: Account) -> None:
    """Say that a checked file is to be brought in, or that a stopped one is to go on.

    Only who uploaded it: the rows are compared with the cases that this account sees.
    """
    if run.account_id != by.id:
        raise Refused("import-another", {"run": run.id})
    if run.status == RunStatus.RUNNING and seems_stopped(run, at=now()):
        run.status = RunStatus.FAILED
    run.check_next(RunStatus.CONFIRMED)
    run.status, run.failed_because = RunStatus.CONFIRMED, ""
    run.save(update_fields=["status", "failed_because"])
    record(
        action="cooperate:import:confirmed",
        kind="import",
        ids=[run.id],
        actor=by.id,
        organisation=run.organisation_id,
    )


def seems_stopped(run: ImportRun, *, at: datetime) -> bool:
    """Whether a run at work has been silent for so long that its process must be gone."""
    at_work = run.status in (RunStatus.RUNNING, RunStatus.UNDOING)
    return at_work and run.beat_at is not None and run.beat_at + LEASE < at


def run_import(
    run_id: UUID, account: Account, *, taken_back: bool = False, tell: Tell = say_nothing
) -> ImportRun:
    """Bring a confirmed file in, for an account that may, from where an earlier attempt ended.

    `tell` hears of each record of this attempt once it is in. Raises Refused when the run is not waiting to
    begin, FileRefused or MappingRefused when the file cannot be read; whatever stops it, the run says
    `failed`, keeps what is in, and may be started again. When the process itself dies, the run still says
    `running`: `confirm_import` starts it again after the lease, or at once whoever knows that its process is
    gone (`taken_back`).
    """
    run = _begin(run_id, account, taken_back)
    with _marked_failed(run, account):
        _carry_out(run, account, tell)
    return run


def _begin(run_id: UUID, account: Account, taken_back: bool) -> ImportRun:
    with acting_as(account):
        runs = ImportRun.objects.editable_by(account, RUN)
        run = runs.select_related("organisation", "unit").get(id=run_id)
        if not (taken_back and _left_by_a_lost_attempt(run)):
            run.check_next(RunStatus.RUNNING)
        at = now()
        begun = runs.filter(id=run.id, attempt=run.attempt, status=run.status).update(
            status=RunStatus.RUNNING,
            attempt=run.attempt + 1,
            phase="reading",
            rows_done=0,
            beat_at=at,
            # Days are read as on the day of the first attempt: else the rest could be read otherwise.
            started_at=run.started_at if run.rows_in else at,
        )
        if not begun:
            raise Refused("import-overtaken", {"run": run.id})
        # An attempt that died late may have written another chunk until this very statement.
        return runs.select_related("organisation", "unit").get(id=run_id)


def _left_by_a_lost_attempt(run: ImportRun) -> bool:
    """Whether the attempt before ended with its process, or with the database under it: no refusal."""
    return run.status == RunStatus.RUNNING or (
        run.status == RunStatus.FAILED and run.failed_because == STOPPED
    )


@contextmanager
def _marked_failed(run: ImportRun, account: Account) -> Iterator[None]:
    """Whatever ends the work early, the run says so; its last transaction is rolled back by then."""
    why = STOPPED
    finished = False
    try:
        yield
        finished = True
    except FileRefused as refused:
        why = refused.code
        raise
    except MappingRefused:
        why = "mapping-refused"
        raise
    except Refused as refused:
        why = refused.code
        raise
    finally:
        if not finished:
            with acting_as(account):
                ImportRun.objects.editable_by(account, RUN).filter(
                    id=run.id, attempt=run.attempt, status=RunStatus.RUNNING
                ).update(status=RunStatus.FAILED, failed_because=why[:64], phase="")


def _carry_out(run: ImportRun, account: Account, tell: Tell) -> None:
    told = about(run)
    at = run.started_at or now()
    progress = Progress(run, account)
    with opened_file(run, told, today=at.date()) as file:
        plain = rows_to_mend(file)
        with walked(file, run, account, progress) as (answer, deciding):
            _pass_by(run, answer, deciding, progress)
            for chunk in chunks_of(answer.outcomes):
                plans = _write_chunk(run, account, deciding, chunk, plain, at)
                for plan in plans:
                    tell(plan)
    told.headers = list(answer.headers)
    run.layout, run.dropped = answer.layout[:40], dict(answer.dropped)
    with acting_as(account):
        _finish(run, told, account)


def _pass_by(run: ImportRun, answer: ParsedFile, deciding: Deciding, progress: Progress) -> None:
    """Walk past the records that an earlier attempt brought in, and check that they are the same ones."""
    done, row = 0, 0
    for outcome in islice(answer.outcomes, run.rows_in):
        deciding.pass_by(outcome)
        done, row = done + 1, _row_of(outcome)
        progress.reading(done)
    if (done, row) != (run.rows_in, run.last_row):
        raise Refused("import-reads-otherwise", {"run": run.id, "in": run.rows_in, "read": done})


def _write_chunk(
    run: ImportRun,
    account: Account,
    deciding: Deciding,
    chunk: Outcomes,
    plain: dict[Place, PlainRow],
    at: datetime,
) -> list[Plan]:
    """Write one chunk with all that is kept about it, in a transaction of its own."""
    with acting_as(account):
        _claim(run, account, chunk)
        plans = deciding.decide(chunk)
        kept_rows(run, write_plans(plans, run=run, by=account, at=at), plain, at=at)
        settle_mended(account, plans)
    run.rows_in += len(chunk)
    return plans


def _claim(run: ImportRun, account: Account, chunk: Outcomes) -> None:
    """Count the chunk as in, while this attempt is still the run's own and nothing else was counted."""
    done = run.rows_in + len(chunk)
    claimed = (
        ImportRun.objects.editable_by(account, RUN)
        .filter(id=run.id, attempt=run.attempt, status=RunStatus.RUNNING, rows_in=run.rows_in)
        .update(rows_in=done, rows_done=done, last_row=_row_of(chunk[-1]), phase="writing", beat_at=now())
    )
    if not claimed:
        raise Refused("import-overtaken", {"run": run.id})


def _row_of(outcome: IncomingRecord | RefusedRow) -> int:
    return outcome.rows[0] if outcome.rows else 0


def _finish(run: ImportRun, told: About, account: Account) -> None:
    """The last transaction: the file goes, and the run is done, if this attempt is still the run's own."""
    let_go_of_file(run)
    told.preview = {}
    keep_about(run, told)
    record(
        action="cooperate:import:finished",
        kind="import",
        ids=[run.id],
        actor=account.id,
        organisation=run.organisation_id,
    )
    done = (
        ImportRun.objects.editable_by(account, RUN)
        .filter(id=run.id, attempt=run.attempt, status=RunStatus.RUNNING)
        .update(
            status=RunStatus.DONE,
            finished_at=now(),
            phase="",
            file_id=None,
            sealed=run.sealed,
            layout=run.layout,
            dropped=run.dropped,
            rows_total=run.rows_in,
            headers_token=run.headers_token,
        )
    )
    if not done:
        raise Refused("import-overtaken", {"run": run.id})
    run.status = RunStatus.DONE
