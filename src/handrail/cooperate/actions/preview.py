"""What the preview shows, put together while the file passes by: of each outcome the first rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from handrail.cooperate.actions.deciding import Plan
from handrail.cooperate.actions.payload import problem_json
from handrail.cooperate.domain.draft import MILESTONE_FIELDS
from handrail.cooperate.domain.records import IncomingRecord, ParsedFile
from handrail.cooperate.exporting.cells import cell_of
from handrail.cooperate.models import Outcome
from handrail.core.catalogue import FIELDS

SHOWN_ROWS = 12
SHOWN_PROBLEMS = 200
SHOWN_FIELDS = 8
_DAYS_OF_STEPS = frozenset(MILESTONE_FIELDS.values())

Json = dict[str, Any]


@dataclass(slots=True)
class Preview:
    """Counts, the first rows of each outcome, and the first problems."""

    counts: Counter[str] = field(default_factory=Counter)
    rows: dict[Outcome, list[Json]] = field(default_factory=lambda: {outcome: [] for outcome in Outcome})
    problems: list[Json] = field(default_factory=list)

    def take(self, plan: Plan) -> None:
        """Add the next record."""
        self.counts[plan.outcome.value] += 1
        if plan.outcome != Outcome.REFUSED and len(self.rows[plan.outcome]) < SHOWN_ROWS:
            self.rows[plan.outcome].append(_shown(plan))
        for problem in plan.problems:
            if problem.fatal and len(self.problems) < SHOWN_PROBLEMS:
                self.problems.append(problem_json(problem))

    def told(self, answer: ParsedFile) -> Json:
        """All of it, once the file has been walked to its end."""
        return {
            "counts": {outcome.value: self.counts[outcome.value] for outcome in Outcome},
            "rows": [row for rows in self.rows.values() for row in rows],
            "problems": self.problems,
        } | told_of(answer)


def told_of(answer: ParsedFile) -> Json:
    """What a file that was walked to its end tells beside its rows: first notices, and what was left out."""
    return {
        "notices": [
            problem_json(problem)
            for problem in islice((p for p in answer.problems if not p.fatal), SHOWN_PROBLEMS)
        ],
        "dropped": dict(answer.dropped),
    }


def _shown(plan: Plan) -> Json:
    assert isinstance(plan.record, IncomingRecord)
    change = plan.change
    values = plan.record.values if plan.outcome == Outcome.CREATED or change is None else change.values
    # A day of a step is in the values too, as the cell that it was read from.
    told = {name: value for name, value in values.items() if name not in _DAYS_OF_STEPS}
    facts = [(name, cell_of(FIELDS[name], value)) for name, value in told.items()]
    if plan.outcome == Outcome.CREATED or change is None:
        facts += [(kind, when.text) for kind, when in plan.record.milestones.items()]
    else:
        facts += [(draft.kind, draft.when.text) for draft in change.milestones]
    return {
        "outcome": plan.outcome.value,
        "sheet": plan.record.sheet,
        "row": plan.record.rows[0] if plan.record.rows else 0,
        "facts": [[name, str(text)[:120]] for name, text in facts[:SHOWN_FIELDS] if text is not None],
        "more": max(0, len(facts) - SHOWN_FIELDS),
        "lines": len(plan.record.entries if change is None else change.lines),
    }
