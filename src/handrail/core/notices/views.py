"""An account's notices, and where it wants to be mailed."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.notices.actions import address_of, see_all, set_address
from handrail.core.notices.queries import notices_of
from handrail.core.notices.words import place_of, words_of

SHOWN = 50


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "The letter says only that something waits: no name, no number, not what this system is. "
            "Leave it empty to get none."
        ),
    )


@require_GET
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """The newest notices; the new ones are marked until "seen" is pressed or what waits is looked at."""
    return _page(request, AddressForm(initial={"address": address_of(request.user)}))  # type: ignore[arg-type]


@require_POST
@login_required
def notices_seen(request: HttpRequest) -> HttpResponseBase:
    see_all(request.user, at=now())  # type: ignore[arg-type]
    return redirect("notices")


@require_POST
@login_required
def notices_address(request: HttpRequest) -> HttpResponseBase:
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    set_address(request.user, form.cleaned_data["address"])  # type: ignore[arg-type]
    messages.success(request, _("Saved."))
    return redirect("notices")


def _page(request: HttpRequest, form: AddressForm) -> HttpResponse:
    account: Account = request.user  # type: ignore[assignment]
    lines = [
        {"words": words_of(notice), "url": place_of(notice), "at": notice.at, "new": notice.seen_at is None}
        for notice in notices_of(account)[:SHOWN]
    ]
    shown = {
        "lines": lines,
        "any_new": any(line["new"] for line in lines),
        "form": form,
        "mail_is_on": settings.MAIL_IS_ON,
    }
    return render(request, "notices/notices.html", shown)
