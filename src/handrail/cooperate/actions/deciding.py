"""Row by row: a new case, an update of one, nothing new, or something for a person to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from handrail.cooperate.actions.finding import find_cases
from handrail.cooperate.actions.matching import (
    CASE_ID,
    Difference,
    Reference,
    Standing,
    Telling,
    difference,
)
from handrail.cooperate.actions.payload import open_rows, record_from
from handrail.cooperate.domain.records import IncomingRecord, Problem, RefusedRow
from handrail.cooperate.models import ImportRow, Outcome
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case, Entry, Party
from handrail.core.cases.reading import OpenCase, open_cases
from handrail.core.dates import PartialDate
from handrail.core.milestones.models import Milestone
from handrail.core.organisations.models import Organisation


@dataclass(slots=True)
class Plan:
    """What is to become of one record. `case` is the one that it means, where there is one."""

    outcome: Outcome
    record: IncomingRecord | RefusedRow
    reference: Reference | None = None
    stable: bool = True
    case: Case | None = None
    change: Difference | None = None
    problems: tuple[Problem, ...] = ()
    known_by: str = ""


@dataclass(slots=True)
class Deciding:
    """One walk through the records of a file, for one account. Reads through the door, writes nothing.

    The records come in the order of the file, a chunk at a time, each chunk decided inside
    `acting_as(account)`: a case that the account cannot change is one that it does not meet. `pairs` are the
    rows without an id that may be edited rows of an earlier file, by their place (from 0), and the case.
    What it holds of a record that is decided is a digest.
    """

    account: Account
    organisation: Organisation
    pairs: Mapping[int, UUID] = field(default_factory=dict)
    _telling: Telling = field(default_factory=Telling)
    _place: int = 0

    def pass_by(self, outcome: IncomingRecord | RefusedRow) -> None:
        """The next record is settled already: only remember that the file had it."""
        self._telling.next(outcome)
        self._place += 1

    def decide(self, outcomes: Sequence[IncomingRecord | RefusedRow]) -> list[Plan]:
        """Decide the next records of the file, in order."""
        identities = [self._telling.next(outcome) for outcome in outcomes]
        places = range(self._place, self._place + len(outcomes))
        self._place += len(outcomes)
        found = find_cases(self.account, self.organisation, outcomes, identities)
        maybe = {index: self.pairs[place] for index, place in enumerate(places) if place in self.pairs}
        cases = self._open({*found.values(), *maybe.values()})
        plans = []
        for index, (outcome, identity) in enumerate(zip(outcomes, identities, strict=True)):
            if isinstance(outcome, RefusedRow):
                plans.append(Plan(Outcome.REFUSED, outcome, problems=outcome.problems))
            elif identity.again:
                plans.append(_refused_twice(outcome, identity.reference))
            else:
                case_id = found.get(index) or maybe.get(index)
                known = cases.get(case_id) if case_id else None
                plan = self._decide(outcome, known, sure=index in found)
                plan.reference, plan.stable = identity.reference, identity.stable
                plans.append(plan)
        return plans

    def compare(self, record: IncomingRecord, case_id: UUID) -> tuple[Case | None, Difference | None]:
        """The case as the account meets it, and what the record would change in it as it stands today."""
        known = self._open({case_id}).get(case_id)
        if known is None:
            return None, None
        return known.case, difference(record, known.stands, None)

    # What is new ----------------------------------------------------------------------------------------

    def _open(self, ids: set[UUID]) -> dict[UUID, _Known]:
        """The cases with all that a row is compared with: five queries, however many."""
        if not ids:
            return {}
        of_case = {"case__in": ids}
        cases = list(Case.objects.editable_by(self.account).filter(id__in=ids).select_related("person"))
        opened = open_cases(
            cases,
            entries=list(Entry.objects.editable_by(self.account).filter(**of_case)),
            parties=list(Party.objects.editable_by(self.account).filter(**of_case)),
        )
        milestones: dict[UUID, dict[str, tuple[PartialDate, str]]] = defaultdict(dict)
        for m in Milestone.objects.editable_by(self.account).filter(**of_case):
            milestones[m.case_id][m.kind] = (PartialDate(m.earliest, m.latest), m.reason)
        before = self._said_before(ids)
        return {
            case.id: _Known(case, _standing(opened[case.id], milestones[case.id]), before.get(case.id))
            for case in cases
        }

    def _said_before(self, ids: set[UUID]) -> dict[UUID, IncomingRecord]:
        rows = (
            ImportRow.objects.visible_to(self.account)
            .filter(case_id__in=ids, undone=False, person_id__isnull=False)
            .order_by("written_at", "run__created_at", "row")
        )
        newest = {row.case_id: row for row in rows if row.sealed}
        blocks = open_rows(self.organisation.id, newest.values())
        return {
            case_id: record_from(blocks[row.id])
            for case_id, row in newest.items()
            if case_id and "said" in blocks.get(row.id, {})
        }

    def _decide(self, record: IncomingRecord, known: _Known | None, *, sure: bool) -> Plan:
        if known is None:
            return Plan(Outcome.CREATED, record)
        change = difference(record, known.stands, known.before if sure else None)
        if sure and change.nothing:
            return Plan(Outcome.UNCHANGED, record, case=known.case, change=change)
        if not sure or change.both:
            why = "edited-both" if sure else "row-changed"
            return Plan(Outcome.POSSIBLE_UPDATE, record, case=known.case, change=change, known_by=why)
        return Plan(Outcome.UPDATED, record, case=known.case, change=change)


@dataclass(frozen=True, slots=True)
class _Known:
    case: Case
    stands: Standing
    before: IncomingRecord | None


def _standing(opened: OpenCase, milestones: dict[str, tuple[PartialDate, str]]) -> Standing:
    values: dict[str, Any] = dict(opened.values)
    values.setdefault("cas_Status", opened.case.status)
    # A case without an id of its own leaves under its number: coming back with it is no news.
    values.setdefault(CASE_ID, opened.case.number)
    lines: list[tuple[str, dict[str, Any]]] = []
    for line in opened.entries:
        assert isinstance(line.record, Entry)
        lines.append((line.record.kind, line.values))
    lines += [("party", line.values) for line in opened.parties]
    return Standing(values, lines, milestones)


def _refused_twice(record: IncomingRecord, reference: Reference | None) -> Plan:
    columns = ", ".join(record.identity) if reference and reference.system != "case-id" else ""
    problem = Problem(
        record.sheet,
        record.rows[0] if record.rows else 0,
        columns,
        "; ".join(record.raw.get(header, "") for header in record.identity)[:200],
        "same-person-twice",
        "An earlier row of this file has the same values in the columns that tell persons apart.",
        "Take one of the rows out, or choose one more column that tells them apart.",
    )
    return Plan(Outcome.REFUSED, record, problems=(problem,))
