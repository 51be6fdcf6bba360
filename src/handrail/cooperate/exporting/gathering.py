"""The cases that an account may take out: its own organisation's, never those referred to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from handrail.cooperate.domain.draft import MILESTONE_FIELDS
from handrail.cooperate.exporting.columns import CASE_ID
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case, Entry, Party
from handrail.core.cases.reading import OpenCase, open_cases
from handrail.core.dates import PartialDate
from handrail.core.milestones.models import Milestone
from handrail.core.rights.queries import restrictions

EXPORT = "cooperate:export:run"
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One case as it leaves: `values` by field id (milestones among them), `lines` as (kind, values)."""

    case_id: UUID
    values: Mapping[str, Any]
    lines: tuple[tuple[str, Mapping[str, Any]], ...] = field(default=())


def outgoing_cases(account: Account) -> Iterator[Outgoing]:
    """Walk the cases that the account's roles let it export, oldest first. Only inside `acting_as(account)`.

    Cases that came by referral are left out: what a survivor agreed to share with this organisation, she has
    not agreed to see handed on. Erased persons are left out too.
    """
    cases = Case.objects.editable_by(account, EXPORT).select_related("person")
    waiting: list[Case] = []
    for case in cases.order_by("opened_on", "id").iterator(chunk_size=CHUNK):
        waiting.append(case)
        if len(waiting) == CHUNK:
            yield from _opened(account, waiting)
            waiting = []
    yield from _opened(account, waiting)


def _opened(account: Account, cases: list[Case]) -> Iterator[Outgoing]:
    ids = [case.id for case in cases]
    entries = list(
        Entry.objects.editable_by(account, EXPORT).filter(case__in=ids).order_by("created_at", "id")
    )
    parties = list(
        Party.objects.editable_by(account, EXPORT).filter(case__in=ids).order_by("created_at", "id")
    )
    milestones: dict[UUID, list[Milestone]] = defaultdict(list)
    for milestone in Milestone.objects.editable_by(account, EXPORT).filter(case__in=ids):
        milestones[milestone.case_id].append(milestone)
    opened = open_cases(cases, entries=entries, parties=parties)
    kept_only = set(restrictions(account).filter(case__in=ids).values_list("case_id", flat=True))
    for case in cases:
        if not opened[case.id].erased and case.id not in kept_only:
            yield outgoing(opened[case.id], milestones[case.id])


def outgoing(opened: OpenCase, milestones: list[Milestone]) -> Outgoing:
    """Return one opened case as it leaves."""
    values = dict(opened.values)
    values.setdefault(CASE_ID, opened.case.number)
    values.setdefault("cas_Status", opened.case.status)
    for milestone in milestones:
        name = MILESTONE_FIELDS[milestone.kind]
        values[name] = PartialDate(milestone.earliest, milestone.latest)
        if milestone.kind == "ended":
            values["hr_ClosedBecause"] = milestone.reason or "other"
    lines: list[tuple[str, Mapping[str, Any]]] = []
    for line in opened.entries:
        assert isinstance(line.record, Entry)
        lines.append((line.record.kind, line.values))
    lines += [("party", line.values) for line in opened.parties]
    return Outgoing(opened.case.id, values, tuple(lines))
