"""The words of needs and of safety."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.protect.needs.domain.states import NeedState

if TYPE_CHECKING:
    from django.utils.functional import Promise

GROUPS: tuple[tuple[str | Promise, dict[str, str | Promise]], ...] = (
    (
        _("Now"),
        {
            "emergency_safety": _("Safety from danger"),
            "shelter": _("A safe place to sleep"),
            "food_clothing": _("Food and clothing"),
            "medical_emergency": _("A doctor at once"),
            "interpretation": _("An interpreter"),
            "child_care": _("Care for a child who came along"),
            "protection_order": _("A protection order"),
        },
    ),
    (
        _("Health"),
        {
            "medical_general": _("A doctor"),
            "sexual_reproductive_health": _("Sexual and reproductive health"),
            "forensic_exam": _("A forensic examination"),
            "dental": _("A dentist"),
            "mental_health": _("Mental health care"),
            "psychosocial": _("Someone to talk to, psychosocial support"),
            "substance_treatment": _("Treatment of addiction"),
            "disability_support": _("Support with a disability"),
        },
    ),
    (
        _("Law and papers"),
        {
            "legal_information": _("To know her or his rights"),
            "legal_representation": _("A lawyer"),
            "court_accompaniment": _("Somebody along to court"),
            "immigration_status": _("Leave to stay"),
            "documents": _("Identity papers"),
            "consular": _("Contact with a consulate, if wanted"),
            "compensation_claim": _("Compensation"),
            "wage_claim": _("Unpaid wages"),
        },
    ),
    (
        _("Children"),
        {
            "guardian": _("A guardian"),
            "child_psychologist": _("A child psychologist"),
            "family_tracing": _("Tracing of the family"),
        },
    ),
    (
        _("Return"),
        {
            "risk_assessment": _("An assessment of the risks of going back"),
            "return_travel": _("Travel home"),
            "pre_departure": _("Help before departure"),
            "reception": _("Somebody at the arrival"),
            "follow_up": _("Contact afterwards"),
        },
    ),
    (
        _("A life of one's own"),
        {
            "education": _("School or education"),
            "vocational_training": _("Training for a trade"),
            "job_placement": _("Work"),
            "livelihood_grant": _("Money to start with"),
            "debt_relief_advice": _("Advice on debt"),
            "housing_support": _("A home"),
            "burial_or_family_support": _("Support of the family, or a burial"),
        },
    ),
)
KINDS: dict[str, str | Promise] = {kind: words for _group, kinds in GROUPS for kind, words in kinds.items()}

STATES: dict[NeedState, str | Promise] = {
    NeedState.OPEN: _("Open"),
    NeedState.MET: _("Met"),
    NeedState.DECLINED: _("Not wanted: the person's choice"),
}
TONES = {NeedState.OPEN: "warn", NeedState.MET: "ok", NeedState.DECLINED: ""}

DANGERS: dict[str, str | Promise] = {
    "": _("Not asked yet"),
    "none": _("None that is known"),
    "possible": _("Possible"),
    "serious": _("Serious"),
    "now": _("In danger now"),
}
