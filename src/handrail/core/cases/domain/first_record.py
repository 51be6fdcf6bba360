"""What the first record of a person must say, however it comes in: by hand or by a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handrail.core.dates import PartialDate, birth_interval

# By one of these somebody is known again.
KNOWN_BY = (
    "hr_FullName",
    "hr_NativeName",
    "hr_Nickname",
    "prs_IdentityNumber",
    "prs_MobilePhone",
    "hr_Notes",
)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A field or step that does not fit: to-come, born-after-detected, age-does-not-fit, nobody."""

    field: str
    code: str


def misfits(
    values: Mapping[str, Any], steps: Mapping[str, PartialDate | None], *, today: date
) -> list[Misfit]:
    """Return what does not fit in a first record: its fields, and the days of its first steps."""
    found = [
        Misfit(name, "to-come") for name, when in steps.items() if when is not None and when.earliest > today
    ]
    born, age, detected = values.get("prs_Birthdate"), values.get("hr_AgeAtDetection"), steps.get("detected")
    if born and detected and born.earliest > detected.latest:
        found.append(Misfit("prs_Birthdate", "born-after-detected"))
    elif born and age and detected:
        fits = birth_interval(age, detected)
        if born.latest < fits.earliest or born.earliest > fits.latest:
            found.append(Misfit("hr_AgeAtDetection", "age-does-not-fit"))
    if not any(values.get(name) for name in KNOWN_BY):
        found.append(Misfit("hr_Nickname", "nobody"))
    return found
