"""The log, for overseers: what was done, how far it is proven, and checkpoints to take away."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from handrail.core.access.log import PAGE, READ, Place, events_of, names_of, read_place, sealing
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import make_checkpoint, record, seal_pending
from handrail.core.audit.models import AuditEvent, Checkpoint
from handrail.core.vault import KeyFileProblem

TAKE = "core:log:checkpoint"


class LogForm(forms.Form):
    """What the log is narrowed to. A value that makes no sense narrows nothing."""

    action = forms.CharField(
        label=gettext_lazy("Action"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Its beginning is enough: core:case, or core:recovery:used."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@require_GET
@permission_required(READ)
def log(request: HttpRequest) -> HttpResponse:
    """The events of the organisation, newest first, a page at a time."""
    reader: Account = request.user  # type: ignore[assignment]
    form = LogForm(request.GET)
    form.is_valid()
    action, day = form.cleaned_data.get("action") or "", form.cleaned_data.get("day")
    found = events_of(reader, action=action, day=day, after=read_place(request.GET.get("after", "")))
    events = found[:PAGE]
    older = Place(events[-1].at, events[-1].id).text if len(found) > PAGE else ""
    asked = {"action": action, "day": day.isoformat() if day else ""}
    names = names_of(reader, [event.actor for event in events])
    _log(reader, "core:log:read")
    shown = {
        "form": form,
        "filtered": bool(action or day),
        "recent_only": bool(action and not day),
        "lines": [_line(event, names) for event in events],
        "older_url": _address(**asked, after=older) if older else "",
        "newest_url": _address(**asked) if request.GET.get("after") else "",
        "sealing": sealing(),
        "may_take": reader.may(TAKE),
    }
    return render(request, "access/log.html", shown)


@require_POST
@permission_required(TAKE)
def checkpoint_new(request: HttpRequest) -> HttpResponseBase:
    """Seal what waits, sign the end of the log, and hand the checkpoint out as a file."""
    reader: Account = request.user  # type: ignore[assignment]
    seal_pending()
    try:
        document = make_checkpoint()
    except KeyFileProblem:
        messages.error(
            request,
            _("The key that signs checkpoints is missing or unreadable. Tell whoever runs the server."),
        )
        return redirect("log")
    _log(reader, "core:checkpoint:taken")
    return _file(document)


@require_GET
@permission_required(TAKE)
def checkpoint_file(request: HttpRequest, checkpoint_id: UUID) -> HttpResponse:
    """Hand out a checkpoint again, as it was signed."""
    checkpoint = Checkpoint.objects.filter(id=checkpoint_id).first()
    if checkpoint is None:
        raise Http404
    return _file(checkpoint.document)


def _file(document: dict[str, Any]) -> HttpResponse:
    name = f"checkpoint-{document['position']}-{document['at'][:10]}.json"
    return JsonResponse(
        document,
        json_dumps_params={"indent": 2, "sort_keys": True},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _line(event: AuditEvent, names: dict[UUID, str]) -> dict[str, Any]:
    """Return an event as the page shows it: who by user name, in the own organisation only."""
    if event.actor is None:
        who = _("nobody signed in")
    else:
        who = names.get(event.actor) or _("another organisation")
    return {"event": event, "who": who, "count": len(event.ids), "ids": event.ids[:20]}


def _log(reader: Account, action: str) -> None:
    record(
        action=action,
        kind="log",
        ids=[],
        actor=reader.id,
        organisation=reader.organisation_id,
    )


def _address(**wanted: str) -> str:
    set_ones = {name: value for name, value in wanted.items() if value}
    return reverse("log") + (f"?{urlencode(set_ones)}" if set_ones else "")
