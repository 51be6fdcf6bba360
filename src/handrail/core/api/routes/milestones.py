"""Milestones: the steps of a case, each with its day as far as it is known and what says so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from handrail.core.access.disclosure import disclosure
from handrail.core.accounts.models import Account
from handrail.core.api.answers import Answer
from handrail.core.api.choices import MilestoneName
from handrail.core.api.domain.problem import Fault, Problem
from handrail.core.api.domain.versions import tag
from handrail.core.api.guard import account_of, check_place, check_version
from handrail.core.api.needs import needs
from handrail.core.api.reading import case_to_change, found_or_404, log_read
from handrail.core.api.routes.documents import Written
from handrail.core.api.schemas import Asked, Document, PartialDateText, SaidText, text_of
from handrail.core.api.values import read_date
from handrail.core.cases import actions
from handrail.core.cases.forms.intake import MISFITS
from handrail.core.cases.groups import MILESTONE_FIELDS
from handrail.core.cases.models import Case
from handrail.core.cases.queries import find_case
from handrail.core.clock import now, today
from handrail.core.milestones.models import Milestone

router = Router(tags=["milestones"])
READ, WRITE = "core:case:read", "core:case:write"


class MilestoneDocument(Document):
    kind: str = Field(description="A stage, a choice of the person, or `ended`")
    when: PartialDateText
    reason: str = Field(description="Of an end: why")
    source: str = Field(description="What says so: note, intake, edit, import …")
    source_row: int | None = Field(description="The row of an imported file")
    recorded_at: datetime
    version: str = Field(description="The `ETag` of this milestone, without its quotes")


class MilestoneList(Document):
    items: list[MilestoneDocument]


class MilestoneWish(Asked):
    when: PartialDateText
    shown_by: SaidText = Field(description="What shows it: a paper, a call, who said so. Kept as a note")


class TakeBack(Asked):
    why: SaidText = Field(description="Why it was wrong. Kept as a note")


@router.get("/cases/{uuid:case_id}/milestones", response=MilestoneList, summary="The milestones of a case")
@needs("milestones", "read", READ)
def list_milestones(request: HttpRequest, case_id: UUID) -> MilestoneList:
    """Every step and choice that is recorded, the latest first."""
    account = account_of(request)
    case = find_case(account, case_id)
    found = _told(account, case)
    log_read(account, "core:milestone:read", [case.id])
    return MilestoneList(items=[_document(each) for each in found])


@router.get(
    "/cases/{uuid:case_id}/milestones/{kind}", response=MilestoneDocument, summary="One milestone of a case"
)
@needs("milestones", "read", READ)
def get_milestone(request: HttpRequest, case_id: UUID, kind: str) -> Answer:
    """One step or choice; 404 where it is not recorded."""
    account = account_of(request)
    case = find_case(account, case_id)
    found: Milestone = found_or_404(next((each for each in _told(account, case) if each.kind == kind), None))
    log_read(account, "core:milestone:read", [case.id])
    return Answer(_document(found), headers={"ETag": tag(found.id)})


@router.put("/cases/{uuid:case_id}/milestones/{kind}", response=Written, summary="Record a milestone")
@needs("milestones", "write", WRITE, if_match=True, or_none=True)
def put_milestone(request: HttpRequest, case_id: UUID, kind: MilestoneName, body: MilestoneWish) -> Answer:
    """Record that a step was taken or a choice made, with what shows it. One recorded before is replaced, if
    `If-Match` names it; where there is none yet, send `If-None-Match: *`."""
    account = account_of(request)
    case = case_to_change(account, case_id)
    present = _present(account, case, kind)
    check_place(request, tag(present.id) if present else None)
    when = read_date(body.when, where="body: /when")
    if when.earliest > today():
        faults = [Fault("body: /when", "to-come", str(MISFITS["to-come"]))]
        raise Problem(422, "request-invalid", faults=faults)
    actions.record_step(case, kind=kind, when=when, shown_by=body.shown_by, by=account, at=now())
    written: Milestone = found_or_404(_present(account, case, kind))
    return Answer(_written(case, kind), headers={"ETag": tag(written.id)})


@router.post(
    "/cases/{uuid:case_id}/milestones/{kind}/take-back", response=Written, summary="Take a milestone back"
)
@needs("milestones", "write", WRITE, once=True, if_match=True)
def take_milestone_back(request: HttpRequest, case_id: UUID, kind: MilestoneName, body: TakeBack) -> Answer:
    """Remove a step that was recorded by mistake. The note says why; the log keeps that it was there."""
    account = account_of(request)
    case = case_to_change(account, case_id)
    present: Milestone = found_or_404(_present(account, case, kind))
    check_version(request, tag(present.id))
    actions.take_back_step(case, kind, why=body.why, by=account, at=now())
    return Answer(_written(case, kind))


def _told(account: Account, case: Case) -> list[Milestone]:
    seen = disclosure(account, case)
    found = Milestone.objects.visible_to(account).filter(case=case).order_by("-latest", "kind")
    return [each for each in found if seen.shows(MILESTONE_FIELDS[each.kind])]


def _present(account: Account, case: Case, kind: str) -> Milestone | None:
    return Milestone.objects.editable_by(account).filter(case=case, kind=kind).first()


def _document(milestone: Milestone) -> MilestoneDocument:
    return MilestoneDocument(
        kind=milestone.kind,
        when=text_of(milestone.earliest, milestone.latest),
        reason=milestone.reason,
        source=milestone.source_kind,
        source_row=milestone.source_row,
        recorded_at=milestone.recorded_at,
        version=str(milestone.id),
    )


def _written(case: Case, kind: str) -> Written:
    return Written(id=case.id, version=None, url=f"/api/v1/cases/{case.id}/milestones/{kind}")
