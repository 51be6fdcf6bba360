"""The steps of the cascade, and what can become of a person who stands before one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handrail.core.milestones.domain.stages import BRANCH, PARENT, Choice, End, Stage

REACHED = "reached"
CHOICE = "choice"
WAITING = "waiting"

# An acquittal ends the way to a judgment. It does not end the right to help.
ENDS_OF_JUSTICE_ONLY = frozenset({End.ACQUITTED})


@dataclass(frozen=True, slots=True)
class Step:
    """From one stage to the next: who stands before it, which choice is theirs, and what can end the wait."""

    from_stage: Stage
    to_stage: Stage
    branch: str
    choice: Choice | None
    ends: tuple[End, ...]

    @property
    def id(self) -> str:
        return self.to_stage.value


def _branch_of(stage: Stage) -> str:
    return next(branch for branch, stages in BRANCH.items() if stage in stages)


_CHOICE: Mapping[str, Choice | None] = {
    "trunk": None,
    "status": None,
    "protection": Choice.DECLINED_ASSISTANCE,
    "justice": Choice.DECLINED_JUSTICE,
}


def _step(to_stage: Stage) -> Step:
    branch = _branch_of(to_stage)
    # Reasonable grounds are for the state to find: no choice of the survivor's delays or excuses it.
    choice = None if to_stage is Stage.PRESUMED else _CHOICE[branch]
    ends = tuple(
        end
        for end in End
        if end is not End.DECLINED and (branch == "justice" or end not in ENDS_OF_JUSTICE_ONLY)
    )
    return Step(PARENT[to_stage], to_stage, branch, choice, ends)


STEPS: tuple[Step, ...] = tuple(
    _step(stage) for stages in BRANCH.values() for stage in stages if stage in PARENT
)
STEP: Mapping[Stage, Step] = {step.to_stage: step for step in STEPS}

# What a histogram may count besides a stage reached, a choice and a wait: the ends, by their code.
OUTCOMES: tuple[str, ...] = (REACHED, CHOICE, WAITING, *(end.value for end in End if end is not End.DECLINED))
