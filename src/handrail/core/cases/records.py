"""Records that hang on a case: their words are sealed, edits are counted, writes are logged with the case."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from handrail.core import vault
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.cases.values import from_json, to_json


class SealedRecord(models.Model):
    """Something of one case whose free words are in `sealed`; codes and dates stand in columns.

    A class names its manager: `ScopedManager(part_of_case("needs"))`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField(default=bytes)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


class CaseRecord(SealedRecord):
    """One that is edited. `version` counts the edits, for whoever edits at the same time."""

    version = models.PositiveIntegerField(default=1)
    written_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True


R = TypeVar("R", bound=SealedRecord)


def stamps(by: Account, at: datetime) -> dict[str, Any]:
    """Return who wrote a new record, and when."""
    return {"written_by": by.id, "created_at": at, "updated_at": at}


def log_of_case(action: str, case: Case, ids: Iterable[UUID], by: Account, reason: str = "") -> None:
    """Log what was written to records of a case, with the house that keeps the case. `reason` is a code."""
    record(
        action=action,
        kind="case",
        ids=[case.id, *ids],
        actor=by.id,
        organisation=case.organisation_id,
        reason=reason,
    )


def place_of(line: SealedRecord) -> str:
    """Return what the words of a record are sealed for: they open nowhere else."""
    return f"{line._meta.label_lower}:{line.id}"


def seal_words(line: SealedRecord, person: uuid.UUID, words: Mapping[str, Any]) -> None:
    """Seal the words of a record under the key of the case's person; empty ones are left out."""
    said = {name: to_json(value) for name, value in words.items() if value not in (None, "", [])}
    line.sealed = vault.seal(person, place_of(line), said)


def open_words(records: Iterable[R], person: uuid.UUID) -> list[tuple[R, dict[str, Any]]]:
    """Return records of one person (read through the door) with their words; none for an erased person."""
    records = list(records)
    sealed = [(person, place_of(line), bytes(line.sealed)) for line in records if line.sealed]
    opened = iter(vault.unseal_many(sealed))
    pairs = []
    for line in records:
        words = next(opened) if line.sealed else {}
        known = {} if isinstance(words, vault.Erased) else words
        pairs.append((line, {name: from_json(value) for name, value in known.items()}))
    return pairs
