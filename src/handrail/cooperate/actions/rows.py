"""What is kept of each row of an import: enough to show, to mend, to undo, and to know it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from handrail.cooperate.actions.matching import MENDING_COLUMNS
from handrail.cooperate.actions.payload import Json, problem_json, said_of, seal_rows
from handrail.cooperate.actions.reading import Place, PlainRow
from handrail.cooperate.actions.uploads import as_id
from handrail.cooperate.actions.writing import Written
from handrail.cooperate.domain.records import IncomingRecord
from handrail.cooperate.models import Decision, ImportRow, ImportRun, Outcome
from handrail.core.accounts.models import Account


def kept_rows(
    run: ImportRun, written: Sequence[Written], plain: Mapping[Place, PlainRow], *, at: datetime
) -> list[ImportRow]:
    """Write a row for each record of the file."""
    pairs = [_row(run, each, plain, at) for each in written]
    return ImportRow.objects.insert(seal_rows(run.organisation_id, pairs))


def _row(
    run: ImportRun, written: Written, plain: Mapping[Place, PlainRow], at: datetime
) -> tuple[ImportRow, Json]:
    plan, record = written.plan, written.plan.record
    row = ImportRow(
        id=uuid4(),
        run=run,
        row=record.rows[0] if record.rows else 0,
        outcome=plan.outcome,
        case_id=written.case.id if written.case else None,
    )
    match plan.outcome:
        case Outcome.REFUSED:
            row.decision = Decision.WAITING
            return row, _refused(written, plain)
        case Outcome.POSSIBLE_UPDATE:
            row.decision = Decision.WAITING
            return row, _said(written) | {"raw": dict(record.raw), "known_by": plan.known_by}
        case Outcome.UNCHANGED:
            return row, {}
        case _:
            assert written.case is not None
            row.person_id, row.case_version = written.case.person_id, written.case.version
            row.written_at = at
            block = _said(written)
            if written.before:
                block["before"] = written.before
            if not plan.stable:
                # Without an id the row itself is what a later file is compared with.
                block["raw"] = dict(record.raw)
            return row, block


def _said(written: Written) -> Json:
    record = written.plan.record
    assert isinstance(record, IncomingRecord)
    reference = written.plan.reference
    return {
        "sheet": record.sheet,
        "rows": list(record.rows),
        "said": said_of(record),
        "reference": [reference.system, reference.text] if reference else None,
    }


def _refused(written: Written, plain: Mapping[Place, PlainRow]) -> Json:
    record = written.plan.record
    cells = [plain[place] for number in record.rows if (place := (record.sheet, number)) in plain]
    return {
        "sheet": record.sheet,
        "rows": list(record.rows),
        "raws": [row.cells for row in cells] or [dict(record.raw)],
        "colours": [row.colours for row in cells],
        "problems": [problem_json(problem) for problem in written.plan.problems if problem.fatal],
    }


def settle_mended(account: Account, plans: Sequence[object]) -> int:
    """Mark the refused rows of earlier imports that this file sent back, and let go of what they said.

    Returns how many. A row that is refused again waits in the import that refused it last.
    """
    ids = set()
    for plan in plans:
        sent_back = as_id(plan.record.raw.get(MENDING_COLUMNS[0], ""))  # type: ignore[attr-defined]
        if sent_back:
            ids.add(sent_back)
    if not ids:
        return 0
    return (
        ImportRow.objects.visible_to(account)
        .filter(id__in=ids, outcome=Outcome.REFUSED, decision=Decision.WAITING)
        .update(decision=Decision.MENDED, sealed=b"")
    )
