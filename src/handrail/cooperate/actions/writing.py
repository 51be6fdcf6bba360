"""Writing what was decided: new cases in bulk, updates one by one with the former values kept for undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from handrail.cooperate.actions.deciding import Plan
from handrail.cooperate.actions.matching import Difference, Reference, milestone_drafts, own_values
from handrail.cooperate.actions.payload import Json, values_json
from handrail.cooperate.actions.references import register
from handrail.cooperate.domain.records import IncomingRecord
from handrail.cooperate.models import ImportRun, Outcome
from handrail.core import vault
from handrail.core.accounts.models import Account
from handrail.core.cases.drafts import CaseDraft, EntryDraft, PartyDraft
from handrail.core.cases.models import Case, Party
from handrail.core.cases.reading import values_of
from handrail.core.cases.values import split_line
from handrail.core.cases.writing import add_entries, change_case, write_cases
from handrail.core.milestones.models import Milestone

SOURCE = "import"
PARTY_ROLE = "suspect"


@dataclass(slots=True)
class Written:
    """What was done with one plan: the case, and what undo needs to know of it as it was."""

    plan: Plan
    case: Case | None = None
    before: Json = field(default_factory=dict)


def write_plans(plans: Sequence[Plan], *, run: ImportRun, by: Account, at: datetime) -> list[Written]:
    """Write one chunk of plans, in the caller's transaction, and return them in order."""
    created = [plan for plan in plans if plan.outcome == Outcome.CREATED]
    cases = iter(
        write_cases(
            [draft_of(plan.record, run) for plan in created],  # type: ignore[arg-type]
            organisation=run.organisation,
            by=by,
            source_kind=SOURCE,
            source_id=run.id,
            at=at,
        )
    )
    written: list[Written] = []
    references: list[tuple[Case, Reference]] = []
    for plan in plans:
        match plan.outcome:
            case Outcome.CREATED:
                case = next(cases)
                written.append(Written(plan, case))
                if plan.reference:
                    references.append((case, plan.reference))
            case Outcome.UPDATED:
                assert plan.case is not None and plan.change is not None
                written.append(Written(plan, plan.case, change(plan.case, plan.change, run.id, by=by, at=at)))
            case Outcome.UNCHANGED | Outcome.POSSIBLE_UPDATE:
                written.append(Written(plan, plan.case))
            case _:
                written.append(Written(plan))
    register(by, references)
    return written


def draft_of(record: IncomingRecord, run: ImportRun) -> CaseDraft:
    """The new case that a record tells of."""
    return CaseDraft(
        unit_id=run.unit_id,
        values=own_values(record),
        entries=tuple(EntryDraft(kind, values) for kind, values in record.entries if kind != "party"),
        parties=tuple(PartyDraft(PARTY_ROLE, values) for kind, values in record.entries if kind == "party"),
        milestones=tuple(milestone_drafts(record).values()),
        import_run=run.id,
    )


def change(case: Case, new: Difference, run_id: UUID, *, by: Account, at: datetime) -> Json:
    """Write a difference into a case and return what stood there before, for undo."""
    stood = values_of(case)
    kinds = [draft.kind for draft in new.milestones]
    before: Json = {
        "values": dict.fromkeys(new.values) | values_json({n: stood[n] for n in new.values if n in stood}),
        "milestones": dict.fromkeys(kinds) | _milestones(case, kinds, by),
        "version": case.version,
    }
    if new.values or new.milestones:
        change_case(
            case,
            changes=new.values,
            milestones=new.milestones,
            by=by,
            at=at,
            expected_version=case.version,
            source_kind=SOURCE,
            source_id=run_id,
        )
    entries = [EntryDraft(kind, values) for kind, values in new.lines if kind != "party"]
    if entries:
        before["entries"] = [str(entry.id) for entry in add_entries(case, entries, by=by, at=at)]
    parties = [values for kind, values in new.lines if kind == "party"]
    if parties:
        before["parties"] = [str(party.id) for party in _add_parties(case, parties, at=at)]
    return before


def _milestones(case: Case, kinds: list[str], by: Account) -> Json:
    stood = Milestone.objects.editable_by(by).filter(case=case, kind__in=kinds)
    return {
        m.kind: {
            "earliest": m.earliest.isoformat(),
            "latest": m.latest.isoformat(),
            "reason": m.reason,
            "source_kind": m.source_kind,
            "source_id": str(m.source_id) if m.source_id else None,
            "source_row": m.source_row,
        }
        for m in stood
    }


def _add_parties(case: Case, told: list[Mapping[str, Any]], *, at: datetime) -> list[Party]:
    parties, sealing = [], []
    for values in told:
        clear, sealed = split_line(values)
        party = Party(id=uuid4(), case=case, role=PARTY_ROLE, coded=clear, created_at=at)
        parties.append(party)
        sealing.append((case.person_id, f"party:{party.id}", sealed))
    for party, block in zip(parties, vault.seal_many(sealing), strict=True):
        party.sealed = block
    return Party.objects.insert(parties)
