"""Writing cases as the pages do: a new one, its fields, a note, its status, who is responsible."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.api.answers import Answer
from handrail.core.api.choices import EndName, StatusName
from handrail.core.api.domain.problem import Fault, Problem
from handrail.core.api.domain.versions import tag
from handrail.core.api.guard import account_of, check_version
from handrail.core.api.needs import needs
from handrail.core.api.reading import case_to_change
from handrail.core.api.routes.documents import Written
from handrail.core.api.schemas import Asked, Document, LongText, Named, PartialDateText, SaidText
from handrail.core.api.values import CaseFieldsIn, PersonFieldsIn, read_date, said
from handrail.core.cases import actions
from handrail.core.cases.colleagues import who_can_take
from handrail.core.cases.domain.first_record import misfits
from handrail.core.cases.drafts import CaseDraft, EntryDraft, MilestoneDraft
from handrail.core.cases.forms.intake import MISFITS
from handrail.core.cases.models import CLOSED, Case
from handrail.core.cases.queries import units_within
from handrail.core.cases.reading import open_cases
from handrail.core.cases.writing import change_case
from handrail.core.catalogue import FIELDS
from handrail.core.clock import now, today
from handrail.core.dates import PartialDate

router = Router(tags=["cases"])
CREATE, WRITE, ASSIGN = "core:case:create", "core:case:write", "core:case:assign"
CASES = "/api/v1/cases"


class NewCase(Asked):
    unit: UUID | None = Field(None, description="The unit that takes the case; without it the account's own")
    detected: PartialDateText
    screened: PartialDateText | None = None
    person: PersonFieldsIn = Field(description="What is known of the person")  # type: ignore[valid-type]
    fields: CaseFieldsIn = Field(  # type: ignore[valid-type]
        default_factory=CaseFieldsIn, description="What is known of the case"
    )
    note: LongText = Field("", description="What to be careful about, kept as a note")


class CaseChange(Asked):
    fields: CaseFieldsIn = Field(description="The fields to change; null clears one")  # type: ignore[valid-type]


class NewNote(Asked):
    text: SaidText


class StatusChange(Asked):
    status: StatusName
    ended_on: PartialDateText | None = Field(None, description="When it ended; a closed case needs it")
    because: EndName | None = Field(None, description="Why it ended; a closed case needs it")
    reason: LongText = Field("", description="The same in words")
    although: LongText = Field("", description="Why it is closed although something is not settled")


class OwnerChange(Asked):
    account: UUID = Field(description="One of those that `owner/choices` lists")


class OwnerChoices(Document):
    items: list[Named]


@router.post("/cases", response={201: Written}, summary="Open a case")
@needs("cases", "write", CREATE, once=True)
def create_case(request: HttpRequest, body: NewCase) -> Answer:
    """Open a case for a person, as the intake page does: detected on a day, as far as it is known.

    The account becomes responsible for it. Look first whether the person is known already."""
    account = account_of(request)
    values = {
        **said(body.person, where="body: /person"),
        **said(body.fields, where="body: /fields"),
    }
    steps = {"detected": _day(body.detected, "detected"), "screened": _day(body.screened, "screened")}
    _check_first_record(values, steps)
    draft = CaseDraft(
        unit_id=_unit_of(account, body.unit),
        owner_id=account.id,
        values={name: value for name, value in values.items() if value not in (None, "", [])},
        entries=(EntryDraft("comment", {"cco_CaseComment": body.note}),) if body.note.strip() else (),
        milestones=tuple(MilestoneDraft(stage, day) for stage, day in steps.items() if day),
    )
    case = actions.open_case(draft, by=account, at=now())
    return _written(case, status=201, headers={"Location": f"{CASES}/{case.id}"})


@router.patch("/cases/{uuid:case_id}", response=Written, summary="Change fields of a case")
@needs("cases", "write", WRITE, if_match=True)
def change_fields(request: HttpRequest, case_id: UUID, body: CaseChange) -> Answer:
    """Change the named fields, if the case is still at the version of `If-Match`; the others stay."""
    account = account_of(request)
    case = case_to_change(account, case_id)
    check_version(request, tag(case.version))
    return _written(change_values(case, said(body.fields, where="body: /fields"), by=account))


@router.post("/cases/{uuid:case_id}/notes", response={201: Written}, summary="Add a note")
@needs("cases", "write", WRITE, once=True)
def add_note(request: HttpRequest, case_id: UUID, body: NewNote) -> Answer:
    """Add a note. It is kept under the person's key."""
    account = account_of(request)
    case = case_to_change(account, case_id)
    note = actions.add_note(case, body.text, by=account, at=now())
    return Answer(Written(id=note, version=None, url=f"{CASES}/{case.id}"), 201)


@router.put("/cases/{uuid:case_id}/status", response=Written, summary="Change the status of a case")
@needs("cases", "write", WRITE, if_match=True)
def change_status(request: HttpRequest, case_id: UUID, body: StatusChange) -> Answer:
    """Closing a case records the end of its way; opening it again takes that back."""
    account = account_of(request)
    case = case_to_change(account, case_id)
    check_version(request, tag(case.version))
    ended_on = _day(body.ended_on, "ended_on")
    faults = _misfits_of_end(body, ended_on)
    if faults:
        raise Problem(422, "request-invalid", faults=faults)
    told: dict[str, Any] = {
        "version": case.version,
        "status": body.status,
        "ended_on": ended_on,
        "because": body.because or "",
        "reason": body.reason,
        "although": body.although,
    }
    return _written(actions.set_status(case, told, by=account, at=now()))


@router.get(
    "/cases/{uuid:case_id}/owner/choices", response=OwnerChoices, summary="Who can be responsible for a case"
)
@needs("cases", "write", ASSIGN)
def list_owner_choices(request: HttpRequest, case_id: UUID) -> OwnerChoices:
    """The colleagues whose roles would reach the case."""
    case = case_to_change(account_of(request), case_id, ASSIGN)
    return OwnerChoices(
        items=[Named(id=one.id, name=one.display_name) for one in who_can_take(case, today())]
    )


@router.put("/cases/{uuid:case_id}/owner", response=Written, summary="Make somebody responsible for a case")
@needs("cases", "write", ASSIGN, if_match=True)
def change_owner(request: HttpRequest, case_id: UUID, body: OwnerChange) -> Answer:
    """Give a case to a colleague whose roles reach it."""
    account = account_of(request)
    case = case_to_change(account, case_id, ASSIGN)
    check_version(request, tag(case.version))
    chosen = next((one for one in who_can_take(case, today()) if one.id == body.account), None)
    if chosen is None:
        why = "This account cannot take the case."
        faults = [Fault("body: /account", "not-a-choice", why, "Take one that owner/choices lists.")]
        raise Problem(422, "request-invalid", faults=faults)
    actions.assign(case, chosen, by=account, at=now())
    case.refresh_from_db(fields=["version"])
    return _written(case)


def change_values(case: Case, changes: dict[str, Any], *, by: Account) -> Case:
    """Change fields of a case and its person that the caller holds. Raises `Refused("erased")`."""
    if open_cases([case])[case.id].erased:
        raise Refused("erased")
    if not changes:
        return case
    return change_case(case, changes=changes, by=by, at=now(), expected_version=case.version)


def _written(case: Case, *, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    body = Written(id=case.id, version=case.version, url=f"{CASES}/{case.id}")
    return Answer(body, status, {"ETag": tag(case.version), **(headers or {})})


def _day(text: str | None, name: str) -> PartialDate | None:
    return read_date(text, where=f"body: /{name}") if text is not None else None


def _unit_of(account: Account, wanted: UUID | None) -> UUID:
    units = units_within(account, CREATE)
    chosen = next((unit for unit in units if unit.id == (wanted or account.unit_id)), None)
    if chosen is None:
        why = "You cannot open a case in this unit."
        faults = [Fault("body: /unit", "not-your-unit", why, "GET /me lists those in which you can.")]
        raise Problem(422, "request-invalid", faults=faults)
    return chosen.id


def _check_first_record(values: dict[str, Any], steps: dict[str, PartialDate | None]) -> None:
    faults = [
        Fault(_place(misfit.field), misfit.code, str(MISFITS[misfit.code]))
        for misfit in misfits(values, steps, today=today())
    ]
    if faults:
        raise Problem(422, "request-invalid", faults=faults)


def _place(field: str) -> str:
    if field not in FIELDS:
        return f"body: /{field}"
    return f"body: /{'person' if FIELDS[field].on == 'person' else 'fields'}/{field}"


def _misfits_of_end(body: StatusChange, ended_on: PartialDate | None) -> list[Fault]:
    faults = []
    if ended_on is not None and ended_on.earliest > today():
        faults.append(Fault("body: /ended_on", "to-come", str(MISFITS["to-come"])))
    if body.status in CLOSED:
        for name in ("ended_on", "because"):
            if getattr(body, name) is None:
                faults.append(Fault(f"body: /{name}", "missing", "A closed case says when and why it ended."))
    return faults
