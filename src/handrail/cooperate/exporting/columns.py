"""Which columns and sheets an export has: the published HTCDS layout first, then everything else we hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from handrail.cooperate.domain.draft import MILESTONE_FIELDS
from handrail.core.catalogue import FIELDS, Field

CASE_ID = "hr_CaseId"

# Columns B to AM of the published case sheet, under the labels that people fill. Its row 1 has five mailing
# ids in another order, one misspelt id and one missing; an exporter may correct them (HTCDS FIELDS.md, 4).
PUBLISHED: tuple[str, ...] = (
    "cas_CaseOwner",
    "prs_Salutation",
    "prs_FirstName",
    "prs_SecondName",
    "con_Consent",
    "prs_Birthdate",
    "prs_Gender",
    "prs_Citizenship",
    "prs_Title",
    "prs_Email",
    "prs_HomePhone",
    "prs_MobilePhone",
    "prs_MailingStreet",
    "prs_MailingCity",
    "prs_MailingState",
    "prs_MailingPostalCode",
    "prs_MailingCountry",
    "vic_TraffickingStatus",
    "vic_TraffickingStatusDecisionMakingOrg",
    "vic_MethodOfRecruitment",
    "vic_LocationOfRecruitment",
    "vic_MethodsOfControl",
    "vic_TypeOfExploitation",
    "vic_ForcedLabourIndustry",
    "vic_TypeOfSexExploitation",
    "vic_LocationOfExploitation",
    "cas_Status",
    "cas_ReferringOrganisation",
    "cas_IncomingReferralDate",
    "cas_ReferringPrimaryCaseWorker",
    "cas_ReasonForIncomingReferral",
    "cas_IncomingReferralDetails",
    "cas_ReferredOrganisation",
    "cas_ReferredPrimaryCaseWorker",
    "cas_ReasonForOutgoingReferral",
    "cas_OutgoingReferralDate",
    "cas_OutgoingReferralDetails",
    "cas_ReasonForCaseClosure",
)

# Ours that stand right behind the published columns: what the cascade needs most.
_FIRST_EXTRAS = (CASE_ID, "hr_DetectedOn", *(f for f in MILESTONE_FIELDS.values() if f != "hr_DetectedOn"))


def _extra() -> tuple[str, ...]:
    rest = [f.id for f in FIELDS.values() if f.on in ("person", "case")]
    taken = {*PUBLISHED, *_FIRST_EXTRAS}
    return (*_FIRST_EXTRAS, *(name for name in rest if name not in taken))


EXTRA: tuple[str, ...] = _extra()
MAIN: tuple[Field, ...] = tuple(FIELDS[name] for name in (*PUBLISHED, *EXTRA))


@dataclass(frozen=True, slots=True)
class ChildSheet:
    """A sheet of lines of cases: each row names its case by `hr_CaseId`. `kinds` are those of its lines."""

    title: str
    kinds: tuple[str, ...]
    fields: tuple[Field, ...]


def _of(*starts: str, party: bool = False) -> tuple[Field, ...]:
    return tuple(
        f for f in FIELDS.values() if (f.on == "party" if party else f.on == "entry" and f.id[:3] in starts)
    )


# A note has one column only; beside the plans its sheet is wide enough to be known by its headers.
CHILD_SHEETS: tuple[ChildSheet, ...] = (
    ChildSheet("Events", ("event",), _of("hte")),
    ChildSheet("Plans and notes", ("plan", "comment"), _of("spl", "cco")),
    ChildSheet("Organisations", ("organisation",), _of("org")),
    ChildSheet("Perpetrators", ("party",), _of(party=True)),
)

SHEET_OF: Mapping[str, ChildSheet] = MappingProxyType(
    {kind: sheet for sheet in CHILD_SHEETS for kind in sheet.kinds}
)
