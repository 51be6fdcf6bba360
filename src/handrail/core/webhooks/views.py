"""Receivers of messages, for administrators: a list, a new one, one with its log, an end to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.webhooks import actions
from handrail.core.webhooks.actions import MANAGE
from handrail.core.webhooks.domain.addresses import LONGEST_URL
from handrail.core.webhooks.domain.messages import KINDS
from handrail.core.webhooks.models import Subscription
from handrail.core.webhooks.queries import find_subscription, managed_subscriptions, newest_deliveries
from handrail.core.webhooks.words import KIND_WORDS, STOPPED, answer_words, words_for


class SubscriptionForm(forms.Form):
    """Where messages go, and what about."""

    name = forms.CharField(
        label=gettext_lazy("Who is told"),
        max_length=80,
        help_text=gettext_lazy("The program that listens, for instance: hotline database."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    url = forms.CharField(
        label=gettext_lazy("Its address"),
        max_length=LONGEST_URL,
        help_text=gettext_lazy("It begins with https://. Ask whoever looks after the program."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What it is told of"),
        choices=[(kind, KIND_WORDS[kind]) for kind in KINDS.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )


@require_GET
@permission_required(MANAGE)
def webhook_list(request: HttpRequest) -> HttpResponse:
    """The receivers of the organisation."""
    by: Account = request.user  # type: ignore[assignment]
    lines = [_line(each) for each in managed_subscriptions(by)]
    return render(request, "webhooks/list.html", {"lines": lines})


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
def webhook_new(request: HttpRequest) -> HttpResponseBase:
    """Subscribe a receiver. Its secret is in the answer to the form and nowhere else."""
    by: Account = request.user  # type: ignore[assignment]
    form = SubscriptionForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made, secret = actions.subscribe(said["name"], said["url"], said["kinds"], by=by, at=now())
        except Refused as refused:
            field = "url" if refused.code in ("webhook-not-https", "webhook-address") else None
            form.add_error(field, words_for(refused))
        else:
            return _secret_page(request, made, secret)
    return render(request, "webhooks/new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
def webhook_page(request: HttpRequest, subscription_id: UUID) -> HttpResponseBase:
    """One receiver with its newest messages. The button that was pressed says what to do with it."""
    by: Account = request.user  # type: ignore[assignment]
    found = find_subscription(by, subscription_id)
    if request.method == "POST":
        return _done(request, found, by)
    deliveries = [
        {"delivery": each, "kind": KIND_WORDS[each.kind], "answer": answer_words(each.answer)}
        for each in newest_deliveries(found)
    ]
    line = _line(found)
    shown = {**line, "line": line, "url": actions.url_of(found), "deliveries": deliveries}
    return render(request, "webhooks/one.html", shown)


def _done(request: HttpRequest, found: Subscription, by: Account) -> HttpResponseBase:
    match request.POST.get("do"):
        case "try" if not found.stopped_at:
            actions.ping(found, at=now())
            messages.success(request, _("A message that tells nothing is on its way. The list shows it."))
        case "secret":
            return _secret_page(request, found, actions.renew_secret(found, by=by))
        case "stop" if not found.stopped_at:
            actions.stop(found, "by-hand", by=by, at=now())
            messages.success(request, _("Stopped. Nothing is sent until you start it again."))
        case "start" if found.stopped_at:
            actions.start_again(found, by=by)
            messages.success(request, _("Started. What happened meanwhile is not sent."))
    return redirect("webhook_page", subscription_id=found.id)


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
def webhook_remove(request: HttpRequest, subscription_id: UUID) -> HttpResponseBase:
    """Ask once, then remove a receiver with the log of its messages."""
    by: Account = request.user  # type: ignore[assignment]
    found = find_subscription(by, subscription_id)
    if request.method == "POST":
        actions.remove(found, by=by)
        messages.success(request, _("Removed. Nothing is sent there any more."))
        return redirect("webhook_list")
    shown = {
        "title": _("Remove a receiver"),
        "question": _("Remove “%(name)s”?") % {"name": found.name},
        "points": [
            _("Nothing is sent there any more, and the list of its messages is removed."),
            _("Its secret cannot be brought back."),
        ],
        "confirm_label": _("Remove it"),
        "cancel_url": reverse("webhook_page", args=[found.id]),
        "danger": True,
    }
    return render(request, "shell/confirm.html", shown)


def _secret_page(request: HttpRequest, subscription: Subscription, secret: str) -> HttpResponse:
    return render(request, "webhooks/secret.html", {"subscription": subscription, "secret": secret})


def _line(subscription: Subscription) -> dict[str, Any]:
    return {
        "subscription": subscription,
        "kinds": [KIND_WORDS[kind] for kind in subscription.kinds],
        "stopped": STOPPED[subscription.stopped_because] if subscription.stopped_at else "",
    }
