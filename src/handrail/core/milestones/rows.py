"""Keeps the cascade's row of a case exact, in the transaction that wrote its milestones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handrail.core.cases.drafts import MilestoneDraft
from handrail.core.cases.models import Case
from handrail.core.dates import PartialDate
from handrail.core.milestones.domain.row import Told, row_of
from handrail.core.milestones.models import CascadeRow, Milestone


def build_row(
    case: Case, values: Mapping[str, Any], milestones: Sequence[MilestoneDraft], *, agency: str
) -> CascadeRow:
    """Return the row (not yet saved) of a case with these values and milestones."""
    told = [Told(str(m.kind), m.when, m.reason) for m in milestones]
    return CascadeRow(
        case_id=case.id,
        organisation_id=case.organisation_id,
        unit_id=case.unit_id,
        owner_id=case.owner_id,
        **row_of(values, told, agency=agency),
    )


def refresh_row(case: Case, values: Mapping[str, Any]) -> None:
    """Write the row anew from the case's milestones as they stand."""
    stored = Milestone.objects.unscoped("the cascade's row of a case that is being written").filter(case=case)
    drafts = [MilestoneDraft(m.kind, PartialDate(m.earliest, m.latest), m.reason) for m in stored]
    row = build_row(case, values, drafts, agency=case.organisation.kind)
    row.save(force_insert=False)
