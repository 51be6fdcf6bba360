"""What the record of a person says, in values of the catalogue.

Records are as good as records are: ages are guessed, columns are empty, dates are vague.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from types import MappingProxyType

from handrail.core.dates import Age, PartialDate, birth_interval
from handrail.core.milestones.domain.stages import End, Stage
from handrail.site.demo.domain import names
from handrail.site.demo.domain.chance import as_recorded, pick
from handrail.site.demo.domain.country import COUNTRY_CODE
from handrail.site.demo.domain.lines import NOTES, Values
from handrail.site.demo.domain.shape import (
    BEGGING,
    CRIME,
    LABOUR,
    MARRIAGE,
    SCAM,
    SERVITUDE,
    SEXUAL,
    Profile,
)
from handrail.site.demo.domain.ways import Way

EXPLOITATION: Mapping[str, Values] = MappingProxyType(
    {
        SEXUAL: {"vic_TypeOfExploitation": ["SexualExploitation"]},
        LABOUR: {"vic_TypeOfExploitation": ["ForcedLabour"]},
        SERVITUDE: {"vic_TypeOfExploitation": ["Servitude"]},
        # Forced crime has no HTCDS code: Other, and the detail in our own field.
        SCAM: {"vic_TypeOfExploitation": ["Other"], "hr_OtherExploitation": ["OnlineScam"]},
        CRIME: {"vic_TypeOfExploitation": ["Other"], "hr_OtherExploitation": ["ForcedCriminality"]},
        BEGGING: {"vic_TypeOfExploitation": ["ForcedBegging"]},
        MARRIAGE: {"vic_TypeOfExploitation": ["ForcedMarriage"]},
    }
)

INDUSTRY = (
    ("A_AgricultureForestryAndFishing", 5),
    ("C_Manufacturing", 3),
    ("F_Construction", 2),
    ("I_AccommodationAndFoodServiceActivities", 1.5),
    ("T_ActivitiesOfHouseholdsAsEmployers", 1),
)
RECRUITED = (
    ("ThroughFriendsOrSocialEvents", 4),
    ("ThroughOnlineSocialNetworks", 3),
    ("ThroughAnOnlineAdvertisement", 2),
    ("ThroughFamilyOrFamilyEvents", 2),
    ("AtAPlaceOfBusiness", 1),
)
CONTROLS = (
    "DebtBondage",
    "FalsePromises",
    "WithholdsDocuments",
    "TakesEarnings",
    "PhysicalThreats",
    "ThreatensChildrenFamily",
    "ExcessiveWorkingHours",
    "PsychologicalAbuse",
)
RELATION = (("Broker", 4), ("Friend", 3), ("Family", 1.5), ("Stranger", 2), ("IntimatePartner", 1))
EDUCATION = (
    ("PrimaryEducation", 5),
    ("LowerSecondaryEducation", 4),
    ("UpperSecondaryEducation", 2),
    ("BachelorsOrEquivalentLevel", 0.6),
)
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"MM": "mya", "KH": "khm", "VN": "vie", "LA": "lao", "PH": "fil", "ID": "ind", "TH": "tha", "CN": "zho"}
)


def values_of_record(rng: Random, way: Way, *, number: int) -> Values:
    """Return what the record says of the person and the case."""
    values: Values = {
        "hr_Province": way.province,
        "hr_CaseId": f"{way.agency.upper()}-{way.detected.year}-{number:05}",
        "hr_CountryOfExploitation": [COUNTRY_CODE],
        "hr_Source": "Demonstration",
        "hr_RegisteredOn": PartialDate.exact(
            min(way.as_of, way.detected + timedelta(days=rng.choice((0, 0, 1, 2, 5))))
        ),
    }
    values |= _who(rng, way)
    values |= _what_happened(rng, way.profile)
    values |= _status(rng, way)
    values |= {f"hr_ReasonNot{stage.value.capitalize()}": code for stage, code in way.reasons.items()}
    if rng.random() < 0.3:
        values["hr_Notes"] = rng.choice(NOTES)
    return values


def _who(rng: Random, way: Way) -> Values:
    person = way.profile
    name = names.person_name(rng, person.origin)
    values: Values = {"hr_FullName": name.latin}
    if name.native and rng.random() < 0.7:
        values["hr_NativeName"] = name.native
    if rng.random() < 0.12:
        values["hr_Nickname"] = names.nickname(rng)
    if rng.random() < 0.985:
        values["hr_Sex"] = person.sex
    if rng.random() < 0.97:
        values["prs_Citizenship"] = [person.origin]
    if rng.random() < 0.22:
        values["prs_MobilePhone"] = names.phone(rng)
    if rng.random() < 0.25:
        values["prs_IdentityNumber"] = names.document(rng)
    language = LANGUAGES.get(person.origin)
    if language and rng.random() < 0.6:
        values["prs_PrimaryLanguage"] = language
    if rng.random() < 0.4:
        values["prs_HighestLevelOfEducation"] = pick(rng, EDUCATION)
    return values | _age(rng, way)


def _age(rng: Random, way: Way) -> Values:
    """Ages are known, guessed within two years, told as "under 18", or not asked."""
    true = way.profile.age
    known = pick(rng, (("exact", 77), ("about", 10), ("word", 8), ("missing", 5)))
    values: Values = {}
    if known == "exact":
        values["hr_AgeAtDetection"] = Age(true, true)
        if rng.random() < 0.35:
            detected = PartialDate.exact(way.detected)
            born = birth_interval(Age(true, true), detected)
            day = born.earliest + timedelta(days=rng.randrange((born.latest - born.earliest).days + 1))
            values["prs_Birthdate"] = as_recorded(rng, day, until=way.detected, vague=0.4)
    elif known == "about":
        values["hr_AgeAtDetection"] = Age(max(0, true - 2), true + 2)
    if known == "word" or (known == "about" and rng.random() < 0.6):
        values["hr_ChildOrAdult"] = "child" if way.profile.child else "adult"
    return values


def _what_happened(rng: Random, person: Profile) -> Values:
    if rng.random() < 0.05:
        return {}  # nobody wrote down what for
    values = {name: list(codes) for name, codes in EXPLOITATION[person.purpose].items()}
    if person.purpose == LABOUR and rng.random() < 0.7:
        values["vic_ForcedLabourIndustry"] = [pick(rng, INDUSTRY)]
    if rng.random() < 0.6:
        values["vic_MethodOfRecruitment"] = [pick(rng, RECRUITED)]
    if rng.random() < 0.5:
        values["vic_MethodsOfControl"] = sorted(rng.sample(CONTROLS, rng.choice((1, 2, 2, 3))))
    if rng.random() < 0.4:
        values["hr_RecruiterRelation"] = [pick(rng, RELATION)]
    return values


def _status(rng: Random, way: Way) -> Values:
    values: Values = {"cas_Status": "Active"}
    if way.ended and way.ended[1] is not End.ACQUITTED:
        values["cas_Status"] = "Closed"
    elif way.has(Stage.REINTEGRATED):
        values["cas_Status"] = "FollowUp"
    if way.not_a_victim:
        values["vic_TraffickingStatus"] = "NotAVictimOfTrafficking"
    elif way.has(Stage.IDENTIFIED):
        values["vic_TraffickingStatus"] = "ActualVictimOfTrafficking"
    elif way.has(Stage.PRESUMED):
        values["vic_TraffickingStatus"] = "PossibleVictimOfTrafficking"
    if way.has(Stage.SCREENED) and rng.random() < 0.5:
        values["con_Consent"] = True
    return values
