"""Who is liable, and what aggravates it (L1 to L6).

These facts are kept on a restricted form of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

from handrail.core.questionnaires.domain.logic import Truth, all_of, any_of

Facts = Mapping[str, Truth]

AGGRAVATING = (
    "serious_injury_or_death",
    "vulnerable_victim",
    "life_threatening_illness",
    "several_victims",
    "organised_group",
    "repeat_offender",
    "public_official",
)
"""ACTIP 5(3). Palermo has no such list."""

GROUP = (
    "structured",
    "three_or_more",
    "existed_for_some_time",
    "acted_in_concert",
    "serious_crime",
    "benefit",
)
"""UNTOC 2(a), 2(c): an organised criminal group needs all of these, and no formal roles."""

PARTICIPATION = ("attempt", "accomplice", "organised_or_directed")
CONNECTED = ("participation_in_group", "laundering", "corruption", "obstruction_of_justice")


def organised_group(facts: Facts) -> Truth:
    """Say whether the facts make an organised criminal group (L6)."""
    return all_of(facts.get(code) for code in GROUP)


def liability(facts: Facts, *, trafficking: Truth, child: Truth) -> Mapping[str, Truth]:
    """Return rule L1 to L6 to whether it applies. A child is a particularly vulnerable victim by itself.

    L1 needs intention. L2: an attempt, an accomplice, an organiser are liable like whoever did it. L4: a
    legal person, without prejudice to the natural ones. L5: offences connected with it, of their own.
    """
    group = organised_group(facts)
    known = {**facts, "organised_group": any_of((facts.get("organised_group"), group))}
    known["vulnerable_victim"] = any_of((facts.get("vulnerable_victim"), child))
    intended = all_of((trafficking, facts.get("intended")))
    return {
        "L1": intended,
        "L2": all_of((facts.get("intended"), any_of(facts.get(code) for code in PARTICIPATION))),
        "L3": all_of((intended, any_of(known.get(code) for code in AGGRAVATING))),
        "L4": all_of((intended, facts.get("legal_person"))),
        "L5": any_of(facts.get(code) for code in CONNECTED),
        "L6": group,
    }
