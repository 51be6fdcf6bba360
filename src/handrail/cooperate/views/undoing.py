"""Taking an import back, or throwing a file away that is not in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from handrail.cooperate import jobs
from handrail.cooperate.actions.payload import about
from handrail.cooperate.actions.undoing import begin_undo, may_undo, undo_at_once, undo_import
from handrail.cooperate.actions.uploads import throw_away
from handrail.cooperate.models import RUN, UNDO
from handrail.cooperate.queries import counts_of, find_import
from handrail.cooperate.views.answers import tells_refusals
from handrail.core.access import permission_required
from handrail.core.accounts.models import Account
from handrail.core.clock import now


@require_http_methods(["GET", "POST"])
@permission_required(RUN, UNDO)
@tells_refusals
def undo(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Ask once, then take a whole import back."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    if request.method == "POST":
        if not undo_at_once(run):
            begin_undo(run, by=account, at=now())
            jobs.undo.enqueue(run_id=str(run.id), account_id=str(account.id))
            return redirect("import_page", run.id)
        result = undo_import(run, by=account, at=now())
        words = _("Taken back: %(removed)s cases removed, %(restored)s set back, %(kept)s kept.")
        messages.success(
            request,
            words
            % {"removed": len(result.removed), "restored": len(result.restored), "kept": len(result.kept)},
        )
        return redirect("import_page", run.id)
    if not may_undo(account, run, at=now()):
        raise Http404
    counts = counts_of(account, run)
    shown = {
        "title": _("Take this import back?"),
        "lead": about(run).name,
        "points": [
            *_what_goes(counts),
            _("Cases that somebody has worked on since stay as they are; you are shown which."),
            _("The log keeps that it was imported and taken back."),
        ],
        "confirm_label": _("Take it back"),
        "cancel_url": reverse("import_page", args=[run.id]),
        "danger": True,
    }
    return render(request, "shell/confirm.html", shown)


def _what_goes(counts: Mapping[str, int]) -> Iterator[str]:
    """Say of how many cases what will happen; of none, nothing."""
    made, changed = counts["created"], counts["updated"]
    if made:
        words = ngettext(
            "%(count)s case that it made is removed, with the key of this person.",
            "%(count)s cases that it made are removed, with the keys of these persons.",
            made,
        )
        yield words % {"count": made}
    if changed:
        words = ngettext(
            "%(count)s case that it changed is set back to what it was.",
            "%(count)s cases that it changed are set back to what they were.",
            changed,
        )
        yield words % {"count": changed}
    if not made and not changed:
        yield _("It made and changed no case.")


@require_http_methods(["GET", "POST"])
@permission_required(RUN)
@tells_refusals
def remove(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Throw a file away that is not in."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    if request.method == "POST":
        throw_away(run, by=account)
        messages.success(request, _("The file is gone. Nothing was brought in."))
        return redirect("import_list")
    shown = {
        "title": _("Throw this file away?"),
        "lead": about(run).name,
        "points": [_("The uploaded file is removed from this server."), _("No case is changed.")],
        "confirm_label": _("Throw it away"),
        "cancel_url": reverse("import_page", args=[run.id]),
        "danger": True,
    }
    return render(request, "shell/confirm.html", shown)
