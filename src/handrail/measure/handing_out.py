"""The writes of reports: saved, removed, handed out, taken away. Each with its event, or not at all."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction

from handrail.core import audit
from handrail.core.access import Refused
from handrail.core.clock import now
from handrail.core.norms import norms_in_force
from handrail.measure import snapshot_source
from handrail.measure.domain.cohort import quarters_between
from handrail.measure.domain.published import Table, last_whole_quarter, snapshot_bytes, tables
from handrail.measure.domain.report import Definition
from handrail.measure.models import HandedQuarter, HandOut, SavedReport
from handrail.measure.report_source import handed_universe
from handrail.measure.sql import AsOf

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

RUN = "measure:report:run"
HAND_OUT = "measure:handout:make"
LONGEST_NAME = 80


@transaction.atomic
def save_report(definition: Definition, name: str, *, by: Account) -> SavedReport:
    """Keep a report for the organisation.

    Raises Refused: "may-not-run", "no-name", "name-long" or "name-taken".
    """
    if not by.may(RUN):
        raise Refused("may-not-run")
    name = " ".join(name.split())
    if not name:
        raise Refused("no-name")
    if len(name) > LONGEST_NAME:
        raise Refused("name-long", {"longest": LONGEST_NAME})
    try:
        with transaction.atomic():
            saved = SavedReport.objects.create(
                organisation_id=by.organisation_id,
                name=name,
                definition=definition.as_mapping(),
                saved_by=by.id,
                saved_at=now(),
            )
    except IntegrityError as problem:
        raise Refused("name-taken", {"name": name}) from problem
    _record("measure:report:saved", [saved.id], by)
    return saved


@transaction.atomic
def remove_report(saved: SavedReport, *, by: Account) -> None:
    """Remove a saved report; what was handed out stays. Raises Refused: "may-not-run"."""
    if not by.may(RUN) or saved.organisation_id != by.organisation_id:
        raise Refused("may-not-run")
    _record("measure:report:removed", [saved.id], by)
    saved.delete()


def record_taken(by: Account, *, format: str, ids: list[UUID]) -> None:
    """Log that a report left as a file: exact ("inside-xlsx") or handed out ("hand-out-xlsx")."""
    audit.record(
        action="measure:report:exported",
        kind="report",
        ids=ids,
        actor=by.id,
        organisation=by.organisation_id,
        reason=format,
    )


@transaction.atomic
def hand_out(first: str, last: str, *, by: Account, today: date) -> HandOut:
    """Make all tables about the organisation's people of these quarters, once and for good.

    Raises Refused: "may-not-hand-out", "quarter-not-over", "handed-out-already" or "too-few-people".
    """
    if not by.may(HAND_OUT):
        raise Refused("may-not-hand-out")
    newest, day = last_whole_quarter(today)
    if last > newest:
        raise Refused("quarter-not-over", {"quarter": newest})
    quarters = quarters_between(first, last)
    taken = handed_quarters(by.organisation_id, first, last)
    if taken:
        raise Refused("handed-out-already", {"quarter": taken[0].quarter})
    as_of = AsOf(day, later_unknown=True)
    rule = snapshot_source.menu().rule
    rows = snapshot_source.of_organisation(by.organisation_id, as_of, first, last)
    if rows.count() < rule.threshold:
        raise Refused("too-few-people", {"threshold": rule.threshold})
    norms = norms_in_force(by.organisation.country, day)
    deadlines = {stage: norm.days if norm else None for stage, norm in norms.items()}
    made = tables(handed_universe(rows, as_of, deadlines), rule, snapshot_source.menu().fold)
    known = {stage.value: days for stage, days in deadlines.items() if days is not None}
    body = snapshot_bytes(made, rule=rule, as_of=day, first=first, last=last, deadlines=known)
    return _keep(body, quarters, by=by, day=day)


def _keep(body: bytes, quarters: list[str], *, by: Account, day: date) -> HandOut:
    try:
        with transaction.atomic():
            made = HandOut.objects.create(
                organisation_id=by.organisation_id,
                first_quarter=quarters[0],
                last_quarter=quarters[-1],
                as_of=day,
                made_at=now(),
                made_by=by.id,
                body=body.decode(),
                sha256=hashlib.sha256(body).hexdigest(),
            )
            HandedQuarter.objects.bulk_create(
                HandedQuarter(hand_out=made, organisation_id=by.organisation_id, quarter=quarter)
                for quarter in quarters
            )
    except IntegrityError as problem:  # somebody else handed out in the same moment
        raise Refused("handed-out-already", {"quarter": quarters[0]}) from problem
    _record("measure:hand-out:made", [made.id], by)
    return made


def handed_quarters(organisation_id: UUID, first: str, last: str) -> list[HandedQuarter]:
    """The quarters from first to last that stand in a hand-out already."""
    found = HandedQuarter.objects.filter(
        organisation=organisation_id, quarter__gte=first, quarter__lte=last
    ).select_related("hand_out")
    return list(found.order_by("quarter"))


def tables_of(made: HandOut) -> list[Table]:
    """The tables of a hand-out, as they are kept."""
    document: dict[str, Any] = json.loads(made.body)
    return [
        Table(
            table["id"],
            table["of"],
            table["rows"],
            table["columns"],
            tuple(table["row_values"][:-1]),
            tuple(table["column_values"][:-1]) if table["columns"] else (),
            tuple(tuple(line) for line in table["cells"]),
        )
        for table in document["tables"]
    ]


def _record(action: str, ids: list[UUID], by: Account) -> None:
    audit.record(action=action, kind="report", ids=ids, actor=by.id, organisation=by.organisation_id)
