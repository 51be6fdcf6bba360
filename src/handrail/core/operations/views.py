"""Health, for whatever watches the server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from handrail.core.access.permission import permission_required
from handrail.core.clock import now
from handrail.core.jobs.queries import queue
from handrail.core.operations.health import DISK_WARNING, NEEDED, free_bytes, parts
from handrail.core.operations.words import LOW, MEND, PARTS, UNWELL

HERE = frozenset({"127.0.0.1", "::1"})


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer that this process answers. Asks no database."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when people can be served, else 503. Which part is unwell is told on this machine alone."""
    found = parts()
    answer: dict[str, object] = {
        "ready": all(found[name] for name in NEEDED),
        "well": all(found.values()),
    }
    forwarded = request.headers.get("X-Forwarded-For") or request.META.get("handrail.forwarded")
    if request.META.get("REMOTE_ADDR") in HERE and not forwarded:
        answer["parts"] = {name: "well" if well else "unwell" for name, well in found.items()}
    return JsonResponse(answer, status=200 if answer["ready"] else 503)


@require_GET
@permission_required("core:system:read")
def system(request: HttpRequest) -> HttpResponse:
    """Show whether the house runs well, and the queue of jobs. Reads nobody's record."""
    found, free = parts(), free_bytes()
    unwell = [
        {"tone": "danger" if name in NEEDED else "warn", "title": UNWELL[name], "mend": MEND[name]}
        for name, well in found.items()
        if not well
    ]
    if found["disk"] and free < DISK_WARNING:
        unwell.append({"tone": "warn", "title": LOW, "mend": MEND["disk"]})
    shown = {"unwell": unwell, "facts": _facts(found, free), "queue": queue()}
    return render(request, "operations/system.html", shown)


def _facts(found: dict[str, bool], free: int) -> list[dict[str, Any]]:
    values = {name: _("yes") if well else _("no") for name, well in found.items()}
    values["disk"] = _("%(size)s free") % {"size": filesizeformat(free)}
    values["clock"] = f"{localtime(now()):%Y-%m-%d %H:%M} {settings.TIME_ZONE}"
    return [{"label": PARTS[name], "value": value} for name, value in values.items()]
