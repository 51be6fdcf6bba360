"""What is about to be written: a case, its lines, its milestones. Plain values, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from handrail.core.dates import PartialDate


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An event, plan, note or organisation: `kind` is an EntryKind, `values` are catalogue fields."""

    kind: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """Somebody else in the case: `role` is a PartyRole."""

    role: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """`kind` is a Stage, a Choice, or "ended" (then `reason` is an End)."""

    kind: str
    when: PartialDate
    reason: str = ""
    source_row: int | None = None


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A new case with its person. `references` are (system, id) pairs by which a later import finds it."""

    unit_id: UUID
    values: Mapping[str, Any]
    owner_id: UUID | None = None
    entries: tuple[EntryDraft, ...] = ()
    parties: tuple[PartyDraft, ...] = ()
    milestones: tuple[MilestoneDraft, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    import_run: UUID | None = None
