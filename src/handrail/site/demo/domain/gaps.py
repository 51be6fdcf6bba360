"""The three failures planted in the country, as data: what happens, where, and where the cascade shows it.

They are the kind that reviews of the region name: children deported before anybody asked (child
safeguard C06, red flag M2-06), a court where nothing moves (M2-01, M2-02), and help in exchange for testimony
(M4-01; against CoE 12(6) and OHCHR Guideline 6).
"""

from __future__ import annotations

from dataclasses import dataclass

from handrail.core.milestones.domain.stages import Stage
from handrail.site.demo.domain.country import IMMIGRATION, POLICE, QUORRIMEL, STEADFAST, VALLORIM


@dataclass(frozen=True, slots=True)
class PlantedGap:
    """One failure. `province` or `agency_ids` (or both) say where it is; `reason` is a code of hr_ReasonNot.

    id        the name by which docs and tests call it
    says      what happens there, in one sentence
    step      the step of the cascade that people do not take
    children  whether it concerns children alone
    years     since how many years
    """

    id: str
    says: str
    step: Stage
    reason: str
    province: str = ""
    agency_ids: tuple[str, ...] = ()
    children: bool = False
    years: int = 6


CHILDREN_AS_MIGRANTS = PlantedGap(
    id="children-as-migrants",
    says=(
        "At the river border of Quorrimel police and immigration handle children as irregular "
        "migrants: nobody asks what happened to them, and they are put back across the border."
    ),
    step=Stage.SCREENED,
    reason="treated_as_migrant",
    province=QUORRIMEL,
    agency_ids=(POLICE, IMMIGRATION),
    children=True,
)

STALLED_COURT = PlantedGap(
    id="stalled-court",
    says=(
        "The Court of Vallorim has decided no trafficking case for five years: charges are brought, and "
        "nothing follows."
    ),
    step=Stage.CONVICTED,
    reason="waiting_for_court",
    province=VALLORIM,
    years=5,
)

TESTIMONY_FOR_SHELTER = PlantedGap(
    id="testimony-for-shelter",
    says=(
        "Steadfast Gate Foundation takes only those who testify: whoever declines the justice process is "
        "turned away, although help must not depend on it."
    ),
    step=Stage.ASSISTED,
    reason="testimony_demanded",
    agency_ids=(STEADFAST,),
)

PLANTED: tuple[PlantedGap, ...] = (CHILDREN_AS_MIGRANTS, STALLED_COURT, TESTIMONY_FOR_SHELTER)
