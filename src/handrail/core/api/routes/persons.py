"""Persons: what identifies somebody. Apart from cases, so that a token can count without knowing names."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from handrail.core.access.disclosure import disclosure, disclosures
from handrail.core.accounts.models import Account
from handrail.core.api.answers import Answer
from handrail.core.api.guard import account_of, check_version
from handrail.core.api.needs import needs
from handrail.core.api.reading import JOINED, case_to_change, found_or_404, log_read
from handrail.core.api.routes.case_changes import change_values
from handrail.core.api.routes.cases import Question, page_of_cases
from handrail.core.api.routes.documents import PersonDocument, PersonList, Written, person_of, person_tag
from handrail.core.api.schemas import Asked
from handrail.core.api.values import PersonFieldsIn, named_fields, readable, said
from handrail.core.cases.models import Case
from handrail.core.cases.queries import Filters
from handrail.core.cases.reading import open_cases

router = Router(tags=["persons"])
READ, WRITE = "core:case:read", "core:case:write"


class PersonChange(Asked):
    fields: PersonFieldsIn = Field(description="The fields to change; null clears one")  # type: ignore[valid-type]


@router.get("/persons", response=PersonList, summary="The persons in sight, those met last first")
@needs("persons", "read", READ)
def list_persons(request: HttpRequest, asked: Query[Question]) -> PersonList:
    """A page of the persons whose cases the account sees, with those fields that you ask for and may read."""
    account = account_of(request)
    names = named_fields(asked.fields, "person")
    page, following = page_of_cases(account, Filters(mine=asked.mine), asked, of="persons")
    opened, seen = open_cases(page.cases), disclosures(account, page.cases)
    log_read(account, "core:person:listed", sorted(case.id for case in page.cases))
    items = [person_of(opened[case.id], seen[case.id], names) for case in page.cases]
    return PersonList(items=items, next=following)


@router.get("/persons/{uuid:person_id}", response=PersonDocument, summary="One person")
@needs("persons", "read", READ)
def get_person(request: HttpRequest, person_id: UUID) -> Answer:
    """Names, contacts, documents, birth: what of it the account may read. Opening is logged."""
    account = account_of(request)
    case = _case_of(account, person_id)
    seen = disclosure(account, case)
    log_read(account, "core:person:opened", [case.id], reason="api" if seen.whole else "api-referred")
    document = person_of(open_cases([case])[case.id], seen, readable("person"))
    return Answer(document, headers={"ETag": person_tag(case.person)})


@router.patch("/persons/{uuid:person_id}", response=Written, summary="Change fields of a person")
@needs("persons", "write", WRITE, if_match=True)
def change_person(request: HttpRequest, person_id: UUID, body: PersonChange) -> Answer:
    """Change the named fields, if the record is still as `If-Match` says; the others stay as they are."""
    account = account_of(request)
    case = case_to_change(account, _case_of(account, person_id).id)
    check_version(request, person_tag(case.person))
    changed = change_values(case, said(body.fields, where="body: /fields"), by=account)
    changed.person.refresh_from_db()
    body_out = Written(id=person_id, version=changed.version, url=f"/api/v1/persons/{person_id}")
    return Answer(body_out, headers={"ETag": person_tag(changed.person)})


def _case_of(account: Account, person_id: UUID) -> Case:
    """Return the case of a person that the account sees; else 404. A person has one (ADR 0010)."""
    cases = Case.objects.visible_to(account).filter(person_id=person_id).select_related(*JOINED)
    case: Case = found_or_404(cases.order_by("opened_on", "id").first())
    return case
