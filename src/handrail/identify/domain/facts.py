"""The facts that the definition asks for, and the elements that they make up.

Codes are those of the Palermo Protocol's elements; `data/definition.yaml` holds their words and articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handrail.core.questionnaires.domain.logic import Truth, all_of, any_of

ACTS = ("act.recruitment", "act.transportation", "act.transfer", "act.harbouring", "act.receipt")
MEANS = (
    "means.threat_force",
    "means.coercion",
    "means.abduction",
    "means.fraud",
    "means.deception",
    "means.abuse_power",
    "means.abuse_vulnerability",
    "means.payment_control",
)
PURPOSES = (
    "purpose.prostitution_of_others",
    "purpose.other_sexual",
    "purpose.forced_labour",
    "purpose.slavery",
    "purpose.servitude",
    "purpose.organ_removal",
    "purpose.forced_criminality",
    "purpose.forced_marriage",
    "purpose.illegal_adoption",
)
UNDER_18 = "age.under_18"
UNDER_18_THEN = "age.under_18_then"
MAYBE_CHILD = "age.maybe_child"
CHILD = (UNDER_18, UNDER_18_THEN, MAYBE_CHILD)
PROCURED = "crossing.procured"
BENEFIT = "crossing.benefit"
ILLEGAL_ENTRY = "crossing.illegal_entry"
NOT_NATIONAL = "crossing.not_national"
SMUGGLING = (PROCURED, BENEFIT, ILLEGAL_ENTRY, NOT_NATIONAL)
DANGER = "crossing.danger"
DEBT_WORKED_OFF = "crossing.debt_worked_off"  # names rule D7; what it shows of means and purpose stands there
LABOUR_BREACH = "labour_breach"
OTHER_CRIME = "other_crime"
CONSENT = "consent"

CODES = (
    *CHILD,
    *ACTS,
    *MEANS,
    *PURPOSES,
    *SMUGGLING,
    DANGER,
    DEBT_WORKED_OFF,
    LABOUR_BREACH,
    OTHER_CRIME,
    CONSENT,
)
"""Every code that a rule reads. `consent` is recorded; no rule may deny anything because of it (C1, C2)."""

Facts = Mapping[str, Truth]
"""Code to truth; a code that is absent is not known."""


@dataclass(frozen=True, slots=True)
class Elements:
    """What the deciding rules read, each true, false or not known."""

    child: Truth
    act: Truth
    means: Truth
    purpose: Truth
    smuggling: Truth
    danger: Truth
    labour: Truth
    other: Truth


MADE_OF: Mapping[str, tuple[str, ...]] = {
    "child": CHILD,
    "act": ACTS,
    "means": MEANS,
    "purpose": PURPOSES,
    "smuggling": SMUGGLING,
    "danger": (DANGER,),
    "labour": (LABOUR_BREACH,),
    "other": (OTHER_CRIME,),
}
"""The facts of each element. Any one makes it true, but for smuggling, which needs all four."""


def elements(facts: Facts) -> Elements:
    """Return the elements that the facts make up."""
    return Elements(
        **{
            name: (all_of if name == "smuggling" else any_of)(facts.get(code) for code in codes)
            for name, codes in MADE_OF.items()
        }
    )
