"""What this package adds to the case page, to "My work" and to the person's own copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from handrail.core.access.disclosure import may_change
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.registry import (
    CasePanel,
    OwnCopyPart,
    PersonalRecords,
    WorkItem,
    WorkSource,
    case_panels,
    own_copy_parts,
    personal_records,
    work_sources,
)
from handrail.identify.screenings.actions import WRITE

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.identify.screenings.models import Screening

    case_panels.add(CasePanel("screenings", "identify/panel.html", of_case, 5, also_in_part=True))
    personal_records.add(PersonalRecords("identify-screenings", Screening))
    own_copy_parts.add(OwnCopyPart("screenings", gettext_lazy("Screening"), facts, 5))
    work_sources.add(
        WorkSource("possible", gettext_lazy("May be a victim, and nobody has helped yet"), possible, 5)
    )
    work_sources.add(
        WorkSource(
            "children-migrants", gettext_lazy("May be a child, and nobody has screened yet"), children, 4
        )
    )
    work_sources.add(WorkSource("screenings", gettext_lazy("Screenings begun and not ended"), begun, 16))


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    from handrail.identify.formal.actions import AGREE, PROPOSE
    from handrail.identify.formal.queries import formals_of
    from handrail.identify.screenings.queries import screenings_of

    account: Account = request.user  # type: ignore[assignment]
    may_propose = may_change(account, case, PROPOSE)
    may_agree = may_change(account, case, AGREE)
    return {
        "screenings": screenings_of(account, case),
        "may_screen": may_change(account, case, WRITE),
        "formals": formals_of(account, case, may_agree=may_agree, may_propose=may_propose),
        "may_propose": may_propose,
    }


def possible(account: Account) -> Iterator[WorkItem]:
    """List the people screened as possible victims whom nobody has helped."""
    from handrail.identify.screenings.queries import no_follow_up

    if account.may("core:case:read"):
        for screening in no_follow_up(account, SHOWN):
            yield WorkItem(
                label=screening.case.number,
                detail=screening.get_result_display(),
                url=reverse("case_page", args=[screening.case_id]),
                since=screening.ended_at,
            )


def children(account: Account) -> Iterator[WorkItem]:
    """List the children in an immigration process whom nobody has screened."""
    from handrail.identify.screenings.queries import children_held_as_migrants

    if account.may(WRITE):
        for row in children_held_as_migrants(account, SHOWN):
            yield WorkItem(
                label=row.case.number,
                detail=gettext_lazy("Screen before anything else is decided"),
                url=reverse("screening_begin", args=[row.case_id]),
                since=row.detected_on,
            )


def begun(account: Account) -> Iterator[WorkItem]:
    """List the screenings that this account began and did not end."""
    from handrail.identify.screenings.queries import broken_off

    if account.may(WRITE):
        for screening in broken_off(account, SHOWN):
            yield WorkItem(
                label=screening.case.number,
                detail=screening.get_result_display(),
                url=reverse("screening_ask", args=[screening.case_id, screening.id]),
                since=screening.created_at,
            )


def facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """What screenings came to, for the own copy. What was answered are the person's own words."""
    from handrail.core.shell.calendars import date_format
    from handrail.identify.screenings.queries import screenings_of

    return [
        {"label": date_format(line.screening.created_at), "value": line.result}
        for line in screenings_of(account, case)
        if line.screening.ended_at
    ]
