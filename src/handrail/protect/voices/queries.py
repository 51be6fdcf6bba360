"""What was said, in full batches alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from handrail.core import vault
from handrail.core.accounts.models import Account
from handrail.protect.voices.domain.batches import Batch, batches, rounded, tally
from handrail.protect.voices.models import Box, Voice
from handrail.protect.voices.words import QUESTIONS


@dataclass(frozen=True, slots=True)
class Heard:
    """One batch: its quarters, a rounded size, rounded counts by question, and what was written."""

    quarters: tuple[str, ...]
    size: int
    tables: Sequence[dict[str, Any]]
    words: Sequence[str]


def boxes_of(account: Account) -> QuerySet[Box]:
    """Return the boxes of the account's house."""
    return Box.objects.filter(organisation=account.organisation_id).order_by("-until", "name", "id")


def open_box_with(code: str, *, today: date) -> Box | None:
    return Box.objects.filter(code=code, until__gte=today).first()


def heard(box: Box, *, today: date) -> Sequence[Heard]:
    """Return the full batches of a box, the latest first."""
    counted = Voice.objects.filter(box=box).values("quarter").annotate(many=Count("id"))
    full = batches({each["quarter"]: each["many"] for each in counted}, today=today)
    return [_batch(box, each) for each in reversed(full)]


def _batch(box: Box, batch: Batch) -> Heard:
    voices = list(Voice.objects.filter(box=box, quarter__in=batch.quarters).order_by("id"))
    tables = []
    for asked in QUESTIONS:
        answers = [voice.answers.get(asked.id, []) for voice in voices]
        counts = tally(answers, [choice for choice, _words in asked.choices])
        rows = [{"words": words, "count": counts[choice]} for choice, words in asked.choices]
        tables.append({"asked": asked, "rows": rows})
    words = [
        str(vault.unseal_for_organisation(box.organisation_id, f"voice:{voice.id}", bytes(voice.sealed)))
        for voice in voices
        if voice.sealed
    ]
    return Heard(batch.quarters, rounded(batch.size), tables, words)
