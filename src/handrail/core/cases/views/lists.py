"""The list of cases, "My work", and search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.domain.cursor import read_cursor
from handrail.core.cases.forms.lists import FilterForm
from handrail.core.cases.handover import ASSIGN
from handrail.core.cases.listed import lines, listed
from handrail.core.cases.queries import Filters, newest, units_within
from handrail.core.cases.search import search
from handrail.core.cases.standing import deadlines_in, late_cases
from handrail.core.clock import today
from handrail.core.referrals.queries import ANSWER, sent_to_us
from handrail.core.registry import work_sources

READ = "core:case:read"
AT_WORK = 8


@require_GET
@permission_required(READ)
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases in sight, newest first, a page at a time; nothing is counted."""
    account: Account = request.user  # type: ignore[assignment]
    form = FilterForm(request.GET, units=units_within(account, READ))
    filters = form.filters()
    page = newest(account, filters, after=read_cursor(request.GET.get("after", "")))
    _log_listed(account, (case.id for case in page.cases))
    shown = {
        "cases": listed(account, page.cases),
        "form": form,
        "filtered": filters != Filters(),
        "tabs": _tabs(form),
        "older_url": _address(form, after=page.older.text) if page.older else "",
        "newest_url": _address(form) if request.GET.get("after") else "",
        "may_open": account.may("core:case:create"),
        "may_hand_over": account.may(ASSIGN),
    }
    return render(request, "cases/list.html", shown)


@require_GET
@login_required
def work(request: HttpRequest) -> HttpResponse:
    """What waits for this account. Each part holds the first few; nothing is counted."""
    account: Account = request.user  # type: ignore[assignment]
    shown: dict[str, Any] = {"reads_cases": account.may(READ), "may_open": account.may("core:case:create")}
    if account.may(READ):
        shown |= _own_cases(account)
    if account.may(ANSWER):
        shown["referrals"] = list(sent_to_us(account)[:AT_WORK])
    listed_sources = [(source.heading, list(source.items(account))) for source in work_sources]
    shown["sources"] = [(heading, items) for heading, items in listed_sources if items]
    return render(request, "cases/work.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required("core:search:use")
def search_page(request: HttpRequest) -> HttpResponse:
    """Search by number, phone, document or name. Posted: no name may stand in an address or a log."""
    account: Account = request.user  # type: ignore[assignment]
    text = request.POST.get("q", "").strip()[:300]
    shown: dict[str, Any] = {"text": text, "asked": bool(text), "may_open": account.may("core:case:create")}
    if text:
        found = search(account, text)
        record(
            action="core:search:used",
            kind="case",
            ids=[each.case.id for each in found.cases],
            actor=account.id,
            organisation=account.organisation_id,
        )
        shown["cases"] = lines(account, found.cases)
        shown["more"] = found.more
    return render(request, "cases/search.html", shown)


def _own_cases(account: Account) -> dict[str, Any]:
    mine = newest(account, Filters(mine=True), size=AT_WORK)
    late = late_cases(account, deadlines_in(account.organisation.country, today()), limit=AT_WORK)
    together = {case.id: case for case in (*mine.cases, *late)}
    _log_listed(account, together)
    opened = {line.case.id: line for line in listed(account, list(together.values()))}
    return {
        "mine": [opened[case.id] for case in mine.cases],
        "more_mine": mine.older is not None,
        "late": [opened[case.id] for case in late],
    }


def _log_listed(account: Account, ids: Iterable[UUID]) -> None:
    record(
        action="core:case:listed",
        kind="case",
        ids=sorted(ids),
        actor=account.id,
        organisation=account.organisation_id,
    )


def _tabs(form: FilterForm) -> list[dict[str, Any]]:
    whose = form.chosen("whose")
    return [
        {"label": words, "href": _address(form, whose=choice), "current": whose == choice}
        for choice, words in (("", _("All that I see")), ("mine", _("My cases")))
    ]


def _address(form: FilterForm, **changes: str) -> str:
    wanted = {name: value for name, value in {**form.asked(), **changes}.items() if value}
    return reverse("case_list") + (f"?{urlencode(wanted)}" if wanted else "")
