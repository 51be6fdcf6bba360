"""What this package adds to pages that core owns, and to the help page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.core.access.disclosure import may_help
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.clock import today
from handrail.core.registry import (
    OwnCopyPart,
    PersonalRecords,
    WorkItem,
    WorkSource,
    own_copy_parts,
    personal_records,
    work_sources,
)
from handrail.protect.permissions import HELP
from handrail.protect.sections import HelpSection, help_sections

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.protect.plan.models import Goal, Step

    help_sections.add(HelpSection("plan", gettext_lazy("Plan"), "protect/plan/section.html", plan, 30))
    own_copy_parts.add(OwnCopyPart("plan", gettext_lazy("Plan"), plan_facts, 30))
    # Steps first: they hang on goals.
    personal_records.add(PersonalRecords("plan-steps", Step, 1))
    personal_records.add(PersonalRecords("plan-goals", Goal, 2))
    work_sources.add(WorkSource("steps", gettext_lazy("Steps of plans that are due"), due, 16))


def plan(request: HttpRequest, case: Case) -> dict[str, Any]:
    from handrail.protect.plan.queries import plan_of

    account: Account = request.user  # type: ignore[assignment]
    return {"goals": plan_of(account, case, today()), "may_write": may_help(account, case, HELP, "plan")}


def due(account: Account) -> Iterator[WorkItem]:
    """List one's own steps whose day has come."""
    from handrail.protect.plan.queries import steps_due

    if account.may("core:case:read"):
        for step in steps_due(account, today(), SHOWN):
            yield WorkItem(
                label=step.case.number,
                detail=_("a step of the plan is due"),
                url=reverse("help_page", args=[step.case_id]) + "#plan",
                since=step.due_on,
            )


def plan_facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """Goals with their steps, for the own copy."""
    from handrail.protect.plan.queries import plan_of

    return [
        {
            "label": line.words,
            "value": "; ".join([line.state, *(f"{step.words} ({step.state})" for step in line.steps)]),
        }
        for line in plan_of(account, case, today())
    ]
