"""When was the last backup, was it read back and rehearsed, and from when is an erasure final."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import date, filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from handrail.core.access.permission import permission_required
from handrail.core.backup.domain.retention import Retention
from handrail.core.backup.models import Backup
from handrail.core.backup.problems import BackupProblem
from handrail.core.backup.settings import retention
from handrail.core.backup.state import Concern, backup_state
from handrail.core.backup.words import GRAVE, MEND, TITLES
from handrail.core.clock import now

SHOWN = 20


@require_GET
@permission_required("core:system:read")
def backups(request: HttpRequest) -> HttpResponse:
    """Show how the backups stand. Nothing on it is about a person or a case."""
    at = now()
    try:
        rules, state = retention(), backup_state(at)
    except BackupProblem as problem:
        return render(request, "backup/backups.html", {"problem": str(problem)})
    shown = {
        "concerns": [_notice(concern) for concern in state.warnings],
        "last": _facts(state.last, state.rehearsed) if state.last else None,
        "final": state.final.at,
        "held_up": bool(state.final.overdue),
        "final_at_once": state.final.at == at,
        "rules": rules,
        "lines": [_line(row, rules) for row in Backup.objects.order_by("-at")[:SHOWN]],
    }
    return render(request, "backup/backups.html", shown)


def _notice(concern: Concern) -> dict[str, Any]:
    return {
        "tone": "danger" if concern.code in GRAVE else "warn",
        "title": str(TITLES[concern.code]) % {"number": concern.number},
        "text": MEND[concern.code],
    }


def _facts(last: Backup, rehearsed: Backup | None) -> list[dict[str, Any]]:
    return [
        {"label": _("Made"), "value": _moment(last.at)},
        {"label": _("Read back and found whole"), "value": _moment(last.verified_at)},
        {
            "label": _("Last rehearsed"),
            "value": _moment(rehearsed.rehearsed_at) if rehearsed else "",
            "note": _("with the backup of %(at)s") % {"at": _moment(rehearsed.at)}
            if rehearsed and rehearsed != last
            else "",
        },
        {"label": pgettext("of a database", "Rows"), "value": number_format(last.rows, force_grouping=True)},
        {"label": _("Files"), "value": number_format(last.files, force_grouping=True)},
        {"label": _("Size"), "value": filesizeformat(last.size)},
        {"label": _("Log up to event"), "value": number_format(last.log_position, force_grouping=True)},
    ]


def _line(row: Backup, rules: Retention) -> dict[str, Any]:
    return {
        "row": row,
        "keys_until": row.at + timedelta(days=rules.keys_days),
        "sound": row.rehearsal == Backup.Rehearsal.SOUND,
    }


def _moment(at: datetime | None) -> str:
    return str(date(at, "DATETIME_FORMAT")) if at else ""
