"""What this package adds to pages that core owns, and to the help page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.core.access.disclosure import may_change, may_help
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.clock import today
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
from handrail.protect.permissions import ANSWER_REVIEW, HELP
from handrail.protect.sections import HelpSection, help_sections

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.protect.meetings.models import Meeting

    help_sections.add(
        HelpSection("meetings", gettext_lazy("Talked over"), "protect/meetings/section.html", section, 70)
    )
    own_copy_parts.add(OwnCopyPart("meetings", gettext_lazy("Talked over"), facts, 70))
    personal_records.add(PersonalRecords("meetings", Meeting))
    work_sources.add(WorkSource("meetings", gettext_lazy("To talk over again"), due, 18))
    work_sources.add(WorkSource("reviews", gettext_lazy("May the help end?"), reviews, 9))
    closing_points.add(ClosingPoint("review", before_closing, 10))


def section(request: HttpRequest, case: Case) -> dict[str, Any]:
    from handrail.protect.meetings.queries import meetings_of

    account: Account = request.user  # type: ignore[assignment]
    may_answer = may_change(account, case, ANSWER_REVIEW)
    return {
        "meetings": meetings_of(account, case, may_answer=may_answer),
        "may_write": may_help(account, case, HELP, "meetings"),
    }


def due(account: Account) -> Iterator[WorkItem]:
    """List the talks of one's own cases whose next day has come."""
    from handrail.protect.meetings.queries import due_again

    if account.may(HELP):
        for meeting in due_again(account, today(), SHOWN):
            yield WorkItem(
                label=meeting.case.number,
                detail=meeting.get_kind_display(),
                url=reverse("help_page", args=[meeting.case_id]) + "#meetings",
                since=meeting.again_on,
            )


def reviews(account: Account) -> Iterator[WorkItem]:
    """List the exit reviews that wait for this account's answer."""
    from handrail.protect.meetings.queries import to_answer

    if account.may(ANSWER_REVIEW):
        for review in to_answer(account, SHOWN):
            yield WorkItem(
                label=review.case.number,
                detail=review.get_reason_display(),
                url=reverse("review_answer", args=[review.case_id, review.id]),
                since=review.on,
            )


def before_closing(account: Account, case: Case) -> Iterator[str]:
    """Where help was given, the review before it ends."""
    from handrail.protect.meetings.queries import has_review
    from handrail.protect.needs.models import Need
    from handrail.protect.plan.models import Goal

    helped = (model.objects.visible_to(account).filter(case=case).exists() for model in (Need, Goal))
    if any(helped) and not has_review(account, case):
        yield _("The review before the help ends, agreed to by a second person")


def facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """What was decided about the person, for the own copy. Who was there stays out: they are other people."""
    from handrail.protect.meetings.queries import meetings_of

    return [
        {
            "label": line.meeting.get_kind_display(),
            "value": ". ".join(
                filter(None, (line.words.get(name) for name in ("person", "decided", "after")))
            ),
        }
        for line in meetings_of(account, case, may_answer=False)
    ]
