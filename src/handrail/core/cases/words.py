"""The words for what the records hold as codes: stages, ends, sources, field names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.core.catalogue import CODELISTS, FIELDS, CodeList
from handrail.core.catalogue.local_names import NAMED
from handrail.core.dates import Age
from handrail.core.languages.names import name_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

Words = dict[str, "str | Promise"]

STAGES: Words = {
    "detected": _("Detected"),
    "screened": _("Screened"),
    "presumed": _("Presumed a victim"),
    "identified": _("Formally identified"),
    "assisted": _("Assisted"),
    "reintegrated": _("Reintegrated"),
    "investigated": _("Investigated"),
    "prosecuted": _("Prosecuted"),
    "convicted": _("Convicted"),
    "remedied": _("Remedy received"),
}
# What is missing while a stage is not reached: "Late: screening".
MISSING: Words = {
    "screened": _("screening"),
    "presumed": _("decision on reasonable grounds"),
    "identified": _("formal identification"),
    "assisted": _("help"),
    "reintegrated": _("reintegration"),
    "investigated": _("investigation"),
    "prosecuted": _("charge"),
    "convicted": _("judgment"),
    "remedied": _("compensation or other remedy"),
}
CHOICES: Words = {
    "declined_assistance": _("Declined help, by choice"),
    "declined_justice": _("Declined to take part in a prosecution, by choice"),
}
ENDS: Words = {
    "died": _("The person died"),
    "departed": _("Left the country or returned home"),
    "acquitted": _("The accused were acquitted"),
    "declined": _("The person declined"),
    "lost_contact": _("Contact was lost"),
    "completed": _("Completed"),
    "other": _("Another reason"),
}
BRANCHES: Words = {
    "trunk": _("First steps"),
    "protection": pgettext_lazy("branch of the way", "Protection"),
    "status": _("Formal status"),
    "justice": _("Justice"),
}
SOURCES: Words = {
    "import": _("imported file"),
    "intake": _("intake"),
    "edit": _("changed by hand"),
    "note": _("a note in this case"),
    "screening": _("screening"),
    "referral": _("referral"),
    "demo": _("demonstration data"),
}
PURPOSES: Words = {
    "sexual": _("Sexual exploitation"),
    "labour": _("Labour"),
    "criminality": _("Forced criminality"),
    "begging": _("Begging"),
    "marriage": _("Forced marriage"),
    "organ": _("Organ removal"),
    "several": _("Several"),
    "other": _("Other"),
    "unknown": _("Not recorded"),
}
SEXES: Words = {
    "female": _("Female"),
    "male": _("Male"),
    "other": _("Other"),
    "unknown": _("Sex not recorded"),
}
REASONS: Words = {
    "same-document": _("the same document"),
    "same-phone": _("the same phone"),
    "same-name": _("the same name"),
    "similar-name": _("a name that sounds alike"),
    "birth-fits": _("the birth year fits"),
    "birth-differs": _("another birth year"),
}
FILE_KINDS: Words = {
    "pdf": _("PDF"),
    "picture": _("picture"),
    "sound": _("sound"),
    "film": _("film"),
    "document": _("document"),
    "table": _("table"),
    "packed": _("packed files"),
    "locked": _("locked file"),
    "text": _("text"),
    "unknown": _("kind not recognised"),
}

# Plainer words than the catalogue's labels, which are the standard's and stay as they are in exports.
LABELS: Words = {
    "hr_FullName": _("Full name"),
    "hr_NativeName": _("Name in own script"),
    "hr_Nickname": _("Nickname or other name"),
    "hr_FatherName": _("Name of the father"),
    "hr_MotherName": _("Name of the mother"),
    "hr_AgeAtDetection": _("Age when detected"),
    "hr_Province": _("Province where detected"),
    "hr_Notes": _("Notes"),
    "hr_CaseId": _("Number in another system"),
    "prs_Birthdate": _("Born"),
    "prs_IdentityNumber": _("Passport or identity number"),
    "prs_MobilePhone": _("Mobile phone"),
    "prs_HomePhone": _("Other phone"),
    "prs_PrimaryLanguage": _("First language"),
    "prs_SecondaryLanguage": _("Other language"),
    "prs_MailingStreet": _("Street"),
    "prs_MailingCity": _("Town or village"),
    "prs_MailingState": _("Province or state"),
    "prs_MailingPostalCode": _("Postcode"),
    "prs_MailingCountry": _("Country"),
    "prs_MailingLatitude": _("Latitude"),
    "prs_MailingLongitude": _("Longitude"),
    "vic_TypeOfExploitation": _("Kind of exploitation"),
    "hr_OtherExploitation": _("Other kinds, such as online scams"),
    "vic_MethodsOfControl": _("How the person was controlled"),
    "vic_MethodOfRecruitment": _("How the person was recruited"),
    "hr_RecruiterRelation": _("Who recruited the person"),
    "hr_CountryOfExploitation": _("Country of exploitation"),
    "vic_LocationOfExploitation": _("Place of exploitation"),
    "vic_LocationOfRecruitment": _("Place of recruitment"),
    "vic_TraffickingStatus": _("Formal decision"),
    "vic_TraffickingStatusDecisionMakingOrg": _("Who decided"),
    "con_Consent": _("Agreed that we keep and use this record"),
    "cas_ReferringOrganisation": _("Sent to us by"),
    "cas_ReferringPrimaryCaseWorker": _("Their case worker"),
    "cas_IncomingReferralDate": _("Sent to us on"),
    "cas_ReasonForIncomingReferral": _("Why sent to us"),
    "cas_IncomingReferralDetails": _("What they told us"),
    "cas_ReferredOrganisation": _("Sent to"),
    "cas_ReferredPrimaryCaseWorker": _("Case worker there"),
    "cas_OutgoingReferralDate": _("Sent on"),
    "cas_ReasonForOutgoingReferral": _("Why sent"),
    "cas_OutgoingReferralDetails": _("What we told them"),
    "cas_ReasonForCaseClosure": _("Why the case was closed"),
    "cco_CaseComment": _("Note"),
    "hte_Type": _("What"),
    "hte_Date": _("When"),
    "spl_Type": _("Kind of support"),
    "hr_PartyName": _("Name"),
}


def label_of(field: str) -> str:
    """Return the words for a field, in the reader's language."""
    return _label_in(field, get_language())


@lru_cache(maxsize=4096)
def _label_in(field: str, _language: str | None) -> str:
    return str(LABELS[field]) if field in LABELS else pgettext("field", FIELDS[field].words)


def code_words(codes: CodeList, code: str) -> str:
    """Return the words for a code, in the reader's language; a code that the list does not know as it is."""
    if code == "stateless":
        return _now("Stateless")
    if codes.id in NAMED:
        return name_of(codes, code)
    return pgettext("code", codes.label(code)) if code in codes and codes.codes else code


def kind_words(kind: str, reason: str = "") -> str:
    """Return the words for a milestone."""
    if kind == "ended":
        return _now("Ended: %(why)s") % {"why": ENDS.get(reason, ENDS["other"])}
    return str(STAGES.get(kind) or CHOICES.get(kind) or kind)


def spoken(field: str, value: Any) -> Any:
    """Return a value as people read it; a partial date stays one, for the template to draw."""
    codes = CODELISTS.get(FIELDS[field].codelist)
    if isinstance(value, bool):
        return _now("Yes") if value else _now("No")
    if isinstance(value, Age):
        return _now("%(age)s years") % {"age": value.text}
    if isinstance(value, list | tuple):
        return ", ".join(code_words(codes, str(item)) if codes else str(item) for item in value)
    if codes is not None and isinstance(value, str):
        return code_words(codes, value)
    return value
