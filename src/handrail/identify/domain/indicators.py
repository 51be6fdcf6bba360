"""The ILO operational indicators: which dimensions are positive, and what they say together.

The dimension rule is the ILO's. How dimensions are put together is a rule of this project after Palermo 3,
for the ILO publishes no table; it is shown as such. Indicators are a screen beside the elements, which
decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from handrail.core.questionnaires.domain.logic import Truth, all_of, any_of


class Set(StrEnum):
    """Whom the strengths are for: adults or children, labour or sexual exploitation."""

    ADULT_LABOUR = "AL"
    CHILD_LABOUR = "CL"
    ADULT_SEXUAL = "AS"
    CHILD_SEXUAL = "CS"

    @classmethod
    def of(cls, *, child: bool, sexual: bool) -> Set:
        return cls(("C" if child else "A") + ("S" if sexual else "L"))


class Strength(StrEnum):
    STRONG = "S"
    MEDIUM = "M"
    WEAK = "W"


class Dimension(StrEnum):
    DECEPTIVE_RECRUITMENT = "dr"
    COERCIVE_RECRUITMENT = "cr"
    VULNERABLE_RECRUITMENT = "rv"
    EXPLOITATION = "ex"
    COERCION_AT_DESTINATION = "cd"
    VULNERABILITY_AT_DESTINATION = "dv"


RECRUITMENT = (
    Dimension.DECEPTIVE_RECRUITMENT,
    Dimension.COERCIVE_RECRUITMENT,
    Dimension.VULNERABLE_RECRUITMENT,
)
MEANS_DIMENSIONS = (*RECRUITMENT, Dimension.COERCION_AT_DESTINATION, Dimension.VULNERABILITY_AT_DESTINATION)


@dataclass(frozen=True, slots=True)
class Indicator:
    """`strengths`: per set; a set that is absent does not have it.

    `forced_labour`: the ILO's eleven, by number.
    """

    code: str
    dimension: Dimension
    strengths: Mapping[Set, Strength]
    forced_labour: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """`rule`: R1 to R4 when positive. A dimension that could still become positive is not known."""

    dimension: Dimension
    positive: Truth
    rule: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indication:
    """`indicated` and `strong`: the project's combination, never the ILO's."""

    set: Set
    readings: tuple[Reading, ...]
    forced_labour: tuple[int, ...]
    indicated: Truth
    strong: bool


def dimension_rule(strengths: Iterable[Strength]) -> str:
    """Return the rule that makes a dimension positive, or "".

    R1 two strong; R2 one strong and one other; R3 three medium; R4 two medium and one weak.
    """
    count = Counter(strengths)
    strong, medium, weak = count[Strength.STRONG], count[Strength.MEDIUM], count[Strength.WEAK]
    if strong >= 2:
        return "R1"
    if strong and medium + weak:
        return "R2"
    if medium >= 3:
        return "R3"
    return "R4" if medium >= 2 and weak else ""


def read(
    indicators: Collection[Indicator],
    which: Set,
    present: Collection[str],
    absent: Collection[str] = (),
    *,
    act: Truth = None,
    exploited: Truth = None,
) -> Indication:
    """Judge each dimension by itself, and all together.

    `present`, `absent`: codes; whatever is in neither was not asked. `exploited`: exploitation established as
    a fact, which may stand for the exploitation dimension of a sexual set.
    """
    readings = tuple(_dimension(indicators, which, each, present, absent) for each in Dimension)
    positive = {each.dimension: each.positive for each in readings}
    exploitation = positive[Dimension.EXPLOITATION]
    if exploited and which in (Set.ADULT_SEXUAL, Set.CHILD_SEXUAL):
        exploitation = True
    means = any_of(positive[each] for each in MEANS_DIMENSIONS)
    beside = act if which in (Set.CHILD_LABOUR, Set.CHILD_SEXUAL) else means
    strong = bool(
        exploitation
        and any_of(positive[each] for each in RECRUITMENT)
        and positive[Dimension.COERCION_AT_DESTINATION]
    )
    return Indication(
        which, readings, _forced_labour(indicators, present), all_of((exploitation, beside)), strong
    )


def _dimension(
    indicators: Collection[Indicator],
    which: Set,
    dimension: Dimension,
    present: Collection[str],
    absent: Collection[str],
) -> Reading:
    own = [each for each in indicators if each.dimension is dimension and which in each.strengths]
    there = [each for each in own if each.code in present]
    rule = dimension_rule(each.strengths[which] for each in there)
    possible = dimension_rule(each.strengths[which] for each in own if each.code not in absent)
    codes = tuple(each.code for each in there)
    return Reading(dimension, True if rule else (None if possible else False), rule, codes)


def _forced_labour(indicators: Collection[Indicator], present: Collection[str]) -> tuple[int, ...]:
    return tuple(
        sorted({number for each in indicators if each.code in present for number in each.forced_labour})
    )
