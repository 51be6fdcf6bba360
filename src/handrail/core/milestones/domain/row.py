"""From what a case says to the one narrow row that the cascade counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handrail.core.catalogue import purpose_of
from handrail.core.dates import AGE_BANDS, Age, PartialDate, age_between
from handrail.core.milestones.domain.stages import BIT, Choice, End, Stage

PURPOSE_FIELDS = ("vic_TypeOfExploitation", "hr_OtherExploitation", "hr_ctdc_Exploitation")
GENDER_TO_SEX = {"Feminine": "female", "Masculine": "male", "NonSpecifiedUnknown": "unknown"}
BAND_LIMITS: Mapping[str, tuple[int, int]] = {name: (low, high) for name, low, high in AGE_BANDS}


@dataclass(frozen=True, slots=True)
class Told:
    """One milestone as the row needs it: a stage, a choice or "ended", when, and the reason given."""

    kind: str
    when: PartialDate
    reason: str = ""


def quarter_of(day: date) -> str:
    """Return the quarter of a day, for instance "2024Q3"."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def sex_of(values: Mapping[str, Any]) -> str:
    """Return female, male, other or unknown; the recorded sex goes before the recorded gender."""
    sex = values.get("hr_Sex")
    if sex:
        return str(sex)
    gender = values.get("prs_Gender")
    return GENDER_TO_SEX.get(str(gender), "other") if gender else "unknown"


def age_at_detection(values: Mapping[str, Any], detected: PartialDate | None) -> Age | None:
    """Return the age interval at detection: as stated, else from the birth date, else from the band."""
    stated = values.get("hr_AgeAtDetection")
    if isinstance(stated, Age):
        return stated
    born = values.get("prs_Birthdate")
    if isinstance(born, PartialDate) and detected is not None and born.earliest <= detected.latest:
        return age_between(born, detected)
    limits = BAND_LIMITS.get(str(values.get("hr_AgeBand")))
    return Age(*limits) if limits else None


def child_of(values: Mapping[str, Any], age: Age | None) -> bool | None:
    """Return whether the person was under 18 at detection; None where that is not known.

    Not known is never "adult": who counts or decides with this must treat None as a possible child.
    """
    if age is not None and age.child is not None:
        return age.child
    said = values.get("hr_ChildOrAdult")
    return {"child": True, "adult": False}.get(str(said).casefold()) if said else None


def origin_of(values: Mapping[str, Any]) -> str:
    """Return the first citizenship (ISO 3166-1 alpha-2 or "stateless"), or "" where none is recorded."""
    citizenship = values.get("prs_Citizenship") or ()
    if isinstance(citizenship, str):
        citizenship = (citizenship,)
    return next(iter(citizenship), "")


def reasons_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Return why each stage was not reached, as recorded: stage -> code of hr_ReasonNot."""
    recorded = {stage.value: values.get(f"hr_ReasonNot{stage.value.capitalize()}") for stage in Stage}
    return {stage: str(code) for stage, code in recorded.items() if code}


def vague_of(milestones: Iterable[Told]) -> int:
    """Return the bits (`stages.BIT`) of the kinds whose day is known only as an interval: a month, a year."""
    bits = 0
    for told in milestones:
        if told.when.earliest != told.when.latest:
            bits |= BIT[told.kind]
    return bits


def row_of(values: Mapping[str, Any], milestones: list[Told], *, agency: str) -> dict[str, Any]:
    """Return the columns of the cascade's row but for those that say where the case lies."""
    when = {told.kind: told for told in milestones}
    detected = when[Stage.DETECTED].when if Stage.DETECTED in when else None
    age = age_at_detection(values, detected)
    row: dict[str, Any] = {
        "agency": agency,
        "province": str(values.get("hr_Province") or "")[:80],
        "origin": origin_of(values),
        "sex": sex_of(values),
        "age_band": age.band if age else "unknown",
        "child": child_of(values, age),
        "purpose": purpose_of(code for name in PURPOSE_FIELDS for code in values.get(name) or ()).value,
        "quarter": quarter_of(detected.latest) if detected else "",
        "reasons": reasons_of(values),
        "vague": vague_of(milestones),
    }
    for stage in Stage:
        row[f"{stage.value}_on"] = when[stage].when.latest if stage in when else None
    for choice in Choice:
        row[f"{choice.value}_on"] = when[choice].when.latest if choice in when else None
    ended = when.get("ended")
    row["ended_on"] = ended.when.latest if ended else None
    row["ended_because"] = End(ended.reason or "other").value if ended else ""
    return row
