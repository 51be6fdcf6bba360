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
from handrail.core.clock import now, today
from handrail.core.registry import (
    ClosingPoint,
    OwnCopyPart,
    PersonalRecords,
    WorkItem,
    WorkSource,
    closing_points,
    own_copy_parts,
    personal_records,
    work_sources,
)
from handrail.protect.permissions import HELP
from handrail.protect.sections import HelpSection, help_sections

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.protect.needs.models import Need, Safety

    help_sections.add(
        HelpSection("safety", gettext_lazy("Safety"), "protect/needs/section_safety.html", safety, 10)
    )
    help_sections.add(
        HelpSection("needs", gettext_lazy("Needs"), "protect/needs/section_needs.html", needs, 20)
    )
    own_copy_parts.add(OwnCopyPart("safety", gettext_lazy("Safety"), safety_facts, 10))
    own_copy_parts.add(OwnCopyPart("needs", gettext_lazy("Needs"), needs_facts, 20))
    personal_records.add(PersonalRecords("needs", Need))
    personal_records.add(PersonalRecords("safety", Safety))
    closing_points.add(ClosingPoint("needs", before_closing, 20))
    work_sources.add(WorkSource("late-needs", gettext_lazy("Needs that wait too long"), late, 12))
    work_sources.add(WorkSource("safety", gettext_lazy("Safety plans to look at again"), reviews, 14))


def safety(request: HttpRequest, case: Case) -> dict[str, Any]:
    from handrail.protect.needs.queries import safety_of
    from handrail.protect.needs.words import DANGERS

    account: Account = request.user  # type: ignore[assignment]
    standing = safety_of(account, case)
    return {
        "safety": standing,
        "danger": DANGERS[standing.values.get("danger", "")],
        "may_write": may_help(account, case, HELP, "needs"),
    }


def needs(request: HttpRequest, case: Case) -> dict[str, Any]:
    from handrail.protect.needs.queries import needs_of

    account: Account = request.user  # type: ignore[assignment]
    return {"needs": needs_of(account, case, now()), "may_write": may_help(account, case, HELP, "needs")}


def late(account: Account) -> Iterator[WorkItem]:
    """List the needs of one's own cases that are open past their time."""
    from handrail.protect.needs.queries import late_needs
    from handrail.protect.needs.words import KINDS

    if account.may(HELP):
        for need in late_needs(account, now(), SHOWN):
            yield WorkItem(
                label=need.case.number,
                detail=KINDS[need.kind],
                url=reverse("help_page", args=[need.case_id]) + "#needs",
                since=need.due_at,
            )


def reviews(account: Account) -> Iterator[WorkItem]:
    """List the safety plans of one's own cases that are due."""
    from handrail.protect.needs.queries import reviews_due

    if account.may(HELP):
        for safety in reviews_due(account, today(), SHOWN):
            yield WorkItem(
                label=safety.case.number,
                detail=_("look at the safety plan with the person"),
                url=reverse("help_page", args=[safety.case_id]) + "#safety",
                since=safety.review_on,
            )


def safety_facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """What is written down of the person's safety, for the own copy."""
    from handrail.protect.needs.forms import SafetyForm
    from handrail.protect.needs.queries import safety_of

    values = safety_of(account, case).values
    names = ("harm", "ways", "never", "word", "plan")
    labels = SafetyForm.base_fields
    return [{"label": labels[name].label, "value": values[name]} for name in names if values.get(name)]


def needs_facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """The person's needs and what became of them, for the own copy."""
    from handrail.protect.needs.queries import needs_of

    return [
        {"label": line.label, "value": ". ".join(filter(None, [line.state, line.words, line.answer]))}
        for line in needs_of(account, case, now())
    ]


def before_closing(account: Account, case: Case) -> Iterator[str]:
    """Needs that nobody has met, and that the person still has."""
    from handrail.protect.needs.domain.states import NeedState
    from handrail.protect.needs.models import Need

    if Need.objects.visible_to(account).filter(case=case, state=NeedState.OPEN).exists():
        yield _("Needs that nobody has met yet")
