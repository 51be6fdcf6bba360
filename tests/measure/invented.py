"""Invented rows of the cascade: many, quickly, and none of them about anybody."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from handrail.core.cases.models import Case
from handrail.core.milestones.domain.stages import PARENT, End, Stage
from handrail.core.milestones.models import CascadeRow
from handrail.core.organisations.models import Unit
from handrail.core.persons.models import Person

TODAY = date(2026, 11, 24)
FIRST = date(2020, 10, 1)

# How likely each next step is, and about how many days it takes.
CHANCE: Mapping[Stage, tuple[float, float]] = {
    Stage.SCREENED: (0.86, 6),
    Stage.PRESUMED: (0.78, 5),
    Stage.IDENTIFIED: (0.46, 70),
    Stage.ASSISTED: (0.72, 28),
    Stage.REINTEGRATED: (0.45, 330),
    Stage.INVESTIGATED: (0.5, 35),
    Stage.PROSECUTED: (0.36, 300),
    Stage.CONVICTED: (0.5, 520),
    Stage.REMEDIED: (0.2, 260),
}
REASONS = {
    Stage.ASSISTED: ("no_place", "testimony_demanded", "no_interpreter", "not_referred"),
    Stage.SCREENED: ("treated_as_migrant", "no_staff"),
    Stage.CONVICTED: ("waiting_for_court", "evidence_too_thin"),
}
PROVINCES = ("Rung Arun", "Khao Wang", "Ban Sai", "Mae Lom", "Pak Nam")


def a_life(draw: random.Random, province: str) -> dict[str, Any]:
    """Dates and choices of one invented person."""
    detected = FIRST + timedelta(days=draw.randrange((TODAY - FIRST).days))
    days: dict[Stage, date] = {Stage.DETECTED: detected}
    for stage, before in PARENT.items():
        chance, mean = CHANCE[stage]
        if stage is Stage.SCREENED and province == "Mae Lom":
            chance = 0.5
        if before in days and draw.random() < chance:
            day = days[before] + timedelta(days=int(draw.expovariate(1 / mean)))
            if day <= TODAY:
                days[stage] = day
    life: dict[str, Any] = {f"{stage.value}_on": day for stage, day in days.items()}
    if draw.random() < 0.03:
        life["detected_on"], life["screened_on"] = detected, None
    if draw.random() < 0.08:
        life["declined_assistance_on"] = min(TODAY, detected + timedelta(days=draw.randrange(60)))
    if draw.random() < 0.15:
        life["declined_justice_on"] = min(TODAY, detected + timedelta(days=draw.randrange(200)))
    if draw.random() < 0.25:
        life["ended_on"] = min(TODAY, detected + timedelta(days=draw.randrange(20, 900)))
        life["ended_because"] = draw.choice(list(End)).value
    return life


def insert_rows(unit: Unit, rows: list[dict[str, Any]], *, owner: Any = None) -> list[uuid.UUID]:
    """Write bare persons, cases and rows of a unit; return the case ids."""
    persons = Person.objects.insert([Person(organisation_id=unit.organisation_id) for _ in rows])
    now = datetime.combine(TODAY, datetime.min.time(), tzinfo=UTC)
    cases = Case.objects.insert(
        [
            Case(
                number=uuid.uuid4().hex[:10].upper(),
                organisation_id=unit.organisation_id,
                unit=unit,
                owner=owner,
                person=person,
                opened_on=row.get("detected_on") or TODAY,
                created_at=now,
                updated_at=now,
            )
            for person, row in zip(persons, rows, strict=True)
        ]
    )
    CascadeRow.objects.insert(
        [
            CascadeRow(
                case=case,
                organisation_id=unit.organisation_id,
                unit=unit,
                owner=owner,
                **{
                    "agency": unit.organisation.kind,
                    "province": unit.province,
                    "sex": "unknown",
                    "age_band": "unknown",
                    "purpose": "unknown",
                    "quarter": _quarter(row["detected_on"]) if row.get("detected_on") else "",
                }
                | row,
            )
            for case, row in zip(cases, rows, strict=True)
        ]
    )
    return [case.id for case in cases]


def invent(unit: Unit, people: int, *, seed: int = 1, owner: Any = None, **fixed: Any) -> list[uuid.UUID]:
    """Write so many invented cases of a unit, the same for the same seed."""
    draw = random.Random(seed)
    rows = []
    for _ in range(people):
        province = draw.choices(PROVINCES, weights=(40, 25, 15, 12, 8))[0]
        life = a_life(draw, province)
        late = {stage.value: draw.choice(codes) for stage, codes in REASONS.items() if draw.random() < 0.7}
        rows.append(
            {
                "province": province,
                "origin": draw.choices(
                    ("KH", "LA", "MM", "VN", "TH", "stateless", ""), weights=(5, 3, 6, 2, 4, 1, 1)
                )[0],
                "sex": draw.choices(("female", "male", "other", "unknown"), weights=(55, 40, 2, 3))[0],
                "age_band": draw.choice(
                    ("0-8", "9-17", "18-20", "21-23", "24-26", "27-29", "30-38", "unknown")
                ),
                "purpose": draw.choices(("labour", "sexual", "criminality", "unknown"), weights=(5, 3, 2, 1))[
                    0
                ],
                "reasons": late,
            }
            | life
            | fixed
        )
    return insert_rows(unit, rows, owner=owner)


def _quarter(day: date) -> str:
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"
