"""The app's own files, what phones send, and the page of one's own phones."""

from __future__ import annotations

import base64
import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handrail.core.access import acting_as
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.vault.letters import letter_key
from handrail.identify.field import app
from handrail.identify.field.actions import add_phone, end_phone, look_at, may_bring, phone_with, take_in
from handrail.identify.field.domain.letter import LIMIT
from handrail.identify.field.forms import BringForm, PhoneForm, letter_from
from handrail.identify.field.models import Arrival, Phone
from handrail.identify.field.queries import arrivals_of, phones_of
from handrail.identify.screenings.actions import WRITE


@require_GET
def field_app(request: HttpRequest) -> HttpResponse:
    """The app. It asks nobody who they are, for it holds nothing of anybody."""
    return _fresh(HttpResponse(app.page()))


@require_GET
def field_worker(request: HttpRequest) -> HttpResponse:
    return _fresh(HttpResponse(app.worker(), content_type="text/javascript; charset=utf-8"))


@require_GET
def field_manifest(request: HttpRequest) -> HttpResponse:
    return _fresh(JsonResponse(app.manifest(), content_type="application/manifest+json"))


@require_GET
def field_pack(request: HttpRequest) -> HttpResponse:
    return _fresh(JsonResponse(app.pack()))


@require_GET
def field_words(request: HttpRequest, language: str) -> HttpResponse:
    words = app.words_in(language)
    if words is None:
        raise Http404
    return _fresh(JsonResponse(words))


def _fresh(answer: HttpResponse) -> HttpResponse:
    """Let whoever keeps it ask whether it is still so: the worker decides what stands on a phone."""
    answer["Cache-Control"] = "no-cache"
    return answer


# No cookie is read: the phone's own secret says who sends, so there is no session to forge for.
@csrf_exempt
@never_cache
@require_POST
def field_send(request: HttpRequest) -> HttpResponse:
    """Take in one letter of a phone: 200 when it is kept, 401 for a phone that is not known."""
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    phone = phone_with(secret, at=now()) if kind == "Bearer" else None
    if phone is None:
        return JsonResponse({"error": "This phone is not known, or not any more."}, status=401)
    if int(request.headers.get("Content-Length") or 0) > LIMIT * 2:
        return JsonResponse({"error": "A letter is smaller than this."}, status=413)
    try:
        letter = letter_from(json.loads(request.body))
    except ValueError as problem:
        return JsonResponse({"error": str(problem)}, status=400)
    with acting_as(phone.account):
        take_in(letter, by=phone.account, phone=phone, at=now())
    return JsonResponse({"kept": True})


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
def phone_list(request: HttpRequest) -> HttpResponseBase:
    """The account's own phones, what came from them, and the way in for what was taken out as a file."""
    account = _who_may(request)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_bound and form.is_valid():
        letters = form.cleaned_data["file"]
        for letter in letters:
            take_in(letter, by=account, phone=None, at=now())
        said = ngettext("%(count)s letter is in.", "%(count)s letters are in.", len(letters))
        messages.success(request, said % {"count": len(letters)})
        return redirect("phone_list")
    shown = {"phones": phones_of(account), "came": arrivals_of(account), "form": form, "at": now()}
    return render(request, "identify/field/phones.html", shown, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
def phone_new(request: HttpRequest) -> HttpResponseBase:
    """Set up the phone on which this page is open. Its secret is in the answer and nowhere else."""
    account = _who_may(request)
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "identify/field/new.html", {"form": form}, status=status)
    phone, secret = add_phone(account, form.cleaned_data["name"], at=now())
    key = letter_key(account.organisation_id)
    given = {"secret": secret, "key": key.version, "public": base64.b64encode(key.public).decode()}
    return render(request, "identify/field/made.html", {"phone": phone, "given": given})


@require_POST
@permission_required(WRITE)
def phone_end(request: HttpRequest, phone_id: UUID) -> HttpResponseBase:
    account = _who_may(request)
    end_phone(get_object_or_404(Phone, id=phone_id, account=account), by=account, at=now())
    messages.success(request, _("This phone brings in nothing more."))
    return redirect("phone_list")


@require_POST
@permission_required(WRITE)
def arrival_looked_at(request: HttpRequest, arrival_id: UUID) -> HttpResponseBase:
    account = _who_may(request)
    look_at(get_object_or_404(Arrival, id=arrival_id, account=account), by=account, at=now())
    return redirect("phone_list")


def _who_may(request: HttpRequest) -> Account:
    account: Account = request.user  # type: ignore[assignment]
    if not may_bring(account):
        raise Http404
    return account
