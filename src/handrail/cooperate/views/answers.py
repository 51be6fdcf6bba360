"""Answers that the room's pages share: a download, a refusal with its words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from handrail.cooperate.words import refusal_words
from handrail.core.access import Refused

View = Callable[..., HttpResponseBase]


def attachment(content: bytes, name: str, content_type: str = "application/octet-stream") -> HttpResponse:
    """A file to keep. No browser is asked to show it, and none keeps a copy of its own."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def tells_refusals(view: View) -> View:
    """Answer what a rule refuses with a page that says why and where to go on."""

    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            shown = {"words": refusal_words(refused), "run_id": kwargs.get("run_id")}
            return render(request, "cooperate/refused.html", shown, status=409)

    return telling
