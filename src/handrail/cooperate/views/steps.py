"""The steps of an import, as its pages draw them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from handrail.cooperate.models import ImportRun, RunStatus

_AT = {RunStatus.UPLOADED: 1, RunStatus.MAPPED: 2, RunStatus.CHECKED: 2}


def steps_of(run: ImportRun, *, at: int | None = None) -> list[dict[str, Any]]:
    """Return where the import stands, for `shell/components/steps.html`; `at` (0 to 3) says otherwise."""
    names = [
        _("Choose the file"),
        _("Say what the columns mean"),
        _("Look before it is written"),
        _("Bring it in"),
    ]
    here = _AT.get(RunStatus(run.status), 3) if at is None else at
    return [
        {"label": name, "state": "done" if place < here else "current" if place == here else ""}
        for place, name in enumerate(names)
    ]
