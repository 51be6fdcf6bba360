"""The lines of a case: events, plans, notes, and the other people in it. Nothing is graphic."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from handrail.core.dates import PartialDate
from handrail.core.milestones.domain.stages import Stage
from handrail.site.demo.domain import names
from handrail.site.demo.domain.chance import as_recorded
from handrail.site.demo.domain.country import COUNTRY_CODE, INTEGRITY, PROVINCES, QUORRIMEL, VALLORIM
from handrail.site.demo.domain.shape import LABOUR, SCAM
from handrail.site.demo.domain.ways import Way

Values = dict[str, Any]

NOTES = (
    "Prefers to be called in the afternoon.",
    "Asked for the same interpreter as last time.",
    "Wants news of a younger sister before anything else.",
    "Sleeps badly; agreed to see the nurse on Thursday.",
    "Would like to finish school.",
    "Says the agent still has the passport.",
    "Speaks little; drew the way to the house instead.",
    "Does not want to meet anybody in uniform.",
)
PLANS = (
    ("SocialCare", "A safe place to stay", "Room until the end of the year, then look again together."),
    ("Health", "A first visit to the clinic", "Visit with an interpreter of her or his choice."),
    ("Education", "Back to school", "Talk to the school in the next term."),
    ("Livelihood", "Work that pays", "Course of twelve weeks, then a placement that was checked."),
    ("Legal", "Wages that were not paid", "Claim prepared with the legal clinic."),
)
SUSPECT_ROLES = ("RecruiterOrIntermediary", "Transporter", "Exploiter", "BrokerTravelAgent")
OFFICIAL_ROLES = (
    "An official at a crossing, said to have let the vehicle pass for money.",
    "An official who is said to have warned the owner before an inspection.",
    "An official who is said to have sent people back to the employer.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry or a party of a case: `kind` is an EntryKind or a PartyRole."""

    kind: str
    values: Values = field(default_factory=dict)


def entries_of(rng: Random, way: Way) -> tuple[Line, ...]:
    """Return what happened on the way, plans and notes; many records have none."""
    lines = []
    before = way.detected - timedelta(days=rng.randrange(40, 700))
    if rng.random() < 0.3:
        town = rng.choice(PROVINCES[way.province].towns)
        lines.append(
            Line(
                "event",
                {
                    "hte_Type": "Exploitation",
                    "hte_Date": as_recorded(rng, before, until=way.as_of, vague=0.7),
                    "hte_Country": COUNTRY_CODE,
                    "hte_City": town,
                },
            )
        )
    if way.has(Stage.ASSISTED) and rng.random() < 0.6:
        kind, aim, action = rng.choice(PLANS)
        until = way.days[Stage.ASSISTED] + timedelta(days=180)
        lines.append(
            Line(
                "plan",
                {
                    "spl_Type": kind,
                    "spl_Objectives": aim,
                    "spl_ActionPlan": action,
                    "spl_PlannedEndDate": PartialDate.exact(until),
                },
            )
        )
    if rng.random() < 0.25:
        lines.append(Line("comment", {"cco_CaseComment": rng.choice(NOTES)}))
    return tuple(lines)


def parties_of(rng: Random, way: Way) -> tuple[Line, ...]:
    """Return suspects, firms and officials. Officials are named most at the river border and in Vallorim."""
    lines = []
    if way.has(Stage.INVESTIGATED) and rng.random() < 0.55:
        lines.append(
            Line(
                "suspect",
                {"hr_PartyName": names.own_name(rng), "per_RoleInProcess": [rng.choice(SUSPECT_ROLES)]},
            )
        )
    if way.profile.purpose in (LABOUR, SCAM) and rng.random() < 0.2:
        lines.append(Line("firm", {"hr_PartyName": names.firm_name(rng)}))
    named = 0.09 if way.province in (QUORRIMEL, VALLORIM) else 0.012
    if way.agency == INTEGRITY:
        named = 0.8
    if rng.random() < named:
        lines.append(
            Line(
                "official",
                {"hr_PartyName": names.own_name(rng), "per_RoleDetails": rng.choice(OFFICIAL_ROLES)},
            )
        )
    if way.profile.child and rng.random() < 0.15:
        lines.append(Line("guardian", {"hr_PartyName": names.own_name(rng)}))
    return tuple(lines)
