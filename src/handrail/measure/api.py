"""The cascade through the API: live within one's own sight, and the published snapshots."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import ConfigDict, Field

from handrail.core.api.domain.problem import Fault, Problem
from handrail.core.api.guard import account_of
from handrail.core.api.needs import needs
from handrail.core.api.reading import found_or_404, log_read
from handrail.core.api.schemas import Asked, Document
from handrail.core.clock import today
from handrail.measure import queries
from handrail.measure.documents import cascade_document
from handrail.measure.domain.cohort import DIMENSIONS, CohortProblem
from handrail.measure.looking import Look, look
from handrail.measure.models import Snapshot
from handrail.measure.rooms import SNAPSHOT_READERS

router = Router(tags=["cascade"])
MOST_SNAPSHOTS = 50

if TYPE_CHECKING:
    DimensionName: TypeAlias = str
else:
    DimensionName = Literal[tuple(DIMENSIONS)]


class CascadeQuestion(Asked):
    """Whom to count: everybody detected in these quarters, and who is alike in one thing or another."""

    first_quarter: str = Field(
        "", alias="from", description="Detected from this quarter on: 2024Q1", max_length=6
    )
    last_quarter: str = Field("", alias="until", description="Detected until this quarter", max_length=6)
    by: DimensionName | None = Field(None, description="Count every group of this grouping apart")
    province: str = Field("", description="Only those detected in it", max_length=80)
    agency: str = Field("", description="Only those of this kind of agency", max_length=16)
    origin: str = Field("", description="ISO 3166-1 alpha-2", max_length=12)
    sex: str = Field("", description="female, male, other or unknown", max_length=8)
    age_band: str = Field("", description="Only this age at detection: 9-17", max_length=8)
    purpose: str = Field("", description="Only this purpose of exploitation", max_length=16)


class CascadeGroup(Document):
    """How many were detected, and where they stand at each step, as `handrail cascade --json` writes it."""

    model_config = ConfigDict(extra="allow")

    id: str
    by: str
    group: str
    as_of: date
    detected: int
    steps: list[dict[str, Any]]


class CascadeDocument(Document):
    groups: list[CascadeGroup]
    undated: int = Field(description="Cases in sight that no cohort holds: no day of detection is recorded")


class SnapshotSummary(Document):
    id: UUID
    published_at: datetime
    as_of: date
    first_quarter: str
    last_quarter: str
    sha256: str = Field(description="Of the bytes that were published")


class SnapshotList(Document):
    items: list[SnapshotSummary]


class SnapshotDocument(Document):
    """The published tables: the same for everybody, rounded, small cells and their complements left out."""

    model_config = ConfigDict(extra="allow")


@router.get("/cascade", response=CascadeDocument, summary="The cascade within one's own sight")
@needs("cascade", "read", "measure:cascade:read")
def get_cascade(request: HttpRequest, asked: Query[CascadeQuestion]) -> CascadeDocument:
    """Counted now, of the cases that the account sees: how many were detected, how many took each next step
    in the time that a norm gives, and why the others did not."""
    account = account_of(request)
    seen = _look(request, asked)
    rows = queries.cohort_rows(account, seen.cohort)
    by = asked.by
    found = queries.cascades(rows, seen.as_of, seen.deadlines, by=by)
    reasons = queries.reasons_by(rows, seen.as_of, seen.deadlines, by=by)
    log_read(account, "measure:cascade:read", [], kind="cascade")
    groups = [
        CascadeGroup(**cascade_document(by or "", value, counted, reasons, seen))
        for value, counted in sorted(found.items())
    ]
    return CascadeDocument(groups=groups, undated=queries.undated_cases(account))


def _look(request: HttpRequest, asked: CascadeQuestion) -> Look:
    wanted = asked.model_dump(by_alias=True, exclude={"by"})
    try:
        return look(account_of(request), wanted, today=today())
    except CohortProblem as problem:
        fault = Fault("query", "cohort", str(problem))
        raise Problem(422, "request-invalid", faults=[fault]) from problem


@router.get("/cascade/published", response=SnapshotList, summary="The published snapshots")
@needs("cascade", "read", *SNAPSHOT_READERS)
def list_snapshots(request: HttpRequest) -> SnapshotList:
    """What was published, newest first: the last fifty."""
    found = Snapshot.objects.order_by("-published_at").defer("body")[:MOST_SNAPSHOTS]
    return SnapshotList(
        items=[
            SnapshotSummary(
                id=each.id,
                published_at=each.published_at,
                as_of=each.as_of,
                first_quarter=each.first_quarter,
                last_quarter=each.last_quarter,
                sha256=each.sha256,
            )
            for each in found
        ]
    )


@router.get(
    "/cascade/published/{uuid:snapshot_id}", response=SnapshotDocument, summary="One published snapshot"
)
@needs("cascade", "read", *SNAPSHOT_READERS)
def get_snapshot(request: HttpRequest, snapshot_id: UUID) -> SnapshotDocument:
    """The tables as they were published."""
    snapshot: Snapshot = found_or_404(Snapshot.objects.filter(id=snapshot_id).first())
    return SnapshotDocument(**json.loads(snapshot.body))
