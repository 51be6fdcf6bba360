"""Deciding a row that waits: it is this case, it is somebody else, or it is left out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from handrail.cooperate.actions.deciding import Deciding
from handrail.cooperate.actions.matching import Difference, Reference
from handrail.cooperate.actions.payload import Json, open_rows, record_from, seal_rows
from handrail.cooperate.actions.references import register
from handrail.cooperate.actions.writing import SOURCE, change, draft_of
from handrail.cooperate.domain.records import IncomingRecord
from handrail.cooperate.models import RUN, Decision, ImportRow, ImportRun, Outcome, RunStatus
from handrail.core.access import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.cases.writing import write_cases


def waiting_difference(row: ImportRow, by: Account) -> tuple[IncomingRecord, Case | None, Difference | None]:
    """What a waiting row says, the case that it may be (None where the account does not meet it), and what
    would change there. Only inside `acting_as(by)`."""
    block = open_rows(row.run.organisation_id, [row])[row.id]
    told = record_from(block)
    deciding = Deciding(by, row.run.organisation)
    case, change = deciding.compare(told, row.case_id) if row.case_id else (None, None)
    return told, case, change


@transaction.atomic
def decide(row: ImportRow, decision: str, *, by: Account, at: datetime) -> ImportRow:
    """Carry out what somebody decided about a row. Only inside `acting_as(by)`. Raises Refused."""
    _claim(row, decision, by)
    block = open_rows(row.run.organisation_id, [row])[row.id]
    told, case, new = waiting_difference(row, by)
    match decision:
        case Decision.UPDATE:
            if case is None or new is None:
                raise Refused("import-no-such-case", {"row": row.id})
            before = change(case, new, row.run_id, by=by, at=at)
            _keep(row, case, block | {"before": before}, at)
        case Decision.NEW:
            case = write_cases(
                [draft_of(told, row.run)],
                organisation=row.run.organisation,
                by=by,
                source_kind=SOURCE,
                source_id=row.run_id,
                at=at,
            )[0]
            _keep(row, case, block, at)
        case _:
            row.sealed, row.case_id = b"", None
    if case is not None and decision != Decision.SKIP and block.get("reference"):
        register(by, [(case, Reference(*block["reference"]))])
    row.save()
    record(
        action="cooperate:import-row:decided",
        kind="import",
        ids=[row.run_id],
        actor=by.id,
        organisation=row.run.organisation_id,
        reason=decision,
    )
    return row


def _claim(row: ImportRow, decision: str, by: Account) -> None:
    """Take the row out of the queue, or say that somebody else did."""
    if decision not in (Decision.UPDATE, Decision.NEW, Decision.SKIP):
        raise Refused("import-decision", {"decision": decision})
    claimed = (
        ImportRow.objects.editable_by(by, RUN)
        .filter(
            id=row.id,
            outcome=Outcome.POSSIBLE_UPDATE,
            decision=Decision.WAITING,
            run__in=ImportRun.objects.editable_by(by, RUN).filter(status=RunStatus.DONE),
        )
        .update(decision=decision)
    )
    if not claimed:
        raise Refused("import-decided-already", {"row": row.id})
    row.decision = decision


def _keep(row: ImportRow, case: Case, block: Json, at: datetime) -> None:
    row.case_id, row.person_id, row.case_version, row.written_at = case.id, case.person_id, case.version, at
    seal_rows(row.run.organisation_id, [(row, block)])


@transaction.atomic
def leave_out(run: ImportRun, *, by: Account) -> int:
    """Let go of the refused rows of an import that nobody will mend. Returns how many."""
    left = (
        ImportRow.objects.editable_by(by, RUN)
        .filter(run=run, outcome=Outcome.REFUSED, decision=Decision.WAITING)
        .update(decision=Decision.SKIP, sealed=b"")
    )
    record(
        action="cooperate:import-row:removed",
        kind="import",
        ids=[run.id],
        actor=by.id,
        organisation=run.organisation_id,
        reason="left-out",
    )
    return left
