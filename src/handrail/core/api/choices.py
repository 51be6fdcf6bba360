"""The codes that operations take, as types: of the house's own enumerations, never a second list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from handrail.core.access.domain.disclosure import EVERYTHING
from handrail.core.cases.models import CaseStatus
from handrail.core.consent.domain.agreeing import Agreed
from handrail.core.consent.forms import HOW
from handrail.core.consent.models import Purpose
from handrail.core.consent.sharing import SHARES
from handrail.core.milestones.domain.stages import Choice, End, Stage
from handrail.core.referrals.words import REASONS

if TYPE_CHECKING:
    StatusName: TypeAlias = str
    StageName: TypeAlias = str
    EndName: TypeAlias = str
    MilestoneName: TypeAlias = str
    PurposeName: TypeAlias = str
    PartName: TypeAlias = str
    HowName: TypeAlias = str
    AgreedName: TypeAlias = str
    RefusalName: TypeAlias = str
else:
    StatusName = Literal[tuple(CaseStatus.values)]
    StageName = Literal[tuple(stage.value for stage in Stage)]
    EndName = Literal[tuple(end.value for end in End)]
    MilestoneName = Literal[(*(stage.value for stage in Stage), *(choice.value for choice in Choice))]
    PurposeName = Literal[tuple(Purpose.values)]
    PartName = Literal[(*(share.id for share in SHARES), EVERYTHING)]
    HowName = Literal[tuple(code for code, _words in HOW)]
    AgreedName = Literal[tuple(each.value for each in Agreed)]
    RefusalName = Literal[tuple(REASONS)]
