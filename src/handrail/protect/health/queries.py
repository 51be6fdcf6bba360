"""Screenings, read through a narrower door than the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import open_words
from handrail.core.questionnaires.domain.instrument import Band, Instrument
from handrail.protect.health.instruments import instruments
from handrail.protect.health.models import Screening


@dataclass(frozen=True, slots=True)
class Line:
    """One screening. `change`: against the one before with the same tool; None for the first."""

    screening: Screening
    instrument: Instrument
    words: dict[str, Any]
    change: float | None

    @property
    def score(self) -> float:
        return float(self.words.get("score", 0))

    @property
    def band(self) -> Band | None:
        return self.instrument.band(self.score)

    @property
    def answered(self) -> Sequence[tuple[str, str]]:
        """Each item with the words of its answer."""
        said, meanings = dict(self.words.get("answers", ())), dict(self.instrument.answers)
        return [(item.text, meanings[said[item.id]]) for item in self.instrument.items if item.id in said]


def screenings_of(account: Account, case: Case) -> list[Line]:
    """Return the screenings of a case, the latest first. One query, and one for the key."""
    found = Screening.objects.visible_to(account).filter(case=case).order_by("taken_on", "created_at", "id")
    before: dict[str, float] = {}
    lines = []
    for screening, words in open_words(found, case.person_id):
        instrument = instruments()[screening.instrument]
        score = float(words.get("score", 0))
        last = before.get(instrument.id)
        lines.append(Line(screening, instrument, words, None if last is None else score - last))
        before[instrument.id] = score
    return lines[::-1]
