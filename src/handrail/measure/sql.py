"""What the database computes for one step: the outcome, the days to it, whether the deadline has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Q,
    Value,
    When,
)
from django.db.models.functions import Greatest, Least
from django.db.models.lookups import Exact

from handrail.core.milestones.domain.stages import BIT, End, Stage
from handrail.core.milestones.models import STAGE_COLUMNS
from handrail.measure.domain.steps import CHOICE, REACHED, WAITING, Step


class DaysBetween(Func):
    """Whole days from the first date to the second (below 0 when it is earlier)."""

    arity = 2
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) AS INTEGER)",
            arg_joiner=") - julianday(",
            **more,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="((%(expressions)s))", arg_joiner=") - (", **more)

    def __init__(self, start: Any, end: Any) -> None:
        super().__init__(end, start)


OWN_CHOICE = "survivor_choice"


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day on which we look.

    later_unknown  for a snapshot of the past: what happened after the day is not known yet. Without it a
                   later day can only be the end of a vague date ("this month"): it counts as the day itself.
    """

    day: date
    later_unknown: bool = False

    def has(self, column: str) -> Q:
        return Q(**{f"{column}__lte": self.day}) if self.later_unknown else Q(**{f"{column}__isnull": False})

    def has_not(self, column: str) -> Q:
        none = Q(**{f"{column}__isnull": True})
        return none | Q(**{f"{column}__gt": self.day}) if self.later_unknown else none

    def date_of(self, column: str) -> Any:
        return (
            F(column) if self.later_unknown else Least(F(column), Value(self.day, output_field=DateField()))
        )


def column_of(stage: Stage) -> str:
    return STAGE_COLUMNS[stage]


def well_dated(step: Step) -> Exact:
    """Whether neither of a step's two days is known only roughly. A day that is not there is not rough."""
    return Exact(F("vague").bitand(BIT[step.from_stage] | BIT[step.to_stage]), Value(0))


def before_step(step: Step, as_of: AsOf) -> Q:
    """Who stands before the step: everybody who reached the stage before."""
    return as_of.has(column_of(step.from_stage))


def outcome_of(step: Step, as_of: AsOf) -> Case:
    """What became of a person at the step. A stage reached goes before an earlier choice or end."""
    return Case(
        *(When(condition, then=outcome) for condition, outcome, _ in _ways(step, as_of)),
        default=Value(WAITING),
        output_field=CharField(),
    )


def days_to_outcome(step: Step, as_of: AsOf) -> Any:
    """Whole days from the stage before to the outcome, never below 0; of who waits, to the as-of day."""
    until = Case(
        *(When(condition, then=as_of.date_of(column)) for condition, _, column in _ways(step, as_of)),
        default=Value(as_of.day, output_field=DateField()),
        output_field=DateField(),
    )
    return Greatest(DaysBetween(as_of.date_of(column_of(step.from_stage)), until), Value(0))


def _ways(step: Step, as_of: AsOf) -> list[tuple[Q, Any, str]]:
    """Each way out of the wait, in the order they are tried: condition, outcome, column of its day."""
    ends = [end.value for end in step.ends]
    ended, declined = as_of.has("ended_on"), Q(ended_because=End.DECLINED.value)
    ways: list[tuple[Q, Any, str]] = [
        (as_of.has(column_of(step.to_stage)), Value(REACHED), column_of(step.to_stage))
    ]
    if step.choice is not None:
        chosen = f"{step.choice.value}_on"
        first = Q(ended_on__lt=F(chosen))
        ways.append(
            (as_of.has(chosen) & ended & first & Q(ended_because__in=ends), F("ended_because"), "ended_on")
        )
        ways.append((as_of.has(chosen), Value(CHOICE), chosen))
        # A choice that was recorded as the reason, without a day of its own, is a choice from the beginning.
        ways.append((_by_choice(step), Value(CHOICE), column_of(step.from_stage)))
    ways.append((ended & declined, Value(CHOICE), "ended_on"))
    ways.append((ended & Q(ended_because__in=ends), F("ended_because"), "ended_on"))
    return ways


def _by_choice(step: Step) -> Q:
    return Q(**{f"reasons__{step.id}": OWN_CHOICE})


def is_due(step: Step, as_of: AsOf, deadline_days: int) -> Q:
    """Whether the last day of the deadline is over."""
    return Q(**{f"{column_of(step.from_stage)}__lt": as_of.day - timedelta(days=deadline_days)})


def as_flag(condition: Q) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(condition, output_field=BooleanField())


def still_waits(step: Step, as_of: AsOf) -> Q:
    """Whether a person had no outcome by the as-of day: `outcome_of` says "waiting" of the same people."""
    ended = as_of.has("ended_on") & Q(
        ended_because__in=[*(end.value for end in step.ends), End.DECLINED.value]
    )
    waits = as_of.has_not(column_of(step.to_stage)) & ~ended
    if step.choice is None:
        return waits
    # Where no reason is recorded the comparison is NULL, and NOT NULL is not true: ask for that first.
    no_choice = Q(**{f"reasons__{step.id}__isnull": True}) | ~_by_choice(step)
    return waits & no_choice & as_of.has_not(f"{step.choice.value}_on")
