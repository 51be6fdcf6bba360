"""A short case as a file gives it, read into facts.

What is listed is true; what is not listed is known absent, unless the file says that the whole element is not
known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handrail.core.questionnaires.domain.logic import Truth
from handrail.identify.domain.facts import (
    ACTS,
    BENEFIT,
    CONSENT,
    DANGER,
    DEBT_WORKED_OFF,
    ILLEGAL_ENTRY,
    LABOUR_BREACH,
    MAYBE_CHILD,
    MEANS,
    NOT_NATIONAL,
    OTHER_CRIME,
    PROCURED,
    PURPOSES,
    UNDER_18,
    UNDER_18_THEN,
    Facts,
)

ADULT_AGE = 18
OLDEST = 120
LISTS = {"acts": ("act", ACTS), "means": ("means", MEANS), "purposes": ("purpose", PURPOSES)}
CROSSING = {
    "illegal_entry": ILLEGAL_ENTRY,
    "facilitator_procured_entry": PROCURED,
    "facilitator_benefit": BENEFIT,
    "danger_or_inhuman_treatment": DANGER,
}
FURTHER = {"not_national": NOT_NATIONAL, "debt_worked_off": DEBT_WORKED_OFF}
TRUTHS = {
    "consent_to_movement_or_work": CONSENT,
    "labour_breach": LABOUR_BREACH,
    "other_crime_present": OTHER_CRIME,
    "age_uncertain_maybe_child": MAYBE_CHILD,
}
KNOWN = {*LISTS, *TRUTHS, "age", "age_at_the_time", "elements_unknown", "crossing", "indicators"}


class VignetteProblem(ValueError):
    """A case that cannot be read; says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Vignette:
    id: str
    facts: Facts
    indicators: tuple[str, ...]


def read(said: Mapping[str, object], *, place: str) -> Vignette:
    """Return the case. Raises `VignetteProblem` with the place, the field and what it takes."""
    id = str(said.get("id") or "")
    if not id:
        raise VignetteProblem(f"{place}: id is missing; every case needs one")
    at = f"{place}: {id}"
    given = said.get("facts")
    if not isinstance(given, Mapping):
        raise VignetteProblem(f"{at}: facts is missing; it holds age, acts, means, purposes and crossing")
    unheard = sorted(str(name) for name in given if name not in KNOWN)
    if unheard:
        raise VignetteProblem(
            f"{at}: {unheard[0]} is no field of facts; choose of {', '.join(sorted(KNOWN))}"
        )
    facts: dict[str, Truth] = {}
    for name, code in TRUTHS.items():
        facts[code] = _truth(given.get(name, "unknown"), f"{at}: {name}")
    facts |= _age(given, at)
    facts |= _lists(given, at)
    facts |= _crossing(given.get("crossing", {}), at)
    return Vignette(id, facts, tuple(_words(given.get("indicators", ()), f"{at}: indicators")))


def _truth(value: object, at: str) -> Truth:
    if isinstance(value, bool):
        return value
    if value in (None, "unknown"):
        return None
    raise VignetteProblem(f"{at}: {value!r} is none of true, false, unknown")


def _words(value: object, at: str) -> Sequence[str]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise VignetteProblem(f"{at}: {value!r} is no list; write [a, b]")
    return [str(each) for each in value]


def _age(given: Mapping[str, object], at: str) -> dict[str, Truth]:
    now = _below(given.get("age", "unknown"), f"{at}: age")
    then = _below(given["age_at_the_time"], f"{at}: age_at_the_time") if "age_at_the_time" in given else False
    return {UNDER_18: now, UNDER_18_THEN: then}


def _below(age: object, at: str) -> Truth:
    if age in (None, "unknown"):
        return None
    if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= OLDEST:
        raise VignetteProblem(f"{at}: {age!r} is no age; write whole years from 0 to {OLDEST}, or unknown")
    return age < ADULT_AGE


def _lists(given: Mapping[str, object], at: str) -> dict[str, Truth]:
    unknown = _words(given.get("elements_unknown", ()), f"{at}: elements_unknown")
    for name in unknown:
        if name not in LISTS:
            raise VignetteProblem(f"{at}: elements_unknown: {name} is none of {', '.join(LISTS)}")
    facts: dict[str, Truth] = {}
    for name, (prefix, codes) in LISTS.items():
        listed = {f"{prefix}.{word}" for word in _words(given.get(name, ()), f"{at}: {name}")}
        for code in sorted(listed - set(codes)):
            taken = ", ".join(each.partition(".")[2] for each in codes)
            raise VignetteProblem(f"{at}: {name}: {code.partition('.')[2]} is no code; choose of {taken}")
        absent = None if name in unknown or name not in given else False
        facts |= {code: True if code in listed else absent for code in codes}
    return facts


def _crossing(crossing: object, at: str) -> dict[str, Truth]:
    """Read the border. Who entered illegally is taken to be no national of the State, unless it is said."""
    if not isinstance(crossing, Mapping):
        raise VignetteProblem(
            f"{at}: crossing: {crossing!r} holds no fields; write {{border_crossed: false}}"
        )
    for name in crossing:
        if name not in CROSSING and name not in FURTHER and name != "border_crossed":
            taken = ", ".join(["border_crossed", *CROSSING, *FURTHER])
            raise VignetteProblem(f"{at}: crossing: {name} is no field; choose of {taken}")
    facts = {
        code: _truth(crossing.get(name, "unknown"), f"{at}: crossing: {name}")
        for name, code in CROSSING.items()
    }
    if _truth(crossing.get("border_crossed", "unknown"), f"{at}: crossing: border_crossed") is False:
        facts |= dict.fromkeys((ILLEGAL_ENTRY, PROCURED, BENEFIT), False)
    facts[NOT_NATIONAL] = (
        _truth(crossing["not_national"], f"{at}: crossing: not_national")
        if "not_national" in crossing
        else facts[ILLEGAL_ENTRY]
    )
    facts[DEBT_WORKED_OFF] = _truth(
        crossing.get("debt_worked_off", False), f"{at}: crossing: debt_worked_off"
    )
    return facts
