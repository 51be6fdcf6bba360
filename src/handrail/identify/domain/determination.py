"""The deciding rules, T1 to T10 and D1 to D11, over the elements.

A screening result, never a legal finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from handrail.core.questionnaires.domain.logic import Truth, all_of, any_of
from handrail.identify.domain.facts import (
    BENEFIT,
    CONSENT,
    DEBT_WORKED_OFF,
    ILLEGAL_ENTRY,
    MAYBE_CHILD,
    PROCURED,
    UNDER_18,
    UNDER_18_THEN,
    Elements,
    Facts,
    elements,
)


class Result(StrEnum):
    """What a screening comes to."""

    TRAFFICKING = "trafficking"
    CHILD_TRAFFICKING = "child_trafficking"
    BOTH = "both"
    SMUGGLING = "smuggling"
    AGGRAVATED_SMUGGLING = "aggravated_smuggling"
    LABOUR_VIOLATION_ONLY = "labour_violation_only"
    OTHER_OFFENCE = "other_offence"
    NONE_INDICATED = "none_indicated"
    INSUFFICIENT_INFORMATION = "insufficient_information"


TRAFFICKING = frozenset({Result.TRAFFICKING, Result.CHILD_TRAFFICKING, Result.BOTH})


class Flag(StrEnum):
    """What follows from the facts beside the result, each by its rule in `data/definition.yaml`."""

    CHILD_PROTECTION = "child_protection"
    AGE_PRESUMED = "age_presumed"
    POTENTIAL_VICTIM = "potential_victim"
    NON_PUNISHMENT_CHECK = "non_punishment_check"
    NOT_LIABLE_FOR_BEING_SMUGGLED = "not_liable_for_being_smuggled"
    FORCED_LABOUR_CHECK = "forced_labour_check"
    CONSENT_IRRELEVANT = "consent_irrelevant"
    DEBT_BONDAGE_FOR_CROSSING = "debt_bondage_for_crossing"


@dataclass(frozen=True, slots=True)
class Determination:
    """`child`: under 18, or presumed to be.

    `rule`: the row that decides, or the first one that is still open.
    """

    result: Result
    child: Truth
    rule: str
    flags: tuple[Flag, ...]
    elements: Elements


def trafficking(found: Elements) -> Truth:
    """An act for a purpose by any means; for a child, with or without means (Palermo 3(a), 3(c))."""
    return all_of((found.act, found.purpose, any_of((found.means, found.child))))


def determine(facts: Facts) -> Determination:
    """Return what the facts come to. Anything that is not known keeps open what hangs on it."""
    found = elements(facts)
    result, rule = decide(found)
    return Determination(result, found.child, _named(rule, facts), _flags(result, found, facts), found)


def decide(found: Elements) -> tuple[Result, str]:
    """Return the result and the row behind it: child, then trafficking, both, smuggling, labour, other."""
    met = trafficking(found)
    if met:
        return _met(found)
    if met is None:
        return Result.INSUFFICIENT_INFORMATION, _open(found)
    return _not_met(found)


def _met(found: Elements) -> tuple[Result, str]:
    if found.smuggling:
        return Result.BOTH, "D1"
    if found.child:
        return Result.CHILD_TRAFFICKING, "T2"
    return Result.TRAFFICKING, "T1"


def _open(found: Elements) -> str:
    """Return the first open row of the truth table, when trafficking is neither shown nor ruled out."""
    if found.act is None:
        return "T9"
    if found.smuggling:
        return "D5"
    if found.purpose is None:
        return "T10" if found.child else "T7"
    return "T6" if found.means is None else "T8"


def _not_met(found: Elements) -> tuple[Result, str]:
    if found.smuggling:
        if found.danger is None:
            return Result.INSUFFICIENT_INFORMATION, "D4"
        if found.danger:
            return Result.AGGRAVATED_SMUGGLING, "D8" if found.other and found.means else "D4"
        return Result.SMUGGLING, "D3"
    if found.smuggling is None:
        return Result.INSUFFICIENT_INFORMATION, "D3"
    if found.purpose is None:
        return Result.INSUFFICIENT_INFORMATION, "T7" if found.act else "T5"
    if not found.purpose:
        return _left_over(found, offence="D10", nothing="D11")
    if found.act is False:
        return Result.OTHER_OFFENCE, "T5"
    if found.act is None:
        return Result.INSUFFICIENT_INFORMATION, "T9"
    return _left_over(found, offence="T3", nothing="T3")


def _left_over(found: Elements, *, offence: str, nothing: str) -> tuple[Result, str]:
    """Return what is left where it is neither: a breach of labour law, another offence, or nothing."""
    if found.labour is None:
        return Result.INSUFFICIENT_INFORMATION, "D6"
    if found.labour:
        return Result.LABOUR_VIOLATION_ONLY, "D6"
    if found.other is None:
        return Result.INSUFFICIENT_INFORMATION, "D10"
    return (Result.OTHER_OFFENCE, offence) if found.other else (Result.NONE_INDICATED, nothing)


def _named(rule: str, facts: Facts) -> str:
    """Name the row more closely where the facts, and not only the elements, say which it is."""
    if rule == "T2" and presumed(facts):
        return "T8"
    unaided = facts.get(PROCURED) is False or facts.get(BENEFIT) is False
    if rule == "D11" and facts.get(ILLEGAL_ENTRY) and unaided:
        return "D9"
    return rule


def presumed(facts: Facts) -> bool:
    """A child by the benefit of the doubt alone: there is reason to believe it, and no more is known."""
    return bool(facts.get(MAYBE_CHILD)) and not facts.get(UNDER_18) and not facts.get(UNDER_18_THEN)


def _flags(result: Result, found: Elements, facts: Facts) -> tuple[Flag, ...]:
    possible = trafficking(found) is not False
    forced_crime = facts.get("purpose.forced_criminality")
    holds = {
        Flag.CHILD_PROTECTION: bool(found.child),
        Flag.AGE_PRESUMED: presumed(facts),
        Flag.POTENTIAL_VICTIM: trafficking(found) is None
        and any((found.means, found.purpose, found.smuggling, found.child)),
        Flag.NON_PUNISHMENT_CHECK: possible and bool(forced_crime or found.other),
        Flag.NOT_LIABLE_FOR_BEING_SMUGGLED: found.smuggling is not False and bool(facts.get(ILLEGAL_ENTRY)),
        Flag.FORCED_LABOUR_CHECK: bool(facts.get("purpose.forced_labour")) and result not in TRAFFICKING,
        Flag.CONSENT_IRRELEVANT: bool(facts.get(CONSENT)) and bool(found.means or found.child),
        Flag.DEBT_BONDAGE_FOR_CROSSING: bool(facts.get(DEBT_WORKED_OFF)),
    }
    return tuple(flag for flag, is_so in holds.items() if is_so)
