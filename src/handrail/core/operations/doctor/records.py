"""Damage in the records: what should follow from each other and does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from handrail.core.cases.models import Attachment, Case
from handrail.core.cases.reading import values_of
from handrail.core.dates import PartialDate
from handrail.core.milestones.domain.row import Told, row_of
from handrail.core.milestones.models import CascadeRow, Milestone
from handrail.core.milestones.rows import refresh_row
from handrail.core.persons.models import Person
from handrail.core.registry import Examination, Gravity
from handrail.core.vault.models import KeptFile, PersonKey

AT_A_TIME = 500
WHY = "the doctor compares what was kept twice; it tells ids alone"


def rows_that_differ() -> Iterator[str]:
    yield from (f"case {id}" for id in _wrong_rows())


def _wrong_rows() -> Iterator[UUID]:
    """Yield the cases whose row is not what their milestones say. Memory does not grow with the cases."""
    cases = Case.objects.unscoped(WHY).select_related("organisation").order_by("id")
    last: UUID | None = None
    while some := list((cases.filter(id__gt=last) if last else cases)[:AT_A_TIME]):
        last = some[-1].id
        rows = CascadeRow.objects.unscoped(WHY).in_bulk([case.id for case in some])
        told: dict[UUID, list[Told]] = defaultdict(list)
        for one in Milestone.objects.unscoped(WHY).filter(case_id__in=[case.id for case in some]):
            told[one.case_id].append(Told(one.kind, PartialDate(one.earliest, one.latest), one.reason))
        for case in some:
            row = rows.get(case.id)
            if row is None or any(getattr(row, name) != value for name, value in _said(case, told[case.id])):
                yield case.id


def _said(case: Case, told: list[Told]) -> Iterator[tuple[str, Any]]:
    """Yield the columns that follow from milestones and from where the case lies; no seal is opened."""
    for name, value in row_of({}, told, agency=case.organisation.kind).items():
        if name.endswith("_on") or name in ("ended_because", "quarter", "agency"):
            yield name, value
    for name in ("organisation_id", "unit_id", "owner_id"):
        yield name, getattr(case, name)


def refresh_rows() -> int:
    mended = 0
    for id in list(_wrong_rows()):
        with transaction.atomic():
            case = Case.objects.unscoped(WHY).select_for_update(of=("self",)).select_related(
                "person", "organisation"
            ).get(id=id)  # fmt: skip
            refresh_row(case, values_of(case))
        mended += 1
    return mended


def persons_without_key() -> Iterator[str]:
    known = PersonKey.objects.filter(person=OuterRef("id"))
    for id in Person.objects.unscoped(WHY).filter(~Exists(known)).values_list("id", flat=True)[:1000]:
        yield f"person {id}"


def attachments_without_file() -> Iterator[str]:
    """Yield attachments whose file the vault does not know, but for those of erased persons."""
    kept = KeptFile.objects.filter(id=OuterRef("file_id"))
    erased = PersonKey.objects.filter(person=OuterRef("case__person_id"), erased_at__isnull=False)
    found = Attachment.objects.unscoped(WHY).filter(~Exists(kept), ~Exists(erased))
    for id in found.values_list("id", flat=True)[:1000]:
        yield f"attachment {id}"


EXAMINATIONS = (
    Examination(
        "cascade-rows",
        Gravity.BAD,
        "The cascade counts a case otherwise than its milestones say.",
        "Run with --mend, which writes the row anew from the milestones.",
        rows_that_differ,
        110,
        refresh_rows,
    ),
    Examination(
        "persons-without-key",
        Gravity.BAD,
        "A person has no key: what is sealed cannot be read.",
        "Restore the wrapped keys from a backup.",
        persons_without_key,
        120,
    ),
    Examination(
        "attachments-without-file",
        Gravity.BAD,
        "A file of a case is not known to the vault.",
        "Restore it from a backup, with the table of kept files.",
        attachments_without_file,
        130,
    ),
)
