"""The page for survivors, which asks nobody who they are, and the pages of the house."""

from __future__ import annotations

from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.clock import today
from handrail.core.languages.state import offered
from handrail.core.languages.survivors import shows_drafts_to_survivors
from handrail.protect.voices.actions import READ, close_box, open_box, put_in
from handrail.protect.voices.forms import BoxForm, SayForm
from handrail.protect.voices.models import Box
from handrail.protect.voices.queries import boxes_of, heard, open_box_with
from handrail.protect.voices.words import QUESTIONS


# No token, for that would need a cookie. There is no session to forge for: whoever has the code may write.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, code: str) -> HttpResponseBase:
    """Ask, thank, and begin anew for the next one. It sets no cookie, and logs no address."""
    box = open_box_with(code, today=today())
    if box is None:
        raise Http404
    languages = offered(drafts=shows_drafts_to_survivors())
    language = request.GET.get("language", "")
    known = {each for each, _name in languages}
    with translation.override(language if language in known else _asked_for(request, known)):
        form = SayForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            put_in(box, form.answers(), form.cleaned_data["words"] or "", today=today())
            return render(request, "protect/voices/thanks.html", {"code": code})
        shown = {"form": form, "code": code, "languages": languages}
        return render(request, "protect/voices/say.html", shown, status=422 if form.is_bound else 200)


def _asked_for(request: HttpRequest, known: set[str]) -> str:
    """Return the language that the browser asks for, where it is one of those offered."""
    language = translation.get_language_from_request(request)
    return language if language in known else "en"


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def voices(request: HttpRequest) -> HttpResponseBase:
    """The boxes of the house, and a new one."""
    account: Account = request.user  # type: ignore[assignment]
    form = BoxForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        box = open_box(form.cleaned_data["name"], by=account, today=today())
        return redirect("voice_box", box_id=box.id)
    shown = {"form": form, "boxes": list(boxes_of(account)), "today": today()}
    return render(request, "protect/voices/boxes.html", shown, status=422 if form.is_bound else 200)


@require_GET
@permission_required(READ)
def voice_box(request: HttpRequest, box_id: UUID) -> HttpResponse:
    """What was said in one box, in full batches. Opening it is logged, for there may be words."""
    box = _box(request, box_id)
    record(
        action="protect:box:read",
        kind="box",
        ids=[box.id],
        actor=request.user.pk,
        organisation=box.organisation_id,
    )
    shown = {"box": box, "heard": heard(box, today=today()), "is_open": box.until >= today()}
    return render(request, "protect/voices/box.html", shown)


@require_GET
@permission_required(READ)
def voice_paper(request: HttpRequest, box_id: UUID) -> HttpResponse:
    """The questions on paper, and the way to the page as an address and as squares for a telephone."""
    box = _box(request, box_id)
    address = request.build_absolute_uri(reverse("say", args=[box.code]))
    rows = segno.make(address, micro=False).matrix
    squares = " ".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    shown = {"box": box, "address": address, "squares": squares, "side": len(rows), "questions": QUESTIONS}
    return render(request, "protect/voices/paper.html", shown)


@require_POST
@permission_required(READ)
def voice_box_close(request: HttpRequest, box_id: UUID) -> HttpResponseBase:
    account: Account = request.user  # type: ignore[assignment]
    close_box(_box(request, box_id), by=account, today=today())
    return redirect("voices")


def _box(request: HttpRequest, box_id: UUID) -> Box:
    account: Account = request.user  # type: ignore[assignment]
    box = boxes_of(account).filter(id=box_id).first()
    if box is None:
        raise Http404(_("There is no such box."))
    return box
