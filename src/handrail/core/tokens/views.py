"""The page of one's own access tokens: what there is, a new one, an end to one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.mfa import has_second_factor, only_password_shown
from handrail.core.accounts.middleware import DEMO_ENTRY
from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.tokens import actions
from handrail.core.tokens.forms import TokenForm, scope_choices
from handrail.core.tokens.limits import limits
from handrail.core.tokens.models import AccessToken
from handrail.core.tokens.words import ENDED, words_for

ENDED_SHOWN = 10


@require_GET
@login_required
def token_list(request: HttpRequest) -> HttpResponse:
    """The account's own tokens. Nobody else's are shown to anybody."""
    account: Account = request.user  # type: ignore[assignment]
    at = now()
    tokens = list(AccessToken.objects.filter(account=account).order_by("-created_at")[:100])
    lines = [_line(token, at) for token in tokens]
    shown = {
        "live": [line for line in lines if not line["ended"]],
        "ended": [line for line in lines if line["ended"]][:ENDED_SHOWN],
        "may_make": bool(actions.scopes_to_give(account)),
    }
    return render(request, "tokens/list.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def token_new(request: HttpRequest) -> HttpResponseBase:
    """Make a token. Its text is in the answer to the form and nowhere else."""
    account: Account = request.user  # type: ignore[assignment]
    may_give = actions.scopes_to_give(account)
    if not may_give:
        raise Http404
    if not _second_factor_shown(request, account):
        messages.warning(
            request, _("A token opens what you can open: set up a second step first, or show it.")
        )
        return redirect("mfa_reauthenticate" if has_second_factor(account) else "mfa_index")
    form = TokenForm(request.POST or None, may_give=may_give, limits=limits())
    if form.is_valid():
        try:
            token, text = actions.make_token(account, form.wish(), at=now())
        except Refused as refused:
            form.add_error(_FIELDS.get(refused.code), words_for(refused))
        else:
            shown = {
                **_line(token, now()),
                "secret": text,
                "example_url": request.build_absolute_uri("/api/v1/me"),
            }
            return render(request, "tokens/made.html", shown)
    return render(request, "tokens/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def token_revoke(request: HttpRequest, token_id: UUID) -> HttpResponseBase:
    """Ask once, then end one of one's own tokens."""
    account: Account = request.user  # type: ignore[assignment]
    token = AccessToken.objects.filter(id=token_id, account=account).select_related("account").first()
    if token is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.revoke_token(token, by=account, at=now())
        except Refused as refused:
            messages.warning(request, words_for(refused))
        else:
            messages.success(
                request, _("The token has ended. The program that used it gets no answer any more.")
            )
        return redirect("token_list")
    shown = {
        "title": _("End a token"),
        "question": _("End the token “%(name)s”?") % {"name": token.name},
        "points": [
            _("The program that uses it gets no answer any more, from this moment on."),
            _("It cannot be brought back: you would make a new one."),
        ],
        "confirm_label": _("End it"),
        "cancel_url": reverse("token_list"),
        "danger": True,
    }
    return render(request, "shell/confirm.html", shown)


_FIELDS = {
    "token-name": "name",
    "token-without-scope": "scopes",
    "token-scope-not-yours": "scopes",
    "token-lifetime": "days",
}


def _second_factor_shown(request: HttpRequest, account: Account) -> bool:
    if settings.DEMO and request.session.get(DEMO_ENTRY):
        return True
    return has_second_factor(account) and not only_password_shown(request, account)


def _line(token: AccessToken, at: Any) -> dict[str, Any]:
    words = dict(scope_choices())
    because = token.revoked_because or ("expired" if token.expires_at <= at else "")
    return {
        "token": token,
        "scopes": [words[each] for each in token.scopes if each in words],
        "ended": ENDED[because] if because else "",
    }
