"""Editing the fields of a case, also when two people do it at once: nothing that either wrote is lost."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.casepage import group_called
from handrail.core.cases.domain.merging import Clash, merge
from handrail.core.cases.forms.changes import GroupForm
from handrail.core.cases.groups import GROUPS, Group
from handrail.core.cases.models import Case
from handrail.core.cases.reading import open_cases
from handrail.core.cases.views.changing import WRITE, to_case
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.cases.words import label_of, spoken
from handrail.core.cases.writing import change_case, hold
from handrail.core.clock import now
from handrail.core.dates import PartialDate

MINE, THEIRS = "mine", "theirs"


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def edit(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The fields of one group (`?part=`). A field changed by somebody else meanwhile is put to a choice."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    group = group_called(request.GET.get("part", "person"))
    if group is None:
        raise Http404
    if request.method == "GET":
        return _page(request, case, GroupForm(group, _values(case), version=case.version))
    try:
        return _save(request, account, case, group)
    except Refused:
        # Somebody saved between our reading and our writing: read again, with nobody between this time, and
        # merge with what is there now.
        case = case_to_change(account, case_id)
        hold(case)
        return _save(request, account, case, group)


def _save(request: HttpRequest, account: Account, case: Case, group: Group) -> HttpResponseBase:
    values = _values(case)
    form = GroupForm(group, values, request.POST, version=case.version)
    if not form.is_valid():
        return _page(request, case, form)
    mine = form.changes()
    # A choice counts only between the two answers that were shown: not if a third came in since.
    decided = request.POST.get("asked_at") == str(case.version)
    merged = merge(
        seen={name: form.seen(name) for name in mine},
        mine=mine,
        theirs=values,
        mine_wins=[name for name in mine if decided and request.POST.get(f"keep-{name}") == MINE],
        theirs_wins=[name for name in mine if decided and request.POST.get(f"keep-{name}") == THEIRS],
    )
    if merged.clashes:
        return _page(request, case, form, merged.clashes)
    if form.cleaned_data["version"] != case.version and not decided:
        messages.info(request, _("Somebody else changed this case at the same time. Both changes are kept."))
    if merged.changes:
        change_case(case, changes=merged.changes, by=account, at=now(), expected_version=case.version)
    messages.success(request, _("Saved.") if merged.changes else _("Nothing was changed."))
    return to_case(case, form.group.id)


def _values(case: Case) -> dict[str, Any]:
    opened = open_cases([case])[case.id]
    if opened.erased:
        raise Refused("erased")
    return opened.values


def _page(
    request: HttpRequest, case: Case, form: GroupForm, clashes: tuple[Clash, ...] = ()
) -> HttpResponseBase:
    shown = {
        "case": case,
        "form": form,
        "group": form.group,
        "other_parts": [group for group in GROUPS if group.by_hand and group is not form.group],
        "clashes": [_choice(clash) for clash in clashes],
    }
    return render(request, "cases/edit.html", shown, status=409 if clashes else 422 if form.errors else 200)


def _choice(clash: Clash) -> dict[str, Any]:
    return {
        "name": f"keep-{clash.field}",
        "label": label_of(clash.field),
        "mine": _said(clash.field, clash.mine),
        "theirs": _said(clash.field, clash.theirs),
    }


def _said(field: str, value: Any) -> str:
    if value is None or value in ("", []):
        return _("(nothing)")
    words = spoken(field, value)
    return words.text if isinstance(words, PartialDate) else str(words)
