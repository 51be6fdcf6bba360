"""Cases: the list, and one with its notes and parties."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from handrail.core.access.disclosure import disclosures
from handrail.core.accounts.models import Account
from handrail.core.api.answers import Answer
from handrail.core.api.choices import StageName, StatusName
from handrail.core.api.cursors import read_place, write_cursor
from handrail.core.api.domain.versions import tag
from handrail.core.api.guard import account_of
from handrail.core.api.needs import needs
from handrail.core.api.reading import log_read
from handrail.core.api.routes.case_changes import router
from handrail.core.api.routes.documents import CaseDocument, CaseList, CaseSummary, case_facts, whole_case
from handrail.core.api.schemas import Asked
from handrail.core.api.values import named_fields
from handrail.core.cases.casepage import read_page
from handrail.core.cases.domain.cursor import Cursor
from handrail.core.cases.queries import Filters, Page, find_case, newest
from handrail.core.cases.reading import open_cases
from handrail.core.milestones.domain.stages import Stage

READ = "core:case:read"
USUAL, MOST = 25, 100


class Question(Asked):
    """Where a list begins, how much of it, and which fields."""

    after: str = Field("", description="The `next` of the page before", max_length=600)
    limit: int = Field(USUAL, description="How many at most", ge=1, le=MOST)
    fields: str = Field(
        "", description="Ids of catalogue fields to show, separated by commas", max_length=2000
    )
    mine: bool = Field(False, description="Only those that the account is responsible for")


class CaseQuestion(Question):
    status: StatusName | None = Field(None, description="Only these, among those readable in full")
    stage: StageName | None = Field(
        None, description="Only those that reached this stage, among those readable in full"
    )
    unit: UUID | None = Field(None, description="Only those of this unit")


@router.get("/cases", response=CaseList, summary="The cases in sight, newest first")
@needs("cases", "read", READ)
def list_cases(request: HttpRequest, asked: Query[CaseQuestion]) -> CaseList:
    """A page of the cases that the account sees. Each page begins where the one before ended: a case that is
    opened meanwhile moves none, so that none is shown twice or left out."""
    account = account_of(request)
    names = named_fields(asked.fields, "case")
    stage = Stage(asked.stage) if asked.stage else None
    filters = Filters(status=asked.status or "", stage=stage, mine=asked.mine, unit=asked.unit)
    page, following = page_of_cases(account, filters, asked, of="cases")
    opened, seen = open_cases(page.cases), disclosures(account, page.cases)
    log_read(account, "core:case:listed", sorted(case.id for case in page.cases))
    items = [CaseSummary(**case_facts(opened[case.id], seen[case.id], names)) for case in page.cases]
    return CaseList(items=items, next=following)


def page_of_cases(account: Account, filters: Filters, asked: Question, *, of: str) -> tuple[Page, str | None]:
    """Return a page of cases and the cursor of the next one, which is good for the same filters alone."""
    question = [of, str(account.id), filters.status, filters.stage, filters.mine, str(filters.unit or "")]
    place = read_place(asked.after, question=question)
    cursor = Cursor(date.fromordinal(place[0]), UUID(hex=place[1])) if place else None
    page = newest(account, filters, after=cursor, size=asked.limit)
    if page.older is None:
        return page, None
    return page, write_cursor([page.older.opened_on.toordinal(), page.older.id.hex], question=question)


@router.get("/cases/{uuid:case_id}", response=CaseDocument, summary="One case")
@needs("cases", "read", READ)
def get_case(request: HttpRequest, case_id: UUID) -> Answer:
    """The fields of the case (those of the person are a resource of their own), its notes and parties.

    Opening a case is logged. Its `ETag` is what `If-Match` asks for when you change it."""
    account = account_of(request)
    case = find_case(account, case_id)
    page = read_page(account, case, all_entries=True)
    log_read(account, "core:case:opened", [case.id], reason="api" if page.disclosed.whole else "api-referred")
    return Answer(whole_case(page), headers={"ETag": tag(case.version)})
