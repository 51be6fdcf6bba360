"""The catalogue's fields in the groups that pages, edits and consent show them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.core.catalogue import FIELDS

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading. `by_hand`: whether people change them on the edit page."""

    id: str
    heading: str | Promise
    fields: tuple[str, ...]
    by_hand: bool = True


def _named(*prefixes: str) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if name.startswith(prefixes))


PERSON = Group(
    "person",
    _("The person"),
    (
        "hr_FullName",
        "hr_NativeName",
        "hr_Nickname",
        "prs_Salutation",
        "prs_Title",
        "prs_FirstName",
        "prs_MiddleName",
        "prs_SecondName",
        "hr_FatherName",
        "hr_MotherName",
        "hr_Sex",
        "prs_Gender",
        "prs_Birthdate",
        "hr_AgeAtDetection",
        "hr_AgeBand",
        "hr_ChildOrAdult",
        "prs_Citizenship",
        "prs_IdentityNumber",
        "prs_PrimaryLanguage",
        "prs_SecondaryLanguage",
        "prs_MaritalStatus",
        "prs_NumberOfChildren",
        "prs_HighestLevelOfEducation",
        "prs_Deceased",
    ),
)
CONTACT = Group(
    "contact",
    _("How to reach the person"),
    (
        "prs_MobilePhone",
        "prs_HomePhone",
        "prs_Email",
        "prs_MailingStreet",
        "prs_MailingCity",
        "prs_MailingState",
        "prs_MailingPostalCode",
        "prs_MailingCountry",
        "prs_MailingLatitude",
        "prs_MailingLongitude",
    ),
)
FOUND = Group(
    "found",
    _("How the person came to us"),
    (
        "hr_Province",
        "hr_RegisteredOn",
        "cas_ReferringOrganisation",
        "cas_ReferringPrimaryCaseWorker",
        "cas_IncomingReferralDate",
        "cas_ReasonForIncomingReferral",
        "cas_IncomingReferralDetails",
        "hr_CaseId",
        "hr_Source",
    ),
)
HAPPENED = Group(
    "happened",
    _("What happened"),
    (
        "vic_TypeOfExploitation",
        "hr_OtherExploitation",
        "vic_ForcedLabourIndustry",
        "vic_TypeOfSexExploitation",
        "hr_CountryOfExploitation",
        "vic_LocationOfExploitation",
        "vic_ExploitationWebsitesAndApps",
        "vic_MethodOfRecruitment",
        "hr_RecruiterRelation",
        "vic_RelationshipToTrafficker",
        "vic_LocationOfRecruitment",
        "vic_RecruitmentWebsitesAndApps",
        "hr_Abducted",
        "vic_MethodsOfControl",
        "vic_AgeWhenTrafficked",
        "hr_ChildAtEntry",
        "hr_ChildAtExploitation",
    ),
)
STANDING = Group(
    "standing",
    _("Status, consent and safety"),
    (
        "vic_TraffickingStatus",
        "vic_TraffickingStatusDecisionMakingOrg",
        "con_Consent",
        "vic_AgreementToManagePersonalData",
        "vic_Vulnerabilities",
        "vic_DetailsOfVulnerabilities",
        "hr_Notes",
    ),
)
ONWARD = Group(
    "onward",
    _("Where the person was sent"),
    (
        "cas_ReferredOrganisation",
        "cas_ReferredPrimaryCaseWorker",
        "cas_OutgoingReferralDate",
        "cas_ReasonForOutgoingReferral",
        "cas_OutgoingReferralDetails",
    ),
)
MISSED = Group("missed", _("Why a step was not taken"), _named("hr_ReasonNot"))
CLOSING = Group(
    "closing",
    _("Status and closing"),
    ("cas_Status", "cas_ReasonForCaseClosure", "hr_ClosedOn", "hr_ClosedBecause"),
    by_hand=False,
)
BROUGHT_IN = Group(
    "brought-in",
    _("Brought in from another system"),
    ("cas_CaseOwner", "hr_Unmapped", *_named("hr_ctdc_")),
    by_hand=False,
)

GROUPS: tuple[Group, ...] = (
    PERSON,
    CONTACT,
    FOUND,
    HAPPENED,
    STANDING,
    ONWARD,
    MISSED,
    CLOSING,
    BROUGHT_IN,
)

# The milestones of a case as the catalogue names them: written by `record_milestones`, never as fields.
MILESTONE_FIELDS: dict[str, str] = {
    "detected": "hr_DetectedOn",
    "screened": "hr_ScreenedOn",
    "presumed": "hr_PresumedOn",
    "identified": "hr_IdentifiedOn",
    "assisted": "hr_AssistedOn",
    "reintegrated": "hr_ReintegratedOn",
    "investigated": "hr_InvestigatedOn",
    "prosecuted": "hr_ProsecutedOn",
    "convicted": "hr_ConvictedOn",
    "remedied": "hr_RemediedOn",
    "declined_assistance": "hr_DeclinedAssistanceOn",
    "declined_justice": "hr_DeclinedJusticeOn",
    "ended": "hr_ClosedOn",
}
