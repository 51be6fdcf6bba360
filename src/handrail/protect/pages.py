"""What the pages about the help for a person have in common."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handrail.core.cases.models import Case


def help_form(
    request: HttpRequest, case: Case, form: Any, heading: str, *, lead: str = ""
) -> HttpResponseBase:
    """Draw one form about the help for a person."""
    shown = {"case": case, "form": form, "page_heading": heading, "lead": lead, "submit": _("Keep")}
    return render(request, "protect/form.html", shown, status=422 if form.is_bound else 200)


def to_help(case: Case, part: str) -> HttpResponseBase:
    """Go back to the help page, to one part of it."""
    gone = redirect("help_page", case_id=case.id)
    gone["Location"] += f"#{part}"
    return gone
