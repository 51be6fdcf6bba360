"""Handing a caseload over: who, to whom, and a look at how many before it happens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.forms.handover import HandOverForm
from handrail.core.cases.handover import ASSIGN, caseload, colleagues_within, hand_over
from handrail.core.cases.views.opening import tells_refusals
from handrail.core.clock import now, today


@require_http_methods(["GET", "POST"])
@permission_required(ASSIGN)
@tells_refusals
def hand_over_page(request: HttpRequest) -> HttpResponseBase:
    """Ask who and to whom; say how many; then do it. Nothing moves before the second yes."""
    by: Account = request.user  # type: ignore[assignment]
    people = list(colleagues_within(by).select_related("unit").order_by("display_name", "id"))
    form = HandOverForm(request.POST or None, people=people, initial={"of": request.GET.get("of", "")})
    if not form.is_valid():
        return render(request, "cases/hand_over.html", {"form": form})
    said = form.cleaned_data
    if "sure" in request.POST:
        done = hand_over(**said, by=by, on=today(), at=now())
        messages.success(
            request,
            ngettext("%(count)s case is handed over.", "%(count)s cases are handed over.", done.moves)
            % {"count": done.moves},
        )
        return redirect("work")
    shown = {"form": form, "of": said["of"], "to": said["to"], "back": reverse("hand_over")}
    counted = caseload(by, **said, on=today())
    return render(request, "cases/hand_over_sure.html", {**shown, "caseload": counted})
