"""What an import keeps sealed: about the file, and about each row. JSON in, JSON out.

A row's block lies under the key of its person once there is one, so that erasing the person erases it too;
before that under the organisation's key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from handrail.cooperate.domain.records import IncomingRecord, Problem
from handrail.cooperate.models import ImportRow, ImportRun
from handrail.core import vault
from handrail.core.cases.values import from_json, to_json
from handrail.core.dates import PartialDate

Json = dict[str, Any]


@dataclass(slots=True)
class About:
    """What is known of a file: its name and sheets, the mapping as a document, and what the check found."""

    name: str
    kind: str = ""
    mapping: str = ""
    mapping_name: str = ""
    sheets: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    mended: bool = False
    preview: Json = field(default_factory=dict)


def about(run: ImportRun) -> About:
    """Open what a run keeps about its file."""
    return About(**vault.unseal_for_organisation(run.organisation_id, f"import:{run.id}", bytes(run.sealed)))


def keep_about(run: ImportRun, told: About) -> None:
    """Seal it into the run; the caller saves."""
    run.sealed = vault.seal_for_organisation(run.organisation_id, f"import:{run.id}", asdict(told))


def seal_rows(organisation: UUID, rows: Sequence[tuple[ImportRow, Json]]) -> list[ImportRow]:
    """Put each block into its row, under the person's key or the organisation's."""
    of_person = [(row, block) for row, block in rows if row.person_id and block]
    sealed = vault.seal_many([(row.person_id, _purpose(row), block) for row, block in of_person])  # type: ignore[misc]
    for (row, _), block in zip(of_person, sealed, strict=True):
        row.sealed = block
    others = [(row, block) for row, block in rows if not row.person_id and block]
    sealed = vault.seal_many_for_organisation(organisation, [(_purpose(row), block) for row, block in others])
    for (row, _), block in zip(others, sealed, strict=True):
        row.sealed = block
    return [row for row, _ in rows]


def open_rows(organisation: UUID, rows: Iterable[ImportRow]) -> dict[UUID, Json]:
    """Return the blocks by row id; an empty one where nothing is kept or the person was erased."""
    rows = [row for row in rows if row.sealed]
    of_person = [row for row in rows if row.person_id]
    opened = vault.unseal_many(
        [(row.person_id, _purpose(row), bytes(row.sealed)) for row in of_person]  # type: ignore[misc]
    )
    blocks: dict[UUID, Json] = {
        row.id: {} if isinstance(block, vault.Erased) else block
        for row, block in zip(of_person, opened, strict=True)
    }
    for row in rows:
        if not row.person_id:
            blocks[row.id] = vault.unseal_for_organisation(organisation, _purpose(row), bytes(row.sealed))
    return blocks


def _purpose(row: ImportRow) -> str:
    return f"import-row:{row.id}"


def values_json(values: Mapping[str, Any]) -> Json:
    return {name: to_json(value) for name, value in values.items()}


def values_from(block: Mapping[str, Any]) -> Json:
    return {name: from_json(value) for name, value in block.items()}


def said_of(record: IncomingRecord) -> Json:
    """What the file said of one case, as JSON: the ground on which a later import tells what changed."""
    return {
        "values": values_json(record.values),
        "lines": [[kind, values_json(values)] for kind, values in record.entries],
        "milestones": {kind: when.text for kind, when in record.milestones.items()},
    }


def record_from(block: Json) -> IncomingRecord:
    """The inverse of `said_of`, with the raw row where it was kept."""
    return IncomingRecord(
        sheet=block.get("sheet", ""),
        rows=tuple(block.get("rows", ())),
        values=values_from(block["said"]["values"]),
        entries=tuple((kind, values_from(values)) for kind, values in block["said"]["lines"]),
        milestones={k: PartialDate.from_text(v) for k, v in block["said"]["milestones"].items()},
        raw=block.get("raw", {}),
    )


def problem_json(problem: Problem) -> Json:
    return asdict(problem)


def problem_from(block: Json) -> Problem:
    return Problem(**block)
