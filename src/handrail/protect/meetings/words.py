"""The words of talks about a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.protect.meetings.domain.leaving import Answer, Kind

if TYPE_CHECKING:
    from django.utils.functional import Promise

KINDS: dict[Kind, str | Promise] = {
    Kind.CONFERENCE: _("Case conference"),
    Kind.SUPERVISION: _("Supervision"),
    Kind.EXIT: _("Review before the help ends"),
}
REASONS: dict[str, str | Promise] = {
    "reached": _("What the person wanted is reached"),
    "asked": _("The person wants no more help"),
    "moved": _("The person moved, and somebody else has taken over"),
    "not-found": _("The person could not be reached, twice in sixty days or more"),
    "died": _("The person has died"),
    "other": _("Something else"),
}
ANSWERS: dict[Answer, str | Promise] = {
    Answer.WAITING: _("Waits for a second person"),
    Answer.AGREED: _("Agreed"),
    Answer.NOT_YET: _("Not yet"),
}
TONES = {Answer.WAITING: "warn", Answer.AGREED: "ok", Answer.NOT_YET: "danger"}
