"""What people do to one case by hand, each in one transaction. The caller gives a case that it may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from handrail.core import vault
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.drafts import CaseDraft, EntryDraft, MilestoneDraft
from handrail.core.cases.models import CLOSED, Case, ExternalReference
from handrail.core.cases.reading import values_of
from handrail.core.cases.records import log_of_case
from handrail.core.cases.writing import add_entries, change_case, hold, record_milestones, write_cases
from handrail.core.dates import PartialDate
from handrail.core.milestones.models import CascadeRow, Milestone
from handrail.core.milestones.rows import refresh_row
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.registry import closing_points

# A form's token may stand once per system. Where a case that this account must not notice has it, the next
# serves: who sends an old form again is answered as if that case did not exist.
PLACES = ("", "/2", "/3", "/4", "/5")


def open_case(draft: CaseDraft, *, by: Account, at: datetime) -> Case:
    """Write a new case; the same form sent again gives the case that it opened before."""
    for place in PLACES:
        placed = replace(draft, references=tuple((system + place, text) for system, text in draft.references))
        try:
            return _write(placed, by=by, at=at)
        except IntegrityError:
            opened = _opened_before(placed, by)
            if opened is not None:
                return opened
    return _write(replace(draft, references=()), by=by, at=at)


@transaction.atomic
def _write(draft: CaseDraft, *, by: Account, at: datetime) -> Case:
    return write_cases(
        [draft], organisation=by.organisation, by=by, source_kind="intake", source_id=None, at=at
    )[0]


def _opened_before(draft: CaseDraft, by: Account) -> Case | None:
    for system, text in draft.references:
        token = vault.reference_token(by.organisation_id, system, text)
        found = ExternalReference.objects.visible_to(by).filter(
            organisation=by.organisation_id, system=system, token=token
        )
        for reference in found.select_related("case"):
            return reference.case
    return None


def add_note(case: Case, text: str, *, by: Account, at: datetime) -> UUID:
    """Add a note and return its id."""
    return add_entries(case, [EntryDraft("comment", {"cco_CaseComment": text})], by=by, at=at)[0].id


@transaction.atomic
def record_step(
    case: Case, *, kind: str, when: PartialDate, shown_by: str, by: Account, at: datetime
) -> None:
    """Record a step or a choice, its source being the note that shows it. An earlier one is replaced."""
    hold(case)
    note = add_note(case, shown_by, by=by, at=at)
    record_milestones(case, [MilestoneDraft(kind, when)], by=by, source_kind="note", source_id=note, at=at)


@transaction.atomic
def take_back_step(case: Case, kind: str, *, why: str, by: Account, at: datetime) -> None:
    """Take a step away that was recorded by mistake. The note says why; the log keeps that it was there."""
    hold(case)
    gone, _each = Milestone.objects.editable_by(by).filter(case=case, kind=kind).delete()
    if not gone:
        raise Refused("no-such-step", {"kind": kind})
    add_note(case, why, by=by, at=at)
    refresh_row(case, values_of(case))
    record(
        action="core:milestone:taken-back",
        kind="case",
        ids=[case.id],
        actor=by.id,
        organisation=case.organisation_id,
        reason=kind,
    )


@transaction.atomic
def set_status(case: Case, said: Mapping[str, Any], *, by: Account, at: datetime) -> Case:
    """Change the status; closing records the end of the way, opening again takes that record back.

    Raises `Refused`: changed-meanwhile; still-open where something is not settled and `although` does not say
    why the case is closed all the same. What it says is kept as a note, with what was open.
    """
    hold(case)
    status = said["status"]
    open_points = before_closing(case, by) if is_closing(case, status) else []
    if open_points and not said["although"]:
        raise Refused("still-open")
    ends: tuple[MilestoneDraft, ...] = ()
    changes: dict[str, Any] = {"cas_Status": status}
    if status in CLOSED:
        changes["cas_ReasonForCaseClosure"] = said["reason"]
        ends = (MilestoneDraft("ended", said["ended_on"], reason=said["because"]),)
    else:
        changes["cas_ReasonForCaseClosure"] = None
        Milestone.objects.editable_by(by).filter(case=case, kind="ended").delete()
    version = said["version"]
    changed = change_case(case, changes=changes, milestones=ends, by=by, at=at, expected_version=version)
    if open_points:
        add_note(case, "\n".join([*open_points, said["although"]]), by=by, at=at)
        log_of_case("core:case:closed-although-open", case, [], by)
    return changed


def is_closing(case: Case, status: str) -> bool:
    """Return whether a status closes a case that is not closed."""
    return status in CLOSED and case.status not in CLOSED


def before_closing(case: Case, by: Account) -> list[str]:
    """Return what is not settled, in words, as far as the account may see it."""
    return [words for source in closing_points for words in source.points(by, case)]


@transaction.atomic
def assign(case: Case, colleague: Account, *, by: Account, at: datetime) -> None:
    """Make a colleague responsible for a case that `by` may assign. The cascade's row follows."""
    permission = "core:case:assign"
    changed = (
        Case.objects.editable_by(by, permission)
        .filter(id=case.id)
        .update(owner=colleague, version=F("version") + 1, updated_at=at)
    )
    if not changed:
        raise Refused("not-yours-to-assign", {"case": case.id})
    CascadeRow.objects.editable_by(by, permission).filter(case_id=case.id).update(owner=colleague)
    tell([colleague], NoticeKind.CASE_GIVEN, by=by, at=at, case_id=case.id, about=case.id)
    record(
        action="core:case:assigned",
        kind="case",
        ids=[case.id],
        actor=by.id,
        organisation=case.organisation_id,
    )
