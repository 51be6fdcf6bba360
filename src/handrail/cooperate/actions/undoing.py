"""Taking an import back: what it made goes, what it changed is as before, what moved on stays.

A small import goes in one transaction. A large one goes a chunk at a time, each a transaction of its own;
what is done is marked on the rows themselves, so that a stopped one goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.deletion import Collector, ProtectedError

from handrail.cooperate.actions.payload import Json, about, keep_about, open_rows, values_from
from handrail.cooperate.actions.running import seems_stopped
from handrail.cooperate.actions.uploads import let_go_of_file
from handrail.cooperate.models import RUN, UNDO, Decision, ImportRow, ImportRun, Outcome, RunStatus
from handrail.core import vault
from handrail.core.access import Refused, acting_as
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Attachment, Case, Entry, Party
from handrail.core.cases.reading import values_of
from handrail.core.cases.writing import change_case
from handrail.core.clock import now
from handrail.core.consent.models import ConsentGrant
from handrail.core.milestones.models import Milestone
from handrail.core.milestones.rows import refresh_row
from handrail.core.persons.models import Person
from handrail.core.referrals.models import Referral

CHUNK = 500


# So many rows are taken back at once, while somebody waits for the page.
AT_ONCE = 2_000


@dataclass(slots=True)
class Undone:
    """What taking back came to: cases removed, cases restored, and rows kept with the reason."""

    removed: list[UUID] = field(default_factory=list)
    restored: list[UUID] = field(default_factory=list)
    kept: list[ImportRow] = field(default_factory=list)


def may_undo(account: Account, run: ImportRun, *, at: datetime) -> bool:
    """Whether the account may take back what is in of this import: its own, or by a role that reaches it.

    Not while it is being brought in, or taken back by somebody who has been heard of within the lease.
    """
    if run.status in (RunStatus.RUNNING, RunStatus.UNDOING):
        undoable = seems_stopped(run, at=at)
    else:
        undoable = run.status == RunStatus.DONE or (run.status == RunStatus.FAILED and run.rows_in > 0)
    if not undoable:
        return False
    if run.account_id == account.id and account.may(RUN):
        return True
    return ImportRun.objects.editable_by(account, UNDO).filter(id=run.id).exists()


def undo_at_once(run: ImportRun) -> bool:
    """Whether the import is small enough to be taken back while somebody waits."""
    return (run.rows_in or run.rows_total) <= AT_ONCE


@transaction.atomic
def undo_import(run: ImportRun, *, by: Account, at: datetime) -> Undone:
    """Take a whole import back, in one transaction. Only inside `acting_as(by)`. Raises Refused.

    A case that moved on since (edited, a note, a file, a step, a referral) stays as it is, and its row says
    why. A case that the account does not meet stays too, and is not spoken of.
    """
    begin_undo(run, by=by, at=at)
    result, rows = Undone(), _rows_left(run, by)
    while rows:
        _take_back(rows, run, by, at, result)
        rows = _rows_left(run, by, below=rows[-1])
    _log_removed(result.removed, run, by)
    _finish(run, by=by, at=at)
    return result


@transaction.atomic
def begin_undo(run: ImportRun, *, by: Account, at: datetime) -> None:
    """Say that an import is being taken back. Only inside `acting_as(by)`. Raises Refused.

    The next attempt's number keeps out whoever may still be bringing it in, or taking it back.
    """
    if not may_undo(by, run, at=at):
        raise Refused("import-undo", {"run": run.id})
    moved = (
        ImportRun.objects.visible_to(by)
        .filter(id=run.id, status=run.status, attempt=run.attempt)
        .update(
            status=RunStatus.UNDOING,
            attempt=run.attempt + 1,
            phase="",
            rows_done=0,
            beat_at=at,
        )
    )
    if not moved:
        raise Refused("import-state", {"run": run.id, "now": run.status, "wanted": "undone"})
    run.status, run.attempt = RunStatus.UNDOING, run.attempt + 1


def take_back(run_id: UUID, by: Account, *, at: datetime) -> None:
    """Take back what `begin_undo` has announced, a chunk at a time, from where an earlier attempt ended."""
    run = _next_attempt(run_id, by, at)
    rows: list[ImportRow] = []
    done = 0
    while True:
        with acting_as(by):
            _beat(run, by, done)
            rows = _rows_left(run, by, below=rows[-1] if rows else None)
            if not rows:
                _finish(run, by=by, at=at)
                return
            result = Undone()
            _take_back(rows, run, by, at, result)
            _log_removed(result.removed, run, by)
        done += len(rows)


def _next_attempt(run_id: UUID, by: Account, at: datetime) -> ImportRun:
    with acting_as(by):
        runs = ImportRun.objects.visible_to(by)
        run = runs.select_related("organisation").get(id=run_id)
        run.check_next(RunStatus.UNDONE)
        begun = runs.filter(id=run.id, status=RunStatus.UNDOING, attempt=run.attempt)
        if not begun.update(attempt=run.attempt + 1, beat_at=at):
            raise Refused("import-overtaken", {"run": run.id})
        run.attempt += 1
    return run


def _beat(run: ImportRun, by: Account, done: int) -> None:
    """Say how far it is, while this attempt is still the run's own."""
    own = ImportRun.objects.visible_to(by).filter(id=run.id, status=RunStatus.UNDOING, attempt=run.attempt)
    if not own.update(rows_done=done, beat_at=now()):
        raise Refused("import-overtaken", {"run": run.id})


def _rows_left(run: ImportRun, by: Account, *, below: ImportRow | None = None) -> list[ImportRow]:
    """The next rows that are not taken back yet, the last of the file first."""
    rows = ImportRow.objects.visible_to(by).filter(
        run=run, undone=False, kept_because="", person_id__isnull=False
    )
    if below is not None:
        rows = rows.filter(Q(row__lt=below.row) | Q(row=below.row, id__lt=below.id))
    return list(rows.order_by("-row", "-id")[:CHUNK])


def _finish(run: ImportRun, *, by: Account, at: datetime) -> None:
    let_go_of_file(run)
    told = about(run)
    told.preview = {}
    keep_about(run, told)
    run.status, run.finished_at = RunStatus.UNDONE, at
    ImportRun.objects.visible_to(by).filter(id=run.id, attempt=run.attempt).update(
        status=RunStatus.UNDONE, finished_at=at, file_id=None, phase="", sealed=run.sealed
    )
    record(
        action="cooperate:import:undone",
        kind="import",
        ids=[run.id],
        actor=by.id,
        organisation=run.organisation_id,
    )


def _take_back(rows: Sequence[ImportRow], run: ImportRun, by: Account, at: datetime, result: Undone) -> None:
    ids = [row.case_id for row in rows if row.case_id]
    cases = {
        case.id: case
        for case in Case.objects.editable_by(by).filter(id__in=ids).select_related("person", "organisation")
    }
    later = moved_on(cases, rows, by=by)
    going: list[Case] = []
    blocks = open_rows(run.organisation_id, rows)
    for row in rows:
        case = cases.get(row.case_id) if row.case_id else None
        if case is None:
            continue
        if case.id in later:
            row.kept_because = later[case.id]
            result.kept.append(row)
            continue
        row.undone = True
        if row.outcome == Outcome.CREATED or row.decision == Decision.NEW:
            going.append(case)
            row.sealed, row.person_id = b"", None
        elif "before" in blocks.get(row.id, {}):
            _restore(case, blocks[row.id]["before"], run, by, at)
            result.restored.append(case.id)
    _remove(going)
    result.removed += [case.id for case in going]
    ImportRow.objects.visible_to(by).bulk_update(rows, ["undone", "kept_because", "sealed", "person_id"])


def moved_on(cases: dict[UUID, Case], rows: Iterable[ImportRow], *, by: Account) -> dict[UUID, str]:
    """The cases that changed after the import wrote them, each with what it was."""
    of = {"case__in": list(cases)}
    newest: list[tuple[str, Any]] = [
        ("consent", ConsentGrant.objects.visible_to(by).filter(**of).values_list("case_id", "recorded_at")),
        ("referral", Referral.objects.visible_to(by).filter(**of).values_list("case_id", "sent_at")),
        ("file", Attachment.objects.visible_to(by).filter(**of).values_list("case_id", "created_at")),
        ("note", Entry.objects.visible_to(by).filter(**of).values_list("case_id", "created_at")),
        ("party", Party.objects.visible_to(by).filter(**of).values_list("case_id", "created_at")),
        ("step", Milestone.objects.visible_to(by).filter(**of).values_list("case_id", "recorded_at")),
    ]
    left = {row.case_id: row for row in rows if row.case_id}
    later: dict[UUID, str] = {}
    for what, found in newest:
        for case_id, when in found:
            written_at = left[case_id].written_at
            if written_at is None or when > written_at:
                later[case_id] = what
    for case in cases.values():
        if case.version != left[case.id].case_version:
            later[case.id] = "edited"
    return later


def _restore(case: Case, before: Json, run: ImportRun, by: Account, at: datetime) -> None:
    kinds = list(before["milestones"])
    Milestone.objects.editable_by(by).filter(case=case, kind__in=kinds).delete()
    Milestone.objects.insert(
        _milestone(case, kind, stood, by, at) for kind, stood in before["milestones"].items() if stood
    )
    Entry.objects.editable_by(by).filter(id__in=before.get("entries", [])).delete()
    Party.objects.editable_by(by).filter(id__in=before.get("parties", [])).delete()
    if before["values"]:
        change_case(
            case,
            changes=values_from(before["values"]),
            by=by,
            at=at,
            expected_version=case.version,
            source_kind="undo",
            source_id=run.id,
        )
    else:
        refresh_row(case, values_of(case))


def _milestone(case: Case, kind: str, stood: Json, by: Account, at: datetime) -> Milestone:
    return Milestone(
        case=case,
        kind=kind,
        earliest=date.fromisoformat(stood["earliest"]),
        latest=date.fromisoformat(stood["latest"]),
        reason=stood["reason"],
        source_kind=stood["source_kind"],
        source_id=stood["source_id"],
        source_row=stood["source_row"],
        recorded_by=by.id,
        recorded_at=at,
    )


def _remove(cases: list[Case]) -> None:
    """Remove cases with all that hangs on them, and persons whom no other case needs, with their keys."""
    if not cases:
        return
    persons = {case.person_id: case.person for case in cases}
    _delete(cases)
    vault.erase_persons(_deleted(list(persons.values())))


def _deleted(persons: list[Person]) -> list[UUID]:
    """Delete persons and return the ids of those that are gone; who has another case stays."""
    ids = [person.id for person in persons]
    try:
        with transaction.atomic():
            _delete(persons)
    except ProtectedError:
        if len(persons) == 1:
            return []
        return [id for person in persons for id in _deleted([person])]
    return ids


def _delete(records: Sequence[Any]) -> None:
    collector = Collector(using="default")
    for chunk in _chunks(records):
        collector.collect(chunk)
    collector.delete()


def _log_removed(cases: list[UUID], run: ImportRun, by: Account) -> None:
    if cases:
        record(
            action="cooperate:case:removed",
            kind="case",
            ids=cases,
            reason="import-undone",
            actor=by.id,
            organisation=run.organisation_id,
        )


def _chunks(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
