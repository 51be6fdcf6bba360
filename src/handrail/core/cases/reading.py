"""Reading cases back: blocks are opened for a page of cases with one query for keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from handrail.core import vault
from handrail.core.cases.models import Case, Entry, Party
from handrail.core.cases.values import read_values, shown_name


@dataclass(frozen=True, slots=True)
class Line:
    """An entry or a party with its values in the open."""

    record: Entry | Party
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case in the open. `erased` where the person's key is gone: then only what was in clear is left."""

    case: Case
    values: dict[str, Any]
    erased: bool
    entries: list[Line] = field(default_factory=list)
    parties: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        return shown_name(self.values)


def open_cases(
    cases: Sequence[Case], *, entries: Sequence[Entry] = (), parties: Sequence[Party] = ()
) -> dict[UUID, OpenCase]:
    """Return cases with their values, by id. The caller read them through the door, with `person` joined.

    `entries` and `parties` (also read through the door) are opened with the same query for keys.
    """
    person_of = {case.id: case.person_id for case in cases}
    plans: list[tuple[UUID, str, bytes]] = []
    for case in cases:
        plans.append((case.person_id, "person", bytes(case.person.sealed)))
        plans.append((case.person_id, f"case:{case.id}", bytes(case.sealed)))
    plans += [(person_of[e.case_id], f"entry:{e.id}", bytes(e.sealed)) for e in entries]
    plans += [(person_of[p.case_id], f"party:{p.id}", bytes(p.sealed)) for p in parties]
    blocks = iter(vault.unseal_many(plans))
    opened: dict[UUID, OpenCase] = {}
    for case in cases:
        person_block, case_block = next(blocks), next(blocks)
        sealed = [block for block in (person_block, case_block) if not isinstance(block, vault.Erased)]
        values = read_values(case.person.coded, case.coded, *sealed)
        opened[case.id] = OpenCase(case, values, erased=isinstance(person_block, vault.Erased))
    for entry in entries:
        opened[entry.case_id].entries.append(_line(entry, next(blocks)))
    for party in parties:
        opened[party.case_id].parties.append(_line(party, next(blocks)))
    return opened


def _line(record: Entry | Party, block: Any) -> Line:
    sealed = {} if isinstance(block, vault.Erased) else block
    return Line(record, read_values(record.coded, sealed))


def values_of(case: Case) -> dict[str, Any]:
    """Return the values of one case and its person."""
    return open_cases([case])[case.id].values
