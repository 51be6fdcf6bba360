"""What the room's records have in common: they hang on a case, their words are sealed, edits are counted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models

from handrail.core import vault
from handrail.core.cases.models import Case
from handrail.core.cases.values import from_json, to_json


class HelpRecord(models.Model):
    """A record of one case. Codes and dates stand in columns; every free word is in `sealed`.

    `version` counts edits, for whoever edits at the same time. A class names its manager:
    `ScopedManager(part_of_case("needs"))`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField(default=bytes)
    version = models.PositiveIntegerField(default=1)
    written_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True


R = TypeVar("R", bound=HelpRecord)


def place_of(record: HelpRecord) -> str:
    """Return what the words of a record are sealed for: they open nowhere else."""
    return f"{record._meta.label_lower}:{record.id}"


def seal_words(record: HelpRecord, person: uuid.UUID, words: Mapping[str, Any]) -> None:
    """Seal the words of a record under the key of the case's person; empty ones are left out."""
    said = {name: to_json(value) for name, value in words.items() if value not in (None, "", [])}
    record.sealed = vault.seal(person, place_of(record), said)


def open_words(records: Iterable[R], person: uuid.UUID) -> list[tuple[R, dict[str, Any]]]:
    """Return records of one person (read through the door) with their words; none for an erased person."""
    records = list(records)
    sealed = [(person, place_of(record), bytes(record.sealed)) for record in records if record.sealed]
    opened = iter(vault.unseal_many(sealed))
    pairs = []
    for record in records:
        words = next(opened) if record.sealed else {}
        known = {} if isinstance(words, vault.Erased) else words
        pairs.append((record, {name: from_json(value) for name, value in known.items()}))
    return pairs
