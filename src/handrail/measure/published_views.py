"""The published snapshot: the same bytes for whoever may read it; published by whoever may publish."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handrail.core.access import Refused, permission_required
from handrail.core.clock import today
from handrail.measure.actions import publish_snapshot
from handrail.measure.cascade_views import account_of
from handrail.measure.domain.published import last_whole_quarter
from handrail.measure.domain.steps import STEPS
from handrail.measure.models import Snapshot
from handrail.measure.rooms import SNAPSHOT_READERS
from handrail.measure.words import DIMENSIONS, SHOWN_OUTCOMES, STAGES, number, span, value_words

EARLIER_SHOWN = 12


@permission_required(*SNAPSHOT_READERS)
def published_page(request: HttpRequest) -> HttpResponse:
    """The newest snapshot, one part of it at a time."""
    snapshots = list(Snapshot.objects.order_by("-published_at").defer("body")[: EARLIER_SHOWN + 1])
    chosen = next((s for s in snapshots if str(s.id) == request.GET.get("snapshot")), None)
    snapshot = chosen or (snapshots[0] if snapshots else None)
    newest = snapshots[0] if snapshots else None
    may_publish = account_of(request).may("measure:snapshot:publish")
    last, _day = last_whole_quarter(today())
    context: dict[str, Any] = {
        "snapshot": snapshot,
        "newest": snapshot == newest,
        "earlier": [other for other in snapshots if other != snapshot],
        "may_publish": may_publish,
        "may_publish_now": may_publish and (not newest or newest.last_quarter < last),
    }
    if snapshot:
        context |= _shown(json.loads(snapshot.body), request.GET.get("of", "people"))
    return render(request, "measure/published.html", context)


def _shown(document: dict[str, Any], of: str) -> dict[str, Any]:
    deadlines = document["deadline_days"]
    known = ["people", *(step.id for step in STEPS if step.id in deadlines)]
    if of not in known:
        raise Http404
    tables = [table for table in document["tables"] if table["of"] == of]
    # A table of two variables holds the one of its rows as its last column.
    taken_apart = {table["rows"] for table in tables if table["columns"]}
    return {
        "document": document,
        "of": of,
        "of_words": _("Everybody detected") if of == "people" else STAGES[of],
        "deadline": span(deadlines[of]) if of in deadlines else "",
        "tabs": [
            {
                "label": _("Everybody detected") if name == "people" else STAGES[name],
                "href": reverse("cascade_published") + f"?of={name}",
                "current": name == of,
            }
            for name in known
        ],
        "tables": [_table(table) for table in tables if table["columns"] or table["rows"] not in taken_apart],
    }


def _table(table: dict[str, Any]) -> dict[str, Any]:
    """A table of the snapshot in words. A hidden cell says so."""
    rows, columns = table["rows"], table["columns"]
    heads = [_words(columns, value) for value in table["column_values"]] if columns else [_("People")]
    # Labels as they stand: to change their case is wrong in some languages.
    title = _("By: %(rows)s, %(columns)s") if columns else _("By: %(rows)s")
    return {
        "title": title % {"rows": DIMENSIONS[rows], "columns": DIMENSIONS.get(columns, "")},
        "columns": [{"label": DIMENSIONS[rows]}, *({"label": head, "number": True} for head in heads)],
        "rows": [
            [_words(rows, value), *(_("hidden") if cell is None else number(cell) for cell in cells)]
            for value, cells in zip(table["row_values"], table["cells"], strict=True)
        ],
    }


def _words(variable: str, value: str) -> str:
    if value == "total":
        return _("All")
    if variable in ("outcome", "missed"):
        return str(SHOWN_OUTCOMES[value])
    if value == "other":
        return (
            _("Other (few people each)")
            if variable in ("province", "origin")
            else value_words(variable, value)
        )
    return value_words(variable, value)


@permission_required(*SNAPSHOT_READERS)
def published_file(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    """The snapshot itself: the bytes that were published."""
    snapshot = get_object_or_404(Snapshot, id=snapshot_id)
    response = HttpResponse(snapshot.body.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="handrail-snapshot-{snapshot.last_quarter}.json"'
    return response


@require_POST
@permission_required("measure:snapshot:publish")
def publish_page(request: HttpRequest) -> HttpResponse:
    """Publish now, and say what happened."""
    try:
        snapshot = publish_snapshot(by=account_of(request), today=today())
    except Refused as refused:
        messages.warning(request, _refused_words(refused))
    else:
        messages.success(
            request,
            _("Published: everybody detected until %(quarter)s.")
            % {"quarter": value_words("quarter", snapshot.last_quarter)},
        )
    return redirect("cascade_published")


def _refused_words(refused: Refused) -> str:
    quarter = value_words("quarter", str(refused.facts.get("last_quarter", "")))
    return {
        "nobody-to-publish": _(
            "There is nobody to publish: no case has a day of detection until %(quarter)s."
        ),
        "published-already": _(
            "Already published: everybody detected until %(quarter)s. There is one snapshot a quarter, "
            "because two of the same quarters would show what was recorded in between. "
            "Corrections are in the next."
        ),
        "may-not-publish": _("Your role does not publish. Ask the national coordinator."),
    }[refused.code] % {"quarter": quarter}
