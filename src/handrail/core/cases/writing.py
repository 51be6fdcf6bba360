"""The writes of a case: new ones in bulk, changes to one, and its milestones.

Every way in (by hand, import, demonstration) comes through here, so that sealing, blind indexes, the
cascade's row and the log are never forgotten. Each function runs in the caller's transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from handrail.core import vault
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.drafts import CaseDraft, EntryDraft, MilestoneDraft, PartyDraft
from handrail.core.cases.models import Case, CaseStatus, Entry, ExternalReference, Party
from handrail.core.cases.numbers import new_number
from handrail.core.cases.reading import values_of
from handrail.core.cases.values import search_words, split, split_line
from handrail.core.dates import PartialDate
from handrail.core.milestones.domain.stages import Stage
from handrail.core.milestones.models import Milestone
from handrail.core.milestones.rows import build_row, refresh_row
from handrail.core.organisations.models import Organisation
from handrail.core.persons.models import Person

__all__ = [
    "CaseDraft",
    "EntryDraft",
    "MilestoneDraft",
    "PartyDraft",
    "add_entries",
    "change_case",
    "hold",
    "record_milestones",
    "write_cases",
]


@dataclass(slots=True)
class _Chunk:
    """The rows of one bulk write, with what is still to be sealed beside each."""

    persons: list[Person]
    cases: list[Case]
    entries: list[Entry]
    parties: list[Party]
    milestones: list[Milestone]
    references: list[ExternalReference]
    sealing: list[tuple[Any, tuple[UUID, str, Any]]]


@transaction.atomic
def write_cases(
    drafts: Sequence[CaseDraft],
    *,
    organisation: Organisation,
    by: Account | None,
    source_kind: str,
    source_id: UUID | None,
    at: datetime,
) -> list[Case]:
    """Write new persons and cases: one set of bulk inserts and one event in the log, whatever their number.

    Call it with chunks of some thousand drafts; all are written or none. Returns the cases in order.
    """
    if not drafts:
        return []
    chunk = _Chunk([], [], [], [], [], [], [])
    for draft in drafts:
        _lay_out(chunk, draft, organisation, at=at, source=(source_kind, source_id), by=by)
    keys = vault.create_person_keys(organisation.id, [person.id for person in chunk.persons])
    sealed = vault.seal_many([plan for _, plan in chunk.sealing], keys=keys)
    for (target, _), block in zip(chunk.sealing, sealed, strict=True):
        target.sealed = block
    Person.objects.insert(chunk.persons)
    Case.objects.insert(chunk.cases)
    Entry.objects.insert(chunk.entries)
    Party.objects.insert(chunk.parties)
    ExternalReference.objects.insert(chunk.references)
    Milestone.objects.insert(chunk.milestones)
    _insert_rows(chunk, drafts, organisation)
    vault.index_persons(
        [
            (organisation.id, case.person_id, search_words(draft.values))
            for case, draft in zip(chunk.cases, drafts, strict=True)
        ]
    )
    record(
        action="core:case:created",
        kind="case",
        ids=[case.id for case in chunk.cases],
        actor=by.id if by else None,
        organisation=organisation.id,
        reason=source_kind,
    )
    return chunk.cases


def _lay_out(
    chunk: _Chunk,
    draft: CaseDraft,
    organisation: Organisation,
    *,
    at: datetime,
    source: tuple[str, UUID | None],
    by: Account | None,
) -> None:
    parts = split(draft.values)
    person = Person(
        id=uuid.uuid4(),
        organisation_id=organisation.id,
        sex=_sex(draft.values),
        coded=parts.person_clear,
    )
    detected = next((m.when for m in draft.milestones if m.kind == "detected"), None)
    case = Case(
        id=uuid.uuid4(),
        number=new_number(),
        organisation_id=organisation.id,
        unit_id=draft.unit_id,
        owner_id=draft.owner_id,
        person_id=person.id,
        status=draft.values.get("cas_Status") or CaseStatus.ACTIVE,
        opened_on=detected.earliest if detected else at.date(),
        coded=parts.case_clear,
        created_at=at,
        updated_at=at,
        import_run=draft.import_run,
    )
    chunk.persons.append(person)
    chunk.cases.append(case)
    chunk.sealing.append((person, (person.id, "person", parts.person_sealed)))
    chunk.sealing.append((case, (person.id, f"case:{case.id}", parts.case_sealed)))
    _lay_out_lines(chunk, case, draft.entries, draft.parties, by=by, at=at)
    chunk.milestones += [_milestone(case, told, source=source, by=by, at=at) for told in draft.milestones]
    chunk.references += [
        ExternalReference(
            organisation_id=organisation.id,
            case=case,
            system=system,
            token=token,
        )
        for (system, _), token in zip(
            draft.references, vault.reference_tokens(organisation.id, draft.references), strict=True
        )
    ]


def _lay_out_lines(
    chunk: _Chunk,
    case: Case,
    entries: Iterable[EntryDraft],
    parties: Iterable[PartyDraft],
    *,
    by: Account | None,
    at: datetime,
) -> None:
    for draft in entries:
        clear, sealed = split_line(draft.values)
        entry = Entry(
            id=uuid.uuid4(),
            case=case,
            kind=draft.kind,
            coded=clear,
            written_by=by.id if by else None,
            created_at=at,
        )
        chunk.entries.append(entry)
        chunk.sealing.append((entry, (case.person_id, f"entry:{entry.id}", sealed)))
    for named in parties:
        clear, sealed = split_line(named.values)
        party = Party(id=uuid.uuid4(), case=case, role=named.role, coded=clear, created_at=at)
        chunk.parties.append(party)
        chunk.sealing.append((party, (case.person_id, f"party:{party.id}", sealed)))


def _milestone(
    case: Case, told: MilestoneDraft, *, source: tuple[str, UUID | None], by: Account | None, at: datetime
) -> Milestone:
    return Milestone(
        case=case,
        kind=str(told.kind),
        earliest=told.when.earliest,
        latest=told.when.latest,
        reason=told.reason,
        source_kind=source[0],
        source_id=source[1],
        source_row=told.source_row,
        recorded_by=by.id if by else None,
        recorded_at=at,
    )


def _insert_rows(chunk: _Chunk, drafts: Sequence[CaseDraft], organisation: Organisation) -> None:
    from handrail.core.milestones.models import CascadeRow

    CascadeRow.objects.insert(
        build_row(case, draft.values, draft.milestones, agency=organisation.kind)
        for case, draft in zip(chunk.cases, drafts, strict=True)
    )


def _sex(values: Mapping[str, Any]) -> str:
    from handrail.core.milestones.domain.row import sex_of

    return sex_of(values)


def hold(case: Case) -> None:
    """Have others wait with this case until the transaction ends, and see it as it stands now.

    Before anything else is written to it: who has written a line of a case and then waits for the case, and
    who waits the other way round, would wait for each other.
    """
    standing = Case.objects.unscoped("writing: the caller holds an editable case")
    case.refresh_from_db(from_queryset=standing.select_for_update(of=("self",), no_key=True))


@transaction.atomic
def change_case(
    case: Case,
    *,
    changes: Mapping[str, Any],
    milestones: Sequence[MilestoneDraft] = (),
    by: Account | None,
    at: datetime,
    expected_version: int,
    source_kind: str = "edit",
    source_id: UUID | None = None,
) -> Case:
    """Change fields of a case and its person (None clears a field). The caller has checked `editable_by`.

    Raises `Refused("changed-meanwhile")` when the case is no longer at `expected_version`.
    """
    moved = (
        Case.objects.unscoped("writing: the caller holds an editable case")
        .filter(id=case.id, version=expected_version)
        .update(version=expected_version + 1, updated_at=at)
    )
    if not moved:
        raise Refused("changed-meanwhile", {"case": case.id, "expected": expected_version})
    case.refresh_from_db()
    values = {**values_of(case), **changes}
    values = {name: value for name, value in values.items() if value not in (None, "", [])}
    parts = split(values)
    person = case.person
    person.sex = _sex(values)
    person.coded = parts.person_clear
    case.coded = parts.case_clear
    case.status = values.get("cas_Status") or case.status
    person.sealed, case.sealed = vault.seal_many(
        [(person.id, "person", parts.person_sealed), (person.id, f"case:{case.id}", parts.case_sealed)]
    )
    person.save()
    case.save()
    vault.index_persons([(case.organisation_id, person.id, search_words(values))])
    if milestones:
        _put_milestones(case, milestones, source=(source_kind, source_id), by=by, at=at)
    refresh_row(case, values)
    record(
        action="core:case:changed",
        kind="case",
        ids=[case.id],
        actor=by.id if by else None,
        organisation=case.organisation_id,
        reason=source_kind,
    )
    return case


@transaction.atomic
def record_milestones(
    case: Case,
    milestones: Sequence[MilestoneDraft],
    *,
    by: Account | None,
    source_kind: str,
    source_id: UUID | None,
    at: datetime,
) -> None:
    """Tell the cascade what a case has reached: the one way in which a room speaks to the rest.

    Of two who do so at once the second waits, so that neither step nor row is lost.
    """
    hold(case)
    _put_milestones(case, milestones, source=(source_kind, source_id), by=by, at=at)
    refresh_row(case, values_of(case))
    record(
        action="core:milestone:recorded",
        kind="case",
        ids=[case.id],
        actor=by.id if by else None,
        organisation=case.organisation_id,
        reason=source_kind,
    )


@transaction.atomic
def reach(
    case: Case, stages: Iterable[Stage], *, by: Account, source_kind: str, source_id: UUID, at: datetime
) -> None:
    """Record stages as reached on the day of `at`; one that was reached before keeps its day."""
    hold(case)
    known = Milestone.objects.unscoped("writing: the caller holds an editable case").filter(case=case)
    stand = set(known.values_list("kind", flat=True))
    day = localtime(at).date()
    told = [MilestoneDraft(stage, PartialDate(day, day)) for stage in stages if stage not in stand]
    if told:
        record_milestones(case, told, by=by, source_kind=source_kind, source_id=source_id, at=at)


def _put_milestones(
    case: Case,
    milestones: Sequence[MilestoneDraft],
    *,
    source: tuple[str, UUID | None],
    by: Account | None,
    at: datetime,
) -> None:
    kinds = [str(told.kind) for told in milestones]
    Milestone.objects.unscoped("writing: the caller holds an editable case").filter(
        case=case, kind__in=kinds
    ).delete()
    Milestone.objects.insert(_milestone(case, told, source=source, by=by, at=at) for told in milestones)


@transaction.atomic
def add_entries(
    case: Case, entries: Sequence[EntryDraft], *, by: Account | None, at: datetime
) -> list[Entry]:
    """Add notes, events or plans to a case that the caller has checked to be editable."""
    chunk = _Chunk([], [case], [], [], [], [], [])
    _lay_out_lines(chunk, case, entries, (), by=by, at=at)
    for (target, _), block in zip(
        chunk.sealing, vault.seal_many([plan for _, plan in chunk.sealing]), strict=True
    ):
        target.sealed = block
    record(
        action="core:entry:added",
        kind="case",
        ids=[case.id],
        actor=by.id if by else None,
        organisation=case.organisation_id,
    )
    return Entry.objects.insert(chunk.entries)
