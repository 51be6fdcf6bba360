"""What the room adds to pages that core owns: navigation, the case page, "My work"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from handrail.cooperate.exporting.gathering import EXPORT
from handrail.cooperate.models import RUN, UNDO
from handrail.cooperate.queries import imports_of_case, imports_waiting
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.registry import (
    ApiResource,
    CasePanel,
    JobKind,
    NavItem,
    Rate,
    RateLimit,
    WorkItem,
    WorkSource,
    api_resources,
    case_panels,
    job_kinds,
    nav_items,
    rate_limits,
    work_sources,
)

AT_WORK = 5


def register() -> None:
    """Called once, when Django has loaded everything."""
    nav_items.add(NavItem("import", _("Import"), "import_list", (RUN,), 40))
    nav_items.add(NavItem("export", _("Export"), "export", (EXPORT,), 45))
    rate_limits.add(RateLimit("import_new", account=Rate(30, 600), address=Rate(120, 600)))
    rate_limits.add(RateLimit("export", account=Rate(10, 600), address=Rate(60, 600)))
    job_kinds.add(JobKind("handrail.cooperate.jobs.check", _("Checking a file")))
    job_kinds.add(JobKind("handrail.cooperate.jobs.bring_in", _("Bringing a file in")))
    job_kinds.add(JobKind("handrail.cooperate.jobs.undo", _("Taking an import back")))
    case_panels.add(CasePanel("source", "cooperate/panel_source.html", source_of_case, 80))
    work_sources.add(WorkSource("imports", _("Imports with rows that wait"), imports_at_work, 40))
    api_resources.add(
        ApiResource("imports", _("Imports"), (RUN,), (RUN, UNDO), "handrail.cooperate.api.router", 50)
    )


def source_of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Which files, and which rows of them, made and changed this case."""
    account: Account = request.user  # type: ignore[assignment]
    return {"imports": imports_of_case(account, case) if account.may(RUN) else []}


def imports_at_work(account: Account) -> Iterable[WorkItem]:
    """Imports of which rows wait to be mended or decided."""
    if not account.may(RUN):
        return
    for each in imports_waiting(account, limit=AT_WORK):
        yield WorkItem(
            label=each.told.name,
            detail=ngettext("%(count)s row waits", "%(count)s rows wait", each.waiting)
            % {"count": each.waiting},
            url=reverse("import_page", args=[each.run.id]),
            since=each.run.finished_at,
        )
