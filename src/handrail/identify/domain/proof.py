"""Why: which facts make each element, which are missing, and what would change the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import combinations

from handrail.core.questionnaires.domain.logic import Truth
from handrail.identify.domain.determination import (
    Determination,
    Flag,
    Result,
    decide,
    presumed,
    trafficking,
)
from handrail.identify.domain.facts import CONSENT, MADE_OF, Elements, Facts

MOST_SWITCHES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One element: its value, the facts that are true, and those that are not known and could change it."""

    element: str
    value: Truth
    by: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """If these elements were known to be so, and all else as it is, the result would be this one instead."""

    elements: tuple[tuple[str, bool], ...]
    result: Result
    rule: str


@dataclass(frozen=True, slots=True)
class Proof:
    """`rules`: every row applied, the deciding one first. Articles stand in `data/definition.yaml`."""

    steps: tuple[Step, ...]
    rules: tuple[str, ...]
    changes: tuple[Change, ...]


def proof(facts: Facts, found: Determination) -> Proof:
    """Return why the facts come to what they come to."""
    return Proof(
        steps=tuple(_step(name, facts, found.elements) for name in MADE_OF),
        rules=_rules(facts, found),
        changes=changes(found.elements),
    )


def _step(name: str, facts: Facts, found: Elements) -> Step:
    value: Truth = getattr(found, name)
    codes = MADE_OF[name]
    return Step(
        element=name,
        value=value,
        by=tuple(code for code in codes if facts.get(code)),
        missing=tuple(code for code in codes if facts.get(code) is None) if value is None else (),
    )


def changes(found: Elements) -> tuple[Change, ...]:
    """Compute the smallest sets of elements, three at most, whose being otherwise would change the result."""
    now, _rule = decide(found)
    switches = [
        (each.name, value)
        for each in fields(Elements)
        for value in (True, False)
        if getattr(found, each.name) is not value
    ]
    changed: list[Change] = []
    for size in range(1, MOST_SWITCHES + 1):
        for together in combinations(switches, size):
            names = {name for name, _value in together}
            if len(names) < size or any(set(each.elements) <= set(together) for each in changed):
                continue
            result, rule = decide(replace(found, **dict(together)))
            if result is not now:
                changed.append(Change(together, result, rule))
    return tuple(changed)


RULES_OF_FLAGS: Mapping[Flag, tuple[str, ...]] = {
    Flag.NON_PUNISHMENT_CHECK: ("N1",),
    Flag.NOT_LIABLE_FOR_BEING_SMUGGLED: ("S5",),
    Flag.FORCED_LABOUR_CHECK: ("FL",),
    Flag.DEBT_BONDAGE_FOR_CROSSING: ("D7",),
    Flag.AGE_PRESUMED: ("AGE",),
}


def _rules(facts: Facts, found: Determination) -> tuple[str, ...]:
    met = trafficking(found.elements)
    applied = [found.rule]
    if met:
        applied.append(("T8" if presumed(facts) else "T2") if found.child else "T1")
        applied.append("D1" if found.result is Result.BOTH else "D2")
    for flag in found.flags:
        applied.extend(RULES_OF_FLAGS.get(flag, ()))
    if facts.get(CONSENT):
        applied.append(_consent(found.elements, met))
    if met or Flag.POTENTIAL_VICTIM in found.flags:
        applied.extend(("N2", "N3"))
    return tuple(dict.fromkeys(applied))


def _consent(found: Elements, met: Truth) -> str:
    if found.child:
        return "C2"
    if found.means:
        return "C1"
    return "C4" if found.means is False and met is False and found.purpose else "C3"
